//! Pages against a plain model. Whatever people do to each other and to their posts, every list is
//! what the one rule leaves of all posts there are, newest first, and going through its pages
//! shows each of them once.

mod expect;
mod rule;

use crate::rules::be_findable;
use hafan_app::community::join;
use hafan_app::identity::old_words;
use hafan_app::post::answer::{self, Verdict};
use hafan_app::post::{self, EditWish, ForWhom, Wish};
use hafan_app::{Error, circle, relation};
use hafan_core::answer::AnswerKind;
use hafan_core::audience::WhoMay;
use hafan_core::community::Visibility;
use hafan_core::id::{AccountId, CircleId, PostId};
use hafan_core::old_words::{After, OldWords, STILL};
use hafan_core::time::{DAY_US, MINUTE_US};
use hafan_testkit::{Backend, Browser, Founded, Person, Place};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use std::collections::BTreeSet;

/// Those who write and read. The first looks after both communities.
const PEOPLE: [&str; 5] = ["gwen", "anwen", "bryn", "carys", "dewi"];
/// Whose door is shut.
const SHUT: usize = 2;
/// Stands in every post.
const WORD: &str = "bore";
/// What happens before somebody looks.
const ACTS: std::ops::Range<usize> = 10..45;

/// Something that somebody does. Numbers are taken modulo what there is.
#[derive(Clone, Debug)]
enum Act {
    Say(usize, Whom, usize),
    /// A dozen posts at once, which need pages.
    Talk(usize, Whom, usize),
    Answer(usize, usize),
    Quote(usize, usize),
    Share(usize, usize, bool),
    Thank(usize, usize),
    /// Its author says who may answer and quote it from now on.
    Rule(usize, WhoMay),
    Judge(usize, usize, AnswerKind, Verdict),
    Edit(usize, usize),
    Delete(usize),
    TakeOut(usize),
    Tie(usize, usize, Tie),
    Join(usize, usize),
    Leave(usize, usize),
    Circle(usize, usize, bool),
    /// Closes what somebody wrote until now to all but these, or opens it.
    Close(usize, WhoMay),
    Wait(i64),
}

#[derive(Clone, Copy, Debug)]
enum Whom {
    All,
    Quiet,
    Followers,
    Named,
    Circle,
    Place(usize),
}

#[derive(Clone, Copy, Debug)]
enum Tie {
    Follow,
    Unfollow,
    EndFollow,
    Block,
    Unblock,
    Mute,
    Unmute,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    use prop::sample::select;
    let who = || 0..PEOPLE.len();
    let nth = || 0..40_usize;
    let whom = || {
        prop_oneof![
            4 => Just(Whom::All),
            1 => Just(Whom::Quiet),
            2 => Just(Whom::Followers),
            1 => Just(Whom::Named),
            1 => Just(Whom::Circle),
            3 => (0..2_usize).prop_map(Whom::Place),
        ]
    };
    let ties = vec![
        Tie::Follow,
        Tie::Follow,
        Tie::Follow,
        Tie::Unfollow,
        Tie::EndFollow,
        Tie::Block,
        Tie::Unblock,
        Tie::Mute,
        Tie::Unmute,
    ];
    let rules = vec![WhoMay::Ask, WhoMay::Ask, WhoMay::Everyone, WhoMay::Nobody];
    let kinds = vec![AnswerKind::Reply, AnswerKind::Reply, AnswerKind::Quote];
    let verdicts = vec![
        Verdict::LetIn,
        Verdict::LetIn,
        Verdict::Refuse,
        Verdict::Hide,
        Verdict::Hide,
        Verdict::Show,
    ];
    let still = [&STILL[..], &[WhoMay::Everyone]].concat();
    let act = prop_oneof![
        4 => (who(), whom(), who()).prop_map(|(a, b, c)| Act::Say(a, b, c)),
        2 => (who(), whom(), who()).prop_map(|(a, b, c)| Act::Talk(a, b, c)),
        4 => (who(), nth()).prop_map(|(a, b)| Act::Answer(a, b)),
        1 => (who(), nth()).prop_map(|(a, b)| Act::Quote(a, b)),
        3 => (who(), nth(), prop::bool::weighted(0.8)).prop_map(|(a, b, c)| Act::Share(a, b, c)),
        1 => (who(), nth()).prop_map(|(a, b)| Act::Thank(a, b)),
        3 => (nth(), select(rules)).prop_map(|(a, b)| Act::Rule(a, b)),
        4 => (who(), nth(), select(kinds), select(verdicts))
            .prop_map(|(a, b, c, d)| Act::Judge(a, b, c, d)),
        1 => (nth(), who()).prop_map(|(a, b)| Act::Edit(a, b)),
        1 => nth().prop_map(Act::Delete),
        1 => nth().prop_map(Act::TakeOut),
        8 => (who(), who(), select(ties)).prop_map(|(a, b, c)| Act::Tie(a, b, c)),
        2 => (who(), 0..2_usize).prop_map(|(a, b)| Act::Join(a, b)),
        1 => (who(), 0..2_usize).prop_map(|(a, b)| Act::Leave(a, b)),
        1 => (who(), who(), prop::bool::weighted(0.7)).prop_map(|(a, b, c)| Act::Circle(a, b, c)),
        2 => (who(), select(still)).prop_map(|(a, b)| Act::Close(a, b)),
        1 => (0..100_i64).prop_map(Act::Wait),
    ];
    prop::collection::vec(act, ACTS)
}

