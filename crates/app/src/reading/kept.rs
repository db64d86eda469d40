//! What I kept, what I thanked for, and what I wrote.

use crate::reading::{Item, Slice, assemble};
use crate::{Actor, App, Result};
use hafan_core::id::{AccountId, PostId};
use hafan_core::post::PAGE;
use hafan_core::reason::Reason;
use hafan_core::time::Timestamp;
use hafan_store::{Read, feed, reaction, sight};

/// Where a page of kept posts begins: before this time of keeping and post.
pub type Before = (Timestamp, PostId);

/// A page of what a persona kept, the latest kept first.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// The items.
    pub items: Vec<Item>,
    /// Where older ones go on.
    pub older: Option<Before>,
}

/// A page of what the actor kept. What can't be seen any more is left out.
pub async fn kept(app: &App, actor: Actor, before: Option<Before>) -> Result<Kept> {
    some_kept(app, actor, before, PAGE).await
}

/// As [`kept`], at most `limit` of them, and never more than [`PAGE`].
pub async fn some_kept(
    app: &App,
    actor: Actor,
    before: Option<Before>,
    limit: usize,
) -> Result<Kept> {
    let look = Look {
        rows: reaction::kept,
        reason: Reason::YouKeptIt,
        limit,
    };
    page(app, actor, before, look).await
}

/// A page of what the actor thanked for, the latest first; at most `limit`, and never more than
/// [`PAGE`].
pub async fn thanked(
    app: &App,
    actor: Actor,
    before: Option<Before>,
    limit: usize,
) -> Result<Kept> {
    let look = Look {
        rows: reaction::thanked,
        reason: Reason::YouThankedForIt,
        limit,
    };
    page(app, actor, before, look).await
}

/// Up to twenty-one posts that somebody did something with, before a cursor.
type Rows = fn(&mut Read<'_>, AccountId, Before) -> Done;
type Done = std::result::Result<Vec<(PostId, Timestamp)>, hafan_store::Error>;

/// Which list is looked at.
struct Look {
    rows: Rows,
    reason: Reason,
    limit: usize,
}

async fn page(app: &App, actor: Actor, before: Option<Before>, look: Look) -> Result<Kept> {
    let before = before.unwrap_or((Timestamp::from_micros(i64::MAX), Slice::NEWEST));
    let limit = look.limit.min(PAGE);
    app.read(move |read| {
        let sight = sight::load(read, Some(actor.persona))?;
        let rows = (look.rows)(read, actor.persona, before)?;
        let shown = &rows[..rows.len().min(limit)];
        let wanted: Vec<_> = shown.iter().map(|(id, _)| (*id, look.reason)).collect();
        let last = shown.last().map(|(id, at)| (*at, *id));
        Ok(Kept {
            items: assemble(read, &sight, &wanted)?,
            older: last.filter(|_| rows.len() > limit),
        })
    })
    .await
}

/// A page of everything the actor's persona wrote, wherever it stands.
pub async fn mine(app: &App, actor: Actor, before: Option<PostId>) -> Result<Slice> {
    let before = before.unwrap_or(Slice::NEWEST);
    app.read(move |read| {
        let sight = sight::load(read, Some(actor.persona))?;
        let rows = feed::by_author(read, actor.persona, before)?;
        let shown = &rows[..rows.len().min(PAGE)];
        let wanted: Vec<_> = shown.iter().map(|id| (*id, Reason::Yours)).collect();
        Ok(Slice {
            items: assemble(read, &sight, &wanted)?,
            older: shown.last().copied().filter(|_| rows.len() > PAGE),
            newer: None,
        })
    })
    .await
}
