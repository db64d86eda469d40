//! Answers have a standing: whoever is asked looks first, hides one, or has blocked its author; and
//! then it is nowhere, on every page the router has, but before the eyes of whoever wrote it.

pub mod asked;
mod on;
mod say;
mod tray;
mod usual;
mod wordings;

use self::asked::{answer, answer_with, begin, is_seen, judge};
use crate::rules::be_findable;
use hafan_app::post::answer::{Verdict, decide};
use hafan_app::post::{self, EditWish, ForWhom, Wish, favourite, keep};
use hafan_app::relation::{block, follow, unblock};
use hafan_app::store::notification::{self, Notification};
use hafan_app::{Error, ledger};
use hafan_core::answer::AnswerKind::{self, Quote, Reply};
use hafan_core::audience::WhoMay;
use hafan_core::community::Visibility;
use hafan_core::id::{NotificationId, PostId};
use hafan_core::time::MINUTE_US;
use hafan_testkit::{Backend, Browser, Founded, Person, Place, Things, for_each_backend};
use std::collections::{BTreeMap, BTreeSet};

/// Stands in the answer and nowhere else.
const WORD: &str = "draenog";
/// Stands in everything, for search.
const ALL: &str = "bore";
/// Where those who are asked look.
const TRAY: [&str; 2] = ["/me/answers", "/api/hafan/v1/answers"];

/// Anwen is asked, Gwilym writes, Ffion follows both and reads, Dilys keeps the norms of a house.
struct Scene {
    place: Place,
    things: Things,
    anwen: Person,
    gwilym: Person,
    ffion: Person,
    dilys: Person,
    /// Begins threads: in the open, and in the house.
    roots: [PostId; 2],
    house: Founded,
}

impl Scene {
    async fn new(backend: Backend, replies: WhoMay) -> Self {
        let place = Place::new(backend).await;
        let (anwen, gwilym) = (place.member("anwen").await, place.member("gwilym").await);
        let (ffion, dilys) = (place.member("ffion").await, place.member("dilys").await);
        for person in [&anwen, &gwilym, &ffion] {
            place.install(person).await;
        }
        let house = place.found(&dilys, "Teulu", Visibility::Public).await;
        for (guest, handle) in [(&anwen, "anwen"), (&gwilym, "gwilym"), (&ffion, "ffion")] {
            place.let_in(&dilys, &house, guest, handle).await;
        }
        be_findable(&place, &gwilym).await;
        for target in [&anwen, &gwilym] {
            let followed = follow(&place.app, &ffion.actor, target.actor.persona);
            followed.await.expect("followed");
        }
        let mut roots = Vec::new();
        for for_whom in [ForWhom::Public, ForWhom::Community(house.id)] {
            place.later(MINUTE_US);
            let wish = Wish {
                text: "Bore da, beth feddyliwch?".to_owned(),
                for_whom,
                replies: Some(replies),
                quotes: Some(replies),
                ..Wish::default()
            };
            roots.push(place.publish(&anwen, wish).await);
        }
        let things = Things {
            personas: [("anwen", &anwen), ("gwilym", &gwilym), ("ffion", &ffion)]
                .map(|(handle, person)| (handle.to_owned(), person.actor.persona))
                .to_vec(),
            communities: vec![(house.handle.clone(), house.id)],
            posts: roots.iter().map(|id| ("anwen".to_owned(), *id)).collect(),
            pictures: vec![],
            words: vec![ALL.to_owned()],
            codes: vec![],
        };
        let roots = [roots[0], roots[1]];
        Self {
            place,
            things,
            anwen,
            gwilym,
            ffion,
            dilys,
            roots,
            house,
        }
    }

    /// An answer of Gwilym's that names Ffion.
    async fn answer(&mut self, to: PostId) -> PostId {
        self.place.later(MINUTE_US);
        let wish = Wish {
            text: format!("Bore da @ffion #bore, {WORD}."),
            reply_to: Some(to),
            ..Wish::default()
        };
        let id = self.place.publish(&self.gwilym, wish).await;
        self.things.posts.push(("gwilym".to_owned(), id));
        id
    }

