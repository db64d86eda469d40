//! Small changes to a source so that Markdown's surprises do not reach people who never heard of
//! it: indented letters, square brackets and bare links come out as they were typed.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// Rounds of changes. One uncovers the next (an indented link in what looked like HTML), five are
/// known to be enough. What is left then is shown as it was typed, with its marks.
const ROUNDS_MAX: usize = 8;

/// The source with
/// - indented lines moved to the margin, where Markdown would show them as program code,
/// - definitions of references (`[1]: note`) escaped, which Markdown would not show at all,
/// - `<` at the start of a line written as [`OPENING`] where HTML would begin there, so that the
///   rest of the line is text with marks like any other,
/// - bare links put into `<…>`, so that stars and underscores in them stay.
pub(super) fn prepared(source: &str) -> String {
    let mut text = source.to_owned();
    for _ in 0..ROUNDS_MAX {
        let edits = edits(&text);
        if edits.is_empty() {
            break;
        }
        text = applied(&text, edits);
    }
    text
}

/// Stands for a `<` that the parser shall take for a letter. A noncharacter, which cleaning removes
/// from what people type; [`super::render`] writes it as `<`.
pub(super) const OPENING: char = '\u{FDD0}';
const OPENING_TEXT: &str = "\u{FDD0}";

struct Edit {
    range: Range<usize>,
    replacement: &'static str,
}

impl Edit {
    fn insert(at: usize, replacement: &'static str) -> Edit {
        Edit {
            range: at..at,
            replacement,
        }
    }
}

fn edits(text: &str) -> Vec<Edit> {
    let parser = Parser::new_ext(text, Options::empty());
    let mut edits: Vec<Edit> = parser
        .reference_definitions()
        .iter()
        .map(|(_, definition)| Edit::insert(definition.span.start, "\\"))
        .collect();
    let mut opaque: Vec<Range<usize>> = Vec::new();
    let mut is_indented_code = false;
    let mut is_html_block = false;
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                is_indented_code = true;
                opaque.push(range);
            }
            Event::End(TagEnd::CodeBlock) => is_indented_code = false,
            Event::Text(_) if is_indented_code => edits.extend(dedent(text, range)),
            Event::Html(_) if is_html_block => {
                edits.extend(opening(text, &range));
                opaque.push(range);
            }
            Event::End(TagEnd::HtmlBlock) => is_html_block = false,
            Event::Start(Tag::HtmlBlock) => {
                is_html_block = true;
                opaque.push(range);
            }
            Event::Start(Tag::CodeBlock(_) | Tag::Link { .. } | Tag::Image { .. })
            | Event::Code(_)
            | Event::Html(_)
            | Event::InlineHtml(_) => opaque.push(range),
            _ => {}
        }
    }
    opaque.sort_by_key(|range| range.start);
    wrap_bare_links(text, &opaque, &mut edits);
    edits
}

fn applied(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| edit.range.start);
    let mut out = String::with_capacity(text.len() + 2 * edits.len());
    let mut done = 0;
    for edit in edits {
        // Two changes of one place: the later one waits for the next round.
        if edit.range.start < done {
            continue;
        }
        out.push_str(&text[done..edit.range.start]);
        out.push_str(edit.replacement);
        done = edit.range.end;
    }
    out.push_str(&text[done..]);
    out
}

/// Removes the space before a line of indented code. After a list mark or quote mark one space
/// stays, or the mark would be none.
fn dedent(text: &str, line: Range<usize>) -> Option<Edit> {
    let is_space = |c: char| c == ' ' || c == '\t';
    let before = text[..line.start].trim_end_matches(is_space);
    let after = text[line.start..].trim_start_matches(is_space);
    let range = before.len()..text.len() - after.len();
    let replacement = if before.is_empty() || before.ends_with('\n') {
        ""
    } else {
        " "
    };
    (text[range.clone()] != *replacement).then_some(Edit { range, replacement })
}

/// The `<` that a line of HTML begins with. A link in angle brackets is none.
fn opening(text: &str, line: &Range<usize>) -> Option<Edit> {
    let words = text[line.clone()].trim_start();
    let inside = words.strip_prefix('<')?;
    let inside = &inside[..inside.find(['>', '\n', ' ']).unwrap_or(inside.len())];
    if inside.contains([':', '@']) {
        return None;
    }
    let at = line.end - words.len();
    let range = at..at + 1;
    Some(Edit {
        range,
        replacement: OPENING_TEXT,
    })
}

/// Web addresses in a text as it was typed, wherever they stand, in order.
pub(super) fn addresses(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(at) = find_scheme(text, from) {
            from = at + "http".len();
            if let Some(end) = address_at(text, at) {
                from = end;
                return Some(at..end);
            }
        }
        None
    })
}

/// Where the address ends whose scheme begins at `at`; nothing where it is a part of a word.
fn address_at(text: &str, at: usize) -> Option<usize> {
    let before = text[..at].chars().next_back();
    let is_start = before.is_none_or(|c| !c.is_alphanumeric() && c != '\\');
    if is_start { link_end(text, at) } else { None }
}

fn wrap_bare_links(text: &str, opaque: &[Range<usize>], edits: &mut Vec<Edit>) {
    let mut opaque = opaque.iter().peekable();
    let mut hidden_until = 0;
    let mut from = 0;
    while let Some(at) = find_scheme(text, from) {
        from = at + "http".len();
        while let Some(range) = opaque.next_if(|range| range.start <= at) {
            hidden_until = hidden_until.max(range.end);
        }
        if at < hidden_until {
            from = hidden_until;
            continue;
        }
        let before = text[..at].chars().next_back();
        let Some(end) = address_at(text, at) else {
            continue;
        };
        let is_wrapped = before == Some('<') && text[end..].starts_with('>');
        if !is_wrapped {
            edits.push(Edit::insert(at, "<"));
            edits.push(Edit::insert(end, ">"));
        }
        from = end;
    }
}

/// The next `http://` or `https://` in any case.
fn find_scheme(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    (from..bytes.len().saturating_sub(7)).find(|&at| {
        let starts_with = |scheme: &[u8]| {
            bytes
                .get(at..at + scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        };
        starts_with(b"http://") || starts_with(b"https://")
    })
}

/// Where the link that starts at `at` ends: before space, quotes and angle brackets, without the
/// punctuation of the sentence around it. `None` if no host follows the scheme.
fn link_end(text: &str, at: usize) -> Option<usize> {
    let is_end = |c: char| c.is_whitespace() || c.is_control() || "<>\"`«»“”".contains(c);
    let rest = &text[at..];
    let host = rest.find("://").and_then(|scheme| rest.get(scheme + 3..))?;
    if !host.starts_with(char::is_alphanumeric) {
        return None;
    }
    let mut link = &rest[..rest.find(is_end).unwrap_or(rest.len())];
    let count = |link: &str, c: char| link.bytes().filter(|byte| *byte == c as u8).count();
    // Counted once and then kept up, so that ten thousand brackets take no longer than one.
    let mut surplus_round = count(link, ')').saturating_sub(count(link, '('));
    let mut surplus_square = count(link, ']').saturating_sub(count(link, '['));
    while let Some(last) = link.chars().next_back() {
        match last {
            ')' if surplus_round > 0 => surplus_round -= 1,
            ']' if surplus_square > 0 => surplus_square -= 1,
            '.' | ',' | ':' | ';' | '!' | '?' | '\'' | '’' | '*' | '_' | '~' | '…' => {}
            _ => break,
        }
        link = &link[..link.len() - last.len_utf8()];
    }
    Some(at + link.len())
}
