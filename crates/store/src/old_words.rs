//! What follows from the choice of what becomes of older words: see [`hafan_core::old_words`].
//!
//! The choice stands in the persona's profile and is written by [`crate::ledger`]. What it means
//! today stands in the account, beside what every post is read with.

use crate::{Error, P, Read, Tx, sql};
use hafan_core::id::AccountId;
use hafan_core::old_words::{After, OldWords};
use hafan_core::shield::Shield;
use hafan_core::time::Timestamp;

sql! {
    CLOSE = "UPDATE accounts SET closed_before = $2, closed_for = $3, shielded_before = $4
             WHERE id = $1";
    SAID = "SELECT old_words, shield FROM personas WHERE id = $1";
    /// Words grow old by themselves where an age was chosen.
    AGEING = "SELECT p.id, p.old_words, a.closed_before FROM personas p
              JOIN accounts a ON a.id = p.id
              WHERE p.old_words <> '' AND p.id > $1 ORDER BY p.id LIMIT 500";
}

/// Closes older words as the choice and the shield of a persona say, or opens them.
///
/// # Errors
/// `Decode` for what is no choice.
pub(crate) fn close(tx: &mut Tx<'_>, persona: AccountId, now: Timestamp) -> Result<(), Error> {
    let said = tx.query_opt(SAID, &[P::I(persona.get())], |row| {
        let shield = row.code(1, Shield::parse_or_down)?;
        Ok((row.code(0, OldWords::parse)?, shield))
    })?;
    let (chosen, shield) = said.unwrap_or_default();
    let params = [
        P::I(persona.get()),
        P::I(chosen.closed_before(now).micros()),
        P::T(chosen.still().code()),
        P::I(shielded_before(shield).micros()),
    ];
    tx.execute(CLOSE, &params)?;
    Ok(())
}

/// Words from before this are for followers alone as long as the shield is up; nothing is older
/// than the first moment.
fn shielded_before(shield: Option<Shield>) -> Timestamp {
    shield.map_or_else(Timestamp::default, |shield| shield.closes_before())
}

/// What an account says of its older words.
pub(crate) struct Said {
    /// Words from before this are closed by choice.
    pub(crate) closed_before: Timestamp,
    /// To all but these.
    pub(crate) closed_for: String,
    /// Words from before this are closed by a shield.
    pub(crate) shielded_before: Timestamp,
}

/// True where what an account says follows from the choice of its persona and from its shield. What
/// an age means depends on the day; the daily look sets it right.
pub(crate) fn follows((code, shield): (&str, &str), said: &Said) -> bool {
    let (Some(chosen), Some(shield)) = (OldWords::parse(code), Shield::parse_or_down(shield))
    else {
        return false;
    };
    let before = said.closed_before;
    let is_moment_right = match chosen {
        OldWords::Closed {
            after: After::Days(_),
            ..
        } => before == before.day() && before.micros() != 0,
        OldWords::Open | OldWords::Closed { .. } => before == chosen.closed_before(before),
    };
    is_moment_right
        && said.closed_for == chosen.still().code()
        && said.shielded_before == shielded_before(shield)
}

/// Up to five hundred personas above `after` whose older words are closed: which, their choice, and
/// from before when.
pub fn ageing(
    read: &mut Read<'_>,
    after: AccountId,
) -> Result<Vec<(AccountId, OldWords, Timestamp)>, Error> {
    read.query(AGEING, &[P::I(after.get())], |row| {
        let before = Timestamp::from_micros(row.i64(2)?);
        Ok((
            AccountId::new(row.i64(0)?),
            row.code(1, OldWords::parse)?,
            before,
        ))
    })
}

/// Closes what grew old meanwhile.
pub fn age(tx: &mut Tx<'_>, persona: AccountId, now: Timestamp) -> Result<(), Error> {
    close(tx, persona, now)
}
