//! My record: every change to what is mine, with a way back.

use crate::form::Posted;
use crate::locale::Texts;
use crate::page::Page;
use crate::respond::{Answer, html, see_done};
use crate::view;
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::routing::{get, post};
use hafan_app::ledger::{self, Before, Line, Named, State as Standing, What, Who, Whose};
use hafan_app::ledger::{Terms, Wishes};
use hafan_app::{App, Error};
use hafan_core::account::{FollowState, ProfileField};
use hafan_core::id::LedgerId;
use hafan_core::ledger::Cause;
use hafan_core::member::Setting;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/me/ledger", get(show))
        .route("/me/ledger/undo", post(undo))
}

#[derive(Template)]
#[template(path = "reading/record.html")]
struct RecordPage<'p> {
    p: &'p Page,
    lines: Vec<LineView>,
    older: Option<String>,
}

struct LineView {
    id: String,
    icon: &'static str,
    words: String,
    about: String,
    note: String,
    can_undo: bool,
    is_undone: bool,
    link: Option<(&'static str, &'static str)>,
}

#[derive(serde::Deserialize)]
struct Asked {
    before: Option<String>,
}

async fn show(State(app): State<App>, page: Page, Query(asked): Query<Asked>) -> Answer {
    let actor = page.visit().actor()?;
    let before = view::cursor(asked.before.as_deref(), |text| {
        let (persona, member) = view::two_numbers(text)?;
        Some(Before { persona, member })
    })?;
    let found = ledger::record(&app, actor, Whose::Member, before).await?;
    html(&RecordPage {
        p: &page,
        lines: found
            .lines
            .iter()
            .map(|line| line_view(&page, line))
            .collect(),
        older: found
            .older
            .map(|b| format!("/me/ledger?before={}.{}", b.persona, b.member)),
    })
}

#[derive(serde::Deserialize)]
struct Undo {
    entry: String,
}

async fn undo(State(app): State<App>, page: Page, Posted(form): Posted<Undo>) -> Answer {
    let actor = page.visit().actor()?;
    let entry = LedgerId::parse(&form.entry).ok_or(Error::NotFound)?;
    ledger::undo(&app, &actor, Whose::Member, entry).await?;
    Ok(see_done("/me/ledger", "undone"))
}

fn line_view(page: &Page, line: &Line) -> LineView {
    let (icon, link) = mark(&line.what);
    let who = who(page, &line.who);
    let when = page.said(line.at);
    let about = if line.cause == Cause::Choice {
        page.texts().f(
            "ledger-about",
            &[("who", who.into()), ("when", when.into())],
        )
    } else {
        let cause = page.t(&format!("ledger-cause-{}", line.cause.code()));
        page.texts().f(
            "ledger-about-why",
            &[
                ("who", who.into()),
                ("cause", cause.into()),
                ("when", when.into()),
            ],
        )
    };
    LineView {
        id: line.id.to_string(),
        icon,
        words: sentence(page.texts(), line),
        about,
        note: line.note.clone(),
        can_undo: line.state == Standing::Undoable,
        is_undone: line.state == Standing::Undone,
        link: link.map(|(path, key)| (path, page.t(key))),
    }
}

