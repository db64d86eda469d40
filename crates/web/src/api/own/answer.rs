//! Answers and quotes that wait for the persona: let in, refused, hidden, shown again.

use super::post::{WHO_MAY, who_may};
use crate::api::account::accounts;
use crate::api::ask::Ask;
use crate::api::endpoint::{Endpoints, Needs, Verb};
use crate::api::entity::account::Account;
use crate::api::entity::iso;
use crate::api::entity::status::Status;
use crate::api::list;
use crate::api::reply::{Answer as Reply, done, json, with_links};
use crate::api::shape::{self, Answers, Kind, Param};
use hafan_app::post::answer::{self, Tray, Verdict};
use hafan_app::post::{desk, set_policy};
use hafan_app::reading::Slice;
use hafan_app::{Error, Result};
use hafan_core::answer::{AnswerKind, AnswerStanding};
use hafan_core::id::PostId;
use hafan_core::time::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    use Verb::{Get, Post, Put};
    let write = || Scope("write:statuses");
    all.add(
        (Get, "/api/hafan/v1/answers"),
        Scope("read:statuses"),
        "Answers and quotes that wait for the persona, or those it put away; the latest first.",
        index,
    )
    .takes(
        const {
            &[&[
                shape::choice("which", &["waiting", "away"]),
                shape::text("max_id"),
                shape::number("limit"),
            ]]
        },
    )
    .answers(Answers::json::<Vec<Waiting>>())
    .add(
        (Post, "/api/hafan/v1/answers/{id}/approve"),
        write(),
        "Lets in an answer to the persona, or a quote of it.",
        async |ask: Ask| decide(&ask, Verdict::LetIn).await,
    )
    .takes(READ)
    .answers(Answers::Done)
    .add(
        (Post, "/api/hafan/v1/answers/{id}/refuse"),
        write(),
        "Does not let it in. Whoever wrote it is not told.",
        async |ask: Ask| decide(&ask, Verdict::Refuse).await,
    )
    .takes(KIND)
    .answers(Answers::Done)
    .add(
        (Post, "/api/hafan/v1/answers/{id}/hide"),
        write(),
        "Hides an answer, or takes the persona's post out of one that quotes it, for everyone.",
        async |ask: Ask| decide(&ask, Verdict::Hide).await,
    )
    .takes(KIND)
    .answers(Answers::Done)
    .add(
        (Post, "/api/hafan/v1/answers/{id}/show"),
        write(),
        "Shows again what was hidden.",
        async |ask: Ask| decide(&ask, Verdict::Show).await,
    )
    .takes(READ)
    .answers(Answers::Done)
    .add(
        (Put, "/api/hafan/v1/statuses/{id}/answers"),
        write(),
        "Changes who may answer and quote an own post from now on: `nobody` closes it.",
        set,
    )
    .takes(
        const {
            &[&[
                shape::choice("replies", WHO_MAY),
                shape::choice("quotes", WHO_MAY),
            ]]
        },
    )
    .answers(Answers::json::<Status>())
}

const KIND: &[&[Param]] = &[&[shape::choice("kind", &["reply", "quote"])]];
/// With the words that were read.
const READ: &[&[Param]] = &[&[
    shape::choice("kind", &["reply", "quote"]),
    shape::of("seen", Kind::Moment),
]];

/// An answer or a quote to decide about: words alone, before a yes.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "HafanAnswer")]
struct Waiting {
    /// The id of the post.
    id: String,
    /// `reply` or `quote`.
    kind: &'static str,
    /// `waiting`, `refused` or `hidden`.
    standing: &'static str,
    /// When it got the words it has.
    worded_at: String,
    account: Account,
    /// The post that it answers or quotes, where the persona may see it.
    about_id: Option<String>,
    spoiler_text: String,
    language: Option<String>,
    /// Its words, as plain text.
    text: String,
    /// How many pictures it has. They show after a yes.
    media_count: i64,
    /// What it says of them, of those of which it says something.
    media_descriptions: Vec<String>,
    /// The answers to choose from, where it asks something.
    poll_options: Vec<String>,
    /// The words of what it quotes beside, where they would show.
    quoted_text: Option<String>,
}

/// Answers on one page, and at most.
const PAGE: (usize, usize) = (20, 40);

async fn index(ask: Ask) -> Reply {
    let which = match ask.params.text("which").unwrap_or("waiting") {
        "waiting" => Tray::Waiting,
        "away" => Tray::Away,
        _ => return Err(Error::invalid("which", "choice")),
    };
    let before = ask.cursor("max_id").map_or(Slice::NEWEST, PostId::new);
    let limit = ask.limit(PAGE.0, PAGE.1);
    let found = answer::tray(&ask.app, &ask.actor()?, which, (before, limit)).await?;
    let people: Vec<_> = found.list.iter().map(|one| one.author.clone()).collect();
    let people = accounts(&ask, &people).await?;
    let both = found.list.into_iter().zip(people);
    let made: Vec<Waiting> = both
        .map(|(one, account)| Waiting {
            id: one.post.to_string(),
            kind: one.kind.code(),
            standing: match one.standing {
                standing if standing.is_hidden() => AnswerStanding::Hidden.code(),
                AnswerStanding::Shielded => AnswerStanding::Waiting.code(),
                standing => standing.code(),
            },
            worded_at: iso(one.at),
            account,
            about_id: one.about.map(|(post, _)| post.to_string()),
            spoiler_text: one.notice,
            language: Some(one.language).filter(|tag| !tag.is_empty()),
            text: one.words,
            media_count: one.pictures,
            media_descriptions: one.alts,
            poll_options: one.choices,
            quoted_text: one.beside.map(|(_, words)| words),
        })
        .collect();
    let older = found.older.map(|id| {
        let address = list::link(&ask, "max_id", &id.to_string());
        ("next", address)
    });
    let links: Vec<_> = older.into_iter().collect();
    Ok(with_links(json(&made)?, &links))
}

async fn decide(ask: &Ask, verdict: Verdict) -> Reply {
    let about = (ask.post()?, kind(ask)?);
    let seen = match verdict {
        Verdict::LetIn | Verdict::Show => seen(ask)?,
        Verdict::Refuse | Verdict::Hide => None,
    };
    answer::decide_read(&ask.app, &ask.actor()?, about, verdict, seen).await?;
    done()
}

/// The `worded_at` that was read, so that nobody lets in other words.
fn seen(ask: &Ask) -> Result<Option<Timestamp>> {
    let text = ask.params.text("seen").filter(|text| !text.is_empty());
    let parsed = text.map(|text| {
        let moment: jiff::Timestamp = text.parse().or(Err(Error::invalid("seen", "choice")))?;
        Ok(Timestamp::from_micros(moment.as_microsecond()))
    });
    parsed.transpose()
}

/// An answer, where it is not told.
fn kind(ask: &Ask) -> Result<AnswerKind> {
    match ask.params.text("kind") {
        None => Ok(AnswerKind::Reply),
        Some(code) => AnswerKind::parse(code).ok_or(Error::invalid("kind", "choice")),
    }
}

async fn set(ask: Ask) -> Reply {
    let (actor, id) = (ask.actor()?, ask.post()?);
    let facts = desk::own_post(&ask.app, &actor, id).await?.row.facts;
    let replies = who_may(&ask, "replies")?.unwrap_or(facts.replies);
    let quotes = who_may(&ask, "quotes")?.unwrap_or(facts.quotes);
    set_policy(&ask.app, &actor, id, replies, quotes).await?;
    json(&list::status(&ask, id).await?)
}
