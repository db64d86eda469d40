//! The record of what hosts did, for all hosts to read.

use super::require_host;
use crate::{Actor, App, Result};
use hafan_core::id::{LedgerId, MemberId};
use hafan_core::member::{MemberState, Setting};
use hafan_core::place::PlaceField;
use hafan_core::time::Timestamp;
use hafan_store::account::Card;
use hafan_store::ledger::LedgerRow;
use hafan_store::{Read, account, ledger, member};
use std::collections::HashMap;

/// Entries read for one page.
const PAGE: usize = 50;

/// One act of a host or of somebody at the command line.
#[derive(Clone, Debug)]
pub struct Act {
    /// When.
    pub at: Timestamp,
    /// The persona the host acted as, if it is still there; nothing for the command line.
    pub by: Option<Card>,
    /// It was done at the command line.
    pub is_operator: bool,
    /// What.
    pub what: What,
    /// The reason given.
    pub note: String,
}

/// What was done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// A setting of a member; the sign-in name, or nothing for somebody who is gone.
    Member {
        /// The sign-in name.
        login: Option<String>,
        /// Which setting.
        setting: Setting,
        /// What it is now.
        new: String,
    },
    /// Somebody was signed out everywhere; the sign-in name, or nothing for somebody who is gone.
    SignedOut {
        /// The sign-in name.
        login: Option<String>,
    },
    /// A setting of the place.
    Place {
        /// Which.
        field: PlaceField,
        /// What it is now.
        new: String,
    },
}

/// A page of acts.
#[derive(Clone, Debug)]
pub struct Acts {
    /// Newest first.
    pub acts: Vec<Act>,
    /// Where older ones go on.
    pub older: Option<(Timestamp, LedgerId)>,
}

/// What hosts did before a moment, newest first.
///
/// What an act did to each single persona of a member is left out: it would tell which personas
/// belong together.
///
/// # Errors
/// `NotFound` for everyone but hosts.
pub async fn acts(app: &App, actor: Actor, before: Option<(Timestamp, LedgerId)>) -> Result<Acts> {
    let start = (Timestamp::from_micros(i64::MAX), LedgerId::new(i64::MAX));
    let before = before.unwrap_or(start);
    app.read(move |read| {
        require_host(read, actor)?;
        let rows = ledger::host_acts(read, before)?;
        let last = rows.last().filter(|_| rows.len() == PAGE);
        let older = last.map(|row| (row.at, row.id));
        let by: Vec<i64> = rows
            .iter()
            .filter_map(|row| row.by.map(|id| id.get()))
            .collect();
        let cards: HashMap<_, _> = account::cards(read, &by)?
            .into_iter()
            .filter(|card| card.state.is_there())
            .map(|card| (card.id, card))
            .collect();
        let mut acts = Vec::new();
        for row in &rows {
            if let Some(what) = what(read, row)? {
                // Signing out ends each session in one moment: one act.
                let same_moment = acts.iter().rev().take_while(|act: &&Act| act.at == row.at);
                let is_signing_out = matches!(what, What::SignedOut { .. });
                if is_signing_out && same_moment.into_iter().any(|act| act.what == what) {
                    continue;
                }
                acts.push(Act {
                    at: row.at,
                    by: row.by.and_then(|by| cards.get(&by)).cloned(),
                    is_operator: row.by_kind == "operator",
                    what,
                    note: row.note.clone(),
                });
            }
        }
        Ok(Acts { acts, older })
    })
    .await
}

fn what(read: &mut Read<'_>, row: &LedgerRow) -> Result<Option<What>> {
    let new = row.new.clone();
    match (row.owner_kind.as_str(), row.kind.as_str()) {
        ("place", "place") => {
            Ok(PlaceField::parse(&row.what).map(|field| What::Place { field, new }))
        }
        ("member", "setting") => {
            let Some(setting) = Setting::parse(&row.what) else {
                return Ok(None);
            };
            let login = login(read, row)?;
            Ok(Some(What::Member {
                login,
                setting,
                new,
            }))
        }
        ("member", "session") if row.by_kind == "host" => Ok(Some(What::SignedOut {
            login: login(read, row)?,
        })),
        _ => Ok(None),
    }
}

/// The sign-in name of the member a row is about, if they are still there.
fn login(read: &mut Read<'_>, row: &LedgerRow) -> Result<Option<String>> {
    let found = member::find(read, MemberId::new(row.owner_id))?;
    let found = found.filter(|m| m.state != MemberState::Gone);
    Ok(found.map(|m| m.login))
}
