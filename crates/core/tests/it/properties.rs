//! Rules that hold for every input, tried with many.

use hafan_core::display_name::DisplayName;
use hafan_core::email::EmailAddress;
use hafan_core::handle::Handle;
use hafan_core::language::{Language, guess_language};
use hafan_core::search::{Term, fold, query_terms, words};
use hafan_core::text::{SafeHtml, SourceText, mention_candidates, plain_excerpt, render};
use proptest::prelude::*;

use crate::hostile_html::assert_harmless;

/// Text that is likely to hit something: marks of Markdown and HTML, invisible characters,
/// combining marks, words.
fn busy_text() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "*",
        "_",
        "**",
        "`",
        "```",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "    ",
        "\t",
        "[",
        "]",
        "(",
        ")",
        "](",
        "![",
        "<",
        ">",
        "</",
        "<b>",
        "<script>",
        "<!--",
        "-->",
        "&",
        "&lt;",
        "&#x3c;",
        "\"",
        "'",
        "\\",
        "#",
        "# ",
        "@",
        "@mair",
        "@mair@a.example",
        "#gŵyl",
        "http://",
        "https://a.example/",
        "https://",
        "mailto:",
        "javascript:",
        "[a]: b",
        "www.",
        "ŵ",
        "w\u{302}",
        "\u{200D}",
        "\u{200C}",
        "\u{202E}",
        "\u{FE0F}",
        "\u{301}",
        "\u{E0067}",
        "\u{E007F}",
        "🏴",
        "👩‍👧",
        "\u{0}",
        "\r",
        "\r\n",
        " ",
        "a",
        "bank.example",
        "---",
        "===",
        "~",
        "|",
        "\u{958}",
        "\u{1100}",
        "\u{1161}",
        "İ",
        "ß",
    ]);
    prop_oneof![
        prop::collection::vec(bits, 0..60).prop_map(|bits| bits.concat()),
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn cleaning_a_clean_text_changes_nothing(text in busy_text()) {
        if let Ok(once) = SourceText::parse(&text, 10_000) {
            let twice = SourceText::parse(once.as_str(), 10_000).expect("still good");
            prop_assert_eq!(once, twice);
        }
    }

    #[test]
    fn rendering_is_harmless_and_repeats(text in busy_text()) {
        if let Ok(source) = SourceText::parse(&text, 10_000) {
            let resolve = |handle: &str| Some(format!("/@{handle}"));
            let result = render(&source, &resolve);
            assert_harmless(result.html.as_str(), source.as_str());
            prop_assert_eq!(&result, &render(&source, &resolve));
            // What stands for a sign inside the renderer stays inside.
            let is_clean = !result.plain.contains('\u{FDD0}')
                && !result.html.as_str().contains('\u{FDD0}');
            prop_assert!(is_clean);
            prop_assert_eq!(&result.mentions, &mention_candidates(&source));
            prop_assert_eq!(&SafeHtml::allow_listed(result.html.as_str()), &result.html);
        }
    }

    #[test]
    fn no_word_of_a_text_gets_lost(
        words in prop::collection::vec("[a-zŵŷ]{1,8}", 1..12),
        gaps in busy_text(),
    ) {
        // Targets of links and languages of code blocks are no words of the text.
        let gap = gaps.replace(['[', '<', '(', ']', ')', '>', '`', '~'], "");
        let text = words.join(&format!(" {gap} "));
        if let Ok(source) = SourceText::parse(&text, 10_000) {
            let plain = render(&source, &|_| None).plain;
            for word in &words {
                let is_there = plain.contains(word.as_str());
                prop_assert!(is_there, "{word:?} is lost from {text:?}: {plain:?}");
            }
        }
    }

    #[test]
    fn any_html_is_harmless_after_the_allow_list(html in busy_text()) {
        assert_harmless(SafeHtml::allow_listed(&html).as_str(), &html);
    }

    #[test]
    fn names_and_handles_never_panic_and_are_stable(text in busy_text()) {
        if let Ok(name) = DisplayName::parse(&text) {
            prop_assert_eq!(DisplayName::parse(name.as_str()), Ok(name.clone()));
            prop_assert!(!name.initial().is_empty());
        }
        if let Ok(handle) = Handle::parse(&text) {
            prop_assert!(!handle.skeleton().is_empty());
        }
        if let Ok(address) = EmailAddress::parse(&text) {
            prop_assert_eq!(EmailAddress::parse(address.as_str()), Ok(address));
        }
        prop_assert!(Language::parse(&text).is_none_or(|language| language.tag().len() <= 3));
        guess_language(&text, &[Language::EN, Language::CY]);
    }

    #[test]
    fn folding_is_stable_and_terms_are_plain(text in busy_text()) {
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded.clone());
        prop_assert!(words(&text).iter().all(|word| !word.is_empty()));
        for term in query_terms(&text) {
            let (Term::Word(term) | Term::Prefix(term) | Term::Phrase(term)) = term;
            prop_assert!(!term.is_empty() && term.chars().all(|c| c.is_alphanumeric() || c == ' '));
        }
    }

    #[test]
    fn an_excerpt_is_never_longer_than_asked(text in busy_text(), length in 1_usize..80) {
        use unicode_segmentation::UnicodeSegmentation;
        let excerpt = plain_excerpt(&text, length);
        prop_assert!(excerpt.graphemes(true).count() <= length + 1);
    }
}
