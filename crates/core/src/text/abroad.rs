//! Our HTML as programs elsewhere show it.

/// HTML of [`super::SafeHtml`] with whole addresses in place of paths, and the tags it links to in
/// lower case, each once. `base` is the address of the place without a slash at the end.
///
/// Our mentions and tags already have the classes by which clients of the Mastodon API know them.
pub fn for_applications(html: &str, base: &str) -> (String, Vec<String>) {
    const LINK: &str = "<a href=\"/";
    const TAG: &str = "tags/";
    let mut out = String::with_capacity(html.len() + html.len() / 4);
    let mut tags: Vec<String> = Vec::new();
    let mut parts = html.split(LINK);
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        out.push_str("<a href=\"");
        out.push_str(base);
        out.push('/');
        out.push_str(part);
        let words = part.strip_prefix(TAG).and_then(|_| tag_of(part));
        if let Some(tag) = words.map(str::to_lowercase)
            && !tags.contains(&tag)
        {
            tags.push(tag);
        }
    }
    (out, tags)
}

/// The name of a tag from the words of its link: `…>#<span>Gardd</span></a>`.
fn tag_of(link: &str) -> Option<&str> {
    let (_, words) = link.split_once(">#<span>")?;
    let (name, _) = words.split_once("</span>")?;
    (!name.contains('<')).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::for_applications;
    use crate::text::{SourceText, render};

    #[test]
    fn paths_become_addresses_and_tags_are_told_once() {
        let source = SourceText::parse(
            "@mair look: #Gardd, #gardd and #tŷ <a href=\"/tags/x\">#<span>x</span></a> \
             https://example.org/tags/",
            500,
        )
        .expect("a text");
        let html = render(&source, &|handle| Some(format!("/@{handle}"))).html;
        let (out, tags) = for_applications(html.as_str(), "https://hafan.example");
        assert!(
            out.contains("href=\"https://hafan.example/@mair\""),
            "{out}"
        );
        assert!(
            out.contains("href=\"https://hafan.example/tags/gardd\""),
            "{out}"
        );
        assert!(!out.contains("<a href=\"/"), "{out}");
        assert_eq!(tags, ["gardd", "tŷ"]);
        assert_eq!(
            out.replace("https://hafan.example/", "/"),
            html.as_str(),
            "nothing else changes"
        );
    }
}
