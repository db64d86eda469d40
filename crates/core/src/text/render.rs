//! Light Markdown to HTML.
//!
//! Paragraphs, line ends, emphasis, code, quotes, lists and links; nothing else. Headings become
//! strong paragraphs, pictures become links, HTML is shown as it was typed.

use std::borrow::Cow;
use std::cell::RefCell;

use pulldown_cmark::{
    CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream,
};

use super::inline::{Mention, Piece, pieces};
use super::link::{ShownUrl, Target, shown_url};
use super::prepare::{OPENING, prepared};
use super::seeming::SIGNS;
use super::{SafeHtml, SourceText};

/// Elements inside one another. Deeper marks are dropped and their text kept: nobody reads a
/// quote in the thirteenth degree, and browsers' parsers slow down.
const DEPTH_MAX: usize = 12;
/// Names that are looked up; more than this in one post is not a conversation.
pub const CANDIDATES_MAX: usize = 50;
/// Hashtags that become links and are stored.
const HASHTAGS_MAX: usize = 20;
/// Links kept for previews; more are still links in the text.
const LINKS_MAX: usize = 100;

/// A text, rendered, with what it points to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// For pages.
    pub html: SafeHtml,
    /// Handles that were found, as first typed, without the `@`, each once in any case; a domain
    /// as the protocols spell it.
    pub mentions: Vec<String>,
    /// Tags in lower case without the `#`, each once.
    pub hashtags: Vec<String>,
    /// Web addresses and mail addresses that became links, normalised, each once.
    pub links: Vec<String>,
    /// The words without marks, one paragraph a line: for search and previews.
    pub plain: String,
    /// The same words as far as they can name somebody: without the signs in code and in the words
    /// of links. For [`super::seeming_names`].
    pub spoken: String,
}

/// Renders a text.
///
/// `resolve` gives the address of the profile behind a handle (`mair`, `mair@example.org`, the
/// domain as the protocols spell it), or nothing, and then the handle stays text. It is asked for
/// at most 50 handles. The address is an absolute http address or a path that begins with `/`. Time
/// grows with the length of the text.
pub fn render(source: &SourceText, resolve: &dyn Fn(&str) -> Option<String>) -> Rendered {
    let text = prepared(source.as_str());
    let mut writer = Writer {
        resolve,
        open: Vec::new(),
        depth: 0,
        html: String::with_capacity(2 * text.len()),
        link: None,
        code: None,
        asked: Vec::new(),
        found: Rendered::default(),
    };
    for event in TextMergeStream::new(Parser::new_ext(&text, Options::empty())) {
        writer.event(event);
    }
    let Writer {
        html, mut found, ..
    } = writer;
    found.html = SafeHtml::allow_listed(&html);
    found.plain.truncate(found.plain.trim_end().len());
    found
}

/// The handles a text would mention if they exist, as first typed, to look them up before
/// [`render`]: at most one more than [`CANDIDATES_MAX`], which tells that there are too many.
pub fn mention_candidates(source: &SourceText) -> Vec<String> {
    candidates_and_words(source).0
}

/// The same, and the words as far as they can name somebody: [`Rendered::spoken`].
pub fn candidates_and_words(source: &SourceText) -> (Vec<String>, String) {
    let candidates = RefCell::new(Vec::new());
    let rendered = render(source, &|handle| {
        candidates.borrow_mut().push(handle.to_owned());
        None
    });
    (candidates.into_inner(), rendered.spoken)
}

struct Writer<'a> {
    resolve: &'a dyn Fn(&str) -> Option<String>,
    html: String,
    /// What ends each open element; `None` for one that was not written.
    open: Vec<Option<&'static str>>,
    /// How many of them were written.
    depth: usize,
    link: Option<OpenLink>,
    /// Inside a code block: the words after its opening marks, until they are shown or dropped.
    code: Option<String>,
    /// Handles asked for, in lower case, with the answers.
    asked: Vec<(String, Option<String>)>,
    found: Rendered,
}

struct OpenLink {
    target: Option<Target>,
    destination: String,
    is_bare: bool,
    html_start: usize,
    plain_start: usize,
    /// Elements open around it; the link ends when they are the only ones again.
    depth: usize,
}

