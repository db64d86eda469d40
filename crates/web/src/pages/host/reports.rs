//! What people told the hosts.

use crate::form::Posted;
use crate::page::Page;
use crate::respond::{Answer, fault_words, html, html_invalid, see_done};
use crate::view;
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::{get, post};
use hafan_app::report::{self, Category, Opened, Which};
use hafan_app::store::account::Card;
use hafan_app::{App, Error};
use hafan_core::id::ReportId;
use hafan_core::text::plain_words;
use hafan_core::time::Timestamp;

const PATH: &str = "/host/reports";

pub fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(open))
        .route("/host/reports/closed", get(closed))
        .route("/host/reports/{id}/close", post(close))
}

#[derive(Template)]
#[template(path = "host/reports.html")]
struct ReportsPage<'p> {
    p: &'p Page,
    is_open: bool,
    reports: Vec<ReportView>,
    older: Option<String>,
    /// What is wrong with the sentence for one report: its id, the words, what was typed.
    wrong: Option<(String, String, String)>,
}

struct ReportView {
    id: String,
    title: String,
    target: Option<Card>,
    category: &'static str,
    about: String,
    comment: String,
    posts: Vec<PostView>,
    outcome: Option<String>,
}

struct PostView {
    when: String,
    notice: String,
    words: String,
}

impl ReportsPage<'_> {
    fn wrong_in(&self, id: &str) -> Option<(&str, &str)> {
        let wrong = self.wrong.as_ref().filter(|(wrong, ..)| wrong == id);
        wrong.map(|(_, words, typed)| (words.as_str(), typed.as_str()))
    }
}

impl ReportView {
    fn new(page: &Page, one: &Opened) -> Self {
        let texts = page.texts();
        let left = page.t("somebody-who-left");
        let name = |card: &Option<Card>| card.as_ref().map_or(left, |c| c.name.as_str()).to_owned();
        let by = [
            ("name", name(&one.reporter).into()),
            ("when", page.said(one.report.made_at).into()),
        ];
        let target = [("name", name(&one.target).into())];
        Self {
            id: one.report.id.to_string(),
            title: texts.f("host-report-about", &target),
            target: one.target.clone(),
            category: page.t(match one.report.category {
                Category::Violation => "report-violation",
                Category::Spam => "report-spam",
                Category::Legal => "report-legal",
                Category::Other => "report-other",
            }),
            about: texts.f("host-report-by", &by),
            comment: one.report.comment.clone(),
            posts: one
                .posts
                .iter()
                .map(|row| PostView {
                    when: page.said(row.created_at),
                    notice: row.notice.clone(),
                    words: plain_words(&row.html),
                })
                .collect(),
            outcome: one.report.closed.map(|(at, _)| {
                let by = [
                    ("name", name(&one.closed_by).into()),
                    ("when", page.said(at).into()),
                    ("outcome", one.report.outcome.as_str().into()),
                ];
                texts.f("host-report-closed-by", &by)
            }),
        }
    }
}

#[derive(serde::Deserialize)]
struct Asked {
    before: Option<String>,
}

async fn open(state: State<App>, page: Page, asked: Query<Asked>) -> Answer {
    show(state, page, Which::Open, asked).await
}

async fn closed(state: State<App>, page: Page, asked: Query<Asked>) -> Answer {
    show(state, page, Which::Closed, asked).await
}

async fn show(
    State(app): State<App>,
    page: Page,
    which: Which,
    Query(asked): Query<Asked>,
) -> Answer {
    let before = view::cursor(asked.before.as_deref(), |text| {
        let (at, id) = view::two_numbers(text)?;
        Some((Timestamp::from_micros(at), ReportId::new(id)))
    })?;
    html(&reports(&app, &page, which, before).await?)
}

async fn reports<'p>(
    app: &App,
    page: &'p Page,
    which: Which,
    before: Option<report::Before>,
) -> Result<ReportsPage<'p>, Error> {
    let found = report::list(app, page.visit().host()?, which, before).await?;
    let here = match which {
        Which::Open => PATH,
        Which::Closed => "/host/reports/closed",
    };
    let views = found.reports.iter().map(|one| ReportView::new(page, one));
    Ok(ReportsPage {
        p: page,
        is_open: which == Which::Open,
        reports: views.collect(),
        older: found
            .older
            .map(|(at, id)| format!("{here}?before={}.{id}", at.micros())),
        wrong: None,
    })
}

#[derive(serde::Deserialize)]
struct Form {
    #[serde(default)]
    outcome: String,
}

async fn close(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    Posted(form): Posted<Form>,
) -> Answer {
    let actor = page.visit().host()?;
    let id = ReportId::parse(&id).ok_or(Error::NotFound)?;
    match report::close(&app, actor, id, &form.outcome).await {
        Ok(()) => Ok(see_done(PATH, "report-closed")),
        Err(Error::Invalid(faults)) => {
            // Somebody who may not read it is not told that the sentence is wrong.
            report::one(&app, actor, id).await?;
            let words: Vec<String> = faults.iter().map(|f| fault_words(&page, f)).collect();
            let mut again = reports(&app, &page, Which::Open, None).await?;
            again.wrong = Some((id.to_string(), words.join(" "), form.outcome));
            html_invalid(&again)
        }
        Err(error) => Err(error.into()),
    }
}
