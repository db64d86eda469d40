//! Whatever is sent to a form, by whomever: a clear answer, never a broken server, and no trace
//! where it was refused. Every route that takes a form is tried, found in the router itself.

use axum::body::Body;
use axum::http::Method;
use hafan_app::post::ForWhom;
use hafan_core::community::Visibility;
use hafan_testkit::{Backend, Browser, Form, Page, Person, Place, Route, Things, for_each_backend};
use std::collections::BTreeMap;

const FORM: &str = "application/x-www-form-urlencoded";

/// What a lively place has, and somebody who is in it.
async fn lively(place: &Place) -> (Things, Vec<(&'static str, Person)>) {
    let host = place.host("gwen").await;
    let mair = place.member("mair").await;
    let open = place.found(&mair, "Cylch", Visibility::Public).await;
    let hidden = place.found(&host, "Cudd", Visibility::Hidden).await;
    let (shown, picture) = place.show(&mair, "Llun", ForWhom::Public).await;
    let own = place.say(&host, "Bore da", ForWhom::Public).await;
    let secret = place
        .say(&host, "Cyfrinach", ForWhom::Community(hidden.id))
        .await;
    let personas = [("gwen", &host), ("mair", &mair)];
    let things = Things {
        personas: personas
            .map(|(handle, person)| (handle.to_owned(), person.actor.persona))
            .to_vec(),
        communities: vec![(open.handle, open.id), (hidden.handle, hidden.id)],
        posts: vec![
            ("mair".to_owned(), shown),
            ("gwen".to_owned(), own),
            ("gwen".to_owned(), secret),
        ],
        pictures: vec![picture],
        codes: vec!["AAAAAAAAAAAA".to_owned()],
        words: vec!["bore".to_owned()],
    };
    (things, vec![("mair", mair), ("gwen", host)])
}

#[tokio::test]
async fn a_path_that_is_no_text_finds_nothing_and_says_so_in_the_language_of_whoever_asks() {
    let place = Place::new(Backend::Sqlite).await;
    let visitor = place.visitor();
    visitor.set_header("accept-language", "cy");
    let mut tried = 0;
    for route in place.routes().await {
        let names = route.parameters();
        let values = names.into_iter().map(|name| (name, "a%ff".to_owned()));
        let path = route.filled(&values.collect());
        for method in [Method::GET, Method::POST] {
            if !path.contains("%ff") || !route.takes(method.as_str()) {
                continue;
            }
            tried += 1;
            let page = visitor.send(method, &path, None, Body::empty()).await;
            assert_eq!(page.status, 404, "{path}: {}", page.text());
            let is_page = page.has("html[lang=cy] h1") && page.says("Nid yw’r dudalen hon yma");
            let is_asset = path.starts_with("/assets/") && page.body.is_empty();
            let is_told = path.starts_with("/api/") && page.text().contains("Does dim byd yma");
            assert!(is_page || is_asset || is_told, "{path}: {}", page.text());
        }
    }
    assert!(tried > 40, "{tried}");
}

/// Routes that take forms, with what they can be sent to.
async fn targets(place: &Place, things: &Things) -> Vec<(Route, String)> {
    let mut all = Vec::new();
    for route in place.routes().await {
        if route.takes("POST") {
            let paths = things.paths(&route);
            all.extend(paths.into_iter().map(|path| (route.clone(), path)));
        }
    }
    all
}

#[tokio::test]
async fn a_form_from_elsewhere_or_without_its_secret_changes_nothing() {
    for_each_backend(async |place| {
        let (things, people) = lively(place).await;
        let (_, mair) = &people[0];
        // So that a secret was seen, and the hour of the visit is kept already.
        let visitor = place.visitor();
        for browser in [&mair.browser, &visitor] {
            browser.get("/nowhere").await;
        }
        let before = place.rows().await;
        for (_, path) in targets(place, &things).await {
            for browser in [&mair.browser, &visitor] {
                for (what, page) in forged(browser, &path).await {
                    let status = page.status.as_u16();
                    assert!(
                        (400..500).contains(&status) || is_to_sign_in(&page),
                        "{path} {what}: {status} {}",
                        page.text()
                    );
                }
            }
        }
        assert_unchanged(&before, &place.rows().await, "forged forms");
    })
    .await;
}

/// A visitor is sent to the door, which is an answer as good as a refusal.
fn is_to_sign_in(page: &Page) -> bool {
    page.location().is_some_and(|to| to.starts_with("/sign-in"))
}

async fn forged(browser: &Browser, path: &str) -> Vec<(&'static str, Page)> {
    let send = async |body: &str| {
        browser
            .send(Method::POST, path, Some(FORM), Body::from(body.to_owned()))
            .await
    };
    let mut all = vec![
        ("without a secret", send("").await),
        ("with an empty secret", send("csrf=").await),
        (
            "with a wrong secret",
            send("csrf=AAAAAAAAAAAAAAAAAAAAAAAA").await,
        ),
    ];
    let elsewhere = browser.copy();
    for (header, value) in [
        ("origin", "https://elsewhere.test"),
        ("sec-fetch-site", "cross-site"),
    ] {
        elsewhere.set_header(header, value);
        all.push(("from elsewhere", elsewhere.post(path, &[]).await));
    }
    all
}

#[tokio::test]
async fn nothing_that_is_sent_breaks_a_form_or_leaves_a_trace_where_it_is_refused() {
    for_each_backend(async |place| {
        let (things, people) = lively(place).await;
        let forms = forms_on_pages(place, &things, &people).await;
        // The codes and limits are the same code on both databases; the values are not.
        let step = if place.backend() == Backend::Sqlite {
            1
        } else {
            3
        };
        let mut standing = place.rows().await;
        for (path, fields) in one_each(place, &things, &forms).await {
            for (who, person) in &people {
                for body in hostile_bodies(&fields).iter().step_by(step) {
                    let page = sent(&person.browser, &path, body).await;
                    let begin: String = String::from_utf8_lossy(body).chars().take(120).collect();
                    let words = || format!("{who}: {path} {begin}: {}", page.status);
                    assert!(
                        !page.status.is_server_error(),
                        "{} {}",
                        words(),
                        page.text()
                    );
                    let rows = place.rows().await;
                    if page.status.is_client_error() {
                        assert_unchanged(&standing, &rows, &words());
                    }
                    standing = rows;
                }
            }
        }
    })
    .await;
}

/// One path of each route that takes forms, with the fields of its form: one that is on a page, if
/// there is one.
async fn one_each(
    place: &Place,
    things: &Things,
    forms: &BTreeMap<String, Vec<(String, String)>>,
) -> Vec<(String, Vec<(String, String)>)> {
    let mut all: Vec<(String, Vec<(String, String)>)> = Vec::new();
    let mut routes: Vec<Route> = place.routes().await;
    routes.retain(|route| route.takes("POST") && !ENDING.contains(&route.path.as_str()));
    for route in routes {
        let paths = things.paths(&route);
        let on_page = paths.iter().find(|path| forms.contains_key(*path));
        let path = on_page.or_else(|| paths.first());
        all.extend(path.map(|path| {
            let fields = forms.get(path).cloned().unwrap_or_default();
            (path.clone(), fields)
        }));
    }
    all
}

/// Forms after which the browser that tries is nobody any more.
const ENDING: &[&str] = &["/sign-out", "/me/leave"];

/// The fields of the forms on all pages that these people see, by where the forms go.
async fn forms_on_pages(
    place: &Place,
    things: &Things,
    people: &[(&str, Person)],
) -> BTreeMap<String, Vec<(String, String)>> {
    let mut all = BTreeMap::new();
    for route in place.routes().await.iter().filter(|r| r.takes("GET")) {
        for path in things.paths(route) {
            for (_, person) in people {
                let page = person.browser.get(&path).await;
                for Form { action, fields, .. } in page.forms() {
                    all.entry(action).or_insert(fields);
                }
            }
        }
    }
    all
}

/// Bodies without the secret, which [`sent`] puts in front.
fn hostile_bodies(known: &[(String, String)]) -> Vec<Vec<u8>> {
    let mut bodies: Vec<Vec<u8>> = vec![
        b"".to_vec(),
        b"&&&===&%&%zz&=".to_vec(),
        b"a=%ff%fe%80&b=\xff\xfe".to_vec(),
        (0..5000)
            .map(|n| format!("&f{n}=v"))
            .collect::<String>()
            .into_bytes(),
        format!("text={}", "a".repeat(1024 * 1024)).into_bytes(),
    ];
    let fields: Vec<&(String, String)> = known.iter().filter(|(name, _)| name != "csrf").collect();
    for (position, (name, _)) in fields.iter().enumerate() {
        for value in HOSTILE_VALUES {
            let others = fields.iter().enumerate().filter(|(at, _)| *at != position);
            let mut body = String::new();
            for (_, (name, value)) in others {
                body.push_str(&format!("{name}={}&", coded(value)));
            }
            body.push_str(&format!("{name}={value}"));
            bodies.push(body.into_bytes());
        }
        // The field twice, and missing.
        let twice = format!("{name}=a&{name}=b");
        bodies.push(twice.into_bytes());
    }
    bodies
}

/// As they stand in a body.
const HOSTILE_VALUES: &[&str] = &[
    "",
    "%00",
    "a%00b",
    "%ff%c0%80",
    "-1",
    "0",
    "1",
    "99999999999999999999999999",
    "9223372036854775807",
    "-9223372036854775808",
    "1e308",
    "NaN",
    "no-such-code",
    "%E2%80%AE%E2%80%8B%EF%BB%BF%CC%81%F0%9F%91%A9%E2%80%8D%F0%9F%92%BB",
    "%27%3B+DROP+TABLE+posts%3B--",
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "..%2F..%2Fetc%2Fpasswd",
    "%0D%0ASet-Cookie%3A+a%3Db",
    "https%3A%2F%2Felsewhere.test%2F",
    "%2F%2Felsewhere.test",
];

async fn sent(browser: &Browser, path: &str, body: &[u8]) -> Page {
    let secret = browser.secret(path).await;
    let mut whole = format!("csrf={secret}&").into_bytes();
    whole.extend_from_slice(body);
    browser
        .send(Method::POST, path, Some(FORM), Body::from(whole))
        .await
}

fn coded(value: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric();
    let mut all = String::new();
    for byte in value.bytes() {
        if plain(byte) {
            all.push(char::from(byte));
        } else {
            all.push_str(&format!("%{byte:02X}"));
        }
    }
    all
}

/// Counting guesses is not a trace of what was refused, nor is the draft in which the composer
/// keeps what could not be published; everything else is.
fn assert_unchanged(before: &[String], after: &[String], words: &str) {
    let kept = |rows: &[String]| -> Vec<String> {
        let meant = |row: &&String| !row.starts_with("throttles:") && !row.starts_with("drafts:");
        let rows = rows.iter().filter(meant);
        rows.cloned().collect()
    };
    let (before, after) = (kept(before), kept(after));
    let new: Vec<&String> = after.iter().filter(|row| !before.contains(row)).collect();
    let gone: Vec<&String> = before.iter().filter(|row| !after.contains(row)).collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "{words}: something was left behind:\n+ {new:?}\n- {gone:?}"
    );
}
