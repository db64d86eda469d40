//! Posts that quote a post, who may quote it, and what is not offered: translation.

use super::{meant, quotes};
use crate::api::ask::Ask;
use crate::api::endpoint::{Endpoints, Needs, Verb};
use crate::api::entity::status::Status;
use crate::api::list;
use crate::api::reply::{Answer, json, with_links};
use crate::api::shape::{self, Answers, STRETCH};
use axum::Json;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use hafan_app::Error;
use hafan_app::post::{self, desk, quote};
use hafan_app::reading::{self, Slice};
use hafan_core::id::PostId;

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    use Verb::{Get, Post, Put};
    all.add(
        (Get, "/api/v1/statuses/{id}/quotes"),
        Needs::Open("read:statuses"),
        "The posts that quote an own post; of others' posts none are told.",
        quoting,
    )
    .takes(const { &[STRETCH] })
    .answers(Answers::json::<Vec<Status>>())
    .add(
        (Post, "/api/v1/statuses/{id}/quotes/{quoting}/revoke"),
        Scope("write:statuses"),
        "Takes an own post out of a post that quotes it.",
        revoke,
    )
    .answers(Answers::json::<Status>())
    .add(
        (Put, "/api/v1/statuses/{id}/interaction_policy"),
        Scope("write:statuses"),
        "Changes who may quote an own post from now on.",
        set_policy,
    )
    .takes(const { &[&[QUOTES]] })
    .answers(Answers::json::<Status>())
    .add(
        (Post, "/api/v1/statuses/{id}/translate"),
        Scope("read:statuses"),
        "Nothing is translated here: no words leave the place.",
        translate,
    )
    .answers(Answers::Never)
}

const QUOTES: shape::Param =
    shape::choice("quote_approval_policy", &["public", "followers", "nobody"]);

async fn quoting(ask: Ask) -> Answer {
    let before = ask.cursor("max_id").map_or(Slice::NEWEST, PostId::new);
    let limit = ask.limit(20, 40);
    let id = meant(&ask).await?;
    let found = quote::quoting(&ask.app, ask.viewer(), id, before, limit).await?;
    let older = found.older.map(|id| {
        let address = list::link(&ask, "max_id", &id.to_string());
        ("next", address)
    });
    let statuses = list::statuses(&ask, &found.items).await?;
    Ok(with_links(
        json(&statuses)?,
        &older.into_iter().collect::<Vec<_>>(),
    ))
}

async fn revoke(ask: Ask) -> Answer {
    let quoting = PostId::parse(ask.part("quoting")).ok_or(Error::NotFound)?;
    quote::revoke(&ask.app, &ask.actor()?, ask.post()?, quoting).await?;
    json(&list::status(&ask, quoting).await?)
}

async fn set_policy(ask: Ask) -> Answer {
    let (actor, id) = (ask.actor()?, ask.post()?);
    let facts = desk::own_post(&ask.app, &actor, id).await?.row.facts;
    if let Some(who) = quotes(ask.params.text("quote_approval_policy"))? {
        post::set_policy(&ask.app, &actor, id, facts.replies, who).await?;
    }
    json(&list::status(&ask, id).await?)
}

async fn translate(ask: Ask) -> Answer {
    let item = reading::one(&ask.app, ask.viewer(), ask.post()?).await?;
    if !hafan_core::policy::is_open_to_all(&item.post.facts) {
        return Err(Error::Denied("translate"));
    }
    let words = serde_json::json!({ "error": "Service Unavailable" });
    Ok((StatusCode::SERVICE_UNAVAILABLE, Json(words)).into_response())
}
