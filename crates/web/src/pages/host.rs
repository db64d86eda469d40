//! Pages of those who look after the place. For everyone else they do not exist.

mod doors;
mod members;
mod pictures;
mod reports;
mod settings;

use crate::asked::{Asked, BeforeEntry};
use crate::form::{Posted, Pressed};
use crate::page::Page;
use crate::respond::{Answer, html, see_done};
use crate::view::ActView;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use hafan_app::host::acts::{Act, What, acts};
use hafan_app::host::health::{DeadJob, Health, health, retry};
use hafan_app::{App, Error};
use hafan_core::id::JobId;
use hafan_core::locale::Locale;
use hafan_core::member::{MemberState, Setting};
use hafan_core::place::{PlaceField, SignUp};
use hafan_core::time::Timestamp;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/host", get(show_health))
        .route("/host/jobs/{id}/retry", post(retry_job))
        .route("/host/record", get(show_record))
        .merge(doors::routes())
        .merge(members::routes())
        .merge(pictures::routes())
        .merge(reports::routes())
        .merge(settings::routes())
}

/// The pages, as their tabs show them: name, address, key of the words.
pub const TABS: &[(&str, &str, &str)] = &[
    ("health", "/host", "host-health"),
    ("invitations", "/host/invitations", "host-invitations"),
    ("waiting", "/host/waiting", "host-waiting"),
    ("members", "/host/members", "host-members"),
    ("reports", "/host/reports", "host-reports"),
    ("pictures", "/host/pictures", "host-pictures"),
    ("place", "/host/place", "host-place"),
    ("limits", "/host/limits", "host-limits"),
    ("record", "/host/record", "host-record"),
];

#[derive(Template)]
#[template(path = "host/health.html")]
struct HealthPage<'p> {
    p: &'p Page,
    h: HealthView,
}

struct HealthView {
    /// What waits, in words, and a word of comfort or care.
    work: String,
    is_late: bool,
    dead: Vec<DeadView>,
    disk: Option<DiskView>,
    database: String,
    backup: String,
    backup_failed: Option<String>,
    version: &'static str,
    servers: Vec<String>,
}

struct DeadView {
    id: String,
    kind: String,
    words: String,
    error: String,
}

struct DiskView {
    words: String,
    used_percent: u64,
    is_low: bool,
}

/// Under this share of free space a host should make room.
const DISK_LOW_PERCENT: u64 = 10;

async fn show_health(State(app): State<App>, page: Page) -> Answer {
    let actor = page.visit().host()?;
    let found = health(&app, actor).await?;
    html(&HealthPage {
        p: &page,
        h: HealthView::new(&page, &found),
    })
}

impl HealthView {
    fn new(page: &Page, found: &Health) -> Self {
        let texts = page.texts();
        let said = |at: Timestamp| page.said(at);
        let work = match found.late_since {
            Some(since) => {
                let args = [
                    ("count", found.waiting.into()),
                    ("since", said(since).into()),
                ];
                texts.f("health-work-late", &args)
            }
            None if found.waiting > 0 => {
                texts.f("health-work-waits", &[("count", found.waiting.into())])
            }
            None => page.t("health-work-none").to_owned(),
        };
        let server = |(since, version): &(Timestamp, String)| {
            let args = [("version", version.into()), ("since", said(*since).into())];
            texts.f("health-server", &args)
        };
        Self {
            work,
            is_late: found.late_since.is_some(),
            dead: found
                .dead
                .iter()
                .map(|job| DeadView::new(page, job))
                .collect(),
            disk: found
                .disk
                .map(|(free, whole)| DiskView::new(page, free, whole)),
            database: bytes(page, found.database_bytes.unsigned_abs()),
            backup: found
                .backup_at
                .map_or_else(|| page.t("health-backup-never").into(), said),
            backup_failed: found.backup_failed_at.map(|at| {
                let at = said(at);
                texts.f("health-backup-failed", &[("at", at.into())])
            }),
            version: found.version,
            servers: found.servers.iter().map(server).collect(),
        }
    }
}

impl DeadView {
    fn new(page: &Page, job: &DeadJob) -> Self {
        let words = page
            .texts()
            .f("health-tried", &[("count", job.attempts.into())]);
        Self {
            id: job.id.to_string(),
            kind: job.kind.clone(),
            words,
            error: job.error.clone(),
        }
    }
}

impl DiskView {
    fn new(page: &Page, free: u64, whole: u64) -> Self {
        let free_percent = (free * 100).checked_div(whole).unwrap_or(0);
        let size = bytes(page, free);
        Self {
            words: page.texts().f("health-disk-free", &[("size", size.into())]),
            used_percent: 100_u64.saturating_sub(free_percent),
            is_low: free_percent < DISK_LOW_PERCENT,
        }
    }
}

/// A number of bytes as people say it.
fn bytes(page: &Page, number: u64) -> String {
    const STEPS: [(u64, &str); 3] = [
        (1 << 30, "size-gigabytes"),
        (1 << 20, "size-megabytes"),
        (1 << 10, "size-kilobytes"),
    ];
    let step = STEPS.iter().find(|(unit, _)| number >= *unit);
    let (unit, key) = step.copied().unwrap_or((1, "size-bytes"));
    let (whole, tenth) = (number / unit, (number % unit) * 10 / unit);
    let text = if whole < 10 && unit > 1 {
        format!("{whole}.{tenth}")
    } else {
        whole.to_string()
    };
    page.texts().f(key, &[("number", text.into())])
}

