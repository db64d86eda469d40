//! Home: for members their places and the people they know, for visitors the front of the place.

use crate::page::Page;
use crate::respond::{Answer, html};
use crate::view::{self, Day, PostView};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::routing::get;
use hafan_app::reading::home::{self, Home, MyPlace, OpenPlace, Tab};
use hafan_app::store::account::Card;
use hafan_app::{App, Error};
use hafan_core::id::PostId;
use hafan_core::place::{PlaceField, SignUp};

pub fn routes() -> Router<App> {
    Router::new().route("/", get(show))
}

#[derive(Template)]
#[template(path = "reading/home.html")]
struct HomePage<'p> {
    p: &'p Page,
    greeting: &'static str,
    sub: &'static str,
    places: Vec<PlaceView>,
    is_first: bool,
    is_familiar: bool,
    has_ties: bool,
    days: Vec<Day<PostView>>,
    /// Something of this page was put aside.
    has_aside: bool,
    here: &'static str,
    older: Option<String>,
}

struct PlaceView {
    card: Card,
    news: String,
    icon: &'static str,
    visibility: &'static str,
}

#[derive(Template)]
#[template(path = "reading/front.html")]
struct FrontPage<'p> {
    p: &'p Page,
    summary: &'p str,
    rules: &'p str,
    contact: &'p str,
    sign_up: SignUp,
    places: Vec<OpenView>,
}

struct OpenView {
    card: Card,
    summary: String,
    icon: &'static str,
    visibility: &'static str,
}

#[derive(serde::Deserialize)]
struct Asked {
    read: Option<String>,
    before: Option<String>,
}

async fn show(State(app): State<App>, page: Page, Query(asked): Query<Asked>) -> Answer {
    if page.me().is_none() {
        let places = home::front(&app).await?;
        return html(&front_page(&page, places));
    }
    let tab = match asked.read.as_deref() {
        None => None,
        Some("familiar") => Some(Tab::Familiar),
        Some("all") => Some(Tab::Followed),
        Some(_) => return Err(Error::NotFound.into()),
    };
    let before = view::cursor(asked.before.as_deref(), PostId::parse)?;
    let found = home::home(&app, page.visit(), tab, before).await?;
    html(&home_page(&page, &found, before.is_none()))
}

fn home_page<'p>(page: &'p Page, found: &Home, is_first: bool) -> HomePage<'p> {
    let has_news = found.places.iter().any(is_new);
    let here = match found.tab {
        Tab::Familiar => "/?read=familiar",
        Tab::Followed => "/?read=all",
    };
    HomePage {
        p: page,
        greeting: greeting(page),
        sub: match (found.places.is_empty(), has_news) {
            (true, _) => "",
            (false, true) => page.t("home-sub-new"),
            (false, false) => page.t("home-sub-quiet"),
        },
        places: found.places.iter().map(|p| place_view(page, p)).collect(),
        is_first,
        is_familiar: found.tab == Tab::Familiar,
        has_ties: found.has_ties,
        days: view::post_days(page, &found.slice.items),
        has_aside: found
            .slice
            .items
            .iter()
            .any(|item| home::is_aside(item, page.visit().now)),
        here,
        older: found.slice.older.map(|id| format!("{here}&before={id}")),
    }
}

fn is_new(place: &MyPlace) -> bool {
    place.news.as_ref().is_some_and(|news| news.is_new())
}

fn place_view(page: &Page, place: &MyPlace) -> PlaceView {
    let newest = place.news.as_ref().and_then(|news| news.newest.as_ref());
    let (icon, visibility) = view::visibility(page, place.visibility);
    PlaceView {
        news: match newest {
            Some(newest) => page.texts().f(
                "home-place-new",
                &[
                    ("name", newest.author.as_str().into()),
                    ("when", page.said(newest.at).into()),
                ],
            ),
            None => page.t("home-place-quiet").to_owned(),
        },
        card: place.card.clone(),
        icon,
        visibility,
    }
}

fn greeting(page: &Page) -> &'static str {
    let now = jiff::Timestamp::from_microsecond(page.visit().now.micros());
    let now = now.unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    match now.to_zoned(page.zone().clone()).hour() {
        5..=11 => page.t("good-morning"),
        12..=17 => page.t("good-afternoon"),
        _ => page.t("good-evening"),
    }
}

fn front_page(page: &Page, places: Vec<OpenPlace>) -> FrontPage<'_> {
    let place = &page.visit().place;
    FrontPage {
        p: page,
        summary: place.get(PlaceField::Summary),
        rules: place.get(PlaceField::Rules),
        contact: place.get(PlaceField::Contact),
        sign_up: place.sign_up(),
        places: places
            .into_iter()
            .map(|found| {
                let (icon, visibility) = view::visibility(page, found.visibility);
                OpenView {
                    card: found.card,
                    summary: found.summary,
                    icon,
                    visibility,
                }
            })
            .collect(),
    }
}
