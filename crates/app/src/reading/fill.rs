//! Filling a page: candidates in, items a person may see out, with a place to go on from.

use crate::Result;
use crate::reading::{Item, assemble};
use hafan_core::id::{AccountId, PostId};
use hafan_core::policy::{self, Sight};
use hafan_core::post::PAGE;
use hafan_core::reason::Reason;
use hafan_core::time::DAY_US;
use hafan_store::Read;
use hafan_store::feed::{Candidate, ROUND, Walk};

/// Looks at the streams for one page. Somebody who follows people that mostly write to others gets
/// a shorter page and goes on from there, rather than a page that costs without bound.
const ROUNDS_MAX: usize = 8;
/// A shared post that came by itself within this time is not shown a second time.
const SHARED_AGAIN_US: i64 = 3 * DAY_US;

/// A page of a list, newest first.
#[derive(Clone, Debug, Default)]
pub struct Slice {
    /// The items.
    pub items: Vec<Item>,
    /// Where older ones go on; nothing at the end of the list.
    pub older: Option<PostId>,
    /// Where newer ones go on, on the way up; nothing at the head of the list.
    pub newer: Option<PostId>,
}

/// Which stretch of a list is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    /// Only what is older than this.
    pub before: PostId,
    /// Only what is newer than this.
    pub after: PostId,
    /// From the lower end: what stands next above `after`, and not what is newest.
    pub is_upward: bool,
    /// Items at most.
    pub limit: usize,
}

impl Window {
    /// A page of pages for people: the newest before this.
    pub const fn down_from(before: PostId) -> Self {
        Self {
            before,
            after: PostId::new(0),
            is_upward: false,
            limit: PAGE,
        }
    }

    /// One post and nothing around it.
    pub(super) const fn only(id: PostId) -> Self {
        Self {
            before: PostId::new(id.get().saturating_add(1)),
            after: PostId::new(id.get().saturating_sub(1)),
            is_upward: true,
            limit: 1,
        }
    }

    /// Where the walk begins.
    pub(super) const fn walk(&self) -> Walk {
        if self.is_upward {
            Walk::Up(self.after)
        } else {
            Walk::Down(self.before)
        }
    }

    /// True within both ends.
    pub(super) fn holds(&self, id: PostId) -> bool {
        self.after < id && id < self.before
    }

    /// A page of what was found on the way, one more than is shown or all there is; `rest` is where
    /// the walk stopped, if it was not at the end.
    pub(super) fn slice(&self, mut items: Vec<Item>, rest: Option<PostId>) -> Slice {
        let rest = if items.len() > self.limit {
            items.truncate(self.limit);
            items.last().map(|item| item.listed_as)
        } else {
            rest
        };
        let (older, newer) = if self.is_upward {
            items.reverse();
            (None, rest)
        } else {
            (rest, None)
        };
        Slice {
            items,
            older,
            newer,
        }
    }
}

impl Window {
    /// One page of several walks along this window, each item once. A walk that stopped knows
    /// nothing of what is beyond, so that the page ends where the first of them stopped.
    pub(super) fn joined(&self, mut slices: Vec<Slice>) -> Slice {
        if slices.len() == 1 {
            return slices.remove(0);
        }
        let marks = |mark: fn(&Slice) -> Option<PostId>| slices.iter().filter_map(mark);
        let stop = match self.is_upward {
            true => marks(|slice| slice.newer).min(),
            false => marks(|slice| slice.older).max(),
        };
        let is_known = |item: &Item| match (stop, self.is_upward) {
            (None, _) => true,
            (Some(stop), true) => item.listed_as <= stop,
            (Some(stop), false) => item.listed_as >= stop,
        };
        let all = slices.into_iter().flat_map(|slice| slice.items);
        let mut items: Vec<Item> = all.filter(is_known).collect();
        items.sort_by_key(|item| item.listed_as);
        items.dedup_by_key(|item| item.listed_as);
        if !self.is_upward {
            items.reverse();
        }
        self.slice(items, stop)
    }
}

impl Slice {
    /// The start of every list.
    pub const NEWEST: PostId = PostId::new(i64::MAX);
}

