//! Notifications, one by one and in groups.

use super::account::{Account, NO_AVATAR};
use super::status::Status;
use hafan_core::notify::NotificationKind;
use schemars::JsonSchema;
use serde::Serialize;

/// What somebody is told.
/// Its fields are those of `entities/Notification` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Notification {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub group_key: String,
    pub created_at: String,
    pub account: Account,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// It waits; only where that was asked for.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub filtered: bool,
}

/// Groups of notifications, with what they are about beside them, each once.
/// Its fields are those of `GroupedNotificationsResults` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug, Default)]
#[schemars(rename = "GroupedNotificationsResults")]
pub struct Groups {
    pub accounts: Vec<Account>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partial_accounts: Option<Vec<PartialAccount>>,
    pub statuses: Vec<Status>,
    pub notification_groups: Vec<Group>,
}

/// An account as far as a row of faces needs it.
/// Its fields are those of `PartialAccountWithAvatar` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
#[schemars(rename = "PartialAccountWithAvatar")]
pub struct PartialAccount {
    pub id: String,
    pub acct: String,
    pub locked: bool,
    pub bot: bool,
    pub url: String,
    pub avatar: String,
    pub avatar_static: String,
}

impl PartialAccount {
    /// As of somebody who waits at the door: see [`Account::at_the_door`].
    pub fn at_the_door(&mut self, base: &str) {
        self.avatar = format!("{base}{NO_AVATAR}");
        self.avatar_static.clone_from(&self.avatar);
    }

    /// The part of this account.
    pub fn of(account: Account) -> Self {
        Self {
            id: account.id,
            acct: account.acct,
            locked: account.locked,
            bot: account.bot,
            url: account.url,
            avatar: account.avatar,
            avatar_static: account.avatar_static,
        }
    }
}

/// Notifications that are alike.
/// Its fields are those of `NotificationGroup` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
#[schemars(rename = "NotificationGroup")]
pub struct Group {
    pub group_key: String,
    /// How many of the accounts are listed; how many there are only for who asked for numbers.
    pub notifications_count: usize,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub most_recent_notification_id: String,
    /// Where in a list, the ends of what this page holds of it.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub page: Option<Page>,
    pub sample_account_ids: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_id: Option<String>,
}

/// What a page of a list holds of a group.
#[derive(Clone, JsonSchema, Serialize, Debug)]
#[schemars(rename = "NotificationGroupPage")]
pub struct Page {
    pub page_min_id: String,
    pub page_max_id: String,
    pub latest_page_notification_at: String,
}

/// The documented type of a kind of news. Clients drop what has none, or break on it: such news is
/// told by Hafan's own API.
pub const fn type_of(kind: NotificationKind) -> Option<&'static str> {
    match kind {
        NotificationKind::Reply | NotificationKind::Mention => Some("mention"),
        NotificationKind::Quote => Some("quote"),
        NotificationKind::Favourite => Some("favourite"),
        NotificationKind::Boost => Some("reblog"),
        NotificationKind::Follow => Some("follow"),
        NotificationKind::FollowAsked => Some("follow_request"),
        NotificationKind::PollEnded => Some("poll"),
        NotificationKind::Posted => Some("status"),
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
