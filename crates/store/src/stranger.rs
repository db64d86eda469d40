//! Strangers of a persona: those whose words wait at its door, instead of standing in the threads
//! it began, below what it wrote, or around what they quote of it. Who is one is decided by
//! [`hafan_core::door`] when they write; from which of their posts on is kept here, by author.

use crate::thread::Knot;
use crate::{Error, P, Read, Tx, sql};
use hafan_core::id::{AccountId, PostId};
use hafan_core::time::Timestamp;

/// True in a statement where the post `p` waits at the door of this viewer: see
/// [`hafan_core::policy::is_left_at_door`]. Two reads by their keys, and for a post that is about
/// nobody's words none.
macro_rules! at_door {
    ($viewer:literal) => {
        concat!(
            "CASE WHEN (",
            $viewer,
            " IN (p.answered_id, p.thread_by_id)
               OR EXISTS (SELECT 1 FROM posts q WHERE q.id = p.quote_of AND q.author_id = ",
            $viewer,
            "))
              AND EXISTS (SELECT 1 FROM strangers w JOIN personas o ON o.id = w.persona_id
                          WHERE w.persona_id = ",
            $viewer,
            " AND w.account_id = p.author_id AND w.from_post_id <= p.id
                          AND o.news_stranger <> 'tell')
              THEN TRUE ELSE FALSE END"
        )
    };
}

pub(crate) use at_door;

sql! {
    /// Whose words wait already, waits from where they did.
    WAIT = "INSERT INTO strangers (persona_id, account_id, from_post_id) VALUES ($1, $2, $3)
            ON CONFLICT (persona_id, account_id) DO NOTHING";
    PASS = "UPDATE strangers SET from_post_id = $3
            WHERE persona_id = $1 AND account_id = $2 AND from_post_id < $3";
    IS_ONE = "SELECT account_id FROM strangers WHERE persona_id = $1 AND account_id = $2";
    FORGET = "DELETE FROM strangers WHERE persona_id = $1 AND account_id = $2";
    /// Nothing is read for whom nobody's words wait.
    IN_THREAD = concat!(
        "SELECT p.id, p.reply_to, p.author_id,
         (SELECT MIN(n.at) FROM notifications n WHERE n.persona_id = $1
          AND n.actor_id = p.author_id AND n.post_id = p.id AND n.is_held = TRUE)
         FROM posts p
         WHERE EXISTS (SELECT 1 FROM strangers s WHERE s.persona_id = $1)
         AND p.thread_id = $2 AND p.state = 'up' AND ", at_door!("$1"),
        " ORDER BY p.id LIMIT 2000"
    );
}

/// From this post on what somebody writes waits at the door of a persona, if it does not already.
pub fn wait(
    tx: &mut Tx<'_>,
    (persona, who): (AccountId, AccountId),
    from: PostId,
) -> Result<(), Error> {
    let params = [P::I(persona.get()), P::I(who.get()), P::I(from.get())];
    tx.execute(WAIT, &params)?;
    Ok(())
}

/// What somebody wrote up to this post does not wait any more; what they wrote since does.
pub fn pass(
    tx: &mut Tx<'_>,
    (persona, who): (AccountId, AccountId),
    up_to: PostId,
) -> Result<(), Error> {
    let from = P::I(up_to.get().saturating_add(1));
    tx.execute(PASS, &[P::I(persona.get()), P::I(who.get()), from])?;
    Ok(())
}

/// True where something that somebody wrote, or writes, waits for a persona.
pub fn is_one(read: &mut Read<'_>, persona: AccountId, who: AccountId) -> Result<bool, Error> {
    let params = [P::I(persona.get()), P::I(who.get())];
    Ok(read.query_opt(IS_ONE, &params, |row| row.i64(0))?.is_some())
}

/// Nothing that somebody wrote waits for a persona any more.
pub fn forget(tx: &mut Tx<'_>, persona: AccountId, who: AccountId) -> Result<(), Error> {
    tx.execute(FORGET, &[P::I(persona.get()), P::I(who.get())])?;
    Ok(())
}

/// A post of a thread that waits at the door of the one who reads it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// Which.
    pub id: PostId,
    /// What it answers.
    pub reply_to: Option<PostId>,
    /// Who wrote it.
    pub author: AccountId,
    /// Since when the door knows of it; nothing where it was declined, or too much waits.
    pub held_since: Option<Timestamp>,
}

impl LeftOut {
    /// What is left of it in the shape of the thread.
    pub const fn knot(&self) -> Knot {
        Knot {
            id: self.id,
            reply_to: self.reply_to,
            is_gone: true,
            is_left_out: true,
        }
    }
}

/// What of a thread waits at the door of a persona, the oldest first; two thousand at most, as
/// [`crate::thread::BELOW_MAX`].
pub fn in_thread(
    read: &mut Read<'_>,
    persona: AccountId,
    thread: PostId,
) -> Result<Vec<LeftOut>, Error> {
    let params = [P::I(persona.get()), P::I(thread.get())];
    read.query(IN_THREAD, &params, |row| {
        Ok(LeftOut {
            id: PostId::new(row.i64(0)?),
            reply_to: row.opt_i64(1)?.map(PostId::new),
            author: AccountId::new(row.i64(2)?),
            held_since: row.opt_i64(3)?.map(Timestamp::from_micros),
        })
    })
}
