//! Who is in a community and who knocks, and the lists of communities.

use super::door;
use super::join::{is_carer, standing_of};
use super::square::House;
use crate::{Actor, App, Error, Result};
use hafan_core::community::{Role, Standing};
use hafan_core::id::{AccountId, CommunityId};
use hafan_core::policy::{self, Care, CommunityFacts, Sight};
use hafan_core::time::Timestamp;
use hafan_store::account::Card;
use hafan_store::community::News;
use hafan_store::{Read, account, community, membership, sight};
use std::collections::HashMap;

/// Members on a page.
pub const PAGE_MEMBERS: usize = 50;
/// Communities on a page of those that can be found.
pub const PAGE_COMMUNITIES: usize = 30;

/// A member as other members see them.
#[derive(Clone, Debug)]
pub struct Member {
    /// The persona.
    pub card: Card,
    /// What they take care of.
    pub role: Role,
    /// The viewer may give them another role.
    pub may_change_role: bool,
    /// The viewer may remove them.
    pub may_remove: bool,
    /// It is the viewer.
    pub is_me: bool,
}

/// A page of members.
#[derive(Clone, Debug)]
pub struct Members {
    /// The top of the page.
    pub house: House,
    /// Those who look after the community, on the first page.
    pub carers: Vec<Member>,
    /// The others, by name.
    pub members: Vec<Member>,
    /// Where the next page begins: a name key and an id.
    pub next: Option<(String, i64)>,
    /// People who were removed, for those who may remove.
    pub removed: Vec<Card>,
}

/// The members of a community, for its members only. By name and never by when they came, which
/// would tell who came together.
///
/// # Errors
/// `NotFound`; `Denied("not-member")`.
pub async fn members(
    app: &App,
    viewer: Option<AccountId>,
    handle: String,
    after: Option<(String, i64)>,
) -> Result<Members> {
    app.read(move |read| {
        let sight = sight::load(read, viewer)?;
        let facts = door(read, &sight, &handle)?;
        let house = House::load(read, &sight, &facts)?;
        if house.role.is_none() {
            let code = if viewer.is_some() {
                "not-member"
            } else {
                "sign-in"
            };
            return Err(Error::Denied(code));
        }
        let member = |card: Card, role: Role| Member::new(&sight, &facts, card, role);
        let mut carers = Vec::new();
        let mut removed = Vec::new();
        if after.is_none() {
            let found = house.carers.iter().cloned();
            carers.extend(found.map(|(card, role)| member(card, role)));
            if policy::may_care(&sight, &facts, Care::Remove(Role::Member)).is_ok() {
                let found = membership::removed(read, facts.id)?;
                removed = cards_in_order(read, found)?;
            }
        }
        let from = after
            .as_ref()
            .map_or(("", 0), |(key, id)| (key.as_str(), *id));
        let mut found = membership::members(read, facts.id, from)?;
        let next = (found.len() > PAGE_MEMBERS)
            .then(|| found[PAGE_MEMBERS - 1].clone())
            .map(|(id, key)| (key, id.get()));
        found.truncate(PAGE_MEMBERS);
        let ids: Vec<i64> = found.iter().map(|(id, _)| id.get()).collect();
        let mut cards = by_id(account::cards(read, &ids)?);
        let keeps_order = house.role >= Some(Role::Moderator);
        let members = found.iter().filter_map(|(id, _)| cards.remove(id));
        // Blocks act in both directions, but must not blind those who keep the norms.
        let members = members
            .filter(|card| keeps_order || policy::may_see_account(&sight, card.id, card.state));
        let members = members.map(|card| member(card, Role::Member)).collect();
        Ok(Members {
            house,
            carers,
            members,
            next,
            removed,
        })
    })
    .await
}

impl Member {
    /// A member with what the viewer may do about them.
    pub(super) fn new(sight: &Sight, facts: &CommunityFacts, card: Card, role: Role) -> Self {
        let may = |care| policy::may_care(sight, facts, care).is_ok();
        let to = Role::Member;
        Self {
            may_change_role: may(Care::ChangeRole { from: role, to }),
            may_remove: may(Care::Remove(role)),
            is_me: sight.viewer == Some(card.id),
            role,
            card,
        }
    }
}

/// Somebody who asks to join.
#[derive(Clone, Debug)]
pub struct Asking {
    /// The persona.
    pub card: Card,
    /// Their answer to the community's question.
    pub answer: String,
    /// There is a question, and they have not answered it yet.
    pub lacks_answer: bool,
    /// Since when.
    pub since: Timestamp,
}