type Mark = (&'static str, Option<(&'static str, &'static str)>);

fn mark(what: &What) -> Mark {
    match what {
        What::Follow { new, .. } if new.is_active() => ("user-plus", None),
        What::Follow { .. } => ("user-x", None),
        What::Wishes { .. } => ("user-plus", None),
        What::Block { .. } => ("ban", None),
        What::Mute { .. } | What::Terms { .. } => ("volume-x", None),
        What::DomainBlock { .. } => ("ban", None),
        What::Answer { .. } => ("message-circle", Some(("/me/answers", "ledger-to-answers"))),
        What::Membership { .. } => ("users", None),
        What::Profile { .. } | What::Account { .. } => ("user-round", None),
        What::Persona { .. } => ("user-round", Some(("/me/personas", "ledger-to-personas"))),
        What::Setting { .. } => ("settings", None),
        What::Session { .. } => ("smartphone", Some(("/me/devices", "ledger-to-devices"))),
    }
}

fn who(page: &Page, who: &Who) -> String {
    let by = |key: &str, named: &Named| {
        page.texts()
            .f(key, &[("name", name(page.texts(), named).as_str().into())])
    };
    match who {
        Who::You => page.t("ledger-by-you").to_owned(),
        Who::Other(named) => by("ledger-by-other", named),
        Who::Carer(named) => by("ledger-by-carer", named),
        Who::Host(named) => by("ledger-by-host", named),
        Who::Rule => page.t("ledger-by-rule").to_owned(),
        Who::Operator => page.t("ledger-by-operator").to_owned(),
    }
}

fn name(texts: Texts, named: &Named) -> String {
    named
        .as_ref()
        .map_or_else(|| texts.t("somebody").to_owned(), |card| card.name.clone())
}

/// What an entry says, in words.
pub fn sentence(texts: Texts, line: &Line) -> String {
    let named =
        |key: &str, card: &Named| texts.f(key, &[("name", name(texts, card).as_str().into())]);
    match &line.what {
        What::Follow { whom, old, new } => {
            let was_let_in = *old == FollowState::Asked && matches!(line.who, Who::Other(_));
            let key = if new.is_active() && was_let_in {
                "ledger-follow-accepted".to_owned()
            } else {
                format!("ledger-follow-{}", new.code())
            };
            named(&key, whom)
        }
        What::Block { whom, is_on: true } => named("ledger-block-yes", whom),
        What::Block { whom, is_on: false } => named("ledger-block-no", whom),
        What::Mute { whom, is_on: true } => named("ledger-mute-yes", whom),
        What::Mute { whom, is_on: false } if line.cause == Cause::Expiry => {
            named("ledger-mute-over", whom)
        }
        What::Mute { whom, is_on: false } => named("ledger-mute-no", whom),
        What::Wishes { whom, new } => wishes(texts, whom, new),
        What::Terms { whom, new } => terms(texts, whom, new),
        What::DomainBlock { domain, is_on } => {
            let key = match is_on {
                true => "ledger-domain-yes",
                false => "ledger-domain-no",
            };
            texts.f(key, &[("domain", domain.as_str().into())])
        }
        What::Answer { by, kind, new } => {
            let key = format!("ledger-{}-{}", kind.code(), new.code());
            named(&key, by)
        }
        What::Membership { place, new, .. } => {
            let place = place
                .as_ref()
                .map_or_else(|| texts.t("ledger-a-place"), |card| card.name.as_str());
            let key = format!("ledger-membership-{}", new.code());
            texts.f(&key, &[("place", place.into())])
        }
        What::Profile { field, old, new } => profile(texts, *field, old, new),
        What::Account { new } => texts
            .t(&format!("ledger-account-{}", new.code()))
            .to_owned(),
        What::Setting { setting, old, new } => a_setting(texts, *setting, old, new),
        What::Persona { card } => named("ledger-persona", card),
        What::Session { is_open: true } => texts.t("ledger-session-open").to_owned(),
        What::Session { is_open: false } => texts.t("ledger-session-ended").to_owned(),
    }
}

fn wishes(texts: Texts, whom: &Named, new: &Wishes) -> String {
    let mut how = Vec::new();
    if new.without_boosts {
        how.push(texts.t("ledger-wish-no-boosts").to_owned());
    }
    if new.tells {
        how.push(texts.t("ledger-wish-tells").to_owned());
    }
    if !new.languages.is_empty() {
        let languages = new.languages.join(", ");
        how.push(texts.f(
            "ledger-wish-languages",
            &[("languages", languages.as_str().into())],
        ));
    }
    with_how(texts, "ledger-wishes", whom, &how)
}

fn terms(texts: Texts, whom: &Named, new: &Terms) -> String {
    let ends = new.ends_at.map(|_| "ledger-term-ends");
    let news = new.keeps_news.then_some("ledger-term-news");
    let how = ends.into_iter().chain(news);
    let how: Vec<String> = how.map(|key| texts.t(key).to_owned()).collect();
    with_how(texts, "ledger-terms", whom, &how)
}

/// The message `key` with what was chosen, or `key-none` where all is as usual.
fn with_how(texts: Texts, key: &str, whom: &Named, how: &[String]) -> String {
    let whom = name(texts, whom);
    let whom = ("name", whom.as_str().into());
    if how.is_empty() {
        return texts.f(&format!("{key}-none"), &[whom]);
    }
    let how = how.join("; ");
    texts.f(key, &[whom, ("how", how.as_str().into())])
}

fn profile(texts: Texts, field: ProfileField, old: &str, new: &str) -> String {
    let code = field.code();
    match field {
        ProfileField::Name | ProfileField::Handle => from_to(texts, ("profile", code), old, new),
        ProfileField::Bio | ProfileField::Fields | ProfileField::Picture | ProfileField::Header => {
            texts.t(&format!("ledger-profile-{code}")).to_owned()
        }
        ProfileField::ApproveFollowers
        | ProfileField::Findable
        | ProfileField::PostsFindable
        | ProfileField::ShowsPictures => {
            let key = format!("ledger-profile-{code}-{}", yes_or_no(new));
            texts.t(&key).to_owned()
        }
        ProfileField::RefusedPictures => {
            let count: i64 = new.parse().unwrap_or(0);
            texts.f(
                "ledger-profile-refused-pictures",
                &[("count", count.into())],
            )
        }
        ProfileField::DefaultAudience => {
            let now = texts.t(&format!("audience-{new}"));
            chosen(texts, ("profile", code), now)
        }
        ProfileField::OldWords => crate::pages::me::old_words::said(texts, new),
        ProfileField::NewsNotFollowed
        | ProfileField::NewsNotFollowing
        | ProfileField::NewsNewcomer
        | ProfileField::NewsPrivate
        | ProfileField::NewsLimited
        | ProfileField::NewsStranger => {
            let now = texts.t(&format!("door-answer-{new}"));
            chosen(texts, ("profile", code), now)
        }
        ProfileField::DefaultReplies | ProfileField::DefaultQuotes => {
            let now = texts.t(&format!("who-{new}"));
            chosen(texts, ("profile", code), now)
        }
    }
}

fn a_setting(texts: Texts, setting: Setting, old: &str, new: &str) -> String {
    let code = setting.code();
    match setting {
        Setting::EasyRead | Setting::Counts | Setting::Host => {
            let key = format!("ledger-setting-{code}-{}", yes_or_no(new));
            texts.t(&key).to_owned()
        }
        Setting::Login => from_to(texts, ("setting", code), old, new),
        Setting::Locale => {
            let locale = hafan_core::locale::Locale::parse(new);
            chosen(
                texts,
                ("setting", code),
                locale.map_or(new, |l| l.own_name()),
            )
        }
        Setting::Theme => {
            let now = texts.t(&format!("theme-{new}"));
            chosen(texts, ("setting", code), now)
        }
        Setting::TimeZone if new.is_empty() => {
            chosen(texts, ("setting", code), texts.t("ledger-zone-of-place"))
        }
        Setting::TimeZone => chosen(texts, ("setting", code), new),
        Setting::State => texts.t(&format!("ledger-setting-state-{new}")).to_owned(),
        Setting::Password
        | Setting::RecoverySheet
        | Setting::SignInHelp
        | Setting::Email
        | Setting::Persona => texts.t(&format!("ledger-setting-{code}")).to_owned(),
    }
}

fn from_to(texts: Texts, (room, code): (&str, &str), old: &str, new: &str) -> String {
    if old.is_empty() {
        let key = format!("ledger-{room}-{code}-first");
        return texts.f(&key, &[("new", new.into())]);
    }
    let key = format!("ledger-{room}-{code}");
    texts.f(&key, &[("old", old.into()), ("new", new.into())])
}

fn chosen(texts: Texts, (room, code): (&str, &str), new: &str) -> String {
    let key = format!("ledger-{room}-{code}");
    texts.f(&key, &[("new", new.into())])
}

fn yes_or_no(value: &str) -> &'static str {
    if value == "yes" { "yes" } else { "no" }
}
