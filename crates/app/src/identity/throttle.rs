//! Guessing is slowed down, without locking out the rightful person.
//!
//! A try is counted before it is made, so that many at once are counted too; one that succeeds is
//! given back. What is counted is kept in the database and so is the same for every process.
//! Somebody who tries a name from a browser that has signed in with it before is counted apart:
//! whoever guesses elsewhere cannot keep them out.

use crate::{Error, Result, Turn};
use data_encoding::BASE32HEX_NOPAD;
use hafan_core::contact;
use hafan_core::time::{DAY_US, HOUR_US, MINUTE_US, SECOND_US, Timestamp};
use hafan_store::Read;
use hafan_store::throttle::{self, Throttle};
use sha2::{Digest, Sha256};

/// How long failures are remembered after the last one, in microseconds.
pub const MEMORY_US: i64 = DAY_US;
/// A doubling beyond this is past every longest wait.
const DOUBLINGS_MAX: i64 = 20;

/// How a bucket slows down.
#[derive(Clone, Copy)]
pub struct Rule {
    name: &'static str,
    /// Failures before the first wait.
    free: i64,
    /// The first wait; it doubles with each failure.
    first_us: i64,
    /// The longest wait.
    most_us: i64,
}

const fn rule(name: &'static str, free: i64, first_us: i64, most_us: i64) -> Rule {
    Rule {
        name,
        free,
        first_us,
        most_us,
    }
}

/// One name from one network: people mistype their password, five times hardly.
pub const LOGIN_FROM_NET: Rule = rule("login-net", 5, 30 * SECOND_US, HOUR_US);
/// One network, whatever the name: a school or a library is one network too.
pub const NET: Rule = rule("net", 40, 10 * SECOND_US, HOUR_US);
/// One name from everywhere: slows down guessing from many networks at once.
pub const LOGIN: Rule = rule("login", 50, 10 * SECOND_US, 10 * MINUTE_US);
/// One name in a browser that has signed in with it before.
pub const KNOWN_DEVICE: Rule = rule("device", 10, 30 * SECOND_US, HOUR_US);
/// A member who is signed in and gives the password again.
pub const OWN_PASSWORD: Rule = rule("own", 5, 30 * SECOND_US, HOUR_US);
/// Recovery codes and links tried from one network. They have 128 bits, so that this protects the
/// machine, not the code.
pub const RECOVERY_NET: Rule = rule("recovery-net", 15, 30 * SECOND_US, HOUR_US);
/// People who joined without an invitation from one network in a day.
pub const SIGN_UP_NET: Rule = rule("sign-up-net", 20, MINUTE_US, HOUR_US);
/// Personas a member makes in a day: each handle stays taken for ever.
pub const PERSONAS_MADE: Rule = rule("personas-made", 20, HOUR_US, DAY_US);
/// Handles a persona leaves behind in a day: they stay taken too.
pub const RENAMES: Rule = rule("renames", 5, HOUR_US, DAY_US);
/// Reports of one persona in a day: more is no telling but flooding.
pub const REPORTS: Rule = rule("reports", 30, HOUR_US, DAY_US);
/// Applications registered from one network in a day: one that nobody uses is forgotten soon.
pub const APPLICATIONS_NET: Rule = rule("apps-net", 60, 10 * SECOND_US, HOUR_US);
/// Tokens that applications of one network fetched for themselves in a day.
pub const APPLICATION_TOKENS_NET: Rule = rule("app-tokens-net", 200, 10 * SECOND_US, HOUR_US);
/// Pictures of one persona that were held back in a day because they were taken out before: more
/// is trying how far a picture must be changed.
pub const HELD_PICTURES: Rule = rule("held-pictures", 5, HOUR_US, DAY_US);
/// Invitations and set-up links tried from one network; those that work are given back.
pub const LINK_NET: Rule = rule("link-net", 40, 10 * SECOND_US, HOUR_US);

/// Strangers a persona writes to: not guessing, but the same kind of bucket; see [`spend`].
pub const CONTACTS: Rule = rule("contacts", 0, 0, 0);
/// Strangers all personas of a member write to.
pub const CONTACTS_OF_MEMBER: Rule = rule("contacts-of-member", 0, 0, 0);

/// A rule for somebody in particular.
#[derive(Clone)]
pub struct Bucket {
    key: String,
    rule: Rule,
}

