//! About the place: what it is, its rules, and what those who look after it can and cannot read.

use crate::page::Page;
use crate::respond::{Answer, html};
use askama::Template;
use axum::Router;
use axum::routing::get;
use hafan_app::App;
use hafan_core::place::{PlaceField, SignUp};
use hafan_core::text::{SourceText, render};

pub fn routes() -> Router<App> {
    Router::new().route("/about", get(show))
}

#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage<'p> {
    p: &'p Page,
    title: String,
    summary: &'p str,
    /// Safe HTML, made by `hafan_core::text`; empty if there are none.
    rules: String,
    /// As the rules.
    contact: String,
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
        rules: words(place.get(PlaceField::Rules)),
        contact: words(place.get(PlaceField::Contact)),
        sign_up: place.sign_up(),
        version: env!("CARGO_PKG_VERSION"),
    })
}

/// Words of the hosts, light Markdown, as safe HTML. Handles in them are no links: the page is the
/// same for everyone, whoever may see whom.
fn words(source: &str) -> String {
    let text = SourceText::from_stored(source.to_owned());
    render(&text, &|_| None).html.as_str().to_owned()
}
