//! What came back, and questions about it.

use axum::http::{HeaderMap, StatusCode};
use bytes::Bytes;
use scraper::{ElementRef, Html, Node, Selector};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// An answer.
pub struct Page {
    /// Compares with numbers: `page.status == 200`.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its bytes.
    pub body: Bytes,
}

/// A form as it stands on a page.
#[derive(Debug)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// `get` or `post`.
    pub method: String,
    /// Names and values of its fields as they stand, in order.
    pub fields: Vec<(String, String)>,
}

impl Page {
    /// An answer, however it came.
    #[must_use]
    pub fn new(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self {
            status,
            headers,
            body,
        }
    }

    /// The headers without the tag that is made of the body, and so says nothing else.
    ///
    /// # Panics
    /// If it is made of anything else.
    #[must_use]
    pub fn headers_without_tag(&self) -> HeaderMap {
        let mut headers = self.headers.clone();
        let tag = self.header("etag").filter(|tag| tag.starts_with("W/"));
        if let Some(tag) = tag {
            let mut hasher = DefaultHasher::new();
            self.body[..].hash(&mut hasher);
            assert_eq!(tag, format!("W/\"{:016x}\"", hasher.finish()));
            headers.remove("etag");
        }
        headers
    }

    /// The source.
    pub fn html(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The words that can be seen or are read out, with single spaces between them.
    pub fn text(&self) -> String {
        let html = Html::parse_document(&self.html());
        words(html.root_element())
    }

    /// True if an element fits the CSS selector.
    pub fn has(&self, selector: &str) -> bool {
        self.count(selector) > 0
    }

    /// How many elements fit the CSS selector.
    pub fn count(&self, selector: &str) -> usize {
        Html::parse_document(&self.html())
            .select(&parse(selector))
            .count()
    }

    /// The words of every element that fits the CSS selector.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let html = Html::parse_document(&self.html());
        html.select(&parse(selector)).map(words).collect()
    }

    /// An attribute of the first element that fits the CSS selector.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let html = Html::parse_document(&self.html());
        let found = html.select(&parse(selector)).next();
        found.and_then(|element| element.attr(name).map(str::to_owned))
    }

    /// True if these words can be seen.
    pub fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// True if the source holds this text anywhere.
    pub fn holds(&self, text: &str) -> bool {
        self.html().contains(text)
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The first form with this action.
    pub fn form(&self, action: &str) -> Option<Form> {
        self.forms().into_iter().find(|form| form.action == action)
    }

    /// Every form.
    pub fn forms(&self) -> Vec<Form> {
        let html = Html::parse_document(&self.html());
        let fields = parse("input[name], textarea[name], select[name]");
        html.select(&parse("form"))
            .map(|form| Form {
                action: form.attr("action").unwrap_or_default().to_owned(),
                method: form.attr("method").unwrap_or("get").to_lowercase(),
                fields: form
                    .select(&fields)
                    .filter(is_sent)
                    .filter_map(field)
                    .collect(),
            })
            .collect()
    }

    /// The secret that the forms of the page carry.
    pub fn csrf(&self) -> Option<String> {
        const FIELD: &str = "name=\"csrf\" value=\"";
        let html = std::str::from_utf8(&self.body).ok()?;
        let (_, rest) = html.split_once(FIELD)?;
        rest.split_once('"').map(|(value, _)| value.to_owned())
    }
}

/// False for what waits in a template for scripts: a browser does not send it.
fn is_sent(field: &ElementRef<'_>) -> bool {
    let in_template = |above: ElementRef<'_>| above.value().name() == "template";
    let mut above = field.ancestors().filter_map(ElementRef::wrap);
    !above.any(in_template)
}

/// What a field would send as it stands; nothing for buttons, files and boxes without a tick.
fn field(element: ElementRef<'_>) -> Option<(String, String)> {
    let name = element.attr("name")?.to_owned();
    let value = match (
        element.value().name(),
        element.attr("type").unwrap_or("text"),
    ) {
        ("textarea", _) => element
            .text()
            .collect::<String>()
            .trim_start_matches('\n')
            .to_owned(),
        ("select", _) => {
            let (chosen, any) = (parse("option[selected]"), parse("option"));
            let option = element
                .select(&chosen)
                .next()
                .or_else(|| element.select(&any).next())?;
            let words = || option.text().collect::<String>();
            option.attr("value").map_or_else(words, str::to_owned)
        }
        (_, "checkbox" | "radio") => {
            element.attr("checked")?;
            element.attr("value").unwrap_or("on").to_owned()
        }
        (_, "submit" | "button" | "image" | "file" | "reset") => return None,
        _ => element.attr("value").unwrap_or_default().to_owned(),
    };
    Some((name, value))
}

fn words(element: ElementRef<'_>) -> String {
    let mut all = String::new();
    for node in element.descendants() {
        let is_hidden = node.ancestors().any(|above| match above.value() {
            Node::Element(above) => matches!(above.name(), "script" | "style" | "template"),
            _ => false,
        });
        if let (Node::Text(text), false) = (node.value(), is_hidden) {
            all.push_str(text);
            // Neighbouring elements are neighbouring words.
            all.push(' ');
        }
    }
    let all = all.split_whitespace().collect::<Vec<_>>().join(" ");
    // `<b>word</b>, and` reads as `word, and`.
    [" ,", " .", " ;", " :", " !", " ?", " )"]
        .iter()
        .fold(all, |text, gap| text.replace(gap, &gap[1..]))
}

fn parse(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|error| panic!("{selector}: {error}"))
}
