//! Notifications: what a person is told about, calmly.

use crate::codes;
use crate::id::{NotificationId, PostId};
use crate::time::{DAY_US, Timestamp};
use std::fmt;

codes! {
    /// What happened.
    pub enum NotificationKind {
        /// Somebody answered a post of yours.
        Reply = "reply",
        /// Somebody named you.
        Mention = "mention",
        /// Somebody quoted you.
        Quote = "quote",
        /// Somebody thanked you (favourite).
        Favourite = "favourite",
        /// Somebody passed a post of yours on (boost).
        Boost = "boost",
        /// Somebody follows you.
        Follow = "follow",
        /// Somebody asks to follow you.
        FollowAsked = "follow-asked",
        /// Somebody you asked lets you follow.
        FollowAccepted = "follow-accepted",
        /// Somebody asks to join a community you look after.
        JoinAsked = "join-asked",
        /// A community you asked to join asks a question, and your answer is missing.
        JoinQuestion = "join-question",
        /// You were let in, or invited, or your role changed.
        Membership = "membership",
        /// A post of yours was taken out of its community.
        TakenOut = "taken-out",
        /// Somebody wrote of whom you wanted to be told.
        Posted = "posted",
        /// The hosts have a report of yours.
        ReportTaken = "report-taken",
        /// The hosts closed a report of yours.
        ReportClosed = "report-closed",
        /// A poll you made or voted in has ended.
        PollEnded = "poll-ended",
        /// A post of yours that was to go out by itself did not.
        NotPublished = "not-published",
        /// More people you don't know than usual turn to you.
        Alarm = "alarm",
        /// Your shield went up by itself.
        ShieldUp = "shield-up",
        /// Somebody goes through what you wrote long ago.
        Digging = "digging",
        /// Your older posts were closed by themselves, because somebody goes on through them.
        OldWordsShielded = "old-words-shielded",
        /// Your shield came down by itself.
        ShieldEnded = "shield-ended",
    }
}

/// What applications put together: the same done to the same post, or by several people, on one
/// day (UTC). Everything else stands alone.
///
/// Written as text it is the `group_key` of the Mastodon API ("Grouped notifications" in its
/// documentation): it names only what its reader sees anyway.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Key {
    /// One by itself.
    Alone(NotificationId),
    /// What is alike.
    Alike {
        /// What happened.
        kind: NotificationKind,
        /// To which post, if to one.
        post: Option<PostId>,
        /// Days since 1970-01-01.
        day: i64,
    },
}

impl Key {
    /// The key of a notification of this kind about this post.
    pub const fn of(
        kind: NotificationKind,
        post: Option<PostId>,
        id: NotificationId,
        at: Timestamp,
    ) -> Self {
        if kind.is_grouped() {
            let day = at.day().micros() / DAY_US;
            Self::Alike { kind, post, day }
        } else {
            Self::Alone(id)
        }
    }

    /// Reads what [`Display`](fmt::Display) writes; anything else is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let (rest, last) = text.rsplit_once('-')?;
        if rest == ALONE {
            return NotificationId::parse(last).map(Self::Alone);
        }
        // One spelling each, as ids have.
        let day = NotificationId::parse(last)?.get();
        let (kind, post) = match rest.rsplit_once('-') {
            Some((kind, post)) => (kind, Some(PostId::parse(post)?)),
            None => (rest, None),
        };
        let kind = NotificationKind::parse(kind).filter(|kind| kind.is_grouped())?;
        let is_whole = (kind == NotificationKind::Follow) == post.is_none();
        (is_whole && day <= DAYS_MAX).then_some(Self::Alike { kind, post, day })
    }
}

/// The word before the id of a notification that stands alone: part of the documented API.
const ALONE: &str = "ungrouped";
/// The last day that can be in a key: ids have room for times until then, and long after.
const DAYS_MAX: i64 = 1_000_000;

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Alone(id) => write!(f, "{ALONE}-{id}"),
            Self::Alike { kind, post, day } => match post {
                Some(post) => write!(f, "{}-{post}-{day}", kind.code()),
                None => write!(f, "{}-{day}", kind.code()),
            },
        }
    }
}

impl NotificationKind {
    /// True for what several people may do, and nobody has to answer one by one.
    pub const fn is_grouped(self) -> bool {
        matches!(self, Self::Favourite | Self::Boost | Self::Follow)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_back_and_nothing_else_is_one() {
        let (id, at) = (
            NotificationId::new(9),
            Timestamp::from_micros(3 * DAY_US + 1),
        );
        let post = Some(PostId::new(5));
        let keys = [
            (NotificationKind::Favourite, post, "favourite-5-3"),
            (NotificationKind::Boost, post, "boost-5-3"),
            (NotificationKind::Follow, None, "follow-3"),
            (NotificationKind::Mention, post, "ungrouped-9"),
        ];
        for (kind, post, text) in keys {
            let key = Key::of(kind, post, id, at);
            assert_eq!(key.to_string(), text);
            assert_eq!(Key::parse(text), Some(key));
        }
        let wrong = [
            "",
            "-",
            "follow",
            "follow-",
            "follow-x",
            "follow-03",
            "follow-5-3",
            "favourite-3",
            "mention-5-3",
            "ungrouped-",
            "ungrouped-0",
            "favourite-5-9223372036854775807",
        ];
        for text in wrong {
            assert_eq!(Key::parse(text), None, "{text}");
        }
    }
}