impl Writer<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.code.is_some() => {
                self.code = Some(String::new());
                self.escaped(&text);
                self.overheard(&text);
            }
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.words(&text),
            Event::Code(code) => {
                self.html.push_str("<code>");
                self.escaped(&code);
                self.html.push_str("</code>");
                self.overheard(&code);
            }
            Event::SoftBreak | Event::HardBreak => self.line_end(),
            Event::Rule => {
                self.html.push_str("<hr>");
                self.found.spoken.push('\n');
            }
            // Not switched on in the parser.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.words(&text);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.element("<p>", "</p>"),
            Tag::Heading { .. } => self.element("<p><strong>", "</strong></p>"),
            Tag::BlockQuote(_) => self.element("<blockquote>", "</blockquote>"),
            Tag::CodeBlock(kind) => {
                self.element("<pre><code>", "</code></pre>");
                self.start_code(&kind);
            }
            Tag::List(None) => self.element("<ul>", "</ul>"),
            Tag::List(Some(1)) => self.element("<ol>", "</ol>"),
            Tag::List(Some(first)) => self.element(&format!("<ol start=\"{first}\">"), "</ol>"),
            Tag::Item => self.element("<li>", "</li>"),
            Tag::Emphasis => self.element("<em>", "</em>"),
            Tag::Strong => self.element("<strong>", "</strong>"),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let is_bare = matches!(link_type, LinkType::Autolink);
                let is_mail = matches!(link_type, LinkType::Email);
                let destination = if is_mail {
                    format!("mailto:{dest_url}")
                } else {
                    dest_url.into_string()
                };
                self.start_link(destination, is_bare);
            }
            Tag::Image { dest_url, .. } => self.start_link(dest_url.into_string(), false),
            // Not switched on in the parser.
            _ => self.open.push(None),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        let closing = self.open.pop().flatten();
        self.depth -= usize::from(closing.is_some());
        match tag {
            TagEnd::Link | TagEnd::Image => self.end_link(),
            TagEnd::HtmlBlock => {
                let end = self.html.trim_end_matches("<br>").len();
                self.html.truncate(end);
            }
            TagEnd::CodeBlock => {
                let words = self.code.take().unwrap_or_default();
                self.escaped(&words);
            }
            _ => {}
        }
        self.html.push_str(closing.unwrap_or_default());
        let ends_line = matches!(
            tag,
            TagEnd::Paragraph
                | TagEnd::HtmlBlock
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::CodeBlock
        );
        let plain = &mut self.found.plain;
        if ends_line && !plain.is_empty() && !plain.ends_with('\n') {
            plain.push('\n');
            // Where the element itself was dropped, its text must still end.
            if closing.is_none() {
                self.html.push_str("<br>");
            }
        }
    }

    fn element(&mut self, opening: &str, closing: &'static str) {
        // Emphasis can begin and end within a word; nothing else can.
        if !matches!(opening, "<em>" | "<strong>") {
            self.found.spoken.push('\n');
        }
        if self.depth < DEPTH_MAX {
            self.depth += 1;
            self.html.push_str(opening);
            self.open.push(Some(closing));
        } else {
            self.open.push(None);
        }
    }

    /// One word after the marks of a code block names its language and is dropped, like anywhere;
    /// but someone who never heard of code blocks may have written a sentence there.
    fn start_code(&mut self, kind: &CodeBlockKind<'_>) {
        let words = match kind {
            CodeBlockKind::Fenced(words) => words.to_string(),
            CodeBlockKind::Indented => String::new(),
        };
        if words.contains(char::is_whitespace) {
            self.escaped(&words);
            self.line_end();
            self.code = Some(String::new());
        } else {
            self.code = Some(words);
        }
    }

    fn start_link(&mut self, destination: String, is_bare: bool) {
        let destination = as_typed(&destination).into_owned();
        // HTML has no link within a link: the outer one stays.
        if self.link.is_none() {
            self.link = Some(OpenLink {
                target: Target::parse(&destination),
                destination,
                is_bare,
                html_start: self.html.len(),
                plain_start: self.found.plain.len(),
                depth: self.open.len(),
            });
        }
        self.open.push(None);
    }

    fn end_link(&mut self) {
        let Some(link) = self.link.take_if(|link| link.depth == self.open.len()) else {
            return;
        };
        let Some(target) = link.target else {
            return;
        };
        let inner = self.html.split_off(link.html_start);
        let mut text = self.found.plain[link.plain_start..].to_owned();
        self.html.push_str("<a href=\"");
        escape_attribute(&mut self.html, &target.href);
        self.html.push_str("\">");
        if link.is_bare || text.trim().is_empty() {
            if text.trim().is_empty() {
                self.found.plain.push_str(&link.destination);
                text = link.destination;
            }
            bare_link_text(&mut self.html, &text);
        } else {
            self.html.push_str(&inner);
        }
        self.html.push_str("</a>");
        if let Some(domain) = target.domain_to_add(&text) {
            self.escaped(&format!(" [{domain}]"));
        }
        keep_once(&mut self.found.links, target.href, LINKS_MAX);
    }

    fn line_end(&mut self) {
        self.html.push_str("<br>");
        self.found.plain.push('\n');
        self.found.spoken.push('\n');
    }

    /// Words that name nobody, but may go on what stands before them.
    fn overheard(&mut self, words: &str) {
        let words = as_typed(words);
        let words = words
            .chars()
            .map(|c| if SIGNS.contains(&c) { ' ' } else { c });
        self.found.spoken.extend(words);
    }

    /// Running text: mentions and hashtags become links, unless it is a link's text already.
    fn words(&mut self, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.line_end();
            }
            if self.link.is_some() {
                self.escaped(line);
                self.overheard(line);
                continue;
            }
            self.found.spoken.push_str(&as_typed(line));
            for piece in pieces(line) {
                match piece {
                    Piece::Text(text) => self.escaped(text),
                    Piece::Mention(mention) => self.mention(&mention),
                    Piece::Hashtag(tag) => self.hashtag(tag),
                }
            }
        }
    }

    fn mention(&mut self, mention: &Mention<'_>) {
        let handle = mention.name.as_ref();
        let key = handle.to_lowercase();
        let known = self
            .asked
            .iter()
            .find(|(asked, _)| *asked == key)
            .map(|(_, url)| url.clone());
        let is_new = known.is_none() && self.asked.len() <= CANDIDATES_MAX;
        let url = known.unwrap_or_else(|| if is_new { (self.resolve)(handle) } else { None });
        if is_new {
            self.asked.push((key, url.clone()));
            if url.is_some() {
                self.found.mentions.push(handle.to_owned());
            }
        }
        match url {
            Some(url) => self.sign_link(&url, "mention", '@', mention.typed),
            None => self.escaped(&format!("@{}", mention.typed)),
        }
    }

    fn hashtag(&mut self, tag: &str) {
        let key = tag.to_lowercase();
        keep_once(&mut self.found.hashtags, key.clone(), HASHTAGS_MAX);
        if self.found.hashtags.contains(&key) {
            self.sign_link(
                &format!("/tags/{}", path_segment(&key)),
                "mention hashtag",
                '#',
                tag,
            );
        } else {
            self.escaped(&format!("#{tag}"));
        }
    }

    fn sign_link(&mut self, url: &str, classes: &str, sign: char, name: &str) {
        self.html.push_str("<a href=\"");
        escape_attribute(&mut self.html, url);
        self.html.push_str("\" class=\"");
        self.html.push_str(classes);
        self.html.push_str("\">");
        self.html.push(sign);
        self.html.push_str("<span>");
        escape(&mut self.html, name);
        self.html.push_str("</span></a>");
        self.found.plain.push(sign);
        self.found.plain.push_str(name);
    }

    fn escaped(&mut self, text: &str) {
        escape(&mut self.html, text);
        self.found.plain.push_str(&as_typed(text));
    }
}

