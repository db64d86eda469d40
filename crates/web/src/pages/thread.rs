//! A post with what it answers and what answers it, and the wordings it has had.

use crate::page::Page;
use crate::respond::{Answer, html};
use crate::view::composer::{ComposerView, refusal};
use crate::view::{PostView, plain_words};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::get;
use hafan_app::draft::{self, Draft, Words};
use hafan_app::post::desk::Desk;
use hafan_app::post::thread::{self, Node, Stands, Thread, Tombstone};
use hafan_app::reading::{Item, past};
use hafan_app::visit::Me;
use hafan_app::{App, Error};
use hafan_core::id::PostId;
use hafan_core::text::plain_excerpt;
use serde::Deserialize;

/// Steps of depth that are drawn; deeper answers stand below each other.
const DEPTH_MAX: usize = 4;
/// Characters of a post in the title of its page.
const TITLE_GRAPHEMES: usize = 60;

/// Routes of threads.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/@{handle}/{id}", get(open))
        .route("/@{handle}/{id}/history", get(history))
}

#[derive(Template)]
#[template(path = "thread.html")]
struct ThreadPage<'p> {
    p: &'p Page,
    title: String,
    back: Option<(String, String)>,
    above: Vec<NodeView>,
    focus: NodeView,
    below: Vec<NodeView>,
    newer: Option<String>,
    older: Option<String>,
    /// The box to answer in.
    composer: Option<ComposerView>,
    /// Where an answer goes on that was begun and has more in it than the box shows.
    elsewhere: Option<String>,
    /// Why one may not answer.
    closed: Option<&'static str>,
    may_be_indexed: bool,
    /// Words of this thread wait at the viewer's door.
    is_any_at_door: bool,
    topic: String,
    path: String,
}

/// A place in the thread.
struct NodeView {
    depth: usize,
    post: Option<PostView>,
    gone: String,
    answers_unseen: bool,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Paging {
    page: String,
}

async fn open(
    State(app): State<App>,
    page: Page,
    Path((handle, id)): Path<(String, String)>,
    Query(paging): Query<Paging>,
) -> Answer {
    let id = PostId::parse(&id).ok_or(Error::NotFound)?;
    // A page that is no number, or beyond the end, is empty and leads back.
    let number = paging.page.parse::<usize>().unwrap_or(1).clamp(1, 1_000) - 1;
    let found = thread::open(&app, page.visit().viewer(), handle.clone(), id, number).await?;
    past::read_of(&app, page.who_reads(), &items(&found)).await?;
    let path = format!("/@{handle}/{id}");
    let begun = begun(&app, &page, &found).await?;
    let (composer, closed) = answering(&app, &page, &found, begun.as_ref());
    // What has more in it than the small box shows goes on where it can be seen whole.
    let elsewhere = begun.filter(|draft| composer.is_some() && !draft.words.is_plain_answer());
    let focus = node(&page, &found.focus, 0, false, true);
    html(&ThreadPage {
        p: &page,
        title: title(&page, &focus),
        back: found
            .community
            .as_ref()
            .map(|card| (format!("/c/{}", card.handle), card.name.clone())),
        above: found
            .above
            .iter()
            .map(|above| node_of(&page, above))
            .collect(),
        below: found
            .below
            .iter()
            .map(|below| node_of(&page, below))
            .collect(),
        focus,
        newer: (number > 0).then(|| format!("{path}?page={number}")),
        older: found
            .has_more
            .then(|| format!("{path}?page={}", number + 2)),
        composer,
        elsewhere: elsewhere.map(|draft| format!("/write?draft={}", draft.id)),
        closed,
        may_be_indexed: found.may_be_indexed,
        is_any_at_door: found.is_any_at_door,
        topic: format!("thread:{}", found.thread),
        path,
    })
}

impl ThreadPage<'_> {
    fn back_words(&self, name: &str) -> String {
        self.p.texts().f("back-to", &[("name", name.into())])
    }
}

fn node_of(page: &Page, node_in: &Node) -> NodeView {
    node(
        page,
        &node_in.stands,
        node_in.depth,
        node_in.answers_unseen,
        false,
    )
}

fn node(page: &Page, stands: &Stands, depth: usize, unseen: bool, is_focus: bool) -> NodeView {
    let depth = depth.min(DEPTH_MAX);
    match stands {
        Stands::Post(item) => {
            let view = PostView::new(page, item);
            let view = if is_focus { view.in_focus() } else { view };
            NodeView {
                depth,
                answers_unseen: unseen && view.answers.is_none(),
                post: Some(view),
                gone: String::new(),
            }
        }
        Stands::Gone(stone) => NodeView {
            depth,
            post: None,
            gone: gone_words(page, stone),
            answers_unseen: false,
        },
    }
}

