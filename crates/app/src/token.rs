//! Tokens for apps and scripts.

use crate::visit::token_hash;
use crate::{App, Error, Result};
use data_encoding::BASE64URL_NOPAD;
use hafan_core::account::{AccountKind, AccountState};
use hafan_core::handle::Handle;
use hafan_core::ledger::{By, Cause, Change};
use hafan_core::member::Setting;
use hafan_store::{access_token, account, ledger, persona_links};

/// Scopes of the Mastodon API; each of `read` and `write` may be narrowed: `read:statuses`.
const SCOPES: [&str; 4] = ["read", "write", "follow", "push"];
/// What `read` and `write` may be narrowed to, by the documentation of that API ("OAuth scopes").
const NARROW: [&str; 15] = [
    "accounts",
    "blocks",
    "bookmarks",
    "conversations",
    "favourites",
    "filters",
    "follows",
    "lists",
    "media",
    "mutes",
    "notifications",
    "reports",
    "search",
    "statuses",
    "tags",
];
/// Bytes of a token: 256 bits.
const TOKEN_BYTES: usize = 32;

/// Makes a token at the command line. It is returned once and only its hash is stored; the member
/// finds an entry in their ledger.
///
/// # Errors
/// A fault of `scopes`; [`Error::NotFound`] if no persona has the handle.
pub async fn create_by_operator(app: &App, handle: &str, scopes: &str) -> Result<String> {
    let scopes = parse_scopes(scopes).ok_or(Error::invalid("scopes", "scope-unknown"))?;
    let key = Handle::parse_unreserved(handle.trim_start_matches('@'))
        .or(Err(Error::NotFound))?
        .key();
    let mut secret = [0; TOKEN_BYTES];
    app.rng.fill(&mut secret);
    let token = BASE64URL_NOPAD.encode(&secret);
    let hash = token_hash(&token);
    app.write(move |turn| {
        let persona = match account::by_handle(turn.tx, &key)? {
            Some((id, AccountKind::Persona, AccountState::Active)) => id,
            _ => return Err(Error::NotFound),
        };
        let member = persona_links::member_behind(turn.tx, persona)?.ok_or(Error::NotFound)?;
        let label = "operator";
        access_token::insert(turn.tx, &hash, persona, (&scopes, label), turn.now)?;
        let made = Setting::AccessToken;
        let owner = hafan_core::ledger::Owner::Member(member);
        let last = ledger::newest(turn.tx, owner, "setting", made.code())?;
        let old = last.map_or_else(String::new, |row| row.new);
        let count = old.parse::<u64>().unwrap_or(0) + 1;
        let change = Change::Setting {
            member,
            setting: made,
            old,
            new: count.to_string(),
        };
        turn.record(change, By::Operator, Cause::Operator)
    })
    .await?;
    Ok(token)
}

/// Known scopes, each once, in one spelling.
fn parse_scopes(text: &str) -> Option<String> {
    let mut scopes: Vec<&str> = text.split_whitespace().collect();
    scopes.sort_unstable();
    scopes.dedup();
    let is_known = |scope: &&str| match scope.split_once(':') {
        Some(("read" | "write", what)) => NARROW.contains(&what),
        Some(_) => false,
        None => SCOPES.contains(scope),
    };
    (!scopes.is_empty() && scopes.iter().all(is_known)).then(|| scopes.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_scopes_that_mean_something_are_taken() {
        assert_eq!(
            parse_scopes(" write  read read"),
            Some("read write".to_owned())
        );
        assert_eq!(
            parse_scopes("read:statuses push"),
            Some("push read:statuses".to_owned())
        );
        for bad in ["", "admin", "read:", "read:everything", "follow:x", "READ"] {
            assert_eq!(parse_scopes(bad), None, "{bad}");
        }
    }
}
