//! Signing in and devices: where one is signed in, and with what.

use crate::form::{Posted, Pressed};
use crate::page::{self, Page};
use crate::respond::{Answer, html, see_done};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use hafan_app::identity::session::{self, Device};
use hafan_app::identity::settings::{self, SignIn};
use hafan_app::{App, Error};
use hafan_core::id::SessionId;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/me/devices", get(show))
        .route("/me/devices/{id}/end", post(end))
        .route("/me/devices/end-others", post(end_others))
}

#[derive(Template)]
#[template(path = "me/devices.html")]
struct DevicesPage<'p> {
    p: &'p Page,
    sign_in: SignIn,
    devices: Vec<Device>,
}

async fn show(State(app): State<App>, page: Page) -> Answer {
    let actor = page.visit().actor()?;
    html(&DevicesPage {
        p: &page,
        sign_in: settings::sign_in_of(&app, actor).await?,
        devices: session::devices(&app, actor).await?,
    })
}

async fn end(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    _: Posted<Pressed>,
) -> Answer {
    let actor = page.visit().actor()?;
    let id = SessionId::parse(&id).ok_or(Error::NotFound)?;
    session::end(&app, actor, id).await?;
    if id == actor.session {
        return Ok(page::sign_out(see_done("/sign-in", "signed-out"), &page));
    }
    Ok(see_done("/me/devices", "device-ended"))
}

async fn end_others(State(app): State<App>, page: Page, _: Posted<Pressed>) -> Answer {
    let actor = page.visit().actor()?;
    session::end_others(&app, actor).await?;
    Ok(see_done("/me/devices", "devices-ended"))
}

/// The picture beside a device.
fn icon_of(device: &Device) -> &'static str {
    let has = |word: &str| device.words.contains(word);
    if device.application.is_some() {
        "key-round"
    } else if has("iPad") {
        "tablet"
    } else if has("Android") || has("iPhone") {
        "smartphone"
    } else {
        "monitor"
    }
}
