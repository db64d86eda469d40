//! Words I would rather not meet.

use crate::faults::Faults;
use crate::form::{Posted, Pressed};
use crate::page::Page;
use crate::respond::{Answer, Failed, html, html_invalid, see_done};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use hafan_app::filter::{self, Action, Context, Filter, Wish, WordWish};
use hafan_app::{App, Error, look};
use hafan_core::id::{FilterId, FilterPartId};
use hafan_core::time::DAY_US;
use serde::Deserialize;

const PATH: &str = "/me/filters";

/// Routes of filters.
pub fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(all).post(make))
        .route("/me/filters/pictures", post(show_pictures))
        .route("/me/filters/pictures/refused", post(accept_pictures))
        .route("/me/filters/{id}", get(open).post(change))
        .route("/me/filters/{id}/delete", post(delete))
}

#[derive(Template)]
#[template(path = "me/filters.html")]
struct FiltersPage<'p> {
    p: &'p Page,
    filters: Vec<FilterView>,
    shows_pictures: bool,
    /// What is said of pictures that were refused, where there are any.
    refused: Option<String>,
    f: Faults,
    form: Form,
}

/// A filter in a line.
struct FilterView {
    id: FilterId,
    title: String,
    phrases: String,
    about: String,
}

#[derive(Template)]
#[template(path = "me/filter.html")]
struct FilterPage<'p> {
    p: &'p Page,
    id: FilterId,
    title: String,
    f: Faults,
    form: Form,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Form {
    title: String,
    /// One phrase a line.
    phrases: String,
    /// `yes` where phrases are found within longer words as well.
    parts: String,
    action: String,
    context: Vec<String>,
    /// Days until it ends; never where that is empty, and as it is for `same`.
    lasts: String,
}

impl Form {
    fn of(filter: &Filter) -> Self {
        let phrases: Vec<&str> = filter
            .words
            .iter()
            .map(|word| word.phrase.as_str())
            .collect();
        let is_any_part = filter.words.iter().any(|word| !word.is_whole);
        Self {
            title: filter.title.clone(),
            phrases: phrases.join("\n"),
            parts: if is_any_part { "yes" } else { "" }.to_owned(),
            action: filter.action.code().to_owned(),
            context: filter
                .contexts
                .iter()
                .map(|c| c.code().to_owned())
                .collect(),
            lasts: if filter.expires_at.is_some() {
                "same"
            } else {
                ""
            }
            .to_owned(),
        }
    }

    fn looks_at(&self, context: &Context) -> bool {
        self.context.iter().any(|code| code == context.code())
    }

    /// The filter as the form has it: phrases that are there keep their ids.
    fn wish(&self, now: Option<&Filter>) -> Wish {
        let typed: Vec<&str> = self.phrases.lines().map(str::trim).collect();
        let typed: Vec<&str> = typed.into_iter().filter(|line| !line.is_empty()).collect();
        let old = now.map(|now| now.words.as_slice()).unwrap_or_default();
        let kept = |phrase: &str| old.iter().find(|word| word.phrase == phrase);
        let is_whole = Some(self.parts != "yes");
        let stays = typed.iter().map(|phrase| WordWish {
            id: kept(phrase).map(|word| word.id),
            phrase: Some((*phrase).to_owned()),
            is_whole,
            is_gone: false,
        });
        let goes = old
            .iter()
            .filter(|word| !typed.contains(&word.phrase.as_str()));
        let goes = goes.map(|word| gone(word.id));
        Wish {
            // Whoever gives no title means the words themselves.
            title: Some(match self.title.trim() {
                "" => typed.first().copied().unwrap_or_default().to_owned(),
                title => title.to_owned(),
            }),
            contexts: Some(
                self.context
                    .iter()
                    .filter_map(|c| Context::parse(c))
                    .collect(),
            ),
            action: Action::parse(&self.action),
            lasts_us: match self.lasts.as_str() {
                "same" => None,
                days => Some(days.parse::<i64>().ok().map(|n| n.saturating_mul(DAY_US))),
            },
            words: stays.chain(goes).collect(),
        }
    }
}

fn gone(id: FilterPartId) -> WordWish {
    WordWish {
        id: Some(id),
        is_gone: true,
        ..WordWish::default()
    }
}

/// The words for what a filter does.
const fn action_key(action: &Action) -> &'static str {
    match action {
        Action::Warn => "filter-warn",
        Action::Hide => "filter-hide",
        Action::Blur => "filter-blur",
    }
}

