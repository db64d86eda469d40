//! The name shown beside a handle.

use std::fmt;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::{Lines, clean, has_visible};

/// Characters of a name, as a person counts them.
pub const NAME_GRAPHEMES_MAX: usize = 50;
/// Combining marks on one letter: Vietnamese needs two, pointed Hebrew four. More climb out of
/// the line.
const MARKS_MAX: usize = 4;
/// Bytes that are read for one character of a name: a family emoji has 25.
const BYTES_PER_GRAPHEME_MAX: usize = 64;

/// A name of 1 to 50 characters on one line, in any script: cleaned of controls, direction
/// overrides and invisible characters, in normal form C, with something to see in it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct DisplayName(String);

impl DisplayName {
    /// Cleans a name as somebody typed it.
    ///
    /// # Errors
    /// [`DisplayNameError::Empty`] if nothing visible is left, [`DisplayNameError::TooLong`]
    /// beyond fifty characters.
    pub fn parse(input: &str) -> Result<DisplayName, DisplayNameError> {
        if input.len() > NAME_GRAPHEMES_MAX * BYTES_PER_GRAPHEME_MAX {
            return Err(DisplayNameError::TooLong);
        }
        let cleaned = clean(input, MARKS_MAX, Lines::One);
        // Direction marks are useful inside a longer text; in a name they only reorder what
        // stands beside it.
        let name: String = cleaned
            .chars()
            .filter(|c| !matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}'))
            .collect();
        let name = clean(name.trim(), MARKS_MAX, Lines::One);
        let name = name.trim();
        if !has_visible(name) {
            return Err(DisplayNameError::Empty);
        }
        if name.graphemes(true).count() > NAME_GRAPHEMES_MAX {
            return Err(DisplayNameError::TooLong);
        }
        Ok(DisplayName(name.to_owned()))
    }

    /// A name that was parsed before and comes back from the database.
    pub fn from_stored(name: String) -> DisplayName {
        DisplayName(name)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its first character in upper case, for a tile where a picture is missing.
    pub fn initial(&self) -> String {
        let visible = |g: &&str| g.chars().any(char::is_alphanumeric);
        let mut graphemes = self.0.graphemes(true);
        let first = graphemes
            .find(visible)
            .or_else(|| self.0.graphemes(true).next());
        first.unwrap_or_default().to_uppercase()
    }
}

impl fmt::Display for DisplayName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a name was not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DisplayNameError {
    /// Nothing a person could see.
    Empty,
    /// More than fifty characters.
    TooLong,
}

impl DisplayNameError {
    /// The stable code: the end of the locale key `error-…`.
    pub const fn code(self) -> &'static str {
        match self {
            DisplayNameError::Empty => "name-empty",
            DisplayNameError::TooLong => "name-too-long",
        }
    }
}

impl fmt::Display for DisplayNameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for DisplayNameError {}
