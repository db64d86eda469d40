//! Lists of the people one has to do with.

use super::{Before, List};
use crate::{Actor, App, Result};
use hafan_core::id::AccountId;
use hafan_core::policy::Sight;
use hafan_core::time::Timestamp;
use hafan_store::account::{self, Card};
use hafan_store::relation::{self, NEWEST, PAGE};
use hafan_store::{sight, tie};
use std::collections::HashMap;

/// A page of a list.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// The latest first.
    pub rows: Vec<Somebody>,
    /// Where the list goes on.
    pub older: Option<Before>,
}

/// Somebody in a list.
#[derive(Clone, Debug)]
pub struct Somebody {
    /// Whom a form names.
    pub id: AccountId,
    /// Who it is; nothing where that is not for the actor to know any more.
    pub card: Option<Card>,
    /// Since when.
    pub since: Timestamp,
    /// Of a mute: it ends by itself then.
    pub ends_at: Option<Timestamp>,
}

/// A page of one of the actor's own lists. Nobody else gets to read it.
pub async fn people(app: &App, actor: Actor, list: List, before: Option<Before>) -> Result<People> {
    app.read(move |read| {
        let me = actor.persona;
        let sight = sight::load(read, Some(me))?;
        let rows = relation::page(read, me, list, before.unwrap_or(NEWEST))?;
        let shown = &rows[..rows.len().min(PAGE)];
        let ids: Vec<i64> = shown.iter().map(|(id, _)| id.get()).collect();
        let mut cards: HashMap<AccountId, Card> = account::cards(read, &ids)?
            .into_iter()
            .map(|card| (card.id, card))
            .collect();
        let ends: HashMap<AccountId, Timestamp> = match list {
            List::Muted => tie::kept(read, me, &ids)?
                .into_iter()
                .filter_map(|(id, kept)| Some((id, kept.terms.ends_at?)))
                .collect(),
            _ => HashMap::new(),
        };
        let older = shown.last().map(|(id, since)| (*since, *id));
        let rows_shown = shown.iter().filter_map(|(id, since)| {
            let card = cards.remove(id).filter(|card| is_nameable(&sight, card));
            let stays = card.is_some() || matches!(list, List::Blocked | List::Muted);
            stays.then_some(Somebody {
                id: *id,
                card,
                since: *since,
                ends_at: ends.get(id).copied(),
            })
        });
        Ok(People {
            rows: rows_shown.collect(),
            older: older.filter(|_| rows.len() > PAGE),
        })
    })
    .await
}

/// Whoever blocked the reader may have changed name and handle since: those are not for them.
pub(crate) fn is_nameable(sight: &Sight, card: &Card) -> bool {
    card.state.is_there() && !sight.blocked_by.contains(&card.id)
}
