//! Two records read as one: the persona's (follows, blocks, memberships, profile) and the member's
//! (settings, devices). Other personas of the member have records of their own.

use super::undo;
use crate::relation::is_nameable;
use crate::{Actor, App, Result};
use hafan_core::account::{AccountKind, AccountState, FollowState, ProfileField};
use hafan_core::answer::{AnswerKind, AnswerStanding};
use hafan_core::community::Standing;
use hafan_core::id::{AccountId, CommunityId, LedgerId, MediaId, PostId};
use hafan_core::ledger::{Cause, Owner};
use hafan_core::member::Setting;
use hafan_core::policy::{self, CommunityFacts, Knock, Sight, Welcome};
use hafan_core::time::Timestamp;
use hafan_store::account::{self, Card};
use hafan_store::ledger::{self, LedgerRow};
use hafan_store::tie::{Terms, Wishes};
use hafan_store::{Read, community, media, relation, sight};
use std::collections::{HashMap, HashSet};

/// Entries on one page.
const PAGE: usize = 30;

/// Where a page begins: before this position in the persona's and in the member's record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Before {
    /// Position in the persona's record.
    pub persona: i64,
    /// Position in the member's record.
    pub member: i64,
}

/// A page of the record.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Newest first.
    pub lines: Vec<Line>,
    /// Where older entries go on.
    pub older: Option<Before>,
}

/// One entry in words to be.
#[derive(Clone, Debug)]
pub struct Line {
    /// Which entry.
    pub id: LedgerId,
    /// When.
    pub at: Timestamp,
    /// What changed.
    pub what: What,
    /// Who did it.
    pub who: Who,
    /// Why.
    pub cause: Cause,
    /// Words given with it.
    pub note: String,
    /// Whether there is a way back.
    pub state: State,
}

/// Somebody or some place by name; nothing where that is not for the reader to know any more.
pub type Named = Option<Card>;

/// What changed.
#[derive(Clone, Debug)]
#[expect(
    missing_docs,
    reason = "the fields say who, before and after; see the variants"
)]
pub enum What {
    /// A follow of the reader's.
    Follow {
        whom: Named,
        old: FollowState,
        new: FollowState,
    },
    /// What is wished beside a follow.
    Wishes { whom: Named, new: Wishes },
    /// A block.
    Block { whom: Named, is_on: bool },
    /// A mute.
    Mute { whom: Named, is_on: bool },
    /// How long a mute lasts and what it leaves.
    Terms { whom: Named, new: Terms },
    /// A block of a server.
    DomainBlock { domain: String, is_on: bool },
    /// What was said about an answer to the reader, or a quote of them.
    Answer {
        by: Named,
        kind: AnswerKind,
        new: AnswerStanding,
    },
    /// A membership or role.
    Membership {
        place: Named,
        old: Standing,
        new: Standing,
    },
    /// A field of the profile.
    Profile {
        field: ProfileField,
        old: String,
        new: String,
    },
    /// Whether the persona is there.
    Account { new: AccountState },
    /// A setting.
    Setting {
        setting: Setting,
        old: String,
        new: String,
    },
    /// A persona of the reader's was made.
    Persona { card: Named },
    /// A device signed in, or its session ended.
    Session { is_open: bool },
}

/// Who did it.
#[derive(Clone, Debug)]
pub enum Who {
    /// The reader.
    You,
    /// Another account, from its side.
    Other(Named),
    /// Somebody who looks after the community it is about.
    Carer(Named),
    /// A host of the place.
    Host(Named),
    /// The server, by a rule.
    Rule,
    /// Somebody at the command line of the server.
    Operator,
}

/// Whether there is a way back from an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// It stands.
    Plain,
    /// It stands, and can be undone here.
    Undoable,
    /// It was undone.
    Undone,
}

/// How much of the record somebody reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whose {
    /// That of the persona alone: for applications, which know of no other.
    Persona,
    /// That of the member with it.
    Member,
}

impl Whose {
    /// The records that are meant.
    pub(super) fn owners(self, actor: &Actor) -> Vec<Owner> {
        let persona = Owner::Persona(actor.persona);
        match self {
            Self::Persona => vec![persona],
            Self::Member => vec![persona, Owner::Member(actor.member)],
        }
    }
}

/// What a host did to a member is an entry of the member and one of each persona. Where both are
/// read, one line tells it.
fn drop_echoes(rows: &mut Vec<LedgerRow>) {
    let of_member: Vec<Timestamp> = rows
        .iter()
        .filter(|row| row.owner_kind == "member" && row.what == Setting::State.code())
        .map(|row| row.at)
        .collect();
    let is_echo = |row: &LedgerRow| {
        row.kind == "account" && row.by_kind == "host" && of_member.contains(&row.at)
    };
    rows.retain(|row| !is_echo(row));
}

