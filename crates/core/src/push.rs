//! What applications are told by push, in the words of the Mastodon API (`WebPushSubscription`).

use crate::codes;
use crate::notify::NotificationKind;

codes! {
    /// A kind of news that an application may be told.
    pub enum Alert {
        /// Somebody named or answered the persona.
        Mention = "mention",
        /// Somebody quoted it.
        Quote = "quote",
        /// Somebody wrote whose posts it asked to be told of.
        Status = "status",
        /// Somebody passed on what it wrote.
        Reblog = "reblog",
        /// Somebody follows it.
        Follow = "follow",
        /// Somebody asks to.
        FollowRequest = "follow_request",
        /// Somebody thanked it.
        Favourite = "favourite",
        /// A poll has ended.
        Poll = "poll",
        /// A post that it passed on has new words.
        Update = "update",
        /// A post that it quoted has new words.
        QuotedUpdate = "quoted_update",
        /// Somebody signed up.
        SignUp = "admin.sign_up",
        /// Somebody reported something.
        Report = "admin.report",
    }
}

impl Alert {
    /// The alert for a kind of news; nothing for news that this API has no word for.
    pub const fn of(kind: NotificationKind) -> Option<Self> {
        match kind {
            NotificationKind::Reply | NotificationKind::Mention => Some(Self::Mention),
            NotificationKind::Quote => Some(Self::Quote),
            NotificationKind::Favourite => Some(Self::Favourite),
            NotificationKind::Boost => Some(Self::Reblog),
            NotificationKind::Follow => Some(Self::Follow),
            NotificationKind::FollowAsked => Some(Self::FollowRequest),
            NotificationKind::PollEnded => Some(Self::Poll),
            NotificationKind::Posted => Some(Self::Status),
            NotificationKind::FollowAccepted
            | NotificationKind::JoinAsked
            | NotificationKind::JoinQuestion
            | NotificationKind::Membership
            | NotificationKind::TakenOut
            | NotificationKind::ReportTaken
            | NotificationKind::ReportClosed
            | NotificationKind::NotPublished
            | NotificationKind::Alarm
            | NotificationKind::ShieldUp
            | NotificationKind::Digging
            | NotificationKind::OldWordsShielded
            | NotificationKind::ShieldEnded => None,
        }
    }
}

codes! {
    /// Of whom an application is told.
    pub enum Sender {
        /// Of everybody.
        All = "all",
        /// Of those whom the persona follows.
        Followed = "followed",
        /// Of those who follow it.
        Follower = "follower",
        /// Of nobody.
        Nobody = "none",
    }
}
