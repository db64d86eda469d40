//! Members and reports, as hosts see them.

use super::account::Account;
use super::iso;
use super::status::Status;
use hafan_app::host::doors::Waiting;
use hafan_app::host::members::Seen;
use hafan_app::report::Opened;
use hafan_app::store::account::{About, Card};
use hafan_core::account::{AccountKind, AccountState};
use hafan_core::id::AccountId;
use hafan_core::member::MemberState;
use hafan_core::time::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

/// A member by the name they sign in with, or a persona of a report.
/// Its fields are those of `entities/Admin_Account` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct AdminAccount {
    pub id: String,
    pub username: String,
    pub domain: Option<String>,
    pub created_at: String,
    /// Not for hosts.
    pub email: String,
    /// Never kept.
    pub ip: Option<String>,
    /// Never kept.
    pub ips: [(); 0],
    pub locale: String,
    /// What somebody who waits answered to the question of the place.
    pub invite_request: Option<String>,
    pub role: Option<()>,
    pub confirmed: bool,
    pub approved: bool,
    /// Writing is held.
    pub disabled: bool,
    pub silenced: bool,
    pub suspended: bool,
    pub sensitized: bool,
    pub created_by_application_id: Option<String>,
    pub invited_by_account_id: Option<String>,
    pub account: Account,
}

impl AdminAccount {
    /// Somebody who is a member.
    pub fn member(seen: &Seen, base: &str) -> Self {
        let mut made = Self::by_name(&seen.login, seen.since, base);
        made.disabled = seen.state == MemberState::Frozen;
        made
    }

    /// Somebody who asked to join.
    pub fn waiting(waiting: &Waiting, base: &str) -> Self {
        let mut made = Self::by_name(&waiting.login, waiting.since, base);
        made.approved = false;
        made.invite_request = Some(waiting.answer.clone());
        made
    }

    fn by_name(login: &str, since: Timestamp, base: &str) -> Self {
        // Only a name and a month: whom it belongs to among the personas, hosts are not told.
        let card = Card {
            id: AccountId::new(0),
            kind: AccountKind::Persona,
            handle: login.to_owned(),
            state: AccountState::Active,
            name: login.to_owned(),
            picture_key: String::new(),
            picture_extension: String::new(),
            about: About {
                created_day: since,
                ..About::default()
            },
        };
        let mut account = Account::new(&card, base);
        account.id = login.to_owned();
        account.url = format!("{base}/host/members/{login}");
        account.uri = account.url.clone();
        Self::of(account)
    }

    fn of(account: Account) -> Self {
        Self {
            id: account.id.clone(),
            username: account.username.clone(),
            domain: None,
            created_at: account.created_at.clone(),
            email: String::new(),
            ip: None,
            ips: [],
            locale: String::new(),
            invite_request: None,
            role: None,
            confirmed: true,
            approved: true,
            disabled: false,
            silenced: false,
            suspended: false,
            sensitized: false,
            created_by_application_id: None,
            invited_by_account_id: None,
            account,
        }
    }
}

/// A report, as a host reads it.
/// Its fields are those of `entities/Admin_Report` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct AdminReport {
    pub id: String,
    pub action_taken: bool,
    pub action_taken_at: Option<String>,
    pub category: String,
    pub comment: String,
    pub forwarded: bool,
    pub created_at: String,
    pub updated_at: String,
    /// Who made it, if they are there still.
    pub account: Option<AdminAccount>,
    /// About whom, if they are there still.
    pub target_account: Option<AdminAccount>,
    pub assigned_account: Option<AdminAccount>,
    pub action_taken_by_account: Option<AdminAccount>,
    pub statuses: Vec<Status>,
    pub rules: [(); 0],
}

impl AdminReport {
    /// The entity of a report with these of its posts.
    pub fn new(opened: &Opened, statuses: Vec<Status>, base: &str) -> Self {
        let report = &opened.report;
        let of = |card: &Option<Card>| {
            let card = card.as_ref();
            card.map(|card| AdminAccount::of(Account::new(card, base)))
        };
        let closed_at = report.closed.map(|(at, _)| iso(at));
        Self {
            id: report.id.to_string(),
            action_taken: report.closed.is_some(),
            category: report.category.code().to_owned(),
            comment: report.comment.clone(),
            forwarded: false,
            created_at: iso(report.made_at),
            updated_at: closed_at.clone().unwrap_or_else(|| iso(report.made_at)),
            action_taken_at: closed_at,
            account: of(&opened.reporter),
            target_account: of(&opened.target),
            assigned_account: None,
            action_taken_by_account: of(&opened.closed_by),
            statuses,
            rules: [],
        }
    }
}
