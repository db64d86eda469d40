//! Deleting the account.

use crate::faults::Faults;
use crate::form::Posted;
use crate::page::{self, Page};
use crate::respond::{Answer, html, html_invalid, see_done};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use hafan_app::identity::leave::{self, Outlook};
use hafan_app::{App, Error};

pub fn routes() -> Router<App> {
    Router::new().route("/me/leave", get(show).post(go))
}

#[derive(Template)]
#[template(path = "me/leave.html")]
struct LeavePage<'p> {
    p: &'p Page,
    f: Faults,
    outlook: Outlook,
}

#[derive(serde::Deserialize)]
struct Form {
    #[serde(default)]
    current: String,
    #[serde(default, rename = "all-at-once")]
    all_at_once: String,
}

async fn show(State(app): State<App>, page: Page) -> Answer {
    let outlook = leave::outlook(&app, page.visit().actor()?, None).await?;
    let f = Faults::none();
    html(&LeavePage {
        p: &page,
        f,
        outlook,
    })
}

async fn go(State(app): State<App>, page: Page, Posted(form): Posted<Form>) -> Answer {
    let actor = page.visit().actor()?;
    let all_at_once = form.all_at_once == "yes";
    match leave::delete_account(&app, actor, &form.current, all_at_once).await {
        Ok(()) => Ok(page::sign_out(see_done("/sign-in", "left"), &page)),
        Err(Error::Invalid(faults)) => {
            let outlook = leave::outlook(&app, actor, None).await?;
            let f = Faults::of(&page, &faults);
            html_invalid(&LeavePage {
                p: &page,
                f,
                outlook,
            })
        }
        Err(other) => Err(other.into()),
    }
}
