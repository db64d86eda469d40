//! Finding mentions and hashtags in running text.

use unicode_normalization::char::is_combining_mark;

use crate::handle::HANDLE_CHARS_MAX;

/// Characters of a hashtag without its sign; a longer one is taken for an accident.
const HASHTAG_CHARS_MAX: usize = 60;
/// Bytes of the domain in `@name@domain` (RFC 1035).
const DOMAIN_BYTES_MAX: usize = 253;

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    /// A handle, with its domain if one was written, without the first sign.
    Mention(&'a str),
    /// A tag without its sign.
    Hashtag(&'a str),
}

/// Cuts a text into pieces that together are the text.
///
/// A sign counts only at the start of a word, so that mail addresses and links stay text.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut text_start = 0;
    let mut before = None;
    let mut skip_until = 0;
    for (at, c) in text.char_indices() {
        if at < skip_until {
            before = Some(c);
            continue;
        }
        let rest = &text[at + c.len_utf8()..];
        let found = match c {
            '@' if opens_word(before) => mention(rest).map(Piece::Mention),
            '#' if opens_word(before) => hashtag(rest).map(Piece::Hashtag),
            _ => None,
        };
        if let Some(piece) = found {
            let length = match piece {
                Piece::Text(name) | Piece::Mention(name) | Piece::Hashtag(name) => name.len(),
            };
            if text_start < at {
                pieces.push(Piece::Text(&text[text_start..at]));
            }
            pieces.push(piece);
            skip_until = at + 1 + length;
            text_start = skip_until;
        }
        before = Some(c);
    }
    if text_start < text.len() {
        pieces.push(Piece::Text(&text[text_start..]));
    }
    pieces
}

fn opens_word(before: Option<char>) -> bool {
    before.is_none_or(|c| !is_word(c) && !matches!(c, '@' | '#' | '/' | '&' | '='))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining_mark(c)
}

fn mention(rest: &str) -> Option<&str> {
    let name = word(
        rest,
        |c| c.is_ascii_alphanumeric() || c == '_',
        HANDLE_CHARS_MAX,
    )?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let domain = rest[name.len()..].strip_prefix('@').and_then(domain);
    Some(domain.map_or(name, |domain| &rest[..name.len() + 1 + domain.len()]))
}

/// A domain with at least one dot; the full stop of a sentence does not belong to it.
fn domain(rest: &str) -> Option<&str> {
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '.';
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let domain = rest[..end].trim_end_matches(['.', '-']);
    let is_domain = domain.len() <= DOMAIN_BYTES_MAX
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty());
    is_domain.then_some(domain)
}

/// True for what can stand behind the sign of a hashtag, and nothing more.
pub fn is_hashtag(text: &str) -> bool {
    hashtag(text) == Some(text)
}

fn hashtag(rest: &str) -> Option<&str> {
    let tag = word(rest, is_word, HASHTAG_CHARS_MAX)?;
    tag.contains(char::is_alphabetic).then_some(tag)
}

/// The word at the start of `rest`, if it is not empty, not longer than allowed and followed by
/// the end of a word.
fn word(rest: &str, is_part: impl Fn(char) -> bool, chars_max: usize) -> Option<&str> {
    let end = rest
        .char_indices()
        .take(chars_max + 1)
        .find(|(_, c)| !is_part(*c))
        .map_or_else(
            || (rest.chars().count() <= chars_max).then_some(rest.len()),
            |(at, _)| Some(at),
        )?;
    let follows = rest[end..].chars().next();
    (end > 0 && !follows.is_some_and(is_word)).then(|| &rest[..end])
}
