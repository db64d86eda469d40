//! Joining: by an invitation, by asking, or through an open door.

use crate::asker::Asker;
use crate::faults::Faults;
use crate::form::{Posted, Pressed};
use crate::page::{self, Page};
use crate::pages::me::reach::{self, ReachView};
use crate::pages::sign_in::WaitingPage;
use crate::respond::{Answer, html, html_invalid, see, see_done};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use axum::routing::{get, post};
use hafan_app::identity::persona::suggest;
use hafan_app::identity::reach::Reach;
use hafan_app::identity::sign_up::{Invited, Joined, Newcomer, accept, invited, sign_up};
use hafan_app::{App, Error, Fault};
use hafan_core::place::{PlaceField, SignUp};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/sign-up", get(show).post(join))
        .route("/join/{code}", get(show_invited).post(join_invited))
        .route("/join/{code}/accept", post(take))
}

/// The form for joining.
#[derive(Template)]
#[template(path = "identity/sign_up.html")]
struct SignUpPage<'p> {
    p: &'p Page,
    f: Faults,
    form: Form,
    title: String,
    /// Where the form goes.
    action: String,
    invited: Option<Invited>,
    /// The host's question, where people ask to join.
    question: Option<String>,
    rules: bool,
    /// Who should be able to reach them.
    reaches: Vec<ReachView>,
}

/// An invitation, for somebody who is here already.
#[derive(Template)]
#[template(path = "identity/accept.html")]
struct AcceptPage<'p> {
    p: &'p Page,
    action: String,
    title: String,
    invited: Invited,
}

/// Where one can't join (this way).
#[derive(Template)]
#[template(path = "identity/no_way_in.html")]
struct NoWayInPage<'p> {
    p: &'p Page,
    is_invitation: bool,
    sign_up: SignUp,
}

#[derive(serde::Deserialize, Default)]
struct Form {
    #[serde(default)]
    handle: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    answer: String,
    /// Who should be able to reach them: the safest to start with.
    #[serde(default)]
    reach: Option<String>,
}

impl Form {
    fn reach(&self) -> Option<Reach> {
        self.reach.as_deref().and_then(Reach::parse)
    }
}

async fn show(page: Page) -> Answer {
    if page.me().is_some() {
        return Ok(see("/"));
    }
    match page.visit().place.sign_up() {
        SignUp::Invitation => html(&NoWayInPage {
            p: &page,
            is_invitation: false,
            sign_up: SignUp::Invitation,
        }),
        SignUp::Ask | SignUp::Open => html(&sign_up_page(&page, Form::default(), None)),
    }
}

async fn join(
    State(app): State<App>,
    page: Page,
    Asker(browser): Asker,
    Posted(form): Posted<Form>,
) -> Answer {
    if page.me().is_some() {
        return Ok(see("/"));
    }
    match sign_up(&app, newcomer(&page, &form), None, browser).await {
        Ok(joined) => welcome(&page, joined),
        Err(Error::Invalid(faults)) => {
            let f = with_suggestions(&app, &page, &form.handle, &faults).await?;
            html_invalid(&SignUpPage {
                f,
                ..sign_up_page(&page, form, None)
            })
        }
        Err(other) => Err(other.into()),
    }
}

async fn show_invited(State(app): State<App>, page: Page, Path(code): Path<String>) -> Answer {
    let invited = match invited(&app, code.clone(), page.net()).await {
        Ok(invited) => invited,
        Err(Error::NotFound) => return holds_no_more(&page),
        Err(other) => return Err(other.into()),
    };
    if page.me().is_none() {
        let way = Some((code, invited));
        return html(&sign_up_page(&page, Form::default(), way));
    }
    html(&AcceptPage {
        p: &page,
        action: format!("/join/{code}/accept"),
        title: title(&page, Some(&invited)),
        invited,
    })
}

async fn join_invited(
    State(app): State<App>,
    page: Page,
    Path(code): Path<String>,
    Asker(browser): Asker,
    Posted(form): Posted<Form>,
) -> Answer {
    if page.me().is_some() {
        return Ok(see(&format!("/join/{code}")));
    }
    match sign_up(&app, newcomer(&page, &form), Some(code.clone()), browser).await {
        Ok(joined) => welcome(&page, joined),
        Err(Error::NotFound) => holds_no_more(&page),
        Err(Error::Invalid(faults)) => {
            let invited = invited(&app, code.clone(), page.net()).await?;
            let f = with_suggestions(&app, &page, &form.handle, &faults).await?;
            html_invalid(&SignUpPage {
                f,
                ..sign_up_page(&page, form, Some((code, invited)))
            })
        }
        Err(other) => Err(other.into()),
    }
}

