//! What shields hold of answers and quotes, and how it shows again: see [`crate::shield`].

use super::Case;
use crate::post::echo;
use crate::post::setting::Setting;
use crate::{Error, Result, Turn, shield};
use hafan_core::answer::{AnswerKind, AnswerStanding};
use hafan_core::id::{AccountId, PostId};
use hafan_core::ledger::Cause;
use hafan_store::answer;
use hafan_store::post::{self, PostRow};
use std::collections::HashSet;

/// Holds what a stranger says behind the shields of those who have a say about it. Whoever is asked
/// anyway holds it already.
pub(super) fn hold(turn: &mut Turn<'_, '_>, setting: &Setting, id: PostId) -> Result<()> {
    let owners: HashSet<AccountId> = [setting.answered(), setting.thread_by]
        .into_iter()
        .flatten()
        .collect();
    for owner in owners {
        let both = (owner, setting.author);
        if shield::holds(turn.tx, both, setting.thread(id), turn.now)? {
            answer::shield(turn.tx, (id, AnswerKind::Reply, owner), turn.now)?;
        }
    }
    if let Some(owner) = setting.quote_shielded {
        answer::shield(turn.tx, (id, AnswerKind::Quote, owner), turn.now)?;
    }
    Ok(())
}

/// New words of a stranger are held behind the shields that are up, as new answers are: nobody goes
/// on in what stood there before. `row` is the post as it was before; its author cannot tell.
pub(in crate::post) fn hold_again(turn: &mut Turn<'_, '_>, row: &PostRow) -> Result<()> {
    let (post, author) = (row.facts.id, row.facts.author);
    let say = &row.facts.say;
    let owners: HashSet<AccountId> = [say.answered, say.thread_by]
        .into_iter()
        .flatten()
        .collect();
    let mut is_held = false;
    for owner in owners {
        if shield::holds(turn.tx, (owner, author), row.thread, turn.now)? {
            is_held |= shield::hold_one(turn, (post, AnswerKind::Reply, owner), author)?;
        }
    }
    if is_held && say.stands() {
        echo::tell_held(turn, row);
    }
    let Some(quoted) = row.quote_of else {
        return Ok(());
    };
    let Some(quoted) = post::row(turn.tx, quoted, None)? else {
        return Ok(());
    };
    let owner = quoted.facts.author;
    if shield::holds(turn.tx, (owner, author), quoted.thread, turn.now)?
        && shield::hold_one(turn, (post, AnswerKind::Quote, owner), author)?
    {
        echo::tell_requoted(turn, row);
    }
    Ok(())
}

/// Shows what the shield of `me` holds, whatever it says. Nothing happens with what they have no
/// say about any more: its author is gone, or kept apart from them.
pub(crate) fn show_shielded(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    about: (PostId, AnswerKind),
    cause: Cause,
) -> Result<()> {
    match Case::open(turn, me, about) {
        Ok(case) if case.standing == AnswerStanding::Shielded => {
            case.settle(turn, me, AnswerStanding::Open, cause)
        }
        Ok(_) | Err(Error::NotFound | Error::Denied(_)) => Ok(()),
        Err(other) => Err(other),
    }
}
