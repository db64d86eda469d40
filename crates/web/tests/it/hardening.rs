//! What keeps the place standing: floods, sizes, headers, compression.

use axum::body::Body;
use axum::http::Method;
use hafan_testkit::{Backend, Page, Place};

#[tokio::test]
async fn a_network_that_asks_for_far_too_much_is_told_when_to_come_back() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = Place::new(backend).await.with_flood_limits();
        let flood = place.visitor();
        flood.set_address("203.0.113.9");
        flood.set_header("accept-language", "cy");
        let limited = until_limited(async || flood.get("/nowhere").await).await;
        let wait_s: u64 = limited
            .header("retry-after")
            .and_then(|s| s.parse().ok())
            .unwrap_or(0);
        assert!((1..60).contains(&wait_s), "{wait_s}");
        assert!(limited.has("html[lang=cy] h1"), "{}", limited.html());
        assert_eq!(flood.get("/healthz").await.status, 200);

        let neighbour = place.visitor();
        neighbour.set_address("203.0.113.10");
        assert_eq!(neighbour.get("/nowhere").await.status, 404);
    }
}

#[tokio::test]
async fn one_household_has_one_measure_however_many_ipv6_addresses_it_uses() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = Place::new(backend).await.with_flood_limits();
        let flood = place.visitor();
        let mut count: u32 = 0;
        until_limited(async || {
            count += 1;
            flood.set_address(&format!("2001:db8:1:2::{count:x}"));
            flood.get("/nowhere").await
        })
        .await;
        flood.set_address("2001:db8:1:3::1");
        assert_eq!(flood.get("/nowhere").await.status, 404);
    }
}

#[tokio::test]
async fn a_session_that_presses_buttons_like_a_program_is_slowed_down_wherever_it_comes_from() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = Place::new(backend).await.with_flood_limits();
        let mair = place.member("mair").await;
        let gwen = place.member("gwen").await;
        mair.browser.set_address("127.0.0.1");
        gwen.browser.set_address("127.0.0.1");
        until_limited(async || mair.browser.post("/nowhere", &[]).await).await;
        assert_ne!(gwen.browser.post("/nowhere", &[]).await.status, 429);
        // Reading has a measure of its own.
        assert_eq!(mair.browser.get("/nowhere").await.status, 404);
    }
}

#[tokio::test]
async fn words_that_come_too_soon_come_back_and_can_be_sent_again() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = Place::new(backend).await.with_flood_limits();
        let mair = place.member("mair").await;
        mair.browser.set_header("accept-language", "en");
        until_limited(async || mair.browser.post("/nowhere", &[]).await).await;
        let fields = [
            ("act", "publish"),
            ("body", "Geiriau hir a drud"),
            ("audience", "quiet"),
        ];
        let limited = mair.browser.post("/write", &fields).await;
        assert_eq!(limited.status, 429);
        assert!(limited.header("retry-after").is_some());
        assert!(limited.says("A short pause") && limited.holds("Geiriau hir a drud"));
        let again = "form[action='/write'] input[name=audience][value=quiet]";
        assert!(limited.has(again), "{}", limited.html());
        // Whoever is nobody here is not worth reading a form for.
        let stranger = place.visitor();
        stranger.set_address("203.0.113.9");
        let refused = until_limited(async || stranger.post("/write", &fields).await).await;
        assert!(!refused.holds("Geiriau"), "{}", refused.html());
    }
}

