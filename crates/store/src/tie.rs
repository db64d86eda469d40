//! What a persona keeps about others beside follows, mutes and blocks: wishes, terms, notes.
//! Wishes and terms are written by [`crate::ledger`] only.

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::door::SMALL_COMMUNITY_MAX;
use hafan_core::id::AccountId;
use hafan_core::time::Timestamp;
use std::collections::HashSet;

sql! {
    WITH_THESE = "SELECT a.id, o.without_boosts, o.tells, o.languages, t.ends_at, t.keeps_news,
                  n.note FROM accounts a
                  LEFT JOIN follow_options o ON o.follower_id = $1 AND o.target_id = a.id
                  LEFT JOIN mute_terms t ON t.owner_id = $1 AND t.target_id = a.id
                  LEFT JOIN account_notes n ON n.owner_id = $1 AND n.target_id = a.id
                  WHERE a.id {in $2}";
    FOLLOWS_WITH_WISHES = "SELECT target_id, without_boosts, languages FROM follow_options
                           WHERE follower_id = $1";
    WAITING = "SELECT o.follower_id FROM follow_options o
               JOIN follows f ON f.follower_id = o.follower_id AND f.target_id = o.target_id
               AND f.state = 'active'
               WHERE o.target_id = $1 AND o.follower_id > $2 AND o.tells = TRUE
               ORDER BY o.follower_id LIMIT 50";
    /// Only what the persona did counts, and what both share: nobody gets in by knocking.
    MET = "SELECT a.id FROM accounts a WHERE a.id {in $2} AND
           (EXISTS (SELECT 1 FROM exchanges e WHERE e.from_id = $1 AND e.to_id = a.id)
            OR EXISTS (SELECT 1 FROM let_in l WHERE l.persona_id = $1 AND l.account_id = a.id)
            OR EXISTS (SELECT 1 FROM follows f WHERE f.follower_id = a.id AND f.target_id = $1
                       AND f.state = 'active' AND f.accepted_at IS NOT NULL)
            OR EXISTS (SELECT 1 FROM invitation_uses u JOIN invitations i ON i.id = u.invitation_id
                       WHERE u.account_id = $1 AND i.made_by = a.id)
            OR EXISTS (SELECT 1 FROM invitation_uses u JOIN invitations i ON i.id = u.invitation_id
                       WHERE u.account_id = a.id AND i.made_by = $1)
            OR EXISTS (SELECT 1 FROM memberships mine JOIN memberships theirs
                       ON theirs.community_id = mine.community_id AND theirs.persona_id = a.id
                       WHERE mine.persona_id = $1
                       AND mine.standing IN ('member', 'helper', 'moderator', 'host')
                       AND theirs.standing IN ('member', 'helper', 'moderator', 'host')
                       AND (SELECT m.persona_id FROM memberships m
                            WHERE m.community_id = mine.community_id
                            AND m.standing IN ('member', 'helper', 'moderator', 'host')
                            LIMIT 1 OFFSET $3) IS NULL))";
    NOTE = "INSERT INTO account_notes (owner_id, target_id, note) VALUES ($1, $2, $3)
            ON CONFLICT (owner_id, target_id) DO UPDATE SET note = excluded.note";
    FORGET_NOTE = "DELETE FROM account_notes WHERE owner_id = $1 AND target_id = $2";
    NOTES_COUNT = "SELECT COUNT(*) FROM account_notes WHERE owner_id = $1";
    DOMAINS = "SELECT domain FROM domain_blocks WHERE owner_id = $1 AND domain > $2
               ORDER BY domain LIMIT 201";
    DOMAINS_COUNT = "SELECT COUNT(*) FROM domain_blocks WHERE owner_id = $1";
    BLOCKS_DOMAIN = "SELECT COUNT(*) FROM domain_blocks WHERE owner_id = $1 AND domain = $2";
}

/// With whom of these people a persona had to do: it wrote to them, let them in, said yes to their
/// wish to follow, one of the two invited the other, or both are members of a community with fewer
/// than [`SMALL_COMMUNITY_MAX`].
pub fn met(
    read: &mut Read<'_>,
    persona: AccountId,
    people: &[i64],
) -> Result<HashSet<AccountId>, Error> {
    let large = i64::try_from(SMALL_COMMUNITY_MAX - 1).unwrap_or(i64::MAX);
    let params = [P::I(persona.get()), P::Ints(people), P::I(large)];
    let found = read.query(MET, &params, |row| Ok(AccountId::new(row.i64(0)?)))?;
    Ok(found.into_iter().collect())
}

/// Wishes beside a follow.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Wishes {
    /// What they pass on does not come.
    pub without_boosts: bool,
    /// The follower is told when they write.
    pub tells: bool,
    /// Only posts in these languages come; in all where there are none.
    pub languages: Vec<String>,
}

/// For how long a mute holds, and for what.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Terms {
    /// It ends by itself then.
    pub ends_at: Option<Timestamp>,
    /// What they do still becomes news.
    pub keeps_news: bool,
}

impl Wishes {
    /// As the ledger says it: `no-boosts tells cy en`, nothing where all is as usual.
    pub fn code(&self) -> String {
        let boosts = self.without_boosts.then_some(NO_BOOSTS);
        let words = boosts.into_iter().chain(self.tells.then_some(TELLS));
        let words = words.chain(self.languages.iter().map(String::as_str));
        words.collect::<Vec<_>>().join(" ")
    }

