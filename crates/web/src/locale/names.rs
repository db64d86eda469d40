//! Joining names into one phrase.

use super::Texts;

/// "Mair", "Mair and Paul", "Mair, Paul and Eirlys".
pub(super) fn joined<S: AsRef<str>>(texts: &Texts, names: &[S]) -> String {
    match names {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let last = last.as_ref();
            let key = if opens_with_vowel(last) {
                "list-and-vowel"
            } else {
                "list-and"
            };
            texts.f(
                key,
                &[("names", with_commas(first).into()), ("last", last.into())],
            )
        }
    }
}

/// "Mair, Paul and 3 others".
pub(super) fn joined_up_to<S: AsRef<str>>(texts: &Texts, names: &[S], shown_max: usize) -> String {
    let shown = shown_max.max(1);
    if names.len() <= shown {
        return joined(texts, names);
    }
    let (first, rest) = names.split_at(shown);
    texts.f(
        "list-more",
        &[
            ("names", with_commas(first).into()),
            ("count", rest.len().into()),
        ],
    )
}

fn with_commas<S: AsRef<str>>(names: &[S]) -> String {
    names
        .iter()
        .map(AsRef::as_ref)
        .collect::<Vec<&str>>()
        .join(", ")
}

/// Whether the word begins with a letter before which Welsh says `ac` and not `a`: the Welsh
/// vowels, w and y among them, with or without an accent.
fn opens_with_vowel(name: &str) -> bool {
    let folded = hafan_core::search::fold(name);
    let first = folded.chars().find(|c| c.is_alphanumeric());
    first.is_some_and(|c| "aeiouwy".contains(c))
}
