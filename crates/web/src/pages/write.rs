//! The composer: who speaks, where, to whom; and the way from there to a post.

mod form;
pub mod salvage;

use crate::locale::when;
use crate::page::Page;
use crate::respond::{Answer, Failed, error_words, html, log, see, see_done, status};
use crate::view::composer::{ComposerView, NoticeView};
use askama::Template;
use axum::Router;
use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use hafan_app::draft::{self, Words};
use hafan_app::post::desk::{self, Begin, Desk};
use hafan_app::post::publish;
use hafan_app::store::account::{About, Card};
use hafan_app::visit::Me;
use hafan_app::{App, Error, Fault, scheduled};
use hafan_core::account::{AccountKind, AccountState};
use hafan_core::id::{AccountId, DraftId, PostId};
use hafan_core::time::{SECOND_US, Timestamp};
use serde::Deserialize;

pub use form::{Act, Sent, read};

/// Routes of the composer.
pub fn routes() -> Router<App> {
    Router::new().route("/write", get(open).post(send))
}

#[derive(Template)]
#[template(path = "write.html")]
struct WritePage<'p> {
    p: &'p Page,
    v: ComposerView,
}

/// How the composer is opened.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Opening {
    reply: String,
    quote: String,
    r#in: String,
    draft: String,
    to: String,
}

async fn open(State(app): State<App>, page: Page, Query(opening): Query<Opening>) -> Answer {
    let actor = page.visit().actor()?;
    let Some(id) = DraftId::parse(&opening.draft) else {
        // A draft has its number from the first moment, so that loading the page again, or coming
        // back after a crash, finds the words that the browser kept under it.
        return Ok(see(&with_draft(&opening, draft::fresh_id(&app))));
    };
    if let Some(post) = draft::sent_as(&app, &actor, id).await? {
        return Ok(see(&post_path(&page, post)?));
    }
    let (words, pictures, saved_at) = match draft::open(&app, &actor, id).await {
        // What was settled is changed where it is listed.
        Ok(draft) if draft.goes_out_at.is_some() => return Ok(see("/drafts")),
        Ok(draft) => (draft.words, draft.pictures, Some(draft.changed_at)),
        Err(Error::NotFound) => (opening.words(), Vec::new(), None),
        Err(error) => return Err(error.into()),
    };
    let desk = desk::open(&app, &actor, begin(&words)).await?;
    let me = signed_in(&page)?;
    let view = ComposerView::new(&page, &me.card, &desk, words, &pictures).of_draft(id, saved_at);
    html(&WritePage { p: &page, v: view })
}

impl Opening {
    fn words(&self) -> Words {
        Words {
            reply_to: PostId::parse(&self.reply),
            quote_of: PostId::parse(&self.quote),
            place: self.r#in.clone(),
            to: self.to.clone(),
            audience: if self.to.is_empty() { "" } else { "named" }.to_owned(),
            ..Words::default()
        }
    }
}

fn with_draft(opening: &Opening, id: DraftId) -> String {
    let words = opening.words();
    let mut path = format!("/write?draft={id}");
    if let Some(reply) = words.reply_to {
        path.push_str(&format!("&reply={reply}"));
    }
    if let Some(quote) = words.quote_of {
        path.push_str(&format!("&quote={quote}"));
    }
    for (name, value) in [("in", &words.place), ("to", &words.to)] {
        // Handles need no escaping; anything else is no handle.
        let is_handle = value.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if is_handle && !value.is_empty() {
            path.push_str(&format!("&{name}={value}"));
        }
    }
    path
}

fn begin(words: &Words) -> Begin {
    Begin {
        reply_to: words.reply_to,
        quote_of: words.quote_of,
        place: words.place.clone(),
    }
}

