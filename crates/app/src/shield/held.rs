//! What a shield holds: answers and quotes of strangers, from when it went up until its owner
//! decides.

use super::Scope;
use crate::post::{show_shielded, tell_requoted};
use crate::{Actor, App, Error, Result, Turn, door};
use hafan_core::answer::{AnswerKind, AnswerStanding};
use hafan_core::id::{AccountId, PostId};
use hafan_core::ledger::{By, Cause, Change, Owner};
use hafan_core::policy;
use hafan_core::time::Timestamp;
use hafan_store::answer::{self, SHIELDED_ROUND};
use hafan_store::shield::{self, QUOTES_ROUND};
use hafan_store::{Read, ledger, post};

/// Goes on taking somebody out of quotes; its body is the persona and the last post looked at.
pub const QUOTES_JOB: &str = "shield-quotes";
/// Goes on showing what a shield held; its body is the persona, the last post, and why.
pub(crate) const SHOW_JOB: &str = "shield-show";

/// True where the shield of `owner` holds what `writer` says in this thread.
pub(crate) fn holds(
    read: &mut Read<'_>,
    (owner, writer): (AccountId, AccountId),
    thread: PostId,
    now: Timestamp,
) -> Result<bool> {
    if owner == writer {
        return Ok(false);
    }
    let is_covered = shield::of(read, owner)?.is_some_and(|shield| shield.covers(thread, now));
    Ok(is_covered && door::is_stranger(read, (owner, writer), now)?)
}

/// Holds new words of somebody that stood before, if nothing else holds them already. Where the one
/// who has the say had decided about the words before, that is an entry of their record.
pub(crate) fn hold_one(
    turn: &mut Turn<'_, '_>,
    about: (PostId, AnswerKind, AccountId),
    by: AccountId,
) -> Result<bool> {
    let (post, kind, owner) = about;
    if !has_decided(turn.tx, about)? {
        return Ok(answer::shield(turn.tx, about, turn.now)?);
    }
    let said = answer::of_post(turn.tx, post)?;
    if said
        .iter()
        .any(|one| one.kind == kind && one.owner == owner)
    {
        return Ok(false);
    }
    let change = Change::Answer {
        owner,
        post,
        kind,
        old: AnswerStanding::Open,
        new: AnswerStanding::Shielded,
    };
    turn.record(change, By::Account(by), Cause::Choice)?;
    Ok(true)
}

/// True where somebody has said something about an answer or a quote, whatever it was: what they
/// showed again has no row, and an entry.
fn has_decided(
    read: &mut Read<'_>,
    (post, kind, owner): (PostId, AnswerKind, AccountId),
) -> Result<bool> {
    let said = Change::Answer {
        owner,
        post,
        kind,
        old: AnswerStanding::Open,
        new: AnswerStanding::Open,
    };
    let newest = ledger::newest(read, Owner::Persona(owner), said.kind(), &said.key())?;
    Ok(newest.is_some())
}

/// Takes the owner out of what strangers quoted before that post, of what the shield covers; where
/// there are many, a job goes on. What the owner decided about stays as they said.
pub(super) fn take_out_of_quotes(
    turn: &mut Turn<'_, '_>,
    (me, scope): (AccountId, Scope),
    before: PostId,
) -> Result<()> {
    let thread = match scope {
        Scope::All => None,
        Scope::Thread(thread) => Some(thread),
        Scope::OldWords => return Ok(()),
    };
    let found = shield::quotes(turn.tx, me, (thread, before), turn.now)?;
    for (quoting, author) in &found {
        let about = (*quoting, AnswerKind::Quote, me);
        if has_decided(turn.tx, about)? || !door::is_stranger(turn.tx, (me, *author), turn.now)? {
            continue;
        }
        if answer::shield(turn.tx, about, turn.now)?
            && let Some(row) = post::row(turn.tx, *quoting, None)?
        {
            tell_requoted(turn, &row);
        }
    }
    match found.last() {
        Some((last, _)) if found.len() == QUOTES_ROUND => {
            turn.enqueue(QUOTES_JOB, &format!("{me} {last}"), None, turn.now)
        }
        _ => Ok(()),
    }
}

/// Does a job of kind [`QUOTES_JOB`], while that shield is up.
pub(crate) async fn take_out_more(app: &App, body: &str) -> Result<()> {
    let (me, before) =
        cursor(body).ok_or_else(|| Error::Internal(format!("{QUOTES_JOB}: no ids")))?;
    app.write(move |turn| {
        let up = shield::of(turn.tx, me)?.filter(|shield| shield.is_up(turn.now));
        match up {
            Some(shield) => take_out_of_quotes(turn, (me, shield.scope), before),
            None => Ok(()),
        }
    })
    .await
}

fn cursor(body: &str) -> Option<(AccountId, PostId)> {
    let (me, post) = body.split_once(' ')?;
    Some((AccountId::parse(me)?, PostId::parse(post)?))
}

/// Shows all that the shield of the actor's persona holds and that they did not decide about. Each
/// is an entry of their record, as if they had let it in one by one. Its authors, who were not told
/// that it did not show, are not told; they stay strangers.
pub async fn show_all(app: &App, actor: Actor) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        policy::may_keep_house(&turn.sight(me)?)?;
        show_in(turn, me, Cause::Choice)
    })
    .await
}

/// As [`show_all`], within a transaction: a round of it, and a job for the rest.
pub(super) fn show_in(turn: &mut Turn<'_, '_>, me: AccountId, cause: Cause) -> Result<()> {
    show_round(turn, (me, PostId::new(i64::MAX)), cause)
}

fn show_round(
    turn: &mut Turn<'_, '_>,
    (me, before): (AccountId, PostId),
    cause: Cause,
) -> Result<()> {
    let found = answer::held_by_shield(turn.tx, me, before)?;
    for said in &found {
        show_shielded(turn, me, (said.post, said.kind), cause)?;
    }
    match found.last() {
        Some(last) if found.len() == SHIELDED_ROUND => {
            let body = format!("{me} {} {}", last.post, cause.code());
            turn.enqueue(SHOW_JOB, &body, None, turn.now)
        }
        _ => Ok(()),
    }
}

/// Does a job of kind [`SHOW_JOB`]. What came since then is not meant by it, and stays held.
pub(crate) async fn show_more(app: &App, body: &str) -> Result<()> {
    let parsed = body.rsplit_once(' ');
    let parsed = parsed.and_then(|(ids, why)| Some((cursor(ids)?, Cause::parse(why)?)));
    let (at, cause) = parsed.ok_or_else(|| Error::Internal(format!("{SHOW_JOB}: no ids")))?;
    app.write(move |turn| show_round(turn, at, cause)).await
}
