//! Taking a post down: by its author, or out of its community by those who keep its norms.

use super::echo;
use crate::notice::{self, About};
use crate::{Actor, App, Error, Fault, Result, Turn, look};
use hafan_core::community::CommunityField;
use hafan_core::id::{AccountId, PostId};
use hafan_core::ledger::{By, Cause, Change, Entry, Owner};
use hafan_core::notify::NotificationKind;
use hafan_core::policy::{self, Permit};
use hafan_core::text::SourceText;
use hafan_store::post::PostRow;
use hafan_store::{erasure, ledger, media, notification, poll, post, reaction, search};

/// Characters of the reason for taking a post out.
pub const REASON_CHARS_MAX: usize = 500;

/// Deletes a post of one's own. Its words, earlier wordings, pictures, poll, thanks and everything
/// that was told about it go at once; a line without words stays where it stood in a thread.
pub async fn delete(app: &App, actor: &Actor, id: PostId) -> Result<()> {
    let persona = actor.persona;
    app.write(move |turn| delete_in(turn, persona, id)).await
}

/// As [`delete`], by somebody who is about to write the post anew: its pictures stay with their
/// owner, seen by nobody else, as long as any picture that hangs on nothing.
///
/// # Errors
/// As the rules say: `NotFound`, `Denied`.
pub async fn delete_to_rewrite(app: &App, actor: &Actor, id: PostId) -> Result<()> {
    let persona = actor.persona;
    app.write(move |turn| {
        let sight = turn.sight(persona)?;
        super::own(turn.tx, &sight, id, policy::may_delete)?;
        media::detach_all(turn.tx, id, turn.now)?;
        delete_in(turn, persona, id)
    })
    .await
}

/// Deletes within a transaction that is open already: also for accounts that are deleted.
///
/// # Errors
/// As the rules say: `NotFound`, `Denied`.
pub fn delete_in(turn: &mut Turn<'_, '_>, persona: AccountId, id: PostId) -> Result<()> {
    let sight = turn.sight(persona)?;
    let (row, permit) = super::own(turn.tx, &sight, id, policy::may_delete)?;
    erase(turn, &row, &permit, "deleted", "")
}

/// Erases up to fifty posts of an author who is gone, from the oldest after `after`; the last of
/// them, or none where there are no more.
pub(crate) fn erase_some(
    turn: &mut Turn<'_, '_>,
    permit: &Permit,
    author: AccountId,
    after: PostId,
) -> Result<Option<PostId>> {
    let some = erasure::posts(turn.tx, author, after)?;
    for id in &some {
        if let Some(row) = post::row(turn.tx, *id, None)? {
            erase(turn, &row, permit, "deleted", "")?;
        }
    }
    Ok(some.last().copied())
}

/// Takes a post out of its community, with a reason that its author is told.
///
/// # Errors
/// `Denied("not-moderator")`, `NotFound`; `Invalid` without a reason.
pub async fn take_out(app: &App, actor: &Actor, id: PostId, reason: String) -> Result<()> {
    let persona = actor.persona;
    app.write(move |turn| {
        let sight = turn.sight(persona)?;
        let row = super::visible(turn.tx, &sight, id)?;
        let permit = policy::may_take_out(&sight, &row.facts)?;
        let reason = read_reason(&reason)?;
        if let Some(place) = row.facts.community {
            look::take_out(turn, place.id, id, persona)?;
        }
        erase(turn, &row, &permit, "removed", reason.as_str())?;
        record_taking_out(turn, &row, persona, reason.as_str())?;
        tell_author(turn, &row, persona)
    })
    .await
}

fn read_reason(typed: &str) -> Result<SourceText> {
    SourceText::parse(typed, REASON_CHARS_MAX).map_err(|error| {
        let bound = i64::try_from(REASON_CHARS_MAX).unwrap_or(i64::MAX);
        Error::Invalid(vec![Fault::with_bound("reason", error.code(), bound)])
    })
}

/// Leaves nothing of a post but a tombstone.
fn erase(
    turn: &mut Turn<'_, '_>,
    row: &PostRow,
    permit: &Permit,
    state: &str,
    note: &str,
) -> Result<()> {
    let id = row.facts.id;
    let named = post::names(turn.tx, id)?;
    for picture in media::of_posts(turn.tx, &[id.get()])? {
        crate::media::forget(turn, &picture)?;
    }
    if row.has_poll {
        poll::delete(turn.tx, id)?;
    }
    reaction::forget_post(turn.tx, id)?;
    hafan_store::pin::forget_post(turn.tx, id)?;
    notification::forget_post(turn.tx, id)?;
    hafan_store::filter::forget_post(turn.tx, id)?;
    search::forget_post(turn.tx, id)?;
    post::take_down(turn.tx, permit, id, state, note)?;
    echo::tell_gone(turn, row, named);
    Ok(())
}

/// What was done stands in the record of the community; the words are gone.
fn record_taking_out(
    turn: &mut Turn<'_, '_>,
    row: &PostRow,
    by: AccountId,
    reason: &str,
) -> Result<()> {
    let Some(community) = row.facts.community.map(|community| community.id) else {
        return Ok(());
    };
    let field = CommunityField::TakenOut;
    let owner = Owner::Community(community);
    let before = ledger::newest(turn.tx, owner, "community", field.code())?;
    let change = Change::Community {
        community,
        field,
        old: before.map_or_else(String::new, |row| row.new),
        new: row.facts.id.to_string(),
    };
    let entry = Entry::new(change, By::Carer(by), Cause::Care, turn.now).because(reason);
    turn.record_entry(&entry)
}

/// The author is told even though the post can't be seen any more: its page shows them the reason.
fn tell_author(turn: &mut Turn<'_, '_>, row: &PostRow, by: AccountId) -> Result<()> {
    let author = row.facts.author;
    if author == by {
        return Ok(());
    }
    let about = About {
        post: Some(row.facts.id),
        community: row.facts.community.map(|community| community.id),
        ..About::default()
    };
    notice::tell(turn, author, (NotificationKind::TakenOut, by), about)?;
    Ok(())
}
