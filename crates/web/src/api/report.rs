//! Telling the hosts of the place about somebody.

use super::account::entity;
use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::entity::account::Account;
use super::entity::iso;
use super::reply::{Answer, json};
use super::shape::{self, Answers};
use hafan_app::Error;
use hafan_app::report::{self, Category, Wish};
use hafan_core::id::{AccountId, PostId};
use schemars::JsonSchema;
use serde::Serialize;

pub fn endpoints(all: Endpoints) -> Endpoints {
    all.add(
        (Verb::Post, "/api/v1/reports"),
        Needs::Scope("write:reports"),
        "Tells the hosts about an account; what came of it is among the persona's news.",
        file,
    )
    .takes(
        const {
            &[&[
                shape::id("account_id"),
                shape::ids("status_ids"),
                shape::text("comment"),
                shape::flag("forward"),
                shape::choice("category", &["spam", "legal", "violation", "other"]),
                shape::texts("rule_ids"),
            ]]
        },
    )
    .answers(Answers::json::<Report>())
}

/// A report, as its maker sees it.
/// Its fields are those of `entities/Report` in the documentation of the API.
#[derive(JsonSchema, Serialize)]
struct Report {
    id: String,
    action_taken: bool,
    action_taken_at: Option<String>,
    category: &'static str,
    comment: String,
    /// Never: there is nobody to hand it on to.
    forwarded: bool,
    created_at: String,
    status_ids: Option<Vec<String>>,
    rule_ids: Option<Vec<String>>,
    target_account: Account,
}

async fn file(ask: Ask) -> Answer {
    let params = &ask.params;
    let target = params.text("account_id").and_then(AccountId::parse);
    let posts = params.texts("status_ids").into_iter();
    let posts: Option<Vec<PostId>> = posts.map(PostId::parse).collect();
    let rules: Vec<String> = params
        .texts("rule_ids")
        .iter()
        .map(|id| (*id).to_owned())
        .collect();
    let category = match params.text("category") {
        // Whoever names rules means them.
        None | Some("") if !rules.is_empty() => Category::Violation,
        None | Some("") => Category::Other,
        Some(code) => Category::parse(code).ok_or_else(|| Error::invalid("category", "choice"))?,
    };
    let wish = Wish {
        target: target.ok_or(Error::NotFound)?,
        posts: posts.ok_or(Error::NotFound)?,
        comment: params.text("comment").unwrap_or_default().to_owned(),
        category,
        rules,
    };
    let status_ids = wish.posts.iter().map(PostId::to_string).collect();
    let (made, target) = report::file(&ask.app, ask.actor()?, wish).await?;
    json(&Report {
        id: made.id.to_string(),
        action_taken: false,
        action_taken_at: None,
        category: made.category.code(),
        comment: made.comment,
        forwarded: false,
        created_at: iso(made.made_at),
        status_ids: Some(status_ids),
        rule_ids: Some(made.rules),
        target_account: entity(&ask, &target).await?,
    })
}
