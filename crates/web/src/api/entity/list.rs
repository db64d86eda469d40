//! Lists, as their owner sees them.

use hafan_app::list;
use schemars::JsonSchema;
use serde::Serialize;

/// A list.
/// Its fields are those of `entities/List` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct List {
    pub id: String,
    pub title: String,
    pub replies_policy: &'static str,
    pub exclusive: bool,
}

impl List {
    /// The entity of a list.
    pub fn new(list: &list::List) -> Self {
        Self {
            id: list.id.to_string(),
            title: list.title.clone(),
            replies_policy: list.replies.code(),
            exclusive: list.is_exclusive,
        }
    }
}