/// People who ask to join, the longest-waiting first.
///
/// # Errors
/// `NotFound`; `Denied("not-enough-role")`, `Denied("not-member")`.
pub async fn asking(app: &App, actor: Actor, handle: String) -> Result<(House, Vec<Asking>)> {
    app.read(move |read| {
        let sight = sight::load(read, Some(actor.persona))?;
        let facts = door(read, &sight, &handle)?;
        let house = House::load(read, &sight, &facts)?;
        // Closed or frozen, they may still look; the policy decides when they act.
        if !is_carer(house.role) {
            policy::may_care(&sight, &facts, Care::LetIn)?;
        }
        let found = membership::asked(read, facts.id)?;
        let ids: Vec<i64> = found.iter().map(|m| m.persona.get()).collect();
        let mut cards = by_id(account::cards(read, &ids)?);
        let has_question = !house.community.join_question.is_empty();
        let asking = found.into_iter().filter_map(|m| {
            Some(Asking {
                card: cards.remove(&m.persona).filter(|c| c.state.is_there())?,
                lacks_answer: m.answer.is_empty() && has_question,
                answer: m.answer,
                since: m.since,
            })
        });
        Ok((house, asking.collect()))
    })
    .await
}

/// A community in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Name and crest.
    pub card: Card,
    /// What the rules know of it.
    pub facts: CommunityFacts,
    /// One sentence: what it is.
    pub summary: String,
    /// How the viewer stands to it.
    pub standing: Standing,
    /// What is new in it, for members.
    pub news: Option<News>,
}

/// The page of places.
#[derive(Clone, Debug)]
pub struct Places {
    /// My communities: those with something new first, then by name.
    pub mine: Vec<Listed>,
    /// Communities that invited me.
    pub invited: Vec<Listed>,
    /// Communities I asked to join.
    pub asked: Vec<Listed>,
    /// Communities that can be found and that I am not in, by name.
    pub open: Vec<Listed>,
    /// Where the next page of these begins: a name key and an id.
    pub next: Option<(String, i64)>,
}

/// My communities with what is new, my invitations, and those that can be found. Hidden ones are
/// among mine only.
pub async fn places(
    app: &App,
    viewer: Option<AccountId>,
    after: Option<(String, i64)>,
) -> Result<Places> {
    app.read(move |read| {
        let sight = sight::load(read, viewer)?;
        let from = after
            .as_ref()
            .map_or(("", 0), |(key, id)| (key.as_str(), *id));
        let mut found = community::listed(read, from)?;
        let next = (found.len() > PAGE_COMMUNITIES)
            .then(|| found[PAGE_COMMUNITIES - 1].clone())
            .map(|(id, key)| (key, id.get()));
        found.truncate(PAGE_COMMUNITIES);
        let known = sight.standings.iter();
        let known = known.filter(|(_, s)| s.role().is_some() || is_open_question(**s));
        let ids: Vec<i64> = known
            .map(|(id, _)| id.get())
            .chain(found.iter().map(|(id, _)| id.get()))
            .collect();
        let mut news: HashMap<CommunityId, News> = match viewer {
            Some(viewer) => {
                let news = community::news(read, viewer)?.into_iter();
                news.map(|news| (news.community, news)).collect()
            }
            None => HashMap::new(),
        };
        let mut cards = by_id(account::cards(read, &ids)?);
        let mut all = HashMap::new();
        for summary in community::summaries(read, &ids)? {
            let id = summary.facts.id;
            let card = cards.remove(&id.account());
            let (Some(card), true) = (card, policy::may_know_of(&sight, &summary.facts)) else {
                continue;
            };
            let listed = Listed {
                card,
                facts: summary.facts,
                summary: summary.summary,
                standing: standing_of(&sight, id),
                news: news.remove(&id),
            };
            all.insert(id, listed);
        }
        let open = found.iter().filter_map(|(id, _)| {
            let is_known = |l: &Listed| l.standing.role().is_some() || is_open_question(l.standing);
            all.get(id).filter(|l| !is_known(l)).cloned()
        });
        let open = open.collect();
        let mut rest: Vec<Listed> = all.into_values().collect();
        rest.sort_by_key(|l| {
            let is_quiet = !l.news.as_ref().is_some_and(News::is_new);
            (l.facts.is_closed, is_quiet, l.card.name.to_lowercase())
        });
        let of = |keep: fn(Standing) -> bool| -> Vec<Listed> {
            let kept = rest.iter().filter(|l| keep(l.standing));
            kept.cloned().collect()
        };
        Ok(Places {
            mine: of(|s| s.role().is_some()),
            invited: of(|s| s == Standing::Invited),
            asked: of(|s| s == Standing::Asked),
            open,
            next,
        })
    })
    .await
}

/// True where somebody waits for an answer.
const fn is_open_question(standing: Standing) -> bool {
    matches!(standing, Standing::Invited | Standing::Asked)
}

fn by_id(cards: Vec<Card>) -> HashMap<AccountId, Card> {
    cards.into_iter().map(|card| (card.id, card)).collect()
}

fn cards_in_order(read: &mut Read<'_>, found: Vec<membership::Membership>) -> Result<Vec<Card>> {
    let ids: Vec<i64> = found.iter().map(|m| m.persona.get()).collect();
    let mut cards = by_id(account::cards(read, &ids)?);
    let cards = found.iter().filter_map(|m| cards.remove(&m.persona));
    Ok(cards.filter(|card| card.state.is_there()).collect())
}