async fn send(State(app): State<App>, page: Page, request: Request) -> Answer {
    let sent = read(&app, &page, request).await?;
    let Some(me) = page.me() else {
        let notice = page.t("write-signed-out");
        return again(
            &app,
            &page,
            sent,
            Why::notice(StatusCode::FORBIDDEN, notice),
        )
        .await;
    };
    if !sent.has_secret {
        let notice = page.t("write-stale");
        return again(
            &app,
            &page,
            sent,
            Why::notice(StatusCode::FORBIDDEN, notice),
        )
        .await;
    }
    if sent.speaks_as != me.card.handle {
        let name = [("name", me.card.name.as_str().into())];
        let notice = page.texts().f("write-other-persona", &name);
        // The draft, if it was kept, is that of the other persona.
        let sent = Sent {
            draft: None,
            ..sent
        };
        return again(&app, &page, sent, Why::notice(StatusCode::CONFLICT, notice)).await;
    }
    let id = sent.draft.unwrap_or_else(|| draft::fresh_id(&app));
    let mut sent = Sent {
        draft: Some(id),
        ..sent
    };
    if sent.act == Act::Elsewhere {
        sent.words.place.clear();
        sent.words.audience.clear();
    }
    match sent.act {
        Act::Publish => try_publish(&app, &page, me, sent).await,
        Act::Draft => match keep(&app, me, &sent).await {
            Ok(()) => Ok(see_done("/drafts", "draft-kept")),
            Err(error) => again(&app, &page, sent, Why::error(&page, error)).await,
        },
        Act::Persona => match keep(&app, me, &sent).await {
            Ok(()) => Ok(see("/me/personas")),
            Err(error) => again(&app, &page, sent, Why::error(&page, error)).await,
        },
        Act::Look | Act::Elsewhere | Act::Remove(_) | Act::Earlier(_) => {
            again(&app, &page, sent, Why::look()).await
        }
    }
}

async fn keep(app: &App, me: &Me, sent: &Sent) -> Result<(), Error> {
    match sent.draft {
        Some(id) => draft::save(app, &me.actor, id, sent.words.clone()).await,
        None => Ok(()),
    }
}

async fn try_publish(app: &App, page: &Page, me: &Me, sent: Sent) -> Answer {
    if !sent.faults.is_empty() {
        return again(app, page, sent, Why::invalid()).await;
    }
    // One step more, once: for pictures without words, and for a moving one that became a still.
    let is_silent = sent.words.pictures.iter().any(|p| p.alt.trim().is_empty());
    if !sent.is_alt_asked && (is_silent || sent.became_still) {
        return again(app, page, sent, Why::asks(page, is_silent)).await;
    }
    if !sent.words.at.trim().is_empty() {
        return schedule(app, page, me, sent).await;
    }
    match publish(app, &me.actor, sent.words.wish(sent.draft)).await {
        Ok(post) => Ok(see_done(&post_path(page, post)?, "published")),
        Err(error) => again(app, page, sent, Why::error(page, error)).await,
    }
}

/// Lets it go out at the time that was typed, by the clock of the reader's settings.
async fn schedule(app: &App, page: &Page, me: &Me, sent: Sent) -> Answer {
    let Some(at) = when::read(&sent.words.at, page.zone()) else {
        let unread = Error::invalid("scheduled_at", "scheduled-unread");
        return again(app, page, sent, Why::error(page, unread)).await;
    };
    let id = sent.draft.unwrap_or_else(|| draft::fresh_id(app));
    let wish = sent.words.wish(sent.draft);
    match scheduled::schedule_draft(app, &me.actor, id, wish, at).await {
        Ok(()) => Ok(see_done("/drafts", "scheduled")),
        Err(error) => again(app, page, sent, Why::error(page, error)).await,
    }
}

fn post_path(page: &Page, post: PostId) -> Result<String, Failed> {
    let me = signed_in(page)?;
    Ok(format!("/@{}/{post}", me.card.handle))
}

fn signed_in(page: &Page) -> Result<&Me, Failed> {
    page.me().ok_or_else(|| Error::Denied("sign-in").into())
}

/// Why the form is shown again.
struct Why {
    status: StatusCode,
    faults: Vec<Fault>,
    notices: Vec<NoticeView>,
    asks_alt: bool,
    /// When it would work again, where too much was tried.
    retry_at: Option<Timestamp>,
}

