//! Where a persona has read to, as applications keep it; the page of news keeps the same mark.

use crate::{Actor, App, Result};
use hafan_core::id::PostId;
use hafan_core::time::post_id;
use hafan_store::marker::{self, HOME, NOTIFICATIONS};

pub use hafan_store::marker::Marker;

/// A list whose mark is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum List {
    /// Everything one follows.
    Home,
    /// Notifications: what is marked here is not new on the page of news either.
    Notifications,
}

impl List {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Home, Self::Notifications];

    /// The name in the database, and in the API of Mastodon.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Home => HOME,
            Self::Notifications => NOTIFICATIONS,
        }
    }
}

/// Where the actor's persona has read to in these lists; nothing for one that was never read.
pub async fn read(app: &App, actor: Actor, lists: Vec<List>) -> Result<Vec<(List, Marker)>> {
    let me = actor.persona;
    app.read(move |read| {
        let mut found = Vec::new();
        for list in &lists {
            let marker = marker::find(read, me, list.code())?;
            found.extend(marker.map(|marker| (*list, marker)));
        }
        Ok(found)
    })
    .await
}

/// Notes where the actor's persona has read to, and answers where that is now: a mark never moves
/// back, nor before what has not come yet.
pub async fn note(app: &App, actor: Actor, marks: Vec<(List, i64)>) -> Result<Vec<(List, Marker)>> {
    let me = actor.persona;
    let lists = marks.iter().map(|(list, _)| *list).collect();
    app.write(move |turn| {
        let newest: PostId = post_id(turn.now, u16::MAX);
        for (list, read_to) in &marks {
            let read_to = newest.get().min(*read_to);
            marker::set(turn.tx, me, list.code(), read_to, turn.now)?;
        }
        Ok(())
    })
    .await?;
    read(app, actor, lists).await
}
