//! Posts: what anybody types becomes clean source text, and that becomes HTML for every reader.

use hafan_core::text::{SafeHtml, SourceText, plain_excerpt, render};

use super::{Target, texts};

/// The limit of a post as places are set up.
const CHARS_MAX: usize = 10_000;
const EXCERPT_GRAPHEMES: usize = 80;

/// All that may begin after a `<`. A list of its own, so that a slip in the product's shows here.
const ELEMENTS: &[&str] = &[
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
];
const ATTRIBUTES: &[&str] = &["href", "class", "rel", "start"];
const SCHEMES: &[&str] = &["http://", "https://", "mailto:", "/"];

pub const TARGET: Target = Target {
    name: "text",
    seeds: || {
        texts(&[
            "Hello **world**, _softly_ `code`\n\n> quoted\n> twice\n\n- one\n- two\n\n1. three",
            "See https://example.org/a?b=c&d=e#f and [words](https://example.org \"title\").",
            "@mair and @sion@example.org talk about #gofal and #Cymru in <b>bold</b> & &amp; &#x41;",
            "```rust\nlet a = \"<script>\";\n```\n\n***\n\n![picture](x.png)\n\n<https://a.example>",
            "[a][b]\n\n[b]: javascript:alert(1)\n\n<img src=x onerror=alert(1)>",
            "Tŷ a gŵyl \u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F} \u{202e}abc",
        ])
    },
    dictionary: &[
        "**",
        "__",
        "~~",
        "```",
        "\n\n",
        "\n> ",
        "\n- ",
        "\n1. ",
        "](",
        "[",
        "![",
        "<!--",
        "-->",
        "<script>",
        "</a>",
        "<svg/onload=",
        "javascript:",
        "JaVaScRiPt\t:",
        "data:text/html,",
        "http://",
        "https://",
        "//",
        "/\\",
        "mailto:",
        "@",
        "#",
        "&lt;",
        "&#0;",
        "&colon;",
        "\\",
        "\" onmouseover=\"",
        "\u{200b}",
        "\u{2066}",
        "\u{fe0f}",
    ],
    run: |input| {
        let typed = String::from_utf8_lossy(input);
        // Foreign HTML goes through the allow-list without having been our own text first.
        assert_harmless(SafeHtml::allow_listed(&typed).as_str());
        let Ok(source) = SourceText::parse(&typed, CHARS_MAX) else {
            return;
        };
        assert!(source.chars_count() <= CHARS_MAX);
        assert_eq!(
            SourceText::parse(source.as_str(), CHARS_MAX).as_ref(),
            Ok(&source),
            "what was cleaned once is clean"
        );
        let rendered = render(&source, &|handle| Some(format!("/@{handle}")));
        assert_harmless(rendered.html.as_str());
        assert_eq!(
            SafeHtml::allow_listed(rendered.html.as_str()),
            rendered.html,
            "what was let through once passes unchanged"
        );
        plain_excerpt(&rendered.plain, EXCERPT_GRAPHEMES);
    },
};

/// Reads HTML in the plain form that the product writes: `<name key="value">`, text escaped.
fn assert_harmless(html: &str) {
    for tag in html.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').expect("every < opens a tag that ends");
        let mut rest = tag.trim_start_matches('/').trim_end_matches(['/', ' ']);
        let name_end = rest.find(' ').unwrap_or(rest.len());
        assert!(
            ELEMENTS.contains(&&rest[..name_end]),
            "<{tag}> is not allowed"
        );
        rest = rest[name_end..].trim_start();
        while let Some((key, after)) = rest.split_once("=\"") {
            let (value, after) = after.split_once('"').expect("every value ends");
            assert!(ATTRIBUTES.contains(&key), "{key} in <{tag}> is not allowed");
            if key == "href" {
                assert!(
                    SCHEMES.iter().any(|scheme| value.starts_with(scheme)),
                    "href={value}"
                );
                assert!(!value.starts_with("//"), "href={value} leads elsewhere");
            }
            rest = after.trim_start();
        }
        assert!(rest.is_empty(), "<{tag}> holds more than attributes");
    }
}
