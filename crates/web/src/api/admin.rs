//! What hosts of the place can do through an application.
//!
//! A host acts on sign-ins, never on what somebody is here: an account of these endpoints is a
//! member by the name they sign in with, and its `id` is that name. In reports it is a persona, as
//! the reporter saw it; which member that is, no host is told.

use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::entity::admin::{AdminAccount, AdminReport};
use super::list;
use super::reply::{Answer, json, with_links};
use super::shape::{self, Answers};
use crate::asked::{entry_cursor, entry_mark};
use crate::locale::Texts;
use hafan_app::host::{doors, members};
use hafan_app::reading;
use hafan_app::report::{self, Opened, Which};
use hafan_app::{Error, Result};
use hafan_core::id::ReportId;
use hafan_core::locale::Locale;
use hafan_core::member::MemberState;

const READ_ACCOUNTS: &str = "admin:read:accounts";
const WRITE_ACCOUNTS: &str = "admin:write:accounts";
const READ_REPORTS: &str = "admin:read:reports";
const WRITE_REPORTS: &str = "admin:write:reports";

pub fn endpoints(all: Endpoints) -> Endpoints {
    reports(accounts(all))
}

fn accounts(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    use Verb::{Get, Post};
    const STATES: &[&str] = &["active", "pending", "disabled", "silenced", "suspended"];
    all.add(
        (Get, "/api/v1/admin/accounts"),
        Scope(READ_ACCOUNTS),
        "Members by the name they sign in with; with `pending` those who wait.",
        async |ask: Ask| {
            let flag = |name| ask.params.flag(name) == Some(true);
            let status = match () {
                () if flag("pending") => "pending",
                () if flag("disabled") => "disabled",
                () if flag("silenced") || flag("suspended") => "suspended",
                () => "active",
            };
            some(&ask, status).await
        },
    )
    .takes(
        const {
            &[&[
                shape::flag("active"),
                shape::flag("pending"),
                shape::flag("disabled"),
                shape::flag("silenced"),
                shape::flag("suspended"),
                shape::text("max_id"),
            ]]
        },
    )
    .answers(Answers::json::<Vec<AdminAccount>>())
    .add(
        (Get, "/api/v2/admin/accounts"),
        Scope(READ_ACCOUNTS),
        "Members by the name they sign in with; with `status=pending` those who wait.",
        async |ask: Ask| {
            let status = ask.params.text("status").unwrap_or("active").to_owned();
            some(&ask, &status).await
        },
    )
    .takes(const { &[&[shape::choice("status", STATES), shape::text("max_id")]] })
    .answers(Answers::json::<Vec<AdminAccount>>())
    .add(
        (Get, "/api/v1/admin/accounts/{id}"),
        Scope(READ_ACCOUNTS),
        "A member by the name they sign in with.",
        async |ask: Ask| one(&ask).await,
    )
    .answers(Answers::json::<AdminAccount>())
    .add(
        (Post, "/api/v1/admin/accounts/{id}/approve"),
        Scope(WRITE_ACCOUNTS),
        "Lets somebody in who asked to join the place.",
        async |ask: Ask| answer(&ask, true).await,
    )
    .answers(Answers::json::<AdminAccount>())
    .add(
        (Post, "/api/v1/admin/accounts/{id}/reject"),
        Scope(WRITE_ACCOUNTS),
        "Refuses somebody who asked to join the place.",
        async |ask: Ask| answer(&ask, false).await,
    )
    .answers(Answers::json::<AdminAccount>())
    .add(
        (Post, "/api/v1/admin/accounts/{id}/enable"),
        Scope(WRITE_ACCOUNTS),
        "Ends a hold of somebody's writing. Asks for a reason in `text`.",
        async |ask: Ask| hold(&ask, false).await,
    )
    .takes(const { &[&[shape::text("text")]] })
    .answers(Answers::json::<AdminAccount>())
    .add(
        (Post, "/api/v1/admin/accounts/{id}/action"),
        Scope(WRITE_ACCOUNTS),
        "Holds somebody's writing (`disable`), with a reason in `text` that they read.",
        act,
    )
    .takes(
        const {
            &[&[
                shape::choice(
                    "type",
                    &["none", "disable", "sensitive", "silence", "suspend"],
                ),
                shape::text("text"),
                shape::id("report_id"),
            ]]
        },
    )
    .answers(Answers::Done)
}

fn reports(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    use Verb::{Get, Post};
    all.add(
        (Get, "/api/v1/admin/reports"),
        Scope(READ_REPORTS),
        "Reports that are open; with `resolved` those that are closed.",
        listed,
    )
    .takes(const { &[&[shape::flag("resolved"), shape::text("max_id")]] })
    .answers(Answers::json::<Vec<AdminReport>>())
    .add(
        (Get, "/api/v1/admin/reports/{id}"),
        Scope(READ_REPORTS),
        "A report.",
        async |ask: Ask| json(&report_of(&ask).await?),
    )
    .answers(Answers::json::<AdminReport>())
    .add(
        (Post, "/api/v1/admin/reports/{id}/resolve"),
        Scope(WRITE_REPORTS),
        "Closes a report, with what came of it in `outcome`: the reporter is told.",
        resolve,
    )
    .takes(const { &[&[shape::text("outcome")]] })
    .answers(Answers::json::<AdminReport>())
}