/// Which rule of the reader brings a candidate, if any.
pub(super) trait Rule {
    /// The reason why the candidate is shown, or nothing.
    fn reason(&self, candidate: &Candidate) -> Option<Reason>;
    /// True where this author's posts outside communities come by themselves.
    fn brings(&self, author: AccountId) -> bool;
    /// False for an item that the reader does not want to see in this list.
    fn keeps(&self, _: &Item) -> bool {
        true
    }
}

/// Candidates that are assembled together at least, however short the page: one at a time would
/// cost a stranger one request, and us a thousand statements.
pub(super) const PIECE_MIN: usize = 21;

/// Fills a page with what a rule brings and the viewer may see, without showing a post twice.
pub(super) fn fill(
    read: &mut Read<'_>,
    sight: &Sight,
    window: Window,
    rule: &impl Rule,
    mut look: impl FnMut(&mut Read<'_>, Walk) -> Result<Vec<Candidate>>,
) -> Result<Slice> {
    let mut page = Page {
        items: Vec::new(),
        limit: window.limit,
    };
    let mut walk = window.walk();
    for _ in 0..ROUNDS_MAX {
        let round = look(read, walk)?;
        let is_last = round.len() < ROUND || round.last().is_some_and(|c| !window.holds(c.id));
        walk = round.last().map_or(walk, |last| walk.on_from(last.id));
        let mut wanted: Vec<(PostId, Reason)> = round
            .iter()
            .filter(|c| window.holds(c.id) && !sight.muted.contains(&c.author))
            .filter_map(|c| rule.reason(c).map(|reason| (c.id, reason)))
            .collect();
        while !wanted.is_empty() && !page.is_full() {
            let piece = page.room().max(PIECE_MIN).min(wanted.len());
            let rest = wanted.split_off(piece);
            for item in assemble(read, sight, &wanted)? {
                page.add(sight, rule, item);
            }
            wanted = rest;
        }
        if page.is_full() || is_last {
            return Ok(window.slice(page.items, None));
        }
    }
    Ok(window.slice(page.items, Some(walk.mark())))
}

/// A page while it is filled: one item more than it shows tells that there are older ones.
struct Page {
    items: Vec<Item>,
    limit: usize,
}

impl Page {
    fn room(&self) -> usize {
        (self.limit + 1).saturating_sub(self.items.len())
    }

    fn is_full(&self) -> bool {
        self.room() == 0
    }

    fn add(&mut self, sight: &Sight, rule: &impl Rule, item: Item) {
        if !policy::may_arrive(sight, &item.post.facts)
            || comes_by_itself(rule, &item)
            || !rule.keeps(&item)
        {
            return;
        }
        let item = item.as_it_arrives(sight);
        let id = item.post.facts.id;
        match self.items.iter().position(|i| i.post.facts.id == id) {
            Some(at) if strength(item.reason) > strength(self.items[at].reason) => {
                self.items.remove(at);
                self.items.push(item);
            }
            Some(_) => {}
            None => self.items.push(item),
        }
    }
}

/// A shared post whose author's posts come anyway, and that is not old.
fn comes_by_itself(rule: &impl Rule, item: &Item) -> bool {
    let Reason::PassedOnBy(_) = item.reason else {
        return false;
    };
    let facts = &item.post.facts;
    let is_own_words = facts.community.is_none() && item.post.reply_to.is_none();
    let age_ms = (item.listed_as.get() >> SALT_BITS) - (facts.id.get() >> SALT_BITS);
    is_own_words && rule.brings(facts.author) && age_ms < SHARED_AGAIN_US / 1_000
}

/// Bits below the milliseconds in an id ordered by time: see `hafan_core::time::post_id`.
const SALT_BITS: u32 = 16;

/// Of two reasons for the same post the stronger one is told: the nearer to the reader.
const fn strength(reason: Reason) -> u8 {
    match reason {
        Reason::Yours => 8,
        Reason::ItNamesYou(_) => 7,
        Reason::InYourList(_) => 6,
        Reason::YouFollow(_) => 5,
        Reason::FamiliarVoice(_) => 4,
        Reason::YouAreMember(_) => 3,
        Reason::YouKeptIt | Reason::YouThankedForIt | Reason::YouFollowItsTag => 2,
        Reason::PassedOnBy(_) => 1,
        Reason::YouOpenedThis
        | Reason::InThisConversation
        | Reason::YouOpenedTheSquare(_)
        | Reason::YouOpenedTheirPage(_)
        | Reason::YouSearchedForIt => 0,
    }
}
