//! Changing the words of a post.

use super::{id_of, path_of_mine};
use crate::page::Page;
use crate::pages::write::{Act, Sent, read};
use crate::respond::{Answer, error_words, html, log, see_done, status};
use crate::view::PostView;
use crate::view::composer::{ComposerView, NoticeView};
use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use hafan_app::draft::{self, Picture, Words};
use hafan_app::post::desk::{self, Desk, OwnPost};
use hafan_app::post::{EditWish, edit};
use hafan_app::store::media::Media;
use hafan_app::visit::Me;
use hafan_app::{App, Error, Fault};
use hafan_core::id::PostId;
use hafan_core::time::Timestamp;

#[derive(Template)]
#[template(path = "post/edit.html")]
struct EditPage<'p> {
    p: &'p Page,
    v: ComposerView,
    path: String,
    /// How it stands now, where somebody changed it meanwhile.
    now: Option<PostView>,
}

/// Shows the words of a post, ready to be changed.
pub async fn open(State(app): State<App>, page: Page, Path(id): Path<String>) -> Answer {
    let id = id_of(&id)?;
    let own = desk::own_post(&app, &page.visit().actor()?, id).await?;
    let words = words_of(&own);
    let view = view(&page, &own, words, &own.pictures);
    html(&EditPage {
        p: &page,
        v: view,
        path: path_of_mine(&page, id),
        now: None,
    })
}

fn words_of(own: &OwnPost) -> Words {
    let pictures = own.pictures.iter().map(|media| Picture {
        id: media.id,
        alt: media.alt.clone(),
    });
    Words {
        text: own.source.clone(),
        notice: own.row.notice.clone(),
        language: own.row.language.clone(),
        pictures: pictures.collect(),
        ..Words::default()
    }
}

fn worded_at(own: &OwnPost) -> Timestamp {
    own.row.edited_at.unwrap_or(own.row.created_at)
}

fn view(page: &Page, own: &OwnPost, words: Words, pictures: &[Media]) -> ComposerView {
    let desk = Desk::bare(&page.visit().place);
    let mut view = ComposerView::new(page, &own.author, &desk, words, pictures);
    view.action = format!("/post/{}/edit", own.row.facts.id);
    view.seen = worded_at(own).micros().to_string();
    view
}

/// Saves new words.
pub async fn send(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    request: Request,
) -> Answer {
    let id = id_of(&id)?;
    let sent = read(&app, &page, request).await?;
    let me = page.me().ok_or(Error::Denied("sign-in"))?;
    let own = desk::own_post(&app, &me.actor, id).await?;
    if !sent.has_secret {
        let notice = NoticeView::care(page.t("write-stale"));
        return again(
            &app,
            (&page, me),
            own,
            sent,
            Why::notice(StatusCode::FORBIDDEN, notice),
        )
        .await;
    }
    if sent.act != Act::Publish {
        return again(&app, (&page, me), own, sent, Why::look()).await;
    }
    if !sent.faults.is_empty() {
        return again(&app, (&page, me), own, sent, Why::invalid(Vec::new())).await;
    }
    match save(&app, me, id, &sent).await {
        Ok(()) => Ok(see_done(&path_of_mine(&page, id), "post-changed")),
        Err(Error::Invalid(faults)) => {
            again(&app, (&page, me), own, sent, Why::invalid(faults)).await
        }
        Err(Error::NotFound) => Err(Error::NotFound.into()),
        Err(error) => {
            log(&error, page.path());
            let notice = NoticeView::care(error_words(&page, &error));
            let mut why = Why::notice(status(&error), notice);
            why.shows_now = matches!(error, Error::Conflict(_));
            again(&app, (&page, me), own, sent, why).await
        }
    }
}

async fn save(app: &App, me: &Me, id: PostId, sent: &Sent) -> Result<(), Error> {
    let wish = EditWish {
        quotes: None,
        text: sent.words.text.clone(),
        notice: sent.words.notice.clone(),
        language: sent.words.language.clone(),
        pictures: sent.words.picture_wishes(),
        seen: sent.seen,
    };
    edit(app, &me.actor, id, wish).await
}

/// Why the form is shown again.
struct Why {
    status: StatusCode,
    faults: Vec<Fault>,
    notice: Option<NoticeView>,
    /// Somebody changed the post meanwhile: show how it is, and let it be overwritten knowingly.
    shows_now: bool,
}

impl Why {
    fn look() -> Self {
        Self {
            status: StatusCode::OK,
            faults: Vec::new(),
            notice: None,
            shows_now: false,
        }
    }

    fn invalid(faults: Vec<Fault>) -> Self {
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            faults,
            ..Self::look()
        }
    }

    fn notice(status: StatusCode, notice: NoticeView) -> Self {
        Self {
            status,
            notice: Some(notice),
            ..Self::look()
        }
    }
}

async fn again(app: &App, (page, me): (&Page, &Me), own: OwnPost, sent: Sent, why: Why) -> Answer {
    let id = own.row.facts.id;
    let media = pictures_of(app, me, &own, &sent.words).await;
    let faults: Vec<Fault> = sent.faults.into_iter().chain(why.faults).collect();
    let seen = sent.seen;
    let mut view = view(page, &own, sent.words, &media).with_faults(page, &faults);
    if let (Some(seen), false) = (seen, why.shows_now) {
        view.seen = seen.micros().to_string();
    }
    view.notices.extend(why.notice);
    if sent.became_still {
        view.notices
            .push(NoticeView::care(page.t("picture-became-still")));
    }
    let now = if why.shows_now {
        let item = desk::seen_post(app, &me.actor, id).await.ok();
        item.map(|item| PostView::new(page, &item).bare())
    } else {
        None
    };
    let template = EditPage {
        p: page,
        v: view,
        path: path_of_mine(page, id),
        now,
    };
    Ok((why.status, Html(template.render()?)).into_response())
}

/// The pictures in a form: those that hang on the post, and new ones, in the order of the form.
async fn pictures_of(app: &App, me: &Me, own: &OwnPost, words: &Words) -> Vec<Media> {
    let mut all = draft::pictures(app, &me.actor, words.pictures.clone())
        .await
        .unwrap_or_default();
    for wish in &words.pictures {
        if let Some(media) = own.pictures.iter().find(|media| media.id == wish.id) {
            all.push(Media {
                alt: wish.alt.clone(),
                ..media.clone()
            });
        }
    }
    all.sort_by_key(|media| words.pictures.iter().position(|wish| wish.id == media.id));
    all
}
