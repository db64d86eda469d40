//! Words that try to be something else.

use super::{publish, rows_of, try_publish};
use hafan_testkit::for_each_backend;

#[tokio::test]
async fn no_words_become_marks_of_their_own() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let texts = [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[a](javascript:alert(1)) [b](data:text/html,x) [c](vbscript:x)",
            "![x](https://evil.test/p.png)",
            "<svg onload=alert(1)><style>*{}</style>",
            "\"><form action=https://evil.test><input>",
            "`</code><script>x</script>`",
            "[a]: javascript:alert(1)\n[a]",
            "<https://ok.test/\"onmouseover=x>",
            "&lt;script&gt; &#60;script&#62;",
        ];
        for text in texts {
            let fields = [
                ("body", text),
                ("audience", "public"),
                ("notice", "<b onclick=x>n</b>"),
                ("choice", "<i>1</i>"),
                ("choice", "</label><script>"),
                ("lasts", "24"),
            ];
            let path = publish(&mair, &fields).await;
            for browser in [&mair.browser, &place.visitor()] {
                let page = browser.get(&path).await;
                let scripts = page.count("script");
                assert_eq!(scripts, 1, "only our own: {text}: {}", page.html());
                for bad in [
                    ".post img",
                    ".post svg:not(.i)",
                    ".post style",
                    ".post iframe",
                    ".words form",
                    ".post input:not([type=hidden]):not([type=radio])",
                    "[onclick]",
                    "[onerror]",
                    "[onload]",
                    "[onmouseover]",
                    "a[href^='javascript']",
                    "a[href^='data']",
                    "a[href^='vbscript']",
                    ".fold summary b",
                ] {
                    assert!(!page.has(bad), "{bad}: {text}: {}", page.html());
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_deceives_the_eye_is_taken_out_and_what_scripts_need_stays() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let text = "Ŵyth\u{202E}gol\u{200B} a\u{0}b cyfan 👩‍💻 \u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}";
        let path = publish(&mair, &[("body", text), ("audience", "public")]).await;
        let html = place.visitor().get(&path).await.html();
        assert!(html.contains("Ŵythgol ab cyfan 👩‍💻"), "{html}");
        assert!(html.contains("\u{1F3F4}\u{E0067}"), "the flag of Wales");
        assert!(!html.contains('\u{202E}') && !html.contains('\u{200B}'));
    })
    .await;
}

#[tokio::test]
async fn what_is_too_long_or_wrong_comes_back_whole_with_each_fault_at_its_field() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let long = "hir ".repeat(2_600);
        let note = "n".repeat(201);
        let choice = "c".repeat(81);
        let many: String = (0..30).map(|n| format!("@a{n} ")).collect();
        let cases: [(&str, Vec<(&str, &str)>); 7] = [
            ("#f-text-error", vec![("body", long.as_str())]),
            ("#f-text-error", vec![("body", " \u{200B} ")]),
            (
                "#f-notice-error",
                vec![("body", "x"), ("notice", note.as_str())],
            ),
            ("#f-language-error", vec![("body", "x"), ("language", "zz")]),
            (
                "#f-choice-error",
                vec![("body", "x"), ("choice", choice.as_str()), ("choice", "b")],
            ),
            (
                "#f-choice-error",
                vec![("body", "x"), ("choice", "a"), ("lasts", "24")],
            ),
            (
                "#f-lasts-error",
                vec![
                    ("body", "x"),
                    ("choice", "a"),
                    ("choice", "b"),
                    ("lasts", "9e9"),
                ],
            ),
        ];
        for (fault, fields) in cases {
            let sent = try_publish(&mair, &fields).await;
            assert_eq!(sent.status, 422, "{fault}: {}", sent.text());
            assert!(sent.has(fault), "{fault}: {}", sent.html());
            assert!(sent.has("#problems"), "and in one place");
            let is_typed = |name: &str| ["body", "notice", "choice"].contains(&name);
            for (_, value) in fields.iter().filter(|(name, _)| is_typed(name)) {
                assert!(sent.holds(value.trim()), "{fault} lost {value}");
            }
        }
        // Unknown handles are words and name nobody.
        publish(&mair, &[("body", many.as_str()), ("audience", "public")]).await;
        assert_eq!(rows_of(place, "posts").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_post_names_twenty_people_at_most() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let mut text = String::new();
        for number in 0..21 {
            let handle = format!("ffrind{}", char::from(b'a' + number));
            place.member(&handle).await;
            text.push_str(&format!("@{handle} "));
        }
        let sent = try_publish(&mair, &[("body", text.as_str()), ("audience", "public")]).await;
        assert_eq!(sent.status, 422, "{}", sent.text());
        let (twenty, _) = text.trim_end().rsplit_once(' ').expect("many words");
        publish(&mair, &[("body", twenty), ("audience", "public")]).await;
        assert_eq!(rows_of(place, "notifications").await.len(), 20);
    })
    .await;
}
