//! What was said about answers and quotes, as the tray lists it. What somebody decides is written
//! by [`crate::ledger`]; here only the question is asked. See ADR 7.

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::answer::{AnswerKind, AnswerStanding};
use hafan_core::id::{AccountId, PostId};
use hafan_core::policy::Permit;
use hafan_core::time::Timestamp;

/// True in a statement where somebody holds the post `p`, as an answer (`"reply"`) or as a quote
/// (`"quote"`): the condition of [`hafan_core::answer::AnswerStanding::shows`], turned round.
macro_rules! held {
    ($kind:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM answers s WHERE s.post_id = p.id AND s.kind = '",
            $kind,
            "' AND s.standing IN ('waiting', 'refused', 'hidden', 'below', 'shielded'))"
        )
    };
}

/// True in a statement where the author of the post `p`, who is the viewer, sees what it quotes as
/// if it stood: a shield holds it, and nobody who is held can tell.
macro_rules! quotes_unseen {
    ($viewer:literal) => {
        concat!(
            "(p.author_id = ",
            $viewer,
            " AND EXISTS (SELECT 1 FROM answers s WHERE s.post_id = p.id AND s.kind = 'quote'
                          AND s.standing = 'shielded'))"
        )
    };
}

/// In a statement, how strongly somebody holds the post `p`: see [`hafan_core::answer::Hold::of`].
macro_rules! hold {
    ($kind:literal) => {
        concat!(
            "COALESCE((SELECT MAX(CASE s.standing WHEN 'waiting' THEN 3 WHEN 'refused' THEN 3
                                  WHEN 'hidden' THEN 2 WHEN 'below' THEN 2
                                  WHEN 'shielded' THEN 1 ELSE 0 END)
                       FROM answers s WHERE s.post_id = p.id AND s.kind = '",
            $kind,
            "'), 0)"
        )
    };
}

/// True in a statement where a block stands between the author of the post `p` and whom it answers,
/// or whose thread it stands in.
macro_rules! cut {
    () => {
        "(EXISTS (SELECT 1 FROM blocks b WHERE b.target_id = p.author_id
                  AND b.owner_id IN (p.answered_id, p.thread_by_id))
          OR EXISTS (SELECT 1 FROM blocks b WHERE b.owner_id = p.author_id
                     AND b.target_id IN (p.answered_id, p.thread_by_id)))"
    };
}

pub(crate) use {cut, held, hold, quotes_unseen};

sql! {
    ASK = "INSERT INTO answers (post_id, kind, owner_id, standing, since, is_older)
           VALUES ($1, $2, $3, 'waiting', $4, FALSE)
           ON CONFLICT (post_id, kind, owner_id) DO NOTHING";
    /// What shows, and nobody decided about.
    SHIELD = "INSERT INTO answers (post_id, kind, owner_id, standing, since, is_older)
              VALUES ($1, $2, $3, 'shielded', $4, FALSE)
              ON CONFLICT (post_id, kind, owner_id) DO NOTHING";
    /// As many as the tray shows of it.
    SHIELDED = "SELECT COUNT(*) FROM answers s
                JOIN posts p ON p.id = s.post_id JOIN accounts a ON a.id = p.author_id
                WHERE s.owner_id = $1 AND s.standing = 'shielded' AND s.kind = $2
                AND p.state = 'up' AND a.state IN ('active', 'frozen')
                AND NOT EXISTS (SELECT 1 FROM blocks b
                                WHERE b.owner_id = $1 AND b.target_id = p.author_id)
                AND NOT EXISTS (SELECT 1 FROM blocks b
                                WHERE b.owner_id = p.author_id AND b.target_id = $1)";
    /// What a shield holds and nobody decided about, the newest first.
    SHIELDED_ROWS = "SELECT post_id, kind, owner_id, standing, since FROM answers
                     WHERE owner_id = $1 AND standing = 'shielded' AND post_id < $2
                     ORDER BY post_id DESC LIMIT 40";
    HIDE_WITH = "INSERT INTO answers (post_id, kind, owner_id, standing, since, is_older)
                 VALUES ($1, 'reply', $2, 'below', $3, FALSE)
                 ON CONFLICT (post_id, kind, owner_id) DO NOTHING";
    /// New words: what was let in waits again; what is refused or hidden stays so.
    ASK_AGAIN = "SELECT owner_id, kind FROM answers
                 WHERE post_id = $1 AND standing = 'let-in' ORDER BY owner_id, kind";
    OF_POST = "SELECT post_id, kind, owner_id, standing, since FROM answers WHERE post_id = $1
               ORDER BY kind, owner_id";
    /// A crowd that was blocked or removed since does not stand before what can be read.
    TRAY = "SELECT s.post_id, s.kind, s.owner_id, s.standing, s.since FROM answers s
            JOIN posts p ON p.id = s.post_id JOIN accounts a ON a.id = p.author_id
            WHERE s.owner_id = $1 AND s.standing {in $2} AND s.post_id < $3 AND p.state = 'up'
            AND a.state IN ('active', 'frozen')
            AND NOT EXISTS (SELECT 1 FROM blocks b
                            WHERE b.owner_id = $1 AND b.target_id = p.author_id)
            AND NOT EXISTS (SELECT 1 FROM blocks b
                            WHERE b.owner_id = p.author_id AND b.target_id = $1)
            ORDER BY s.post_id DESC LIMIT 41";
}

