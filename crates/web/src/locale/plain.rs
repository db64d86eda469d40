//! Sentences that are only words and names: put together here, because most of a page are such
//! sentences and the resolver of Fluent costs a page more than its database does.

use super::Arg;
use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};
use std::fmt::Write as _;

/// A sentence without a choice in it: no plural, no reference to another sentence.
#[derive(Clone)]
pub(super) struct Plain(Box<[Piece]>);

#[derive(Clone)]
enum Piece {
    Words(Box<str>),
    Name(Box<str>),
}

impl Plain {
    /// The sentence of a pattern, if it is so simple.
    pub(super) fn of(pattern: &Pattern<&str>) -> Option<Plain> {
        let piece = |element: &PatternElement<&str>| match element {
            PatternElement::TextElement { value } => Some(Piece::Words((*value).into())),
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => Some(Piece::Name(id.name.into())),
            PatternElement::Placeable { .. } => None,
        };
        let pieces: Option<Vec<Piece>> = pattern.elements.iter().map(piece).collect();
        pieces.map(|pieces| Plain(pieces.into()))
    }

    /// The sentence with these arguments; nothing if one is missing.
    pub(super) fn said(&self, args: &[(&str, Arg<'_>)]) -> Option<String> {
        let mut text = String::with_capacity(USUAL_BYTES);
        for piece in &self.0 {
            match piece {
                Piece::Words(words) => text.push_str(after(&text, words)),
                Piece::Name(name) => match args.iter().find(|(given, _)| *given == &**name)? {
                    (_, Arg::Text(words)) => text.push_str(words),
                    // A string takes whatever is written to it.
                    (_, Arg::Number(number)) => write!(text, "{number}").ok()?,
                },
            }
        }
        Some(text)
    }
}

/// The words that go on after `text`. The end of a sentence after a name that ends in a stop itself
/// ("Delyth H.") adds no second one.
pub(super) fn after<'w>(text: &str, words: &'w str) -> &'w str {
    match words.strip_prefix('.') {
        Some(rest) if text.ends_with(['.', '!', '?', '…']) && !rest.starts_with('.') => rest,
        _ => words,
    }
}

/// Most sentences with a name in them are shorter.
const USUAL_BYTES: usize = 48;

#[cfg(test)]
mod tests {
    use super::super::TABLES;
    use super::*;

    #[test]
    fn a_plain_sentence_is_the_one_that_fluent_makes() {
        for table in [&TABLES.en, &TABLES.cy] {
            let mut with_names = 0;
            for (key, plain) in &table.plain {
                let names = plain.0.iter().filter_map(|piece| match piece {
                    Piece::Name(name) => Some(&**name),
                    Piece::Words(_) => None,
                });
                for arg in [Arg::from("<Mair> { $x }"), Arg::from(-1_234_567_i64)] {
                    let args: Vec<(&str, Arg<'_>)> =
                        names.clone().map(|name| (name, arg.clone())).collect();
                    with_names += args.len();
                    assert_eq!(plain.said(&args), table.resolved(key, &args), "{key}");
                }
            }
            assert!(with_names > 100, "the sentences with names were not met");
        }
    }

    #[test]
    fn a_sentence_after_a_name_that_ends_in_a_stop_has_no_second_one() {
        for (name, said) in [
            ("Delyth", "You blocked Delyth."),
            ("Delyth H.", "You blocked Delyth H."),
            ("Wow!", "You blocked Wow!"),
        ] {
            for table in [&TABLES.en, &TABLES.cy] {
                let args = [("name", name.into())];
                let plain = table.plain["ledger-block-yes"].said(&args);
                let plain = plain.expect("a sentence");
                assert!(plain.ends_with(&said[12..]), "{plain}");
            }
            let args = [("name", name.into())];
            let plain = TABLES.en.plain["ledger-block-yes"].said(&args);
            assert_eq!(plain.as_deref(), Some(said));
        }
    }

    #[test]
    fn a_sentence_that_lacks_a_name_is_left_to_fluent() {
        let plain = &TABLES.en.plain["when-today"];
        assert_eq!(plain.said(&[("count", 1_i64.into())]), None);
        assert!(!TABLES.en.plain.contains_key("when-minutes-ago"));
    }
}
