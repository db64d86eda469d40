//! A thread as one person sees it: what a post answers, the post, and what answers it.

use super::answer;
use super::history::{self, Described};
use crate::reading::{Item, assemble, may_be_indexed};
use crate::{App, Error, Result, door};
use hafan_core::account::AccountState;
use hafan_core::community::Role;
use hafan_core::id::{AccountId, PostId};
use hafan_core::policy::{self, PostFacts, Sight};
use hafan_core::post::THREAD_PAGE;
use hafan_core::reason::Reason;
use hafan_core::text::SafeHtml;
use hafan_core::time::Timestamp;
use hafan_store::account::Card;
use hafan_store::post::{EditRow, PostRow};
use hafan_store::stranger::{self, LeftOut};
use hafan_store::thread::{self, Knot};
use hafan_store::{Read, account, post};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A thread around one post.
#[derive(Debug)]
pub struct Thread {
    /// What the post answers, the first first.
    pub above: Vec<Node>,
    /// The post.
    pub focus: Stands,
    /// One page of what answers it, in the order of the conversation.
    pub below: Vec<Node>,
    /// This page of answers, from 0.
    pub page: usize,
    /// There are answers after this page.
    pub has_more: bool,
    /// The first post of the thread.
    pub thread: PostId,
    /// Everyone may read what is shown, and all its authors chose to be found.
    pub may_be_indexed: bool,
    /// The community it stands in.
    pub community: Option<Card>,
    /// Somebody waits at the viewer's door with words of this thread, and has come up.
    pub is_any_at_door: bool,
}

/// A post in its place in the thread.
#[derive(Debug)]
pub struct Node {
    /// How many steps below the post in focus; 0 above it.
    pub depth: usize,
    /// What stands there.
    pub stands: Stands,
    /// What it answers can't be shown.
    pub answers_unseen: bool,
}

/// What stands at a place of a thread.
#[derive(Debug)]
pub enum Stands {
    /// A post.
    Post(Box<Item>),
    /// A line where a post stood.
    Gone(Tombstone),
}

impl Stands {
    /// The post, if one stands there.
    pub fn post(&self) -> Option<&Item> {
        match self {
            Self::Post(item) => Some(item),
            Self::Gone(_) => None,
        }
    }
}

/// What is left of a post that was taken down.
#[derive(Clone, Debug)]
pub struct Tombstone {
    /// Which.
    pub id: PostId,
    /// It was taken out by people who keep the norms, not by its author.
    pub is_taken_out: bool,
    /// The reason for that; only its author and those who keep the norms get to see it.
    pub note: String,
    /// The viewer wrote it.
    pub is_mine: bool,
}

/// Opens the thread around a post for somebody who may see it. `handle` is the one in the path.
///
/// Costs the same few queries however long the thread is.
///
/// # Errors
/// `NotFound` for a post that is not there, not theirs to see, or not by this author.
pub async fn open(
    app: &App,
    viewer: Option<AccountId>,
    handle: String,
    id: PostId,
    page: usize,
) -> Result<Thread> {
    let now = app.now();
    app.read(move |read| {
        let sight = hafan_store::sight::load(read, viewer)?;
        let focus = focus_row(read, &sight, &handle, id)?;
        let shape = if policy::is_shut_out(&sight, &focus.facts) {
            Shape::alone(page)
        } else {
            let start = page.saturating_mul(THREAD_PAGE);
            let whole = Shape::load(
                read,
                &sight,
                &focus,
                start..start.saturating_add(THREAD_PAGE),
            )?;
            Shape { page, ..whole }
        };
        let is_any_at_door = door::is_any_up(read, &sight, (&shape.left_out, now))?;
        let thread = build(read, &sight, &focus, shape)?;
        Ok(Thread {
            is_any_at_door,
            ..thread
        })
    })
    .await
}

/// What stands around one post, as lists: for applications.
#[derive(Debug, Default)]
pub struct Context {
    /// What it answers, the first first.
    pub above: Vec<Item>,
    /// What answers it, each followed by what answers that; at most [`CONTEXT_MAX`].
    pub below: Vec<Item>,
}

