use std::time::Instant;

use hafan_core::text::{CANDIDATES_MAX, Rendered, SourceText, mention_candidates, render};

fn rendered(text: &str) -> Rendered {
    let source = SourceText::parse(text, 100_000).expect("a text");
    render(&source, &|handle| match handle.to_lowercase().as_str() {
        "mair" => Some("/@mair".to_owned()),
        "paul@example.org" => Some("https://example.org/@paul".to_owned()),
        _ => None,
    })
}

fn html(text: &str) -> String {
    rendered(text).html.to_string()
}

const REL: &str = r#"rel="nofollow noopener noreferrer""#;

#[test]
fn light_markdown_becomes_a_small_set_of_elements() {
    let cases = [
        ("one\ntwo\n\nthree", "<p>one<br>two</p><p>three</p>"),
        (
            "*soft* and **loud** `code`",
            "<p><em>soft</em> and <strong>loud</strong> <code>code</code></p>",
        ),
        ("# Title\ntext", "<p><strong>Title</strong></p><p>text</p>"),
        ("> said\n> so", "<blockquote><p>said<br>so</p></blockquote>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("3. a\n4. b", "<ol start=\"3\"><li>a</li><li>b</li></ol>"),
        (
            "```rust\nlet a = 1 < 2;\n```",
            "<pre><code>let a = 1 &lt; 2;\n</code></pre>",
        ),
        ("a\n\n---\n\nb", "<p>a</p><hr><p>b</p>"),
        (
            "| a | b |\n|---|---|\n| 1 | 2 |",
            "<p>| a | b |<br>|---|---|<br>| 1 | 2 |</p>",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(html(text), expected, "{text}");
    }
}

#[test]
fn nothing_that_was_typed_disappears() {
    let cases = [
        ("[1]: a note", "<p>[1]: a note</p>"),
        ("text\n\n[Mair]: http", "<p>text</p><p>[Mair]: http</p>"),
        (
            "    an indented line\n\n        and more",
            "<p>an indented line</p><p>and more</p>",
        ),
        ("``` three words", "<pre><code>three words<br></code></pre>"),
        ("```one", "<pre><code>one</code></pre>"),
        ("a\n\n    b", "<p>a</p><p>b</p>"),
        ("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>"),
        ("<!-- hidden -->", "<p>&lt;!-- hidden --&gt;</p>"),
        (
            "<div>\nin it\n</div>",
            "<p>&lt;div&gt;<br>in it<br>&lt;/div&gt;</p>",
        ),
        ("I <3 you & 1 < 2", "<p>I &lt;3 you &amp; 1 &lt; 2</p>"),
    ];
    for (text, expected) in cases {
        assert_eq!(html(text), expected, "{text}");
    }
}

#[test]
fn what_looks_like_html_does_not_turn_marks_off() {
    let cases = [
        (
            "<b>x</b> **bold**",
            "<p>&lt;b&gt;x&lt;/b&gt; <strong>bold</strong></p>",
        ),
        (
            "<div>\n<p>*a*\n</div> https://a.example/",
            "<p>&lt;div&gt;<br>&lt;p&gt;<em>a</em><br>&lt;/div&gt; ",
        ),
        (
            "> <i> *a*",
            "<blockquote><p>&lt;i&gt; <em>a</em></p></blockquote>",
        ),
        ("- <i> *a*", "<ul><li>&lt;i&gt; <em>a</em></li></ul>"),
        (
            "<!--\n\n    <p> *a*\n\n-->",
            "<p>&lt;!--</p><p>&lt;p&gt; <em>a</em></p><p>--&gt;</p>",
        ),
        // In code everything stays as it was typed, the sign too.
        (
            "<div>\n```\n<b> *a*\n```",
            "<p>&lt;div&gt;</p><pre><code>&lt;b&gt; *a*\n</code></pre>",
        ),
        ("<!-- *a*", "<p>&lt;!-- <em>a</em></p>"),
        (
            "<b> [x](<\n<div>",
            "<p>&lt;b&gt; [x](&lt;<br>&lt;div&gt;</p>",
        ),
    ];
    for (text, expected) in cases {
        let rendered = rendered(text);
        let html = rendered.html.as_str();
        assert!(html.starts_with(expected), "{text}: {html}");
        assert!(!rendered.plain.contains('\u{FDD0}'), "{}", rendered.plain);
        assert_eq!(
            rendered.plain.matches('<').count(),
            text.matches('<').count()
        );
    }
    assert!(html(cases[1].0).contains("<a href=\"https://a.example/\""));
}

#[test]
fn bare_links_are_linked_with_the_domain_always_shown_whole() {
    let hidden = |part| format!("<span class=\"invisible\">{part}</span>");
    let start = hidden("https://");
    assert_eq!(
        html("see https://example.org."),
        format!("<p>see <a href=\"https://example.org/\" {REL}>{start}example.org</a>.</p>")
    );
    let long = html("https://www.example.org/a/very/long/path/that/goes/on/and/on");
    let (start, end) = (hidden("https://www."), hidden("hat/goes/on/and/on"));
    let shown = "<span class=\"ellipsis\">example.org/a/very/long/path/t</span>";
    assert!(
        long.contains(&format!(">{start}{shown}{end}</a>")),
        "{long}"
    );
    let domain = "a-very-long-name-of-a-domain-that-does-not-fit.bank.example.evil.example";
    assert!(html(&format!("https://{domain}/x")).contains(&format!(">{domain}<")));
}

#[test]
fn stars_underscores_and_brackets_in_bare_links_stay() {
    let cases = [
        (
            "https://a.example/__init__.py",
            "https://a.example/__init__.py",
        ),
        (
            "(https://a.example/wiki/Pine_(tree))",
            "https://a.example/wiki/Pine_(tree)",
        ),
        ("*https://a.example/x*", "https://a.example/x"),
        ("https://a.example/*a*b*c", "https://a.example/*a*b*c"),
        (
            "HTTPS://A.example/?q=1&amp=2",
            "https://a.example/?q=1&amp=2",
        ),
        ("    https://a.example/in", "https://a.example/in"),
        ("> https://a.example/q", "https://a.example/q"),
        ("“https://a.example/q”", "https://a.example/q"),
        ("https://tŷ.cymru/gŵyl", "https://xn--t-dla.cymru/g%C5%B5yl"),
    ];
    for (text, link) in cases {
        let links = rendered(text).links;
        if link.contains("xn--") {
            assert!(
                links[0].starts_with("https://xn--") && links[0].ends_with("/g%C5%B5yl"),
                "{links:?}"
            );
        } else {
            assert_eq!(links, [link], "{text}");
        }
    }
}

#[test]
fn links_in_code_stay_text() {
    let result = rendered("`https://a.example` and\n\n```\nhttps://b.example @mair #tag\n```");
    assert_eq!(result.links, Vec::<String>::new());
    assert_eq!(result.mentions, Vec::<String>::new());
    assert_eq!(result.hashtags, Vec::<String>::new());
}

#[test]
fn a_link_text_that_names_another_domain_is_corrected() {
    let lies = [
        "[bank.example](https://evil.example)",
        "[https://bank.example/login](https://evil.example)",
        "[www.bank.example](https://evil.example/bank.example)",
        "[bank.example](https://bank.example.evil.example)",
        "[ban**k.exam**ple](https://evil.example)",
        "[bank․example](https://evil.example)",
        "[bank。example](https://evil.example)",
        "[log in at bank.example, now](https://evil.example)",
        "[![bank.example](x)](https://evil.example)",
        "[bаnk.example](https://evil.example)",
    ];
    for lie in lies {
        let html = html(lie);
        assert!(
            html.contains("</a> [") && html.contains("evil.example]</p>"),
            "{lie}: {html}"
        );
    }
    let truths = [
        "[bank.example](https://www.bank.example/x)",
        "[our bank](https://bank.example)",
        "[bank.example](https://login.bank.example)",
        "[tŷ.cymru](https://tŷ.cymru)",
        "https://tŷ.cymru",
    ];
    for truth in truths {
        assert!(!html(truth).contains(" ["), "{truth}: {}", html(truth));
    }
}

#[test]
fn a_domain_in_letters_that_imitate_ascii_is_shown_as_it_is() {
    // Cyrillic а, р and е.
    for text in ["https://аррӏе.com", "[аррӏе.com](https://аррӏе.com)"] {
        let html = html(text);
        assert!(html.contains(" [xn--"), "{html}");
    }
}

#[test]
fn links_with_a_name_before_the_host_and_paths_are_not_linked() {
    let texts = [
        "https://bank.example@evil.example/",
        "[x](https://bank.example:pw@evil.example/)",
        "[x](/settings/delete)",
        "[x](//evil.example)",
        "[x](\\\\evil.example)",
        "[x](settings)",
        "[x](#top)",
        "[x]()",
        "[x](http://)",
    ];
    for text in texts {
        assert!(!html(text).contains("<a"), "{text}: {}", html(text));
    }
}

#[test]
fn mail_links_hold_one_address_and_nothing_else() {
    let html =
        html("<mair@example.org> [write](mailto:mair@example.org?bcc=x@evil.example&body=hi)");
    assert_eq!(
        html.matches("href=\"mailto:mair@example.org\"").count(),
        2,
        "{html}"
    );
    assert!(!html.contains("bcc"));
}

#[test]
fn pictures_become_links() {
    let result = rendered("![a pine](https://pics.example/p.png)");
    assert_eq!(
        result.html.as_str(),
        format!("<p><a href=\"https://pics.example/p.png\" {REL}>a pine</a></p>")
    );
    assert!(!result.html.as_str().contains("<img"));
}

#[test]
fn known_handles_become_links_and_unknown_ones_stay_text() {
    let result = rendered("@Mair and @mair's (@MAIR), @nobody, .@mair @paul@example.org.");
    assert_eq!(result.mentions, ["Mair", "paul@example.org"]);
    let html = result.html.as_str();
    assert_eq!(html.matches("class=\"mention\"").count(), 5, "{html}");
    assert!(
        html.contains(&format!(
            "<a href=\"/@mair\" class=\"mention\" {REL}>@<span>Mair</span></a>"
        )),
        "{html}"
    );
    assert!(html.contains("@nobody") && !html.contains(">nobody<"));
    assert_eq!(
        result.plain,
        "@Mair and @mair's (@MAIR), @nobody, .@mair @paul@example.org."
    );
}

#[test]
fn a_mention_stands_at_the_start_of_a_word_and_outside_links_and_code() {
    for text in [
        "x@mair",
        "mail@mair.org",
        "`@mair`",
        "[@mair](https://a.example)",
        "@mairŵ",
        "@mair_x",
        "https://a.example/@mair",
    ] {
        assert_eq!(rendered(text).mentions, Vec::<String>::new(), "{text}");
    }
    for text in [
        "*@mair*",
        "**@mair**",
        "- @mair",
        "> @mair",
        "(@mair)",
        "“@mair”",
        "@mair…",
    ] {
        assert_eq!(rendered(text).mentions, ["mair"], "{text}");
    }
}

#[test]
fn candidates_are_what_rendering_asks_for() {
    let source =
        SourceText::parse("@mair @Paul @PAUL `@code` @nia@example.org", 1000).expect("text");
    assert_eq!(
        mention_candidates(&source),
        ["mair", "Paul", "nia@example.org"]
    );
    let crowd: String = (0..500).map(|n| format!("@user{n} ")).collect();
    let source = SourceText::parse(&crowd, 10_000).expect("text");
    // One more tells that there are too many.
    assert_eq!(mention_candidates(&source).len(), CANDIDATES_MAX + 1);
}

#[test]
fn hashtags_have_letters_of_any_script() {
    let text = "#Gŵyl #tŷ_haf #cymru2026 #2026 #日本 C# a#b #Gŵyl! #w\u{302}yl ##no /#no";
    let result = rendered(text);
    assert_eq!(
        result.hashtags,
        ["gŵyl", "tŷ_haf", "cymru2026", "日本", "ŵyl"]
    );
    assert!(
        result
            .html
            .as_str()
            .contains("<a href=\"/tags/g%C5%B5yl\" class=\"mention hashtag\"")
    );
}

#[test]
fn nesting_and_repetition_do_not_slow_rendering() {
    let bombs = [
        ">".repeat(10_000),
        "> ".repeat(5_000),
        format!("{}a", "> ".repeat(90)).repeat(55),
        "- ".repeat(5_000),
        "*a ".repeat(3_333),
        "**a ".repeat(2_500),
        "*_".repeat(5_000),
        format!("{}{}", "*".repeat(5_000), "_".repeat(5_000)),
        "[".repeat(10_000),
        "![".repeat(5_000),
        "[a](".repeat(2_500),
        "`a ".repeat(3_333),
        (1..140)
            .map(|n| "`".repeat(n))
            .collect::<Vec<_>>()
            .join(" "),
        "<a ".repeat(3_333),
        "<!--".repeat(2_500),
        "<![CDATA[".repeat(1_100),
        "<?".repeat(5_000),
        "&".repeat(2_500),
        "@a".repeat(5_000),
        "@a ".repeat(3_333),
        "#a ".repeat(3_333),
        "https://a.a/ ".repeat(760),
        format!("https://a.a/{}", ")".repeat(9_900)),
        format!("https://a.a/{}", "a.".repeat(4_900)),
        "http://".repeat(1_400),
        "http://-".repeat(1_250),
        "[a]: b\n".repeat(1_400),
        (0..900).map(|n| format!("[a{n}]: /b\n\n")).collect(),
        format!("[a]: {}\n\n{}", "u".repeat(5_000), "[a] ".repeat(1_200)),
        "    a\n\n".repeat(1_400),
        "\\".repeat(10_000),
        "a\u{301}\u{302}\u{303}".repeat(2_500),
        "-\n".repeat(5_000),
        "1. a\n   1. b\n      1. c\n".repeat(400),
        (0..100)
            .map(|n| format!("{}- a\n", "  ".repeat(n)))
            .collect(),
        "[bank.example ".repeat(700) + "](https://evil.example)",
    ];
    for bomb in bombs {
        // Three times the usual limit, so that what grows faster than the text stands out.
        let bomb = bomb.repeat(3);
        let start = std::hint::black_box(now());
        let result = rendered(&bomb);
        let took = start.elapsed();
        let name: String = bomb.chars().take(20).collect();
        // Unoptimised code on a busy machine: half a second is usual, a square is over eight.
        assert!(took.as_millis() < 5_000, "{name:?} took {took:?}");
        assert!(
            result.html.as_str().len() < 40 * bomb.len() + 1_000,
            "{name:?}"
        );
        assert!(depth(result.html.as_str()) <= 16, "{name:?}");
    }
}

#[expect(clippy::disallowed_methods, reason = "the test measures real time")]
fn now() -> Instant {
    Instant::now()
}

/// Elements inside one another, by counting marks.
fn depth(html: &str) -> usize {
    let mut depth: usize = 0;
    let mut deepest = 0;
    for mark in html.split('<').skip(1) {
        if mark.starts_with('/') {
            depth -= 1;
        } else if !mark.starts_with("br>") && !mark.starts_with("hr>") {
            depth += 1;
        }
        deepest = deepest.max(depth);
    }
    deepest
}
