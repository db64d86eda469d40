//! Lists of looks made elsewhere, as their makers write them.

use super::{Bits, QUALITY_MIN};
use std::collections::HashSet;

/// Looks of one list: what is known to be shared among places, with room to grow.
pub const LOOKS_MAX: usize = 100_000;
/// Bytes of one list: a look, a quality and a short name a line.
pub const LIST_BYTES_MAX: usize = 12 << 20;
/// Lines that are told of where a list can't be read: whoever mends them sends it again.
const WRONG_MAX: usize = 20;

/// A list that could be read.
#[derive(Debug, PartialEq, Eq)]
pub struct List {
    /// The looks, each once, in their order.
    pub looks: Vec<Bits>,
    /// Lines that were left out since their quality says that the picture is too flat to be known.
    pub flat: usize,
}

/// Why a list can't be read.
#[derive(Debug, PartialEq, Eq)]
pub enum Unread {
    /// No look at all.
    Empty,
    /// More than [`LOOKS_MAX`].
    TooMany,
    /// Lines, counted from 1, that hold no look, or more than one; the first twenty.
    Wrong(Vec<usize>),
}

/// Reads a list: one picture a line, with its PDQ as 64 hex digits, then perhaps its quality from 0
/// to 100, and anything else, with commas, semicolons, tabs or spaces between them. Empty lines,
/// lines that begin with `#`, and a first line that names the columns count for nothing.
///
/// # Errors
/// [`Unread`]; then nothing of it is taken.
pub fn read_list(bytes: &[u8]) -> Result<List, Unread> {
    let (mut looks, mut seen) = (Vec::new(), HashSet::new());
    let (mut flat, mut wrong) = (0, Vec::new());
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    for (at, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let line = line.trim_ascii();
        if line.is_empty() || line.starts_with(b"#") {
            continue;
        }
        match read_line(line) {
            Some((_, Some(quality))) if quality < QUALITY_MIN => flat += 1,
            Some((look, _)) => {
                if seen.insert(look) {
                    looks.push(look);
                }
                if looks.len() > LOOKS_MAX {
                    return Err(Unread::TooMany);
                }
            }
            None if at == 0 && names_columns(line) => {}
            None => wrong.push(at + 1),
        }
        if wrong.len() >= WRONG_MAX {
            break;
        }
    }
    match (wrong.is_empty(), looks.is_empty()) {
        (false, _) => Err(Unread::Wrong(wrong)),
        (_, true) => Err(Unread::Empty),
        _ => Ok(List { looks, flat }),
    }
}

/// The one look of a line, and its quality where that stands behind it.
fn read_line(line: &[u8]) -> Option<(Bits, Option<u8>)> {
    let mut found = None;
    let mut follows_look = false;
    for word in words(line) {
        if let Some(look) = Bits::parse(word) {
            if found.is_some() {
                return None;
            }
            (found, follows_look) = (Some((look, None)), true);
        } else if let (true, Some((look, _))) = (follows_look, found) {
            let quality = word.parse().ok().filter(|quality| *quality <= 100);
            (found, follows_look) = (Some((look, quality)), false);
        }
    }
    found
}

/// A first line of words alone.
fn names_columns(line: &[u8]) -> bool {
    let mut all = words(line).peekable();
    all.peek().is_some() && all.all(|word| word.len() < 40 && word.parse::<u64>().is_err())
}

fn words(line: &[u8]) -> impl Iterator<Item = &str> {
    let between = |byte: &u8| matches!(byte, b',' | b';' | b'\t' | b' ' | b'"' | b'\'');
    let words = line.split(between).filter(|word| !word.is_empty());
    // What is no text is no look, whatever else it says.
    words.map(|word| std::str::from_utf8(word).unwrap_or("?"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hex(seed: u8) -> String {
        format!("{seed:02x}").repeat(32)
    }

    #[test]
    fn lists_are_read_as_their_makers_write_them() {
        let (a, b, c) = (hex(1), hex(2), hex(3));
        let both = vec![Bits::parse(&a).expect("a"), Bits::parse(&b).expect("b")];
        for text in [
            format!("{a}\n{b}\n"),
            format!("\u{feff}hash,quality,name\r\n{a},100,one.jpg\r\n{b},50,\"two, or more\"\r\n"),
            format!("# ours\n\n  {}  \n{b}\n{a}\n", a.to_uppercase()),
            format!("one;{a};77\ntwo;{b};88;9"),
            format!("{a}\t100\n{b}\t100\n{c}\t49"),
            format!("{a} x {}\n{b}", hex(9).get(..63).expect("nearly one")),
        ] {
            let read = read_list(text.as_bytes()).expect("a list");
            assert_eq!(read.looks, both, "{text}");
            assert_eq!(read.flat, usize::from(text.contains(&c)), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_line_by_line() {
        let a = hex(7);
        let text = format!("{a}\nnonsense\n{a},{a}\n\n{}\n\u{1F600}", &a[1..]);
        assert_eq!(
            read_list(text.as_bytes()),
            Err(Unread::Wrong(vec![2, 3, 5, 6]))
        );
        assert_eq!(read_list(b""), Err(Unread::Empty));
        assert_eq!(read_list(b"hash,quality"), Err(Unread::Empty));
        assert_eq!(read_list(format!("{a},10").as_bytes()), Err(Unread::Empty));
        let many = "x\n".repeat(1_000);
        let Err(Unread::Wrong(lines)) = read_list(many.as_bytes()) else {
            panic!("no list");
        };
        // The first line may name a column.
        assert_eq!(lines, (2..22).collect::<Vec<_>>());
        let long: String = (0..=LOOKS_MAX).map(|n| format!("{n:064x}\n")).collect();
        assert_eq!(read_list(long.as_bytes()), Err(Unread::TooMany));
    }

    proptest! {
        /// Whatever comes, nothing breaks, and what is read is what stands there.
        #[test]
        fn anything_can_come(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(list) = read_list(&bytes) {
                let text = String::from_utf8_lossy(&bytes).to_lowercase();
                for look in list.looks {
                    prop_assert!(text.contains(&look.to_string()));
                }
            }
        }
    }
}
