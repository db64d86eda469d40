//! Words of people on a page: charters, norms, rules, what somebody says of themselves.

use hafan_core::language::{Language, guess_language};
use hafan_core::text::{SafeHtml, SourceText, plain_words, render};

/// Safe HTML with the language it seems to be written in: nobody is asked for it, and a screen
/// reader that took Welsh for English would not be understood (WCAG 2.2, 3.1.2).
pub struct Prose {
    /// Safe HTML.
    pub html: String,
    /// Language tag, or empty where it can't be told.
    pub language: &'static str,
}

impl Prose {
    /// Light Markdown. Handles in it are no links: the page is the same for everyone, whoever may
    /// see whom.
    pub fn new(source: &str) -> Self {
        let text = SourceText::from_stored(source.to_owned());
        Self::of(&render(&text, &|_| None).html)
    }

    /// What was rendered before.
    pub fn of(html: &SafeHtml) -> Self {
        let html = html.as_str();
        let guess = guess_language(&plain_words(html), &[Language::EN, Language::CY]);
        Self {
            html: html.to_owned(),
            language: guess.map_or("", Language::tag),
        }
    }

    /// True where nothing was said.
    pub fn is_empty(&self) -> bool {
        self.html.is_empty()
    }
}