/// The text with every stand-in for a letter as the letter.
fn as_typed(text: &str) -> Cow<'_, str> {
    if text.contains(OPENING) {
        Cow::Owned(text.replace(OPENING, "<"))
    } else {
        Cow::Borrowed(text)
    }
}

fn bare_link_text(html: &mut String, url: &str) {
    let ShownUrl {
        hidden_start,
        shown,
        hidden_end,
    } = shown_url(url);
    let mut span = |class: &str, text: &str| {
        if text.is_empty() {
            return;
        }
        html.push_str("<span class=\"");
        html.push_str(class);
        html.push_str("\">");
        escape(html, text);
        html.push_str("</span>");
    };
    span("invisible", hidden_start);
    if hidden_end.is_empty() {
        escape(html, shown);
    } else {
        span("ellipsis", shown);
        span("invisible", hidden_end);
    }
}

fn keep_once(list: &mut Vec<String>, item: String, items_max: usize) {
    if list.len() < items_max && !list.contains(&item) {
        list.push(item);
    }
}

/// Percent-encodes everything but unreserved characters (RFC 3986, section 2.3).
fn path_segment(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    if text.as_bytes().iter().all(&is_plain) {
        return Cow::Borrowed(text);
    }
    let mut encoded = String::with_capacity(3 * text.len());
    for byte in text.bytes() {
        if is_plain(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    Cow::Owned(encoded)
}

/// For attributes in double quotes.
fn escape_attribute(html: &mut String, text: &str) {
    for part in text.split_inclusive('"') {
        let plain = part.strip_suffix('"');
        escape(html, plain.unwrap_or(part));
        html.push_str(if plain.is_some() { "&quot;" } else { "" });
    }
}

/// For text between marks. Quotes stay: each entity costs the next parser its time.
fn escape(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' | OPENING => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            _ => html.push(c),
        }
    }
}