/// Answers in one [`Context`]: five pages of a thread. Applications ask for all at once.
pub const CONTEXT_MAX: usize = 5 * THREAD_PAGE;

/// What stands around a post, for somebody who may see it: only posts they may see too.
///
/// Costs the same few queries however long the thread is.
///
/// # Errors
/// `NotFound` for a post that is not there or not theirs to see.
pub async fn context(app: &App, viewer: Option<AccountId>, id: PostId) -> Result<Context> {
    app.read(move |read| {
        let sight = hafan_store::sight::load(read, viewer)?;
        let mut focus = post::row(read, id, viewer)?
            .filter(|row| policy::may_see(&sight, &row.facts))
            .ok_or(Error::NotFound)?;
        if let Some(passed_on) = focus.boost_of {
            focus = super::visible(read, &sight, passed_on)?;
        }
        if policy::is_shut_out(&sight, &focus.facts) {
            return Ok(Context::default());
        }
        let shape = Shape::load(read, &sight, &focus, 0..CONTEXT_MAX)?;
        let wanted: Vec<(PostId, Reason)> = (shape.above.iter().copied())
            .chain(shape.below.iter().map(|(id, _, _)| *id))
            .map(|id| (id, Reason::InThisConversation))
            .collect();
        let above: HashSet<PostId> = shape.above.into_iter().collect();
        let items = assemble(read, &sight, &wanted)?.into_iter();
        let (above, below) = items
            .filter(|item| !policy::is_left_at_door(&sight, &item.post.facts))
            .partition(|item| above.contains(&item.listed_as));
        Ok(Context { above, below })
    })
    .await
}

fn focus_row(read: &mut Read<'_>, sight: &Sight, handle: &str, id: PostId) -> Result<PostRow> {
    let row = post::row(read, id, sight.viewer)?
        .filter(|row| row.boost_of.is_none() && may_know(sight, &row.facts))
        .ok_or(Error::NotFound)?;
    let card = account::card(read, row.facts.author)?.ok_or(Error::NotFound)?;
    if card.handle.eq_ignore_ascii_case(handle) {
        Ok(row)
    } else {
        Err(Error::NotFound)
    }
}

/// May the viewer know that a post stands here, or stood here? What is left of one that is gone is
/// seen by those who could see the post, also when its author is gone too: the line between other
/// posts and the page that it leads to are one rule.
fn may_know(sight: &Sight, facts: &PostFacts) -> bool {
    if !facts.is_gone {
        return policy::may_see(sight, facts);
    }
    let standing = PostFacts {
        is_gone: false,
        author_state: AccountState::Active,
        ..*facts
    };
    policy::may_see(sight, &standing)
}

/// Which posts stand where. Where all fit on one page no rule was asked yet.
struct Shape {
    above: Vec<PostId>,
    /// Post, depth below the focus, what it answers.
    below: Vec<(PostId, usize, Option<PostId>)>,
    gone: HashSet<PostId>,
    page: usize,
    has_more: bool,
    /// What waits at the viewer's door instead.
    left_out: Vec<LeftOut>,
}

impl Shape {
    /// Nothing around it: not even how much there would be.
    fn alone(page: usize) -> Self {
        Self {
            above: Vec::new(),
            below: Vec::new(),
            gone: HashSet::new(),
            page,
            has_more: false,
            left_out: Vec::new(),
        }
    }

    /// All above the focus, and some of what is below it in the order of the conversation.
    fn load(
        read: &mut Read<'_>,
        sight: &Sight,
        focus: &PostRow,
        some: Range<usize>,
    ) -> Result<Self> {
        let id = focus.facts.id;
        let above = if focus.reply_to.is_some() {
            thread::above(read, id)?
        } else {
            Vec::new()
        };
        let place = focus.facts.community;
        let keeps_order = place.is_some_and(|c| sight.role(c.id) >= Some(Role::Moderator));
        let mut knots = thread::below(read, (focus.thread, id), (sight.viewer, keeps_order))?;
        let left_out = match sight.viewer {
            Some(me) if !keeps_order => stranger::in_thread(read, me, focus.thread)?,
            _ => Vec::new(),
        };
        bridge(&mut knots, &left_out);
        let mut order = in_order(id, &knots);
        order.retain(|(knot, _)| !knot.is_left_out);
        if order.len() > some.len() {
            leave_out_unknown(read, sight, &mut order)?;
        }
        let below: Vec<_> = order
            .iter()
            .skip(some.start)
            .take(some.len())
            .map(|(knot, depth)| (knot.id, *depth, knot.reply_to))
            .collect();
        Ok(Self {
            above,
            has_more: order.len() > some.end,
            below,
            left_out,
            gone: knots
                .iter()
                .filter(|k| k.is_gone && !k.is_left_out)
                .map(|k| k.id)
                .collect(),
            page: 0,
        })
    }
}

