//! News for me: what happened, grouped and calm.

use crate::page::Page;
use crate::respond::{Answer, html};
use crate::view::{self, Day};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::routing::get;
use hafan_app::reading::news::{self, Group, PEOPLE_MAX};
use hafan_app::store::account::Card;
use hafan_app::{Actor, App, Error, report};
use hafan_core::id::NotificationId;
use hafan_core::ledger::Cause;
use hafan_core::lens::{self, Context, Verdict};
use hafan_core::notify::NotificationKind;
use hafan_core::text::plain_excerpt;
use hafan_core::time::Timestamp;
use std::collections::HashMap;

/// Characters of a post shown beside the news about it.
const EXCERPT_GRAPHEMES: usize = 140;

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
        .filter(|group| !verdict(&page, group).is_hidden);
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
    let names: Vec<&str> = group.people.iter().map(|card| card.name.as_str()).collect();
    let shows_counts = page.me().is_some_and(|me| me.shows_counts);
    let texts = page.texts();
    let names = match (group.others, shows_counts) {
        (0, _) => texts.names(&names),
        (others, true) => {
            let mut all = names.clone();
            all.resize(names.len() + others, "");
            texts.names_up_to(&all, PEOPLE_MAX)
        }
        (_, false) => texts.f("news-and-others", &[("names", names.join(", ").into())]),
    };
    let words = words(page, group, names);
    let folds = verdict(page, group).folds;
    let (excerpt, language) = match (&group.item, &group.stands) {
        (Some(_), _) if !folds.is_empty() => {
            let title = [("title", folds.join(", ").into())];
            (texts.f("filter-folded", &title), String::new())
        }
        (Some(item), _) => (excerpt(page, item), item.post.language.clone()),
        (None, Some(stands)) if !stands.note.is_empty() => {
            let note = [("note", stands.note.as_str().into())];
            (texts.f("ledger-note", &note), String::new())
        }
        (None, _) => (String::new(), String::new()),
    };
    let path = path(page, group);
    GroupView {
        faces: group.people.clone(),
        crest: group.community.clone(),
        path,
        words,
        excerpt,
        language,
        when: page.said(group.at),
        is_new: group.is_new,
    }
}

/// What the reader's filters make of the post that the news is about.
fn verdict(page: &Page, group: &Group) -> Verdict {
    let hits = group.item.as_ref().map(|item| item.filtered.as_slice());
    let hits = hits.unwrap_or_default();
    lens::verdict(hits, Context::Notifications, page.visit().now)
}

/// What happened, in a sentence.
fn words(page: &Page, group: &Group, names: String) -> String {
    let place = group.community.as_ref();
    // As in the reader's record: not the name of what is not theirs to know of any more.
    let place = place.map_or_else(|| page.t("ledger-a-place"), |card| card.name.as_str());
    let key = match &group.stands {
        Some(stands) if stands.cause == Cause::Deletion => "news-heir".to_owned(),
        Some(stands) => format!("ledger-membership-{}", stands.now.code()),
        None if group.kind == NotificationKind::Reply && group.times > 1 => {
            "news-replies".to_owned()
        }
        None => key(group.kind).to_owned(),
    };
    let args = [("names", names.into()), ("place", place.into())];
    page.texts().f(&key, &args)
}

/// The beginning of a post; behind a content notice only the notice.
fn excerpt(page: &Page, item: &hafan_app::reading::Item) -> String {
    if item.post.notice.is_empty() {
        plain_excerpt(&plain::words(&item.post.html), EXCERPT_GRAPHEMES)
    } else {
        page.texts().f(
            "news-notice",
            &[("notice", item.post.notice.as_str().into())],
        )
    }
}

mod plain {
    /// The words of safe HTML without its marks: an excerpt is plain text, escaped anew.
    pub fn words(html: &str) -> String {
        let mut out = String::with_capacity(html.len());
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            out.push_str(&rest[..at]);
            let tag = &rest[at..];
            let end = tag.find('>').map_or(tag.len(), |end| end + 1);
            if matches!(tag.as_bytes().get(1), Some(b'p' | b'b' | b'l' | b'/')) {
                let is_inline = tag.starts_with("</span") || tag.starts_with("</a");
                let is_mark = tag.starts_with("</em") || tag.starts_with("</strong");
                if !is_inline && !is_mark {
                    out.push(' ');
                }
            }
            rest = &tag[end..];
        }
        out.push_str(rest);
        [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&#39;", "'"),
            ("&nbsp;", " "),
            ("&amp;", "&"),
        ]
        .iter()
        .fold(out, |text, (coded, plain)| text.replace(coded, plain))
    }
}

fn path(page: &Page, group: &Group) -> String {
    if let Some(item) = &group.item {
        return format!("/@{}/{}", item.author.handle, item.post.facts.id);
    }
    match (group.kind, &group.community, group.people.first()) {
        (NotificationKind::FollowAsked, ..) => "/me/follows/requests".to_owned(),
        (NotificationKind::JoinAsked, Some(place), _) => format!("/c/{}/requests", place.handle),
        (NotificationKind::Membership, ..) => "/me/ledger".to_owned(),
        (NotificationKind::NotPublished, ..) => "/drafts".to_owned(),
        (NotificationKind::ReportTaken | NotificationKind::ReportClosed, ..) => {
            "/notifications".to_owned()
        }
        // Where it stood stands the reason.
        (NotificationKind::TakenOut, ..) => match (page.me(), group.gone) {
            (Some(me), Some(post)) => format!("/@{}/{post}", me.card.handle),
            _ => "/me/posts".to_owned(),
        },
        (_, Some(place), _) => format!("/c/{}", place.handle),
        (_, None, Some(person)) => format!("/@{}", person.handle),
        (_, None, None) => "/notifications".to_owned(),
    }
}

const fn key(kind: NotificationKind) -> &'static str {
    match kind {
        NotificationKind::Reply => "news-reply",
        NotificationKind::Mention => "news-mention",
        NotificationKind::Quote => "news-quote",
        NotificationKind::Favourite => "news-favourite",
        NotificationKind::Boost => "news-boost",
        NotificationKind::Follow => "news-follow",
        NotificationKind::FollowAsked => "news-follow-asked",
        NotificationKind::FollowAccepted => "news-follow-accepted",
        NotificationKind::JoinAsked => "news-join-asked",
        NotificationKind::Membership => "news-membership",
        NotificationKind::TakenOut => "news-taken-out",
        NotificationKind::Posted => "news-posted",
        NotificationKind::ReportTaken => "news-report-taken",
        NotificationKind::ReportClosed => "news-report-closed",
        NotificationKind::PollEnded => "news-poll-ended",
        NotificationKind::NotPublished => "news-not-published",
    }
}
