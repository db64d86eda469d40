//! Names in running text: what is one, and what only seems to be.

use hafan_core::handle::Handle;
use hafan_core::text::{SourceText, candidates_and_words, render, seeming_names};

fn names(text: &str) -> Vec<String> {
    let source = SourceText::parse(text, 1_000).expect("a text");
    candidates_and_words(&source).0
}

fn seen(text: &str) -> Vec<String> {
    let source = SourceText::parse(text, 1_000).expect("a text");
    seeming_names(&candidates_and_words(&source).1, "hafan.example")
}

fn looks(name: &str) -> String {
    Handle::parse_unreserved(name).expect("a handle").skeleton()
}

#[test]
fn what_nobody_sees_hides_no_name() {
    for text in [
        "@mair\u{FE0F}",
        "@mair\u{200E} a",
        "\u{2764}\u{FE0F}@mair",
        "a \u{200F}@mair",
        "@@mair",
        "@@@mair!",
    ] {
        assert_eq!(names(text), ["mair"], "{text:?}");
    }
    let html = render(
        &SourceText::parse("@@mair\u{FE0F}.", 100).expect("a text"),
        &|name| Some(format!("/@{name}")),
    );
    assert!(
        html.html
            .as_str()
            .contains(">@<span>mair</span></a>\u{FE0F}.")
    );
}

#[test]
fn the_domain_of_a_name_is_told_as_the_protocols_spell_it() {
    for text in [
        "@mair@t\u{177}.cymru",
        "@mair@TY\u{302}.Cymru.",
        "@mair@t\u{177}\u{3002}cymru",
        "@mair@xn--t-foa.cymru:443",
        "@mair@t\u{177}.cymru\u{FE0F}",
    ] {
        assert_eq!(names(text), ["mair@xn--t-foa.cymru"], "{text:?}");
    }
    assert_eq!(names("@mair@-"), ["mair"]);
}

#[test]
fn a_name_is_seen_through_its_marks_and_letters() {
    for text in [
        "\u{FF20}mair",
        "@ma\u{200D}ir",
        "@m\u{E2}ir",
        "@\u{FF4D}\u{FF41}\u{FF49}\u{FF52}",
        "@m**ai**r",
        "@[mair](https://a.example)",
        "helo@mair",
        "@ma_ir",
        "@m\u{430}ir",
        "mair@hafan.example",
        "@mair@hafan.ex\u{430}mple",
    ] {
        let seen = seen(text);
        assert!(seen.contains(&looks("mair")), "{text:?}: {seen:?}");
    }
}

#[test]
fn addresses_code_and_links_name_nobody() {
    for text in [
        "`@mair`",
        "[@mair](https://a.example)",
        "https://a.example/@mair",
        "a.example/@mair",
        "mair@a.example",
        "a@mair.example",
        "@mair@a.example",
        "a @ b",
        "@",
    ] {
        let seen = seen(text);
        assert!(!seen.contains(&looks("mair")), "{text:?}: {seen:?}");
    }
}
