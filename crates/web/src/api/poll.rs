//! Polls. Their ids are those of the posts that ask.

use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::entity::poll::Poll;
use super::list;
use super::reply::{Answer, json};
use super::shape::{self, Answers, Kind};
use hafan_app::{Error, post};

pub fn endpoints(all: Endpoints) -> Endpoints {
    all.add(
        (Verb::Get, "/api/v1/polls/{id}"),
        Needs::Open("read:statuses"),
        "A poll.",
        show,
    )
    .answers(Answers::json::<Poll>())
    .add(
        (Verb::Post, "/api/v1/polls/{id}/votes"),
        Needs::Scope("write:statuses"),
        "Votes, once.",
        vote,
    )
    .takes(const { &[&[shape::of("choices", Kind::Numbers)]] })
    .answers(Answers::json::<Poll>())
}

async fn show(ask: Ask) -> Answer {
    answer(&ask).await
}

async fn vote(ask: Ask) -> Answer {
    // What is no number is no choice there is.
    let choices = ask.params.texts("choices").into_iter();
    let choices = choices.map(|text| text.parse().unwrap_or(-1)).collect();
    post::vote(&ask.app, &ask.actor()?, ask.post()?, choices).await?;
    answer(&ask).await
}

async fn answer(ask: &Ask) -> Answer {
    let status = list::status(ask, ask.post()?).await?;
    json(&status.poll.ok_or(Error::NotFound)?)
}
