//! The square of a community, and what stands at the top of all its pages.

use super::door;
use super::join::{is_carer, lacks_answer, standing_of};
use crate::reading::{Item, assemble, reason_in_square};
use crate::{Actor, App, Error, Result, face};
use hafan_core::community::{Role, Standing};
use hafan_core::id::{AccountId, PostId};
use hafan_core::ledger::Owner;
use hafan_core::policy::{self, CommunityFacts, Sight};
use hafan_core::reason::Reason;
use hafan_store::account::Card;
use hafan_store::community::{Community, Which};
use hafan_store::{Read, account, community, ledger, membership, sight};
use std::collections::HashMap;

/// Posts on a page.
pub const PAGE_POSTS: usize = 30;

/// What stands at the top of every page of a community.
#[derive(Clone, Debug)]
pub struct House {
    /// The community.
    pub community: Community,
    /// Its card, for crest and name.
    pub card: Card,
    /// What its picture shows, in words; may be empty.
    pub picture_alt: String,
    /// How the viewer stands to it.
    pub standing: Standing,
    /// The viewer's role, if a member.
    pub role: Option<Role>,
    /// The viewer asked to join, and has not answered its question.
    pub lacks_answer: bool,
    /// The viewer may read what is said in it.
    pub may_read: bool,
    /// The viewer may write in it.
    pub may_write: bool,
    /// Those who look after it, for those who may read: whom the others find there is told to
    /// nobody outside.
    pub carers: Vec<(Card, Role)>,
    /// Somebody asks to join, and the viewer may answer.
    pub someone_waits: bool,
    /// What was said when the viewer was invited, refused or removed.
    pub parting: Option<Parting>,
}

/// Words of somebody who looks after a community to somebody at its door.
#[derive(Clone, Debug)]
pub struct Parting {
    /// Who, if they are still there.
    pub by: Option<Card>,
    /// The words; may be empty.
    pub words: String,
}

/// A page of posts of a community.
#[derive(Clone, Debug)]
pub struct Square {
    /// The top of the page.
    pub house: House,
    /// The posts, newest first; none for those who may not read.
    pub items: Vec<Item>,
    /// Where the next page begins, if there is one.
    pub older: Option<PostId>,
    /// True if this is the first page.
    pub is_first: bool,
    /// The newest post of the page.
    pub newest: Option<PostId>,
    /// How far the viewer had read before this visit.
    pub read_to: Option<PostId>,
}

/// The posts of a community before `before`. Those who may know of it but not read get its top
/// and no posts.
///
/// # Errors
/// `NotFound`, for a hidden community as for one that does not exist.
pub async fn square(
    app: &App,
    viewer: Option<AccountId>,
    handle: String,
    which: Which,
    before: Option<PostId>,
) -> Result<Square> {
    app.read(move |read| {
        let sight = sight::load(read, viewer)?;
        let facts = door(read, &sight, &handle)?;
        let house = House::load(read, &sight, &facts)?;
        let mut square = Square {
            house,
            items: Vec::new(),
            older: None,
            is_first: before.is_none(),
            newest: None,
            read_to: None,
        };
        if !square.house.may_read {
            return Ok(square);
        }
        let from = before.unwrap_or(PostId::new(i64::MAX));
        let mut ids = community::posts(read, facts.id, which, from)?;
        square.older = (ids.len() > PAGE_POSTS).then(|| ids[PAGE_POSTS - 1]);
        ids.truncate(PAGE_POSTS);
        square.newest = ids.first().copied();
        let reason = reason_in_square(&sight, facts.id);
        let candidates: Vec<(PostId, Reason)> = ids.into_iter().map(|id| (id, reason)).collect();
        square.items = assemble(read, &sight, &candidates)?;
        let waits = |item: &Item| policy::is_left_at_door(&sight, &item.post.facts);
        square.items.retain(|item| !waits(item));
        if let (Some(viewer), Some(_)) = (viewer, square.house.role) {
            let member = membership::find(read, facts.id, viewer)?;
            square.read_to = member.and_then(|m| m.read_to);
        }
        Ok(square)
    })
    .await
}