/// A page of the actor's record.
pub async fn record(
    app: &App,
    actor: Actor,
    whose: Whose,
    before: Option<Before>,
) -> Result<Record> {
    let start = before.unwrap_or(Before {
        persona: i64::MAX,
        member: i64::MAX,
    });
    let now = app.now();
    app.read(move |read| {
        let sight = sight::load(read, Some(actor.persona))?;
        let mut rows: Vec<LedgerRow> = Vec::new();
        for owner in whose.owners(&actor) {
            let from = match owner {
                Owner::Member(_) => start.member,
                _ => start.persona,
            };
            rows.extend(ledger::page(read, owner, from)?);
        }
        rows.sort_by_key(|row| (std::cmp::Reverse(row.at), std::cmp::Reverse(row.seq)));
        let has_more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let older = has_more.then(|| next(start, &rows));
        drop_echoes(&mut rows);
        Ok(Record {
            lines: lines(read, &sight, rows, now)?,
            older,
        })
    })
    .await
}

/// The position after the last row of each record that was shown.
fn next(start: Before, rows: &[LedgerRow]) -> Before {
    let last = |kind: &str, or: i64| {
        let of_kind = rows.iter().filter(|row| row.owner_kind == kind);
        of_kind.map(|row| row.seq).min().unwrap_or(or)
    };
    Before {
        persona: last("persona", start.persona),
        member: last("member", start.member),
    }
}

fn lines(
    read: &mut Read<'_>,
    sight: &Sight,
    rows: Vec<LedgerRow>,
    now: Timestamp,
) -> Result<Vec<Line>> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id.get()).collect();
    let next: HashMap<LedgerId, Option<String>> =
        ledger::next_causes(read, &ids)?.into_iter().collect();
    let names = Names::load(read, sight, &rows)?;
    let mut lines = Vec::new();
    for row in rows {
        let next = next.get(&row.id).and_then(Option::as_deref);
        let state = match next.and_then(Cause::parse) {
            Some(Cause::Undo) => State::Undone,
            Some(_) => State::Plain,
            None => match undo::way(read, &row, now)? {
                Some(way) if names.can_go(&way) => State::Undoable,
                _ => State::Plain,
            },
        };
        lines.extend(line(&names, row, state));
    }
    Ok(lines)
}

fn line(names: &Names, row: LedgerRow, state: State) -> Option<Line> {
    let (what, who) = (what(names, &row)?, who(names, &row));
    // What ends with a tie is said by the end of the tie.
    if matches!(who, Who::Rule) && matches!(what, What::Wishes { .. } | What::Terms { .. }) {
        return None;
    }
    let cause = match Cause::parse(&row.cause)? {
        // Why somebody else ended a tie is theirs to say.
        Cause::Block if matches!(who, Who::Other(_)) => Cause::Choice,
        cause => cause,
    };
    Some(Line {
        what,
        who,
        cause,
        id: row.id,
        at: row.at,
        note: row.note,
        state,
    })
}

fn what(names: &Names, row: &LedgerRow) -> Option<What> {
    let whom = || AccountId::parse(&row.what).and_then(|id| names.get(id));
    let (old, new) = (row.old.clone(), row.new.clone());
    Some(match row.kind.as_str() {
        "follow" => What::Follow {
            whom: whom(),
            old: FollowState::parse(&old)?,
            new: FollowState::parse(&new)?,
        },
        "block" => What::Block {
            whom: whom(),
            is_on: new == "yes",
        },
        "mute" => What::Mute {
            whom: whom(),
            is_on: new == "yes",
        },
        "follow-wishes" => What::Wishes {
            whom: whom(),
            new: Wishes::parse(&new),
        },
        "mute-terms" => What::Terms {
            whom: whom(),
            new: Terms::parse(&new),
        },
        "domain-block" => What::DomainBlock {
            domain: row.what.clone(),
            is_on: new == "yes",
        },
        "answer" => {
            let (kind, post) = row.what.split_once(':')?;
            What::Answer {
                by: PostId::parse(post).and_then(|post| names.by(post)),
                kind: AnswerKind::parse(kind)?,
                new: AnswerStanding::parse(&new)?,
            }
        }
        "membership" => What::Membership {
            place: whom(),
            old: Standing::parse(&old)?,
            new: Standing::parse(&new)?,
        },
        "profile" => What::Profile {
            field: ProfileField::parse(&row.what)?,
            old,
            new,
        },
        "account" => What::Account {
            new: AccountState::parse(&new)?,
        },
        "session" => What::Session {
            is_open: new == "open",
        },
        "setting" => match row.what.strip_prefix("persona:") {
            Some(id) => What::Persona {
                card: AccountId::parse(id).and_then(|id| names.get(id)),
            },
            None => What::Setting {
                setting: Setting::parse(&row.what)?,
                old,
                new,
            },
        },
        _ => return None,
    })
}

fn who(names: &Names, row: &LedgerRow) -> Who {
    let named = || row.by.and_then(|id| names.get(id));
    match row.by_kind.as_str() {
        "self" => Who::You,
        "account" => Who::Other(named()),
        "carer" => Who::Carer(named()),
        "host" => Who::Host(named()),
        "operator" => Who::Operator,
        _ => Who::Rule,
    }
}

