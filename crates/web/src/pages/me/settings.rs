//! How pages look and speak.

use crate::form::Posted;
use crate::page::{self, Page};
use crate::respond::{Answer, html, see_done};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use hafan_app::identity::settings::{Preferences, THEMES, set_preferences};
use hafan_app::visit::Me;
use hafan_app::{App, Error};
use hafan_core::locale::Locale;
use hafan_core::place::PlaceField;

pub fn routes() -> Router<App> {
    Router::new().route("/me/settings", get(show).post(save))
}

#[derive(Template)]
#[template(path = "me/settings.html")]
struct SettingsPage<'p> {
    p: &'p Page,
    me: &'p Me,
    zones: Vec<String>,
    place_zone: &'p str,
}

#[derive(serde::Deserialize)]
struct Form {
    #[serde(default)]
    locale: String,
    #[serde(default)]
    theme: String,
    #[serde(default, rename = "easy-read")]
    easy_read: String,
    #[serde(default)]
    counts: String,
    #[serde(default, rename = "time-zone")]
    time_zone: String,
}

async fn show(page: Page) -> Answer {
    page.visit().actor()?;
    let me = page.me().ok_or(Error::Denied("sign-in"))?;
    html(&SettingsPage {
        p: &page,
        me,
        zones: zones(),
        place_zone: page.visit().place.get(PlaceField::TimeZone),
    })
}

async fn save(State(app): State<App>, page: Page, Posted(form): Posted<Form>) -> Answer {
    let actor = page.visit().actor()?;
    let locale = Locale::parse(&form.locale);
    let locale = locale.ok_or_else(|| Error::invalid("locale", "choice"))?;
    let wish = Preferences {
        locale,
        theme: form.theme,
        easy_read: form.easy_read == "yes",
        shows_counts: form.counts == "yes",
        time_zone: form.time_zone,
    };
    set_preferences(&app, actor, wish).await?;
    let mut response = see_done("/me/settings", "saved");
    page::keep_locale(response.headers_mut(), locale, page.is_secure());
    Ok(response)
}

/// The time zones one can choose: those named after places.
fn zones() -> Vec<String> {
    let places = [
        "Africa/",
        "America/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
    ];
    let more = ["Antarctica/", "Arctic/", "Pacific/"];
    let is_place = |name: &str| {
        let mut all = places.iter().chain(&more);
        all.any(|start| name.starts_with(start))
    };
    let all = jiff::tz::db()
        .available()
        .map(|name| name.as_str().to_owned());
    let mut zones: Vec<String> = all.filter(|name| is_place(name)).collect();
    zones.sort_unstable();
    zones.dedup();
    zones
}
