//! The door to notifications, and those who wait there.

use super::account::Account;
use super::status::Status;
use hafan_core::door::{Answer, Caller, Door};
use schemars::JsonSchema;
use serde::Serialize;

/// Who reaches the notifications of a persona.
/// Its fields are those of `entities/NotificationPolicy` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
#[schemars(rename = "NotificationPolicy")]
pub struct Policy {
    pub for_not_following: &'static str,
    pub for_not_followers: &'static str,
    pub for_new_accounts: &'static str,
    pub for_private_mentions: &'static str,
    pub for_limited_accounts: &'static str,
    /// Of Hafan alone: first contacts.
    pub for_strangers: &'static str,
    pub summary: Summary,
}

/// The same, as it was before version 2: true for who is not told of at once.
/// Its fields are those of `entities/V1_NotificationPolicy` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
#[schemars(rename = "V1NotificationPolicy")]
pub struct PolicyV1 {
    pub filter_not_following: bool,
    pub filter_not_followers: bool,
    pub filter_new_accounts: bool,
    pub filter_private_mentions: bool,
    pub summary: Summary,
}

/// Whether anybody waits: 1 or 0, and never how many.
#[derive(Clone, Copy, JsonSchema, Serialize, Debug)]
#[schemars(rename = "NotificationPolicySummary")]
pub struct Summary {
    pub pending_requests_count: usize,
    pub pending_notifications_count: i64,
}

/// Somebody whose notifications wait.
/// Its fields are those of `entities/NotificationRequest` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
#[schemars(rename = "NotificationRequest")]
pub struct Request {
    /// The id of the account: each waits once.
    pub id: String,
    pub created_at: String,
    pub updated_at: String,
    /// A number, in a text as the documentation shows it.
    pub notifications_count: String,
    pub account: Account,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_status: Option<Status>,
}

impl Policy {
    /// The entity of a door.
    pub fn new(door: &Door, summary: Summary) -> Self {
        let said = |who| word(door.get(who));
        Self {
            for_not_following: said(Caller::NotFollowed),
            for_not_followers: said(Caller::NotFollowing),
            for_new_accounts: said(Caller::Newcomer),
            for_private_mentions: said(Caller::Private),
            for_limited_accounts: said(Caller::Limited),
            for_strangers: said(Caller::Stranger),
            summary,
        }
    }
}

impl PolicyV1 {
    /// The entity of a door.
    pub fn new(door: &Door, summary: Summary) -> Self {
        let is_shut = |who| door.get(who) != Answer::Tell;
        Self {
            filter_not_following: is_shut(Caller::NotFollowed),
            filter_not_followers: is_shut(Caller::NotFollowing),
            filter_new_accounts: is_shut(Caller::Newcomer),
            filter_private_mentions: is_shut(Caller::Private),
            summary,
        }
    }
}

/// The documented word for an answer.
const fn word(answer: Answer) -> &'static str {
    match answer {
        Answer::Tell => "accept",
        Answer::Hold => "filter",
        Answer::Drop => "drop",
    }
}

/// The answer behind a documented word.
pub fn answer_of(word: &str) -> Option<Answer> {
    match word {
        "accept" => Some(Answer::Tell),
        "filter" => Some(Answer::Hold),
        "drop" => Some(Answer::Drop),
        _ => None,
    }
}
