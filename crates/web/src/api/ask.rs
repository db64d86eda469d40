//! One request of an application, taken apart.

use super::list::Reader;
use super::params::Params;
use crate::client::Kept;
use crate::upload::Slot;
use axum::extract::ws::WebSocketUpgrade;
use hafan_app::media::pass::Pass;
use hafan_app::reading::past::WhoReads;
use hafan_app::visit::Visit;
use hafan_app::{Actor, App, Error, Result};
use hafan_core::id::{AccountId, ApplicationId, PostId};
use hafan_core::locale::Locale;
use hafan_core::scope::Scopes;
use std::collections::HashMap;

/// One request of an application.
pub struct Ask {
    /// The house.
    pub app: App,
    /// Who looks: nobody without a token, or where an application acts for itself.
    pub visit: Visit,
    /// The application and what it may do, where a token came along.
    pub grant: Option<(ApplicationId, Scopes)>,
    /// Query and body.
    pub params: Params,
    /// Parts of the path by their names.
    pub path: HashMap<String, String>,
    /// The path itself, for links to other pages of a list.
    pub at: String,
    /// The query, for the same.
    pub query: String,
    /// The header `Idempotency-Key`.
    pub idempotency_key: Option<String>,
    /// The network it comes from, cut to what tells networks apart.
    pub net: String,
    /// The application shows who it is by HTTP Basic.
    pub basic: Option<(String, String)>,
    /// Files by their fields, not looked at; of a member only.
    pub files: HashMap<String, Vec<u8>>,
    /// Held as long as the files.
    pub slot: Option<Slot>,
    /// The wish for a WebSocket, where live updates are.
    pub upgrade: Option<Upgrade>,
}

/// A connection that is to become a WebSocket.
pub struct Upgrade {
    /// The wish.
    pub socket: WebSocketUpgrade,
    /// What the server holds for the connection.
    pub kept: Option<Kept>,
}

impl Ask {
    /// What a live line asks by itself, for the one who listens.
    pub fn of_line(app: App, visit: Visit) -> Self {
        Self {
            app,
            visit,
            grant: None,
            params: Params::anything(),
            path: HashMap::new(),
            at: String::new(),
            query: String::new(),
            idempotency_key: None,
            net: String::new(),
            basic: None,
            files: HashMap::new(),
            slot: None,
            upgrade: None,
        }
    }

    /// Who reads, for what is slowed down for strangers.
    pub fn who_reads(&self) -> WhoReads {
        WhoReads::new(self.actor().ok(), &self.net)
    }

    /// The persona that looks.
    pub fn viewer(&self) -> Option<AccountId> {
        self.visit.viewer()
    }

    /// Who acts.
    ///
    /// # Errors
    /// `Denied("sign-in")` without a member.
    pub fn actor(&self) -> Result<Actor> {
        self.visit.actor()
    }

    /// True where the application of a member may do this.
    pub fn is_allowed(&self, scope: &str) -> bool {
        let grant = self.grant.as_ref().filter(|_| self.visit.me.is_some());
        grant.is_some_and(|(_, scopes)| scopes.allow(scope))
    }

    /// The language that the member reads.
    pub fn locale(&self) -> Option<Locale> {
        let me = self.visit.me.as_ref()?;
        Locale::parse(&me.locale)
    }

    /// The address of this place, without a slash at the end.
    pub fn base(&self) -> &str {
        &self.app.config.public_url
    }

    /// With what the member's application opens pictures that not everyone may see.
    pub fn pass(&self) -> Option<&Pass> {
        self.visit.me.as_ref()?.pass.as_ref()
    }

    /// A part of the path.
    pub fn part(&self, name: &str) -> &str {
        self.path.get(name).map_or("", String::as_str)
    }

    /// The post in the path.
    ///
    /// # Errors
    /// `NotFound` for what is no id.
    pub fn post(&self) -> Result<PostId> {
        PostId::parse(self.part("id")).ok_or(Error::NotFound)
    }

    /// The account in the path.
    ///
    /// # Errors
    /// `NotFound` for what is no id.
    pub fn account(&self) -> Result<AccountId> {
        AccountId::parse(self.part("id")).ok_or(Error::NotFound)
    }

    /// The query without what says which page of a list it is.
    pub fn kept_query(&self) -> String {
        let is_kept = |pair: &&str| {
            let name = pair.split('=').next().unwrap_or_default();
            !pair.is_empty()
                && !matches!(
                    name,
                    "max_id" | "min_id" | "since_id" | "after" | "access_token"
                )
        };
        let kept: Vec<&str> = self.query.split('&').filter(is_kept).collect();
        kept.join("&")
    }

    /// A cursor of a list: `max_id`, `min_id`, `since_id`. One that is no id is none.
    pub fn cursor(&self, name: &str) -> Option<i64> {
        let text = self.params.text(name)?;
        text.parse().ok().filter(|id| *id >= 0)
    }

    /// The most items that were asked for.
    pub fn limit(&self, usual: usize, most: usize) -> usize {
        let asked = self.params.number("limit");
        let asked = asked.and_then(|n| usize::try_from(n).ok());
        asked.unwrap_or(usual).clamp(1, most)
    }

    /// Who reads what is answered.
    pub fn reader(&self) -> Reader<'_> {
        Reader::of(&self.app, &self.visit)
    }

    /// True where the member asked for numbers about popularity.
    pub fn shows_counts(&self) -> bool {
        self.visit.me.as_ref().is_some_and(|me| me.shows_counts)
    }
}
