//! What people write, and the only way it becomes HTML.
//!
//! ```text
//! bytes -> SourceText (cleaned) -> render()
//!       -> Rendered { SafeHtml, mentions, hashtags, links, plain }
//! ```
//!
//! [`SafeHtml`] has no other maker than this module, so a page that holds one may print it as it
//! is.

mod abroad;
mod clean;
mod excerpt;
mod inline;
mod length;
mod link;
mod plain;
mod prepare;
mod render;
mod safe_html;
mod seeming;
mod source;

pub use abroad::for_applications;
pub use excerpt::plain_excerpt;
pub use inline::is_hashtag;
pub use length::{ADDRESS_CHARS, Length};
pub use plain::{plain_lines, plain_words};
pub use render::{CANDIDATES_MAX, Rendered, candidates_and_words, mention_candidates, render};
pub use safe_html::SafeHtml;
pub use seeming::seeming_names;
pub use source::{SourceText, TextError};

pub(crate) use clean::{Lines, clean, has_visible};
