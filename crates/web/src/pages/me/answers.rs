//! Answers and quotes that wait for the persona, and those it put away.

use crate::form::Posted;
use crate::page::Page;
use crate::respond::{Answer as Answered, html, see_done};
use crate::view::{self, PlainWords};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::{get, post};
use hafan_app::post::answer::{self, Tray, Verdict, Waiting};
use hafan_app::reading::Slice;
use hafan_app::store::account::Card;
use hafan_app::{App, Error};
use hafan_core::answer::{AnswerKind, AnswerStanding};
use hafan_core::id::PostId;
use hafan_core::text::plain_excerpt;
use hafan_core::time::Timestamp;

const PATH: &str = "/me/answers";
/// Answers on one page.
const PAGE: usize = 20;
/// Characters of what is answered.
const ABOUT_GRAPHEMES: usize = 120;

pub fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(show))
        .route("/me/answers/{id}", post(act))
}

#[derive(Template)]
#[template(path = "me/answers.html")]
struct AnswersPage<'p> {
    p: &'p Page,
    is_away: bool,
    rows: Vec<WaitingView>,
    older: Option<String>,
}

/// Something to decide about.
struct WaitingView {
    id: String,
    kind: &'static str,
    /// Microseconds of the wording.
    read: i64,
    author: Card,
    /// "answers you", with the words it answers and where they are.
    about: String,
    about_path: Option<String>,
    excerpt: String,
    words: PlainWords,
    when: String,
    /// Buttons: what they send, their words, and whether they are the one to find first.
    acts: Vec<(&'static str, &'static str, bool)>,
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    which: String,
    before: Option<String>,
}

async fn show(State(app): State<App>, page: Page, Query(asked): Query<Asked>) -> Answered {
    let actor = page.visit().actor()?;
    let is_away = asked.which == "away";
    let which = if is_away { Tray::Away } else { Tray::Waiting };
    let before = view::cursor(asked.before.as_deref(), PostId::parse)?;
    let before = before.unwrap_or(Slice::NEWEST);
    let found = answer::tray(&app, &actor, which, (before, PAGE)).await?;
    let further = if is_away {
        "which=away&before"
    } else {
        "before"
    };
    html(&AnswersPage {
        p: &page,
        is_away,
        rows: found.list.iter().map(|one| waiting(&page, one)).collect(),
        older: found.older.map(|id| format!("{PATH}?{further}={id}")),
    })
}

fn waiting(page: &Page, one: &Waiting) -> WaitingView {
    let name = [("name", one.author.name.as_str().into())];
    let key = match one.kind {
        AnswerKind::Reply => "answer-answers",
        AnswerKind::Quote => "answer-quotes",
    };
    let acts = match one.standing {
        AnswerStanding::Hidden | AnswerStanding::Below => {
            vec![("show", page.t("answer-show"), false)]
        }
        AnswerStanding::Refused => vec![("let-in", page.t("answer-let-in"), false)],
        _ => vec![
            ("let-in", page.t("answer-let-in"), true),
            ("refuse", page.t("answer-refuse"), false),
        ],
    };
    WaitingView {
        id: one.post.to_string(),
        kind: one.kind.code(),
        read: one.at.micros(),
        about: page.texts().f(key, &name),
        about_path: one
            .about
            .as_ref()
            .map(|(post, card)| format!("/@{}/{post}", card.handle)),
        excerpt: plain_excerpt(&one.about_words, ABOUT_GRAPHEMES),
        words: PlainWords::of_waiting(page, one),
        when: page.said(one.at),
        acts,
        author: one.author.clone(),
    }
}

#[derive(serde::Deserialize)]
struct Form {
    #[serde(default)]
    act: String,
    #[serde(default)]
    kind: String,
    /// Microseconds of the wording that was read.
    #[serde(default)]
    read: String,
}

async fn act(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    Posted(form): Posted<Form>,
) -> Answered {
    let actor = page.visit().actor()?;
    let post = PostId::parse(&id).ok_or(Error::NotFound)?;
    let kind = AnswerKind::parse(&form.kind).ok_or(Error::invalid("kind", "choice"))?;
    let (verdict, path, done) = match form.act.as_str() {
        "let-in" => (Verdict::LetIn, PATH, "answer-let-in"),
        "refuse" => (Verdict::Refuse, PATH, "answer-refused"),
        "show" => (Verdict::Show, AWAY, "answer-shown"),
        _ => return Err(Error::Invalid(vec![]).into()),
    };
    let read = form.read.parse().ok().map(Timestamp::from_micros);
    answer::decide_read(&app, &actor, (post, kind), verdict, read).await?;
    Ok(see_done(path, done))
}

/// Where what was put away stands.
const AWAY: &str = "/me/answers?which=away";
