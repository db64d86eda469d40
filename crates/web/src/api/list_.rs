//! Lists of people and communities that the persona reads together.

use super::account::accounts;
use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::entity::account::Account;
use super::entity::list::List as Entity;
use super::entity::status::Status;
use super::list::{self as statuses, link};
use super::reply::{Answer, done, json, with_links};
use super::shape::{self, Answers};
use hafan_app::list::{self, List};
use hafan_app::store::account::Card;
use hafan_app::{Error, Result, reading};
use hafan_core::id::{AccountId, ListId};
use hafan_core::list::Replies;

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    use Verb::{Delete, Get, Post, Put};
    let (read, write) = (Scope("read:lists"), Scope("write:lists"));
    let all = all
        .add((Get, "/api/v1/lists"), read, "The persona's lists.", lists)
        .answers(Answers::json::<Vec<Entity>>())
        .add((Post, "/api/v1/lists"), write, "Makes a list.", make)
        .takes(
            const {
                &[&[
                    shape::text("title"),
                    shape::choice("replies_policy", &["followed", "list", "none"]),
                    shape::flag("exclusive"),
                ]]
            },
        )
        .answers(Answers::json::<Entity>())
        .add((Get, "/api/v1/lists/{id}"), read, "A list.", show)
        .answers(Answers::json::<Entity>())
        .add(
            (Put, "/api/v1/lists/{id}"),
            write,
            "Changes a list.",
            change,
        )
        .takes(
            const {
                &[&[
                    shape::text("title"),
                    shape::choice("replies_policy", &["followed", "list", "none"]),
                    shape::flag("exclusive"),
                ]]
            },
        )
        .answers(Answers::json::<Entity>())
        .add(
            (Delete, "/api/v1/lists/{id}"),
            write,
            "Ends a list.",
            delete,
        )
        .answers(Answers::Done);
    all.add(
        (Get, "/api/v1/lists/{id}/accounts"),
        read,
        "Whom a list holds: people the persona follows, communities it is a member of.",
        held,
    )
    .takes(const { &[&[shape::number("limit"), shape::text("max_id")]] })
    .answers(Answers::json::<Vec<Account>>())
    .add(
        (Post, "/api/v1/lists/{id}/accounts"),
        write,
        "Puts accounts into a list, all or none.",
        add,
    )
    .takes(const { &[&[shape::ids("account_ids")]] })
    .answers(Answers::Done)
    .add(
        (Delete, "/api/v1/lists/{id}/accounts"),
        write,
        "Takes accounts out of a list.",
        remove,
    )
    .takes(const { &[&[shape::ids("account_ids")]] })
    .answers(Answers::Done)
    .add(
        (Get, "/api/v1/accounts/{id}/lists"),
        read,
        "Lists of the persona that the account is in.",
        holding,
    )
    .answers(Answers::json::<Vec<Entity>>())
    .add(
        (Get, "/api/v1/timelines/list/{id}"),
        read,
        "What those in a list write, and what begins in its communities.",
        timeline,
    )
    .takes(const { &[shape::STRETCH] })
    .answers(Answers::json::<Vec<Status>>())
}

async fn lists(ask: Ask) -> Answer {
    let all = list::all(&ask.app, ask.actor()?).await?;
    json(&all.iter().map(Entity::new).collect::<Vec<_>>())
}

async fn show(ask: Ask) -> Answer {
    let opened = list::one(&ask.app, ask.actor()?, id(&ask)?).await?;
    json(&Entity::new(&opened.list))
}

async fn make(ask: Ask) -> Answer {
    let usual = List {
        id: ListId::new(0),
        title: String::new(),
        replies: Replies::Listed,
        is_exclusive: false,
    };
    let made = list::make(&ask.app, ask.actor()?, wish(&ask, usual)?).await?;
    json(&Entity::new(&made))
}

async fn change(ask: Ask) -> Answer {
    let now = list::one(&ask.app, ask.actor()?, id(&ask)?).await?.list;
    let kept = list::keep(&ask.app, ask.actor()?, wish(&ask, now)?).await?;
    json(&Entity::new(&kept))
}

async fn delete(ask: Ask) -> Answer {
    list::delete(&ask.app, ask.actor()?, id(&ask)?).await?;
    done()
}

/// A page of whom a list holds: all of it with `limit=0`, as the documentation has it.
async fn held(ask: Ask) -> Answer {
    let opened = list::one(&ask.app, ask.actor()?, id(&ask)?).await?;
    let before = ask.cursor("max_id").and_then(|at| usize::try_from(at).ok());
    let (limit, passed) = match ask.params.number("limit") {
        Some(0) => (usize::MAX, 0),
        _ => (ask.limit(40, 80), before.unwrap_or(0)),
    };
    let rest = opened.accounts.get(passed..).unwrap_or_default();
    let shown: Vec<Card> = rest.iter().take(limit).cloned().collect();
    let more = passed.saturating_add(shown.len());
    let next = (rest.len() > limit).then(|| ("next", link(&ask, "max_id", &more.to_string())));
    let links: Vec<_> = next.into_iter().collect();
    Ok(with_links(json(&accounts(&ask, &shown).await?)?, &links))
}

async fn add(ask: Ask) -> Answer {
    list::add(&ask.app, ask.actor()?, id(&ask)?, asked(&ask)?).await?;
    done()
}

async fn remove(ask: Ask) -> Answer {
    list::remove(&ask.app, ask.actor()?, id(&ask)?, asked(&ask)?).await?;
    done()
}

async fn holding(ask: Ask) -> Answer {
    let all = list::holding(&ask.app, ask.actor()?, ask.account()?).await?;
    json(&all.iter().map(Entity::new).collect::<Vec<_>>())
}

async fn timeline(ask: Ask) -> Answer {
    let window = statuses::window(&ask);
    let found = reading::list::timeline(&ask.app, ask.actor()?, id(&ask)?, window).await?;
    statuses::slice(&ask, &found.1).await
}

fn id(ask: &Ask) -> Result<ListId> {
    ListId::parse(ask.part("id")).ok_or(Error::NotFound)
}

/// The accounts that are asked for, as far as they can be accounts at all.
fn asked(ask: &Ask) -> Result<Vec<AccountId>> {
    let typed = ask.params.texts("account_ids").into_iter();
    typed
        .map(|one| AccountId::parse(one).ok_or(Error::NotFound))
        .collect()
}

fn wish(ask: &Ask, now: List) -> Result<List> {
    let params = &ask.params;
    Ok(List {
        id: now.id,
        title: params.text("title").map_or(now.title, str::to_owned),
        replies: match params.text("replies_policy") {
            None => now.replies,
            Some(code) => {
                Replies::parse(code).ok_or_else(|| Error::invalid("replies_policy", "choice"))?
            }
        },
        is_exclusive: params.flag("exclusive").unwrap_or(now.is_exclusive),
    })
}
