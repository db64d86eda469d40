use hafan_core::display_name::{DisplayName, DisplayNameError};
use hafan_core::email::EmailAddress;

#[test]
fn a_name_keeps_every_letter_of_welsh_and_of_other_scripts() {
    let names = [
        "Siân Ŵyn ap Tŷ-gwyn",
        "ŶŷŵŴâêîôû",
        "Mair o’r Cwm",
        "田中さん",
        "مریم",
        "נועה",
        "می‌خواهم",
        "क्षत्रिय",
        "Zoë 🌲",
        "👩‍👩‍👧‍👦 Teulu",
        "🏴󠁧󠁢󠁷󠁬󠁳󠁿 Cymru",
    ];
    for name in names {
        let parsed = DisplayName::parse(name).expect("a good name");
        assert_eq!(parsed.as_str(), name);
    }
}

#[test]
fn a_name_is_in_one_normal_form_on_one_line() {
    let parsed = DisplayName::parse("  w\u{302}yn \n\t  y\u{302} ").expect("a good name");
    assert_eq!(parsed.as_str(), "ŵyn ŷ");
}

#[test]
fn what_cannot_be_seen_is_no_name() {
    let blanks = [
        "",
        "   ",
        "\u{200B}\u{200D}",
        "\u{3164}",
        "\u{2800}",
        "\u{202E}",
        "\u{FEFF}",
        "\u{AD}",
        "\u{301}",
        "\u{E0041}\u{E0042}",
        "\u{200F}",
        "\n",
    ];
    for blank in blanks {
        assert_eq!(
            DisplayName::parse(blank),
            Err(DisplayNameError::Empty),
            "{blank:?}"
        );
    }
}

#[test]
fn direction_tricks_are_removed_from_names() {
    let parsed = DisplayName::parse("\u{202E}riaM\u{202C} \u{2067}admin\u{2069}\u{200F}");
    assert_eq!(parsed.expect("a name").as_str(), "riaM admin");
}

#[test]
fn a_letter_carries_at_most_four_marks() {
    let tower = format!("Z{}o", "\u{30D}".repeat(60));
    let parsed = DisplayName::parse(&tower).expect("a name");
    assert_eq!(parsed.as_str().chars().count(), 6);
}

#[test]
fn fifty_characters_are_counted_as_a_person_counts_them() {
    assert!(DisplayName::parse(&"👩‍👩‍👧‍👦".repeat(50)).is_ok());
    assert_eq!(
        DisplayName::parse(&"ŵ".repeat(51)),
        Err(DisplayNameError::TooLong)
    );
    assert_eq!(
        DisplayName::parse(&"a".repeat(1_000_000)),
        Err(DisplayNameError::TooLong)
    );
}

#[test]
fn a_name_gives_its_initial() {
    let initial = |name| DisplayName::parse(name).expect("a name").initial();
    assert_eq!(initial("ŵyn"), "Ŵ");
    assert_eq!(initial("“Candle”"), "C");
    assert_eq!(initial("🌲"), "🌲");
}

#[test]
fn usual_addresses_are_taken_and_others_refused() {
    let good = [
        ("mair@example.org", "mair@example.org"),
        (
            " Mair.Jones+hafan@Example.ORG ",
            "Mair.Jones+hafan@example.org",
        ),
        ("o'brien@tŷ.cymru", "o'brien@xn--t-kqa.cymru"),
    ];
    for (typed, expected) in good {
        let address = EmailAddress::parse(typed).expect("a good address");
        let is_idn = expected.contains("xn--");
        assert!(is_idn || address.as_str() == expected, "{address}");
    }
    let bad = [
        "",
        "mair",
        "@example.org",
        "mair@",
        "mair@localhost",
        "mair@127.0.0.1",
        "mair@[::1]",
        "mair @example.org",
        "mair\r\nbcc: x@example.org",
        "a@b.org,c@d.org",
        "a@b.org\nx",
        "\"a b\"@example.org",
        "<a@example.org>",
        ".a@example.org",
        "a..b@example.org",
        "a@exa mple.org",
        "a@-",
        "a@b..org",
        "a\u{0}@example.org",
    ];
    for typed in bad {
        assert!(EmailAddress::parse(typed).is_err(), "{typed:?}");
    }
    assert!(EmailAddress::parse(&format!("{}@example.org", "a".repeat(65))).is_err());
}

#[test]
fn an_address_does_not_reach_the_log() {
    let address = EmailAddress::parse("mair@example.org").expect("a good address");
    assert!(!format!("{address:?}").contains("mair"));
}