#[tokio::test]
async fn an_application_that_asks_too_much_is_told_when_to_come_back() {
    let place = Place::new(Backend::Sqlite).await.with_flood_limits();
    let mair = place.member("mair").await;
    let wait_s = |page: &Page| -> u64 {
        let told = page.header("retry-after").and_then(|s| s.parse().ok());
        told.unwrap_or(0)
    };
    // The measure of a token.
    let app = place.visitor();
    app.set_address("127.0.0.1");
    app.set_token(&place.token(&mair, "read write").await);
    let limited = until_limited(async || app.post("/api/v1/markers", &[]).await).await;
    assert_eq!(limited.header("x-ratelimit-remaining"), Some("0"));
    assert!(
        (1..=300).contains(&wait_s(&limited)),
        "{}",
        wait_s(&limited)
    );
    // The measure of a network, and that of one kind of request.
    let wish = [
        ("client_name", "Gardener"),
        ("redirect_uris", "https://a.example/"),
    ];
    let stranger = place.visitor();
    stranger.set_address("127.0.0.1");
    let limited = until_limited(async || stranger.post("/api/v1/apps", &wish).await).await;
    assert!(wait_s(&limited) >= 1, "{}", limited.text());
    let flood = place.visitor();
    flood.set_address("203.0.113.9");
    let limited = until_limited(async || flood.get("/api/v1/custom_emojis").await).await;
    assert!(wait_s(&limited) >= 1, "{}", limited.text());
}

/// Asks until it is asked for a pause.
async fn until_limited(mut ask: impl AsyncFnMut() -> Page) -> Page {
    const ASKED_MAX: usize = 20_000;
    for _ in 0..ASKED_MAX {
        let page = ask().await;
        if page.status == 429 {
            return page;
        }
    }
    let last = ask().await;
    assert_eq!(last.status, 429, "{ASKED_MAX} requests and no pause");
    last
}

#[tokio::test]
async fn a_form_that_is_far_too_large_is_refused_before_it_is_read() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = Place::new(backend).await;
        let browser = place.visitor();
        browser.set_header("content-length", "99999999999");
        let kind = Some("application/x-www-form-urlencoded");
        let refused = browser
            .send(Method::POST, "/sign-in", kind, Body::empty())
            .await;
        assert_eq!(refused.status, 413);
    }
}

#[tokio::test]
async fn pages_are_compressed_for_browsers_that_ask_and_pictures_are_not() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = Place::new(backend).await;
        let browser = place.visitor();
        browser.set_header("accept-encoding", "gzip, br");
        let page = browser.get("/nowhere").await;
        assert_eq!(page.header("content-encoding"), Some("gzip"));
        assert_eq!(page.body.get(..2), Some(&[0x1f, 0x8b][..]));
        let styles = browser.get("/assets/hafan.css").await;
        assert_eq!(styles.header("content-encoding"), Some("gzip"));
        let font = browser.get("/assets/fonts/text.woff2").await;
        assert_eq!(font.header("content-encoding"), None);
        let icon = browser.get("/assets/icon-192.png").await;
        assert_eq!(icon.header("content-encoding"), None);
    }
}

#[tokio::test]
async fn the_secret_of_the_forms_is_spelled_differently_on_every_page_and_works_from_each() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = Place::new(backend).await;
        let browser = place.visitor();
        let secret = async || {
            let page = browser.get("/sign-in").await;
            page.attribute("input[name=csrf]", "value").expect("a form")
        };
        let (first, second) = (secret().await, secret().await);
        assert_ne!(first, second);
        let kind = Some("application/x-www-form-urlencoded");
        let send = async |csrf: &str| {
            let body = Body::from(format!("csrf={csrf}&locale=cy&back=/sign-in"));
            browser
                .send(Method::POST, "/language", kind, body)
                .await
                .status
                .as_u16()
        };
        assert_eq!(send(&first).await, 303);
        assert_eq!(send(&second).await, 303);
        for wrong in ["", "AAAA", &first[1..], "not base64!", &first.repeat(2)] {
            assert_eq!(send(wrong).await, 403, "{wrong}");
        }
    }
}

#[tokio::test]
async fn a_place_without_tls_does_not_promise_tls() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = Place::new(backend).await;
        let page = place.visitor().get("/nowhere").await;
        assert_eq!(page.header("strict-transport-security"), None);
        assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    }
}

