use std::time::Duration;

use hafan_core::locale::Locale;
use hafan_core::time::{DAY_US, HOUR_US, MINUTE_US, Timestamp};
use jiff::tz::TimeZone;

use super::{Texts, negotiate, when};

#[path = "../../../../xtask/src/locales.rs"]
mod locales;

const EN: Locale = Locale::En;
const CY: Locale = Locale::Cy;

fn both() -> [Texts; 2] {
    [Texts::of(EN), Texts::of(CY)]
}

#[test]
fn a_key_gives_its_sentence_in_each_language() {
    let [en, cy] = both();
    assert_eq!(en.t("nav-home"), "Home");
    assert_eq!(cy.t("nav-home"), "Cartref");
    assert_eq!((en.lang(), cy.lang()), ("en", "cy"));
}

#[test]
fn an_unknown_key_and_a_lacking_argument_do_not_break_a_page() {
    let [en, cy] = both();
    assert_eq!(cy.t("no-such-key"), "no-such-key");
    assert_eq!(cy.f("no-such-key", &[]), "no-such-key");
    assert_eq!(en.t("footer-about"), "footer-about");
    assert_eq!(en.f("footer-about", &[]), "About {$place}");
    for n in 0..1_000 {
        en.t(&format!("unknown-{n}"));
    }
    assert_eq!(en.t("unknown-999"), "?");
}

#[test]
fn arguments_are_plain_text_without_invisible_marks() {
    let [en, _] = both();
    let place = "<Gofalwyr> & { $x }";
    assert_eq!(
        en.f("footer-about", &[("place", place.into())]),
        format!("About {place}")
    );
}

#[test]
fn names_are_joined_as_each_language_joins_them() {
    let [en, cy] = both();
    let none: [&str; 0] = [];
    assert_eq!(en.names(&none), "");
    assert_eq!(en.names(&["Mair"]), "Mair");
    assert_eq!(
        en.names(&["Mair", "Paul", "Eirlys"]),
        "Mair, Paul and Eirlys"
    );
    assert_eq!(cy.names(&["Mair", "Paul"]), "Mair a Paul");
    assert_eq!(
        cy.names(&["Mair", "Paul", "Eirlys"]),
        "Mair, Paul ac Eirlys"
    );
    assert_eq!(cy.names(&["Mair", "Ŵyn"]), "Mair ac Ŵyn");
    assert_eq!(cy.names(&["Mair", "“Ynys”"]), "Mair ac “Ynys”");
    assert_eq!(cy.names(&["Mair", "Huw"]), "Mair a Huw");
    assert_eq!(
        en.names_up_to(&["A", "B", "C", "D"], 2),
        "A, B and 2 others"
    );
    assert_eq!(en.names_up_to(&["A", "B", "C"], 2), "A, B and 1 other");
    assert_eq!(en.names_up_to(&["A", "B"], 2), "A and B");
    assert_eq!(cy.names_up_to(&["A", "B", "C"], 2), "A, B ac 1 arall");
    assert_eq!(en.names_up_to(&["A", "B"], 0), "A and 1 other");
}

/// Wednesday 6 May 2026, 18:00 in Cardiff, which is 17:00 UTC.
const NOW: Timestamp = Timestamp::from_micros(1_778_086_800_000_000);

fn said(back_us: i64) -> [String; 2] {
    let cardiff = TimeZone::get("Europe/London").expect("a zone of the database");
    both().map(|texts| when::said(NOW.plus(-back_us), NOW, &cardiff, &texts))
}

#[test]
fn times_are_said_as_people_say_them() {
    let cases = [
        (0, "just now", "nawr"),
        (-30 * 1_000_000, "just now", "nawr"),
        (59 * 1_000_000, "just now", "nawr"),
        (MINUTE_US, "1 minute ago", "funud yn ôl"),
        (2 * MINUTE_US, "2 minutes ago", "2 funud yn ôl"),
        (20 * MINUTE_US, "20 minutes ago", "20 munud yn ôl"),
        (HOUR_US, "today at 17:00", "heddiw am 17:00"),
        (
            9 * HOUR_US + 55 * MINUTE_US,
            "this morning at 8:05",
            "y bore ’ma am 8:05",
        ),
        (16 * HOUR_US, "today at 2:00", "heddiw am 2:00"),
        (
            18 * HOUR_US + MINUTE_US,
            "yesterday at 23:59",
            "ddoe am 23:59",
        ),
        (2 * DAY_US, "Monday at 18:00", "ddydd Llun am 18:00"),
        (6 * DAY_US, "Thursday at 18:00", "ddydd Iau am 18:00"),
        (7 * DAY_US, "29 April", "29 Ebrill"),
        (40 * DAY_US, "27 March", "27 Mawrth"),
        (365 * DAY_US, "6 May 2025", "6 Mai 2025"),
        (-HOUR_US, "today at 19:00", "heddiw am 19:00"),
        (-DAY_US, "tomorrow at 18:00", "yfory am 18:00"),
        (-3 * DAY_US, "9 May", "9 Mai"),
    ];
    for (back_us, en, cy) in cases {
        assert_eq!(said(back_us), [en, cy]);
    }
}