/// What somebody said about an answer or a quote.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Said {
    /// The answer, or the post that quotes.
    pub post: PostId,
    /// What it is about.
    pub kind: AnswerKind,
    /// Who has the say.
    pub owner: AccountId,
    /// What they said.
    pub standing: AnswerStanding,
    /// When; of one that waits, since when.
    pub since: Timestamp,
}

/// Puts an answer or a quote before whoever is asked about it.
pub fn ask(
    tx: &mut Tx<'_>,
    _permit: &Permit,
    (post, kind, owner): (PostId, AnswerKind, AccountId),
    now: Timestamp,
) -> Result<(), Error> {
    let params = [
        P::I(post.get()),
        P::T(kind.code()),
        P::I(owner.get()),
        P::I(now.micros()),
    ];
    tx.execute(ASK, &params)?;
    Ok(())
}

/// Holds an answer or a quote behind the shield of `owner`, if nothing was said about it. It is no
/// deed of theirs, and has no entry: that the shield went up has one.
pub fn shield(
    tx: &mut Tx<'_>,
    (post, kind, owner): (PostId, AnswerKind, AccountId),
    now: Timestamp,
) -> Result<bool, Error> {
    let params = [
        P::I(post.get()),
        P::T(kind.code()),
        P::I(owner.get()),
        P::I(now.micros()),
    ];
    Ok(tx.execute(SHIELD, &params)? == 1)
}

/// How many answers, or quotes, the shield of somebody holds that they have not decided about.
pub fn shielded(read: &mut Read<'_>, owner: AccountId, kind: AnswerKind) -> Result<i64, Error> {
    let params = [P::I(owner.get()), P::T(kind.code())];
    read.query_one(SHIELDED, &params, |row| row.i64(0))
}

/// What [`held_by_shield`] reads at once.
pub const SHIELDED_ROUND: usize = 40;

/// Up to [`SHIELDED_ROUND`] answers and quotes before a post that the shield of somebody holds and
/// that they have not decided about, newest first. **No rule has been applied.**
pub fn held_by_shield(
    read: &mut Read<'_>,
    owner: AccountId,
    before: PostId,
) -> Result<Vec<Said>, Error> {
    let params = [P::I(owner.get()), P::I(before.get())];
    read.query(SHIELDED_ROWS, &params, map)
}

/// Hides an answer with the one of the same author that it stands below, for whoever hid that one.
/// It is no deed of theirs, and has no entry.
pub fn hide_with(
    tx: &mut Tx<'_>,
    _permit: &Permit,
    (post, owner): (PostId, AccountId),
    now: Timestamp,
) -> Result<(), Error> {
    let params = [P::I(post.get()), P::I(owner.get()), P::I(now.micros())];
    tx.execute(HIDE_WITH, &params)?;
    Ok(())
}

/// Who let this post in, as what: they are asked again when it has new words.
pub fn let_in_by(read: &mut Read<'_>, post: PostId) -> Result<Vec<(AccountId, AnswerKind)>, Error> {
    read.query(ASK_AGAIN, &[P::I(post.get())], |row| {
        Ok((AccountId::new(row.i64(0)?), row.code(1, AnswerKind::parse)?))
    })
}

/// All that was said about a post, as an answer and as a quote.
pub fn of_post(read: &mut Read<'_>, post: PostId) -> Result<Vec<Said>, Error> {
    read.query(OF_POST, &[P::I(post.get())], map)
}

/// What [`tray`] reads at once.
pub const TRAY_ROUND: usize = 41;

/// Up to [`TRAY_ROUND`] answers and quotes that stand like this with their owner, before a post,
/// newest first, but those by people who are gone or apart from them. **No rule has been applied.**
pub fn tray(
    read: &mut Read<'_>,
    owner: AccountId,
    standings: &[AnswerStanding],
    before: PostId,
) -> Result<Vec<Said>, Error> {
    let codes: Vec<String> = standings.iter().map(|one| one.code().to_owned()).collect();
    let params = [P::I(owner.get()), P::Texts(&codes), P::I(before.get())];
    read.query(TRAY, &params, map)
}

fn map(row: &Row<'_>) -> Result<Said, Error> {
    Ok(Said {
        post: PostId::new(row.i64(0)?),
        kind: row.code(1, AnswerKind::parse)?,
        owner: AccountId::new(row.i64(2)?),
        standing: row.code(3, AnswerStanding::parse)?,
        since: Timestamp::from_micros(row.i64(4)?),
    })
}
