//! The words of safe HTML.

/// The words of safe HTML, without its marks: for titles.
pub fn plain_words(html: &str) -> String {
    plain(html, ' ')
}

/// The words of safe HTML, without its marks, in the lines they stand in; no line is empty.
pub fn plain_lines(html: &str) -> String {
    let words = plain(html, '\n');
    let lines = words.lines().map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

fn plain(html: &str, between: char) -> String {
    let mut words = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        words.push_str(before);
        let (name, after) = tag.split_once('>').unwrap_or((tag, ""));
        // Paragraphs and line ends part words; emphasis inside a word does not.
        if matches!(name, "/p" | "br" | "/li" | "hr" | "/blockquote" | "/pre") {
            words.push(between);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_lines() {
        let html = "<p>Un<br>dau &amp; <em>tri</em></p>\n<ul><li>pedwar</li><li>pump</li></ul>";
        assert_eq!(plain_lines(html), "Un\ndau & tri\npedwar\npump");
        assert_eq!(plain_words("<p>Un<br>dau</p>"), "Un dau ");
        assert_eq!(plain_lines("<p></p>"), "");
    }
}
