//! Enough of Rust's lexical rules to tell code, comments and string literals apart.

/// One string literal of a source file.
#[derive(Debug, PartialEq, Eq)]
pub struct Literal {
    /// The line it starts on, from 1.
    pub line: usize,
    /// What stands between the quotes, escapes left as they are written.
    pub text: String,
}

/// Splits a source text into its code, with comments and literals blanked, and its string literals.
///
/// The code keeps every line break, so line numbers hold. The text is taken to be valid Rust; on a
/// text that is not, the rest after the mistake counts as one literal.
pub fn split(source: &str) -> (String, Vec<Literal>) {
    let mut lexer = Lexer {
        rest: source,
        line: 1,
        code: String::new(),
        literals: Vec::new(),
    };
    while !lexer.rest.is_empty() {
        lexer.step();
    }
    (lexer.code, lexer.literals)
}

struct Lexer<'a> {
    rest: &'a str,
    line: usize,
    code: String,
    literals: Vec<Literal>,
}

impl Lexer<'_> {
    fn step(&mut self) {
        if self.rest.starts_with("//") {
            self.blank(self.rest.find('\n').unwrap_or(self.rest.len()));
        } else if self.rest.starts_with("/*") {
            self.blank(block_comment_length(self.rest));
        } else if let Some(hashes) = raw_string_hashes(self.rest) {
            let open = self.rest.find('"').map_or(0, |at| at + 1);
            let close = format!("\"{}", "#".repeat(hashes));
            let inner = self.rest[open..]
                .find(&close)
                .unwrap_or(self.rest.len() - open);
            self.literal(open, inner, close.len());
        } else if self.rest.starts_with('"') {
            let inner = quoted_length(&self.rest[1..]);
            self.literal(1, inner, 1);
        } else if let Some(length) = char_literal_length(self.rest) {
            self.blank(length);
        } else {
            self.word();
        }
    }

    /// Copies a whole word at once, so that the `r` of `for"` never opens a raw string.
    fn word(&mut self) {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let length = match self.rest.find(|c| !is_part(c)) {
            Some(0) => self.rest.chars().next().map_or(0, char::len_utf8),
            Some(length) => length,
            None => self.rest.len(),
        };
        let (word, rest) = self.rest.split_at(length);
        self.line += word.matches('\n').count();
        self.code.push_str(word);
        self.rest = rest;
    }

    fn literal(&mut self, open: usize, inner: usize, close: usize) {
        let text = self.rest[open..open + inner].to_owned();
        self.literals.push(Literal {
            line: self.line,
            text,
        });
        self.blank((open + inner + close).min(self.rest.len()));
    }

    fn blank(&mut self, length: usize) {
        let (gone, rest) = self.rest.split_at(length);
        let breaks = gone.matches('\n').count();
        self.line += breaks;
        self.code.push(' ');
        self.code.push_str(&"\n".repeat(breaks));
        self.rest = rest;
    }
}

fn block_comment_length(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// How many `#` a raw string here opens with, or `None` where none opens.
fn raw_string_hashes(text: &str) -> Option<usize> {
    let after = ["r", "br", "cr"]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].starts_with('"').then_some(hashes)
}

fn quoted_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at,
            _ => {}
        }
    }
    text.len()
}

/// The length of a character literal here; lifetimes are not one.
fn char_literal_length(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('\'')?;
    if let Some(escape) = inner.strip_prefix('\\') {
        let skipped = escape.chars().next().map_or(0, char::len_utf8);
        return Some(2 + skipped + escape[skipped..].find('\'')? + 1);
    }
    let first = inner.chars().next()?;
    inner[first.len_utf8()..]
        .starts_with('\'')
        .then(|| 2 + first.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_leave_the_code() {
        let source = "let a = \"x\\\"// no\"; // c \"q\"\n/* a /* b */ \"z\" */ \
                      fn f<'a>(c: char) { c == '\"'; }";
        let (code, literals) = split(source);
        assert_eq!(
            literals,
            [Literal {
                line: 1,
                text: "x\\\"// no".to_owned()
            }]
        );
        assert!(!code.contains('q') && !code.contains('z'));
        assert!(code.contains("fn f<'a>") && code.lines().count() == 2);
    }

    #[test]
    fn raw_strings_end_at_their_own_hashes() {
        let (code, literals) = split("f(r#\"one \" two\n\"#); g(br\"three\"); for_r(\"four\")");
        let texts: Vec<_> = literals.iter().map(|l| (l.line, l.text.as_str())).collect();
        assert_eq!(texts, [(1, "one \" two\n"), (2, "three"), (2, "four")]);
        assert!(code.contains("for_r("));
    }
}
