//! Names as readers see them, whatever letters they are made of.
//!
//! [`super::render`] makes links of names that are written as they should be. A name can be broken
//! by emphasis, written with another sign, with accents, with letters of another alphabet, or right
//! behind a word, and a reader takes it for the name all the same. Who has to know whether a
//! text *seems* to name somebody asks here.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use unicode_security::skeleton;

use super::clean::is_unseen;
use super::inline::{domain, is_word, opens_word};
use crate::handle::{HANDLE_CHARS_MAX, shape};

/// Characters read of a name: the longest handle, with some marks on its letters.
const NAME_CHARS_MAX: usize = 4 * HANDLE_CHARS_MAX;
/// Characters looked at before a sign, to find out whether it stands in an address.
const BEFORE_CHARS_MAX: usize = 300;
/// Signs of a name: the usual one, that of East Asian keyboards, and its small form.
pub(super) const SIGNS: [char; 3] = ['@', '\u{FF20}', '\u{FE6B}'];

/// What the names in some words look like to their readers, each once: comparable with
/// [`crate::handle::Handle::skeleton`]. With the domain `home` behind it, or with none; who is
/// named with another domain is somebody elsewhere. Mail addresses and web addresses name nobody.
pub fn seeming_names(words: &str, home: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (at, sign) in words.match_indices(SIGNS) {
        let rest = words[at + sign.len()..].trim_start_matches(|c| is_beside(c) || is_mark(c));
        // Of a row of signs the last counts.
        if rest.starts_with(SIGNS) {
            continue;
        }
        let seen = seeming(&words[..at], rest, home);
        names.extend(seen.filter(|name| !name.is_empty() && !names.contains(name)));
    }
    names
}

/// What stands behind a sign as a name, in these surroundings.
fn seeming(before: &str, rest: &str, home: &str) -> Option<String> {
    let before = before.trim_end_matches(|c| is_beside(c) || SIGNS.contains(&c));
    let end = rest
        .char_indices()
        .find(|(_, c)| !is_word(*c) && !is_unseen(*c));
    let (name, behind) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
    let last = before.chars().next_back();
    if opens_word(last) {
        let elsewhere = behind.strip_prefix(SIGNS);
        let elsewhere = elsewhere.map(|rest| rest.trim_start_matches(SIGNS));
        let is_elsewhere = elsewhere
            .and_then(domain)
            .is_some_and(|domain| !is_home(domain, home));
        return (!is_elsewhere).then(|| looks(name));
    }
    if last.is_some_and(is_word) {
        // A mail address, unless it is at this place, as names of accounts are.
        return match domain(rest) {
            None => Some(looks(name)),
            Some(domain) => is_home(domain, home).then(|| looks(last_word(before))),
        };
    }
    (!is_address(before)).then(|| looks(name))
}

/// Marks and unseen characters that readers overlook between a sign and a name.
fn is_beside(c: char) -> bool {
    is_unseen(c) || is_combining_mark(c)
}

/// Marks of emphasis that turned out to be none stand there as they were typed.
fn is_mark(c: char) -> bool {
    matches!(c, '*' | '_' | '~' | '`')
}

fn is_home((typed, domain): (&str, String), home: &str) -> bool {
    domain.eq_ignore_ascii_case(home) || skeleton(&plain(typed)).eq(skeleton(home))
}

fn last_word(before: &str) -> &str {
    let start = before
        .char_indices()
        .rev()
        .take(NAME_CHARS_MAX)
        .take_while(|(_, c)| is_word(*c) || is_unseen(*c));
    start.last().map_or("", |(at, _)| &before[at..])
}

/// True where the signs before are the end of something like `example.org/` or `example.org/?u=`.
fn is_address(before: &str) -> bool {
    let back = before.chars().rev().take(BEFORE_CHARS_MAX);
    let run: Vec<char> = back.take_while(|c| !c.is_whitespace()).collect();
    let is_dot = |three: &[char]| match three {
        [after, '.', before] => after.is_alphanumeric() && before.is_alphanumeric(),
        _ => false,
    };
    run.windows(3).any(is_dot)
}

/// The letters of a name without marks, as a reader would say them aloud.
fn plain(name: &str) -> String {
    let seen = name.chars().take(NAME_CHARS_MAX);
    let seen = seen.nfkd().filter(|c| !is_beside(*c));
    seen.flat_map(char::to_lowercase).collect()
}

fn looks(name: &str) -> String {
    let seen = name.chars().take(NAME_CHARS_MAX);
    let seen: String = seen.nfkd().filter(|c| !is_beside(*c)).collect();
    shape(&seen)
}
