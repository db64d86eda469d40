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
use hafan_app::{App, Error, draft};
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
        when: page.said(draft.changed_at),
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
