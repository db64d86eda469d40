//! People near to the one who looks, as they begin to write a name: whom they follow, who is in a
//! community with them, and their own communities. They may all be known already; whether somebody
//! chose to be found is about everybody else.

use super::account::known_of;
use crate::Result;
use hafan_core::id::AccountId;
use hafan_core::policy::Sight;
use hafan_core::search::fold;
use hafan_store::account::{self, Card};
use hafan_store::{Read, relation};

/// People shown.
const NEAR_MAX: usize = 40;

/// Those near to the viewer whose handle, or a word of whose name, begins as `typed`: whom they
/// follow first.
pub(super) fn near(read: &mut Read<'_>, sight: &Sight, typed: &str) -> Result<Vec<Card>> {
    let begin = fold(typed.trim());
    let Some(me) = sight.viewer.filter(|_| !begin.is_empty()) else {
        return Ok(Vec::new());
    };
    let places: Vec<i64> = sight
        .standings
        .iter()
        .filter(|(_, standing)| standing.role().is_some())
        .map(|(id, _)| id.get())
        .collect();
    let mut found = relation::near(read, me, &places, &begin)?;
    found.extend(own_places(read, &places, &begin)?);
    found.retain(|id| *id != me);
    let mut cards = known_of(read, sight, &found)?;
    cards.truncate(NEAR_MAX);
    Ok(cards)
}

/// The communities among these whose handle, or a word of whose name, begins so.
fn own_places(read: &mut Read<'_>, places: &[i64], begin: &str) -> Result<Vec<AccountId>> {
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let begins = |card: &Card| {
        let name = fold(&card.name);
        let is_called = card.handle.to_ascii_lowercase().starts_with(begin);
        is_called || format!(" {name}").contains(&format!(" {begin}"))
    };
    let mut cards = account::cards(read, places)?;
    cards.retain(begins);
    cards.sort_by_key(|card| card.handle.to_ascii_lowercase());
    Ok(cards.into_iter().map(|card| card.id).collect())
}
