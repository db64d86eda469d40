//! The list of communities, and founding one.

use crate::asked::{AfterName, Asked};
use crate::faults::Faults;
use crate::form::Posted;
use crate::page::Page;
use crate::respond::{Answer, html, html_invalid, see_done};
use crate::view::PlaceView;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use hafan_app::community::charter::openness;
use hafan_app::community::people::{Listed, places};
use hafan_app::community::{Wish, found};
use hafan_app::{App, Error};
use hafan_core::community::{CharterKind, JoinRule, Visibility};
use hafan_core::ledger::Cause;
use hafan_core::locale::Locale;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/places", get(list))
        .route("/places/new", get(show).post(start))
}

#[derive(Template)]
#[template(path = "community/places.html")]
struct PlacesPage<'p> {
    p: &'p Page,
    mine: Vec<PlaceView>,
    invited: Vec<PlaceView>,
    asked: Vec<PlaceView>,
    open: Vec<PlaceView>,
    next: Option<String>,
    is_first: bool,
}

async fn list(State(app): State<App>, page: Page, Asked(after): Asked<AfterName>) -> Answer {
    let after = after.cursor();
    let is_first = after.is_none();
    let found = places(&app, page.visit().viewer(), after).await?;
    let views = |listed: &[Listed]| -> Vec<PlaceView> {
        listed.iter().map(|l| PlaceView::new(&page, l)).collect()
    };
    html(&PlacesPage {
        p: &page,
        mine: views(&found.mine),
        invited: views(&found.invited),
        asked: views(&found.asked),
        open: views(&found.open),
        next: found.next.as_ref().map(AfterName::query),
        is_first,
    })
}

/// Starting a community.
#[derive(Template)]
#[template(path = "community/new.html")]
struct NewPage<'p> {
    p: &'p Page,
    f: Faults,
    form: Form,
    kinds: Vec<Kind>,
}

/// A charter one can start from.
struct Kind {
    code: &'static str,
    icon: &'static str,
    name: &'static str,
    words: &'static str,
}

#[derive(serde::Deserialize, Default)]
struct Form {
    #[serde(default)]
    name: String,
    #[serde(default)]
    handle: String,
    #[serde(default)]
    charter: String,
    /// Empty: as this kind of community usually is.
    #[serde(default)]
    visibility: String,
    /// Empty: as this kind of community usually is.
    #[serde(default)]
    join: String,
    #[serde(default)]
    language: String,
}

async fn show(page: Page) -> Answer {
    page.visit().actor()?;
    let form = Form {
        charter: CharterKind::Support.code().to_owned(),
        language: page.lang().to_owned(),
        ..Form::default()
    };
    html(&new_page(&page, form, Faults::none()))
}

async fn start(State(app): State<App>, page: Page, Posted(form): Posted<Form>) -> Answer {
    let actor = page.visit().actor()?;
    let wish = wish(&form)?;
    let drops_handle = wish.visibility == Visibility::Hidden && !wish.handle.trim().is_empty();
    let founded = app
        .write(move |turn| found(turn, actor.persona, &wish))
        .await;
    match founded {
        Ok(founded) => {
            let done = if drops_handle {
                "founded-hidden"
            } else {
                "founded"
            };
            Ok(see_done(&format!("/c/{}", founded.handle), done))
        }
        Err(Error::Conflict("taken")) => {
            let fault = hafan_app::Fault::new("handle", "handle-taken");
            html_invalid(&new_page(&page, form, Faults::of(&page, &[fault])))
        }
        Err(Error::Invalid(faults)) => {
            let faults = Faults::of(&page, &faults);
            html_invalid(&new_page(&page, form, faults))
        }
        Err(other) => Err(other.into()),
    }
}

fn wish(form: &Form) -> Result<Wish, Error> {
    let not_offered = |field| Error::invalid(field, "choice");
    let charter = CharterKind::parse(&form.charter).ok_or(not_offered("charter"))?;
    let usual = openness(charter);
    let visibility = match form.visibility.as_str() {
        "" => usual.0,
        code => Visibility::parse(code).ok_or(not_offered("visibility"))?,
    };
    let join_rule = match form.join.as_str() {
        // Nobody can knock at a door they do not see.
        "" if visibility == Visibility::Hidden => JoinRule::Invitation,
        "" => usual.1,
        code => JoinRule::parse(code).ok_or(not_offered("join"))?,
    };
    Ok(Wish {
        name: form.name.clone(),
        handle: form.handle.clone(),
        visibility,
        join_rule,
        charter,
        locale: Locale::parse(&form.language).unwrap_or_default(),
        cause: Cause::Choice,
    })
}

fn new_page(page: &Page, form: Form, f: Faults) -> NewPage<'_> {
    let kind = |kind: &CharterKind| {
        let (icon, name, words) = match kind {
            CharterKind::Support => ("hand-heart", "charter-support", "charter-support-hint"),
            CharterKind::Pictures => ("camera", "charter-pictures", "charter-pictures-hint"),
            CharterKind::Campaign => ("megaphone", "charter-campaign", "charter-campaign-hint"),
        };
        Kind {
            code: kind.code(),
            icon,
            name: page.t(name),
            words: page.t(words),
        }
    };
    NewPage {
        p: page,
        f,
        form,
        kinds: CharterKind::ALL.iter().map(kind).collect(),
    }
}
