//! The languages the pages themselves speak.
//!
//! What members write may be in any [`Language`](crate::language::Language); this is only about
//! our own sentences.

use std::fmt;

/// A language that every page, mail and message of Hafan is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Locale {
    /// English, as written in Britain.
    #[default]
    En,
    /// Welsh.
    Cy,
}

impl Locale {
    /// All of them, in the order a language menu lists them.
    pub const ALL: [Locale; 2] = [Locale::En, Locale::Cy];

    /// The BCP 47 tag: for `lang` attributes, cookies and the database.
    pub fn tag(self) -> &'static str {
        match self {
            Locale::En => "en",
            Locale::Cy => "cy",
        }
    }

    /// The name a speaker of the language calls it by.
    pub fn own_name(self) -> &'static str {
        match self {
            Locale::En => "English",
            Locale::Cy => "Cymraeg",
        }
    }

    /// Reads a tag, with or without a region (`cy`, `en-GB`), in any case. `None` when we do not
    /// speak it.
    pub fn parse(tag: &str) -> Option<Locale> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Locale::ALL
            .into_iter()
            .find(|locale| primary.eq_ignore_ascii_case(locale.tag()))
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}
