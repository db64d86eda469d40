//! What the hosts of the place look after: who comes in, members, the place's settings, its health.
//!
//! A host acts on sign-ins, never on what people say or who they are to one another: no function
//! here gives the personas of a member, and none reads posts, drafts or messages.

pub mod acts;
pub mod doors;
pub mod health;
pub mod members;
pub mod pictures;
pub mod settings;

use crate::{Actor, Error, Result};
use hafan_core::member::MemberState;
use hafan_core::text::{SourceText, TextError};
use hafan_store::{Read, member};

/// Characters of the reason that a host gives; its member reads it.
pub const REASON_CHARS_MAX: usize = 1_000;

/// Asks the database whether the actor is a host still; for everyone else there is nothing here.
pub(crate) fn require_host(read: &mut Read<'_>, actor: Actor) -> Result<()> {
    let found = member::find(read, actor.member)?;
    let is_host = found.is_some_and(|m| m.is_host && m.state == MemberState::Active);
    is_host.then_some(()).ok_or(Error::NotFound)
}

/// The reason given with an act of a host.
fn reason(typed: &str) -> Result<String> {
    let parsed = SourceText::parse(typed, REASON_CHARS_MAX);
    parsed
        .map(|text| text.as_str().to_owned())
        .map_err(|error| {
            let bound = match error {
                TextError::Empty => 0,
                TextError::TooLong { chars_max } => i64::try_from(chars_max).unwrap_or(i64::MAX),
            };
            crate::Fault::with_bound("reason", error.code(), bound).into()
        })
}
