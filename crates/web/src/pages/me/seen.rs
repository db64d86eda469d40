//! Who can see what of mine.

use crate::page::Page;
use crate::respond::{Answer, html};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use hafan_app::App;
use hafan_app::identity::old_words;
use hafan_app::identity::profile;
use hafan_app::identity::seen::{self, Group};
use hafan_core::old_words::OldWords;

pub fn routes() -> Router<App> {
    Router::new().route("/me/seen", get(show))
}

#[derive(Template)]
#[template(path = "me/seen.html")]
struct SeenPage<'p> {
    p: &'p Page,
    groups: Vec<GroupView>,
    all: String,
    to_named: Option<String>,
    /// What anybody sees of the persona itself, in sentences.
    itself: Vec<&'static str>,
}

/// A group of people, and what they can read.
struct GroupView {
    name: String,
    words: String,
    link: Option<String>,
}

async fn show(State(app): State<App>, page: Page) -> Answer {
    let actor = page.visit().actor()?;
    let found = seen::seen(&app, actor).await?;
    let own = profile::own(&app, actor).await?;
    let old = old_words::own(&app, actor).await?;
    let count = |key: &str, count: i64| page.texts().f(key, &[("count", count.into())]);
    let group = |(group, times): &(Group, i64)| {
        let (name, link) = name(&page, group);
        GroupView {
            name,
            words: count("seen-posts", *times),
            link,
        }
    };
    let said = |is_on: bool, yes: &str, no: &str| page.t(if is_on { yes } else { no });
    html(&SeenPage {
        groups: found.groups.iter().map(group).collect(),
        all: count("seen-all", found.all),
        to_named: (found.to_named > 0).then(|| count("seen-named", found.to_named)),
        itself: vec![
            page.t("seen-page"),
            said(own.is_findable, "seen-findable", "seen-not-findable"),
            said(
                own.posts_findable,
                "seen-posts-findable",
                "seen-posts-not-findable",
            ),
            said(old != OldWords::Open, "seen-old-closed", "seen-old-open"),
        ],
        p: &page,
    })
}

/// The name of a group, and where one changes who is in it.
fn name(page: &Page, group: &Group) -> (String, Option<String>) {
    let named = |key: &str, name: &str| page.texts().f(key, &[("name", name.into())]);
    match group {
        Group::Visitors => (page.t("seen-visitors").to_owned(), None),
        Group::Strangers => (page.t("seen-strangers").to_owned(), None),
        Group::Followers => {
            let link = "/me/follows/followers".to_owned();
            (page.t("seen-followers").to_owned(), Some(link))
        }
        Group::Followed => {
            let link = "/me/follows".to_owned();
            (page.t("seen-followed").to_owned(), Some(link))
        }
        Group::Members(card) => {
            let link = format!("/c/{}/members", card.handle);
            (named("seen-members", &card.name), Some(link))
        }
        Group::Circle(circle) => (
            named("seen-circle", &circle.name),
            Some("/me/circles".to_owned()),
        ),
    }
}
