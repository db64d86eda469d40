//! News for me: what happened, grouped and calm.

use crate::page::Page;
use crate::respond::{Answer, html};
use crate::view::news::{is_hidden, said, why};
use crate::view::{self, Day};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::routing::get;
use hafan_app::reading::news::{self, Group};
use hafan_app::store::account::Card;
use hafan_app::{Actor, App, Error, report};
use hafan_core::id::NotificationId;
use hafan_core::notify::NotificationKind;
use hafan_core::time::Timestamp;
use std::collections::HashMap;

pub fn routes() -> Router<App> {
    Router::new().route("/notifications", get(show))
}

#[derive(Template)]
#[template(path = "reading/news.html")]
struct NewsPage<'p> {
    p: &'p Page,
    days: Vec<Day<GroupView>>,
    is_first: bool,
    older: Option<String>,
    somebody_waits: bool,
    answers_wait: bool,
}

struct GroupView {
    faces: Vec<Card>,
    crest: Option<Card>,
    path: String,
    words: String,
    excerpt: String,
    language: String,
    when: String,
    is_new: bool,
    why: &'static str,
    why_path: String,
}

#[derive(serde::Deserialize)]
struct Asked {
    before: Option<String>,
}

/// Shows the news and notes, after the page is made, that they were seen: nobody but the reader
/// ever sees that mark, and nothing is lost by it.
async fn show(State(app): State<App>, page: Page, Query(asked): Query<Asked>) -> Answer {
    let actor = page.visit().actor()?;
    let before = view::cursor(asked.before.as_deref(), NotificationId::parse)?;
    let found = news::news(&app, actor, before).await?;
    let rows = found
        .groups
        .iter()
        .filter(|group| !is_hidden(group, page.visit().now));
    let outcomes = outcomes(&app, actor, &found.groups).await?;
    let rows = rows.map(|group| {
        let mut view = group_view(&page, group);
        if let Some(outcome) = outcomes.get(&group.at).filter(|_| is_outcome(group)) {
            view.excerpt.clone_from(outcome);
        }
        (group.at, view)
    });
    let answer = html(&NewsPage {
        p: &page,
        days: view::days(&page, rows),
        is_first: before.is_none(),
        somebody_waits: found.is_any_held,
        answers_wait: found.is_any_asked,
        older: found.older.map(|id| format!("/notifications?before={id}")),
    })?;
    if let Some(newest) = found.unseen
        && let Err(error) = news::see(&app, actor, newest).await
    {
        tracing::debug!(code = error.code(), "news seen were not marked: {error}");
    }
    Ok(answer)
}

fn is_outcome(group: &Group) -> bool {
    group.kind == NotificationKind::ReportClosed
}

/// What came of reports of the reader's, by the moment at which they were closed.
async fn outcomes(
    app: &App,
    actor: Actor,
    groups: &[Group],
) -> Result<HashMap<Timestamp, String>, Error> {
    if !groups.iter().any(is_outcome) {
        return Ok(HashMap::new());
    }
    let own = report::own(app, actor).await?.into_iter();
    let closed = own.filter_map(|one| Some((one.closed?.0, one.outcome)));
    Ok(closed.collect())
}

fn group_view(page: &Page, group: &Group) -> GroupView {
    let me = page.me();
    let shows_counts = me.is_some_and(|me| me.shows_counts);
    let reader = me.map_or("", |me| me.card.handle.as_str());
    let looks = (reader, page.visit().now);
    let said = said(page.texts(), shows_counts, looks, group);
    let (why, why_path) = why(page.texts(), group);
    GroupView {
        faces: group.people.clone(),
        crest: group.community.clone(),
        path: said.path,
        words: said.words,
        excerpt: said.excerpt,
        language: said.language,
        when: page.said(group.at),
        is_new: group.is_new,
        why,
        why_path,
    }
}
