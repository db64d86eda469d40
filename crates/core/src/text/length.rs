//! How long the text of a post is, for its limit.

use super::inline::{Mention, Piece, pieces};
use super::link::HREF_BYTES_MAX;
use super::prepare::addresses;

/// Characters that a web address counts, however long it is: what clients of the Mastodon API read
/// as `characters_reserved_per_url` and count by.
pub const ADDRESS_CHARS: usize = 23;

/// The length of a text as the limit of a post counts it, in Unicode characters: a web address is
/// [`ADDRESS_CHARS`], and of `@name@domain` the domain does not count. `assets/js/count.js` counts
/// the same while somebody writes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Length {
    /// All of it.
    pub chars: usize,
    /// The name with which it begins, as [`super::mention_candidates`] tells it, and how many
    /// characters that is with the space behind it.
    pub led_by: Option<(String, usize)>,
}

impl Length {
    /// The length of a text that was cleaned: see [`super::SourceText`].
    pub fn of(text: &str) -> Length {
        let mut chars = 0;
        let mut from = 0;
        for address in addresses(text) {
            // What is no address to a browser is counted as it stands.
            if address.len() <= HREF_BYTES_MAX {
                chars += words(&text[from..address.start]) + ADDRESS_CHARS;
                from = address.end;
            }
        }
        chars += words(&text[from..]);
        Length {
            chars,
            led_by: led_by(text),
        }
    }

    /// The length where the name at the beginning is that of the community in which the post
    /// stands: it only says where the post goes, and does not count.
    pub fn least(&self) -> usize {
        let led = self.led_by.as_ref().map_or(0, |(_, chars)| *chars);
        self.chars - led
    }
}

fn words(text: &str) -> usize {
    let pieces = pieces(text).into_iter();
    let of_piece = |piece: Piece<'_>| match piece {
        Piece::Text(words) => words.chars().count(),
        Piece::Hashtag(tag) => 1 + tag.chars().count(),
        Piece::Mention(mention) => of_mention(&mention),
    };
    pieces.map(of_piece).sum()
}

fn of_mention(mention: &Mention<'_>) -> usize {
    let name = mention.typed.split('@').next().unwrap_or_default();
    1 + name.len()
}

fn led_by(text: &str) -> Option<(String, usize)> {
    let first_line = text.split('\n').next().unwrap_or_default();
    let Piece::Mention(mention) = pieces(first_line).into_iter().next()? else {
        return None;
    };
    let behind = &text[1 + mention.typed.len()..];
    let space = behind.chars().take_while(|c| c.is_whitespace()).count();
    let is_whole = space > 0 || behind.is_empty();
    is_whole.then(|| (mention.name.to_string(), of_mention(&mention) + space))
}