    /// Reads what [`Self::code`] says.
    pub fn parse(code: &str) -> Self {
        let mut wishes = Self::default();
        for word in code.split_whitespace() {
            match word {
                NO_BOOSTS => wishes.without_boosts = true,
                TELLS => wishes.tells = true,
                language => wishes.languages.push(language.to_owned()),
            }
        }
        wishes
    }
}

impl Terms {
    /// As the ledger says it: `until:<microseconds> keeps-news`, nothing for a usual mute.
    pub fn code(&self) -> String {
        let until = self.ends_at.map(|at| format!("{UNTIL}{}", at.micros()));
        let news = self.keeps_news.then(|| KEEPS_NEWS.to_owned());
        until.into_iter().chain(news).collect::<Vec<_>>().join(" ")
    }

    /// Reads what [`Self::code`] says.
    pub fn parse(code: &str) -> Self {
        let mut terms = Self::default();
        for word in code.split_whitespace() {
            if word == KEEPS_NEWS {
                terms.keeps_news = true;
            } else if let Some(at) = word.strip_prefix(UNTIL).and_then(|at| at.parse().ok()) {
                terms.ends_at = Some(Timestamp::from_micros(at));
            }
        }
        terms
    }
}

// No word of a wish is a tag of a language: those are shorter.
const NO_BOOSTS: &str = "no-boosts";
const TELLS: &str = "tells";
const UNTIL: &str = "until:";
const KEEPS_NEWS: &str = "keeps-news";

/// What a persona keeps about an account.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Kept {
    /// Beside its follow.
    pub wishes: Wishes,
    /// Beside its mute.
    pub terms: Terms,
    /// Words for itself.
    pub note: String,
}

/// What a persona keeps about each of these accounts, as far as they are there.
pub fn kept(
    read: &mut Read<'_>,
    owner: AccountId,
    accounts: &[i64],
) -> Result<Vec<(AccountId, Kept)>, Error> {
    read.query(WITH_THESE, &[P::I(owner.get()), P::Ints(accounts)], |row| {
        let kept = Kept {
            wishes: Wishes {
                without_boosts: row.opt_bool(1)?.unwrap_or(false),
                tells: row.opt_bool(2)?.unwrap_or(false),
                languages: tags(row.opt_text(3)?),
            },
            terms: Terms {
                ends_at: row.opt_i64(4)?.map(Timestamp::from_micros),
                keeps_news: row.opt_bool(5)?.unwrap_or(false),
            },
            note: row.opt_text(6)?.unwrap_or_default(),
        };
        Ok((AccountId::new(row.i64(0)?), kept))
    })
}

/// What a persona keeps about one account.
pub fn about(read: &mut Read<'_>, owner: AccountId, other: AccountId) -> Result<Kept, Error> {
    let found = kept(read, owner, &[other.get()])?.into_iter().next();
    Ok(found.map(|(_, kept)| kept).unwrap_or_default())
}

/// Whose boosts do not come to a follower, and in which languages posts come, where not in all.
pub fn wishes(read: &mut Read<'_>, follower: AccountId) -> Result<Vec<(AccountId, Wishes)>, Error> {
    read.query(FOLLOWS_WITH_WISHES, &[P::I(follower.get())], |row| {
        let wishes = Wishes {
            without_boosts: row.bool(1)?,
            tells: false,
            languages: tags(row.opt_text(2)?),
        };
        Ok((AccountId::new(row.i64(0)?), wishes))
    })
}

fn tags(stored: Option<String>) -> Vec<String> {
    let stored = stored.unwrap_or_default();
    stored.split_whitespace().map(str::to_owned).collect()
}

/// Fifty followers after `after` who want to be told when `author` writes.
pub fn waiting(
    read: &mut Read<'_>,
    author: AccountId,
    after: AccountId,
) -> Result<Vec<AccountId>, Error> {
    let params = [P::I(author.get()), P::I(after.get())];
    read.query(WAITING, &params, |row| Ok(AccountId::new(row.i64(0)?)))
}

/// Sets a persona's words about an account; none are no row.
pub fn set_note(
    tx: &mut Tx<'_>,
    owner: AccountId,
    about: AccountId,
    note: &str,
) -> Result<(), Error> {
    let ends = [owner, about].map(|id| P::I(id.get()));
    if note.is_empty() {
        tx.execute(FORGET_NOTE, &ends)?;
    } else {
        let [owner, about] = ends;
        tx.execute(NOTE, &[owner, about, P::T(note)])?;
    }
    Ok(())
}

/// How many notes a persona keeps.
pub fn notes_count(read: &mut Read<'_>, owner: AccountId) -> Result<i64, Error> {
    read.query_one(NOTES_COUNT, &[P::I(owner.get())], |row| row.i64(0))
}

/// Up to 201 servers that a persona blocked, by name after `after`.
pub fn domains(read: &mut Read<'_>, owner: AccountId, after: &str) -> Result<Vec<String>, Error> {
    read.query(DOMAINS, &[P::I(owner.get()), P::T(after)], |row| {
        row.text(0)
    })
}

/// How many servers a persona blocked.
pub fn domains_count(read: &mut Read<'_>, owner: AccountId) -> Result<i64, Error> {
    read.query_one(DOMAINS_COUNT, &[P::I(owner.get())], |row| row.i64(0))
}

/// True where a persona blocked this server.
pub fn blocks_domain(read: &mut Read<'_>, owner: AccountId, domain: &str) -> Result<bool, Error> {
    let params = [P::I(owner.get()), P::T(domain)];
    read.query_one(BLOCKS_DOMAIN, &params, is_some)
}

fn is_some(row: &Row<'_>) -> Result<bool, Error> {
    Ok(row.i64(0)? > 0)
}