    async fn quote(&mut self, of: PostId) -> PostId {
        self.place.later(MINUTE_US);
        let wish = Wish {
            text: "Bore da, clywch hyn.".to_owned(),
            for_whom: ForWhom::Public,
            quote_of: Some(of),
            ..Wish::default()
        };
        let id = self.place.publish(&self.gwilym, wish).await;
        self.things.posts.push(("gwilym".to_owned(), id));
        id
    }

    /// At once, so that what is written on pages says the same of when things were.
    async fn decide(&self, post: PostId, kind: AnswerKind, verdict: Verdict) {
        let decided = decide(&self.place.app, &self.anwen.actor, (post, kind), verdict);
        decided.await.expect("decided");
    }

    /// Every page with what it says, but the trays.
    async fn pages(&self, browser: &Browser) -> BTreeMap<String, String> {
        let mut pages = BTreeMap::new();
        for route in self.place.routes().await.iter().filter(|r| r.takes("GET")) {
            let mut paths = self.things.paths(route);
            let questions = self.things.questions(&route.path).into_iter();
            paths.extend(questions.map(|asked| format!("{}{asked}", route.path)));
            for path in paths {
                let page = browser.get(&path).await;
                if !TRAY.iter().any(|tray| path.starts_with(tray)) {
                    pages.insert(path, page.html());
                }
            }
        }
        pages
    }

    async fn finds(&self, browser: &Browser) -> BTreeSet<String> {
        let pages = self.pages(browser).await.into_iter();
        let found = pages.filter(|(_, said)| said.contains(WORD));
        found.map(|(path, _)| path).collect()
    }

    /// Nobody finds the word but Gwilym, who finds it on as many pages as ever.
    async fn require_held(&self, gwilym: &BTreeSet<String>, how: &str) {
        let none = BTreeSet::new();
        let visitor = self.place.visitor();
        let readers = [
            ("anwen", &self.anwen.browser),
            ("ffion", &self.ffion.browser),
            ("a visitor", &visitor),
        ];
        for (who, browser) in readers {
            assert_eq!(self.finds(browser).await, none, "{how}: {who}");
        }
        assert_eq!(
            self.finds(&self.gwilym.browser).await,
            *gwilym,
            "{how}: gwilym"
        );
        self.place.require_ledger().await;
    }
}

/// What changes from one look at a page to the next, by itself.
fn settled(pages: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let still = |page: String| {
        let words = page.split(['"', '\n', '<']);
        // Secrets of forms, fresh drafts, moments.
        let is_still = |word: &&str| {
            word.len() != 64
                && !word.starts_with("/drafts/")
                && !word.chars().all(|c| c.is_ascii_digit())
        };
        words.filter(is_still).collect::<Vec<_>>().join("|")
    };
    let pages = pages.into_iter().map(|(path, page)| (path, still(page)));
    pages.filter(|(path, _)| !path.contains("oauth")).collect()
}

async fn told(place: &Place, who: &Person) -> Vec<Notification> {
    let me = who.actor.persona;
    let found = place
        .app
        .read(move |read| Ok(notification::page(read, me, NotificationId::new(i64::MAX))?));
    let found = found.await.expect("news");
    found.into_iter().filter(|one| one.post.is_some()).collect()
}

#[tokio::test]
async fn an_answer_that_waits_is_seen_by_its_writer_alone_until_it_is_let_in() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        for at in [0, 1] {
            let mut scene = Scene::new(backend, WhoMay::Ask).await;
            let id = scene.answer(scene.roots[at]).await;
            let own = scene.finds(&scene.gwilym.browser).await;
            let path = format!("/@gwilym/{id}");
            let thread = format!("/@anwen/{}", scene.roots[at]);
            assert!(own.contains(&path) && own.contains(&thread), "{own:?}");
            scene.require_held(&own, "waiting").await;
            assert!(told(&scene.place, &scene.ffion).await.is_empty());
            assert!(told(&scene.place, &scene.anwen).await.is_empty());
            let tray = scene.anwen.browser.get("/me/answers").await;
            assert!(tray.holds(WORD), "the one who is asked reads it");
            let waiting = settled(scene.pages(&scene.gwilym.browser).await);
            scene.decide(id, Reply, Verdict::Refuse).await;
            scene.require_held(&own, "refused").await;
            let refused = settled(scene.pages(&scene.gwilym.browser).await);
            assert_eq!(refused, waiting, "a refusal looks as no answer does");
            scene.decide(id, Reply, Verdict::LetIn).await;
            let found = scene.finds(&scene.ffion.browser).await;
            for surface in [&path, &thread, "/notifications", "/api/v1/notifications"] {
                assert!(found.contains(surface), "{surface}: {found:?}");
            }
            assert!(found.len() > 12, "{found:?}");
            assert!(scene.finds(&scene.place.visitor()).await.contains(&thread));
            assert_eq!(told(&scene.place, &scene.ffion).await.len(), 1, "told once");
        }
    }
}

