//! News in whole: also what the API of Mastodon has no type for, in the words of the page.

use crate::api::account::accounts;
use crate::api::ask::Ask;
use crate::api::endpoint::{Endpoints, Needs, Verb};
use crate::api::entity::account::Account;
use crate::api::entity::iso;
use crate::api::entity::status::Status;
use crate::api::list;
use crate::api::reply::{Answer, json, with_links};
use crate::api::shape::{self, Answers};
use crate::locale::Texts;
use crate::view::news::{is_hidden, said};
use hafan_app::Error;
use hafan_app::reading::Item;
use hafan_app::reading::news;
use hafan_core::id::NotificationId;
use hafan_core::locale::Locale;
use schemars::JsonSchema;
use serde::Serialize;

/// A piece of news, as it stands on the page.
#[derive(Clone, JsonSchema, Serialize, Debug)]
#[schemars(rename = "HafanNews")]
pub struct News {
    /// What happened: a stable code.
    pub kind: &'static str,
    /// What happened, in the member's language.
    pub words: String,
    /// The beginning of what was written, or the reason that was given; may be empty.
    pub excerpt: String,
    /// The page it leads to.
    pub url: String,
    /// When it happened last.
    pub created_at: String,
    /// It came after the member last looked at the page of news.
    pub is_new: bool,
    /// Who did it, three at most.
    pub accounts: Vec<Account>,
    /// More people did it.
    pub has_others: bool,
    /// The community it is about.
    pub community: Option<Account>,
    /// The post it is about.
    pub status: Option<Status>,
}

pub fn endpoints(all: Endpoints) -> Endpoints {
    all.add(
        (Verb::Get, "/api/hafan/v1/news"),
        Needs::Scope("read:notifications"),
        "News as it stands on the page, in words.",
        show,
    )
    .takes(const { &[&[shape::text("max_id")]] })
    .answers(Answers::json::<Vec<News>>())
}

async fn show(ask: Ask) -> Answer {
    let before = ask.cursor("max_id").map(NotificationId::new);
    let mut found = news::news(&ask.app, ask.actor()?, before).await?;
    let now = ask.visit.now;
    found.groups.retain(|group| !is_hidden(group, now));
    let me = ask.visit.me.as_ref().ok_or(Error::Denied("sign-in"))?;
    let texts = Texts::of(ask.locale().unwrap_or(Locale::En));
    let items: Vec<Item> = found
        .groups
        .iter()
        .filter_map(|group| group.item.as_deref().cloned())
        .collect();
    let mut statuses = list::statuses(&ask, &items).await?.into_iter();
    let mut made = Vec::new();
    for group in &found.groups {
        let said = said(texts, me.shows_counts, (&me.card.handle, now), group);
        let place = group.community.as_slice();
        made.push(News {
            kind: group.kind.code(),
            words: said.words,
            excerpt: said.excerpt,
            url: format!("{}{}", ask.base(), said.path),
            created_at: iso(group.at),
            is_new: group.is_new,
            accounts: accounts(&ask, &group.people).await?,
            has_others: group.others > 0,
            community: accounts(&ask, place).await?.pop(),
            status: group.item.as_ref().and_then(|_| statuses.next()),
        });
    }
    let answer = json(&made)?;
    let older = found
        .older
        .map(|id| list::link(&ask, "max_id", &id.to_string()));
    let links: Vec<_> = older.map(|address| ("next", address)).into_iter().collect();
    Ok(with_links(answer, &links))
}
