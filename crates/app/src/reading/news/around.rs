//! What stands around pieces of news, as far as their reader may see it.

use crate::Result;
use crate::reading::{Item, arriving};
use hafan_core::community::Standing;
use hafan_core::id::{AccountId, CommunityId, PostId};
use hafan_core::ledger::Cause;
use hafan_core::notify::NotificationKind;
use hafan_core::policy::{self, Sight};
use hafan_core::time::Timestamp;
use hafan_store::account::{self, Card};
use hafan_store::notification::Notification;
use hafan_store::shield::Alarm as Told;
use hafan_store::{Read, community, ledger, shield};
use std::collections::{HashMap, HashSet};

/// What stands around a round of notifications, as far as the reader may see it.
pub(super) struct Around {
    items: HashMap<PostId, Item>,
    /// What is answered, by its own id: posts of the reader's.
    pub answered: HashMap<PostId, Item>,
    people: HashMap<AccountId, Card>,
    places: HashMap<AccountId, Card>,
    stands: HashMap<(AccountId, Timestamp), Stands>,
    /// Waves of strangers, by when they were told of.
    waves: HashMap<Timestamp, Told>,
}

/// One notification as far as the reader may see it.
pub(super) struct Shown<'a> {
    pub person: Option<&'a Card>,
    pub item: Option<&'a Item>,
    pub place: Option<&'a Card>,
    pub stands: Option<&'a Stands>,
    pub about: Option<PostId>,
    /// A wave of strangers.
    pub wave: Option<Told>,
}

/// How the reader came to stand to a community, as their record has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stands {
    /// From then on.
    pub now: Standing,
    /// Why.
    pub cause: Cause,
    /// Words given with it, or empty.
    pub note: String,
}

impl Around {
    pub fn load(read: &mut Read<'_>, sight: &Sight, round: &[Notification]) -> Result<Self> {
        let items = arriving(read, sight, round.iter().filter_map(shown_post))?;
        let answers = round
            .iter()
            .filter(|one| one.kind == NotificationKind::Reply);
        let answers = answers.filter_map(|one| items.get(&one.post?)?.post.reply_to);
        let answered = arriving(read, sight, answers)?;
        let mut ids: HashSet<i64> = round.iter().map(|one| one.actor.get()).collect();
        let mut places: Vec<i64> = round
            .iter()
            .filter_map(shown_place)
            .map(AccountId::get)
            .collect();
        places.sort_unstable();
        places.dedup();
        let known: HashSet<i64> = community::summaries(read, &places)?
            .into_iter()
            .filter(|place| policy::may_know_of(sight, &place.facts))
            .map(|place| place.facts.id.get())
            .collect();
        ids.extend(&known);
        let ids: Vec<i64> = ids.into_iter().collect();
        let (places, people) = account::cards(read, &ids)?
            .into_iter()
            .map(|card| (card.id, card))
            .partition(|(id, _)| known.contains(&id.get()));
        Ok(Self {
            items,
            answered,
            people,
            places,
            stands: stands(read, sight, round)?,
            waves: waves(read, sight, round)?,
        })
    }

    /// Who did it and the post or community it is about, as far as the reader may see both.
    pub fn shown(&self, sight: &Sight, one: &Notification) -> Option<Shown<'_>> {
        let item = shown_post(one).map(|post| self.items.get(&post));
        let place = shown_place(one).map(|place| (place, self.places.get(&place)));
        let stands = place.and_then(|(place, _)| self.stands.get(&(place, one.at)));
        let stands = stands.filter(|_| one.kind == NotificationKind::Membership);
        let person = self.person(sight, one);
        let is_told = one.kind == NotificationKind::TakenOut
            || stands.is_some_and(|stands| stands.now == Standing::Removed);
        let is_seen = person.is_some() && place.is_none_or(|(_, card)| card.is_some());
        if !is_told && !is_seen {
            return None;
        }
        let item = match item {
            Some(item) => Some(item?),
            None => None,
        };
        let answered = item.filter(|_| one.kind == NotificationKind::Reply);
        // Answers to what is gone have no post that leads to all of them, so each stands alone.
        let about = answered.and_then(|item| item.post.reply_to);
        let about = about.filter(|answered| self.answered.contains_key(answered));
        Some(Shown {
            person,
            item,
            place: place.and_then(|(_, card)| card),
            stands,
            about: about.or_else(|| shown_post(one)),
            wave: self.waves.get(&one.at).copied(),
        })
    }

    /// Who did it, if the reader wants to hear of them. A community may be the one that did it.
    fn person(&self, sight: &Sight, one: &Notification) -> Option<&Card> {
        let card = self
            .people
            .get(&one.actor)
            .or_else(|| self.places.get(&one.actor))?;
        let is_wanted =
            !sight.muted.contains(&card.id) && policy::may_see_account(sight, card.id, card.state);
        is_wanted.then_some(card)
    }
}

/// The post to show with it. One that was taken out of its community can't be shown any more.
pub(super) fn shown_post(one: &Notification) -> Option<PostId> {
    one.post.filter(|_| one.kind != NotificationKind::TakenOut)
}

/// The community it is about, where there is no post to show.
pub(super) fn shown_place(one: &Notification) -> Option<AccountId> {
    let community = one.community.filter(|_| shown_post(one).is_none());
    community.map(CommunityId::account)
}

/// The waves that this round tells of.
fn waves(
    read: &mut Read<'_>,
    sight: &Sight,
    round: &[Notification],
) -> Result<HashMap<Timestamp, Told>> {
    let told = round.iter().filter(|one| {
        matches!(
            one.kind,
            NotificationKind::Alarm | NotificationKind::ShieldUp
        )
    });
    let told: Vec<i64> = told.map(|one| one.at.micros()).collect();
    match sight.viewer {
        Some(me) if !told.is_empty() => {
            let waves = shield::alarms(read, me, &told)?.into_iter();
            Ok(waves.map(|wave| (wave.at, wave)).collect())
        }
        _ => Ok(HashMap::new()),
    }
}

/// What the reader's record says of the changes that this round tells of: both were written in one
/// moment.
fn stands(
    read: &mut Read<'_>,
    sight: &Sight,
    round: &[Notification],
) -> Result<HashMap<(AccountId, Timestamp), Stands>> {
    let of_places = round
        .iter()
        .filter(|one| one.kind == NotificationKind::Membership);
    let times: Vec<Timestamp> = of_places.map(|one| one.at).collect();
    let (Some(first), Some(last)) = (times.iter().min(), times.iter().max()) else {
        return Ok(HashMap::new());
    };
    let Some(me) = sight.viewer else {
        return Ok(HashMap::new());
    };
    let rows = ledger::memberships_between(read, me, (*first, *last))?;
    let stand = |row: ledger::LedgerRow| {
        let stands = Stands {
            now: Standing::parse(&row.new)?,
            cause: Cause::parse(&row.cause)?,
            note: row.note,
        };
        Some(((AccountId::parse(&row.what)?, row.at), stands))
    };
    // The newest comes first, and of one moment the last word is the one that counts.
    Ok(rows.into_iter().rev().filter_map(stand).collect())
}