/// With what is left out among what stands: others may have answered it, and theirs hang on it.
fn bridge(knots: &mut Vec<Knot>, left_out: &[LeftOut]) {
    knots.extend(left_out.iter().map(LeftOut::knot));
    knots.sort_unstable_by_key(|knot| knot.id);
}

/// Drops what the viewer may not know of, so that neither how many pages a long thread has nor how
/// full they are tells of it.
fn leave_out_unknown(
    read: &mut Read<'_>,
    sight: &Sight,
    order: &mut Vec<(Knot, usize)>,
) -> Result<()> {
    let ids: Vec<i64> = order.iter().map(|(knot, _)| knot.id.get()).collect();
    let rows = post::rows(read, &ids, sight.viewer)?;
    let known: HashSet<PostId> = rows
        .iter()
        .filter(|row| may_know(sight, &row.facts))
        .map(|row| row.facts.id)
        .collect();
    order.retain(|(knot, _)| known.contains(&knot.id));
    Ok(())
}

/// What answers `focus`, each post followed by what answers it. Gone posts stay only where
/// something that is still there hangs below them.
fn in_order<'k>(focus: PostId, knots: &'k [Knot]) -> Vec<(Knot, usize)> {
    let mut children: HashMap<PostId, Vec<&'k Knot>> = HashMap::new();
    // Whatever answers a post comes after it, so that going backwards meets answers first.
    let mut is_alive: HashSet<PostId> = HashSet::new();
    for knot in knots.iter().rev() {
        let Some(parent) = knot.reply_to else {
            continue;
        };
        if !knot.is_gone || is_alive.contains(&knot.id) {
            is_alive.insert(parent);
            children.entry(parent).or_default().push(knot);
        }
    }
    let mut order = Vec::new();
    let mut open: Vec<(&'k Knot, usize)> = Vec::new();
    let mut enter = |id: PostId, depth: usize, open: &mut Vec<(&'k Knot, usize)>| {
        // Newest first in the list, so that the oldest is taken off the end first.
        let below = children.remove(&id).unwrap_or_default();
        open.extend(below.into_iter().map(|knot| (knot, depth)));
    };
    enter(focus, 0, &mut open);
    while let Some((knot, depth)) = open.pop() {
        order.push((*knot, depth));
        enter(knot.id, depth + 1, &mut open);
    }
    order
}

fn build(read: &mut Read<'_>, sight: &Sight, focus: &PostRow, shape: Shape) -> Result<Thread> {
    let id = focus.facts.id;
    let around = (shape.above.iter().copied()).chain(shape.below.iter().map(|(id, _, _)| *id));
    let candidates: Vec<(PostId, Reason)> = around
        .map(|id| (id, Reason::InThisConversation))
        .chain([(id, Reason::YouOpenedThis)])
        .collect();
    // Whoever opened a post wants to see it, whoever wrote it.
    let stands =
        |item: &Item| item.post.facts.id == id || !policy::is_left_at_door(sight, &item.post.facts);
    let mut items: HashMap<PostId, Item> = assemble(read, sight, &candidates)?
        .into_iter()
        .filter(stands)
        .map(|item| (item.post.facts.id, item))
        .collect();
    let mut gone = tombstones(read, sight, focus, &shape)?;
    let mut take = |id: PostId| match items.remove(&id) {
        Some(item) => Some(Stands::Post(Box::new(item))),
        None => gone.remove(&id).map(Stands::Gone),
    };
    let focused = take(id).ok_or(Error::NotFound)?;
    let above: Vec<Node> = shape
        .above
        .iter()
        .filter_map(|id| take(*id))
        .map(unhidden)
        .collect();
    let mut below = Vec::new();
    let mut shown: HashSet<PostId> = HashSet::from([id]);
    for (id, depth, parent) in &shape.below {
        if let Some(stands) = take(*id) {
            let answers_unseen = parent.is_some_and(|parent| !shown.contains(&parent));
            if matches!(stands, Stands::Post(_)) {
                shown.insert(*id);
            }
            below.push(Node {
                depth: *depth,
                stands,
                // The first answer of a later page may hang on one of the page before.
                answers_unseen: answers_unseen && shape.page == 0,
            });
        }
    }
    let may_be_indexed = {
        let nodes = above.iter().chain(&below).map(|node| &node.stands);
        let shown = nodes.chain([&focused]).filter_map(Stands::post);
        focused.post().is_some() && may_be_indexed(read, sight, shown)?
    };
    let known = focus.facts.community;
    let community = match known.filter(|c| policy::may_know_of(sight, c)) {
        Some(community) => account::card(read, community.id.account())?,
        None => None,
    };
    Ok(Thread {
        above,
        focus: focused,
        below,
        page: shape.page,
        has_more: shape.has_more,
        thread: focus.thread,
        may_be_indexed,
        community,
        is_any_at_door: false,
    })
}

fn unhidden(stands: Stands) -> Node {
    Node {
        depth: 0,
        stands,
        answers_unseen: false,
    }
}

fn tombstones(
    read: &mut Read<'_>,
    sight: &Sight,
    focus: &PostRow,
    shape: &Shape,
) -> Result<HashMap<PostId, Tombstone>> {
    let in_view = shape.below.iter().map(|(id, _, _)| *id);
    let mut wanted: Vec<i64> = in_view
        .filter(|id| shape.gone.contains(id))
        .map(PostId::get)
        .collect();
    // Whether something above is gone is not known yet; the chain is short.
    wanted.extend(shape.above.iter().map(|id| id.get()));
    if focus.facts.is_gone {
        wanted.push(focus.facts.id.get());
    }
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let mut stones = HashMap::new();
    for row in post::rows(read, &wanted, sight.viewer)? {
        if !row.facts.is_gone || !may_know(sight, &row.facts) {
            continue;
        }
        let id = row.facts.id;
        let mut stone = Tombstone {
            id,
            is_taken_out: row.state == "removed",
            note: String::new(),
            is_mine: sight.viewer == Some(row.facts.author),
        };
        if id == focus.facts.id && (stone.is_mine || keeps_norms(sight, &row.facts)) {
            stone.note = post::state_note(read, id)?;
        }
        stones.insert(id, stone);
    }
    Ok(stones)
}

fn keeps_norms(sight: &Sight, facts: &PostFacts) -> bool {
    let standing = PostFacts {
        is_gone: false,
        ..*facts
    };
    policy::may_take_out(sight, &standing).is_ok()
}

/// The wordings a post has had, oldest first, the one of now last.
#[derive(Debug)]
pub struct History {
    /// The post as it is now.
    pub item: Item,
    /// The wordings.
    pub wordings: Vec<Wording>,
}

/// One wording.
#[derive(Clone, Debug)]
pub struct Wording {
    /// When it was written.
    pub at: Timestamp,
    /// Text as shown.
    pub html: SafeHtml,
    /// Content notice, or empty.
    pub notice: String,
    /// Its pictures that still hang on the post, with what it said of them.
    pub pictures: Vec<Described>,
}

/// Everything a post ever said, for those who may see it; of an answer only what was let in, for
/// others than its author.
pub async fn wordings_at(
    app: &App,
    viewer: Option<AccountId>,
    handle: String,
    id: PostId,
) -> Result<History> {
    app.read(move |read| {
        let sight = hafan_store::sight::load(read, viewer)?;
        focus_row(read, &sight, &handle, id)?;
        wordings(read, &sight, id)
    })
    .await
}

/// As [`wordings_at`], where no path says whose post it is.
pub async fn history_of(app: &App, viewer: Option<AccountId>, id: PostId) -> Result<History> {
    app.read(move |read| {
        let sight = hafan_store::sight::load(read, viewer)?;
        super::visible(read, &sight, id)?;
        wordings(read, &sight, id)
    })
    .await
}

fn wordings(read: &mut Read<'_>, sight: &Sight, id: PostId) -> Result<History> {
    let found = assemble(read, sight, &[(id, Reason::YouOpenedThis)])?;
    let item = found.into_iter().next().ok_or(Error::NotFound)?;
    let edits = open_wordings(read, sight, &item.post)?.into_iter();
    let earlier = edits.map(|edit| Wording {
        at: edit.at,
        html: SafeHtml::from_stored(edit.html),
        notice: edit.notice,
        pictures: history::earlier(edit.pictures.as_deref(), &item.pictures),
    });
    let now = Wording {
        at: item.post.edited_at.unwrap_or(item.post.created_at),
        html: SafeHtml::from_stored(item.post.html.clone()),
        notice: item.post.notice.clone(),
        pictures: history::now(&item.pictures),
    };
    Ok(History {
        wordings: earlier.chain([now]).collect(),
        item,
    })
}

/// The earlier wordings that the viewer may read. Of an answer about which somebody said something
/// others read those that stood from then on: what was said was said about these words, and what
/// stood there before, waiting or hidden, was never let in.
fn open_wordings(read: &mut Read<'_>, sight: &Sight, row: &PostRow) -> Result<Vec<EditRow>> {
    let mut edits = post::edits(read, row.facts.id)?;
    if edits.is_empty() || policy::sees_held(sight, &row.facts) {
        return Ok(edits);
    }
    let Some(since) = answer::settled_at(read, row)? else {
        return Ok(edits);
    };
    let ends = edits.iter().skip(1).map(|next| next.at);
    let ends: Vec<Timestamp> = ends.chain(row.edited_at).collect();
    // To the millisecond, as moments are told: in doubt it is not shown.
    let is_open = |end: &Timestamp| end.micros() / 1_000 > since.micros() / 1_000;
    let first = ends.iter().position(is_open).unwrap_or(ends.len());
    Ok(edits.split_off(first.min(edits.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn knot(id: i64, reply_to: i64, is_gone: bool) -> Knot {
        Knot {
            id: PostId::new(id),
            reply_to: Some(PostId::new(reply_to)),
            is_gone,
            is_left_out: false,
        }
    }

    fn order(knots: &[Knot]) -> Vec<(i64, usize)> {
        let order = in_order(PostId::new(1), knots);
        order
            .into_iter()
            .map(|(k, depth)| (k.id.get(), depth))
            .collect()
    }

    #[test]
    fn answers_stand_below_what_they_answer_in_the_order_they_came() {
        let knots = [
            knot(2, 1, false),
            knot(3, 1, false),
            knot(4, 2, false),
            knot(5, 4, false),
            knot(6, 2, false),
        ];
        assert_eq!(order(&knots), [(2, 0), (4, 1), (5, 2), (6, 1), (3, 0)]);
    }

    #[test]
    fn a_gone_post_stays_only_where_something_hangs_below_it() {
        let knots = [
            knot(2, 1, true),
            knot(3, 1, true),
            knot(4, 2, true),
            knot(5, 4, false),
        ];
        assert_eq!(order(&knots), [(2, 0), (4, 1), (5, 2)]);
    }

    #[test]
    fn what_answers_something_left_out_stands_where_it_stood() {
        let left_out = |id: i64| LeftOut {
            id: PostId::new(id),
            reply_to: Some(PostId::new(1)),
            author: AccountId::new(9),
            held_since: None,
        };
        let mut knots = vec![knot(3, 2, false), knot(5, 1, false)];
        bridge(&mut knots, &[left_out(2), left_out(4)]);
        assert_eq!(order(&knots), [(2, 0), (3, 1), (5, 0)]);
    }

    #[test]
    fn what_does_not_hang_on_the_post_is_left_out() {
        assert_eq!(order(&[knot(7, 6, false)]), []);
    }
}
