//! Who comes in: invitation links to the place, and people who asked.

use crate::faults::Faults;
use crate::form::{Posted, Pressed};
use crate::page::Page;
use crate::respond::{Answer, html, html_invalid, see_done};
use crate::view::invitation::{LinkForm, LinkView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use hafan_app::host::doors;
use hafan_app::{App, Error};
use hafan_core::id::InvitationId;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/host/invitations", get(show).post(make))
        .route("/host/invitations/{id}/end", post(end))
        .route("/host/waiting", get(show_waiting))
        .route("/host/waiting/{login}", post(answer))
}

#[derive(Template)]
#[template(path = "host/invitations.html")]
struct InvitationsPage<'p> {
    p: &'p Page,
    /// The links lead to this computer, wherever they are opened.
    is_loopback: bool,
    f: Faults,
    link: LinkForm,
    links: Vec<LinkView>,
}

#[derive(Template)]
#[template(path = "host/waiting.html")]
struct WaitingPage<'p> {
    p: &'p Page,
    waiting: Vec<WaitingView>,
}

struct WaitingView {
    login: String,
    answer: String,
    since: String,
}

async fn show(State(app): State<App>, page: Page) -> Answer {
    html(&invitations_page(&app, &page, Faults::none(), LinkForm::blank()).await?)
}

async fn make(State(app): State<App>, page: Page, Posted(form): Posted<LinkForm>) -> Answer {
    let actor = page.visit().host()?;
    match doors::make_link(&app, actor, form.wish()).await {
        Ok(_) => Ok(see_done("/host/invitations#links", "link-made")),
        Err(Error::Invalid(faults)) => {
            let f = Faults::of(&page, &faults);
            html_invalid(&invitations_page(&app, &page, f, form).await?)
        }
        Err(other) => Err(other.into()),
    }
}

async fn invitations_page<'p>(
    app: &App,
    page: &'p Page,
    f: Faults,
    link: LinkForm,
) -> Result<InvitationsPage<'p>, Error> {
    let actor = page.visit().host()?;
    let found = doors::invitations(app, actor).await?;
    let url = &app.config.public_url;
    let view = |found: &doors::PlaceLink| {
        let somebody = page.t("somebody-who-left");
        let maker = found.made_by.as_ref();
        let name = maker.map_or(somebody, |card| card.name.as_str());
        let title = page.texts().f("link-title", &[("name", name.into())]);
        let came: Vec<&str> = found.came.iter().map(String::as_str).collect();
        LinkView::new(page, url, &found.link, title, &came)
    };
    Ok(InvitationsPage {
        p: page,
        is_loopback: app.config.is_loopback(),
        f,
        link,
        links: found.iter().map(view).collect(),
    })
}

async fn end(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    _: Posted<Pressed>,
) -> Answer {
    let actor = page.visit().host()?;
    let id = InvitationId::parse(&id).ok_or(Error::NotFound)?;
    doors::end_link(&app, actor, id).await?;
    Ok(see_done("/host/invitations#links", "link-ended"))
}

async fn show_waiting(State(app): State<App>, page: Page) -> Answer {
    let actor = page.visit().host()?;
    let found = doors::waiting(&app, actor).await?.into_iter();
    let view = |waiting: doors::Waiting| WaitingView {
        since: page.said_day(waiting.since),
        login: waiting.login,
        answer: waiting.answer,
    };
    html(&WaitingPage {
        p: &page,
        waiting: found.map(view).collect(),
    })
}

#[derive(serde::Deserialize)]
struct AnswerForm {
    #[serde(default)]
    decision: String,
    #[serde(default)]
    words: String,
}

async fn answer(
    State(app): State<App>,
    page: Page,
    Path(login): Path<String>,
    Posted(form): Posted<AnswerForm>,
) -> Answer {
    let actor = page.visit().host()?;
    let (lets_in, done) = match form.decision.as_str() {
        "let-in" => (true, "place-let-in"),
        "refuse" => (false, "place-refused"),
        _ => return Err(Error::invalid("decision", "choice").into()),
    };
    doors::answer(&app, actor, login, lets_in, form.words).await?;
    Ok(see_done("/host/waiting", done))
}