/// Moves the mark of how far a member has read.
///
/// The one write that follows a GET: nobody but the reader ever sees it, it undoes nothing, and it
/// happens after the page was made.
pub async fn mark_read(app: &App, actor: Actor, square: &Square) -> Result<()> {
    let is_ahead = square.newest > square.read_to;
    let (Some(newest), true) = (square.newest, square.house.role.is_some() && is_ahead) else {
        return Ok(());
    };
    let id = square.house.community.facts.id;
    app.write(move |turn| {
        Ok(membership::read_to(
            turn.tx,
            id,
            actor.persona,
            newest,
            turn.now,
        )?)
    })
    .await
}

/// The top of a page of a community.
///
/// # Errors
/// `NotFound`, for a hidden community as for one that does not exist.
pub async fn house(app: &App, viewer: Option<AccountId>, handle: String) -> Result<House> {
    app.read(move |read| {
        let sight = sight::load(read, viewer)?;
        let facts = door(read, &sight, &handle)?;
        House::load(read, &sight, &facts)
    })
    .await
}

impl House {
    /// Loads the top of the page of a community that the viewer may know of.
    pub(super) fn load(read: &mut Read<'_>, sight: &Sight, facts: &CommunityFacts) -> Result<Self> {
        let community = community::find(read, facts.id)?.ok_or(Error::NotFound)?;
        let card = account::card(read, facts.id.account())?.ok_or(Error::NotFound)?;
        let role = sight.role(facts.id);
        let may_read = policy::may_read(sight, facts);
        let carers = if may_read {
            carers(read, facts)?
        } else {
            Vec::new()
        };
        let someone_waits =
            is_carer(role) && !facts.is_closed && membership::count_asked(read, facts.id)? > 0;
        let standing = standing_of(sight, facts.id);
        Ok(Self {
            picture_alt: face::alt(read, community.picture)?,
            card,
            standing,
            role,
            lacks_answer: match sight.viewer.filter(|_| standing == Standing::Asked) {
                Some(me) => {
                    let stands = membership::find(read, facts.id, me)?;
                    lacks_answer(read, stands.as_ref(), facts.id)?
                }
                None => false,
            },
            may_read,
            may_write: policy::may_publish(sight, Some(facts)).is_ok(),
            carers,
            someone_waits,
            parting: parting(read, sight, facts, standing)?,
            community,
        })
    }
}

/// Those who look after a community, hosts first. A block does not hide them: everyone has to know
/// whom to turn to.
fn carers(read: &mut Read<'_>, facts: &CommunityFacts) -> Result<Vec<(Card, Role)>> {
    let found = membership::carers(read, facts.id)?;
    let ids: Vec<i64> = found.iter().map(|m| m.persona.get()).collect();
    let mut cards: HashMap<AccountId, Card> = account::cards(read, &ids)?
        .into_iter()
        .map(|card| (card.id, card))
        .collect();
    let with_card = |m: membership::Membership| {
        let card = cards.remove(&m.persona).filter(|c| c.state.is_there());
        Some((card?, m.standing.role()?))
    };
    let mut carers: Vec<(Card, Role)> = found.into_iter().filter_map(with_card).collect();
    carers.sort_by_key(|(card, role)| (std::cmp::Reverse(*role), card.name.to_lowercase()));
    Ok(carers)
}

fn parting(
    read: &mut Read<'_>,
    sight: &Sight,
    facts: &CommunityFacts,
    standing: Standing,
) -> Result<Option<Parting>> {
    let is_told = matches!(
        standing,
        Standing::Invited | Standing::Refused | Standing::Removed
    );
    let (Some(me), true) = (sight.viewer, is_told) else {
        return Ok(None);
    };
    let what = facts.id.to_string();
    let entry = ledger::newest(read, Owner::Persona(me), "membership", &what)?;
    let Some(entry) = entry else {
        return Ok(None);
    };
    let by = match entry.by {
        Some(by) => account::card(read, by)?.filter(|card| card.state.is_there()),
        None => None,
    };
    Ok(Some(Parting {
        by,
        words: entry.note,
    }))
}
