//! HTML that may stand in a page.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

/// HTML made of a short list of elements, without scripts, styles, handlers or foreign markup.
///
/// Only `text` makes one; a template may print it without escaping.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// HTML that was a `SafeHtml` before and comes back from our own database. Nothing that came
    /// from outside may take this way.
    pub fn from_stored(html: String) -> SafeHtml {
        SafeHtml(html)
    }

    /// Lets the allow-list decide over any HTML, however hostile: what is not on the list is
    /// dropped, scripts and styles with their content.
    ///
    /// Never fails. The second line of defence behind [`render`](super::render()), which writes no
    /// other elements. For HTML of other servers it is not enough alone: hidden parts of links
    /// (`invisible`) pass, because our own links have them.
    pub fn allow_listed(html: &str) -> SafeHtml {
        SafeHtml(ALLOW_LIST.clean(html).to_string())
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SafeHtml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

static ALLOW_LIST: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from([
            "p",
            "br",
            "hr",
            "em",
            "strong",
            "code",
            "pre",
            "blockquote",
            "ul",
            "ol",
            "li",
            "a",
            "span",
        ]))
        .clean_content_tags(HashSet::from([
            "script", "style", "svg", "math", "template",
        ]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("ol", HashSet::from(["start"])),
        ]))
        .allowed_classes(HashMap::from([
            ("a", HashSet::from(["mention", "hashtag"])),
            ("span", HashSet::from(["invisible", "ellipsis"])),
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Custom(Box::new(own_path)))
        .link_rel(Some("nofollow noopener noreferrer"));
    builder
});

/// Paths of this place pass; `//host` and `/\host` are other places in disguise.
fn own_path(url: &str) -> Option<Cow<'_, str>> {
    let is_own = url.starts_with('/') && !url.starts_with("//") && !url.contains('\\');
    is_own.then_some(Cow::Borrowed(url))
}
