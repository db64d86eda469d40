//! Texts for people, in English and Welsh, from the Fluent files in `crates/web/locales/`.
//!
//! Pages hold a [`Texts`] and ask it by key: [`Texts::t`] for a fixed sentence, [`Texts::f`] for
//! one with names or numbers in it. Both give plain text; the templates escape it.

mod files;
mod names;
mod negotiate;
mod plain;
pub mod when;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::{LazyLock, Mutex, PoisonError};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use hafan_core::locale::Locale;
use unic_langid::LanguageIdentifier;

pub use negotiate::negotiate;
use plain::Plain;

/// Unknown keys kept for logging once; a bound, because a key may be built from a code.
const UNKNOWN_KEYS_MAX: usize = 256;

/// The texts of one language. Copy it freely: it is one reference to tables made at start.
#[derive(Clone, Copy)]
pub struct Texts {
    table: &'static Table,
}

impl Texts {
    /// The texts of a language.
    pub fn of(locale: Locale) -> Texts {
        let table = match locale {
            Locale::En => &TABLES.en,
            Locale::Cy => &TABLES.cy,
        };
        Texts { table }
    }

    /// The language of these texts.
    pub fn locale(self) -> Locale {
        self.table.locale
    }

    /// The tag for the `lang` attribute.
    pub fn lang(self) -> &'static str {
        self.table.locale.tag()
    }

    /// A fixed sentence: one hash lookup.
    ///
    /// A key nobody wrote, or one that needs arguments, comes back as the key itself and is
    /// logged once, so that a page still opens.
    pub fn t(&self, key: &str) -> &'static str {
        match self.table.fixed.get(key) {
            Some(text) => text,
            None => unknown(key, self.table.locale),
        }
    }

    /// A sentence with names or numbers in it. Plural forms follow the language's own rules.
    ///
    /// A key nobody wrote comes back as the key itself and is logged once. An argument that is
    /// missing shows as its name in braces.
    pub fn f(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let plain = self.table.plain.get(key);
        if let Some(text) = plain.and_then(|plain| plain.said(args)) {
            return text;
        }
        let own = [self.table, &TABLES.en];
        let resolved = own.into_iter().find_map(|table| table.resolved(key, args));
        resolved.unwrap_or_else(|| unknown(key, self.table.locale).to_owned())
    }

    /// Whether `key` names a sentence in this language or in English.
    pub fn has(&self, key: &str) -> bool {
        self.table.bundle.has_message(key) || TABLES.en.bundle.has_message(key)
    }

    /// Names joined as the language joins them: "Mair, Paul and Eirlys", "Mair, Paul ac Eirlys".
    /// Empty for no names.
    pub fn names<S: AsRef<str>>(&self, names: &[S]) -> String {
        names::joined(self, names)
    }

    /// Like [`Texts::names`], showing at most `shown_max` names and counting the rest: "Mair,
    /// Paul and 3 others". At least one name is always shown.
    pub fn names_up_to<S: AsRef<str>>(&self, names: &[S], shown_max: usize) -> String {
        names::joined_up_to(self, names, shown_max)
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Texts({})", self.table.locale)
    }
}

/// What stands in for a `{ $variable }` of a sentence.
#[derive(Clone, Debug)]
pub enum Arg<'a> {
    /// A name or another piece of plain text.
    Text(std::borrow::Cow<'a, str>),
    /// A number, which also chooses the plural form.
    Number(i64),
}

impl Arg<'_> {
    fn as_fluent(&self) -> FluentValue<'_> {
        match self {
            Arg::Text(text) => FluentValue::String(std::borrow::Cow::Borrowed(text)),
            Arg::Number(number) => FluentValue::from(*number),
        }
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Arg::Text(text.into())
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Arg::Text(text.as_str().into())
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Arg::Text(text.into())
    }
}

impl From<i64> for Arg<'_> {
    fn from(number: i64) -> Self {
        Arg::Number(number)
    }
}

