//! What those who look after a community did, for its members to read.

use crate::asked::{Asked, BeforeEntry};
use crate::form::{Posted, Pressed};
use crate::page::Page;
use crate::respond::{Answer, html, see_done};
use crate::view::house::role;
use crate::view::{ActView, HouseView, visibility};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use hafan_app::App;
use hafan_app::community::care;
use hafan_app::community::record::{Act, What, record};
use hafan_core::community::{CommunityField, JoinRule, Standing, Visibility};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/c/{handle}/record", get(show))
        .route("/c/{handle}/record/pictures", post(let_pictures_back))
}

#[derive(Template)]
#[template(path = "community/record.html")]
struct RecordPage<'p> {
    p: &'p Page,
    h: HouseView,
    acts: Vec<ActView>,
    older: Option<String>,
    /// What is said of pictures that were taken out, to those who keep the norms.
    pictures: Option<String>,
}

async fn show(
    State(app): State<App>,
    page: Page,
    Path(handle): Path<String>,
    Asked(before): Asked<BeforeEntry>,
) -> Answer {
    let found = record(&app, page.visit().viewer(), handle, before.cursor()).await?;
    let h = HouseView::new(&page, &found.house);
    let older = found.older.as_ref().map(BeforeEntry::query);
    let taken_out = found.pictures_taken_out;
    let words = || {
        let count = [("count", taken_out.into())];
        page.texts().f("pictures-taken-out", &count)
    };
    html(&RecordPage {
        p: &page,
        acts: found.acts.iter().map(|act| act_view(&page, act)).collect(),
        pictures: (taken_out > 0).then(words),
        older: older.map(|query| format!("{}/record?{query}", h.path)),
        h,
    })
}

async fn let_pictures_back(
    State(app): State<App>,
    page: Page,
    Path(handle): Path<String>,
    _: Posted<Pressed>,
) -> Answer {
    let actor = page.visit().actor()?;
    care::let_pictures_back(&app, actor, handle.clone()).await?;
    Ok(see_done(
        &format!("/c/{handle}/record"),
        "pictures-let-back",
    ))
}

fn act_view(page: &Page, act: &Act) -> ActView {
    let words = match &act.what {
        What::Founded => ("sprout", page.t("act-founded").to_owned()),
        What::TookOut => ("archive", page.t("act-took-out").to_owned()),
        What::Changed { field, new } => changed(page, *field, new),
        What::Person { whom, old, new } => {
            let nobody = page.t(if *new == Standing::Removed {
                "act-a-member"
            } else {
                "somebody"
            });
            let name = whom.as_ref().map_or(nobody, |card| card.name.as_str());
            person(page, name, (*old, *new))
        }
    };
    ActView::new(page, words, act.by.as_ref(), (act.at, &act.note))
}

fn changed(page: &Page, field: CommunityField, new: &str) -> (&'static str, String) {
    let said = |key: &str| page.t(key).to_owned();
    let is_now = |key: &str, new: &str| page.texts().f(key, &[("new", new.into())]);
    match field {
        CommunityField::Name => ("pencil", is_now("act-name", new)),
        CommunityField::Handle => ("pencil", is_now("act-handle", new)),
        CommunityField::Summary => ("pencil", is_now("act-summary", new)),
        CommunityField::Charter => ("scroll-text", said("act-charter")),
        CommunityField::Norms => ("scroll-text", said("act-norms")),
        CommunityField::Picture if new.is_empty() => ("image-off", said("act-picture-removed")),
        CommunityField::Picture => ("image", said("act-picture")),
        CommunityField::Visibility => {
            let now = Visibility::parse(new).map(|now| visibility(page, now));
            let (icon, now) = now.unwrap_or(("eye-off", ""));
            (icon, is_now("act-visibility", now))
        }
        CommunityField::JoinRule => {
            let now = match JoinRule::parse(new) {
                Some(JoinRule::Open) => page.t("join-rule-open"),
                Some(JoinRule::Ask) => page.t("join-rule-ask"),
                _ => page.t("join-rule-invitation"),
            };
            ("door-open", is_now("act-join-rule", now))
        }
        CommunityField::JoinQuestion => ("door-open", said("act-question")),
        CommunityField::DefaultReplies => ("settings", is_now("act-replies", who(page, new))),
        CommunityField::DefaultQuotes => ("settings", is_now("act-quotes", who(page, new))),
        CommunityField::State => ("archive", said("act-closed")),
        CommunityField::TakenOut => ("archive", said("act-took-out")),
        CommunityField::PictureHeld => ("image-off", said("act-picture-held")),
        CommunityField::PicturesTakenOut if new == "0" => ("image", said("act-pictures-let-back")),
        CommunityField::PicturesTakenOut => ("image-off", said("act-pictures-taken-out")),
    }
}

/// The words for who may answer or quote.
fn who(page: &Page, code: &str) -> &'static str {
    page.find(&format!("who-{code}"))
        .unwrap_or_else(|| page.t("who-members"))
}

fn person(page: &Page, name: &str, stands: (Standing, Standing)) -> (&'static str, String) {
    let named = |key: &str| page.texts().f(key, &[("name", name.into())]);
    let (old, new) = stands;
    if let (Some(_), Some(rank)) = (old.role(), new.role()) {
        let (icon, rank) = role(page, rank);
        let args = [("name", name.into()), ("role", rank.into())];
        return (icon, page.texts().f("act-role", &args));
    }
    match new {
        Standing::Removed => ("user-minus", named("act-removed")),
        Standing::Invited => ("mail", named("act-invited")),
        Standing::Refused => ("door-closed", named("act-refused")),
        Standing::None if old == Standing::Invited => ("mail", named("act-uninvited")),
        _ if new.role().is_some() => ("door-open", named("act-let-in")),
        _ => ("users", page.t("act-other").to_owned()),
    }
}
