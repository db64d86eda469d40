//! Every item says why it is there, and what would stop it: on every page that lists items, and in
//! every list that an application reads.

use hafan_app::identity::profile::{self, Profile};
use hafan_app::list::{self, List};
use hafan_app::post::{self, ForWhom, Wish};
use hafan_app::{relation, tag};
use hafan_core::audience::{Audience, WhoMay};
use hafan_core::community::Visibility;
use hafan_core::id::{CommunityId, ListId, PostId};
use hafan_core::list::Replies;
use hafan_testkit::{Browser, Page, Person, Place, Things, for_each_backend};
use serde_json::Value;
use std::collections::BTreeSet;

/// What is one's own doing has nothing that would stop it but undoing it, where the post stands.
const WITHOUT_ACTION: [&str; 3] = [
    "Here because you wrote it.",
    "Here because you kept it.",
    "Here because you thanked for it.",
];
/// Pages about one post, which was opened there.
const OF_ONE_POST: [&str; 3] = ["/post/", "/write", "/people/"];

/// Somebody who looks, and what is expected of them to find items on.
struct Reader<'p> {
    browser: &'p Browser,
    is_guest: bool,
    finds: &'static [&'static str],
}

#[tokio::test]
async fn every_item_of_a_page_says_why_it_is_there_and_what_would_stop_it() {
    for_each_backend(async |place| {
        let scene = Scene::new(place).await;
        let mut paths = scene.paths(place).await;
        paths.extend(["/?read=familiar", "/?read=all"].map(str::to_owned));
        paths.push("/@dewi?answers=yes".to_owned());
        let visitor = place.visitor();
        let readers = [
            Reader {
                browser: &scene.reader.browser,
                is_guest: false,
                finds: &[
                    "/?read=all",
                    "/?read=familiar",
                    "/@dewi",
                    "/@dewi?answers=yes",
                    "/c/gardd",
                    "/c/gardd/photos",
                    "/kept",
                    "/me/lists/",
                    "/me/posts",
                    "/notifications",
                    "/search?q=afalau",
                    "/tags/afal",
                    "thread",
                ],
            },
            Reader {
                browser: &scene.guest.browser,
                is_guest: false,
                finds: &[
                    "/@dewi",
                    "/c/gardd",
                    "/c/gardd/photos",
                    "/tags/afal",
                    "thread",
                ],
            },
            Reader {
                browser: &visitor,
                is_guest: true,
                finds: &["/@dewi", "/c/gardd", "/c/gardd/photos", "thread"],
            },
        ];
        for reader in readers {
            let mut found = BTreeSet::new();
            for path in &paths {
                if OF_ONE_POST.iter().any(|begin| path.starts_with(begin)) {
                    continue;
                }
                let page = reader.browser.get(path).await;
                if says_why(&page, path, reader.is_guest) {
                    let is_thread = path.starts_with("/@") && path.matches('/').count() == 2;
                    found.insert(if is_thread { "thread" } else { path });
                }
            }
            for wanted in reader.finds {
                let is_found = found.iter().any(|path| path.starts_with(wanted));
                assert!(is_found, "{wanted}: only on {found:?}");
            }
        }
    })
    .await;
}

/// True where the page lists items; each of them has its reason, or all have one.
fn says_why(page: &Page, path: &str, is_guest: bool) -> bool {
    let opened = page.count("article.post.here");
    let posts = page.count("article.post") - opened;
    let news = page.count(".news > li");
    let pictures = page.count(".wall > li");
    let items = posts + news + pictures;
    if items == 0 {
        return false;
    }
    let for_all = page.count("main > .why.of-all, main > * > .why.of-all");
    if for_all > 0 {
        assert_eq!(page.count(".why"), 1, "{path}: {}", page.html());
    } else {
        let of_each =
            page.count("article.post:not(.here) > .why") + page.count(".news > li > .why");
        assert_eq!(of_each, items, "{path}: {}", page.html());
    }
    let reasons = page.texts(".why");
    let of_own = |words: &&String| WITHOUT_ACTION.contains(&words.as_str());
    let acts = page.count(".why a, .why button");
    if is_guest {
        assert_eq!(acts, 0, "{path}");
    } else if !path.ends_with("/photos") || page.says("Leave") {
        let own = reasons.iter().filter(of_own).count();
        assert_eq!(acts, reasons.len() - own, "{path}: {reasons:?}");
    }
    true
}

#[tokio::test]
async fn every_post_in_a_list_for_applications_says_why_it_is_there() {
    for_each_backend(async |place| {
        let scene = Scene::new(place).await;
        place.install(&scene.reader).await;
        place.install(&scene.guest).await;
        let of_reader: [(String, &str); 12] = [
            ("/api/v1/timelines/home".to_owned(), "follow"),
            ("/api/v1/timelines/tag/afal".to_owned(), "searched"),
            ("/api/v1/timelines/public".to_owned(), "searched"),
            (format!("/api/v1/timelines/list/{}", scene.list), "list"),
            ("/api/hafan/v1/timelines/familiar".to_owned(), "familiar"),
            ("/api/v1/bookmarks".to_owned(), "kept"),
            ("/api/v1/favourites".to_owned(), "thanked"),
            ("/api/v2/search?q=afalau".to_owned(), "searched"),
            ("/api/v1/notifications".to_owned(), "named"),
            ("/api/v1/conversations".to_owned(), "named"),
            (scene.statuses(&scene.author), "page"),
            (scene.context(), "conversation"),
        ];
        for (path, code) in of_reader {
            let codes = codes(&scene.reader.browser, &path).await;
            assert!(codes.contains(code), "{path}: {codes:?}");
            assert!(!codes.contains("opened"), "{path}: {codes:?}");
        }
        let pinned = format!("{}?pinned=true", scene.statuses(&scene.author));
        let square = format!("/api/v1/accounts/{}/statuses", scene.community);
        for (path, code) in [(pinned, "page"), (square, "square")] {
            let codes = codes(&scene.guest.browser, &path).await;
            assert_eq!(codes, BTreeSet::from([code.to_owned()]), "{path}");
        }
    })
    .await;
}

