//! The settings of a community, and closing it.

use crate::faults::Faults;
use crate::form::Posted;
use crate::page::Page;
use crate::respond::{Answer, html, html_invalid, see_done};
use crate::view::HouseView;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;
use hafan_app::community::care;
use hafan_app::community::settings::{Settings, USUAL_WHO, change};
use hafan_app::community::square::{House, house};
use hafan_app::{App, Error};
use hafan_core::audience::WhoMay;
use hafan_core::community::{JoinRule, Role, Visibility};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/c/{handle}/settings", get(show).post(save))
        .route("/c/{handle}/close", get(show_close).post(close))
}

#[derive(Template)]
#[template(path = "community/settings.html")]
struct SettingsPage<'p> {
    p: &'p Page,
    f: Faults,
    h: HouseView,
    form: Form,
    /// Hidden now: its address is random, and it may choose one.
    is_hidden: bool,
}

#[derive(Template)]
#[template(path = "community/close.html")]
struct ClosePage<'p> {
    p: &'p Page,
    f: Faults,
    h: HouseView,
}

#[derive(serde::Deserialize, Default)]
struct Form {
    #[serde(default)]
    name: String,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    charter: String,
    #[serde(default)]
    norms: String,
    #[serde(default)]
    visibility: String,
    #[serde(default)]
    handle: String,
    #[serde(default)]
    join: String,
    #[serde(default)]
    question: String,
    #[serde(default)]
    replies: String,
    #[serde(default)]
    quotes: String,
}

impl SettingsPage<'_> {
    fn who(&self, who: &WhoMay) -> &'static str {
        self.p
            .find(&format!("who-{}", who.code()))
            .unwrap_or_default()
    }
}

async fn show(State(app): State<App>, page: Page, Path(handle): Path<String>) -> Answer {
    let found = hosted(&app, &page, handle).await?;
    let c = &found.community;
    let form = Form {
        name: c.name.clone(),
        summary: c.summary.clone(),
        charter: c.charter.clone(),
        norms: c.norms.clone(),
        visibility: c.facts.visibility.code().to_owned(),
        handle: String::new(),
        join: c.facts.join_rule.code().to_owned(),
        question: c.join_question.clone(),
        replies: c.default_replies.code().to_owned(),
        quotes: c.default_quotes.code().to_owned(),
    };
    html(&settings_page(&page, &found, form, Faults::none()))
}

async fn save(
    State(app): State<App>,
    page: Page,
    Path(handle): Path<String>,
    Posted(form): Posted<Form>,
) -> Answer {
    let actor = page.visit().actor()?;
    let not_offered = |field| Error::invalid(field, "choice");
    let wish = Settings {
        name: form.name.clone(),
        summary: form.summary.clone(),
        charter: form.charter.clone(),
        norms: form.norms.clone(),
        visibility: Visibility::parse(&form.visibility).ok_or(not_offered("visibility"))?,
        handle: form.handle.clone(),
        join_rule: JoinRule::parse(&form.join).ok_or(not_offered("join"))?,
        join_question: form.question.clone(),
        replies: usual(&form.replies).or(Err(not_offered("replies")))?,
        quotes: usual(&form.quotes).or(Err(not_offered("quotes")))?,
    };
    match change(&app, actor, handle.clone(), wish).await {
        Ok(handle) => Ok(see_done(&format!("/c/{handle}/about"), "saved")),
        Err(Error::Invalid(faults)) => {
            let found = hosted(&app, &page, handle).await?;
            let f = Faults::of(&page, &faults);
            html_invalid(&settings_page(&page, &found, form, f))
        }
        Err(other) => Err(other.into()),
    }
}

/// A choice of who may answer or quote that a community can start with; nothing where the form does
/// not tell.
fn usual(code: &str) -> Result<Option<WhoMay>, ()> {
    if code.is_empty() {
        return Ok(None);
    }
    let who = WhoMay::parse(code).filter(|who| USUAL_WHO.contains(who));
    who.map(Some).ok_or(())
}

fn settings_page<'p>(page: &'p Page, found: &House, form: Form, f: Faults) -> SettingsPage<'p> {
    SettingsPage {
        p: page,
        f,
        h: HouseView::new(page, found),
        form,
        is_hidden: found.community.facts.visibility == Visibility::Hidden,
    }
}

/// The community, for its hosts. The rule is asked again when something is changed.
pub(super) async fn hosted(app: &App, page: &Page, handle: String) -> Result<House, Error> {
    let actor = page.visit().actor()?;
    let found = house(app, Some(actor.persona), handle).await?;
    match found.role {
        Some(Role::Host) if found.community.facts.is_closed => {
            Err(Error::Denied("community-closed"))
        }
        Some(Role::Host) => Ok(found),
        Some(_) => Err(Error::Denied("not-enough-role")),
        None => Err(Error::Denied("not-member")),
    }
}

#[derive(serde::Deserialize)]
struct CloseForm {
    #[serde(default)]
    name: String,
}

async fn show_close(State(app): State<App>, page: Page, Path(handle): Path<String>) -> Answer {
    let found = hosted(&app, &page, handle).await?;
    html(&ClosePage {
        p: &page,
        f: Faults::none(),
        h: HouseView::new(&page, &found),
    })
}

async fn close(
    State(app): State<App>,
    page: Page,
    Path(handle): Path<String>,
    Posted(form): Posted<CloseForm>,
) -> Answer {
    let actor = page.visit().actor()?;
    match care::close(&app, actor, handle.clone(), form.name).await {
        Ok(()) => Ok(see_done(&format!("/c/{handle}"), "closed")),
        Err(Error::Invalid(faults)) => {
            let found = hosted(&app, &page, handle).await?;
            html_invalid(&ClosePage {
                p: &page,
                f: Faults::of(&page, &faults),
                h: HouseView::new(&page, &found),
            })
        }
        Err(other) => Err(other.into()),
    }
}
