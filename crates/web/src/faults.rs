//! What is not right in a form, in words, by field.

use crate::page::Page;
use crate::respond::fault_words;
use hafan_app::Fault;

/// The faults of a form that comes back. Templates ask [`Faults::on`] for each field; the macros
/// of `part/form.html` do that.
#[derive(Default)]
pub struct Faults(Vec<(&'static str, String)>);

impl Faults {
    /// A form that is shown for the first time.
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// The faults in the words of the page.
    pub fn of(page: &Page, faults: &[Fault]) -> Self {
        let words = |fault: &Fault| (fault.field, fault_words(page, fault));
        Self(faults.iter().map(words).collect())
    }

    /// Adds words to what is wrong with a field, for example a suggestion.
    #[must_use]
    pub fn and(mut self, field: &str, more: &str) -> Self {
        if let Some((_, words)) = self.0.iter_mut().find(|(name, _)| *name == field) {
            words.push(' ');
            words.push_str(more);
        }
        self
    }

    /// What is wrong with a field.
    pub fn on(&self, field: &str) -> Option<&str> {
        let mut all = self.0.iter();
        all.find(|(name, _)| *name == field)
            .map(|(_, words)| words.as_str())
    }

    /// All of them, in order: name of the field, and words.
    pub fn all(&self) -> &[(&'static str, String)] {
        &self.0
    }

    /// True where there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
