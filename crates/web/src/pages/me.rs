//! What is mine: the hub, and the pages behind it.

mod answers;
mod devices;
mod door;
mod leave;
pub(super) mod old_words;
mod personas;
mod picture;
mod profile;
pub(super) mod reach;
mod recovery;
mod secrets;
mod seen;
mod settings;
pub(super) mod shield;

use crate::page::Page;
use crate::respond::{Answer, html};
use askama::Template;
use axum::Router;
use axum::routing::get;
use hafan_app::App;
use hafan_app::visit::Me;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/me", get(show))
        .merge(answers::routes())
        .merge(devices::routes())
        .merge(door::routes())
        .merge(leave::routes())
        .merge(old_words::routes())
        .merge(personas::routes())
        .merge(picture::routes())
        .merge(profile::routes())
        .merge(reach::routes())
        .merge(recovery::routes())
        .merge(secrets::routes())
        .merge(seen::routes())
        .merge(settings::routes())
        .merge(shield::routes())
}

#[derive(Template)]
#[template(path = "me/hub.html")]
struct HubPage<'p> {
    p: &'p Page,
    me: &'p Me,
    groups: [Group; 3],
}

/// Entries that belong together.
struct Group {
    title: &'static str,
    entries: &'static [Entry],
}

/// A page behind the hub.
struct Entry {
    path: &'static str,
    icon: &'static str,
    title: &'static str,
    hint: &'static str,
}

const fn entry(
    path: &'static str,
    icon: &'static str,
    title: &'static str,
    hint: &'static str,
) -> Entry {
    Entry {
        path,
        icon,
        title,
        hint,
    }
}

const AS_THIS: &[Entry] = &[
    entry(
        "/me/profile",
        "user-round-cog",
        "me-profile",
        "me-profile-hint",
    ),
    entry("/me/follows", "users", "me-follows", "me-follows-hint"),
    entry("/me/reach", "shield", "me-reach", "me-reach-hint"),
    entry("/me/seen", "eye", "me-seen", "me-seen-hint"),
    entry("/me/door", "bell", "me-news", "me-news-hint"),
    entry(
        "/me/answers",
        "message-circle",
        "me-answers",
        "me-answers-hint",
    ),
    entry("/me/shield", "shield", "me-shield", "me-shield-hint"),
    entry(
        "/me/old-words",
        "book-open",
        "me-old-words",
        "me-old-words-hint",
    ),
    entry("/me/circles", "circle", "me-circles", "me-circles-hint"),
    entry("/me/lists", "list", "me-lists", "me-lists-hint"),
    entry("/me/tags", "flag", "me-tags", "me-tags-hint"),
    entry("/me/filters", "eye-off", "me-filters", "me-filters-hint"),
    entry("/me/posts", "file-text", "me-posts", "me-posts-hint"),
    entry("/drafts", "pencil", "me-drafts", "me-drafts-hint"),
];
const AS_MEMBER: &[Entry] = &[
    entry(
        "/me/personas",
        "user-round",
        "me-personas",
        "me-personas-hint",
    ),
    entry(
        "/me/settings",
        "settings",
        "me-settings",
        "me-settings-hint",
    ),
    entry("/me/devices", "key-round", "me-devices", "me-devices-hint"),
    entry(
        "/me/recovery",
        "life-buoy",
        "me-recovery",
        "me-recovery-hint",
    ),
];
const MINE: &[Entry] = &[
    entry("/me/ledger", "scroll-text", "me-ledger", "me-ledger-hint"),
    entry("/me/leave", "door-open", "me-leave", "me-leave-hint"),
];

async fn show(page: Page) -> Answer {
    page.visit().actor()?;
    let me = page.me().ok_or(hafan_app::Error::Denied("sign-in"))?;
    let group = |title, entries| Group { title, entries };
    html(&HubPage {
        p: &page,
        me,
        groups: [
            group("me-as-this", AS_THIS),
            group("me-as-member", AS_MEMBER),
            group("me-mine", MINE),
        ],
    })
}
