//! To anyone outside, a hidden community and what is in it do not exist: the same answer as for
//! what never was, on every route, to reading and to sending.

use hafan_app::community::settings::{Settings, change};
use hafan_app::post::ForWhom;
use hafan_core::community::{JoinRule, Visibility};
use hafan_core::id::{AccountId, CommunityId, PostId};
use hafan_testkit::worlds::difference_of_work;
use hafan_testkit::{Browser, Founded, Page, Person, Place, Things, for_each_backend};

#[tokio::test]
async fn what_is_in_a_hidden_community_is_answered_as_what_never_was() {
    for_each_backend(async |place| {
        let host = place.member("delyth").await;
        let fellow = place.member("eleri").await;
        let hidden = place.found(&host, "Cudd", Visibility::Hidden).await;
        place.let_in(&host, &hidden, &fellow, "eleri").await;
        let said = ForWhom::Community(hidden.id);
        let words = place.say(&fellow, "Cyfrinach.", said).await;
        let (shown, picture) = place.show(&fellow, "Llun cyfrinachol.", said).await;
        // Another that everybody could see until now.
        let later = place.found(&host, "Agored", Visibility::Public).await;
        place.let_in(&host, &later, &fellow, "eleri").await;
        let said_openly = ForWhom::Community(later.id);
        let before = place.say(&fellow, "Cyfrinach gynt.", said_openly).await;
        let now = hide(place, &host, &later).await;
        let there = Things {
            communities: vec![(hidden.handle.clone(), hidden.id), (now, later.id)],
            posts: [words, shown, before]
                .map(|id| ("eleri".to_owned(), id))
                .to_vec(),
            pictures: vec![picture],
            personas: vec![("eleri".to_owned(), fellow.actor.persona)],
            words: vec![
                "cyfrinach".to_owned(),
                "agored".to_owned(),
                hidden.handle.clone(),
            ],
            ..Things::default()
        };
        let never = never_was(&there);
        let stranger = place.member("dieithryn").await;
        place.install(&stranger).await;
        let outsiders = [
            ("visitor", place.visitor()),
            ("dieithryn", stranger.browser),
        ];
        for (who, browser) in &outsiders {
            // A first visit is given a cookie whatever it asks for.
            browser.get("/nowhere").await;
            compare(place, who, browser, &there, &never).await;
        }
        // The walk reaches the community: its members do see it.
        let square = format!("/c/{}", hidden.handle);
        let routes = place.routes().await;
        if routes.iter().any(|route| route.path == "/c/{handle}") {
            assert_eq!(fellow.browser.get(&square).await.status, 200);
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_not_for_one_is_answered_as_what_never_was() {
    for_each_backend(async |place| {
        let author = place.member("awdures").await;
        let foe = place.member("gelynes").await;
        let friend = place.member("cyfeilles").await;
        let circle = hafan_app::circle::make(&place.app, &author.actor, "Teulu".to_owned());
        let circle = circle.await.expect("a circle");
        let mut posts = Vec::new();
        let mut pictures = Vec::new();
        for for_whom in [ForWhom::Followers, ForWhom::Circle(circle), ForWhom::Named] {
            let (post, picture) = place.show(&author, "I @cyfeilles yn unig.", for_whom).await;
            posts.push(("awdures".to_owned(), post));
            pictures.push(picture);
        }
        let there = Things {
            posts,
            pictures,
            ..Things::default()
        };
        let stranger = place.member("dieithryn").await;
        place.install(&stranger).await;
        let outsiders = [
            ("visitor", place.visitor()),
            ("dieithryn", stranger.browser),
        ];
        for (who, browser) in &outsiders {
            browser.get("/nowhere").await;
            compare(place, who, browser, &there, &never_was(&there)).await;
        }
        let (_, id) = there.posts[0];
        let thread = format!("/@awdures/{id}");
        assert_eq!(friend.browser.get(&thread).await.status, 200);
        // Whoever is blocked meets nobody where the other was.
        let open = place.say(&foe, "I bawb.", ForWhom::Public).await;
        let apart = place.member("dieithryn2").await;
        place.install(&apart).await;
        let done = hafan_app::relation::block(&place.app, &foe.actor, apart.actor.persona);
        done.await.expect("blocked");
        let there = Things {
            personas: vec![("gelynes".to_owned(), foe.actor.persona)],
            posts: vec![("gelynes".to_owned(), open)],
            ..Things::default()
        };
        let mut never = never_was(&there);
        let other = AccountId::new(foe.actor.persona.get() ^ 0x5a5a);
        never.personas = vec![("hfmzoft".to_owned(), other)];
        never.posts[0].0 = "hfmzoft".to_owned();
        apart.browser.get("/nowhere").await;
        compare(place, "dieithryn2", &apart.browser, &there, &never).await;
    })
    .await;
}

/// Hides a community; gives its new handle.
async fn hide(place: &Place, host: &Person, it: &Founded) -> String {
    let wish = Settings {
        name: "Agored".to_owned(),
        summary: String::new(),
        charter: String::new(),
        norms: String::new(),
        visibility: Visibility::Hidden,
        handle: String::new(),
        join_rule: JoinRule::Invitation,
        join_question: String::new(),
        replies: None,
        quotes: None,
    };
    let changed = change(&place.app, host.actor, it.handle.clone(), wish).await;
    let handle = changed.expect("hidden");
    assert_ne!(handle, it.handle);
    handle
}

/// The same shapes, and nothing behind them.
fn never_was(there: &Things) -> Things {
    let changed = |text: &str| -> String {
        // Letters keep their kind, so that nothing but existence differs.
        text.chars()
            .map(|c| match c {
                'a'..='y' | 'A'..='Y' => char::from(c as u8 + 1),
                '0'..='8' => char::from(c as u8 + 1),
                _ => c,
            })
            .collect()
    };
    Things {
        communities: there
            .communities
            .iter()
            .map(|(handle, id)| (changed(handle), CommunityId::new(id.get() ^ 0x5a5a)))
            .collect(),
        posts: there
            .posts
            .iter()
            .map(|(by, id)| (by.clone(), PostId::new(id.get() ^ 0x5a5a)))
            .collect(),
        pictures: there.pictures.iter().map(|path| other_key(path)).collect(),
        words: there.words.iter().map(|word| changed(word)).collect(),
        // People exist outside as well.
        personas: there.personas.clone(),
        codes: there.codes.iter().map(|code| changed(code)).collect(),
    }
}

/// Another key of the same length, the same size.
fn other_key(path: &str) -> String {
    let (key, file) = path.split_once('/').expect("KEY/SIZE.EXT");
    let key: String = key
        .chars()
        .map(|c| if c == '0' { 'f' } else { '0' })
        .collect();
    format!("{key}/{file}")
}

async fn compare(place: &Place, who: &str, browser: &Browser, there: &Things, never: &Things) {
    let mut compared = 0;
    // Other statements take other times, and time can be measured from outside.
    let mut told_apart = Vec::new();
    for route in place.routes().await {
        let (mut here, mut nowhere) = (there.paths(&route), never.paths(&route));
        if route.path == "/@{handle}" {
            // A community has its handle among those of people.
            here.extend(there.communities.iter().map(|(h, _)| format!("/@{h}")));
            nowhere.extend(never.communities.iter().map(|(h, _)| format!("/@{h}")));
        }
        here.extend(asked(&route.path, there));
        nowhere.extend(asked(&route.path, never));
        assert_eq!(here.len(), nowhere.len());
        for (here, nowhere) in here.iter().zip(&nowhere) {
            if here == nowhere {
                continue;
            }
            for (method, fields) in [("GET", EMPTY), ("POST", EMPTY), ("POST", FILLED)] {
                if !route.takes(method) {
                    continue;
                }
                let mut part = None;
                // What differs once is the work of somebody else on the machine (a statement that
                // ran again); what differs because of the question differs each time.
                for _ in 0..2 {
                    let (seen, work) = answered(place, browser, (method, here), fields).await;
                    let (unseen, no_work) =
                        answered(place, browser, (method, nowhere), fields).await;
                    let seen = normal(&seen, here);
                    let unseen = normal(&unseen, nowhere);
                    assert_eq!(seen, unseen, "{who}: {method} {here}");
                    part = (work != no_work).then(|| difference_of_work(&work, &no_work));
                    if part.is_none() {
                        break;
                    }
                }
                told_apart.extend(part.map(|part| format!("{who}: {method} {here}:\n{part}")));
                compared += 1;
            }
        }
    }
    if who != "visitor" {
        for (here, nowhere) in pointed(there).iter().zip(&pointed(never)) {
            let (seen, work) = forged(place, (who, browser), here).await;
            let (unseen, no_work) = forged(place, (who, browser), nowhere).await;
            let (seen, unseen) = (normal(&seen, &here.1), normal(&unseen, &nowhere.1));
            assert_eq!(seen, unseen, "{who}: /write with {here:?}");
            if work != no_work {
                let part = difference_of_work(&work, &no_work);
                told_apart.push(format!("{who}: /write with {here:?}:\n{part}"));
            }
        }
    }
    assert!(told_apart.is_empty(), "{}", told_apart.join("\n"));
    eprintln!("{who} compared {compared} answers");
}

fn asked(route: &str, things: &Things) -> Vec<String> {
    let questions = things.questions(route);
    questions
        .iter()
        .map(|asked| format!("{route}{asked}"))
        .collect()
}

/// What a forged composer can point to: a field and its value.
fn pointed(things: &Things) -> Vec<(&'static str, String)> {
    let posts = || things.posts.iter().map(|(_, id)| id.to_string());
    let places = things.communities.iter().map(|(handle, _)| handle.clone());
    (places.map(|handle| ("in", handle)))
        .chain(posts().map(|id| ("reply", id)))
        .chain(posts().map(|id| ("quote", id)))
        .collect()
}

async fn forged(
    place: &Place,
    (who, browser): (&str, &Browser),
    (name, to): &(&str, String),
) -> (Page, Vec<String>) {
    browser.secret("/").await;
    let fields = [
        ("as", who),
        ("act", "publish"),
        ("body", "Geiriau"),
        (name, to.as_str()),
    ];
    place.heard(browser.post("/write", &fields)).await
}

type Fields = &'static [(&'static str, &'static str)];

const EMPTY: Fields = &[];
/// What forms may want before they look for what they are about.
const FILLED: Fields = &[
    ("on", "yes"),
    ("choice", "0"),
    ("act", "publish"),
    ("body", "Geiriau"),
    ("text", "Geiriau"),
    ("name", "Enw"),
    ("reason", "Rheswm"),
    ("answer", "Ateb"),
    ("handle", "eleri"),
    ("member", "eleri"),
    ("role", "helper"),
    ("answers", "nobody"),
    ("quotes", "nobody"),
];

/// The answer, and the statements it took.
async fn answered(
    place: &Place,
    browser: &Browser,
    (method, path): (&str, &str),
    fields: Fields,
) -> (Page, Vec<String>) {
    // The secret of the form is fetched before anybody listens.
    browser.secret("/").await;
    if method == "GET" {
        place.heard(browser.get(path)).await
    } else {
        place.heard(browser.post(path, fields)).await
    }
}

/// Status, headers and body, with the path that was asked for taken out where it is echoed.
fn normal(page: &Page, path: &str) -> String {
    let echoed = path.rsplit(['/', '=']).next().unwrap_or_default();
    let next = data_encoding::BASE64URL_NOPAD.encode(path.as_bytes());
    let mut pieces: Vec<&str> = path.split(['/', '=', '?']).collect();
    pieces.retain(|piece| piece.len() > 5);
    // Fresh random ids have more or fewer digits.
    let mut headers = page.headers_without_tag();
    headers.remove("content-length");
    let mut text = format!("{}\n{headers:?}\n{}", page.status, page.html());
    text = text.replace(&next, "NEXT").replace(path, "PATH");
    for piece in pieces.into_iter().chain([echoed]).filter(|p| p.len() > 5) {
        text = text.replace(piece, "ECHO");
    }
    without_secrets(&text)
}

/// Secrets of forms are spelt differently on every page.
fn without_secrets(text: &str) -> String {
    const BEFORE: &str = "name=\"csrf\" value=\"";
    let mut pieces = text.split(BEFORE);
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        plain.push_str(BEFORE);
        plain.push_str(piece.split_once('"').map_or("", |(_, after)| after));
    }
    without_new_ids(&plain)
}

/// A page that makes something (a draft) names its fresh random id.
fn without_new_ids(text: &str) -> String {
    const ID_DIGITS_MIN: usize = 15;
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        plain.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        plain.push_str(if end >= ID_DIGITS_MIN {
            "ID"
        } else {
            &rest[..end]
        });
        rest = &rest[end..];
    }
    plain.push_str(rest);
    plain
}
