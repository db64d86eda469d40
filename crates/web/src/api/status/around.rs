//! What stands around a post: what it answers and what answers it, what it said before, and who
//! did something with it.

use super::meant;
use crate::api::account::accounts;
use crate::api::ask::Ask;
use crate::api::endpoint::{Endpoints, Needs, Verb};
use crate::api::entity::account::Account;
use crate::api::entity::edit::StatusEdit;
use crate::api::list;
use crate::api::reply::{Answer, json, with_links};
use crate::api::shape::{self, Answers};
use crate::view::two_numbers;
use hafan_app::post::{desk, thread};
use hafan_app::reading::past;
use hafan_app::reading::reactors::{self, Did};
use hafan_core::id::AccountId;
use hafan_core::time::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::{Open, Scope};
    use Verb::Get;
    all.add(
        (Get, "/api/v1/statuses/{id}/context"),
        Open("read:statuses"),
        "What a post answers, and what answers it.",
        context,
    )
    .answers(Answers::json::<Context>())
    .add(
        (Get, "/api/v1/statuses/{id}/history"),
        Open("read:statuses"),
        "Everything a post ever said.",
        history,
    )
    .answers(Answers::json::<Vec<StatusEdit>>())
    .add(
        (Get, "/api/v1/statuses/{id}/source"),
        Scope("read:statuses"),
        "An own post as it was typed.",
        source,
    )
    .answers(Answers::json::<Source>())
    .add(
        (Get, "/api/v1/statuses/{id}/favourited_by"),
        Open("read:statuses"),
        "Who thanked for an own post; of others' posts nobody is told.",
        async |ask| reactors(ask, Did::Thank).await,
    )
    .takes(const { &[&[shape::text("max_id"), shape::number("limit")]] })
    .answers(Answers::json::<Vec<Account>>())
    .add(
        (Get, "/api/v1/statuses/{id}/reblogged_by"),
        Open("read:statuses"),
        "Who passed an own post on; of others' posts nobody is told.",
        async |ask| reactors(ask, Did::PassOn).await,
    )
    .takes(const { &[&[shape::text("max_id"), shape::number("limit")]] })
    .answers(Answers::json::<Vec<Account>>())
}

/// Its fields are those of `entities/Context` in the documentation of the API.
#[derive(JsonSchema, Serialize)]
struct Context {
    ancestors: Vec<crate::api::entity::status::Status>,
    descendants: Vec<crate::api::entity::status::Status>,
}

async fn context(ask: Ask) -> Answer {
    let found = thread::context(&ask.app, ask.viewer(), ask.post()?).await?;
    let ancestors = found.above.len();
    let mut items = found.above;
    items.extend(found.below);
    past::read_of(&ask.app, ask.who_reads(), &items.iter().collect::<Vec<_>>()).await?;
    let mut all = list::statuses(&ask, &items).await?;
    let descendants = all.split_off(ancestors.min(all.len()));
    json(&Context {
        ancestors: all,
        descendants,
    })
}

async fn history(ask: Ask) -> Answer {
    let found = thread::history_of(&ask.app, ask.viewer(), meant(&ask).await?).await?;
    let now = list::statuses(&ask, std::slice::from_ref(&found.item)).await?;
    let now = now.first().ok_or(hafan_app::Error::NotFound)?;
    let account = now.account.clone();
    let edits: Vec<StatusEdit> = found
        .wordings
        .iter()
        .map(|wording| StatusEdit::new(wording, &account, now, ask.base()))
        .collect();
    json(&edits)
}

/// Its fields are those of `entities/StatusSource` in the documentation of the API.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "StatusSource")]
struct Source {
    id: String,
    text: String,
    spoiler_text: String,
}

async fn source(ask: Ask) -> Answer {
    let own = desk::own_post(&ask.app, &ask.actor()?, ask.post()?).await?;
    json(&Source {
        id: own.row.facts.id.to_string(),
        text: own.source,
        spoiler_text: own.row.notice,
    })
}

async fn reactors(ask: Ask, did: Did) -> Answer {
    let limit = ask.limit(40, 80);
    // By the time of the act: the cursor is nobody's id, and clients hand it back as they got it.
    let before = ask.params.text("max_id").and_then(two_numbers);
    let before = before.map(|(at, id)| (Timestamp::from_micros(at), AccountId::new(id)));
    let what = (meant(&ask).await?, did);
    let found = reactors::reactors(&ask.app, ask.viewer(), what, before, limit).await?;
    let older = found.older.map(|(at, id)| {
        let cursor = format!("{}.{id}", at.micros());
        ("next", list::link(&ask, "max_id", &cursor))
    });
    let people = accounts(&ask, &found.people).await?;
    Ok(with_links(
        json(&people)?,
        &older.into_iter().collect::<Vec<_>>(),
    ))
}