/// What the model knows: who there is, and every post there ever was.
struct Scene {
    place: Place,
    people: Vec<Person>,
    communities: Vec<Founded>,
    circles: Vec<CircleId>,
    posts: Vec<(usize, PostId)>,
}

impl Scene {
    async fn new(backend: Backend) -> Self {
        let place = Place::new(backend).await;
        let mut people = Vec::new();
        let mut circles = Vec::new();
        for handle in PEOPLE {
            let person = place.member(handle).await;
            let made = circle::make(&place.app, &person.actor, "Teulu".to_owned()).await;
            circles.push(made.expect("a circle"));
            people.push(person);
        }
        for person in &people[..3] {
            be_findable(&place, person).await;
        }
        // Of one the door is as it is from the start: what strangers write in their threads waits.
        place.shut_door(&people[SHUT]).await;
        let communities = vec![
            place.found(&people[0], "Maes", Visibility::Public).await,
            place
                .found(&people[0], "Aelwyd", Visibility::MembersOnly)
                .await,
        ];
        Self {
            place,
            people,
            communities,
            circles,
            posts: Vec::new(),
        }
    }

    fn id(&self, who: usize) -> AccountId {
        self.people[who].actor.persona
    }

    fn nth(&self, nth: usize) -> Option<(usize, PostId)> {
        (!self.posts.is_empty()).then(|| self.posts[nth % self.posts.len()])
    }

    async fn publish(&mut self, who: usize, named: usize, whom: Whom, wish: Wish) {
        self.place.later(MINUTE_US);
        let wish = Wish {
            text: format!("{WORD} da @{}", PEOPLE[named]),
            for_whom: match whom {
                _ if wish.reply_to.is_some() => ForWhom::Usual,
                Whom::All => ForWhom::Public,
                Whom::Quiet => ForWhom::Quiet,
                Whom::Followers => ForWhom::Followers,
                Whom::Named => ForWhom::Named,
                Whom::Circle => ForWhom::Circle(self.circles[who]),
                Whom::Place(number) => ForWhom::Community(self.communities[number].id),
            },
            ..wish
        };
        let actor = self.people[who].actor;
        let published = post::publish(&self.place.app, &actor, wish).await;
        self.posts.extend(allowed(published).map(|id| (who, id)));
    }

