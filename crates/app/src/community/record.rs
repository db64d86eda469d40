//! The record of a community: what those who look after it did, for its members to read.
//!
//! Members see what happened and who did it. Whom a removal, a refusal or an invitation was about,
//! and the words that went with it, are for those who could have decided the same.

use super::door;
use super::square::House;
use crate::relation::is_nameable;
use crate::{App, Error, Result};
use hafan_core::community::{CommunityField, Role, Standing};
use hafan_core::id::{AccountId, LedgerId};
use hafan_core::ledger::Owner;
use hafan_core::policy::Sight;
use hafan_core::time::Timestamp;
use hafan_store::account::Card;
use hafan_store::ledger::LedgerRow;
use hafan_store::{Read, account, ledger, look, sight};
use std::collections::HashMap;

/// Acts on a page.
const PAGE: usize = 30;

/// Where a page begins: before this entry.
pub type Before = (Timestamp, LedgerId);

/// One act of somebody who looks after the community.
#[derive(Clone, Debug)]
pub struct Act {
    /// When.
    pub at: Timestamp,
    /// Who, if they are still there.
    pub by: Option<Card>,
    /// What.
    pub what: What,
    /// The words given with it, where they are for the reader.
    pub note: String,
}

/// What was done.
#[derive(Clone, Debug)]
pub enum What {
    /// The community began.
    Founded,
    /// It was changed.
    Changed {
        /// Which field.
        field: CommunityField,
        /// What it is now.
        new: String,
    },
    /// A post was taken out.
    TookOut,
    /// Somebody stands otherwise to the community.
    Person {
        /// Who, where that is for the reader to know and they are still there.
        whom: Option<Card>,
        /// As what before.
        old: Standing,
        /// As what now.
        new: Standing,
    },
}

/// A page of acts.
#[derive(Clone, Debug)]
pub struct Record {
    /// The top of the page.
    pub house: House,
    /// Newest first.
    pub acts: Vec<Act>,
    /// Where older ones go on.
    pub older: Option<Before>,
    /// How many pictures that were taken out are held back when they come again: for those who
    /// keep the norms, and nothing for others.
    pub pictures_taken_out: i64,
}

/// What was done in a community before an entry, newest first, for its members.
///
/// # Errors
/// `NotFound`, for a hidden community as for one that does not exist; `Denied("not-member")`.
pub async fn record(
    app: &App,
    viewer: Option<AccountId>,
    handle: String,
    before: Option<Before>,
) -> Result<Record> {
    let start = (Timestamp::from_micros(i64::MAX), LedgerId::new(i64::MAX));
    let before = before.unwrap_or(start);
    app.read(move |read| {
        let sight = sight::load(read, viewer)?;
        let facts = door(read, &sight, &handle)?;
        let house = House::load(read, &sight, &facts)?;
        let Some(role) = house.role else {
            let code = viewer.map_or("sign-in", |_| "not-member");
            return Err(Error::Denied(code));
        };
        let (own, people) = ledger::community_acts(read, facts.id, before)?;
        let mut rows: Vec<LedgerRow> = own.into_iter().chain(people).collect();
        rows.sort_by_key(|row| std::cmp::Reverse((row.at, row.id)));
        let has_more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let older = rows.last().filter(|_| has_more);
        let older = older.map(|row| (row.at, row.id));
        // Ids are chance: what happened in one moment stands in the order of its record.
        rows.sort_by_key(|row| {
            let is_own = row.kind == "community";
            (
                std::cmp::Reverse(row.at),
                is_own,
                std::cmp::Reverse(row.seq),
            )
        });
        let reader = Reader {
            sight: &sight,
            role,
            founded_at: founded_at(read, Owner::Community(facts.id))?,
            cards: cards(read, &rows)?,
        };
        let pictures_taken_out = match role >= Role::Moderator {
            true => look::taken_out_count(read, facts.id)?,
            false => 0,
        };
        Ok(Record {
            pictures_taken_out,
            house,
            acts: rows.iter().filter_map(|row| reader.act(row)).collect(),
            older,
        })
    })
    .await
}

/// When the first entry was made: the other fields were filled in the same moment, which is one
/// act.
fn founded_at(read: &mut Read<'_>, owner: Owner) -> Result<Option<Timestamp>> {
    const SECOND: i64 = 2;
    Ok(ledger::page(read, owner, SECOND)?.pop().map(|row| row.at))
}

fn cards(read: &mut Read<'_>, rows: &[LedgerRow]) -> Result<HashMap<AccountId, Card>> {
    let named = rows.iter().flat_map(|row| {
        let whom = (row.kind == "membership").then_some(row.owner_id);
        [whom, row.by.map(AccountId::get)].into_iter().flatten()
    });
    let mut ids: Vec<i64> = named.collect();
    ids.sort_unstable();
    ids.dedup();
    let found = account::cards(read, &ids)?.into_iter();
    let living = found.filter(|card| card.state.is_there());
    Ok(living.map(|card| (card.id, card)).collect())
}

/// Who reads, and what they may read.
struct Reader<'a> {
    sight: &'a Sight,
    role: Role,
    founded_at: Option<Timestamp>,
    cards: HashMap<AccountId, Card>,
}

impl Reader<'_> {
    fn act(&self, row: &LedgerRow) -> Option<Act> {
        let (what, has_note) = match row.kind.as_str() {
            "community" => self.changed(row)?,
            "membership" => self.person(row)?,
            _ => return None,
        };
        Some(Act {
            at: row.at,
            by: row.by.and_then(|by| self.cards.get(&by)).cloned(),
            what,
            note: if has_note {
                row.note.clone()
            } else {
                String::new()
            },
        })
    }

    fn changed(&self, row: &LedgerRow) -> Option<(What, bool)> {
        let field = CommunityField::parse(&row.what)?;
        let keeps_norms = self.role >= Role::Moderator;
        let is_founding = Some(row.at) == self.founded_at && row.old.is_empty();
        match field {
            CommunityField::State if row.old.is_empty() => Some((What::Founded, false)),
            _ if is_founding => None,
            CommunityField::TakenOut => Some((What::TookOut, keeps_norms)),
            // What comes again is for those who look after it.
            CommunityField::PictureHeld | CommunityField::PicturesTakenOut if !keeps_norms => None,
            _ => {
                let new = row.new.clone();
                Some((What::Changed { field, new }, false))
            }
        }
    }

    fn person(&self, row: &LedgerRow) -> Option<(What, bool)> {
        let (old, new) = (Standing::parse(&row.old)?, Standing::parse(&row.new)?);
        let (is_told, names, has_note) = match new {
            Standing::Removed => {
                let keeps_norms = self.role >= Role::Moderator;
                (true, keeps_norms, keeps_norms)
            }
            Standing::Member | Standing::Helper | Standing::Moderator | Standing::Host => {
                (true, true, false)
            }
            Standing::Asked
            | Standing::Invited
            | Standing::Refused
            | Standing::Left
            | Standing::None => {
                let opens_doors = self.role >= Role::Helper;
                (opens_doors, opens_doors, opens_doors)
            }
        };
        let whom = AccountId::new(row.owner_id);
        let whom = self.cards.get(&whom).filter(|_| names);
        // Who keeps the norms is not blinded by a block.
        let may_name = |card: &&Card| {
            self.role >= Role::Moderator
                || (is_nameable(self.sight, card) && !self.sight.is_apart_from(card.id))
        };
        let whom = whom.filter(may_name).cloned();
        is_told.then_some((What::Person { whom, old, new }, has_note))
    }
}
