//! What those who look after the place or a community did, as records show it.

use crate::page::Page;
use hafan_app::store::account::Card;
use hafan_core::time::Timestamp;

/// An act in a record: see the template `part/record.html`.
pub struct ActView {
    /// Name of its icon.
    pub icon: &'static str,
    /// What was done.
    pub words: String,
    /// Who did it.
    pub who: String,
    /// When.
    pub when: String,
    /// The reason given; may be empty.
    pub note: String,
}

impl ActView {
    /// An act in these words, with its icon, of somebody who may have left since.
    pub fn new(
        page: &Page,
        (icon, words): (&'static str, String),
        by: Option<&Card>,
        (at, note): (Timestamp, &str),
    ) -> Self {
        let left = page.t("somebody-who-left");
        Self {
            icon,
            words,
            who: by.map_or(left, |card| card.name.as_str()).to_owned(),
            when: page.said(at),
            note: note.to_owned(),
        }
    }
}
