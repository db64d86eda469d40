//! Whom posts name, for surfaces that list people beside the words.

use crate::reading::{Item, Quoted};
use crate::{App, Result};
use hafan_core::id::{AccountId, PostId};
use hafan_store::{post, sight};
use std::collections::HashMap;

/// Whom each post names: id and handle.
pub type Named = HashMap<PostId, Vec<(AccountId, String)>>;

/// Whom these posts and those they quote name. Whoever blocked the viewer is left out, as in every
/// list.
pub async fn named(app: &App, viewer: Option<AccountId>, items: &[Item]) -> Result<Named> {
    let quoted = items.iter().filter_map(|item| match &item.quote {
        Some(Quoted::Shown(quoted)) => Some(quoted.post.facts.id.get()),
        Some(Quoted::Deeper(_) | Quoted::Waiting | Quoted::Withheld | Quoted::Revoked) | None => {
            None
        }
    });
    let mut ids: Vec<i64> = items.iter().map(|item| item.post.facts.id.get()).collect();
    ids.extend(quoted);
    if ids.is_empty() {
        return Ok(Named::new());
    }
    app.read(move |read| {
        let blocked_by = sight::blocked_by(read, viewer)?;
        let mut named = Named::new();
        for (post, account, handle) in post::named(read, &ids)? {
            if !blocked_by.contains(&account) {
                named.entry(post).or_default().push((account, handle));
            }
        }
        Ok(named)
    })
    .await
}