async fn some(ask: &Ask, status: &str) -> Answer {
    let actor = ask.actor()?;
    let after = ask.params.text("max_id").unwrap_or_default().to_owned();
    if status == "pending" {
        let waiting = doors::waiting(&ask.app, actor).await?;
        let all = waiting.iter().map(|w| AdminAccount::waiting(w, ask.base()));
        return json(&all.collect::<Vec<_>>());
    }
    let state = match status {
        "disabled" => MemberState::Frozen,
        "active" => MemberState::Active,
        // Nobody is half here.
        _ => {
            members::page(&ask.app, actor, after).await?;
            return json(&[(); 0]);
        }
    };
    let page = members::page(&ask.app, actor, after).await?;
    let all = page.members.iter().filter(|member| member.state == state);
    let all: Vec<AdminAccount> = all
        .map(|member| AdminAccount::member(member, ask.base()))
        .collect();
    let next = page
        .next
        .map(|login| ("next", list::link(ask, "max_id", &login)));
    Ok(with_links(
        json(&all)?,
        &next.into_iter().collect::<Vec<_>>(),
    ))
}

async fn one(ask: &Ask) -> Answer {
    let (actor, login) = (ask.actor()?, ask.part("id").to_owned());
    match members::one(&ask.app, actor, login.clone()).await {
        Ok(member) => json(&AdminAccount::member(&member, ask.base())),
        Err(Error::NotFound) => {
            let waiting = doors::waiting(&ask.app, actor).await?;
            let found = waiting.iter().find(|w| w.login == login);
            json(&AdminAccount::waiting(
                found.ok_or(Error::NotFound)?,
                ask.base(),
            ))
        }
        Err(error) => Err(error),
    }
}

async fn answer(ask: &Ask, lets_in: bool) -> Answer {
    let (actor, login) = (ask.actor()?, ask.part("id").to_owned());
    let waiting = doors::waiting(&ask.app, actor).await?;
    let found = waiting.iter().find(|w| w.login == login);
    let found = found.ok_or(Error::NotFound)?;
    doors::answer(&ask.app, actor, login, lets_in, String::new()).await?;
    let mut answered = AdminAccount::waiting(found, ask.base());
    answered.approved = lets_in;
    json(&answered)
}

fn reason(ask: &Ask) -> String {
    ask.params.text("text").unwrap_or_default().to_owned()
}

async fn hold(ask: &Ask, is_on: bool) -> Answer {
    let (actor, login) = (ask.actor()?, ask.part("id").to_owned());
    members::freeze(&ask.app, actor, login, is_on, reason(ask)).await?;
    one(ask).await
}

async fn act(ask: Ask) -> Answer {
    match ask.params.text("type").unwrap_or("none") {
        "disable" => {
            hold(&ask, true).await?;
        }
        "none" => {
            one(&ask).await?;
        }
        // Taking somebody out of the place is not a slip of a thumb: it is done on its page.
        _ => return Err(Error::invalid("type", "app-action")),
    }
    super::reply::done()
}

async fn listed(ask: Ask) -> Answer {
    let which = match ask.params.flag("resolved") {
        Some(true) => Which::Closed,
        _ => Which::Open,
    };
    let before = ask.params.text("max_id").and_then(entry_cursor);
    let before = before.map(|(at, id)| (at, ReportId::new(id)));
    let page = report::list(&ask.app, ask.actor()?, which, before).await?;
    let mut all = Vec::new();
    for opened in &page.reports {
        all.push(entity(&ask, opened).await?);
    }
    let next = page.older.map(|(at, id)| {
        (
            "next",
            list::link(&ask, "max_id", &entry_mark(at, id.get())),
        )
    });
    Ok(with_links(
        json(&all)?,
        &next.into_iter().collect::<Vec<_>>(),
    ))
}

async fn report_of(ask: &Ask) -> Result<AdminReport> {
    let id = ReportId::parse(ask.part("id")).ok_or(Error::NotFound)?;
    let found = report::one(&ask.app, ask.actor()?, id).await?;
    entity(ask, &found).await
}

/// The posts are those that the host may read as everybody else who they are; what the report
/// holds beyond that stands on its page.
async fn entity(ask: &Ask, opened: &Opened) -> Result<AdminReport> {
    let ids = opened.posts.iter().map(|row| row.facts.id).collect();
    let items = reading::some(&ask.app, ask.viewer(), ids).await?;
    let statuses = list::statuses(ask, &items).await?;
    Ok(AdminReport::new(opened, statuses, ask.base()))
}

async fn resolve(ask: Ask) -> Answer {
    let id = ReportId::parse(ask.part("id")).ok_or(Error::NotFound)?;
    let words = ask
        .params
        .text("outcome")
        .filter(|words| !words.trim().is_empty());
    let texts = Texts::of(ask.locale().unwrap_or(Locale::En));
    let words = words.unwrap_or_else(|| texts.t("app-report-looked-at"));
    report::close(&ask.app, ask.actor()?, id, words).await?;
    json(&report_of(&ask).await?)
}
