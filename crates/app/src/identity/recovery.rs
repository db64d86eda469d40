//! Getting back in: with the code on the recovery sheet, or with a one-time link from a host.

use crate::identity::password::{self, Password};
use crate::identity::session::{self, Browser, Opened};
use crate::identity::sign_in;
use crate::identity::sign_up::setting;
use crate::identity::throttle::{self, Bucket};
use crate::visit::token_hash;
use crate::{Actor, App, Error, Result, Turn};
use data_encoding::BASE64URL_NOPAD;
use hafan_core::id::MemberId;
use hafan_core::ledger::{By, Cause, Owner};
use hafan_core::member::{MemberState, Setting};
use hafan_core::time::DAY_US;
use hafan_store::{ledger, member, one_time_link};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// What a host's link is for, as it is stored.
pub(super) const SIGN_IN_HELP: &str = "sign-in-help";
/// How long a host's link holds, in microseconds.
pub const HELP_US: i64 = DAY_US;
/// Bytes of the secret of a host's link: 192 bits.
const HELP_BYTES: usize = 24;
/// Symbols of a code that carry its 128 bits, five each.
const DATA_SYMBOLS: usize = 26;
/// Symbols that find a mistyped one: 10 bits.
const CHECK_SYMBOLS: usize = 2;
/// Symbols between two gaps, so that the eye keeps its place.
const GROUP: usize = 4;
/// Crockford's Base32: no I, L, O or U, so that nothing reads as something else.
/// <https://www.crockford.com/base32.html>
const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The code on a recovery sheet: 128 random bits and a check.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    /// A code of these random bits.
    pub fn new(random: [u8; 16]) -> Self {
        let bits = u128::from_be_bytes(random);
        let top = DATA_SYMBOLS - 1;
        let symbol = |n: usize| symbol_at(bits.wrapping_shr(u32::try_from(5 * n).unwrap_or(0)));
        let data: String = (0..=top).rev().map(symbol).collect();
        let check = check_of(&data);
        Self(data + &check)
    }

    /// Reads a code as somebody copied it from paper: gaps, dashes and case do not matter, and
    /// letters that look like digits are read as those.
    ///
    /// None if its check says that something was mistyped.
    pub fn parse(typed: &str) -> Option<Self> {
        let mut symbols = String::new();
        for c in typed.chars() {
            match c.to_ascii_uppercase() {
                ' ' | '-' | '–' | '—' | '.' | '\u{A0}' | '\t' | '\n' | '\r' => {}
                'O' => symbols.push('0'),
                'I' | 'L' => symbols.push('1'),
                c if c.is_ascii() && SYMBOLS.contains(&u8::try_from(c).unwrap_or(0)) => {
                    symbols.push(c);
                }
                _ => return None,
            }
            if symbols.len() > DATA_SYMBOLS + CHECK_SYMBOLS {
                return None;
            }
        }
        let (data, check) = symbols.split_at_checked(DATA_SYMBOLS)?;
        (check == check_of(data)).then_some(Self(symbols))
    }

    /// As it is printed: groups of four.
    pub fn grouped(&self) -> String {
        let groups: Vec<String> = self
            .0
            .as_bytes()
            .chunks(GROUP)
            .map(|group| group.iter().map(|b| char::from(*b)).collect())
            .collect();
        groups.join(" ")
    }

    fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

/// Makes a new sheet for the member who asks; one made before is worth nothing from now on.
pub async fn make_sheet(app: &App, actor: Actor) -> Result<Code> {
    app.write(move |turn| {
        let code = Code::new(turn.random_bytes());
        member::set_recovery(turn.tx, actor.member, Some(&code.hash()))?;
        let change = counted(turn, actor.member, Setting::RecoverySheet)?;
        turn.record(change, By::Self_, Cause::Choice)?;
        Ok(code)
    })
    .await
}

/// Whether the member who asks has a sheet that would work.
pub async fn has_sheet(app: &App, actor: Actor) -> Result<bool> {
    app.read(move |read| {
        let found = member::find(read, actor.member)?.ok_or(Error::NotFound)?;
        Ok(found.recovery_hash.is_some())
    })
    .await
}