#[tokio::test]
async fn an_answer_that_is_hidden_is_hidden_from_everybody_but_its_writer() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        for at in [0, 1] {
            let mut scene = Scene::new(backend, WhoMay::Everyone).await;
            let id = scene.answer(scene.roots[at]).await;
            let app = &scene.place.app;
            // All that could bring it back: kept, thanked for, quoted, passed on.
            keep(app, &scene.ffion.actor, id, true).await.expect("kept");
            favourite(app, &scene.ffion.actor, id, true)
                .await
                .expect("thanks");
            let passed_on = post::boost(app, &scene.dilys.actor, id, true).await;
            passed_on.expect("passed on");
            let quote = Wish {
                text: "Bore da.".to_owned(),
                quote_of: Some(id),
                for_whom: match at {
                    0 => ForWhom::Public,
                    _ => ForWhom::Community(scene.house.id),
                },
                ..Wish::default()
            };
            scene.place.later(MINUTE_US);
            let quote = scene.place.publish(&scene.ffion, quote).await;
            scene.things.posts.push(("ffion".to_owned(), quote));
            let own = scene.finds(&scene.gwilym.browser).await;
            let before = scene.finds(&scene.ffion.browser).await;
            let open = settled(scene.pages(&scene.gwilym.browser).await);
            scene.decide(id, Reply, Verdict::Hide).await;
            let hidden = settled(scene.pages(&scene.gwilym.browser).await);
            assert_eq!(hidden, open, "its writer is not told");
            scene.require_held(&own, "hidden").await;
            let page = scene.dilys.browser.get(&format!("/@gwilym/{id}")).await;
            assert_eq!(
                page.status,
                if at == 1 { 200 } else { 404 },
                "who keeps the norms"
            );
            scene.decide(id, Reply, Verdict::Show).await;
            assert_eq!(
                scene.finds(&scene.ffion.browser).await,
                before,
                "shown again"
            );
            scene.place.require_ledger().await;
        }
    }
}

#[tokio::test]
async fn whom_the_author_blocked_vanishes_from_their_threads_for_everyone_and_comes_back() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        for at in [0, 1] {
            let mut scene = Scene::new(backend, WhoMay::Everyone).await;
            let place = &scene.place;
            // Under the first post, and under somebody else's answer to it.
            place.later(MINUTE_US);
            let wish = Wish {
                text: "Ie wir".to_owned(),
                reply_to: Some(scene.roots[at]),
                ..Wish::default()
            };
            let between = place.publish(&scene.ffion, wish).await;
            scene.things.posts.push(("ffion".to_owned(), between));
            let first = scene.answer(scene.roots[at]).await;
            scene.answer(between).await;
            // And going on from one's own words.
            scene.answer(first).await;
            let before = scene.finds(&scene.ffion.browser).await;
            let (app, anwen) = (&scene.place.app, &scene.anwen.actor);
            let gwilym = &scene.gwilym.actor;
            // Also where it was the other way about: nobody insults, blocks, and is out of reach.
            for (one, other) in [(anwen, gwilym), (gwilym, anwen)] {
                block(app, one, other.persona).await.expect("blocked");
                let none = BTreeSet::new();
                let visitor = scene.place.visitor();
                for browser in [&scene.ffion.browser, &visitor, &scene.anwen.browser] {
                    assert_eq!(scene.finds(browser).await, none);
                }
                let own = scene.gwilym.browser.get(&format!("/@gwilym/{first}")).await;
                assert!(own.holds(WORD), "nothing of theirs is deleted");
                let profile = scene.gwilym.browser.get("/@gwilym?answers=yes").await;
                assert!(profile.holds(WORD) || at == 1, "on their page as ever");
                unblock(app, one, other.persona).await.expect("unblocked");
                assert_eq!(scene.finds(&scene.ffion.browser).await, before);
            }
        }
    }
}

