//! Members by the name they sign in with: help, freezing, removing, making hosts.

use crate::asked::Asked;
use crate::faults::Faults;
use crate::form::Posted;
use crate::page::Page;
use crate::respond::{Answer, html, html_invalid, see, see_done};
use crate::view::invitation::Qr;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use hafan_app::host::members::{self, Came, Seen};
use hafan_app::{App, Error, Fault};
use hafan_core::member::MemberState;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/host/members", get(show))
        .route("/host/members/{login}", get(show_one))
        .route("/host/members/{login}/help", post(help))
        .route("/host/members/{login}/freeze", post(freeze))
        .route("/host/members/{login}/remove", post(remove))
        .route("/host/members/{login}/host", post(set_host))
        .route("/host/members/{login}/sign-out", post(sign_out))
}

#[derive(Template)]
#[template(path = "host/members.html")]
struct MembersPage<'p> {
    p: &'p Page,
    members: Vec<MemberView>,
    next: Option<String>,
}

#[derive(Template)]
#[template(path = "host/member.html")]
struct MemberPage<'p> {
    p: &'p Page,
    f: Faults,
    m: MemberView,
    /// Which of the forms came back, and the reason in it.
    came_back: &'static str,
    reason: String,
}

#[derive(Template)]
#[template(path = "host/help.html")]
struct HelpPage<'p> {
    p: &'p Page,
    m: MemberView,
    address: String,
    qr: Option<Qr>,
}

struct MemberView {
    login: String,
    is_frozen: bool,
    /// Asked to join, and no host has answered.
    is_waiting: bool,
    /// Asked to join, and was not let in.
    is_refused: bool,
    is_host: bool,
    is_me: bool,
    since: String,
    came: String,
}

impl MemberView {
    fn new(page: &Page, seen: &Seen) -> Self {
        let came = match &seen.came {
            Came::ByLink(note) if note.is_empty() => page.t("came-by-link").to_owned(),
            Came::ByLink(note) => {
                let note = note.as_str().into();
                page.texts().f("came-by-noted-link", &[("note", note)])
            }
            Came::ByCommunity => page.t("came-by-community").to_owned(),
            Came::Otherwise => page.t("came-otherwise").to_owned(),
        };
        Self {
            login: seen.login.clone(),
            is_frozen: seen.state == MemberState::Frozen,
            is_waiting: seen.state == MemberState::Waiting,
            is_refused: seen.state == MemberState::Refused,
            is_host: seen.is_host,
            is_me: seen.is_me,
            since: page.said_month(seen.since),
            came,
        }
    }

    fn path(&self) -> String {
        format!("/host/members/{}", self.login)
    }
}

#[derive(serde::Deserialize, Default)]
struct From {
    #[serde(default)]
    after: String,
    #[serde(default)]
    find: String,
}

async fn show(State(app): State<App>, page: Page, Asked(from): Asked<From>) -> Answer {
    let actor = page.visit().host()?;
    let wanted = from.find.trim().trim_start_matches('@').to_owned();
    if !wanted.is_empty() {
        let found = members::one(&app, actor, wanted.clone()).await;
        return match found {
            Ok(found) => Ok(see(&format!("/host/members/{}", found.login))),
            // Where nobody has the name, the list opens where it would stand.
            Err(Error::NotFound) => list(&app, &page, wanted).await,
            Err(other) => Err(other.into()),
        };
    }
    list(&app, &page, from.after).await
}

async fn list(app: &App, page: &Page, after: String) -> Answer {
    let actor = page.visit().host()?;
    let found = members::page(app, actor, (after, String::new())).await?;
    let next = found.next.as_deref().map(|login| {
        let query = serde_html_form::to_string([("after", login)]);
        format!("/host/members?{}", query.unwrap_or_default())
    });
    html(&MembersPage {
        p: page,
        members: found
            .members
            .iter()
            .map(|m| MemberView::new(page, m))
            .collect(),
        next,
    })
}

async fn show_one(State(app): State<App>, page: Page, Path(login): Path<String>) -> Answer {
    html(&member_page(&app, &page, login, Faults::none(), ("", String::new())).await?)
}

async fn member_page<'p>(
    app: &App,
    page: &'p Page,
    login: String,
    f: Faults,
    (came_back, reason): (&'static str, String),
) -> Result<MemberPage<'p>, Error> {
    let actor = page.visit().host()?;
    let found = members::one(app, actor, login).await?;
    Ok(MemberPage {
        p: page,
        f,
        m: MemberView::new(page, &found),
        came_back,
        reason,
    })
}

