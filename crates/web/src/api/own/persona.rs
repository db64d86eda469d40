//! The persona that an application acts as. Of other personas of the same member there is no word.

use crate::api::account::own;
use crate::api::ask::Ask;
use crate::api::endpoint::{Endpoints, Needs, Verb};
use crate::api::entity::account::Account;
use crate::api::reply::{Answer, json};
use crate::api::shape::{self, Answers};
use hafan_app::Error;
use hafan_app::identity::profile::{self, Profile};
use hafan_core::audience::{Audience, WhoMay};
use schemars::JsonSchema;
use serde::Serialize;

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    all.add(
        (Verb::Get, "/api/hafan/v1/persona"),
        Scope("read:accounts"),
        "The persona that the application acts as, and what its posts start with.",
        async |ask: Ask| show(&ask).await,
    )
    .answers(Answers::json::<Persona>())
    .add(
        (Verb::Patch, "/api/hafan/v1/persona"),
        Scope("write:accounts"),
        "Changes what posts of the persona start with. What is not sent stays.",
        change,
    )
    .takes(
        const {
            &[&[
                shape::choice("default_audience", &["public", "quiet", "followers"]),
                shape::choice("default_replies", WHO_MAY),
                shape::choice("default_quotes", WHO_MAY),
            ]]
        },
    )
    .answers(Answers::json::<Persona>())
}

/// Codes of [`WhoMay`] that can be a default.
const WHO_MAY: &[&str] = &["everyone", "followers", "followed", "ask", "nobody"];

/// The persona that an application acts as.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "HafanPersona")]
struct Persona {
    account: Account,
    /// Who sees a new post, unless it says otherwise: a code of `hafan.audience`.
    default_audience: &'static str,
    /// Who may answer a new post.
    default_replies: &'static str,
    /// Who may quote a new post.
    default_quotes: &'static str,
    /// Numbers about popularity are true numbers, and not 0.
    shows_counts: bool,
}

async fn show(ask: &Ask) -> Answer {
    let now = profile::own(&ask.app, ask.actor()?).await?;
    json(&Persona {
        account: own(ask).await?,
        default_audience: now.default_audience.code(),
        default_replies: now.default_replies.code(),
        default_quotes: now.default_quotes.code(),
        shows_counts: ask.shows_counts(),
    })
}

async fn change(ask: Ask) -> Answer {
    let actor = ask.actor()?;
    let now = profile::own(&ask.app, actor).await?;
    let who = |name: &'static str, now| match ask.params.text(name) {
        None => Ok(now),
        Some(code) => {
            let who = WhoMay::parse(code).filter(|_| WHO_MAY.contains(&code));
            who.ok_or(Error::invalid(name, "choice"))
        }
    };
    let audience = match ask.params.text("default_audience") {
        None => now.default_audience,
        Some(code) => Audience::parse(code).ok_or(Error::invalid("default_audience", "choice"))?,
    };
    let wish = Profile {
        default_audience: audience,
        default_replies: who("default_replies", now.default_replies)?,
        default_quotes: who("default_quotes", now.default_quotes)?,
        name: now.name,
        bio: now.bio,
        approve_followers: now.approve_followers,
        is_findable: now.is_findable,
        posts_findable: now.posts_findable,
    };
    profile::edit(&ask.app, actor, wish).await?;
    show(&ask).await
}