async fn retry_job(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    _: Posted<Pressed>,
) -> Answer {
    let actor = page.visit().host()?;
    let id = JobId::parse(&id).ok_or(Error::NotFound)?;
    retry(&app, actor, id).await?;
    Ok(see_done("/host", "job-retried"))
}

#[derive(Template)]
#[template(path = "host/record.html")]
struct RecordPage<'p> {
    p: &'p Page,
    acts: Vec<ActView>,
    older: Option<String>,
    is_first: bool,
}

async fn show_record(
    State(app): State<App>,
    page: Page,
    Asked(before): Asked<BeforeEntry>,
) -> Answer {
    let actor = page.visit().host()?;
    let before = before.cursor();
    let is_first = before.is_none();
    let found = acts(&app, actor, before).await?;
    let older = found.older.as_ref().map(BeforeEntry::query);
    html(&RecordPage {
        p: &page,
        acts: found.acts.iter().map(|act| act_view(&page, act)).collect(),
        older: older.map(|query| format!("/host/record?{query}")),
        is_first,
    })
}

fn act_view(page: &Page, act: &Act) -> ActView {
    let texts = page.texts();
    let named = |key: &str, login: &Option<String>| {
        let name = login.as_deref().unwrap_or(page.t("host-member-gone"));
        texts.f(key, &[("name", name.into())])
    };
    let words = match &act.what {
        What::Member {
            login,
            setting,
            new,
        } => {
            let (icon, key) = member_act(*setting, new);
            (icon, named(key, login))
        }
        What::SignedOut { login } => ("log-out", named("act-member-signed-out", login)),
        What::Place { field, new } => ("settings", place_act(page, *field, new)),
    };
    let view = ActView::new(page, words, act.by.as_ref(), (act.at, &act.note));
    if act.by.is_none() && act.is_operator {
        let who = page.t("host-operator").to_owned();
        return ActView { who, ..view };
    }
    view
}

/// Whether a choice is the one made: templates hold either as text of different kinds.
pub fn is_same(choice: impl AsRef<str>, now: impl AsRef<str>) -> bool {
    choice.as_ref() == now.as_ref()
}

/// Icon and key of what was done to a member.
fn member_act(setting: Setting, new: &str) -> (&'static str, &'static str) {
    match (setting, MemberState::parse(new)) {
        (Setting::State, Some(MemberState::Active)) => ("user-check", "act-member-active"),
        (Setting::State, Some(MemberState::Frozen)) => ("snowflake", "act-member-frozen"),
        (Setting::State, Some(MemberState::Refused)) => ("door-closed", "act-member-refused"),
        (Setting::State, Some(MemberState::Gone)) => ("user-x", "act-member-removed"),
        (Setting::Host, _) if new == "yes" => ("crown", "act-member-host"),
        (Setting::Host, _) => ("crown", "act-member-not-host"),
        (Setting::SignInHelp, _) => ("life-buoy", "act-member-help"),
        _ => ("user-round-cog", "act-member-other"),
    }
}

/// What a setting of the place became, in the words of the form in which it was set.
fn place_act(page: &Page, field: PlaceField, new: &str) -> String {
    let texts = page.texts();
    let name = page.t(place_field(field));
    if new.is_empty() {
        return texts.f("act-place-empty", &[("what", name.into())]);
    }
    let now = match field {
        PlaceField::SignUp => {
            let rule = SignUp::parse(new).map(|rule| page.t(sign_up(rule)));
            let rule = rule.unwrap_or_default();
            return texts.f("act-join-rule", &[("new", rule.into())]);
        }
        PlaceField::Locale => {
            let locale = Locale::parse(new).map(|locale| locale.own_name().to_owned());
            locale.unwrap_or_default()
        }
        PlaceField::Accent => page.t(settings::accent(new)).to_owned(),
        PlaceField::PictureBytesMax => bytes(page, new.parse().unwrap_or(0)),
        PlaceField::PostCharsMax => format!("{new} {}", page.t("unit-characters")),
        PlaceField::Name
        | PlaceField::Summary
        | PlaceField::Rules
        | PlaceField::Contact
        | PlaceField::SignUpQuestion
        | PlaceField::TimeZone
        | PlaceField::PicturesMax
        | PlaceField::PictureLists
        | PlaceField::PicturesHeld => shortened(new),
    };
    texts.f("act-place", &[("what", name.into()), ("new", now.into())])
}

/// Key of how people join.
const fn sign_up(rule: SignUp) -> &'static str {
    match rule {
        SignUp::Invitation => "sign-up-invitation",
        SignUp::Ask => "sign-up-ask",
        SignUp::Open => "sign-up-open",
    }
}

/// Key of the name of a setting of the place.
fn place_field(field: PlaceField) -> &'static str {
    match field {
        PlaceField::Name => "place-name",
        PlaceField::Summary => "place-summary",
        PlaceField::Rules => "place-rules",
        PlaceField::Contact => "place-contact",
        PlaceField::SignUp => "place-sign-up",
        PlaceField::SignUpQuestion => "place-question",
        PlaceField::Locale => "place-locale",
        PlaceField::TimeZone => "place-time-zone",
        PlaceField::Accent => "place-accent",
        PlaceField::PostCharsMax => "place-post-chars",
        PlaceField::PictureBytesMax => "place-picture-bytes",
        PlaceField::PicturesMax => "place-pictures",
        PlaceField::PictureLists => "place-picture-lists",
        PlaceField::PicturesHeld => "place-pictures-held",
    }
}

/// Characters of a new value that the record shows: enough to know it again.
const VALUE_CHARS_MAX: usize = 80;

fn shortened(text: &str) -> String {
    hafan_core::text::plain_excerpt(text, VALUE_CHARS_MAX)
}