/// Gets back in with name and code: sets a new password, ends all other sessions, voids the sheet.
///
/// # Errors
/// Faults of `code` (`recovery-typo` where its check is wrong, `recovery` where code and name do
/// not go together or nobody has the name) and of `password`; `Limited`.
pub async fn with_sheet(
    app: &App,
    login: &str,
    typed: &str,
    new_password: &str,
    browser: Browser,
) -> Result<Opened> {
    let password = Password::parse(new_password, login)?;
    let code = Code::parse(typed).ok_or_else(|| Error::invalid("code", "recovery-typo"))?;
    let login = sign_in::login_key(login);
    let buckets = vec![throttle::RECOVERY_NET.of(&[&browser.net])];
    let hash = code.hash();
    let counted = buckets.clone();
    let member = app
        .write(move |turn| {
            throttle::count(turn, &counted)?;
            let found = sign_in::find(turn.tx, &login)?.filter(can_come_in);
            let stored = found.as_ref().and_then(|m| m.recovery_hash.clone());
            // Compared also where there is nothing, so that it takes as long.
            let is_right = bool::from(stored.unwrap_or_else(|| vec![0; 32]).ct_eq(&hash));
            Ok(found.filter(|_| is_right).map(|m| m.id))
        })
        .await?;
    let member = member.ok_or_else(|| Error::invalid("code", "recovery"))?;
    let proof = Proof::Sheet(hash);
    renew(app, (member, proof), password, (browser, buckets)).await
}

/// Whom a host's link is for: the name for signing in, to show it to whoever holds the link.
///
/// # Errors
/// [`Error::NotFound`] where the link does not hold (any more); `Limited`.
pub async fn link_is_for(app: &App, token: &str, net: &str) -> Result<String> {
    Ok(holder(app, token, net).await?.1)
}

/// Gets back in with a host's link, which is used up: sets a new password, ends all other
/// sessions, voids the sheet.
///
/// # Errors
/// As [`link_is_for`]; faults of `password`.
pub async fn with_link(
    app: &App,
    token: &str,
    new_password: &str,
    browser: Browser,
) -> Result<Opened> {
    let (member, login) = holder(app, token, &browser.net).await?;
    let password = Password::parse(new_password, &login)?;
    let proof = Proof::Link(token_hash(token));
    renew(app, (member, proof), password, (browser, vec![])).await
}

async fn holder(app: &App, token: &str, net: &str) -> Result<(MemberId, String)> {
    let hash = token_hash(token);
    let buckets = [throttle::RECOVERY_NET.of(&[net])];
    app.write(move |turn| {
        throttle::count(turn, &buckets)?;
        let holder = one_time_link::find(turn.tx, &hash, SIGN_IN_HELP, turn.now)?.flatten();
        let found = match holder {
            Some(id) => member::find(turn.tx, id)?.filter(can_come_in),
            None => None,
        };
        let Some(found) = found else {
            return Ok(Err(Error::NotFound));
        };
        throttle::give_back(turn, &buckets)?;
        Ok(Ok((found.id, found.login)))
    })
    .await?
}

/// Makes a one-time link for a member who can't get in; links made before for them are worth
/// nothing from now on. Returns its secret, for `/recover?link=`. The caller has made sure that a
/// host wants this, and records why.
pub fn make_help(turn: &mut Turn<'_, '_>, member: MemberId) -> Result<String> {
    let found = member::find(turn.tx, member)?.filter(can_come_in);
    found.ok_or(Error::NotFound)?;
    let token = BASE64URL_NOPAD.encode(&turn.random_bytes::<HELP_BYTES>());
    one_time_link::void_of_member(turn.tx, SIGN_IN_HELP, member)?;
    let span = (turn.now, turn.now.plus(HELP_US));
    let hash = token_hash(&token);
    one_time_link::insert(turn.tx, &hash, SIGN_IN_HELP, Some(member), span)?;
    Ok(token)
}

/// The change that tells that such a link was made: a count, never the link.
pub(crate) fn help_made(
    turn: &mut Turn<'_, '_>,
    member: MemberId,
) -> Result<hafan_core::ledger::Change> {
    counted(turn, member, Setting::SignInHelp)
}

/// What shows that somebody may set a new password.
#[derive(Clone, Copy)]
enum Proof {
    Sheet([u8; 32]),
    Link([u8; 32]),
}

/// Sets the new password in one turn that uses the proof up.
async fn renew(
    app: &App,
    (member, proof): (MemberId, Proof),
    password: Password,
    (browser, buckets): (Browser, Vec<Bucket>),
) -> Result<Opened> {
    let hash = password::hash(app, password).await?;
    app.write(move |turn| {
        let found = member::find(turn.tx, member)?.filter(can_come_in);
        let found = found.ok_or(Error::NotFound)?;
        use_up(turn, &found, proof)?;
        throttle::give_back(turn, &buckets)?;
        set_password(turn, member, &hash, Cause::Recovery)?;
        void_sheet(turn, member, Cause::Recovery)?;
        one_time_link::void_of_member(turn.tx, SIGN_IN_HELP, member)?;
        session::end_all(turn, member, None, By::Self_, Cause::Recovery)?;
        let persona = sign_in::first_persona(turn.tx, member)?;
        session::open(turn, (member, persona), &browser, Cause::Recovery)
    })
    .await
}

