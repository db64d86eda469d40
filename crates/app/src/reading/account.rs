//! Accounts by their ids and handles, as far as the viewer may know of them: personas, and
//! communities. What is not there and what is not theirs to know takes the same statements.

use crate::relation::{self, Kept, Options};
use crate::{Actor, App, Error, Result};
use hafan_core::account::{AccountKind, FollowState};
use hafan_core::community::Standing;
use hafan_core::handle::Handle;
use hafan_core::id::{AccountId, CommunityId};
use hafan_core::policy::{self, Sight};
use hafan_store::account::{self, Card};
use hafan_store::{Read, community, sight};
use std::collections::{HashMap, HashSet};

/// Accounts that are asked for at once; more are left out.
pub const ASKED_MAX: usize = 80;

/// How the viewer stands to an account, and the other way round. A block by the other is never
/// told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ties {
    /// To whom.
    pub to: AccountId,
    /// The viewer's follow; of a community: their membership.
    pub following: FollowState,
    /// The other's follow of the viewer; a community follows nobody.
    pub follows_me: FollowState,
    /// The viewer blocked them.
    pub is_blocked: bool,
    /// The viewer muted them.
    pub is_muted: bool,
    /// What the viewer keeps about them.
    pub kept: Kept,
}

/// The account with this id.
///
/// # Errors
/// `NotFound` for nobody, somebody who is gone or behind a block, and a hidden community.
pub async fn one(app: &App, viewer: Option<AccountId>, id: AccountId) -> Result<Card> {
    app.read(move |read| {
        let sight = sight::load(read, viewer)?;
        known(read, &sight, id)
    })
    .await
}

/// The account with this handle.
///
/// # Errors
/// As [`one`].
pub async fn by_handle(app: &App, viewer: Option<AccountId>, handle: &str) -> Result<Card> {
    let handle = handle.to_owned();
    app.read(move |read| {
        let sight = sight::load(read, viewer)?;
        called(read, &sight, &handle)
    })
    .await
}

/// Those of these accounts that the viewer may know of, in the order they are asked for.
pub async fn many(app: &App, viewer: Option<AccountId>, ids: Vec<AccountId>) -> Result<Vec<Card>> {
    app.read(move |read| {
        let sight = sight::load(read, viewer)?;
        known_of(read, &sight, &ids)
    })
    .await
}

/// How the actor stands to these accounts: to those they may know of, or blocked.
pub async fn ties(app: &App, actor: Actor, ids: Vec<AccountId>) -> Result<Vec<Ties>> {
    let me = actor.persona;
    app.read(move |read| {
        let sight = sight::load(read, Some(me))?;
        let known = known_of(read, &sight, &ids)?;
        let places: HashSet<AccountId> = known
            .iter()
            .filter(|card| card.kind == AccountKind::Community)
            .map(|card| card.id)
            .collect();
        let known: HashSet<AccountId> = known.iter().map(|card| card.id).collect();
        let told = |id: &&AccountId| known.contains(id) || sight.blocked.contains(id);
        let told: Vec<AccountId> = in_order(&ids).iter().filter(told).copied().collect();
        let numbers: Vec<i64> = told.iter().map(|id| id.get()).collect();
        let (mut mine, mut theirs) = (HashMap::new(), HashMap::new());
        let mut kept: HashMap<AccountId, Kept> = HashMap::new();
        if !numbers.is_empty() {
            mine.extend(hafan_store::relation::follows_of(read, me, &numbers)?);
            theirs.extend(hafan_store::relation::follows_by(read, me, &numbers)?);
            kept.extend(hafan_store::tie::kept(read, me, &numbers)?);
        }
        let follow = |edges: &HashMap<AccountId, FollowState>, id| {
            edges.get(&id).copied().unwrap_or(FollowState::None)
        };
        let ties = told.into_iter().map(|to| Ties {
            to,
            following: match places.contains(&to) {
                true => membership(&sight, to.community()),
                false => follow(&mine, to),
            },
            follows_me: match places.contains(&to) {
                true => FollowState::None,
                false => follow(&theirs, to),
            },
            is_blocked: sight.blocked.contains(&to),
            is_muted: sight.muted.contains(&to),
            kept: kept.remove(&to).unwrap_or_default(),
        });
        Ok(ties.collect())
    })
    .await
}

