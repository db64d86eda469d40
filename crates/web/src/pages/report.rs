//! Telling the hosts about somebody.

use crate::faults::Faults;
use crate::form::Posted;
use crate::page::Page;
use crate::respond::{Answer, html, html_invalid, see_done};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::get;
use hafan_app::report::{self, Category, Wish};
use hafan_app::store::account::Card;
use hafan_app::{App, Error};
use hafan_core::account::AccountKind;
use hafan_core::id::{AccountId, PostId};

pub fn routes() -> Router<App> {
    Router::new().route("/people/{id}/report", get(show).post(send))
}

#[derive(Template)]
#[template(path = "post/report.html")]
struct ReportPage<'p> {
    p: &'p Page,
    card: Card,
    f: Faults,
    form: Form,
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct Form {
    post: String,
    category: String,
    comment: String,
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    post: String,
}

impl ReportPage<'_> {
    fn title(&self) -> String {
        let name = [("name", self.card.name.as_str().into())];
        self.p.texts().f("report-title", &name)
    }

    /// Where the form leads back to.
    fn back(&self) -> String {
        back(&self.card)
    }
}

fn back(card: &Card) -> String {
    match card.kind {
        AccountKind::Persona => format!("/@{}", card.handle),
        AccountKind::Community => format!("/c/{}", card.handle),
    }
}

/// The words for what a report is about.
const fn category_key(category: &Category) -> &'static str {
    match category {
        Category::Violation => "report-violation",
        Category::Spam => "report-spam",
        Category::Legal => "report-legal",
        Category::Other => "report-other",
    }
}

async fn show(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let actor = page.visit().actor()?;
    let target = AccountId::parse(&id).ok_or(Error::NotFound)?;
    html(&ReportPage {
        card: report::about(&app, actor, target).await?,
        p: &page,
        f: Faults::none(),
        form: Form {
            post: asked.post,
            category: Category::Other.code().to_owned(),
            comment: String::new(),
        },
    })
}

async fn send(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    Posted(form): Posted<Form>,
) -> Answer {
    let actor = page.visit().actor()?;
    let target = AccountId::parse(&id).ok_or(Error::NotFound)?;
    let posts = match form.post.as_str() {
        "" => Vec::new(),
        id => vec![PostId::parse(id).ok_or(Error::NotFound)?],
    };
    let wish = Wish {
        target,
        posts,
        comment: form.comment.clone(),
        category: Category::parse(&form.category).unwrap_or(Category::Other),
        rules: Vec::new(),
    };
    match report::file(&app, actor, wish).await {
        Ok((_, card)) => Ok(see_done(&back(&card), "reported")),
        Err(Error::Invalid(faults)) => html_invalid(&ReportPage {
            card: report::about(&app, actor, target).await?,
            f: Faults::of(&page, &faults),
            p: &page,
            form,
        }),
        Err(error) => Err(error.into()),
    }
}
