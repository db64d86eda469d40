//! What one does with a post: thank, keep, share, vote; and the pages where its author, or those
//! who keep the norms, change it.

mod edit;

use crate::faults::Faults;
use crate::form::{Posted, Pressed};
use crate::page::Page;
use crate::respond::{Answer, Failed, html, html_invalid, own_path, see, see_done};
use crate::view::PostView;
use crate::view::composer::{ChoiceView, who_may};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use axum::{Extension, Router};
use hafan_app::post::answer::Verdict;
use hafan_app::post::{self as posts, desk};
use hafan_app::reading::Item;
use hafan_app::{App, Error, Fault};
use hafan_core::answer::AnswerKind;
use hafan_core::audience::WhoMay;
use hafan_core::id::PostId;
use serde::Deserialize;

/// Routes of what one does with a post.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/post/{id}/favourite", switch(Switch::Favourite))
        .route("/post/{id}/keep", switch(Switch::Keep))
        .route("/post/{id}/boost", switch(Switch::Boost))
        .route("/post/{id}/pin", switch(Switch::Pin))
        .route("/post/{id}/hush", switch(Switch::Hush))
        .route("/post/{id}/unquote", post(unquote))
        .route("/post/{id}/hide", post(hide))
        .route("/post/{id}/open", switch(Switch::Answers))
        .route("/post/{id}/vote", post(vote))
        .route("/post/{id}/edit", get(edit::open).post(edit::send))
        .route("/post/{id}/answers", get(answers).post(set_answers))
        .route("/post/{id}/delete", get(ask_delete).post(delete))
        .route("/post/{id}/take-out", get(ask_take_out).post(take_out))
}

/// The id in a path; what is no id is no post.
fn id_of(text: &str) -> Result<PostId, Failed> {
    PostId::parse(text).ok_or_else(|| Error::NotFound.into())
}

/// What one can turn on and off at a post with one button.
#[derive(Clone, Copy)]
enum Switch {
    Favourite,
    Keep,
    Boost,
    Pin,
    Hush,
    Answers,
}

fn switch(which: Switch) -> MethodRouter<App> {
    post(turn).layer(Extension(which))
}

#[derive(Deserialize)]
struct Turned {
    #[serde(default)]
    on: String,
    #[serde(default)]
    back: String,
}

async fn turn(
    State(app): State<App>,
    Extension(which): Extension<Switch>,
    page: Page,
    Path(id): Path<String>,
    Posted(form): Posted<Turned>,
) -> Answer {
    let id = id_of(&id)?;
    let actor = page.visit().actor()?;
    let is_on = form.on == "yes";
    match which {
        Switch::Favourite => posts::favourite(&app, &actor, id, is_on).await?,
        Switch::Keep => posts::keep(&app, &actor, id, is_on).await?,
        Switch::Boost => posts::boost(&app, &actor, id, is_on).await?,
        Switch::Pin => posts::pin(&app, &actor, id, is_on).await?,
        Switch::Answers => {
            posts::turn_answers(&app, &actor, id, is_on).await?;
            let done = if is_on {
                "answers-opened"
            } else {
                "answers-closed"
            };
            return Ok(see_done(&path_of_mine(&page, id), done));
        }
        Switch::Hush => posts::mute_thread(&app, &actor, id, is_on).await?,
    }
    Ok(back_to(&form.back, id))
}

/// Takes one's own post out of the post in the path, which quotes it.
async fn unquote(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    Posted(form): Posted<Turned>,
) -> Answer {
    let id = id_of(&id)?;
    posts::quote::take_out_of(&app, &page.visit().actor()?, id).await?;
    Ok(back_to(&form.back, id))
}

/// Hides an answer for everyone but its author; the page it was hidden from shows the rest.
async fn hide(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    Posted(form): Posted<Turned>,
) -> Answer {
    let id = id_of(&id)?;
    let about = (id, AnswerKind::Reply);
    posts::answer::decide(&app, &page.visit().actor()?, about, Verdict::Hide).await?;
    let back = own_path(&form.back);
    let back = back.split('#').next().unwrap_or("/");
    let is_its_page = back.contains(&id.to_string());
    let path = if is_its_page { AWAY } else { back };
    Ok(see_done(path, "answer-hidden"))
}

/// Where what was hidden can be shown again.
const AWAY: &str = "/me/answers?which=away";

/// Back to where the button was, at the post.
fn back_to(back: &str, id: PostId) -> Response {
    let path = own_path(back);
    let path = path.split('#').next().unwrap_or("/");
    see(&format!("{path}#p{id}"))
}

#[derive(Deserialize)]
struct Ballot {
    #[serde(default)]
    choice: Vec<String>,
    #[serde(default)]
    back: String,
}