/// The account with this id, for those who may know of it: the one rule behind all of these.
pub(crate) fn known(read: &mut Read<'_>, sight: &Sight, id: AccountId) -> Result<Card> {
    let card = account::card(read, id)?.filter(|card| card.state.is_there());
    let is_seen_persona = card.as_ref().is_some_and(|card| {
        card.kind == AccountKind::Persona && policy::may_see_account(sight, id, card.state)
    });
    if !is_seen_persona {
        let facts = community::facts(read, id.community())?.ok_or(Error::NotFound)?;
        if !policy::may_know_of(sight, &facts) {
            return Err(Error::NotFound);
        }
    }
    card.ok_or(Error::NotFound)
}

/// As [`known`], by handle.
pub(crate) fn called(read: &mut Read<'_>, sight: &Sight, handle: &str) -> Result<Card> {
    let key = Handle::parse_unreserved(handle).map_or_else(|_| String::new(), |h| h.key());
    let found = account::by_handle(read, &key)?;
    let id = found.map_or(AccountId::new(0), |(id, ..)| id);
    known(read, sight, id)
}

pub(super) fn known_of(read: &mut Read<'_>, sight: &Sight, ids: &[AccountId]) -> Result<Vec<Card>> {
    let ids = in_order(ids);
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let numbers: Vec<i64> = ids.iter().map(|id| id.get()).collect();
    let places: HashSet<AccountId> = community::summaries(read, &numbers)?
        .into_iter()
        .filter(|found| policy::may_know_of(sight, &found.facts))
        .map(|found| found.facts.id.account())
        .collect();
    let may_know = |card: &Card| match card.kind {
        AccountKind::Persona => policy::may_see_account(sight, card.id, card.state),
        AccountKind::Community => card.state.is_there() && places.contains(&card.id),
    };
    let mut cards: HashMap<AccountId, Card> = account::cards(read, &numbers)?
        .into_iter()
        .filter(may_know)
        .map(|card| (card.id, card))
        .collect();
    Ok(ids.iter().filter_map(|id| cards.remove(id)).collect())
}

/// Each once, as far as there is room.
fn in_order(ids: &[AccountId]) -> Vec<AccountId> {
    let mut seen = HashSet::new();
    let once = ids.iter().copied().filter(|id| seen.insert(*id));
    once.take(ASKED_MAX).collect()
}

fn membership(sight: &Sight, community: CommunityId) -> FollowState {
    let standing = sight.standings.get(&community).copied();
    match standing.unwrap_or(Standing::None) {
        Standing::Member | Standing::Helper | Standing::Moderator | Standing::Host => {
            FollowState::Active
        }
        Standing::Asked => FollowState::Asked,
        Standing::None
        | Standing::Invited
        | Standing::Left
        | Standing::Removed
        | Standing::Refused => FollowState::None,
    }
}

/// Follows a persona or asks to; joins a community or asks to, with an answer to its question, as
/// its door says: an answer that is missing can be given later. Where that is so already, nothing
/// changes.
///
/// # Errors
/// `NotFound`; what [`relation::follow`] and [`crate::community::join::knock`] answer.
pub async fn follow(
    app: &App,
    actor: Actor,
    to: AccountId,
    (options, answer): (Options, String),
) -> Result<()> {
    use crate::community::join;
    let card = one(app, Some(actor.persona), to).await?;
    if card.kind == AccountKind::Persona {
        relation::follow_with(app, &actor, to, options).await?;
        return Ok(());
    }
    let joined = match standing(app, actor, to).await? {
        FollowState::None => join::knock(app, actor, card.handle, answer).await,
        FollowState::Asked if !answer.trim().is_empty() => {
            join::knock(app, actor, card.handle, answer).await
        }
        _ => return Ok(()),
    };
    match joined {
        Err(Error::Denied("already-asked")) => Ok(()),
        joined => joined.map(|_| ()),
    }
}

/// Takes back what [`follow`] made: a follow or the wish for one, a membership or the wish for it.
///
/// # Errors
/// `NotFound`; what [`crate::community::join::leave`] answers.
pub async fn unfollow(app: &App, actor: Actor, to: AccountId) -> Result<()> {
    use crate::community::join;
    let card = one(app, Some(actor.persona), to).await?;
    if card.kind == AccountKind::Persona {
        return relation::unfollow(app, &actor, to).await;
    }
    match standing(app, actor, to).await? {
        FollowState::Active => join::leave(app, actor, card.handle).await,
        FollowState::Asked => join::withdraw(app, actor, card.handle).await,
        _ => Ok(()),
    }
}

async fn standing(app: &App, actor: Actor, to: AccountId) -> Result<FollowState> {
    let ties = ties(app, actor, vec![to]).await?;
    Ok(ties
        .first()
        .map_or(FollowState::None, |ties| ties.following))
}
