//! Removing characters that deceive or that nobody can see, and none that a script needs.
//!
//! Sources: UAX #9 (bidirectional controls), UAX #15 (normal forms), UTS #51 (emoji sequences).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Tag characters of one flag, its end included: England's, Scotland's and Wales's have six.
const FLAG_TAGS_MAX: usize = 8;
const BLACK_FLAG: char = '\u{1F3F4}';
const TAG_END: char = '\u{E007F}';

/// Whether line ends stay.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lines {
    /// Line ends stay, as `\n`.
    Many,
    /// All space, line ends too, becomes single spaces.
    One,
}

/// Returns `input` in normal form C without controls, direction overrides and invisible
/// characters, with at most `marks_max` combining marks on one letter.
///
/// Kept: joiners between visible characters (emoji, Persian, the Indic scripts), one variation
/// selector after a visible character, the flag of Wales. The result is stable: cleaning it
/// again changes nothing.
pub(crate) fn clean(input: &str, marks_max: usize, lines: Lines) -> String {
    let decomposed: Vec<char> = input.nfd().collect();
    let mut cleaner = Cleaner {
        out: String::with_capacity(input.len()),
        marks_max,
        ..Cleaner::default()
    };
    let mut index = 0;
    while let Some(&c) = decomposed.get(index) {
        index += 1;
        if c == '\r' {
            if decomposed.get(index) != Some(&'\n') {
                cleaner.space('\n', lines);
            }
        } else if c == BLACK_FLAG {
            cleaner.visible(c);
            let tags = flag_tags(decomposed.get(index..).unwrap_or_default());
            cleaner.out.extend(tags);
            index += tags.len();
        } else {
            cleaner.take(c, lines);
        }
    }
    cleaner.out.nfc().collect()
}

/// Whether a person would see anything: more than space, marks and joiners.
pub(crate) fn has_visible(text: &str) -> bool {
    text.chars().any(|c| {
        !c.is_whitespace()
            && !is_joiner(c)
            && !is_selector(c)
            && !is_combining_mark(c)
            && c != BLANK_BRAILLE
    })
}

const BLANK_BRAILLE: char = '\u{2800}';

#[derive(Default)]
struct Cleaner {
    out: String,
    marks_max: usize,
    /// Marks already on the last visible character.
    marks: usize,
    /// Whether the last character kept is visible, so that marks and joiners have a place.
    after_visible: bool,
    /// Whether the last character kept is a variation selector.
    after_selector: bool,
    /// A joiner that is kept only if something visible follows.
    joiner: Option<char>,
}

impl Cleaner {
    fn take(&mut self, c: char, lines: Lines) {
        if is_line_end(c) {
            self.space('\n', lines);
        } else if c.is_whitespace() {
            self.space(c, lines);
        } else if is_joiner(c) {
            if self.after_visible {
                self.joiner.get_or_insert(c);
            }
        } else if is_selector(c) {
            if self.after_visible && !self.after_selector && self.joiner.is_none() {
                self.out.push(c);
                self.after_selector = true;
            }
        } else if is_combining_mark(c) && !is_dropped(c) {
            if self.after_visible && self.marks < self.marks_max {
                self.out.extend(self.joiner.take());
                self.out.push(c);
                self.marks += 1;
                self.after_selector = false;
            }
        } else if !is_dropped(c) {
            self.visible(c);
        }
    }

    fn visible(&mut self, c: char) {
        self.out.extend(self.joiner.take());
        self.out.push(c);
        self.marks = 0;
        self.after_visible = true;
        self.after_selector = false;
    }

    fn space(&mut self, c: char, lines: Lines) {
        self.joiner = None;
        self.after_visible = false;
        self.after_selector = false;
        match lines {
            Lines::Many => self.out.push(c),
            Lines::One if self.out.is_empty() || self.out.ends_with(' ') => {}
            Lines::One => self.out.push(' '),
        }
    }
}

/// The tag characters of a flag at the start of `rest`, with their end; empty if it is not one.
fn flag_tags(rest: &[char]) -> &[char] {
    let is_tag = |c: &char| {
        ('\u{E0030}'..='\u{E0039}').contains(c) || ('\u{E0061}'..='\u{E007A}').contains(c)
    };
    let length = rest
        .iter()
        .take(FLAG_TAGS_MAX)
        .take_while(|c| is_tag(c))
        .count();
    match rest.get(length) {
        Some(&TAG_END) if length > 0 => &rest[..=length],
        _ => &[],
    }
}

fn is_line_end(c: char) -> bool {
    matches!(
        c,
        '\n' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}')
}

/// Characters that stay in a text and show nothing themselves: where they stand, a reader sees what
/// is before and behind them as neighbours.
pub(crate) fn is_unseen(c: char) -> bool {
    let is_direction_mark = matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}');
    is_joiner(c) || is_selector(c) || is_direction_mark
}

/// Controls, direction overrides, and characters without a picture that can hide a message or
/// make two texts look alike.
fn is_dropped(c: char) -> bool {
    // The last two code points of every plane are no characters.
    let is_noncharacter = (c as u32) & 0xFFFE == 0xFFFE || matches!(c, '\u{FDD0}'..='\u{FDEF}');
    is_noncharacter
        || c.is_control()
        || matches!(
            c,
            '\u{AD}' // soft hyphen
                | '\u{34F}' // grapheme joiner
                | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' // Hangul fillers
                | '\u{17B4}' | '\u{17B5}' // inherent Khmer vowels
                | '\u{180B}'..='\u{180F}' // Mongolian selectors and vowel separator
                | '\u{200B}' // zero width space
                | '\u{202A}'..='\u{202E}' // embeddings and overrides
                | '\u{2060}'..='\u{206F}' // word joiner, invisible operators, isolates
                | '\u{FEFF}' // byte order mark
                | '\u{FFF0}'..='\u{FFFB}' // specials, interlinear annotation
                | '\u{1BCA0}'..='\u{1BCA3}' // shorthand controls
                | '\u{1D173}'..='\u{1D17A}' // musical controls
                | '\u{E0000}'..='\u{E0FFF}' // tags outside flags, more selectors
        )
}
