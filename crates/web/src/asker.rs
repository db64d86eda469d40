//! The browser that asks, on pages where somebody comes in.

use crate::page::{self, Page};
use crate::respond::Failed;
use axum::extract::FromRequestParts;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use hafan_app::identity::session::Browser;

/// The browser that asks, for pages on which somebody comes in.
pub struct Asker(pub Browser);

impl<S: Send + Sync> FromRequestParts<S> for Asker {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failed> {
        let page = Page::from_request_parts(parts, state).await?;
        let agent = parts.headers.get(USER_AGENT).and_then(|v| v.to_str().ok());
        Ok(Self(Browser {
            device: device_words(agent.unwrap_or_default()),
            known: page::known_device(&parts.headers, page.is_secure()),
            net: page.net().to_owned(),
        }))
    }
}

/// What a browser calls itself, in two words that its owner understands: `Firefox · Android`.
/// Proper names, the same in every language; empty where it tells nothing.
fn device_words(agent: &str) -> String {
    // In this order, because most browsers also name the ones they want to be taken for.
    const BROWSERS: [(&str, &str); 9] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Vivaldi", "Vivaldi"),
        ("FxiOS", "Firefox"),
        ("Firefox", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 7] = [
        ("iPad", "iPad"),
        ("iPhone", "iPhone"),
        ("Android", "Android"),
        ("CrOS", "Chromebook"),
        ("Windows", "Windows"),
        ("Macintosh", "Mac"),
        ("Linux", "Linux"),
    ];
    let first = |names: &[(&str, &'static str)]| {
        let mut names = names.iter();
        names
            .find(|(part, _)| agent.contains(part))
            .map(|(_, name)| *name)
    };
    let words: Vec<&str> = [first(&BROWSERS), first(&SYSTEMS)]
        .into_iter()
        .flatten()
        .collect();
    words.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_called_by_its_browser_and_its_kind() {
        let agents = [
            (
                "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 \
                 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1",
                "Safari · iPad",
            ),
            (
                "Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0",
                "Firefox · Android",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/131.0.0.0 Safari/537.36 Edg/131.0",
                "Edge · Windows",
            ),
            ("curl/8.5", ""),
            ("", ""),
        ];
        for (agent, words) in agents {
            assert_eq!(device_words(agent), words);
        }
    }
}
