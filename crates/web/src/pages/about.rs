//! About the place: what it is, its rules, and what those who look after it can and cannot read.

use crate::page::Page;
use crate::respond::{Answer, html};
use crate::view::Prose;
use askama::Template;
use axum::Router;
use axum::routing::get;
use hafan_app::App;
use hafan_core::place::{PlaceField, SignUp};

pub fn routes() -> Router<App> {
    Router::new().route("/about", get(show))
}

#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage<'p> {
    p: &'p Page,
    title: String,
    summary: &'p str,
    rules: Prose,
    contact: Prose,
    sign_up: SignUp,
    version: &'static str,
}

async fn show(page: Page) -> Answer {
    let place = &page.visit().place;
    let name = page.place_name().into();
    html(&AboutPage {
        p: &page,
        title: page.texts().f("footer-about", &[("place", name)]),
        summary: place.get(PlaceField::Summary),
        rules: Prose::new(place.get(PlaceField::Rules)),
        contact: Prose::new(place.get(PlaceField::Contact)),
        sign_up: place.sign_up(),
        version: env!("CARGO_PKG_VERSION"),
    })
}