impl Why {
    fn look() -> Self {
        Self {
            status: StatusCode::OK,
            faults: Vec::new(),
            notices: Vec::new(),
            asks_alt: false,
            retry_at: None,
        }
    }

    fn invalid() -> Self {
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            ..Self::look()
        }
    }

    fn asks(page: &Page, is_silent: bool) -> Self {
        let ask = is_silent.then(|| NoticeView::care(page.t("write-alt-ask")));
        Self {
            asks_alt: true,
            notices: ask.into_iter().collect(),
            ..Self::look()
        }
    }

    fn notice(status: StatusCode, words: impl Into<String>) -> Self {
        Self {
            status,
            notices: vec![NoticeView::care(words)],
            ..Self::look()
        }
    }

    fn error(page: &Page, error: Error) -> Self {
        log(&error, page.path());
        let status = status(&error);
        match error {
            Error::Invalid(faults) => Self {
                faults,
                ..Self::invalid()
            },
            // What was answered, quoted or written in is gone, or closed to the writer by now.
            Error::NotFound => Self::notice(status, page.t("write-gone")),
            Error::Limited { retry_at } => Self {
                retry_at: Some(retry_at),
                ..Self::notice(status, error_words(page, &error))
            },
            error => Self::notice(status, error_words(page, &error)),
        }
    }
}

/// Shows the form again with everything in it, and keeps it as a draft where that can be done: no
/// failure loses words.
async fn again(app: &App, page: &Page, mut sent: Sent, why: Why) -> Answer {
    let own = page
        .me()
        .filter(|me| me.card.handle == sent.speaks_as && sent.has_secret);
    let mut saved_at = None;
    if let Some(me) = own {
        match keep(app, me, &sent).await {
            Ok(()) => saved_at = Some(page.visit().now),
            Err(error) => tracing::debug!(code = error.code(), "a draft was not kept: {error}"),
        }
    }
    let faults: Vec<Fault> = sent.faults.drain(..).chain(why.faults).collect();
    let mut view = composer_again(app, page, &sent, saved_at)
        .await
        .with_faults(page, &faults);
    view.notices = why.notices;
    if sent.became_still {
        view.notices
            .push(NoticeView::care(page.t("picture-became-still")));
    }
    // Asked once. A form that carries the answer is not asked again.
    view.asks_alt = why.asks_alt || sent.is_alt_asked;
    let template = WritePage { p: page, v: view };
    let mut response = (why.status, Html(template.render()?)).into_response();
    if let Some(retry_at) = why.retry_at {
        let wait_s = (retry_at.since(page.visit().now) / SECOND_US).max(1);
        response.headers_mut().insert(RETRY_AFTER, wait_s.into());
    }
    Ok(response)
}

async fn composer_again(
    app: &App,
    page: &Page,
    sent: &Sent,
    saved_at: Option<Timestamp>,
) -> ComposerView {
    let id = sent.draft.unwrap_or_else(|| draft::fresh_id(app));
    let nobody = nobody();
    let Some(me) = page.me() else {
        let desk = Desk::bare(&page.visit().place);
        let view = ComposerView::new(page, &nobody, &desk, sent.words.clone(), &[]);
        return view.of_draft(id, saved_at);
    };
    let desk = match desk::open(app, &me.actor, begin(&sent.words)).await {
        Ok(desk) => desk,
        Err(_) => Desk::bare(&page.visit().place),
    };
    let pictures = draft::pictures(app, &me.actor, sent.words.pictures.clone()).await;
    let pictures = pictures.unwrap_or_default();
    ComposerView::new(page, &me.card, &desk, sent.words.clone(), &pictures).of_draft(id, saved_at)
}

/// Stands where nobody is signed in any more.
fn nobody() -> Card {
    Card {
        id: AccountId::new(0),
        kind: AccountKind::Persona,
        handle: String::new(),
        state: AccountState::Active,
        name: String::new(),
        picture_key: String::new(),
        picture_extension: String::new(),
        about: About::default(),
    }
}
