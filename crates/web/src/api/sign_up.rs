//! Joining through an application, where the door of the place is open.

use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::entity::application::BearerToken;
use super::reply::{Answer, json};
use super::shape::{self, Answers};
use crate::locale::Texts;
use crate::respond::fault_of;
use axum::Json;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use hafan_app::application::Token;
use hafan_app::identity::sign_up::{Newcomer, sign_up_by_application};
use hafan_app::{Error, Fault, Result};
use hafan_core::locale::Locale;
use serde::Serialize;
use std::collections::BTreeMap;

pub fn endpoints(all: Endpoints) -> Endpoints {
    all.add(
        (Verb::Post, "/api/v1/accounts"),
        Needs::Application("write:accounts"),
        "Joins, where everyone may; answers a token for the new persona.",
        join,
    )
    .takes(
        const {
            &[&[
                shape::text("username"),
                shape::text("email"),
                shape::text("password"),
                shape::flag("agreement"),
                shape::text("locale"),
                shape::text("reason"),
                shape::text("date_of_birth"),
            ]]
        },
    )
    .answers(Answers::json::<BearerToken>())
}

/// What is wrong with a wish to join, field by field.
#[derive(Serialize)]
struct Refusal {
    error: String,
    details: BTreeMap<&'static str, Vec<Detail>>,
}

/// One thing that is wrong: a code for programs, words for people.
#[derive(Serialize)]
struct Detail {
    error: &'static str,
    description: String,
}

async fn join(ask: Ask) -> Answer {
    match joined(&ask).await {
        Ok(token) => json(&BearerToken::new(&token)),
        Err(Error::Invalid(faults)) => {
            let refusal = Refusal::new(&faults, Texts::of(locale(&ask)));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(refusal)).into_response())
        }
        Err(error) => Err(error),
    }
}

async fn joined(ask: &Ask) -> Result<Token> {
    let text = |name| ask.params.text(name).unwrap_or_default();
    let (application, scopes) = ask.grant.clone().ok_or(Error::Denied("token"))?;
    let also = match ask.params.flag("agreement") {
        Some(true) => vec![],
        _ => vec![Fault::new("agreement", "agreement")],
    };
    let newcomer = Newcomer {
        handle: text("username").to_owned(),
        name: String::new(),
        password: text("password").to_owned(),
        locale: locale(ask),
        answer: text("reason").to_owned(),
        reach: None,
    };
    let from = (text("email"), ask.net.as_str());
    sign_up_by_application(&ask.app, newcomer, (application, scopes), from, also).await
}

fn locale(ask: &Ask) -> Locale {
    let asked = ask.params.text("locale").and_then(Locale::parse);
    asked.unwrap_or_default()
}

impl Refusal {
    fn new(faults: &[Fault], texts: Texts) -> Self {
        let mut details: BTreeMap<&'static str, Vec<Detail>> = BTreeMap::new();
        let mut words = Vec::new();
        for fault in faults {
            let description = fault_of(texts, fault);
            words.push(description.clone());
            details.entry(field(fault)).or_default().push(Detail {
                error: code(fault),
                description,
            });
        }
        Self {
            error: words.join(" "),
            details,
        }
    }
}

/// The name clients have for a field.
fn field(fault: &Fault) -> &'static str {
    match fault.field {
        "handle" | "login" | "name" => "username",
        "answer" => "reason",
        other => other,
    }
}

/// The code clients know for what is wrong: those of `methods/accounts` in the documentation.
fn code(fault: &Fault) -> &'static str {
    match fault.code {
        "handle-taken" | "handle-lookalike" => "ERR_TAKEN",
        "handle-reserved" => "ERR_RESERVED",
        "agreement" => "ERR_ACCEPTED",
        code if code.ends_with("-empty") => "ERR_BLANK",
        code if code.ends_with("-too-long") => "ERR_TOO_LONG",
        code if code.ends_with("-too-short") => "ERR_TOO_SHORT",
        _ => "ERR_INVALID",
    }
}