async fn vote(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    Posted(ballot): Posted<Ballot>,
) -> Answer {
    let id = id_of(&id)?;
    let number = |choice: &String| choice.parse().unwrap_or(i64::MAX);
    let choices = ballot.choice.iter().map(number).collect();
    posts::vote(&app, &page.visit().actor()?, id, choices).await?;
    Ok(back_to(&ballot.back, id))
}

#[derive(Template)]
#[template(path = "post/answers.html")]
struct AnswersPage<'p> {
    p: &'p Page,
    id: String,
    path: String,
    replies: Vec<ChoiceView>,
    quotes: Vec<ChoiceView>,
}

async fn answers(State(app): State<App>, page: Page, Path(id): Path<String>) -> Answer {
    let own = desk::own_post(&app, &page.visit().actor()?, id_of(&id)?).await?;
    let facts = &own.row.facts;
    let is_inside = facts.community.is_some();
    html(&AnswersPage {
        p: &page,
        path: format!("/@{}/{}", own.author.handle, facts.id),
        id: facts.id.to_string(),
        replies: who_may(&page, "", facts.replies, is_inside),
        quotes: who_may(&page, "", facts.quotes, is_inside),
    })
}

#[derive(Deserialize)]
struct Policy {
    #[serde(default)]
    answers: String,
    #[serde(default)]
    quotes: String,
}

async fn set_answers(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    Posted(policy): Posted<Policy>,
) -> Answer {
    let id = id_of(&id)?;
    let actor = page.visit().actor()?;
    let parse =
        |field, text: &str| WhoMay::parse(text).ok_or_else(|| Error::invalid(field, "choose-one"));
    let replies = parse("replies", &policy.answers)?;
    let quotes = parse("quotes", &policy.quotes)?;
    posts::set_policy(&app, &actor, id, replies, quotes).await?;
    Ok(see_done(&path_of_mine(&page, id), "answers-set"))
}

/// The page of a post of one's own.
fn path_of_mine(page: &Page, id: PostId) -> String {
    let handle = page.me().map_or("", |me| me.card.handle.as_str());
    format!("/@{handle}/{id}")
}

#[derive(Template)]
#[template(path = "post/delete.html")]
struct DeletePage<'p> {
    p: &'p Page,
    id: String,
    path: String,
    post: PostView,
}

async fn ask_delete(State(app): State<App>, page: Page, Path(id): Path<String>) -> Answer {
    let id = id_of(&id)?;
    let actor = page.visit().actor()?;
    let item = desk::to_delete(&app, &actor, id).await?;
    html(&DeletePage {
        p: &page,
        id: id.to_string(),
        path: path_of_mine(&page, id),
        post: PostView::new(&page, &item).bare(),
    })
}

async fn delete(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    _: Posted<Pressed>,
) -> Answer {
    let id = id_of(&id)?;
    posts::delete(&app, &page.visit().actor()?, id).await?;
    Ok(see_done(&path_of_mine(&page, id), "post-deleted"))
}

#[derive(Template)]
#[template(path = "post/take_out.html")]
struct TakeOutPage<'p> {
    p: &'p Page,
    f: Faults,
    id: String,
    reason: String,
    place: String,
    post: PostView,
}

impl<'p> TakeOutPage<'p> {
    fn new(page: &'p Page, item: &Item, reason: String, faults: &[Fault]) -> Self {
        let name = item
            .community
            .as_ref()
            .map_or("", |card| card.name.as_str());
        Self {
            p: page,
            f: Faults::of(page, faults),
            id: item.post.facts.id.to_string(),
            reason,
            place: name.to_owned(),
            post: PostView::new(page, item).bare(),
        }
    }

    fn lead(&self) -> String {
        let name = [("place", self.place.as_str().into())];
        self.p.texts().f("take-out-lead", &name)
    }
}

async fn ask_take_out(State(app): State<App>, page: Page, Path(id): Path<String>) -> Answer {
    let item = desk::seen_post(&app, &page.visit().actor()?, id_of(&id)?).await?;
    if !item.may_take_out {
        return Err(Error::Denied("not-moderator").into());
    }
    html(&TakeOutPage::new(&page, &item, String::new(), &[]))
}

#[derive(Deserialize)]
struct Reason {
    #[serde(default)]
    reason: String,
}

async fn take_out(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    Posted(form): Posted<Reason>,
) -> Answer {
    let id = id_of(&id)?;
    let actor = page.visit().actor()?;
    let item = desk::seen_post(&app, &actor, id).await?;
    match posts::take_out(&app, &actor, id, form.reason.clone()).await {
        Ok(()) => {
            let place = item
                .community
                .as_ref()
                .map(|card| format!("/c/{}", card.handle));
            Ok(see_done(place.as_deref().unwrap_or("/"), "taken-out"))
        }
        Err(Error::Invalid(faults)) => {
            html_invalid(&TakeOutPage::new(&page, &item, form.reason, &faults))
        }
        Err(error) => Err(error.into()),
    }
}
