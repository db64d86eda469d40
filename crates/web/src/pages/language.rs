//! The language of the pages: a setting of members, a cookie for everyone else.

use crate::form::Posted;
use crate::page::{self, Page};
use crate::respond::{Answer, own_path, see};
use axum::Router;
use axum::extract::State;
use axum::routing::post;
use hafan_app::identity::settings;
use hafan_app::{App, Error};
use hafan_core::locale::Locale;

pub fn routes() -> Router<App> {
    Router::new().route("/language", post(choose))
}

#[derive(serde::Deserialize)]
struct Form {
    #[serde(default)]
    locale: String,
    #[serde(default)]
    back: String,
}

async fn choose(State(app): State<App>, page: Page, Posted(form): Posted<Form>) -> Answer {
    let locale = Locale::parse(&form.locale);
    let locale = locale.ok_or_else(|| Error::invalid("locale", "choice"))?;
    if let Ok(actor) = page.visit().actor() {
        settings::set_locale(&app, actor, locale).await?;
    }
    let mut response = see(own_path(&form.back));
    page::keep_locale(response.headers_mut(), locale, page.is_secure());
    Ok(response)
}