fn gone_words(page: &Page, stone: &Tombstone) -> String {
    let key = match (stone.is_taken_out, stone.is_mine) {
        (true, true) => "gone-taken-out-yours",
        (true, false) => "gone-taken-out",
        (false, true) => "gone-yours",
        (false, false) => "gone",
    };
    if stone.note.is_empty() {
        return page.t(key).to_owned();
    }
    let reason = [("reason", stone.note.as_str().into())];
    format!("{} {}", page.t(key), page.texts().f("gone-reason", &reason))
}

fn title(page: &Page, focus: &NodeView) -> String {
    let Some(view) = &focus.post else {
        return page.t("gone-title").to_owned();
    };
    // What stands behind a notice does not stand in the title of a window.
    let said = if view.notice.is_empty() {
        plain_words(&view.html)
    } else {
        view.notice.clone()
    };
    let said = plain_excerpt(&said, TITLE_GRAPHEMES);
    if said.is_empty() {
        view.author.name.clone()
    } else {
        format!("{}: {said}", view.author.name)
    }
}

/// All posts that the page shows.
fn items(found: &Thread) -> Vec<&Item> {
    let around = found.above.iter().chain(&found.below);
    let around = around.map(|node| &node.stands);
    let all = around.chain([&found.focus]);
    all.filter_map(Stands::post).collect()
}

/// The answer that the viewer began and did not send.
async fn begun(app: &App, page: &Page, found: &Thread) -> Result<Option<Draft>, Error> {
    let (Stands::Post(item), Ok(actor)) = (&found.focus, page.visit().actor()) else {
        return Ok(None);
    };
    if item.may_reply.is_err() {
        return Ok(None);
    }
    draft::begun(app, &actor, item.post.facts.id).await
}

/// The box to answer in, or why there is none.
fn answering(
    app: &App,
    page: &Page,
    found: &Thread,
    begun: Option<&Draft>,
) -> (Option<ComposerView>, Option<&'static str>) {
    let (Stands::Post(item), Some(me)) = (&found.focus, page.me()) else {
        return (None, None);
    };
    match item.may_reply {
        Ok(()) => (
            Some(composer(app, page, me, (item.post.facts.id, begun), found)),
            None,
        ),
        Err("sign-in") => (None, None),
        Err(code) => (None, Some(refusal(page, code))),
    }
}

fn composer(
    app: &App,
    page: &Page,
    me: &Me,
    (id, begun): (PostId, Option<&Draft>),
    found: &Thread,
) -> ComposerView {
    let begun = begun.filter(|draft| draft.words.is_plain_answer());
    let words = Words {
        reply_to: Some(id),
        text: begun.map_or_else(String::new, |draft| draft.words.text.clone()),
        ..Words::default()
    };
    let mut desk = Desk::bare(&page.visit().place);
    desk.reply_is_asked = found.focus.post().is_some_and(|item| item.reply_is_asked);
    let mut view = ComposerView::new(page, &me.card, &desk, words, &[]);
    view.place = found
        .community
        .as_ref()
        .map(|card| (card.name.clone(), card.handle.clone()));
    match begun {
        Some(draft) => view.of_draft(draft.id, Some(draft.changed_at)),
        None => view.of_draft(draft::fresh_id(app), None),
    }
}

#[derive(Template)]
#[template(path = "history.html")]
struct HistoryPage<'p> {
    p: &'p Page,
    path: String,
    by: String,
    wordings: Vec<WordingView>,
}

struct WordingView {
    when: String,
    iso: String,
    notice: String,
    html: String,
    is_now: bool,
}

async fn history(
    State(app): State<App>,
    page: Page,
    Path((handle, id)): Path<(String, String)>,
) -> Answer {
    let id = PostId::parse(&id).ok_or(Error::NotFound)?;
    let found = thread::wordings_at(&app, page.visit().viewer(), handle.clone(), id).await?;
    let count = found.wordings.len();
    let view = |(index, wording): (usize, &thread::Wording)| WordingView {
        when: page.said(wording.at),
        iso: crate::locale::when::machine(wording.at),
        notice: wording.notice.clone(),
        html: wording.html.as_str().to_owned(),
        is_now: index + 1 == count,
    };
    let mut wordings: Vec<WordingView> = found.wordings.iter().enumerate().map(view).collect();
    // The newest first, as everywhere.
    wordings.reverse();
    html(&HistoryPage {
        p: &page,
        path: format!("/@{handle}/{id}"),
        by: found.item.author.name.clone(),
        wordings,
    })
}

impl HistoryPage<'_> {
    fn lead(&self) -> String {
        self.p
            .texts()
            .f("history-sub", &[("name", self.by.as_str().into())])
    }
}
