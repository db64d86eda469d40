//! Notifications: what a person is told about, calmly.

use crate::codes;

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
    }
}
