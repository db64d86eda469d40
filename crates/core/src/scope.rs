//! What an application may do for somebody: the scopes of the Mastodon API ("OAuth scopes" in its
//! documentation).

use std::fmt;

/// What `read` and `write` can be narrowed to: `read:statuses`.
const NOUNS: [&str; 15] = [
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
/// What `admin:read` and `admin:write` can be narrowed to: `admin:read:accounts`.
const ADMIN_NOUNS: [&str; 7] = [
    "accounts",
    "canonical_email_blocks",
    "domain_allows",
    "domain_blocks",
    "email_domain_blocks",
    "ip_blocks",
    "reports",
];
/// What the old scope `follow` stands for.
const FOLLOW: [&str; 6] = [
    "read:blocks",
    "read:follows",
    "read:mutes",
    "write:blocks",
    "write:follows",
    "write:mutes",
];
/// Scopes that stand for themselves or for all that is narrower.
const WHOLE: [&str; 7] = [
    "admin:read",
    "admin:write",
    "follow",
    "profile",
    "push",
    "read",
    "write",
];

/// A set of scopes, each once, in the order of the alphabet.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Scopes(Vec<String>);

impl Scopes {
    /// Reads scopes separated by spaces. `None` where one of them means nothing, or there is none.
    pub fn parse(text: &str) -> Option<Self> {
        let mut scopes: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        scopes.sort_unstable();
        scopes.dedup();
        let all_known = scopes.iter().all(|scope| is_known(scope));
        (!scopes.is_empty() && all_known).then_some(Self(scopes))
    }

    /// Scopes that were parsed before and come back from our own database.
    pub fn from_stored(text: &str) -> Self {
        Self(text.split_whitespace().map(str::to_owned).collect())
    }

    /// True where this scope is among them, or one that is wider: `read` allows `read:statuses`.
    pub fn allow(&self, wanted: &str) -> bool {
        self.0.iter().any(|scope| covers(scope, wanted))
    }

    /// True where each of the others is allowed by these.
    pub fn cover(&self, others: &Self) -> bool {
        others.0.iter().all(|scope| self.allow(scope))
    }

    /// One after the other.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Every scope there is.
    pub fn all() -> Vec<String> {
        let narrow = ["read", "write"].iter().flat_map(|whole| {
            let nouns = NOUNS.iter();
            nouns.map(move |noun| format!("{whole}:{noun}"))
        });
        let admin = ["admin:read", "admin:write"].iter().flat_map(|whole| {
            let nouns = ADMIN_NOUNS.iter();
            nouns.map(move |noun| format!("{whole}:{noun}"))
        });
        let whole = WHOLE.iter().map(|scope| (*scope).to_owned());
        whole.chain(narrow).chain(admin).collect()
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

fn is_known(scope: &str) -> bool {
    if WHOLE.contains(&scope) {
        return true;
    }
    match scope.rsplit_once(':') {
        Some(("read" | "write", noun)) => NOUNS.contains(&noun),
        Some(("admin:read" | "admin:write", noun)) => ADMIN_NOUNS.contains(&noun),
        _ => false,
    }
}

fn covers(scope: &str, wanted: &str) -> bool {
    let is_narrower = wanted
        .strip_prefix(scope)
        .is_some_and(|rest| rest.starts_with(':'));
    scope == wanted || is_narrower || (scope == "follow" && FOLLOW.contains(&wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scopes(text: &str) -> Scopes {
        Scopes::parse(text).expect("scopes")
    }

    #[test]
    fn only_scopes_that_mean_something_are_taken() {
        assert_eq!(scopes(" write  read read").to_string(), "read write");
        assert_eq!(
            scopes("read:statuses push admin:read:accounts").to_string(),
            "admin:read:accounts push read:statuses"
        );
        for bad in ["", "admin", "read:", "read:everything", "follow:x", "READ"] {
            assert_eq!(Scopes::parse(bad), None, "{bad}");
        }
        for known in Scopes::all() {
            assert!(Scopes::parse(&known).is_some(), "{known}");
        }
    }

    #[test]
    fn a_scope_allows_what_is_narrower_and_nothing_else() {
        assert!(scopes("read").allow("read:statuses"));
        assert!(scopes("read:statuses").allow("read:statuses"));
        assert!(scopes("follow").allow("write:follows"));
        assert!(scopes("read write").cover(&scopes("read:search write:media")));
        for (has, wants) in [
            ("read:statuses", "read"),
            ("read:statuses", "read:accounts"),
            ("read", "write:statuses"),
            ("follow", "read:lists"),
            ("write", "admin:write"),
            ("profile", "read:accounts"),
        ] {
            assert!(!scopes(has).allow(wants), "{has} for {wants}");
        }
    }
}