#[tokio::test]
async fn a_quote_waits_without_what_it_quotes() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let mut scene = Scene::new(backend, WhoMay::Ask).await;
        let id = scene.quote(scene.roots[0]).await;
        let at = format!("/api/v1/statuses/{id}");
        let state = async |browser: &Browser| {
            let page = browser.get(&at).await;
            assert_eq!(page.status, 200, "the words around it are its author's own");
            let status: serde_json::Value = serde_json::from_str(&page.html()).expect("JSON");
            let shown = !status["quote"]["quoted_status"].is_null();
            (status["quote"]["state"].as_str().map(str::to_owned), shown)
        };
        let is = |state: &str, shown| (Some(state.to_owned()), shown);
        let ffion = &scene.ffion.browser;
        assert_eq!(state(ffion).await, is("pending", false));
        assert!(
            told(&scene.place, &scene.anwen).await.is_empty(),
            "it waits in the tray"
        );
        assert!(
            scene
                .anwen
                .browser
                .get("/me/answers")
                .await
                .holds("clywch hyn")
        );
        scene.decide(id, Quote, Verdict::Refuse).await;
        for browser in [ffion, &scene.gwilym.browser] {
            assert_eq!(state(browser).await, is("pending", false));
        }
        scene.decide(id, Quote, Verdict::LetIn).await;
        assert_eq!(state(ffion).await, is("accepted", true));
        let (app, anwen) = (&scene.place.app, &scene.anwen.actor);
        block(app, anwen, scene.gwilym.actor.persona)
            .await
            .expect("blocked");
        assert_eq!(
            state(ffion).await,
            is("unauthorized", false),
            "cut off by a block"
        );
        unblock(app, anwen, scene.gwilym.actor.persona)
            .await
            .expect("unblocked");
        assert_eq!(state(ffion).await, is("accepted", true));
        scene.decide(id, Quote, Verdict::Hide).await;
        assert_eq!(state(ffion).await, is("revoked", false));
        scene.decide(id, Quote, Verdict::Show).await;
        assert_eq!(state(ffion).await, is("accepted", true));
    }
}

#[tokio::test]
async fn friends_and_those_named_are_not_asked_to_wait() {
    for_each_backend(async |place| {
        let (anwen, cyfaill) = (place.member("anwen").await, place.member("cyfaill").await);
        let (named, other) = (place.member("named").await, place.member("other").await);
        follow(&place.app, &anwen.actor, cyfaill.actor.persona)
            .await
            .expect("followed");
        let wish = Wish {
            text: "Beth feddyliwch @named?".to_owned(),
            for_whom: ForWhom::Public,
            replies: Some(WhoMay::Ask),
            ..Wish::default()
        };
        let root = place.publish(&anwen, wish).await;
        for (who, is_seen) in [(&cyfaill, true), (&named, true), (&other, false)] {
            let page = who.browser.get(&format!("/@anwen/{root}")).await;
            let is_told = page.says("Answers here are looked at first");
            assert_eq!(is_told, !is_seen, "told before they write");
            let id = answer(place, who, root, "Ie").await;
            assert_eq!(asked::is_seen(place, id).await, is_seen);
        }
    })
    .await;
}

