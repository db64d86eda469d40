//! Drafts: the list, and the door through which scripts keep them while one writes.

use super::write;
use crate::form::{Posted, Pressed};
use crate::page::Page;
use crate::respond::{Answer, html, see, see_done};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use hafan_app::{App, Error, draft, scheduled};
use hafan_core::id::DraftId;
use hafan_core::text::plain_excerpt;

/// Characters of a draft that the list shows.
const EXCERPT_GRAPHEMES: usize = 160;

/// Routes of drafts.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/drafts", get(list))
        .route("/drafts/{id}", get(open).post(keep))
        .route("/drafts/{id}/delete", post(delete))
        .route("/drafts/{id}/hold-back", post(hold_back))
        .route("/drafts/{id}/publish", post(publish_now))
}

#[derive(Template)]
#[template(path = "drafts.html")]
struct DraftsPage<'p> {
    p: &'p Page,
    drafts: Vec<DraftView>,
}

/// A draft in the list.
struct DraftView {
    id: String,
    words: String,
    hint: String,
    when: String,
    /// It goes out by itself, and is not changed meanwhile.
    is_settled: bool,
}

async fn list(State(app): State<App>, page: Page) -> Answer {
    let drafts = draft::list(&app, &page.visit().actor()?).await?;
    let drafts = drafts.iter().map(|draft| view(&page, draft)).collect();
    html(&DraftsPage { p: &page, drafts })
}

fn view(page: &Page, draft: &draft::Draft) -> DraftView {
    let words = &draft.words;
    let said = [&words.text, &words.notice]
        .into_iter()
        .chain(words.choices.iter())
        .find(|text| !text.trim().is_empty());
    let hint = match (words.reply_to, words.quote_of, words.place.as_str()) {
        (Some(_), _, _) => page.t("draft-answer"),
        (None, Some(_), _) => page.t("draft-quote"),
        (None, None, "") => page.t("draft-post"),
        (None, None, _) => page.t("draft-in-place"),
    };
    DraftView {
        id: draft.id.to_string(),
        words: said.map_or_else(
            || page.t("draft-without-words").to_owned(),
            |text| plain_excerpt(text, EXCERPT_GRAPHEMES),
        ),
        hint: hint.to_owned(),
        when: match draft.goes_out_at {
            Some(at) => {
                let when = crate::locale::when::full(at, page.zone(), &page.texts());
                page.texts().f("draft-goes-out", &[("when", when.into())])
            }
            None => page.said(draft.changed_at),
        },
        is_settled: draft.goes_out_at.is_some(),
    }
}

async fn open(page: Page, Path(id): Path<String>) -> Answer {
    page.visit().actor()?;
    let id = DraftId::parse(&id).ok_or(Error::NotFound)?;
    Ok(see(&format!("/write?draft={id}")))
}

/// Keeps a draft while its author writes. Answers nothing; a script only looks at the status.
async fn keep(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    request: Request,
) -> Answer {
    let id = DraftId::parse(&id).ok_or(Error::NotFound)?;
    let sent = write::read(&app, &page, request).await?;
    let me = page.me().ok_or(Error::Denied("sign-in"))?;
    if !sent.has_secret {
        return Err(Error::Denied("stale-form").into());
    }
    // Words of one persona never become a draft of another.
    if sent.speaks_as != me.card.handle {
        return Err(Error::Conflict("other-persona").into());
    }
    draft::save(&app, &me.actor, id, sent.words).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn delete(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    _: Posted<Pressed>,
) -> Answer {
    let id = DraftId::parse(&id).ok_or(Error::NotFound)?;
    draft::delete(&app, &page.visit().actor()?, id).await?;
    Ok(see_done("/drafts", "draft-deleted"))
}

/// What would have gone out by itself stays a draft, and is opened.
async fn hold_back(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    _: Posted<Pressed>,
) -> Answer {
    let id = DraftId::parse(&id).ok_or(Error::NotFound)?;
    scheduled::hold_back(&app, &page.visit().actor()?, id).await?;
    Ok(see(&format!("/write?draft={id}")))
}

/// What would have gone out by itself goes out now.
async fn publish_now(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    _: Posted<Pressed>,
) -> Answer {
    let id = DraftId::parse(&id).ok_or(Error::NotFound)?;
    let post = scheduled::publish_now(&app, &page.visit().actor()?, id).await?;
    let handle = page.me().map_or("", |me| me.card.handle.as_str());
    Ok(see_done(&format!("/@{handle}/{post}"), "published"))
}
