//! Drafts: the list, and the door through which scripts keep them while one writes.

use super::write;
use crate::faults::Faults;
use crate::form::{Posted, Pressed};
use crate::locale::when;
use crate::page::Page;
use crate::respond::{Answer, html, html_invalid, see, see_done};
use crate::view::composer;
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
        .route("/drafts/{id}/time", post(move_to))
}

#[derive(Template)]
#[template(path = "drafts.html")]
struct DraftsPage<'p> {
    p: &'p Page,
    drafts: Vec<DraftView>,
    /// Whose clock times are read by.
    zone: String,
}

/// A draft in the list.
struct DraftView {
    id: String,
    words: String,
    hint: String,
    when: String,
    /// It goes out by itself, and is not changed meanwhile.
    is_settled: bool,
    /// When, as the field for it has it.
    at: String,
    /// What is not right with a new time.
    f: Faults,
}

async fn list(State(app): State<App>, page: Page) -> Answer {
    html(&drafts_page(&app, &page).await?)
}

async fn drafts_page<'p>(app: &App, page: &'p Page) -> Result<DraftsPage<'p>, Error> {
    let drafts = draft::list(app, &page.visit().actor()?).await?;
    let zone = [("zone", composer::zone(page).into())];
    Ok(DraftsPage {
        p: page,
        drafts: drafts.iter().map(|draft| view(page, draft)).collect(),
        zone: page.texts().f("draft-time-hint", &zone),
    })
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
                let when = when::full(at, page.zone(), &page.texts());
                page.texts().f("draft-goes-out", &[("when", when.into())])
            }
            None => page.said(draft.changed_at),
        },
        is_settled: draft.goes_out_at.is_some(),
        at: draft
            .goes_out_at
            .map_or_else(String::new, |at| when::typed(at, page.zone())),
        f: Faults::none(),
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

#[derive(serde::Deserialize)]
struct NewTime {
    #[serde(default)]
    scheduled_at: String,
}

/// Lets it go out at another time.
async fn move_to(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    Posted(form): Posted<NewTime>,
) -> Answer {
    let actor = page.visit().actor()?;
    let id = DraftId::parse(&id).ok_or(Error::NotFound)?;
    let moved = match when::read(&form.scheduled_at, page.zone()) {
        Some(at) => scheduled::move_to(&app, &actor, id, at).await.map(|_| ()),
        None => Err(Error::invalid("scheduled_at", "scheduled-unread")),
    };
    let Err(Error::Invalid(faults)) = moved else {
        moved?;
        return Ok(see_done("/drafts", "scheduled"));
    };
    let mut found = drafts_page(&app, &page).await?;
    if let Some(draft) = found
        .drafts
        .iter_mut()
        .find(|draft| draft.id == id.to_string())
    {
        draft.f = Faults::of(&page, &faults);
        draft.at = form.scheduled_at;
    }
    html_invalid(&found)
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
