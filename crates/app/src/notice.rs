//! Telling somebody that something happened: the one place where news is made.

use crate::live::Signal;
use crate::{Result, Turn};
use hafan_core::id::{AccountId, CommunityId, PostId};
use hafan_core::notify::NotificationKind;
use hafan_store::notification::{self, Notification};

/// What a piece of news is about, beside the one who did it.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct About {
    pub post: Option<PostId>,
    pub community: Option<CommunityId>,
}

/// Tells `who` what `actor` did. The caller has asked whether they may see what it is about, and
/// want to hear of the actor. What was told before is not told again.
///
/// Those who listen hear of it after the commit.
pub(crate) fn tell(
    turn: &mut Turn<'_, '_>,
    who: AccountId,
    (kind, actor): (NotificationKind, AccountId),
    about: About,
) -> Result<()> {
    let new = Notification {
        id: turn.notification_id()?,
        kind,
        actor,
        post: about.post,
        community: about.community,
        at: turn.now,
    };
    if notification::insert(turn.tx, who, &new)? {
        turn.signal(&Signal::Told(who, new.id));
    }
    Ok(())
}
