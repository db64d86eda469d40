//! Words about somebody that one keeps for oneself.

use crate::{Actor, App, Error, Fault, Result};
use hafan_core::id::AccountId;
use hafan_core::policy;
use hafan_core::text::SourceText;
use hafan_store::tie;

/// Characters of a note: as many as clients of this API expect.
pub const NOTE_CHARS_MAX: usize = 2_000;
/// Notes that one persona keeps: more than it can know people.
const NOTES_MAX: i64 = 5_000;

/// Keeps words about an account for the actor alone; no words end it.
///
/// # Errors
/// `NotFound` for whom the actor may not know of, `Invalid("note")` for what is too long,
/// `Denied("notes-full")`.
pub async fn note(app: &App, actor: &Actor, about: AccountId, words: &str) -> Result<()> {
    let me = actor.persona;
    let words = parse(words)?;
    app.write(move |turn| {
        let sight = turn.sight(me)?;
        policy::may_keep_house(&sight)?;
        crate::reading::account::known(turn.tx, &sight, about)?;
        if !words.is_empty() && tie::notes_count(turn.tx, me)? >= NOTES_MAX {
            return Err(Error::Denied("notes-full"));
        }
        Ok(tie::set_note(turn.tx, me, about, &words)?)
    })
    .await
}

fn parse(typed: &str) -> Result<String, Fault> {
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    let bound = i64::try_from(NOTE_CHARS_MAX).unwrap_or(i64::MAX);
    SourceText::parse(typed, NOTE_CHARS_MAX)
        .map(|text| text.as_str().to_owned())
        .map_err(|error| Fault::with_bound("note", error.code(), bound))
}