/// The reasons of the posts in an answer, without those that are quoted in one.
async fn codes(browser: &Browser, path: &str) -> BTreeSet<String> {
    let page = browser.get(path).await;
    assert_eq!(page.status, 200, "{path}: {}", page.text());
    let answer: Value = serde_json::from_slice(&page.body).expect("JSON");
    let mut found = BTreeSet::new();
    let mut open = vec![&answer];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(all) => open.extend(all),
            Value::Object(fields) => {
                let code = &value["hafan"]["reason"]["code"];
                found.extend(code.as_str().map(str::to_owned));
                let inner = fields.iter().filter(|(name, _)| *name != "quote");
                open.extend(inner.map(|(_, field)| field));
            }
            _ => {}
        }
    }
    found
}

/// Something on every surface.
struct Scene {
    reader: Person,
    author: Person,
    guest: Person,
    community: CommunityId,
    list: ListId,
    begun: PostId,
    things: Things,
}

impl Scene {
    async fn new(place: &Place) -> Self {
        let (reader, author) = (place.member("mair").await, place.member("dewi").await);
        let guest = place.member("eryl").await;
        let app = &place.app;
        let founded = place.found(&author, "Gardd", Visibility::Public).await;
        place.let_in(&author, &founded, &reader, "mair").await;
        relation::follow(app, &reader.actor, author.actor.persona)
            .await
            .expect("followed");
        tag::follow(app, reader.actor, "afal").await.expect("a tag");
        let made = List {
            id: ListId::new(0),
            title: "Garddwyr".to_owned(),
            replies: Replies::Listed,
            is_exclusive: false,
        };
        let made = list::make(app, reader.actor, made).await.expect("a list");
        list::add(app, reader.actor, made.id, vec![author.actor.persona])
            .await
            .expect("held");
        be_findable(place, &author).await;
        let mut posts = Vec::new();
        let begun = place.say(&author, "Afalau #afal", ForWhom::Public).await;
        for (by, words, to) in [
            (&reader, "Diolch @dewi", begun),
            (&author, "Croeso @mair", begun),
        ] {
            place.later(1_000);
            posts.push(answer(place, by, words, to).await);
        }
        place.later(1_000);
        let in_square = ForWhom::Community(founded.id);
        place.show(&author, "Coeden", in_square).await;
        place.later(1_000);
        let to_one = ForWhom::Named;
        let told = place.say(&author, "Wyt ti yno, @mair?", to_one).await;
        post::pin(app, &author.actor, begun, true)
            .await
            .expect("pinned");
        post::keep(app, &reader.actor, begun, true)
            .await
            .expect("kept");
        post::favourite(app, &reader.actor, begun, true)
            .await
            .expect("thanked");
        let all = [begun, posts[0], posts[1], told];
        let by = ["dewi", "mair", "dewi", "dewi"].map(str::to_owned);
        let things = Things {
            personas: vec![
                ("dewi".to_owned(), author.actor.persona),
                ("mair".to_owned(), reader.actor.persona),
            ],
            communities: vec![(founded.handle, founded.id)],
            posts: by.into_iter().zip(all).collect(),
            words: vec!["afal".to_owned(), "afalau".to_owned()],
            ..Things::default()
        };
        Self {
            reader,
            author,
            guest,
            community: founded.id,
            list: made.id,
            begun,
            things,
        }
    }

    async fn paths(&self, place: &Place) -> Vec<String> {
        let mut paths = vec![format!("/me/lists/{}", self.list)];
        for route in place.routes().await {
            if !route.takes("GET") || route.path.starts_with("/api/") {
                continue;
            }
            paths.extend(self.things.paths(&route));
            let asked = self.things.questions(&route.path);
            paths.extend(asked.iter().map(|asked| format!("{}{asked}", route.path)));
        }
        paths
    }

    fn statuses(&self, of: &Person) -> String {
        format!("/api/v1/accounts/{}/statuses", of.actor.persona)
    }

    fn context(&self) -> String {
        format!("/api/v1/statuses/{}/context", self.begun)
    }
}

async fn be_findable(place: &Place, who: &Person) {
    let wish = Profile {
        name: String::new(),
        bio: String::new(),
        approve_followers: false,
        is_findable: true,
        posts_findable: true,
        default_audience: Audience::Public,
        default_replies: WhoMay::Everyone,
        default_quotes: WhoMay::Everyone,
    };
    let done = profile::edit(&place.app, who.actor, wish).await;
    done.expect("a profile");
}

async fn answer(place: &Place, by: &Person, words: &str, to: PostId) -> PostId {
    let wish = Wish {
        text: words.to_owned(),
        reply_to: Some(to),
        ..Wish::default()
    };
    place.publish(by, wish).await
}
