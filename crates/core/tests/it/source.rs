use hafan_core::text::{SourceText, TextError, plain_excerpt};

fn cleaned(input: &str) -> String {
    SourceText::parse(input, 10_000)
        .expect("a text")
        .as_str()
        .to_owned()
}

#[test]
fn line_ends_and_gaps_become_regular() {
    assert_eq!(cleaned(" a\r\nb\rc\u{2028}d \n"), "a\nb\nc\nd");
    assert_eq!(cleaned("a\n\n \n\n\n\n\n\nb"), "a\n\n\n\nb");
}

#[test]
fn composed_and_decomposed_letters_are_one() {
    assert_eq!(cleaned("w\u{302}yr y\u{302}d"), "ŵyr ŷd");
}

#[test]
fn joiners_that_scripts_and_emoji_need_stay() {
    for text in [
        "می‌خواهم",
        "क्‍ष",
        "👩‍👩‍👧‍👦",
        "👁️‍🗨️",
        "❤️",
        "1️⃣",
        "🏴󠁧󠁢󠁷󠁬󠁳󠁿",
        "שָׁלוֹם",
        "Tiếng Việt",
    ] {
        assert_eq!(cleaned(text), text);
    }
}

#[test]
fn characters_that_hide_or_reorder_are_removed() {
    let tricks = [
        ("user\u{202E}gnp.exe", "usergnp.exe"),
        ("a\u{2066}b\u{2069}c", "abc"),
        ("a\u{200B}\u{2060}\u{FEFF}\u{AD}b", "ab"),
        ("a\u{0}\u{7}\u{1B}[31mb", "a[31mb"),
        ("x\u{E0069}\u{E0067}\u{E006E}", "x"),
        ("🏴\u{E0067}\u{E0062}", "🏴"),
        ("a\u{200D}\u{200D}\u{200D}b", "a\u{200D}b"),
        ("a\u{200D} b", "a b"),
        ("a\u{FE0F}\u{FE0E}\u{FE00}", "a\u{FE0F}"),
        ("a\u{E0100}b", "ab"),
        ("\u{FFF9}a\u{FFFB}", "a"),
        ("a\u{FFFE}\u{1FFFF}", "a"),
    ];
    for (typed, expected) in tricks {
        assert_eq!(cleaned(typed), expected, "{typed:?}");
    }
}

#[test]
fn an_empty_and_a_long_text_are_refused() {
    for blank in [
        "",
        " \n\t ",
        "\u{200B}",
        "\u{2800}\u{2800}",
        "\u{301}",
        "\u{200D}",
    ] {
        assert_eq!(
            SourceText::parse(blank, 10),
            Err(TextError::Empty),
            "{blank:?}"
        );
    }
    assert!(SourceText::parse(&"ŵ".repeat(10), 10).is_ok());
    let too_long = Err(TextError::TooLong { chars_max: 10 });
    assert_eq!(SourceText::parse(&"ŵ".repeat(11), 10), too_long);
    assert_eq!(
        SourceText::parse(&"\u{200B}".repeat(1_000_000), 10),
        too_long
    );
}

#[test]
fn an_excerpt_ends_after_a_word_and_never_inside_a_character() {
    assert_eq!(plain_excerpt("one two\nthree", 100), "one two three");
    assert_eq!(plain_excerpt("one two three", 9), "one two…");
    assert_eq!(plain_excerpt("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 2), "👩‍👩‍👧‍👦👩‍👩‍👧‍👦…");
    assert_eq!(plain_excerpt("", 5), "");
}
