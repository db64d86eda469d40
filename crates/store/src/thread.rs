//! Threads: who answers what. Only shapes; what may be shown is for the rules to say.

use crate::answer::{cut, held};
use crate::stranger::at_door;
use crate::{Error, P, Read, sql};
use hafan_core::id::{AccountId, PostId};

sql! {
    /// However many wait: what others may see comes in full.
    BELOW = concat!(
        "SELECT p.id, p.reply_to, p.state FROM posts p
         WHERE p.thread_id = $1 AND p.id > $2
         AND ($3 OR p.author_id = $4 OR (NOT ", held!("reply"), " AND NOT ", cut!(),
         " AND NOT ", at_door!("$4"), "))
         ORDER BY p.id LIMIT 2000"
    );
    ABOVE = "WITH RECURSIVE above (id, reply_to, steps) AS (
               SELECT id, reply_to, CAST(0 AS BIGINT) FROM posts WHERE id = $1
               UNION ALL
               SELECT p.id, p.reply_to, above.steps + 1 FROM above
               JOIN posts p ON p.id = above.reply_to WHERE above.steps < 30)
             SELECT id FROM above WHERE steps > 0 ORDER BY steps DESC";
    /// As far up as a thread is read down. Without a join: SQLite makes a filter of all posts there
    /// are before each step of one.
    ANSWERED = "WITH RECURSIVE above (own, id, steps) AS (
                  SELECT p.id, p.reply_to, CAST(0 AS BIGINT) FROM posts p WHERE p.id {in $1}
                  UNION ALL
                  SELECT above.own, (SELECT p.reply_to FROM posts p WHERE p.id = above.id),
                  above.steps + 1 FROM above
                  WHERE above.steps < 2000 AND EXISTS
                    (SELECT 1 FROM posts p WHERE p.id = above.id AND p.author_id = $2))
                SELECT above.own, above.id FROM above WHERE EXISTS
                  (SELECT 1 FROM posts p WHERE p.id = above.id AND p.author_id <> $2)";
}

/// Posts read for one page of a thread: enough for twenty pages of answers.
pub const BELOW_MAX: usize = 2_000;

/// A post in the shape of a thread.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Knot {
    /// Which.
    pub id: PostId,
    /// What it answers.
    pub reply_to: Option<PostId>,
    /// Taken down by its author or by people who keep the norms.
    pub is_gone: bool,
    /// It waits at the viewer's door: only what answers it stands here. [`below`] gives none.
    pub is_left_out: bool,
}

/// The posts of a thread that came after `after`, oldest first, at most [`BELOW_MAX`]. Whatever
/// answers a post came after it. Answers that somebody holds are among them if the viewer wrote
/// them, or all of them for a viewer who `keeps_order` there. What waits at the door of
/// the viewer is not, but for one who keeps order: see [`crate::stranger::in_thread`].
pub fn below(
    read: &mut Read<'_>,
    (thread, after): (PostId, PostId),
    (viewer, keeps_order): (Option<AccountId>, bool),
) -> Result<Vec<Knot>, Error> {
    let params = [
        P::I(thread.get()),
        P::I(after.get()),
        P::Bool(keeps_order),
        P::I(viewer.map_or(0, AccountId::get)),
    ];
    read.query(BELOW, &params, |row| {
        Ok(Knot {
            id: PostId::new(row.i64(0)?),
            reply_to: row.opt_i64(1)?.map(PostId::new),
            is_gone: row.text(2)? != "up",
            is_left_out: false,
        })
    })
}

/// What these posts of one author answer, past that author's own words: pairs of one of them and
/// the next post above it by somebody else. Where there is none, nobody else was answered.
pub fn answered_by(
    read: &mut Read<'_>,
    own: &[i64],
    author: AccountId,
) -> Result<Vec<(PostId, PostId)>, Error> {
    let params = [P::Ints(own), P::I(author.get())];
    read.query(ANSWERED, &params, |row| {
        Ok((PostId::new(row.i64(0)?), PostId::new(row.i64(1)?)))
    })
}

/// What a post answers, and what that answers, and so on: the first thing first, at most thirty.
pub fn above(read: &mut Read<'_>, id: PostId) -> Result<Vec<PostId>, Error> {
    read.query(ABOVE, &[P::I(id.get())], |row| Ok(PostId::new(row.i64(0)?)))
}
