//! The words a new community starts with. Its hosts change every one of them as they like.
//!
//! The texts are in `charters/<language>/<kind>.md`: four parts with a line `---` between them.

use hafan_core::community::{CharterKind, JoinRule, Visibility};
use hafan_core::locale::Locale;

/// What a community starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charter {
    /// One sentence: what it is.
    pub summary: &'static str,
    /// What those who want to join are asked.
    pub question: &'static str,
    /// What it is for, light Markdown.
    pub charter: &'static str,
    /// How people treat each other, light Markdown.
    pub norms: &'static str,
}

/// The words of a kind of community in a language.
pub fn charter(kind: CharterKind, locale: Locale) -> Charter {
    let text = match (kind, locale) {
        (CharterKind::Support, Locale::En) => include_str!("../../charters/en/support.md"),
        (CharterKind::Support, Locale::Cy) => include_str!("../../charters/cy/support.md"),
        (CharterKind::Pictures, Locale::En) => include_str!("../../charters/en/pictures.md"),
        (CharterKind::Pictures, Locale::Cy) => include_str!("../../charters/cy/pictures.md"),
        (CharterKind::Campaign, Locale::En) => include_str!("../../charters/en/campaign.md"),
        (CharterKind::Campaign, Locale::Cy) => include_str!("../../charters/cy/campaign.md"),
    };
    let mut parts = text.split("\n---\n").map(str::trim);
    let mut part = || parts.next().unwrap_or_default();
    Charter {
        summary: part(),
        question: part(),
        charter: part(),
        norms: part(),
    }
}

/// The openness that a kind of community starts with, where nobody chose another.
pub const fn openness(kind: CharterKind) -> (Visibility, JoinRule) {
    match kind {
        CharterKind::Support => (Visibility::MembersOnly, JoinRule::Ask),
        CharterKind::Pictures => (Visibility::Public, JoinRule::Open),
        CharterKind::Campaign => (Visibility::Public, JoinRule::Ask),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hafan_core::text::SourceText;

    #[test]
    fn every_charter_has_its_four_parts_in_every_language() {
        for kind in CharterKind::ALL {
            for locale in Locale::ALL {
                let words = charter(*kind, locale);
                let limits = [
                    (words.summary, crate::community::found::SUMMARY_CHARS_MAX),
                    (words.question, crate::community::found::QUESTION_CHARS_MAX),
                    (words.charter, crate::community::found::CHARTER_CHARS_MAX),
                    (words.norms, crate::community::found::CHARTER_CHARS_MAX),
                ];
                for (text, chars_max) in limits {
                    let kept = SourceText::parse(text, chars_max).expect("a text within bounds");
                    assert_eq!(kept.as_str(), text, "stored as it is written");
                    assert!(!text.contains("\n---"), "{kind:?} {locale}");
                }
            }
        }
    }
}