#[tokio::test]
async fn a_browser_can_put_the_place_on_a_home_screen() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = Place::new(backend).await;
        let browser = place.visitor();
        let manifest = browser.get("/manifest.webmanifest").await;
        assert_eq!(
            manifest.header("content-type"),
            Some("application/manifest+json")
        );
        assert!(
            manifest.holds("\"name\":\"Y Bwthyn\""),
            "{}",
            manifest.html()
        );
        for icon in [
            "/assets/icon-192.png",
            "/assets/icon-512.png",
            "/assets/icon-maskable-512.png",
        ] {
            assert!(manifest.holds(icon));
            assert_eq!(browser.get(icon).await.status, 200);
        }
        assert!(manifest.header("set-cookie").is_none());
    }
}

#[tokio::test]
async fn crawlers_stay_at_the_door_and_may_look_who_wants_to_be_found() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = Place::new(backend).await;
        let robots = place.visitor().get("/robots.txt").await;
        assert!(robots.holds("Disallow: /\n") && robots.holds("Allow: /@\n"));
        place.member("mair").await;
        // Whoever did not choose it is not to be listed: the page itself says so.
        let page = place.visitor().get("/@mair").await;
        assert!(page.has("meta[name='robots'][content='noindex']"));
    }
}

#[tokio::test]
async fn a_browser_never_runs_scripts_of_two_versions_together() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = Place::new(backend).await;
        let browser = place.visitor();
        let page = browser.get("/sign-in").await;
        let main = page.attribute("script[type='module']", "src");
        let main = main.expect("a script");
        let (_, version) = main.split_once('?').expect("a fingerprint");
        let script = browser.get(&main).await;
        let imports = script.html();
        let imports: Vec<&str> = imports
            .lines()
            .filter_map(|line| line.strip_prefix("import ")?.split('\'').nth(1))
            .collect();
        assert!(!imports.is_empty());
        let lasting = Some("public, max-age=31536000, immutable");
        assert_eq!(script.header("cache-control"), lasting);
        for import in imports {
            assert!(import.ends_with(version), "{import}");
            let path = import.replacen("./", "/assets/js/", 1);
            let part = browser.get(&path).await;
            assert_eq!(part.status, 200, "{path}");
            assert_eq!(part.header("cache-control"), lasting);
            let bare = path.split('?').next().unwrap_or_default();
            let part = browser.get(bare).await;
            let cache = part.header("cache-control").unwrap_or_default();
            assert!(!cache.contains("immutable"), "{bare}: {cache}");
        }
    }
}

#[tokio::test]
async fn everything_that_the_service_worker_keeps_is_there() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = Place::new(backend).await;
        let browser = place.visitor();
        browser.set_header("accept-language", "cy");
        let offline = browser.get("/offline").await;
        assert_eq!(offline.status, 200);
        assert!(offline.says("Dim cysylltiad"), "{}", offline.text());
        assert!(
            offline.header("set-cookie").is_none(),
            "the same for everyone"
        );
        let worker = browser.get("/sw.js").await;
        assert_eq!(worker.header("cache-control"), Some("no-cache"));
        let worker = worker.html();
        let list = |name: &str| -> Vec<String> {
            let rest = worker
                .split_once(&format!("const {name} = ["))
                .expect(name)
                .1;
            let names = rest.split(']').next().unwrap_or_default();
            let names = names.split(',').map(|one| one.trim().trim_matches('\''));
            names.map(str::to_owned).collect()
        };
        let letters = list("letters")
            .into_iter()
            .map(|l| format!("fonts/{l}.woff2"));
        let kept: Vec<String> = list("versioned").into_iter().chain(letters).collect();
        assert_eq!(kept.len(), 8);
        for name in kept {
            let path = format!("/assets/{name}");
            assert_eq!(browser.get(&path).await.status, 200, "{path}");
        }
    }
}