fn use_up(turn: &mut Turn<'_, '_>, found: &member::Member, proof: Proof) -> Result<()> {
    match proof {
        // The sheet may have been used, or made anew, since it was compared.
        Proof::Sheet(hash) => {
            let is_still = found.recovery_hash.as_deref() == Some(&hash);
            is_still
                .then_some(())
                .ok_or_else(|| Error::invalid("code", "recovery"))
        }
        Proof::Link(hash) => {
            let holder = one_time_link::find(turn.tx, &hash, SIGN_IN_HELP, turn.now)?;
            let is_theirs = holder == Some(Some(found.id));
            let is_taken = is_theirs && one_time_link::take(turn.tx, &hash, SIGN_IN_HELP)?;
            is_taken.then_some(()).ok_or(Error::NotFound)
        }
    }
}

/// Replaces a password, and tells the ledger that it was.
pub(super) fn set_password(
    turn: &mut Turn<'_, '_>,
    member: MemberId,
    hash: &str,
    cause: Cause,
) -> Result<()> {
    member::set_password(turn.tx, member, hash)?;
    let change = counted(turn, member, Setting::Password)?;
    turn.record(change, By::Self_, cause)
}

fn void_sheet(turn: &mut Turn<'_, '_>, member: MemberId, cause: Cause) -> Result<()> {
    member::set_recovery(turn.tx, member, None)?;
    let old = count_of(turn, member, Setting::RecoverySheet)?;
    let change = setting(member, Setting::RecoverySheet, &old.to_string(), "0");
    turn.record(change, By::Self_, cause)
}

/// A change that tells that something secret was made anew: the value is a count.
fn counted(
    turn: &mut Turn<'_, '_>,
    member: MemberId,
    what: Setting,
) -> Result<hafan_core::ledger::Change> {
    let old = count_of(turn, member, what)?;
    let new = old.saturating_add(1).to_string();
    Ok(setting(member, what, &old.to_string(), &new))
}

fn count_of(turn: &mut Turn<'_, '_>, member: MemberId, what: Setting) -> Result<i64> {
    let owner = Owner::Member(member);
    let newest = ledger::newest(turn.tx, owner, "setting", what.code())?;
    Ok(newest.and_then(|row| row.new.parse().ok()).unwrap_or(0))
}

fn can_come_in(member: &member::Member) -> bool {
    match member.state {
        MemberState::Active | MemberState::Frozen => true,
        MemberState::Waiting | MemberState::Refused | MemberState::Gone => false,
    }
}

/// The symbol of the lowest five bits.
fn symbol_at(bits: u128) -> char {
    let five = usize::try_from(bits & 31).unwrap_or(0);
    char::from(SYMBOLS[five])
}

/// Ten bits of a hash: a mistyped or swapped symbol is found in all but one of a thousand cases.
fn check_of(data: &str) -> String {
    let hash = Sha256::digest(data.as_bytes());
    hash.iter()
        .take(CHECK_SYMBOLS)
        .map(|byte| symbol_at(u128::from(*byte)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_as_people_copy_it() {
        let code = Code::new(*b"\x00\x01\x02\xfd\xfe\xffabcdefghij");
        let printed = code.grouped();
        assert_eq!(printed.split(' ').map(str::len).collect::<Vec<_>>(), [4; 7]);
        for copied in [
            printed.clone(),
            printed.to_lowercase(),
            printed.replace(' ', "-"),
            printed.replace('0', "o").replace('1', "l"),
            printed.replace(' ', ""),
        ] {
            assert!(
                Code::parse(&copied).is_some_and(|read| read == code),
                "{copied}"
            );
        }
    }

    #[test]
    fn a_mistyped_code_is_found_before_it_is_tried() {
        let printed = Code::new([0xA7; 16]).grouped();
        for at in 0..printed.len() {
            let mut typed: Vec<char> = printed.chars().collect();
            if typed[at] == ' ' {
                continue;
            }
            typed[at] = if typed[at] == 'Z' { 'Y' } else { 'Z' };
            let typed: String = typed.into_iter().collect();
            assert!(Code::parse(&typed).is_none(), "{typed}");
        }
        for bad in ["", "U", &printed[..20], &format!("{printed} 0"), "ŵŵŵŵ"] {
            assert!(Code::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn every_bit_of_the_randomness_is_in_the_code() {
        let none = Code::new([0; 16]);
        for bit in 0..128 {
            let mut random = [0; 16];
            random[bit / 8] = 1 << (bit % 8);
            assert!(Code::new(random) != none, "bit {bit}");
        }
    }
}
