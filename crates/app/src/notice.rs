//! Telling somebody that something happened: the one place where news is made.

use crate::door::Contact;
use crate::live::Signal;
use crate::{Result, Turn, door, push, shield};
use hafan_core::door::Answer;
use hafan_core::id::{AccountId, CommunityId, PostId};
use hafan_core::notify::NotificationKind;
use hafan_store::notification::{self, Notification};

/// What a piece of news is about, beside the one who did it.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct About {
    pub post: Option<PostId>,
    pub community: Option<CommunityId>,
    /// News of a membership that nobody asked for: an invitation.
    pub is_invitation: bool,
}

/// Tells `who` what `actor` did, or lets it wait, or does not tell it, as their door says. The
/// caller has asked whether they may see what it is about, and want to hear of the actor. What was
/// told before is not told again. Answers true if it was told now.
///
/// Those who listen hear of it after the commit.
pub(crate) fn tell(
    turn: &mut Turn<'_, '_>,
    who: AccountId,
    (kind, actor): (NotificationKind, AccountId),
    about: About,
) -> Result<bool> {
    let (answer, contact) = door::answer(turn, who, (kind, actor), &about)?;
    if contact == Contact::First {
        shield::note(turn, (who, actor), (kind, about.post))?;
    }
    match answer {
        Answer::Drop => return Ok(false),
        Answer::Hold => {
            insert(turn, who, (kind, actor), (&about, true))?;
            hafan_store::door::trim(turn.tx, who, actor)?;
            return Ok(false);
        }
        Answer::Tell => {}
    }
    let (new, is_new) = insert(turn, who, (kind, actor), (&about, false))?;
    if is_new {
        turn.signal(&Signal::Told(who, new.id));
        push::queue(turn, who, &new)?;
    }
    Ok(is_new)
}

/// Lets what `actor` did wait at the door of `who`, where their door says so, and else does
/// nothing: for what is no news, and is left out of their threads as long as it waits.
pub(crate) fn hold(
    turn: &mut Turn<'_, '_>,
    who: AccountId,
    (kind, actor): (NotificationKind, AccountId),
    about: About,
) -> Result<()> {
    let (answer, _) = door::answer(turn, who, (kind, actor), &about)?;
    if answer == Answer::Hold {
        insert(turn, who, (kind, actor), (&about, true))?;
        hafan_store::door::trim(turn.tx, who, actor)?;
    }
    Ok(())
}

/// Answers what was written, and whether it was not there before.
fn insert(
    turn: &mut Turn<'_, '_>,
    who: AccountId,
    (kind, actor): (NotificationKind, AccountId),
    (about, is_held): (&About, bool),
) -> Result<(Notification, bool)> {
    let new = Notification {
        id: turn.notification_id()?,
        kind,
        actor,
        post: about.post,
        community: about.community,
        at: turn.now,
        is_held,
    };
    let is_new = notification::insert(turn.tx, who, &new)?;
    Ok((new, is_new))
}
