//! Where a link leads, and whether its text tells the truth about it.

use unicode_security::skeleton;
use url::{Host, Url};

use crate::email::EmailAddress;

/// Bytes of a link target; longer ones are refused by common servers and proxies.
pub(super) const HREF_BYTES_MAX: usize = 2048;
/// Characters of a bare link that are shown. A domain is always shown whole, however long.
const SHOWN_CHARS_MAX: usize = 30;
/// Names of domains in a link's text that are compared; a text with more is taken as untrue.
const SHOWN_DOMAINS_MAX: usize = 8;
/// Characters that look like the dot of a domain (UTS #39).
const DOTS: [char; 9] = [
    '.', '\u{3002}', '\u{FF0E}', '\u{FF61}', '\u{2024}', '\u{0701}', '\u{0702}', '\u{A4F8}',
    '\u{06D4}',
];

/// A target that may be linked: http, https with a host and no password in it, or mailto with one
/// address and nothing else.
pub(super) struct Target {
    /// Normalised and percent-encoded.
    pub href: String,
    /// The domain as the network sees it (`xn--…` where it is not ASCII). `None` for mail.
    domain: Option<String>,
}

impl Target {
    /// Reads the destination of a link. `None` for everything that must not become one: other
    /// schemes, relative paths, user names before the host.
    pub fn parse(destination: &str) -> Option<Target> {
        if destination.len() > HREF_BYTES_MAX {
            return None;
        }
        let url = Url::parse(destination.trim()).ok()?;
        match url.scheme() {
            "http" | "https" if url.username().is_empty() && url.password().is_none() => {
                let domain = url.host_str()?.to_owned();
                Some(Target {
                    href: url.into(),
                    domain: Some(domain),
                })
            }
            "mailto" => {
                let address = EmailAddress::parse(url.path()).ok()?;
                Some(Target {
                    href: format!("mailto:{address}"),
                    domain: None,
                })
            }
            _ => None,
        }
    }

    /// The domain to show beside a link whose `text` would let readers expect another one.
    pub fn domain_to_add(&self, text: &str) -> Option<&str> {
        let domain = self.domain.as_deref()?;
        let names: Vec<String> = shown_domains(text).take(SHOWN_DOMAINS_MAX + 1).collect();
        let is_true = names.len() <= SHOWN_DOMAINS_MAX
            && names.iter().all(|name| is_same_place(name, domain))
            && !imitates_ascii(text, domain);
        (!is_true).then_some(domain)
    }
}

/// A bare link cut into what is hidden, shown and hidden again; the last with whether something
/// was cut off.
pub(super) struct ShownUrl<'a> {
    pub hidden_start: &'a str,
    pub shown: &'a str,
    pub hidden_end: &'a str,
}

/// Cuts a bare link for reading: no scheme, no `www.`, the whole domain and the start of the path.
pub(super) fn shown_url(url: &str) -> ShownUrl<'_> {
    let scheme = url.find("://").map_or(0, |at| at + 3);
    let rest = url.get(scheme..).unwrap_or_default();
    let www = if rest
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("www."))
    {
        4
    } else {
        0
    };
    let (hidden_start, rest) = url.split_at(scheme + www);
    let domain_chars = rest
        .chars()
        .take_while(|c| !matches!(c, '/' | '?' | '#' | '\\'))
        .count();
    let shown_chars = domain_chars.max(SHOWN_CHARS_MAX);
    let cut = rest
        .char_indices()
        .nth(shown_chars)
        .map_or(rest.len(), |(at, _)| at);
    let (shown, hidden_end) = rest.split_at(cut);
    ShownUrl {
        hidden_start,
        shown,
        hidden_end,
    }
}

/// Words of a text that look like domains, in ASCII form.
fn shown_domains(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-' || DOTS.contains(&c) || is_mark(c)))
        .filter_map(|word| {
            let word = word.replace(DOTS, ".");
            let word = word.trim_matches(|c| c == '.' || c == '-');
            let (name, ending) = word.rsplit_once('.')?;
            let looks_like_one = !name.is_empty()
                && ending.chars().count() >= 2
                && ending.chars().all(char::is_alphabetic);
            if !looks_like_one {
                return None;
            }
            // What is no valid domain still looks like one: it stays as it is and equals nothing.
            Some(Host::parse(word).map_or_else(|_| word.to_owned(), |host| host.to_string()))
        })
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Whether somebody who reads `shown` and lands on `domain` got what they expected.
fn is_same_place(shown: &str, domain: &str) -> bool {
    let shown = shown.strip_prefix("www.").unwrap_or(shown);
    let domain = domain.strip_prefix("www.").unwrap_or(domain);
    domain == shown
        || domain
            .strip_suffix(shown)
            .is_some_and(|start| start.ends_with('.'))
}

/// Whether the text shows a domain in letters of another alphabet that read as plain ASCII.
///
/// Welsh domains (`tŷ.cymru`) do not: their letters keep their accents.
fn imitates_ascii(text: &str, domain: &str) -> bool {
    domain.split('.').any(|label| label.starts_with("xn--"))
        && !text.is_ascii()
        && skeleton(text).all(|c| c.is_ascii())
}
