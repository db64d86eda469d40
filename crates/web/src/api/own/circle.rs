//! Circles: lists of people that the persona keeps to share with. Nobody in one is told.

use crate::api::account::accounts;
use crate::api::ask::Ask;
use crate::api::endpoint::{Endpoints, Needs, Verb};
use crate::api::entity::account::Account;
use crate::api::reply::{Answer, done, json};
use crate::api::shape::{self, Answers};
use hafan_app::reading::account;
use hafan_app::{Error, Result, circle};
use hafan_core::id::{AccountId, CircleId};
use schemars::JsonSchema;
use serde::Serialize;

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    use Verb::{Delete, Get, Post, Put};
    all.add(
        (Get, "/api/hafan/v1/circles"),
        Scope("read:lists"),
        "The persona's circles with their people.",
        async |ask: Ask| index(&ask).await,
    )
    .answers(Answers::json::<Vec<Circle>>())
    .add(
        (Post, "/api/hafan/v1/circles"),
        Scope("write:lists"),
        "Makes a circle with nobody in it.",
        make,
    )
    .takes(const { &[&[shape::text("title")]] })
    .answers(Answers::json::<Circle>())
    .add(
        (Put, "/api/hafan/v1/circles/{id}"),
        Scope("write:lists"),
        "Gives a circle another name.",
        rename,
    )
    .takes(const { &[&[shape::text("title")]] })
    .answers(Answers::json::<Circle>())
    .add(
        (Delete, "/api/hafan/v1/circles/{id}"),
        Scope("write:lists"),
        "Ends a circle. What was written to it is seen by its author and those it names.",
        delete,
    )
    .answers(Answers::Done)
    .add(
        (Post, "/api/hafan/v1/circles/{id}/accounts"),
        Scope("write:lists"),
        "Puts somebody into a circle.",
        add,
    )
    .takes(const { &[&[shape::id("account_id")]] })
    .answers(Answers::json::<Circle>())
    .add(
        (Delete, "/api/hafan/v1/circles/{id}/accounts"),
        Scope("write:lists"),
        "Takes somebody out of a circle; what was written to it is closed to them at once.",
        remove,
    )
    .takes(const { &[&[shape::id("account_id")]] })
    .answers(Answers::json::<Circle>())
}

/// A circle with its people.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "HafanCircle")]
struct Circle {
    id: String,
    title: String,
    accounts: Vec<Account>,
}

async fn all(ask: &Ask) -> Result<Vec<Circle>> {
    let opened = circle::list(&ask.app, &ask.actor()?).await?;
    let mut circles = Vec::new();
    for opened in opened {
        circles.push(Circle {
            id: opened.circle.id.to_string(),
            title: opened.circle.name,
            accounts: accounts(ask, &opened.people).await?,
        });
    }
    Ok(circles)
}

async fn index(ask: &Ask) -> Answer {
    json(&all(ask).await?)
}

async fn one(ask: &Ask, id: CircleId) -> Answer {
    let id = id.to_string();
    let found = all(ask).await?.into_iter().find(|circle| circle.id == id);
    json(&found.ok_or(Error::NotFound)?)
}

fn circle_of(ask: &Ask) -> Result<CircleId> {
    CircleId::parse(ask.part("id")).ok_or(Error::NotFound)
}

fn title(ask: &Ask) -> String {
    ask.params.text("title").unwrap_or_default().to_owned()
}

fn account_of(ask: &Ask) -> Result<AccountId> {
    let id = ask.params.text("account_id").and_then(AccountId::parse);
    id.ok_or(Error::NotFound)
}

async fn make(ask: Ask) -> Answer {
    let id = circle::make(&ask.app, &ask.actor()?, title(&ask)).await?;
    one(&ask, id).await
}

async fn rename(ask: Ask) -> Answer {
    let id = circle_of(&ask)?;
    circle::rename(&ask.app, &ask.actor()?, id, title(&ask)).await?;
    one(&ask, id).await
}

async fn delete(ask: Ask) -> Answer {
    circle::delete(&ask.app, &ask.actor()?, circle_of(&ask)?).await?;
    done()
}

async fn add(ask: Ask) -> Answer {
    let id = circle_of(&ask)?;
    let who = account::one(&ask.app, ask.viewer(), account_of(&ask)?).await?;
    circle::add(&ask.app, &ask.actor()?, id, who.handle).await?;
    one(&ask, id).await
}

async fn remove(ask: Ask) -> Answer {
    let id = circle_of(&ask)?;
    circle::remove(&ask.app, &ask.actor()?, id, account_of(&ask)?).await?;
    one(&ask, id).await
}
