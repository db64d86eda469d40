//! What search engines may keep of what everyone may read.

use crate::Result;
use crate::reading::{Item, Quoted};
use hafan_core::audience::Audience;
use hafan_core::community::Visibility;
use hafan_core::id::AccountId;
use hafan_core::policy::{PostFacts, Sight};
use hafan_store::{Read, feed};
use std::collections::HashSet;

/// True where all words of a page may be kept: everyone may read each post, its audience is not a
/// quiet one, and whoever wrote it chose to be found. One who did not keeps the page out: a search
/// engine takes a page whole. Machines do not sign in, so for members nothing is looked up.
pub(crate) fn may_be_indexed<'i>(
    read: &mut Read<'_>,
    sight: &Sight,
    shown: impl Iterator<Item = &'i Item>,
) -> Result<bool> {
    if sight.viewer.is_some() {
        return Ok(false);
    }
    let mut authors: HashSet<AccountId> = HashSet::new();
    for item in shown {
        let quoted = match &item.quote {
            Some(Quoted::Shown(quoted)) => Some(&quoted.post.facts),
            _ => None,
        };
        for facts in [Some(&item.post.facts), quoted].into_iter().flatten() {
            if !is_for_all(facts) {
                return Ok(false);
            }
            authors.insert(facts.author);
        }
    }
    if authors.is_empty() {
        return Ok(true);
    }
    let ids: Vec<i64> = authors.iter().map(|id| id.get()).collect();
    Ok(feed::findable(read, &ids)?.len() == authors.len())
}

fn is_for_all(facts: &PostFacts) -> bool {
    let place = facts.community;
    facts.audience == Audience::Public
        && place.is_none_or(|community| community.visibility == Visibility::Public)
}
