//! What hosts of the place can do through an application.
//!
//! A host acts on sign-ins, never on what somebody is here: an account of these endpoints is a
//! member by the name they sign in with, and its `id` is that name. In reports it is a persona, as
//! the reporter saw it; which member that is, no host is told.

use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::entity::admin::{AdminAccount, AdminReport};
use super::entity::status::Status;
use super::list;
use super::reply::{Answer, json, with_links};
use super::shape::{self, Answers};
use crate::asked::{entry_cursor, entry_mark};
use crate::locale::Texts;
use hafan_app::host::{doors, members};
use hafan_app::reading;
use hafan_app::report::{self, Opened, Which};
use hafan_app::{Error, Result};
use hafan_core::id::{PostId, ReportId};
use hafan_core::locale::Locale;
use hafan_core::member::MemberState;
use std::collections::{HashMap, HashSet};

const READ_ACCOUNTS: &str = "admin:read:accounts";
const WRITE_ACCOUNTS: &str = "admin:write:accounts";
const READ_REPORTS: &str = "admin:read:reports";
const WRITE_REPORTS: &str = "admin:write:reports";

pub fn endpoints(all: Endpoints) -> Endpoints {
    reports(accounts(all))
}

fn accounts(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    use Verb::{Delete, Get, Post};
    const STATES: &[&str] = &["active", "pending", "disabled", "silenced", "suspended"];
    let all = all
        .add(
            (Get, "/api/v1/admin/accounts"),
            Scope(READ_ACCOUNTS),
            "Members by the name they sign in with; with `pending` those who wait.",
            async |ask: Ask| {
                let flag = |name| ask.params.flag(name) == Some(true);
                let flagged = match () {
                    () if flag("pending") => "pending",
                    () if flag("disabled") => "disabled",
                    () if flag("silenced") || flag("suspended") => "suspended",
                    () => "active",
                };
                some(&ask, ask.params.text("status").unwrap_or(flagged)).await
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
                    shape::choice("status", STATES),
                    shape::text("username"),
                    shape::number("limit"),
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
        .takes(
            const {
                &[&[
                    shape::choice("status", STATES),
                    shape::text("username"),
                    shape::number("limit"),
                    shape::text("max_id"),
                ]]
            },
        )
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
        .answers(Answers::Done);
    let undone = [
        (Post, "/api/v1/admin/accounts/{id}/unsilence"),
        (Post, "/api/v1/admin/accounts/{id}/unsuspend"),
        (Post, "/api/v1/admin/accounts/{id}/unsensitive"),
        (Delete, "/api/v1/admin/accounts/{id}"),
    ];
    undone.into_iter().fold(all, |all, act| {
        all.add(
            act,
            Scope(WRITE_ACCOUNTS),
            "Nobody is silenced, suspended or marked here, and who leaves is erased: refused.",
            async |ask: Ask| {
                one(&ask).await?;
                Err(Error::invalid("id", "app-action"))
            },
        )
        .answers(Answers::Never)
    })
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
    .takes(
        const {
            &[&[
                shape::flag("resolved"),
                shape::number("limit"),
                shape::text("max_id"),
            ]]
        },
    )
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
    .add(
        (Post, "/api/v1/admin/reports/{id}/reopen"),
        Scope(WRITE_REPORTS),
        "What was closed was answered: it is not opened again.",
        async |ask: Ask| not_here(&ask).await,
    )
    .answers(Answers::Never)
    .add(
        (Post, "/api/v1/admin/reports/{id}/assign_to_self"),
        Scope(WRITE_REPORTS),
        "Reports are for all hosts: none is anybody's own.",
        async |ask: Ask| not_here(&ask).await,
    )
    .answers(Answers::Never)
    .add(
        (Post, "/api/v1/admin/reports/{id}/unassign"),
        Scope(WRITE_REPORTS),
        "Reports are for all hosts: none is anybody's own.",
        async |ask: Ask| not_here(&ask).await,
    )
    .answers(Answers::Never)
}

/// Accounts and reports that are answered at once.
const PAGE: usize = 100;

/// Members in a state whose names begin as `username` says.
async fn some(ask: &Ask, status: &str) -> Answer {
    let actor = ask.actor()?;
    let text = |name| ask.params.text(name).unwrap_or_default().to_lowercase();
    let (after, begin) = (text("max_id"), text("username"));
    let limit = ask.limit(PAGE, PAGE);
    if status == "pending" {
        let waiting = doors::waiting(&ask.app, actor).await?;
        let found = waiting.iter().filter(|w| w.login.starts_with(&begin));
        let all = found.map(|w| AdminAccount::waiting(w, ask.base()));
        return json(&all.take(limit).collect::<Vec<_>>());
    }
    let page = members::page(&ask.app, actor, (after, begin)).await?;
    let state = match status {
        "disabled" => MemberState::Frozen,
        "active" => MemberState::Active,
        // Nobody is half here.
        _ => return json(&[(); 0]),
    };
    let all = page.members.iter().filter(|member| member.state == state);
    let mut all: Vec<AdminAccount> = all
        .map(|member| AdminAccount::member(member, ask.base()))
        .collect();
    let is_cut = all.len() > limit;
    all.truncate(limit);
    let last = all.last().filter(|_| is_cut).map(|last| last.id.clone());
    let next = last.or(page.next);
    let next = next.map(|login| ("next", list::link(ask, "max_id", &login)));
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
    let mut page = report::list(&ask.app, ask.actor()?, which, before).await?;
    let limit = ask.limit(PAGE, PAGE);
    if page.reports.len() > limit {
        page.reports.truncate(limit);
        let last = page.reports.last().map(|last| &last.report);
        page.older = last.map(|last| (last.made_at, last.id));
    }
    let all = entities(&ask, &page.reports).await?;
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
    let made = entities(ask, std::slice::from_ref(&found)).await?;
    made.into_iter().next().ok_or(Error::NotFound)
}

/// The posts are those that the host may read as everybody else who they are; what a report holds
/// beyond that stands on its page. All of them are read at once.
async fn entities(ask: &Ask, reports: &[Opened]) -> Result<Vec<AdminReport>> {
    let ids =
        |opened: &Opened| -> Vec<PostId> { opened.posts.iter().map(|row| row.facts.id).collect() };
    let all: HashSet<PostId> = reports.iter().flat_map(ids).collect();
    let items = match all.is_empty() {
        true => vec![],
        false => reading::some(&ask.app, ask.viewer(), all.into_iter().collect()).await?,
    };
    let statuses = list::statuses(ask, &items).await?;
    let told: HashMap<PostId, Status> = items
        .iter()
        .map(|item| item.post.facts.id)
        .zip(statuses)
        .collect();
    let made = reports.iter().map(|opened| {
        let statuses = ids(opened)
            .into_iter()
            .filter_map(|id| told.get(&id).cloned());
        AdminReport::new(opened, statuses.collect(), ask.base())
    });
    Ok(made.collect())
}

/// What is closed was answered, and its reporter told; who looks at a report is not kept.
async fn not_here(ask: &Ask) -> Answer {
    report_of(ask).await?;
    Err(Error::invalid("id", "app-report"))
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
