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

/// What came back to a page that has a form for each thing and one for a new thing.
pub struct Returned<I> {
    /// What is not right in the form for a new one.
    pub f: Faults,
    /// What was typed there.
    pub typed: String,
    /// What is not right in the form of one: which, and the words.
    wrong: Option<(I, String)>,
}

impl<I: PartialEq> Returned<I> {
    /// Nothing: the page is shown for the first time.
    pub const fn nothing() -> Self {
        Self {
            f: Faults::none(),
            typed: String::new(),
            wrong: None,
        }
    }

    /// The form for a new one.
    pub fn of_new(page: &Page, faults: &[Fault], typed: String) -> Self {
        Self {
            f: Faults::of(page, faults),
            typed,
            wrong: None,
        }
    }

    /// The form of one that is there.
    pub fn of(page: &Page, faults: &[Fault], id: I) -> Self {
        let words: Vec<String> = faults.iter().map(|f| fault_words(page, f)).collect();
        Self {
            wrong: Some((id, words.join(" "))),
            ..Self::nothing()
        }
    }

    /// What is not right in the form of this one.
    pub fn wrong_in(&self, id: &I) -> Option<&str> {
        let wrong = self.wrong.as_ref().filter(|(wrong, _)| wrong == id);
        wrong.map(|(_, words)| words.as_str())
    }
}
