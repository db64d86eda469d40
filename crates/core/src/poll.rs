//! Polls: a question with a few answers and an end.

/// Answers a poll must have at least.
pub const OPTIONS_MIN: usize = 2;
/// Answers a poll may have at most; more do not fit a phone.
pub const OPTIONS_MAX: usize = 6;
/// Characters of one answer.
pub const OPTION_CHARS_MAX: usize = 80;
