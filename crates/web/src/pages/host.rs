//! Pages of those who look after the place. For everyone else they do not exist.

mod doors;
mod members;
mod settings;

use crate::asked::Asked;
use crate::form::{Posted, Pressed};
use crate::page::Page;
use crate::respond::{Answer, html, see_done};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use hafan_app::host::acts::{Act, What, acts};
use hafan_app::host::health::{DeadJob, Health, health, retry};
use hafan_app::{App, Error};
use hafan_core::id::{JobId, LedgerId};
use hafan_core::member::Setting;
use hafan_core::place::PlaceField;
use hafan_core::time::Timestamp;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/host", get(show_health))
        .route("/host/jobs/{id}/retry", post(retry_job))
        .route("/host/record", get(show_record))
        .merge(doors::routes())
        .merge(members::routes())
        .merge(settings::routes())
}

/// The pages, as their tabs show them: name, address, key of the words.
pub const TABS: &[(&str, &str, &str)] = &[
    ("health", "/host", "host-health"),
    ("invitations", "/host/invitations", "host-invitations"),
    ("waiting", "/host/waiting", "host-waiting"),
    ("members", "/host/members", "host-members"),
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

struct ActView {
    icon: &'static str,
    words: String,
    who: String,
    when: String,
    note: String,
}

#[derive(serde::Deserialize, Default)]
struct Before {
    #[serde(default)]
    at: i64,
    #[serde(default)]
    id: String,
}

async fn show_record(State(app): State<App>, page: Page, Asked(before): Asked<Before>) -> Answer {
    let actor = page.visit().host()?;
    let id = LedgerId::parse(&before.id);
    let before = id.map(|id| (Timestamp::from_micros(before.at), id));
    let is_first = before.is_none();
    let found = acts(&app, actor, before).await?;
    let older = found
        .older
        .map(|(at, id)| format!("/host/record?at={}&id={id}", at.micros()));
    html(&RecordPage {
        p: &page,
        acts: found
            .acts
            .iter()
            .map(|act| ActView::new(&page, act))
            .collect(),
        older,
        is_first,
    })
}

impl ActView {
    fn new(page: &Page, act: &Act) -> Self {
        let texts = page.texts();
        let who = match &act.by {
            Some(card) => card.name.clone(),
            None if act.is_operator => page.t("host-operator").to_owned(),
            None => page.t("somebody-who-left").to_owned(),
        };
        let (icon, words) = match &act.what {
            What::Member {
                login,
                setting,
                new,
            } => {
                let gone = page.t("host-member-gone");
                let name = login.as_deref().unwrap_or(gone);
                let (icon, key) = member_act(*setting, new);
                (icon, texts.f(key, &[("name", name.into())]))
            }
            What::SignedOut { login } => {
                let gone = page.t("host-member-gone");
                let name = login.as_deref().unwrap_or(gone);
                let words = texts.f("act-member-signed-out", &[("name", name.into())]);
                ("log-out", words)
            }
            What::Place { field, new } => {
                let name = page.t(place_field(*field));
                let args = [("what", name.into()), ("new", shortened(new).into())];
                ("settings", texts.f("act-place", &args))
            }
        };
        Self {
            icon,
            words,
            who,
            when: page.said(act.at),
            note: act.note.clone(),
        }
    }
}

/// Whether a choice is the one made: templates hold either as text of different kinds.
pub fn is_same(choice: impl AsRef<str>, now: impl AsRef<str>) -> bool {
    choice.as_ref() == now.as_ref()
}

/// Icon and key of what was done to a member.
fn member_act(setting: Setting, new: &str) -> (&'static str, &'static str) {
    match (setting, new) {
        (Setting::State, "active") => ("user-check", "act-member-active"),
        (Setting::State, "frozen") => ("snowflake", "act-member-frozen"),
        (Setting::State, "refused") => ("door-closed", "act-member-refused"),
        (Setting::State, "gone") => ("user-x", "act-member-removed"),
        (Setting::Host, "yes") => ("crown", "act-member-host"),
        (Setting::Host, _) => ("crown", "act-member-not-host"),
        (Setting::SignInHelp, _) => ("life-buoy", "act-member-help"),
        _ => ("user-round-cog", "act-member-other"),
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
    }
}

/// Characters of a new value that the record shows: enough to know it again.
const VALUE_CHARS_MAX: usize = 80;

fn shortened(text: &str) -> String {
    hafan_core::text::plain_excerpt(text, VALUE_CHARS_MAX)
}