/// Who wrote the answers and quotes that entries are about, of those that are still there.
fn authors(read: &mut Read<'_>, rows: &[LedgerRow]) -> Result<HashMap<PostId, AccountId>> {
    let said = rows.iter().filter(|row| row.kind == "answer");
    let posts = said.filter_map(|row| PostId::parse(row.what.split_once(':')?.1));
    let posts: Vec<i64> = posts.map(PostId::get).collect();
    if posts.is_empty() {
        return Ok(HashMap::new());
    }
    let found = hafan_store::post::rows(read, &posts, None)?.into_iter();
    let there = found.filter(|row| !row.facts.is_gone);
    Ok(there.map(|row| (row.facts.id, row.facts.author)).collect())
}

/// The accounts that a page of the record names, as far as the reader may know of them.
struct Names {
    me: Option<AccountId>,
    cards: HashMap<AccountId, Card>,
    /// Whom the reader follows or asked to, blocked, and muted, among these.
    followed: HashSet<AccountId>,
    blocked: HashSet<AccountId>,
    muted: HashSet<AccountId>,
    /// Communities with an open door that the reader could walk through.
    open: HashSet<CommunityId>,
    /// The reader's own pictures that are kept.
    kept: HashSet<MediaId>,
    /// Who wrote the answers that entries are about, as far as they are there.
    authors: HashMap<PostId, AccountId>,
}

impl Names {
    fn load(read: &mut Read<'_>, sight: &Sight, rows: &[LedgerRow]) -> Result<Self> {
        let authors = authors(read, rows)?;
        let ids: HashSet<i64> = rows
            .iter()
            .flat_map(|row| {
                let id = row.what.strip_prefix("persona:").unwrap_or(&row.what);
                [AccountId::parse(id), row.by].into_iter().flatten()
            })
            .chain(authors.values().copied())
            .map(AccountId::get)
            .collect();
        let ids: Vec<i64> = ids.into_iter().collect();
        let cards = account::cards(read, &ids)?;
        let places: Vec<i64> = cards
            .iter()
            .filter(|card| card.kind == AccountKind::Community)
            .map(|card| card.id.get())
            .collect();
        let known: HashMap<CommunityId, CommunityFacts> = community::summaries(read, &places)?
            .into_iter()
            .filter(|place| policy::may_know_of(sight, &place.facts))
            .map(|place| (place.facts.id, place.facts))
            .collect();
        let is_open = |facts: &&CommunityFacts| {
            let knock = Knock::Alone { again: false };
            matches!(policy::may_join(sight, facts, knock), Ok((_, Welcome::In)))
        };
        let open = known.values().filter(is_open).map(|facts| facts.id);
        let open = open.collect();
        let kept = match sight.viewer {
            Some(me) => media::worn(read, me)?.iter().map(|one| one.id).collect(),
            None => HashSet::new(),
        };
        let may_name = |card: &Card| match card.kind {
            AccountKind::Community => known.contains_key(&card.id.community()),
            AccountKind::Persona => is_nameable(sight, card),
        };
        let has_wishes = rows.iter().any(|row| row.kind == "follow-wishes");
        let followed = match sight.viewer.filter(|_| has_wishes) {
            Some(me) => relation::follows_of(read, me, &ids)?,
            None => Vec::new(),
        };
        let is_on = |state: &FollowState| matches!(state, FollowState::Active | FollowState::Asked);
        let followed = followed.into_iter().filter(|(_, state)| is_on(state));
        let among = |all: &HashSet<AccountId>| {
            let some = ids.iter().map(|id| AccountId::new(*id));
            some.filter(|id| all.contains(id)).collect()
        };
        let cards = cards.into_iter().filter(may_name);
        Ok(Self {
            me: sight.viewer,
            cards: cards.map(|card| (card.id, card)).collect(),
            followed: followed.map(|(id, _)| id).collect(),
            blocked: among(&sight.blocked),
            muted: among(&sight.muted),
            open,
            kept,
            authors,
        })
    }

    /// Who wrote a post that an entry is about.
    fn by(&self, post: PostId) -> Named {
        self.authors.get(&post).and_then(|author| self.get(*author))
    }

    fn get(&self, id: AccountId) -> Named {
        self.cards.get(&id).cloned()
    }

    /// A way back to somebody who is gone or not for the reader to see, to what hung on a tie that
    /// is no more, through a door that is shut, or to a picture that was forgotten, leads nowhere.
    fn can_go(&self, way: &undo::Way) -> bool {
        let is_there = |id: &AccountId| self.me.is_some() && self.cards.contains_key(id);
        match way {
            undo::Way::Block(id) => is_there(id),
            undo::Way::Follow(id, _) | undo::Way::Mute(id, _) => {
                is_there(id) && !self.blocked.contains(id)
            }
            undo::Way::Wishes(id, _) => is_there(id) && self.followed.contains(id),
            undo::Way::Terms(id, _) => is_there(id) && self.muted.contains(id),
            undo::Way::Answer(post, ..) => self.by(*post).is_some(),
            undo::Way::Join(id) => self.open.contains(id),
            undo::Way::Picture(_, Some(id)) => self.kept.contains(id),
            _ => true,
        }
    }
}
