//! Muting: what somebody writes does not come by itself any more. They are not told.

use super::{List, MUTES_MAX, Terms, require_persona};
use crate::{Actor, App, Error, Result, Turn};
use hafan_core::id::AccountId;
use hafan_core::ledger::{By, Cause, Change};
use hafan_core::policy;
use hafan_core::time::DAY_US;
use hafan_store::{relation, tie};

/// Mutes a persona: nothing of theirs in feeds and news. In a thread or on their page, which one
/// opens oneself, their words stay in place.
///
/// # Errors
/// `NotFound` for whoever the actor may not see; `Denied("that-is-you")`, `Denied("mutes-full")`.
pub async fn mute(app: &App, actor: &Actor, target: AccountId) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| mute_in(turn, me, target, Cause::Choice))
        .await
}

/// How a mute is wished.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct MuteWish {
    /// Microseconds after which it ends by itself; never where there are none.
    pub lasts_us: Option<i64>,
    /// What they do still becomes news.
    pub keeps_news: bool,
}

/// Kind of the job that ends a mute whose time has run out.
pub const MUTE_ENDS_JOB: &str = "end-mute";
/// A mute that is meant to last longer has no end.
const LASTS_MAX_US: i64 = 10 * 366 * DAY_US;

/// As [`mute`], for a time or for a part. Where they are muted already, it is this from now on.
///
/// # Errors
/// As [`mute`].
pub async fn mute_for(app: &App, actor: &Actor, target: AccountId, wish: MuteWish) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        mute_in(turn, me, target, Cause::Choice)?;
        let lasts = wish.lasts_us.filter(|us| (1..=LASTS_MAX_US).contains(us));
        let terms = Terms {
            ends_at: lasts.map(|us| turn.now.plus(us)),
            keeps_news: wish.keeps_news,
        };
        agree(turn, (me, target), &terms, Cause::Choice)
    })
    .await
}

/// Does the job: ends the mute, if its time is over and nobody has made it longer since. The
/// record says that the house did it.
///
/// # Errors
/// Those of the database.
pub async fn end_mute(app: &App, body: &str) -> Result<()> {
    let ends = body.split_once(' ');
    let ends = ends.and_then(|(a, b)| Some((AccountId::parse(a)?, AccountId::parse(b)?)));
    let (owner, target) = ends.ok_or_else(|| Error::Internal("not two accounts".into()))?;
    app.write(move |turn| {
        let terms = tie::about(turn.tx, owner, target)?.terms;
        let is_over = terms.ends_at.is_some_and(|at| at <= turn.now);
        if !is_over || !turn.sight(owner)?.muted.contains(&target) {
            return Ok(());
        }
        let how = (By::Rule, Cause::Expiry);
        set_terms(turn, (owner, target), &Terms::default(), how)?;
        turn.record(change(owner, target, true, false), how.0, how.1)
    })
    .await
}

fn mute_in(turn: &mut Turn<'_, '_>, me: AccountId, target: AccountId, cause: Cause) -> Result<()> {
    let persona = require_persona(turn.tx, target)?;
    let sight = turn.sight(me)?;
    policy::may_keep_house(&sight)?;
    if me == target {
        return Err(Error::Denied("that-is-you"));
    }
    if sight.muted.contains(&target) {
        return Ok(());
    }
    if !policy::may_see_account(&sight, target, persona.state) {
        return Err(Error::NotFound);
    }
    if relation::count(turn.tx, me, List::Muted)? >= MUTES_MAX {
        return Err(Error::Denied("mutes-full"));
    }
    turn.record(change(me, target, false, true), By::Self_, cause)
}

/// Ends a mute.
pub async fn unmute(app: &App, actor: &Actor, target: AccountId) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| unmute_in(turn, me, target, Cause::Choice))
        .await
}

pub(crate) fn unmute_in(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    target: AccountId,
    cause: Cause,
) -> Result<()> {
    let sight = turn.sight(me)?;
    policy::may_keep_house(&sight)?;
    if !sight.muted.contains(&target) {
        return Err(Error::NotFound);
    }
    set_terms(turn, (me, target), &Terms::default(), (By::Rule, cause))?;
    turn.record(change(me, target, true, false), By::Self_, cause)
}

/// Mutes as before, on the terms of then, whose time has not run out.
pub(crate) fn mute_again(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    target: AccountId,
    code: &str,
) -> Result<()> {
    mute_in(turn, me, target, Cause::Undo)?;
    if code.is_empty() {
        return Ok(());
    }
    terms_again(turn, me, target, code)
}

/// Makes the terms of a mute as they were, whose time has not run out.
pub(crate) fn terms_again(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    target: AccountId,
    code: &str,
) -> Result<()> {
    let sight = turn.sight(me)?;
    policy::may_keep_house(&sight)?;
    if !sight.muted.contains(&target) {
        return Err(Error::NotFound);
    }
    agree(turn, (me, target), &Terms::parse(code), Cause::Undo)
}

/// Sets the terms that the owner of a mute chose, and has it end at its time.
fn agree(
    turn: &mut Turn<'_, '_>,
    (owner, target): (AccountId, AccountId),
    terms: &Terms,
    cause: Cause,
) -> Result<()> {
    set_terms(turn, (owner, target), terms, (By::Self_, cause))?;
    match terms.ends_at {
        Some(ends_at) => turn.enqueue(MUTE_ENDS_JOB, &format!("{owner} {target}"), None, ends_at),
        None => Ok(()),
    }
}

fn set_terms(
    turn: &mut Turn<'_, '_>,
    (owner, target): (AccountId, AccountId),
    terms: &Terms,
    (by, cause): (By, Cause),
) -> Result<()> {
    let old = tie::about(turn.tx, owner, target)?.terms;
    let change = Change::Terms {
        owner,
        target,
        old: old.code(),
        new: terms.code(),
    };
    turn.record(change, by, cause)
}

const fn change(owner: AccountId, target: AccountId, old: bool, new: bool) -> Change {
    Change::Mute {
        owner,
        target,
        old,
        new,
    }
}