    async fn act(&mut self, act: &Act) {
        match *act {
            Act::Say(who, whom, named) => self.publish(who, named, whom, Wish::default()).await,
            Act::Talk(who, whom, named) => {
                for _ in 0..12 {
                    self.publish(who, named, whom, Wish::default()).await;
                }
            }
            Act::Answer(who, nth) => {
                let wish = Wish {
                    reply_to: self.nth(nth).map(|(_, id)| id),
                    ..Wish::default()
                };
                self.publish(who, who, Whom::All, wish).await;
            }
            Act::Quote(who, nth) => {
                let wish = Wish {
                    quote_of: self.nth(nth).map(|(_, id)| id),
                    ..Wish::default()
                };
                self.publish(who, who, Whom::All, wish).await;
            }
            Act::Rule(nth, who_may) => {
                if let Some((author, id)) = self.nth(nth) {
                    let actor = &self.people[author].actor;
                    let set = post::set_policy(&self.place.app, actor, id, who_may, who_may);
                    allowed(set.await);
                }
            }
            Act::Judge(who, nth, kind, verdict) => {
                if let Some((_, id)) = self.nth(nth) {
                    self.place.later(MINUTE_US);
                    let actor = &self.people[who].actor;
                    let about = (id, kind);
                    let decided = answer::decide(&self.place.app, actor, about, verdict);
                    allowed(decided.await);
                }
            }
            Act::Tie(who, whom, tie) => self.tie(who, self.id(whom), tie).await,
            Act::Circle(who, whom, is_in) => self.circle(who, whom, is_in).await,
            Act::Join(who, number) => {
                let handle = self.communities[number].handle.clone();
                let actor = self.people[who].actor;
                allowed(join::join(&self.place.app, actor, handle, String::new()).await);
            }
            Act::Leave(who, number) => {
                let handle = self.communities[number].handle.clone();
                let actor = self.people[who].actor;
                allowed(join::leave(&self.place.app, actor, handle).await);
            }
            Act::Close(who, still) => {
                self.place.later(MINUTE_US);
                let after = After::Before(self.place.app.now());
                let wish = match still {
                    WhoMay::Everyone => OldWords::Open,
                    still => OldWords::Closed { after, still },
                };
                let actor = self.people[who].actor;
                allowed(old_words::choose(&self.place.app, actor, wish).await);
            }
            Act::Wait(hours) => self.place.later(hours * DAY_US / 24),
            Act::Share(who, nth, _) | Act::Thank(who, nth) | Act::Edit(nth, who) => {
                if let Some((author, id)) = self.nth(nth) {
                    self.touch(act, who, author, id).await;
                }
            }
            Act::Delete(nth) | Act::TakeOut(nth) => {
                if let Some((author, id)) = self.nth(nth) {
                    self.touch(act, 0, author, id).await;
                }
            }
        }
    }

    /// Does something with a post.
    async fn touch(&self, act: &Act, who: usize, author: usize, id: PostId) {
        self.place.later(MINUTE_US);
        let app = &self.place.app;
        let (who, author) = (&self.people[who].actor, &self.people[author].actor);
        let done = match act {
            Act::Share(_, _, is_on) => post::boost(app, who, id, *is_on).await,
            Act::Thank(..) => post::favourite(app, who, id, true).await,
            Act::Edit(_, named) => {
                let wish = EditWish {
                    quotes: None,
                    text: format!("{WORD} da eto @{}", PEOPLE[*named]),
                    notice: String::new(),
                    language: String::new(),
                    pictures: Vec::new(),
                    seen: None,
                };
                post::edit(app, author, id, wish).await
            }
            Act::Delete(_) => post::delete(app, author, id).await,
            Act::TakeOut(_) => post::take_out(app, who, id, "Nid yma.".to_owned()).await,
            _ => Ok(()),
        };
        allowed(done);
    }

    async fn tie(&self, who: usize, whom: AccountId, tie: Tie) {
        let (app, who) = (&self.place.app, &self.people[who].actor);
        let done = match tie {
            Tie::Follow => relation::follow(app, who, whom).await.map(|_| ()),
            Tie::Unfollow => relation::unfollow(app, who, whom).await,
            Tie::EndFollow => relation::remove_follower(app, who, whom).await,
            Tie::Block => relation::block(app, who, whom).await,
            Tie::Unblock => relation::unblock(app, who, whom).await,
            Tie::Mute => relation::mute(app, who, whom).await,
            Tie::Unmute => relation::unmute(app, who, whom).await,
        };
        allowed(done);
    }

    async fn circle(&self, who: usize, whom: usize, is_in: bool) {
        let (app, actor, id) = (&self.place.app, &self.people[who].actor, self.circles[who]);
        let done = if is_in {
            circle::add(app, actor, id, PEOPLE[whom].to_owned()).await
        } else {
            circle::remove(app, actor, id, self.id(whom)).await
        };
        allowed(done);
    }