#[derive(serde::Deserialize)]
struct ActForm {
    #[serde(default)]
    reason: String,
    #[serde(default)]
    on: String,
    #[serde(default)]
    again: String,
}

/// Leads on, or shows the form again with what is not right in it.
async fn after(
    app: &App,
    page: &Page,
    login: String,
    form: (&'static str, String),
    (done, result): (&str, Result<(), Error>),
) -> Answer {
    match result {
        Ok(()) => Ok(see_done(&format!("/host/members/{login}"), done)),
        Err(error) => refused(app, page, login, form, error).await,
    }
}

/// Shows the form again with what is not right in it.
async fn refused(
    app: &App,
    page: &Page,
    login: String,
    form: (&'static str, String),
    error: Error,
) -> Answer {
    let Error::Invalid(faults) = error else {
        return Err(error.into());
    };
    let f = on_form(page, form.0, &faults);
    html_invalid(&member_page(app, page, login, f, form).await?)
}

/// The faults under the names of the one form among several that came back.
fn on_form(page: &Page, form: &'static str, faults: &[Fault]) -> Faults {
    let field = |fault: &Fault| Fault {
        field: match (form, fault.field) {
            ("help", "reason") => "help-reason",
            ("sign-out", "reason") => "sign-out-reason",
            ("freeze", "reason") => "freeze-reason",
            ("remove", "reason") => "remove-reason",
            ("host", "reason") => "host-reason",
            (_, other) => other,
        },
        ..fault.clone()
    };
    let faults: Vec<Fault> = faults.iter().map(field).collect();
    Faults::of(page, &faults)
}

async fn help(
    State(app): State<App>,
    page: Page,
    Path(login): Path<String>,
    Posted(form): Posted<ActForm>,
) -> Answer {
    let actor = page.visit().host()?;
    let made = members::help(&app, actor, login.clone(), form.reason.clone()).await;
    match made {
        Ok(token) => {
            let found = members::one(&app, actor, login).await?;
            let address = format!("{}/recover?link={token}", app.config.public_url);
            // Shown once, as the answer itself: no address leads here a second time.
            html(&HelpPage {
                p: &page,
                m: MemberView::new(&page, &found),
                qr: Qr::of(&address),
                address,
            })
        }
        Err(error) => refused(&app, &page, login, ("help", form.reason), error).await,
    }
}

async fn freeze(
    State(app): State<App>,
    page: Page,
    Path(login): Path<String>,
    Posted(form): Posted<ActForm>,
) -> Answer {
    let actor = page.visit().host()?;
    let is_on = form.on == "yes";
    let words = form.reason.clone();
    let result = members::freeze(&app, actor, login.clone(), is_on, words).await;
    let done = if is_on { "frozen" } else { "unfrozen" };
    after(&app, &page, login, ("freeze", form.reason), (done, result)).await
}

async fn remove(
    State(app): State<App>,
    page: Page,
    Path(login): Path<String>,
    Posted(form): Posted<ActForm>,
) -> Answer {
    let actor = page.visit().host()?;
    let (words, again) = (form.reason.clone(), form.again);
    match members::remove(&app, actor, login.clone(), again, words).await {
        Ok(()) => Ok(see_done("/host/members", "removed")),
        Err(error) => refused(&app, &page, login, ("remove", form.reason), error).await,
    }
}

async fn set_host(
    State(app): State<App>,
    page: Page,
    Path(login): Path<String>,
    Posted(form): Posted<ActForm>,
) -> Answer {
    let actor = page.visit().host()?;
    let is_on = form.on == "yes";
    let words = form.reason.clone();
    let result = members::set_host(&app, actor, login.clone(), is_on, words).await;
    let done = if is_on { "made-host" } else { "unmade-host" };
    if result.is_ok() && !is_on && members::one(&app, actor, login.clone()).await.is_err() {
        // Whoever gave the role back is no host any more, and sees no page of hosts.
        return Ok(see_done("/", done));
    }
    after(&app, &page, login, ("host", form.reason), (done, result)).await
}

async fn sign_out(
    State(app): State<App>,
    page: Page,
    Path(login): Path<String>,
    Posted(form): Posted<ActForm>,
) -> Answer {
    let actor = page.visit().host()?;
    let words = form.reason.clone();
    let result = members::sign_out(&app, actor, login.clone(), words).await;
    let done = ("signed-out-everywhere", result);
    after(&app, &page, login, ("sign-out", form.reason), done).await
}
