//! How long a text is for the limit of a post. `e2e/tests/count.test.mjs` holds the counter of the
//! pages to the same list.

use hafan_core::text::{Length, SourceText, TextError};
use serde_json::Value;

const LENGTHS: &str = include_str!("lengths.json");

#[test]
fn a_web_address_counts_23_and_the_domain_of_a_name_nothing() {
    let all: Vec<Value> = serde_json::from_str(LENGTHS).expect("a list");
    for one in &all {
        let length = Length::of(one["text"].as_str().expect("a text"));
        let led_by = length
            .led_by
            .map(|(name, chars)| (name.to_lowercase(), chars));
        assert_eq!(Value::from(length.chars), one["chars"], "{one}");
        assert_eq!(serde_json::json!(led_by), one["ledBy"], "{one}");
    }
}

#[test]
fn an_address_that_no_browser_takes_is_counted_as_it_stands() {
    let long = format!("https://example.org/{}", "a".repeat(2048));
    assert_eq!(Length::of(&long).chars, long.len());
    assert_eq!(Length::of(&long[..2048]).chars, 23);
}

#[test]
fn addresses_alone_do_not_make_a_text_endless() {
    let address = format!("https://example.org/{} ", "a".repeat(2000));
    let refused = SourceText::parse_post(&address.repeat(100), 10_000);
    assert_eq!(refused, Err(TextError::TooLong { chars_max: 10_000 }));
    assert!(SourceText::parse_post(&address.repeat(70), 10_000).is_ok());
}

#[test]
fn the_limit_leaves_out_a_name_that_leads() {
    let words = "a".repeat(50);
    let led = format!("@gardd@hafan.example\n\n{words}");
    assert!(SourceText::parse_post(&led, 50).is_ok());
    assert!(SourceText::parse_post(&led, 49).is_err());
    assert!(SourceText::parse_post(&format!("{words} @gardd"), 50).is_err());
    assert_eq!(Length::of(&led).chars, 58);
    assert_eq!(Length::of(&led).least(), 50);
}
