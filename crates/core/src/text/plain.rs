//! The words of safe HTML.

/// The words of safe HTML, without its marks: for titles.
pub fn plain_words(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        words.push_str(before);
        let (name, after) = tag.split_once('>').unwrap_or((tag, ""));
        // Paragraphs and line ends part words; emphasis inside a word does not.
        if matches!(name, "/p" | "br" | "/li" | "hr" | "/blockquote" | "/pre") {
            words.push(' ');
        }
        rest = after;
    }
    words.push_str(rest);
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", "\u{a0}"),
        ("&amp;", "&"),
    ];
    for (entity, letter) in entities {
        words = words.replace(entity, letter);
    }
    words
}
