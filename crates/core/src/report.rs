//! Reports: what somebody tells the hosts of the place.

use crate::codes;

codes! {
    /// What a report is about. The codes are those of Mastodon's API (`category`).
    pub enum Category {
        /// Something else.
        Other = "other",
        /// Advertising and nonsense.
        Spam = "spam",
        /// It may be against the law.
        Legal = "legal",
        /// It is against the rules of the place.
        Violation = "violation",
    }
}
