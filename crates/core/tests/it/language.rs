use hafan_core::language::{Language, guess_language};
use hafan_core::locale::Locale;

#[test]
fn english_and_welsh_lead_the_list_and_no_tag_is_twice() {
    let tags: Vec<&str> = Language::all().map(Language::tag).collect();
    assert_eq!(tags[..2], ["en", "cy"]);
    let unique: std::collections::HashSet<_> = tags.iter().collect();
    assert_eq!(unique.len(), tags.len());
}

#[test]
fn tags_are_read_with_region_script_and_case() {
    for tag in ["cy", "CY", "cy-GB", "cym", "cy_GB"] {
        assert_eq!(Language::parse(tag), Some(Language::CY), "{tag}");
    }
    for tag in ["", "-", "xx", "english", "en\"><script>", "c"] {
        assert_eq!(Language::parse(tag), None, "{tag}");
    }
}

#[test]
fn a_language_is_named_in_the_language_of_the_page() {
    let french = Language::parse("fr").expect("on the list");
    assert_eq!(french.name(Locale::En), "French");
    assert_eq!(french.name(Locale::Cy), "Ffrangeg");
    assert_eq!(french.own_name(), "Français");
}

#[test]
fn welsh_and_english_are_told_apart() {
    let both = [Language::EN, Language::CY];
    let welsh = "Mae’n braf cael eistedd yma gyda phobl sy’n deall beth mae hynny’n ei olygu.";
    let english = "It is good to sit here with people who know what it means to care for someone.";
    assert_eq!(guess_language(welsh, &both), Some(Language::CY));
    assert_eq!(guess_language(english, &both), Some(Language::EN));
}

#[test]
fn a_short_text_is_not_guessed() {
    assert_eq!(
        guess_language("Mair 🌲 123", &[Language::EN, Language::CY]),
        None
    );
    assert_eq!(guess_language("", &[]), None);
}