async fn take(
    State(app): State<App>,
    page: Page,
    Path(code): Path<String>,
    _: Posted<Pressed>,
) -> Answer {
    let actor = page.visit().actor()?;
    match accept(&app, actor, code, page.net()).await {
        Ok(handle) => Ok(see_done(&format!("/c/{handle}"), "joined")),
        Err(Error::NotFound) => holds_no_more(&page),
        Err(other) => Err(other.into()),
    }
}

fn sign_up_page(page: &Page, form: Form, way: Option<(String, Invited)>) -> SignUpPage<'_> {
    let place = &page.visit().place;
    let (code, invited) = way.unzip();
    let asks = code.is_none() && place.sign_up() == SignUp::Ask;
    SignUpPage {
        p: page,
        f: Faults::none(),
        title: title(page, invited.as_ref()),
        action: code.map_or_else(|| "/sign-up".to_owned(), |code| format!("/join/{code}")),
        invited,
        reaches: reach::choices(page, form.reach().or(Some(Reach::Chosen))),
        form,
        question: asks.then(|| place.get(PlaceField::SignUpQuestion).to_owned()),
        rules: !place.get(PlaceField::Rules).is_empty(),
    }
}

fn title(page: &Page, invited: Option<&Invited>) -> String {
    let place = page.place_name();
    match invited {
        Some(invited) => {
            let name = invited.by.name.as_str().into();
            page.texts().f("join-invited-title", &[("name", name)])
        }
        None if page.visit().place.sign_up() == SignUp::Ask => {
            page.texts().f("join-ask-title", &[("place", place.into())])
        }
        None => page.texts().f("join-title", &[("place", place.into())]),
    }
}

fn newcomer(page: &Page, form: &Form) -> Newcomer {
    Newcomer {
        handle: form.handle.clone(),
        name: form.name.clone(),
        password: form.password.clone(),
        locale: page.texts().locale(),
        answer: form.answer.clone(),
        reach: form.reach(),
    }
}

/// The faults in words, with handles that are free beside one that is not.
pub(in crate::pages) async fn with_suggestions(
    app: &App,
    page: &Page,
    handle: &str,
    faults: &[Fault],
) -> Result<Faults, Error> {
    let words = Faults::of(page, faults);
    let is_taken = |fault: &Fault| matches!(fault.code, "handle-taken" | "handle-lookalike");
    if !faults.iter().any(is_taken) {
        return Ok(words);
    }
    let wish = handle.to_owned();
    let free = app.read(move |read| suggest(read, &wish)).await?;
    if free.is_empty() {
        return Ok(words);
    }
    let names = page.texts().names(&free);
    let free = page.texts().f("handles-free", &[("names", names.into())]);
    Ok(words.and("handle", &free))
}

/// Where somebody who has just joined is led: to the recovery sheet first.
fn welcome(page: &Page, joined: Joined) -> Answer {
    match joined {
        Joined::Waiting => html(&WaitingPage::new(page)),
        Joined::In { opened, community } => {
            let to = community.map_or_else(|| "/".to_owned(), |handle| format!("/c/{handle}"));
            Ok(page::sign_in(see(&first_steps(&to)), &opened, page))
        }
    }
}

/// The page that offers a recovery sheet to newcomers, and leads on to `path`.
pub(in crate::pages) fn first_steps(path: &str) -> String {
    let next = data_encoding::BASE64URL_NOPAD.encode(path.as_bytes());
    format!("/me/recovery?first={next}")
}

/// Invitations that ended, were used up, taken back, or never were: one answer.
fn holds_no_more(page: &Page) -> Answer {
    let sign_up = page.visit().place.sign_up();
    let body = html(&NoWayInPage {
        p: page,
        is_invitation: true,
        sign_up,
    })?;
    Ok((StatusCode::NOT_FOUND, body).into_response())
}
