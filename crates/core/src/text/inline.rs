//! Finding mentions and hashtags in running text.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

use super::clean::is_unseen;
use crate::domain::spelled;
use crate::handle::HANDLE_CHARS_MAX;

/// Characters of a hashtag without its sign; a longer one is taken for an accident.
const HASHTAG_CHARS_MAX: usize = 60;
/// Bytes of the domain in `@name@domain` (RFC 1035), in the spelling of people: up to four a
/// letter.
const DOMAIN_BYTES_MAX: usize = 4 * 253;

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    Mention(Mention<'a>),
    /// A tag without its sign.
    Hashtag(&'a str),
}

/// A handle, with its domain if one was written, without the sign before it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mention<'a> {
    /// As it was written.
    pub typed: &'a str,
    /// The same, with the domain as the protocols spell it.
    pub name: Cow<'a, str>,
}

/// Cuts a text into pieces that together are the text.
///
/// A sign counts only at the start of a word, so that mail addresses and links stay text.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut text_start = 0;
    // What is seen before a tag, and before a row of signs.
    let (mut before, mut before_signs) = (None, None);
    let mut skip_until = 0;
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let found = match c {
            _ if at < skip_until => None,
            '@' if opens_word(before_signs) => mention(rest).map(Piece::Mention),
            '#' if opens_word(before) => hashtag(rest).map(Piece::Hashtag),
            _ => None,
        };
        if let Some(piece) = found {
            let length = match &piece {
                Piece::Text(words) | Piece::Hashtag(words) => words.len(),
                Piece::Mention(mention) => mention.typed.len(),
            };
            if text_start < at {
                pieces.push(Piece::Text(&text[text_start..at]));
            }
            pieces.push(piece);
            skip_until = at + 1 + length;
            text_start = skip_until;
        }
        if !is_unseen(c) {
            before = Some(c);
            before_signs = before.filter(|c| *c != '@').or(before_signs);
        }
    }
    if text_start < text.len() {
        pieces.push(Piece::Text(&text[text_start..]));
    }
    pieces
}

pub(super) fn opens_word(before: Option<char>) -> bool {
    before.is_none_or(|c| !is_word(c) && !matches!(c, '@' | '#' | '/' | '&' | '='))
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining_mark(c)
}

fn mention(rest: &str) -> Option<Mention<'_>> {
    let name = word(
        rest,
        |c| c.is_ascii_alphanumeric() || c == '_',
        HANDLE_CHARS_MAX,
    )?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let domain = rest[name.len()..].strip_prefix('@').and_then(domain);
    let Some((typed, domain)) = domain else {
        let typed = name;
        let name = Cow::Borrowed(name);
        return Some(Mention { typed, name });
    };
    let whole = &rest[..name.len() + 1 + typed.len()];
    let name = if typed == domain {
        Cow::Borrowed(whole)
    } else {
        Cow::Owned(format!("{name}@{domain}"))
    };
    Some(Mention { typed: whole, name })
}

/// A domain with at least one dot, as it was written and as the protocols spell it (RFC 5890); the
/// full stop of a sentence does not belong to it.
pub(super) fn domain(rest: &str) -> Option<(&str, String)> {
    let is_dot = |c: char| matches!(c, '.' | '\u{3002}' | '\u{FF0E}' | '\u{FF61}');
    let is_part = |c: char| {
        c.is_alphanumeric() || c == '-' || is_dot(c) || is_combining_mark(c) || is_unseen(c)
    };
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let typed = rest[..end].trim_end_matches(|c| is_dot(c) || c == '-' || is_unseen(c));
    if typed.len() > DOMAIN_BYTES_MAX {
        return None;
    }
    let seen: String = typed.chars().filter(|c| !is_unseen(*c)).collect();
    let domain = spelled(&seen)?;
    let is_domain = domain.contains('.') && domain.split('.').all(|label| !label.is_empty());
    is_domain.then_some((typed, domain))
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
/// what readers see as the end of a word.
fn word(rest: &str, is_part: impl Fn(char) -> bool, chars_max: usize) -> Option<&str> {
    let end = rest
        .char_indices()
        .take(chars_max + 1)
        .find(|(_, c)| !is_part(*c))
        .map_or_else(
            || (rest.chars().count() <= chars_max).then_some(rest.len()),
            |(at, _)| Some(at),
        )?;
    let follows = rest[end..].chars().find(|c| !is_unseen(*c));
    (end > 0 && !follows.is_some_and(is_word)).then(|| &rest[..end])
}