impl Rule {
    /// The bucket of this rule for these values. They are hashed: no name or address is kept.
    pub fn of(self, values: &[&str]) -> Bucket {
        let mut hash = Sha256::new();
        for value in values {
            hash.update((value.len() as u64).to_be_bytes());
            hash.update(value.as_bytes());
        }
        let key = format!("{}:{}", self.name, BASE32HEX_NOPAD.encode(&hash.finalize()));
        Bucket { key, rule: self }
    }

    fn wait_us(self, failures: i64) -> i64 {
        let over = failures - self.free - 1;
        if over < 0 {
            return 0;
        }
        self.most_us.min(self.first_us << over.min(DOUBLINGS_MAX))
    }
}

/// Counts a try in each bucket, or refuses it where one of them still waits.
pub fn count(turn: &mut Turn<'_, '_>, buckets: &[Bucket]) -> Result<()> {
    let rows = load(turn, buckets)?;
    let retry_at = rows.iter().map(|row| row.until).max();
    if let Some(retry_at) = retry_at.filter(|until| *until > turn.now) {
        return Err(Error::Limited { retry_at });
    }
    for (bucket, mut row) in buckets.iter().zip(rows) {
        row.failures += 1;
        row.at = turn.now;
        row.until = turn.now.plus(bucket.rule.wait_us(row.failures));
        throttle::set(turn.tx, &row)?;
    }
    Ok(())
}

/// Refuses where a bucket still waits; counts nothing.
pub fn require_open(read: &mut Read<'_>, bucket: &Bucket, now: Timestamp) -> Result<()> {
    let found = throttle::find(read, std::slice::from_ref(&bucket.key))?;
    match found.first().map(|row| row.until) {
        Some(retry_at) if retry_at > now => Err(Error::Limited { retry_at }),
        _ => Ok(()),
    }
}

/// Gives a try back that was no guess.
pub fn give_back(turn: &mut Turn<'_, '_>, buckets: &[Bucket]) -> Result<()> {
    for mut row in load(turn, buckets)? {
        row.failures = (row.failures - 1).max(0);
        row.until = turn.now;
        throttle::set(turn.tx, &row)?;
    }
    Ok(())
}

/// Forgets the failures of these buckets.
pub fn clear(turn: &mut Turn<'_, '_>, buckets: &[Bucket]) -> Result<()> {
    for mut row in load(turn, buckets)? {
        row.failures = 0;
        row.until = turn.now;
        throttle::set(turn.tx, &row)?;
    }
    Ok(())
}

/// Takes contacts out of buckets that hold as many of them as each says a day, or refuses: then
/// nothing is taken from any. See [`contact`].
pub fn spend(turn: &mut Turn<'_, '_>, count: i64, buckets: &[(Bucket, i64)]) -> Result<bool> {
    let names: Vec<Bucket> = buckets.iter().map(|(bucket, _)| bucket.clone()).collect();
    let mut rows = load(turn, &names)?;
    for ((_, a_day), row) in buckets.iter().zip(&mut rows) {
        let Some(full_at) = contact::take(row.until, (count, *a_day), turn.now) else {
            return Ok(false);
        };
        (row.until, row.at) = (full_at, turn.now);
    }
    for row in &rows {
        throttle::set(turn.tx, row)?;
    }
    Ok(true)
}

/// One row a bucket, in their order; what is older than a day counts as nothing.
fn load(turn: &mut Turn<'_, '_>, buckets: &[Bucket]) -> Result<Vec<Throttle>> {
    let keys: Vec<String> = buckets.iter().map(|b| b.key.clone()).collect();
    let found = throttle::find(turn.tx, &keys)?;
    let now = turn.now;
    let row = |key: &String| {
        let kept = found.iter().find(|row| &row.bucket == key).cloned();
        kept.filter(|row| now.since(row.at) < MEMORY_US)
            .unwrap_or_else(|| Throttle {
                bucket: key.clone(),
                failures: 0,
                until: Timestamp::from_micros(0),
                at: now,
            })
    };
    Ok(keys.iter().map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_from_nothing_to_the_longest_and_no_further() {
        let waits = [1, 5, 6, 7, 8, 100].map(|n| LOGIN_FROM_NET.wait_us(n) / SECOND_US);
        assert_eq!(waits, [0, 0, 30, 60, 120, 3600]);
    }

    #[test]
    fn a_bucket_tells_neither_name_nor_network() {
        let bucket = LOGIN_FROM_NET.of(&["mair", "192.0.2.0/24"]);
        assert!(!bucket.key.contains("mair") && !bucket.key.contains("192"));
        assert_ne!(bucket.key, LOGIN_FROM_NET.of(&["mair1", "92.0.2.0/24"]).key);
    }
}
