//! Who should be able to reach somebody: one question for newcomers, and what follows from each
//! answer. Everything it sets can be set by itself afterwards.

use crate::account::ProfileField;
use crate::codes;

codes! {
    /// An answer to "Who should be able to reach you?", the safest first.
    pub enum Reach {
        /// People the persona chose.
        Chosen = "chosen",
        /// Everybody may knock, and waits until the persona has looked.
        Knock = "knock",
        /// Everybody, at once.
        Everybody = "everybody",
    }
}

impl Reach {
    /// What it sets, each field with its value, in the order in which it is told.
    pub const fn fields(self) -> &'static [(ProfileField, &'static str)] {
        use ProfileField::{
            ApproveFollowers, DefaultAudience, DefaultQuotes, DefaultReplies, NewsStranger,
        };
        match self {
            Self::Chosen => &[
                (NewsStranger, "hold"),
                (ApproveFollowers, "yes"),
                (DefaultAudience, "followers"),
                (DefaultReplies, "followed"),
                (DefaultQuotes, "nobody"),
            ],
            Self::Knock => &[
                (NewsStranger, "hold"),
                (ApproveFollowers, "yes"),
                (DefaultAudience, "public"),
                (DefaultReplies, "ask"),
                (DefaultQuotes, "ask"),
            ],
            Self::Everybody => &[
                (NewsStranger, "tell"),
                (ApproveFollowers, "no"),
                (DefaultAudience, "public"),
                (DefaultReplies, "everyone"),
                (DefaultQuotes, "everyone"),
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audience::{Audience, WhoMay};
    use crate::door::Answer;

    #[test]
    fn every_answer_sets_the_same_fields_to_values_that_they_can_have() {
        let names = |reach: Reach| reach.fields().iter().map(|(field, _)| *field);
        for reach in Reach::ALL {
            assert!(names(*reach).eq(names(Reach::Chosen)), "{reach:?}");
            for (field, value) in reach.fields() {
                let is_known = match field {
                    ProfileField::NewsStranger => Answer::parse(value).is_some(),
                    ProfileField::ApproveFollowers => ["yes", "no"].contains(value),
                    ProfileField::DefaultAudience => Audience::parse(value).is_some(),
                    _ => WhoMay::parse(value).is_some(),
                };
                assert!(is_known, "{field:?}: {value}");
            }
        }
    }
}