impl From<u32> for Arg<'_> {
    fn from(number: u32) -> Self {
        Arg::Number(i64::from(number))
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Arg::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

struct Tables {
    en: Table,
    cy: Table,
}

struct Table {
    locale: Locale,
    /// Sentences without arguments, resolved once; English where the language has none.
    fixed: HashMap<&'static str, &'static str>,
    /// Sentences of words and names alone; English where the language has none.
    plain: HashMap<&'static str, Plain>,
    bundle: FluentBundle<FluentResource>,
}

/// What a table has without the bundle: each language begins with that of English.
#[derive(Default)]
struct Prepared {
    fixed: HashMap<&'static str, &'static str>,
    plain: HashMap<&'static str, Plain>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let en = Table::read(Locale::En, Prepared::default());
    let of_en = Prepared {
        fixed: en.fixed.clone(),
        plain: en.plain.clone(),
    };
    let cy = Table::read(Locale::Cy, of_en);
    Tables { en, cy }
});

impl Table {
    fn read(locale: Locale, prepared: Prepared) -> Table {
        let tag: LanguageIdentifier = locale
            .tag()
            .parse()
            .expect("the tags of our locales are language identifiers");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Isolating marks would show as boxes in mails and break searching in a page.
        bundle.set_use_isolating(false);
        let mut keys = Vec::new();
        for file in files::FILES {
            let source = match locale {
                Locale::En => file.en,
                Locale::Cy => file.cy,
            };
            keys.extend(keys_of(source));
            let resource =
                FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, errors)| {
                    tracing::error!(room = file.room, %locale, ?errors, "a text file has mistakes");
                    resource
                });
            if let Err(errors) = bundle.add_resource(resource) {
                tracing::error!(room = file.room, %locale, ?errors, "a text is written twice");
            }
        }
        let Prepared {
            mut fixed,
            mut plain,
        } = prepared;
        for key in keys {
            let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
                continue;
            };
            match Plain::of(pattern) {
                Some(sentence) => plain.insert(key, sentence),
                None => plain.remove(key),
            };
            let mut errors = Vec::new();
            let text = bundle
                .format_pattern(pattern, None, &mut errors)
                .into_owned();
            if errors.is_empty() {
                // Leaked once a key at start: the tables live as long as the program.
                fixed.insert(key, Box::leak(text.into_boxed_str()));
            }
        }
        Table {
            locale,
            fixed,
            plain,
            bundle,
        }
    }
}

impl Table {
    /// A sentence as Fluent resolves it; nothing where this language has none.
    fn resolved(&self, key: &str, args: &[(&str, Arg<'_>)]) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let args: FluentArgs<'_> = args
            .iter()
            .map(|(name, value)| (*name, value.as_fluent()))
            .collect();
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(&args), &mut errors)
            .into_owned();
        if !errors.is_empty() {
            unknown(key, self.locale);
        }
        Some(text)
    }
}

/// The message keys of one Fluent source, in order.
fn keys_of(source: &'static str) -> impl Iterator<Item = &'static str> {
    source.lines().filter_map(|line| {
        let (key, _) = line.split_once('=')?;
        let key = key.trim_end();
        let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic())
            && key
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        is_key.then_some(key)
    })
}

/// Logs a key that gave no proper sentence, once, and returns it for showing.
fn unknown(key: &str, locale: Locale) -> &'static str {
    static SEEN: LazyLock<Mutex<HashSet<&'static str>>> = LazyLock::new(Mutex::default);
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = seen.get(key) {
        return known;
    }
    if seen.len() >= UNKNOWN_KEYS_MAX {
        return "?";
    }
    let kept: &'static str = Box::leak(key.to_owned().into_boxed_str());
    seen.insert(kept);
    tracing::error!(key = kept, %locale, "a text is missing or lacks an argument");
    kept
}

#[cfg(test)]
mod tests;
