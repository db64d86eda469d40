//! Posts: limits and the state of a post.

/// Characters a post may have unless the host sets another limit.
pub const CHARS_MAX: usize = 10_000;
/// Characters of a content notice.
pub const NOTICE_CHARS_MAX: usize = 200;
/// Pictures a post may have unless the host sets another limit.
pub const PICTURES_MAX: usize = 4;
/// Characters of an alternative text.
pub const ALT_CHARS_MAX: usize = 1_500;
/// People a post may name. More is a flood, not a conversation.
pub const MENTIONS_MAX: usize = 20;
/// Replies shown on one page of a thread.
pub const THREAD_PAGE: usize = 100;
/// Items on one page of a list.
pub const PAGE: usize = 20;
