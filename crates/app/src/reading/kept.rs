//! What I kept, and what I wrote.

use crate::reading::{Item, Slice, assemble};
use crate::{Actor, App, Result};
use hafan_core::id::PostId;
use hafan_core::post::PAGE;
use hafan_core::reason::Reason;
use hafan_core::time::Timestamp;
use hafan_store::{feed, reaction, sight};

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
    let before = before.unwrap_or((Timestamp::from_micros(i64::MAX), Slice::NEWEST));
    app.read(move |read| {
        let sight = sight::load(read, Some(actor.persona))?;
        let rows = reaction::kept(read, actor.persona, before)?;
        let shown = &rows[..rows.len().min(PAGE)];
        let wanted: Vec<_> = shown
            .iter()
            .map(|(id, _)| (*id, Reason::YouKeptIt))
            .collect();
        let last = shown.last().map(|(id, at)| (*at, *id));
        Ok(Kept {
            items: assemble(read, &sight, &wanted)?,
            older: last.filter(|_| rows.len() > PAGE),
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
        let wanted: Vec<_> = shown
            .iter()
            .map(|id| (*id, Reason::YouOpenedThis))
            .collect();
        Ok(Slice {
            items: assemble(read, &sight, &wanted)?,
            older: shown.last().copied().filter(|_| rows.len() > PAGE),
            newer: None,
        })
    })
    .await
}
