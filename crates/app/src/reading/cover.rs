//! What is needed to say which pictures stay covered, loaded for many posts at once.

use crate::Result;
use hafan_core::id::{AccountId, PostId};
use hafan_core::look::Seen;
use hafan_core::policy::{self, Cover, Sight};
use hafan_store::post::PostRow;
use hafan_store::{Read, look, tie};
use std::collections::{HashMap, HashSet};

/// What the viewer had to do with the pictures of posts, and with their authors.
#[derive(Default)]
pub(super) struct Covers {
    /// With whom the viewer had to do, of those whose pictures depend on it.
    met: HashSet<AccountId>,
    /// What the pictures look like, where the viewer refused any at all.
    looks: HashMap<PostId, Vec<Seen>>,
}

impl Covers {
    /// Mostly nothing is asked for: no query where the viewer refused nothing and knows everybody,
    /// at most one for each of the two.
    pub(super) fn load<'r>(
        read: &mut Read<'_>,
        sight: &Sight,
        rows: impl Iterator<Item = &'r PostRow>,
    ) -> Result<Self> {
        let mut covers = Self::default();
        let Some(me) = sight.viewer else {
            return Ok(covers);
        };
        let pictured: Vec<&PostRow> = rows.filter(|row| row.pictures > 0).collect();
        if !sight.refused.is_empty() && !pictured.is_empty() {
            let posts: Vec<i64> = pictured.iter().map(|row| row.facts.id.get()).collect();
            for hung in look::of_posts(read, &posts)? {
                covers.looks.entry(hung.post).or_default().push(hung.seen);
            }
        }
        let depends = |row: &&&PostRow| {
            let looks = covers.looks(row.facts.id);
            policy::covers_pictures_of_all(sight, &row.facts, looks).is_none()
        };
        let people = pictured.iter().filter(depends);
        let people: HashSet<i64> = people.map(|row| row.facts.author.get()).collect();
        if !people.is_empty() {
            let people: Vec<i64> = people.into_iter().collect();
            covers.met = tie::met(read, me, &people)?;
        }
        Ok(covers)
    }

    /// Why the pictures of this post stay covered, if they do.
    pub(super) fn of(&self, sight: &Sight, row: &PostRow) -> Option<Cover> {
        let has_met = |who| self.met.contains(&who);
        policy::covers_pictures(sight, &row.facts, self.looks(row.facts.id), has_met)
    }

    fn looks(&self, post: PostId) -> &[Seen] {
        self.looks.get(&post).map_or(&[], Vec::as_slice)
    }
}
