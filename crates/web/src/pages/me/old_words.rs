//! What becomes of what I wrote long ago.

use crate::form::Posted;
use crate::locale::{Texts, when};
use crate::page::Page;
use crate::respond::{Answer, html, see_done};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use hafan_app::identity::old_words;
use hafan_app::{App, Error};
use hafan_core::audience::WhoMay;
use hafan_core::old_words::{AGES, After, OldWords, STILL};
use hafan_core::time::Timestamp;
use jiff::tz::TimeZone;

const PATH: &str = "/me/old-words";
/// The choice of what was written until now.
const UNTIL_NOW: &str = "now";

pub fn routes() -> Router<App> {
    Router::new().route(PATH, get(show).post(save))
}

#[derive(Template)]
#[template(path = "me/old_words.html")]
struct OldWordsPage<'p> {
    p: &'p Page,
    afters: Vec<Choice>,
    stills: Vec<Choice>,
}

struct Choice {
    value: String,
    words: String,
    is_chosen: bool,
}

#[derive(serde::Deserialize)]
struct Form {
    #[serde(default)]
    after: String,
    #[serde(default)]
    still: String,
}

async fn show(State(app): State<App>, page: Page) -> Answer {
    let now = old_words::own(&app, page.visit().actor()?).await?;
    html(&OldWordsPage {
        p: &page,
        afters: afters(&page, now),
        stills: stills(&page, now),
    })
}

fn afters(page: &Page, now: OldWords) -> Vec<Choice> {
    let chosen = match now {
        OldWords::Open => None,
        OldWords::Closed { after, .. } => Some(after),
    };
    let choice = |value: &str, words: String, is_chosen| Choice {
        value: value.to_owned(),
        words,
        is_chosen,
    };
    let mut choices = vec![choice(
        "",
        page.t("old-words-open").to_owned(),
        chosen.is_none(),
    )];
    for days in AGES {
        let after = After::Days(days);
        let words = said_after(page.texts(), after);
        choices.push(choice(&days.to_string(), words, chosen == Some(after)));
    }
    if let Some(after @ After::Before(at)) = chosen {
        choices.push(choice(
            &format!("before-{}", at.micros()),
            said_after(page.texts(), after),
            true,
        ));
    }
    choices.push(choice(
        UNTIL_NOW,
        page.t("old-words-until-now").to_owned(),
        false,
    ));
    choices
}

fn stills(page: &Page, now: OldWords) -> Vec<Choice> {
    let chosen = match now {
        OldWords::Open => WhoMay::Followed,
        OldWords::Closed { still, .. } => still,
    };
    let still = |who: &WhoMay| Choice {
        value: who.code().to_owned(),
        words: page.t(still_key(*who)).to_owned(),
        is_chosen: *who == chosen,
    };
    STILL.iter().map(still).collect()
}

async fn save(State(app): State<App>, page: Page, Posted(form): Posted<Form>) -> Answer {
    let wish = parse(&form, app.now()).ok_or_else(|| Error::invalid("after", "choice"))?;
    old_words::choose(&app, page.visit().actor()?, wish).await?;
    Ok(see_done(PATH, "saved"))
}

fn parse(form: &Form, now: Timestamp) -> Option<OldWords> {
    let code = match form.after.as_str() {
        "" => return Some(OldWords::Open),
        // What is written from now on stays open.
        UNTIL_NOW => format!("before {} {}", now.plus(1).micros(), form.still),
        after => match after.strip_prefix("before-") {
            Some(at) => format!("before {at} {}", form.still),
            None => format!("days {after} {}", form.still),
        },
    };
    OldWords::parse(&code)
}

/// What is old, in words.
fn said_after(texts: Texts, after: After) -> String {
    match after {
        After::Days(days) => texts.f("old-words-days", &[("days", i64::from(days).into())]),
        After::Before(at) => {
            let day = when::day(at, &TimeZone::UTC, &texts);
            texts.f("old-words-before", &[("day", day.into())])
        }
    }
}

/// Key of the words for who reads on.
const fn still_key(who: WhoMay) -> &'static str {
    match who {
        WhoMay::Followers => "old-words-followers",
        WhoMay::Nobody => "old-words-nobody",
        _ => "old-words-followed",
    }
}

/// The choice, as the record tells it.
pub fn said(texts: Texts, code: &str) -> String {
    match OldWords::parse(code) {
        Some(OldWords::Closed { after, still }) => {
            let (after, still) = (said_after(texts, after), texts.t(still_key(still)));
            texts.f(
                "ledger-profile-old-words",
                &[("after", after.into()), ("still", still.into())],
            )
        }
        _ => texts.t("ledger-profile-old-words-open").to_owned(),
    }
}