#[tokio::test]
async fn both_the_one_answered_and_the_one_who_began_the_thread_are_asked() {
    for_each_backend(async |place| {
        let (anwen, bryn) = (place.member("anwen").await, place.member("bryn").await);
        let writer = place.member("gwilym").await;
        let root = begin(place, &anwen, WhoMay::Ask).await;
        let ask = ("Hyn", Some(WhoMay::Ask));
        let middle = answer_with(place, &bryn, root, ask).await;
        judge(place, &anwen, middle, Verdict::LetIn).await;
        let id = answer(place, &writer, middle, "A hyn").await;
        for (who, after) in [(&bryn, false), (&anwen, true)] {
            assert!(!is_seen(place, id).await);
            judge(place, who, id, Verdict::LetIn).await;
            assert_eq!(is_seen(place, id).await, after);
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_walks_around_a_no() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let mut scene = Scene::new(backend, WhoMay::Ask).await;
        let id = scene.answer(scene.roots[0]).await;
        scene.decide(id, Reply, Verdict::LetIn).await;
        // Other words in the place of those that were let in.
        scene.place.later(MINUTE_US);
        let wish = EditWish {
            text: format!("Geiriau eraill, {WORD}."),
            ..EditWish::default()
        };
        let app = &scene.place.app;
        post::edit(app, &scene.gwilym.actor, id, wish)
            .await
            .expect("edited");
        assert!(
            scene.finds(&scene.ffion.browser).await.is_empty(),
            "it waits again"
        );
        scene.decide(id, Reply, Verdict::Refuse).await;
        // Writing on below what was refused; and below what was hidden, where others may answer.
        scene.answer(id).await;
        assert!(scene.finds(&scene.ffion.browser).await.is_empty());
        let set = post::set_policy(
            &scene.place.app,
            &scene.anwen.actor,
            scene.roots[0],
            WhoMay::Everyone,
            WhoMay::Everyone,
        );
        set.await.expect("set");
        scene.answer(id).await;
        assert!(scene.finds(&scene.ffion.browser).await.is_empty());
        let open = scene.answer(scene.roots[0]).await;
        scene.decide(open, Reply, Verdict::Hide).await;
        scene.answer(open).await;
        assert!(scene.finds(&scene.ffion.browser).await.is_empty());
        let own = scene.gwilym.browser.get(&format!("/@gwilym/{open}")).await;
        assert!(!own.has(".standing"), "nothing tells its writer");
        scene.place.require_ledger().await;
    }
}

#[tokio::test]
async fn only_whoever_has_the_say_decides_whatever_is_sent() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let mut scene = Scene::new(backend, WhoMay::Ask).await;
        let id = scene.answer(scene.roots[0]).await;
        let quote = scene.quote(scene.roots[0]).await;
        let verdicts = [
            Verdict::LetIn,
            Verdict::Refuse,
            Verdict::Hide,
            Verdict::Show,
        ];
        for (who, person) in [
            ("gwilym", &scene.gwilym),
            ("ffion", &scene.ffion),
            ("dilys", &scene.dilys),
        ] {
            for (post, kind) in [(id, Reply), (quote, Quote), (id, Quote), (quote, Reply)] {
                for verdict in verdicts {
                    let asked = decide(&scene.place.app, &person.actor, (post, kind), verdict);
                    let refused = asked.await.expect_err(who);
                    let is_no = matches!(refused, Error::NotFound | Error::Denied(_));
                    assert!(is_no, "{who} {kind:?} {verdict:?}: {refused}");
                    if who == "ffion" && (post, kind) == (id, Reply) {
                        assert!(matches!(refused, Error::NotFound), "it is not there");
                    }
                }
            }
        }
        // Ids that nobody gave, and a post that answers nothing.
        for post in [PostId::new(1), scene.roots[0], PostId::new(i64::MAX)] {
            let asked = decide(
                &scene.place.app,
                &scene.anwen.actor,
                (post, Reply),
                Verdict::LetIn,
            );
            assert!(asked.await.is_err());
        }
        assert!(scene.finds(&scene.ffion.browser).await.is_empty());
    }
}

#[tokio::test]
async fn of_two_who_decide_at_once_one_is_told_and_undoing_leads_back() {
    for_each_backend(async |place| {
        let (anwen, writer) = (place.member("anwen").await, place.member("gwilym").await);
        let root = begin(place, &anwen, WhoMay::Ask).await;
        let id = answer(place, &writer, root, "Ie").await;
        let judge = |verdict| decide(&place.app, &anwen.actor, (id, Reply), verdict);
        let (yes, no) = tokio::join!(judge(Verdict::LetIn), judge(Verdict::Refuse));
        // A refusal can be followed by a yes, and not the other way round.
        yes.expect("a yes");
        assert!(is_seen(place, id).await);
        let is_told = matches!(no, Ok(()) | Err(Error::Conflict("answer-settled")));
        assert!(is_told, "{no:?}");
        judge(Verdict::LetIn).await.expect("as it is");
        judge(Verdict::Hide).await.expect("hidden");
        assert!(!is_seen(place, id).await);
        let record = ledger::record(&place.app, anwen.actor, ledger::Whose::Persona, None);
        let line = record.await.expect("a record").lines.remove(0);
        let undone = ledger::undo(&place.app, &anwen.actor, ledger::Whose::Persona, line.id);
        undone.await.expect("undone");
        assert!(is_seen(place, id).await);
        place.require_ledger().await;
    })
    .await;
}