/// The words for where a filter looks.
const fn context_key(context: &Context) -> &'static str {
    match context {
        Context::Home => "filter-home",
        Context::Notifications => "filter-notifications",
        Context::Public => "filter-public",
        Context::Thread => "filter-thread",
        Context::Account => "filter-account",
    }
}

fn view(page: &Page, one: &Filter) -> FilterView {
    let phrases: Vec<&str> = one.words.iter().map(|word| word.phrase.as_str()).collect();
    let mut about = page.t(action_key(&one.action)).to_owned();
    if let Some(at) = one.expires_at {
        let key = if one.is_over(page.visit().now) {
            "filter-over"
        } else {
            "people-until"
        };
        let until = page.texts().f(key, &[("when", page.said(at).into())]);
        about = format!("{about}, {until}");
    }
    FilterView {
        id: one.id,
        title: one.title.clone(),
        phrases: phrases.join(", "),
        about,
    }
}

async fn list<'p>(
    app: &App,
    page: &'p Page,
    f: Faults,
    form: Form,
) -> Result<FiltersPage<'p>, Error> {
    let actor = page.visit().actor()?;
    let all = filter::all(app, actor).await?;
    let refused = look::refused_count(app, actor).await?;
    let words = || {
        let count = [("count", refused.into())];
        page.texts().f("pictures-you-refused", &count)
    };
    Ok(FiltersPage {
        filters: all.iter().map(|one| view(page, one)).collect(),
        refused: (refused > 0).then(words),
        shows_pictures: filter::shows_pictures(app, actor).await?,
        p: page,
        f,
        form,
    })
}

#[derive(Deserialize)]
struct PicturesForm {
    /// `yes` where they are shown at once.
    #[serde(default)]
    shows: String,
}

async fn show_pictures(
    State(app): State<App>,
    page: Page,
    Posted(form): Posted<PicturesForm>,
) -> Answer {
    let actor = page.visit().actor()?;
    filter::show_pictures(&app, actor, form.shows == "yes").await?;
    Ok(see_done(PATH, "saved"))
}

async fn accept_pictures(State(app): State<App>, page: Page, _: Posted<Pressed>) -> Answer {
    look::accept_all(&app, page.visit().actor()?).await?;
    Ok(see_done(PATH, "pictures-accepted"))
}

async fn all(State(app): State<App>, page: Page) -> Answer {
    let form = Form {
        action: Action::Warn.code().to_owned(),
        context: Context::ALL.iter().map(|c| c.code().to_owned()).collect(),
        ..Form::default()
    };
    html(&list(&app, &page, Faults::none(), form).await?)
}

async fn make(State(app): State<App>, page: Page, Posted(form): Posted<Form>) -> Answer {
    let wish = form.wish(None);
    let made = match wish.words.is_empty() {
        true => Err(Error::invalid("phrases", "text-empty")),
        false => filter::make(&app, page.visit().actor()?, wish).await,
    };
    match made {
        Ok(_) => Ok(see_done(PATH, "filter-kept")),
        Err(Error::Invalid(faults)) => {
            let f = Faults::of(&page, &faults);
            html_invalid(&list(&app, &page, f, form).await?)
        }
        Err(error) => Err(error.into()),
    }
}

fn id_of(text: &str) -> Result<FilterId, Failed> {
    FilterId::parse(text).ok_or_else(|| Error::NotFound.into())
}

async fn open(State(app): State<App>, page: Page, Path(id): Path<String>) -> Answer {
    let found = filter::one(&app, page.visit().actor()?, id_of(&id)?).await?;
    html(&FilterPage {
        p: &page,
        id: found.id,
        form: Form::of(&found),
        title: found.title,
        f: Faults::none(),
    })
}

async fn change(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    Posted(form): Posted<Form>,
) -> Answer {
    let actor = page.visit().actor()?;
    let found = filter::one(&app, actor, id_of(&id)?).await?;
    match filter::change(&app, actor, found.id, form.wish(Some(&found))).await {
        Ok(_) => Ok(see_done(PATH, "filter-kept")),
        Err(Error::Invalid(faults)) => html_invalid(&FilterPage {
            f: Faults::of(&page, &faults),
            p: &page,
            id: found.id,
            title: found.title,
            form,
        }),
        Err(error) => Err(error.into()),
    }
}

async fn delete(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    _: Posted<Pressed>,
) -> Answer {
    filter::delete(&app, page.visit().actor()?, id_of(&id)?).await?;
    Ok(see_done(PATH, "filter-deleted"))
}

impl FilterPage<'_> {
    fn path(&self) -> String {
        format!("{PATH}/{}", self.id)
    }
}
