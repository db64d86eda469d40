//! Inviting people into a community: by name, or with a link.

use crate::faults::Faults;
use crate::form::{Posted, Pressed};
use crate::page::Page;
use crate::respond::{Answer, html, html_invalid, see_done};
use crate::view::HouseView;
use crate::view::invitation::{LinkForm, LinkView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use hafan_app::community::invite::{
    Invitations, end_link, invitations, invite, make_link, uninvite,
};
use hafan_app::community::square::house;
use hafan_app::store::account::Card;
use hafan_app::{App, Error};
use hafan_core::id::InvitationId;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/c/{handle}/invite", get(show).post(by_name))
        .route("/c/{handle}/invite/link", post(new_link))
        .route("/c/{handle}/invite/link/{id}/end", post(end))
        .route("/c/{handle}/invite/{guest}/end", post(take_back))
}

#[derive(Template)]
#[template(path = "community/invite.html")]
struct InvitePage<'p> {
    p: &'p Page,
    /// The links lead to this computer, wherever they are opened.
    is_loopback: bool,
    f: Faults,
    h: HouseView,
    guest: String,
    link: LinkForm,
    by_name: Vec<(Card, String)>,
    links: Vec<LinkView>,
}

#[derive(serde::Deserialize)]
struct NameForm {
    #[serde(default)]
    guest: String,
}

async fn show(State(app): State<App>, page: Page, Path(handle): Path<String>) -> Answer {
    let blank = (String::new(), LinkForm::blank());
    html(&invite_page(&app, &page, handle, Faults::none(), blank).await?)
}

async fn by_name(
    State(app): State<App>,
    page: Page,
    Path(handle): Path<String>,
    Posted(form): Posted<NameForm>,
) -> Answer {
    let actor = page.visit().actor()?;
    match invite(&app, actor, handle.clone(), form.guest.clone()).await {
        Ok(()) => Ok(see_done(&format!("/c/{handle}/invite"), "invited")),
        Err(Error::Invalid(faults)) => {
            let f = Faults::of(&page, &faults);
            let kept = (form.guest, LinkForm::blank());
            html_invalid(&invite_page(&app, &page, handle, f, kept).await?)
        }
        Err(other) => Err(other.into()),
    }
}

async fn new_link(
    State(app): State<App>,
    page: Page,
    Path(handle): Path<String>,
    Posted(form): Posted<LinkForm>,
) -> Answer {
    let actor = page.visit().actor()?;
    match make_link(&app, actor, handle.clone(), form.wish()).await {
        Ok(_) => Ok(see_done(&format!("/c/{handle}/invite#links"), "link-made")),
        Err(Error::Invalid(faults)) => {
            let f = Faults::of(&page, &faults);
            let kept = (String::new(), form);
            html_invalid(&invite_page(&app, &page, handle, f, kept).await?)
        }
        Err(other) => Err(other.into()),
    }
}

async fn end(
    State(app): State<App>,
    page: Page,
    Path((handle, id)): Path<(String, String)>,
    _: Posted<Pressed>,
) -> Answer {
    let actor = page.visit().actor()?;
    let id = InvitationId::parse(&id).ok_or(Error::NotFound)?;
    end_link(&app, actor, handle.clone(), id).await?;
    Ok(see_done(&format!("/c/{handle}/invite#links"), "link-ended"))
}

async fn take_back(
    State(app): State<App>,
    page: Page,
    Path((handle, guest)): Path<(String, String)>,
    _: Posted<Pressed>,
) -> Answer {
    let actor = page.visit().actor()?;
    uninvite(&app, actor, handle.clone(), guest).await?;
    Ok(see_done(&format!("/c/{handle}/invite"), "uninvited"))
}

async fn invite_page<'p>(
    app: &App,
    page: &'p Page,
    handle: String,
    f: Faults,
    (guest, link): (String, LinkForm),
) -> Result<InvitePage<'p>, Error> {
    let actor = page.visit().actor()?;
    let house = house(app, Some(actor.persona), handle.clone()).await?;
    let Invitations { by_name, links } = invitations(app, actor, handle).await?;
    let invited = |(card, by): (Card, Option<Card>)| {
        let by = by.map(|by| page.texts().f("invited-by", &[("name", by.name.into())]));
        (card, by.unwrap_or_default())
    };
    let url = &app.config.public_url;
    let links = links.iter().map(|(link, maker, came)| {
        let came: Vec<&str> = came.iter().map(|card| card.name.as_str()).collect();
        let title = page
            .texts()
            .f("link-title", &[("name", (&maker.name).into())]);
        LinkView::new(page, url, link, title, &came)
    });
    let links = links.collect();
    Ok(InvitePage {
        p: page,
        is_loopback: app.config.is_loopback(),
        f,
        h: HouseView::new(page, &house),
        guest,
        link,
        by_name: by_name.into_iter().map(invited).collect(),
        links,
    })
}