    /// Everybody looks at every list.
    async fn look(&self) {
        let visitor = self.place.visitor();
        let people = self.people.iter();
        let eyes = people.map(|person| (Some(person.actor.persona), &person.browser));
        for (viewer, browser) in eyes.chain([(None, &visitor)]) {
            let model = expect::Model::load(self, viewer).await;
            let name = self
                .people
                .iter()
                .position(|p| Some(p.actor.persona) == viewer);
            let name = name.map_or("visitor", |at| PEOPLE[at]);
            for (path, expected) in model.lists(self) {
                let shown = walk(browser, &path).await;
                expected.compare(&shown, &format!("{path} of {name}"));
            }
            if viewer.is_some() {
                let told = news(browser).await;
                let expected = model.told();
                for one in &expected {
                    assert!(
                        one.iter().any(|post| told.contains(post)),
                        "news of {name}: {one:?}"
                    );
                }
                let known: BTreeSet<i64> = expected.into_iter().flatten().collect();
                assert!(
                    told.is_subset(&known),
                    "news of {name}: {told:?}, not {known:?}"
                );
            }
        }
    }
}

/// What the rules refuse is no matter; anything else is.
fn allowed<T>(done: Result<T, Error>) -> Option<T> {
    match done {
        Ok(done) => Some(done),
        Err(
            Error::NotFound
            | Error::Denied(_)
            | Error::Invalid(_)
            | Error::Conflict(_)
            | Error::Limited { .. },
        ) => None,
        Err(error) => {
            assert!(error.to_string().is_empty(), "{error}");
            None
        }
    }
}

/// A row of a list: the number it is listed by, and the post it shows.
type Row = (i64, i64);

/// All rows of a list, page by page; nothing where it does not exist for this browser.
async fn walk(browser: &Browser, first: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut path = first.to_owned();
    loop {
        let page = browser.get(&path).await;
        if page.status == 404 {
            return rows;
        }
        assert_eq!(page.status, 200, "{path}: {}", page.text());
        for article in page.html().split("<article class=\"post").skip(1) {
            let number = |mark: &str| {
                let after = article.split_once(mark).expect("an article of ours").1;
                let digits = after.split('"').next().expect("a number");
                digits.parse::<i64>().expect("a number")
            };
            rows.push((number("aria-labelledby=\"post-"), number("id=\"p")));
        }
        match page.attribute(".pages a[rel='next']", "href") {
            Some(next) => {
                let next = next.replace("&amp;", "&");
                assert_ne!(next, path, "pages have an end");
                path = next;
            }
            None => return rows,
        }
    }
}

/// The posts in the news.
async fn news(browser: &Browser) -> BTreeSet<i64> {
    let mut posts = BTreeSet::new();
    let mut path = "/notifications".to_owned();
    loop {
        let page = browser.get(&path).await;
        for list in page.html().split("<ol class=\"news\">").skip(1) {
            let list = list.split("</ol>").next().unwrap_or_default();
            for link in list.split("href=\"/@").skip(1) {
                let path = link.split('"').next().unwrap_or_default();
                let post = path.split_once('/').and_then(|(_, id)| id.parse().ok());
                posts.extend::<Option<i64>>(post);
            }
        }
        match page.attribute(".pages a[rel='next']", "href") {
            Some(next) => path = next,
            None => return posts,
        }
    }
}

/// As many as usual, or as many as were asked for: `HAFAN_MODEL_CASES`.
#[expect(
    clippy::disallowed_methods,
    reason = "whoever runs the tests says how long they may take"
)]
fn cases(usual: u32) -> u32 {
    let asked = std::env::var("HAFAN_MODEL_CASES").ok();
    asked.and_then(|cases| cases.parse().ok()).unwrap_or(usual)
}

fn try_many(backend: Backend, cases: u32) {
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 60,
        ..Config::default()
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let tried = TestRunner::new(config).run(&acts(), |acts| {
        runtime.block_on(async {
            let mut scene = Scene::new(backend).await;
            for act in &acts {
                scene.act(act).await;
            }
            scene.look().await;
            scene.place.require_ledger().await;
        });
        Ok::<(), TestCaseError>(())
    });
    tried.expect("pages that show what the rule leaves");
}

#[test]
fn every_list_is_what_the_rule_leaves_of_all_posts_on_sqlite() {
    try_many(Backend::Sqlite, cases(14));
}

#[test]
fn every_list_is_what_the_rule_leaves_of_all_posts_on_postgres() {
    try_many(Backend::Postgres, cases(4));
}
