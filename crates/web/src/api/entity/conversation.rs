//! Conversations.

use super::account::Account;
use super::status::Status;
use schemars::JsonSchema;
use serde::Serialize;

/// A thread of words for named people.
/// Its fields are those of `entities/Conversation` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Conversation {
    pub id: String,
    pub unread: bool,
    pub accounts: Vec<Account>,
    pub last_status: Option<Status>,
}
