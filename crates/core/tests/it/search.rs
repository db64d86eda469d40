use hafan_core::search::{TERM_CHARS_MAX, TERMS_MAX, Term, fold, query_terms, words};

fn word(text: &str) -> Term {
    Term::Word(text.to_owned())
}

fn phrase(text: &str) -> Term {
    Term::Phrase(text.to_owned())
}

fn prefix(text: &str) -> Term {
    Term::Prefix(text.to_owned())
}

#[test]
fn accents_and_case_do_not_matter() {
    assert_eq!(fold("Tŷ Gŵyl Siân"), "ty gwyl sian");
    assert_eq!(fold("w\u{302}"), fold("ŵ"));
    assert_eq!(fold("ＦＵＬＬ ﬁne"), "full fine");
    assert_eq!(
        words("Gofalwyr y Cwm, 2026!"),
        ["gofalwyr", "y", "cwm", "2026"]
    );
}

#[test]
fn words_phrases_and_the_last_start_of_a_word_are_read() {
    assert_eq!(query_terms("gofal dydd"), [word("gofal"), prefix("dydd")]);
    assert_eq!(query_terms("gofal dydd "), [word("gofal"), word("dydd")]);
    assert_eq!(
        query_terms("“canolfan ddydd” Tŷ"),
        [phrase("canolfan ddydd"), prefix("ty")]
    );
    assert_eq!(query_terms("\"one\""), [word("one")]);
    assert_eq!(
        query_terms("open \"never closed"),
        [word("open"), word("never"), prefix("closed")]
    );
    assert_eq!(query_terms("  "), []);
}

#[test]
fn nothing_typed_acts_as_an_operator() {
    let tricks = [
        "a* OR b",
        "NEAR(a b)",
        "-secret",
        "col:val",
        "a & !b | (c)",
        "'; DROP TABLE posts;--",
        "\"a\" \"\" b\"",
        "^a {b} \\c",
        "<-> a:*",
        "\u{0}\u{1F}",
    ];
    for trick in tricks {
        for term in query_terms(trick) {
            let (Term::Word(text) | Term::Prefix(text) | Term::Phrase(text)) = &term;
            let is_plain = text.chars().all(|c| c.is_alphanumeric() || c == ' ');
            assert!(is_plain && !text.is_empty(), "{trick} gave {term:?}");
        }
    }
    assert_eq!(query_terms("a OR b"), [word("a"), word("or"), prefix("b")]);
}

#[test]
fn a_query_has_bounds() {
    assert_eq!(query_terms(&"a ".repeat(1000)).len(), TERMS_MAX);
    let long = "a".repeat(500);
    assert_eq!(query_terms(&long), [prefix(&"a".repeat(TERM_CHARS_MAX))]);
    let quoted = format!("\"{}\"", "abc ".repeat(200));
    let terms = query_terms(&quoted);
    let [Term::Phrase(text)] = terms.as_slice() else {
        panic!("not one phrase: {terms:?}");
    };
    assert!(text.chars().count() <= TERM_CHARS_MAX);
}
