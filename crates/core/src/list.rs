//! Lists: people and communities that one persona reads together.

use crate::codes;

codes! {
    /// Which answers a list shows; one's own and those to oneself are always among them. The codes
    /// are those of Mastodon's API (`replies_policy`).
    pub enum Replies {
        /// To anybody the reader follows.
        Followed = "followed",
        /// To people in the list.
        Listed = "list",
        /// None.
        None = "none",
    }
}
