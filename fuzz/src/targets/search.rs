//! What people type into the search field, and the words of texts that it meets.

use hafan_core::search::{TERM_CHARS_MAX, TERMS_MAX, Term, fold, query_terms, words};

use super::{Target, texts};

pub const TARGET: Target = Target {
    name: "search",
    seeds: || {
        texts(&[
            "gofal seibiant",
            "\"respite care\" sir",
            "Tŷ’r ＡＢＣ İstanbul ﬁ Straße",
            "NEAR(a b) OR -x* :y ^z",
        ])
    },
    dictionary: &[
        "\"", "\"\"", " OR ", " NOT ", "NEAR/", "*", "^", ":", "-", "'", "--", "ﬀ", "ẞ",
    ],
    run: |input| {
        let text = String::from_utf8_lossy(input);
        let folded = fold(&text);
        assert_eq!(fold(&folded), folded, "folding twice is folding once");
        for word in words(&text) {
            assert!(
                !word.is_empty() && word.chars().all(char::is_alphanumeric),
                "{word:?}"
            );
        }
        let terms = query_terms(&text);
        assert!(terms.len() <= TERMS_MAX);
        for term in terms {
            let (Term::Word(words) | Term::Phrase(words) | Term::Prefix(words)) = term;
            assert!(!words.trim().is_empty() && words.chars().count() <= TERM_CHARS_MAX);
            let is_plain = words.chars().all(|c| c.is_alphanumeric() || c == ' ');
            assert!(is_plain, "{words:?} could be read as query language");
        }
    },
};
