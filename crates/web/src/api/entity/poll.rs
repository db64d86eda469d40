//! Polls.

use super::iso;
use hafan_app::store;
use hafan_core::time::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

/// A poll as the viewer may see it.
/// Its fields are those of `entities/Poll` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Poll {
    /// The id of the post that asks.
    pub id: String,
    pub expires_at: String,
    pub expired: bool,
    pub multiple: bool,
    pub votes_count: i64,
    pub voters_count: Option<i64>,
    pub options: Vec<Choice>,
    pub emojis: [(); 0],
    pub voted: bool,
    pub own_votes: Vec<i64>,
}

/// An answer of a poll.
/// Its fields are those of `entities/Poll` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Choice {
    pub title: String,
    /// Told to those who voted, to the author, and to everyone at the end.
    pub votes_count: Option<i64>,
}

impl Poll {
    /// The entity of a poll.
    pub fn new(
        poll: &store::poll::Poll,
        (is_mine, is_shut_out): (bool, bool),
        now: Timestamp,
    ) -> Self {
        let own: Vec<i64> = poll
            .options
            .iter()
            .filter(|option| option.is_mine)
            .map(|option| option.position)
            .collect();
        let expired = now >= poll.ends_at;
        let voted = !own.is_empty();
        let is_told = !is_shut_out && (voted || expired || is_mine);
        let sum: i64 = poll.options.iter().map(|option| option.votes).sum();
        Self {
            id: poll.post.to_string(),
            expires_at: iso(poll.ends_at),
            expired,
            multiple: poll.is_multiple,
            votes_count: if is_told { sum } else { 0 },
            // Of a poll with one choice each, the votes are the voters.
            voters_count: is_told.then_some(if poll.is_multiple { poll.voters } else { sum }),
            options: poll
                .options
                .iter()
                .map(|option| Choice {
                    title: option.label.clone(),
                    votes_count: is_told.then_some(option.votes),
                })
                .collect(),
            emojis: [],
            // Whoever asks does not vote: their client shows the result.
            voted: voted || is_mine,
            own_votes: own,
        }
    }
}