#[test]
fn a_whole_moment_is_for_titles_and_machines() {
    let cardiff = TimeZone::get("Europe/London").expect("a zone of the database");
    let [en, cy] = both().map(|texts| when::full(NOW, &cardiff, &texts));
    assert_eq!(en, "Wednesday 6 May 2026, 18:00");
    assert_eq!(cy, "Dydd Mercher, 6 Mai 2026, 18:00");
    assert_eq!(when::machine(NOW), "2026-05-06T17:00:00Z");
    assert_eq!(when::day(NOW, &cardiff, &both()[0]), "6 May 2026");
}

#[test]
fn times_at_the_edge_of_the_calendar_do_not_panic() {
    for micros in [i64::MIN, -1, 0, i64::MAX] {
        let at = Timestamp::from_micros(micros);
        for texts in both() {
            for zone in [TimeZone::UTC, TimeZone::fixed(jiff::tz::offset(14))] {
                assert!(!when::said(at, NOW, &zone, &texts).is_empty());
                assert!(!when::said(NOW, at, &zone, &texts).is_empty());
                assert!(!when::full(at, &zone, &texts).is_empty());
                assert!(!when::machine(at).is_empty());
            }
        }
    }
}

#[test]
fn lengths_round_up_and_follow_the_plural_of_the_language() {
    let cases = [
        (0, "1 minute", "1 munud"),
        (61, "2 minutes", "2 funud"),
        (300, "5 minutes", "5 munud"),
        (5_401, "2 hours", "2 awr"),
        (172_801, "3 days", "3 diwrnod"),
        (40 * 86_400, "40 days", "40 diwrnod"),
    ];
    for (seconds, en, cy) in cases {
        let said = both().map(|texts| when::lasting(Duration::from_secs(seconds), &texts));
        assert_eq!(said, [en, cy]);
    }
    assert!(!when::lasting(Duration::MAX, &both()[0]).is_empty());
}

#[test]
fn the_best_language_of_a_browser_is_chosen() {
    let cases = [
        (None, EN),
        (Some(""), EN),
        (Some("cy"), CY),
        (Some("cy-GB,cy;q=0.9,en;q=0.8"), CY),
        (Some("en-GB,en;q=0.9,cy;q=0.8"), EN),
        (Some("en;q=0.5, cy;q=0.7"), CY),
        (Some("de, fr;q=0.9, cy;q=0.1"), CY),
        (Some("cy;q=0"), EN),
        (Some("*"), EN),
        (Some("cy;q=nonsense, en;q=0.1"), EN),
        (Some("cy;q=9, en;q=0.1"), EN),
        (Some(";;;,,,=\u{0}"), EN),
    ];
    for (header, expected) in cases {
        assert_eq!(negotiate(header), expected, "{header:?}");
    }
}

#[test]
fn every_file_of_texts_can_be_read() {
    for file in super::files::FILES {
        for source in [file.en, file.cy] {
            let read = fluent_bundle::FluentResource::try_new(source.to_owned());
            assert!(
                read.is_ok(),
                "{}: {:?}",
                file.room,
                read.err().map(|(_, errors)| errors)
            );
        }
    }
}

#[test]
fn every_text_is_there_in_both_languages_with_what_it_needs() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["locales", "src", "templates"] {
        read_all(
            &root.join(folder),
            &format!("crates/web/{folder}"),
            &mut files,
        );
    }
    let files = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()));
    let mut mistakes = locales::mistakes(files);
    // A text may be written before its page: that is for `cargo xtask tidy` to tell.
    mistakes.retain(|(_, message)| !message.starts_with("nothing asks for"));
    assert_eq!(mistakes, []);
}

fn read_all(folder: &std::path::Path, name: &str, files: &mut Vec<(String, String)>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.expect("a readable folder").path();
        let file_name = path
            .file_name()
            .expect("entries have names")
            .to_string_lossy();
        let name = format!("{name}/{file_name}");
        if path.is_dir() {
            read_all(&path, &name, files);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            files.push((name, text));
        }
    }
}

#[test]
fn every_code_of_core_has_its_name() {
    use hafan_core::audience::{Audience, WhoMay};
    use hafan_core::community::{JoinRule, Role, Visibility};
    let keys = [
        Audience::ALL
            .iter()
            .map(|it| format!("audience-{}", it.code()))
            .collect::<Vec<_>>(),
        Audience::ALL
            .iter()
            .map(|it| format!("audience-{}-hint", it.code()))
            .collect(),
        WhoMay::ALL
            .iter()
            .map(|it| format!("who-{}", it.code()))
            .collect(),
        Role::ALL
            .iter()
            .map(|it| format!("role-{}", it.code()))
            .collect(),
        Visibility::ALL
            .iter()
            .map(|it| format!("visibility-{}", it.code()))
            .collect(),
        Visibility::ALL
            .iter()
            .map(|it| format!("visibility-{}-hint", it.code()))
            .collect(),
        JoinRule::ALL
            .iter()
            .map(|it| format!("join-rule-{}", it.code()))
            .collect(),
    ];
    for key in keys.concat() {
        for texts in both() {
            assert_ne!(texts.t(&key), key);
        }
    }
}
