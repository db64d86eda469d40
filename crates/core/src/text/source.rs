//! Text as a person wrote it.

use std::fmt;

use super::{Length, Lines, clean, has_visible};

/// Combining marks on one letter. Hebrew with accents and Tibetan stacks need about five.
const MARKS_MAX: usize = 8;
/// Blank lines kept in a row: enough for a pause, too few to push a page away.
const BLANK_LINES_MAX: usize = 3;
/// Bytes read for one allowed character: four for itself, the rest for marks and for what is
/// removed. Longer input is refused before any work is done on it.
const BYTES_PER_CHAR_MAX: usize = 16;

/// A text as written, light Markdown in it, cleaned of what deceives: normal form C, `\n` line
/// ends, no controls, no direction overrides, no invisible characters but those that scripts and
/// emoji need; not empty.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct SourceText(String);

impl SourceText {
    /// Cleans what somebody typed.
    ///
    /// `chars_max` counts Unicode characters after cleaning.
    ///
    /// # Errors
    /// [`TextError::Empty`] if nothing visible is left, [`TextError::TooLong`] beyond the limit.
    pub fn parse(input: &str, chars_max: usize) -> Result<SourceText, TextError> {
        let too_long = TextError::TooLong { chars_max };
        if input.len() / BYTES_PER_CHAR_MAX > chars_max {
            return Err(too_long);
        }
        let cleaned = clean(input, MARKS_MAX, Lines::Many);
        let text = without_wide_gaps(cleaned.trim());
        if !has_visible(&text) {
            return Err(TextError::Empty);
        }
        if text.chars().count() > chars_max {
            return Err(too_long);
        }
        Ok(SourceText(text))
    }

    /// Like [`SourceText::parse`] for the text of a post, whose limit counts as [`Length`] does; a
    /// name that leads it may be left out of the count.
    ///
    /// # Errors
    /// As [`SourceText::parse`].
    pub fn parse_post(input: &str, chars_max: usize) -> Result<SourceText, TextError> {
        if input.len() / BYTES_PER_CHAR_MAX > chars_max {
            return Err(TextError::TooLong { chars_max });
        }
        let text = SourceText::parse(input, usize::MAX)?;
        if Length::of(text.as_str()).least() > chars_max {
            return Err(TextError::TooLong { chars_max });
        }
        Ok(text)
    }

    /// Like [`SourceText::parse`] for what stands on one line: all space, line ends too, becomes
    /// single spaces.
    ///
    /// # Errors
    /// As [`SourceText::parse`].
    pub fn parse_line(input: &str, chars_max: usize) -> Result<SourceText, TextError> {
        let text = SourceText::parse(input, chars_max)?;
        let line = clean(text.as_str(), MARKS_MAX, Lines::One);
        Ok(SourceText(line.trim().to_owned()))
    }

    /// A text that was parsed before and comes back from the database.
    pub fn from_stored(text: String) -> SourceText {
        SourceText(text)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Unicode characters, as the limit counts them.
    pub fn chars_count(&self) -> usize {
        self.0.chars().count()
    }
}

impl fmt::Display for SourceText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text was not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TextError {
    /// Nothing a person could see.
    Empty,
    /// Longer than allowed.
    TooLong {
        /// Characters allowed.
        chars_max: usize,
    },
}

impl TextError {
    /// The stable code: the end of the locale key `error-…`.
    pub const fn code(self) -> &'static str {
        match self {
            TextError::Empty => "text-empty",
            TextError::TooLong { .. } => "text-too-long",
        }
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for TextError {}

fn without_wide_gaps(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank_lines = 0;
    for line in text.lines() {
        let is_blank = line.trim().is_empty();
        blank_lines = if is_blank { blank_lines + 1 } else { 0 };
        if blank_lines <= BLANK_LINES_MAX {
            out.push_str(if is_blank { "" } else { line });
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    out
}
