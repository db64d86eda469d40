//! Words as the search index sees them.
//!
//! The index and the query go through the same [`fold`]; what a person types is only ever words,
//! never part of a query language.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Terms of one query; more narrow nothing down and cost time.
pub const TERMS_MAX: usize = 8;
/// Characters of one term.
pub const TERM_CHARS_MAX: usize = 64;
/// Characters of a query that are read.
const QUERY_CHARS_MAX: usize = 1_000;

/// One thing that must be found. Only letters, digits and, in a phrase, single spaces; lower
/// case, without accents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A whole word.
    Word(String),
    /// Words next to each other in this order.
    Phrase(String),
    /// The start of a word: the last one, while somebody is still typing it.
    Prefix(String),
}

/// The folded words of a text, in order.
pub fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Lower case without accents and compatibility forms: `Tŷ` and `ＴＹ` both become `ty`.
///
/// Folding twice is folding once.
pub fn fold(text: &str) -> String {
    let once = fold_once(text);
    // Lower case can bring back a letter that decomposes (İ); a second round settles it.
    if once.is_ascii() {
        once
    } else {
        fold_once(&once)
    }
}

fn fold_once(text: &str) -> String {
    text.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .collect()
}

/// Reads what somebody typed into a search field: words, and phrases in double quotes. The last
/// word counts as the start of a word, unless space or a quote ends it.
pub fn query_terms(query: &str) -> Vec<Term> {
    let query: String = query.chars().take(QUERY_CHARS_MAX).collect();
    let is_quote = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '＂');
    let mut terms = Vec::new();
    let parts: Vec<&str> = query.split(is_quote).collect();
    let last = parts.len() - 1;
    for (index, part) in parts.into_iter().enumerate() {
        let mut words: Vec<String> = words(part).into_iter().map(|word| cut(&word)).collect();
        let is_quoted = index % 2 == 1 && index < last;
        if is_quoted && words.len() > 1 {
            terms.push(Term::Phrase(phrase(&words)));
            continue;
        }
        let is_open = index == last && part.chars().next_back().is_some_and(char::is_alphanumeric);
        let open = if is_open { words.pop() } else { None };
        terms.extend(words.into_iter().map(Term::Word));
        terms.extend(open.map(Term::Prefix));
    }
    terms.truncate(TERMS_MAX);
    terms
}

/// As many whole words as fit a term.
fn phrase(words: &[String]) -> String {
    let mut phrase = String::new();
    for word in words {
        let space = usize::from(!phrase.is_empty());
        if phrase.chars().count() + space + word.chars().count() > TERM_CHARS_MAX {
            break;
        }
        if space > 0 {
            phrase.push(' ');
        }
        phrase.push_str(word);
    }
    phrase
}

fn cut(word: &str) -> String {
    word.chars().take(TERM_CHARS_MAX).collect()
}
