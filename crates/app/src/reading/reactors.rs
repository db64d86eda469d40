//! Who thanked for a post and who passed it on: for its author, and for nobody else.

use crate::{App, Result};
use hafan_core::id::{AccountId, PostId};
use hafan_core::policy;
use hafan_core::time::Timestamp;
use hafan_store::account::{self, Card};
use hafan_store::{reaction, sight};

/// What people did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Did {
    /// They thanked for it.
    Thank,
    /// They passed it on.
    PassOn,
}

/// Where a page begins: before this time and account.
pub type Before = (Timestamp, AccountId);

/// A page of people.
#[derive(Clone, Debug, Default)]
pub struct Reactors {
    /// The latest first.
    pub people: Vec<Card>,
    /// Where earlier ones go on.
    pub older: Option<Before>,
}

/// A page of those who did something with a post, at most `limit`, and never more than eighty. For
/// anybody but its author there are none.
///
/// # Errors
/// `NotFound` for a post that the viewer may not see.
pub async fn reactors(
    app: &App,
    viewer: Option<AccountId>,
    (id, did): (PostId, Did),
    before: Option<Before>,
    limit: usize,
) -> Result<Reactors> {
    const NEWEST: Before = (Timestamp::from_micros(i64::MAX), AccountId::new(i64::MAX));
    let before = before.unwrap_or(NEWEST);
    app.read(move |read| {
        let sight = sight::load(read, viewer)?;
        let row = crate::post::visible(read, &sight, id)?;
        if viewer != Some(row.facts.author) || policy::is_shut_out(&sight, &row.facts) {
            return Ok(Reactors::default());
        }
        let rows = match did {
            Did::Thank => reaction::thanked_by(read, id, before)?,
            Did::PassOn => reaction::passed_on_by(read, id, before)?,
        };
        let shown = &rows[..rows.len().min(limit)];
        let ids: Vec<i64> = shown.iter().map(|(account, _)| account.get()).collect();
        let mut people = account::cards(read, &ids)?;
        people.retain(|card| policy::may_see_account(&sight, card.id, card.state));
        people.sort_by_key(|card| ids.iter().position(|id| *id == card.id.get()));
        let last = shown.last().map(|(account, at)| (*at, *account));
        Ok(Reactors {
            people,
            older: last.filter(|_| rows.len() > limit),
        })
    })
    .await
}
