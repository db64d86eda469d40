//! The record of what is the persona's own: every change, with a way back where there is one.
//!
//! Changes of the member, settings and devices, are not in it: they are of all their personas, and
//! an application knows of one.

use crate::api::ask::Ask;
use crate::api::endpoint::{Endpoints, Needs, Verb};
use crate::api::entity::iso;
use crate::api::list;
use crate::api::reply::{Answer, done, json, with_links};
use crate::api::shape::{self, Answers};
use crate::locale::Texts;
use crate::pages::record::sentence;
use hafan_app::ledger::{self, Before, Line, State, Whose};
use hafan_app::{Error, Result};
use hafan_core::id::LedgerId;
use hafan_core::locale::Locale;
use schemars::JsonSchema;
use serde::Serialize;

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    all.add(
        (Verb::Get, "/api/hafan/v1/ledger"),
        // Blocks, mutes, follows, lists: no scope that is narrower holds all of it.
        Scope("read"),
        "What changed in what is the persona's own, the latest first.",
        index,
    )
    .takes(const { &[&[shape::text("max_id")]] })
    .answers(Answers::json::<Vec<Entry>>())
    .add(
        (Verb::Post, "/api/hafan/v1/ledger/{id}/undo"),
        Scope("write"),
        "Takes a change back, under the rules that hold for making it.",
        undo,
    )
    .answers(Answers::Done)
}

/// A change.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "HafanLedgerEntry")]
struct Entry {
    id: String,
    created_at: String,
    /// What happened, in the member's language.
    text: String,
    /// Words that came with it; may be empty.
    note: String,
    /// Why: `choice`, `block`, `undo`, …
    cause: &'static str,
    /// `stands`, `undoable` or `undone`.
    state: &'static str,
}

async fn index(ask: Ask) -> Answer {
    let before = ask.params.text("max_id").map(before).transpose()?;
    let found = ledger::record(&ask.app, ask.actor()?, Whose::Persona, before).await?;
    let texts = Texts::of(ask.locale().unwrap_or(Locale::En));
    let entries: Vec<Entry> = found.lines.iter().map(|line| entry(texts, line)).collect();
    let older = found.older.map(|older| {
        let mark = older.persona.to_string();
        ("next", list::link(&ask, "max_id", &mark))
    });
    let links: Vec<_> = older.into_iter().collect();
    Ok(with_links(json(&entries)?, &links))
}

fn before(mark: &str) -> Result<Before> {
    let persona = mark.parse().or(Err(Error::NotFound))?;
    Ok(Before { persona, member: 0 })
}

fn entry(texts: Texts, line: &Line) -> Entry {
    Entry {
        id: line.id.to_string(),
        created_at: iso(line.at),
        text: sentence(texts, line),
        note: line.note.clone(),
        cause: line.cause.code(),
        state: match line.state {
            State::Plain => "stands",
            State::Undoable => "undoable",
            State::Undone => "undone",
        },
    }
}

async fn undo(ask: Ask) -> Answer {
    let id = LedgerId::parse(ask.part("id")).ok_or(Error::NotFound)?;
    ledger::undo(&ask.app, &ask.actor()?, Whose::Persona, id).await?;
    done()
}
