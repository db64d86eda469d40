//! What the rows say that the ledger governs: values, seals, and what must follow from them.

use crate::account::handle_keys;
use crate::ledger::seal;
use crate::session::{APPLICATION_US, SESSION_STEP_US, SESSION_US};
use crate::tie::{Terms, Wishes};
use crate::{Error, P, Read, old_words, sql};
use hafan_core::id::{AccountId, MemberId, SessionId};
use hafan_core::ledger::yes_no;
use hafan_core::search::fold;
use hafan_core::time::Timestamp;

sql! {
    SETTINGS = "SELECT login, email, locale, theme, easy_read, shows_counts, time_zone, state,
                is_host, login_key FROM members WHERE id = $1";
    /// Of whoever is gone, see `member::erase`.
    ERASED_MEMBER = "SELECT COUNT(*) FROM members WHERE id = $1 AND login LIKE 'gone-%'
                     AND login_key = login AND password_hash = '' AND recovery_hash IS NULL
                     AND answer = '' AND invitation_id IS NULL";
    SESSIONS = "SELECT id, state, seen_at, expires_at, application_id IS NOT NULL, persona_id,
                persona_seal FROM sessions WHERE member_id = $1";
    LINKS = "SELECT persona_id FROM persona_links WHERE member_id = $1";
    ACCOUNT = "SELECT handle, handle_key, handle_skeleton FROM accounts WHERE id = $1";
    PROFILE = "SELECT a.handle, p.name, p.bio, p.picture, p.approve_followers, p.is_findable,
               p.posts_findable, p.default_audience, p.default_replies, p.default_quotes, p.fields,
               p.news_not_followed, p.news_not_following, p.news_newcomer, p.news_private,
               p.news_limited, p.header, p.name_key, p.old_words, a.closed_before,
               a.closed_for, p.news_stranger, p.shows_pictures,
               (SELECT COUNT(*) FROM refused_looks r WHERE r.persona_id = p.id)
               FROM personas p JOIN accounts a ON a.id = p.id WHERE p.id = $1";
    FOLLOWS = "SELECT target_id, state, since FROM follows WHERE follower_id = $1";
    WISHES = "SELECT target_id, without_boosts, tells, languages, is_older
              FROM follow_options WHERE follower_id = $1";
    BLOCKS = "SELECT target_id, since FROM blocks WHERE owner_id = $1";
    MUTES = "SELECT target_id, since FROM mutes WHERE owner_id = $1";
    TERMS = "SELECT target_id, ends_at, keeps_news, is_older FROM mute_terms WHERE owner_id = $1";
    DOMAIN_BLOCKS = "SELECT domain, since FROM domain_blocks WHERE owner_id = $1";
    ANSWERS = "SELECT post_id, kind, standing, since, is_older FROM answers WHERE owner_id = $1";
    MEMBERSHIPS = "SELECT community_id, standing, since FROM memberships WHERE persona_id = $1";
    COMMUNITY = "SELECT c.name, c.summary, c.charter, c.norms, c.picture, c.visibility,
                 c.join_rule, c.join_question, c.default_replies, c.state, a.handle, c.name_key,
                 c.default_quotes,
                 (SELECT COUNT(*) FROM taken_out_looks t WHERE t.community_id = c.id)
                 FROM communities c JOIN accounts a ON a.id = c.id WHERE c.id = $1";
    /// Somebody who asked to join and was not let in: nothing of them is erased yet.
    REFUSED = "SELECT COUNT(*) FROM ledger WHERE owner_kind = 'persona' AND owner_id = $1
               AND kind = 'account' AND what = 'state' AND old_value = 'waiting'
               AND new_value = 'deleted'";
    PLACE = "SELECT field, value FROM place";
}

/// What the rows of one owner say.
#[derive(Default)]
pub(super) struct Rows {
    /// Values with entries.
    pub(super) values: Vec<Actual>,
    /// What their entries sealed, by subject.
    pub(super) seals: Vec<(String, Vec<u8>)>,
    /// What does not follow from the values beside it.
    pub(super) wrong: Vec<String>,
}

/// A value as its row has it.
pub(super) struct Actual {
    pub(super) kind: &'static str,
    pub(super) what: String,
    pub(super) value: String,
    /// What a new row starts with, where no entry is written for that.
    pub(super) initial: Initial,
    /// When the row says that it became so, in microseconds, where it does.
    pub(super) since: Option<i64>,
    /// Its owner is gone, which has one entry for all: what it must have been erased to.
    pub(super) erased: Option<&'static str>,
}

/// What a value may be without an entry.
#[derive(Clone, Copy)]
pub(super) enum Initial {
    /// Nothing: what makes the row writes an entry.
    Recorded,
    /// What new rows start with.
    Is(&'static str),
    /// Anything: it was there before such values had entries, and only changes have them.
    Chosen,
}

fn actual(kind: &'static str, what: impl ToString, value: impl ToString) -> Actual {
    Actual {
        kind,
        what: what.to_string(),
        value: value.to_string(),
        initial: Initial::Recorded,
        since: None,
        erased: None,
    }
}

impl Actual {
    const fn or(mut self, initial: &'static str) -> Self {
        self.initial = Initial::Is(initial);
        self
    }

    const fn or_chosen_if(mut self, is_older: bool) -> Self {
        if is_older {
            self.initial = Initial::Chosen;
        }
        self
    }

    const fn since(mut self, since: i64) -> Self {
        self.since = Some(since);
        self
    }

    const fn erased_if(mut self, is_gone: bool, to: &'static str) -> Self {
        if is_gone {
            self.erased = Some(to);
        }
        self
    }
}

impl Rows {
    fn seal(&mut self, subject: impl ToString, seal: Option<Vec<u8>>) {
        let sealed = seal.map(|seal| (subject.to_string(), seal));
        self.seals.extend(sealed);
    }

    fn require(&mut self, what: impl ToString, is_so: bool) {
        if !is_so {
            self.wrong.push(what.to_string());
        }
    }
}

pub(super) fn of_place(read: &mut Read<'_>) -> Result<Rows, Error> {
    let values = read.query(PLACE, &[], |row| {
        Ok(actual("place", row.text(0)?, row.text(1)?))
    })?;
    Ok(Rows {
        values,
        ..Rows::default()
    })
}

/// `is_sealed`: every session says as whom it is here, and seals it.
pub(super) fn of_member(
    read: &mut Read<'_>,
    id: i64,
    (is_gone, is_sealed): (bool, bool),
) -> Result<Rows, Error> {
    let of = [P::I(id)];
    let mut rows = Rows::default();
    let (values, has_key) = read.query_one(SETTINGS, &of, |row| {
        let set = |what: &str, value: &str| actual("setting", what, value);
        let values = vec![
            set("login", &row.text(0)?).or_chosen_if(is_gone),
            set("email", &row.text(1)?).or(""),
            set("locale", &row.text(2)?).erased_if(is_gone, "en"),
            set("theme", &row.text(3)?).or("auto"),
            set("easy-read", yes_no(row.bool(4)?)).or("no"),
            set("counts", yes_no(row.bool(5)?)).or("no"),
            set("time-zone", &row.text(6)?).or(""),
            set("state", &row.text(7)?),
            set("host", yes_no(row.bool(8)?)).or("no"),
        ];
        let has_key = is_gone || handle_keys(&row.text(0)?).0 == row.text(9)?;
        Ok((values, has_key))
    })?;
    rows.values = values;
    rows.require("setting login-key", has_key);
    if is_gone {
        let erased = read.query_one(ERASED_MEMBER, &of, |row| row.i64(0))?;
        rows.require("setting login", erased == 1);
    }
    let sealed = seal::of_member(read, MemberId::new(id))?;
    rows.seal(seal::SECRETS, sealed);
    sessions(read, (id, is_sealed), &mut rows)?;
    for persona in read.query(LINKS, &of, |row| row.i64(0))? {
        let what = format!("persona:{persona}");
        rows.values.push(actual("setting", &what, persona));
        let sealed = seal::of_link(read, AccountId::new(persona))?;
        rows.seal(seal::subject("setting", &what), sealed);
    }
    Ok(rows)
}

fn sessions(
    read: &mut Read<'_>,
    (member, is_sealed): (i64, bool),
    rows: &mut Rows,
) -> Result<(), Error> {
    let found = read.query(SESSIONS, &[P::I(member)], |row| {
        let lasts = if row.bool(4)? {
            APPLICATION_US
        } else {
            SESSION_US
        };
        // The last use is noted by the hour, the end to the microsecond.
        let rest = row
            .i64(3)?
            .saturating_sub(row.i64(2)?.saturating_add(lasts));
        let is_right = (0..SESSION_STEP_US).contains(&rest);
        let (session, speaker) = (SessionId::new(row.i64(0)?), AccountId::new(row.i64(5)?));
        let speaks = match row.opt_bytes(6)? {
            Some(sealed) => sealed == seal::speaking(session, MemberId::new(member), speaker),
            None => !is_sealed,
        };
        Ok((row.i64(0)?, row.text(1)?, is_right, speaks))
    })?;
    for (id, state, is_right, speaks) in found {
        rows.require(format!("session {id} persona"), speaks);
        rows.values.push(actual("session", id, state).or("new"));
        rows.require(format!("session {id} end"), is_right);
        let sealed = seal::of_session(read, SessionId::new(id))?;
        rows.seal(seal::subject("session", &id.to_string()), sealed);
    }
    Ok(())
}

/// What an account says, with its edges.
pub(super) fn of_account(read: &mut Read<'_>, id: i64, state: &str) -> Result<Rows, Error> {
    let mut rows = Rows::default();
    let is_deleted = state == "deleted";
    let was_refused = is_deleted && read.query_one(REFUSED, &[P::I(id)], |row| row.i64(0))? > 0;
    profile(read, id, is_deleted && !was_refused, &mut rows)?;
    let state = actual("account", "state", state).or("active");
    rows.values.push(state);
    let sealed = seal::of_account(read, AccountId::new(id))?;
    rows.seal(seal::FOUNDING, sealed);
    let sealed = seal::of_gone(read, AccountId::new(id))?;
    rows.seal(seal::GONE, sealed);
    let keys = read.query_one(ACCOUNT, &[P::I(id)], |row| {
        let (key, skeleton) = handle_keys(&row.text(0)?);
        Ok((key == row.text(1)?, skeleton == row.text(2)?))
    })?;
    rows.require("handle key", keys.0);
    rows.require("handle skeleton", keys.1);
    edges(read, id, &mut rows.values)?;
    answers(read, (id, is_deleted), &mut rows.values)?;
    Ok(rows)
}

fn profile(read: &mut Read<'_>, id: i64, is_deleted: bool, rows: &mut Rows) -> Result<(), Error> {
    let found = read.query_opt(PROFILE, &[P::I(id)], |row| {
        let set = |what: &str, value: &str| actual("profile", what, value);
        let goes = |what: &str, value: &str, initial: &'static str| {
            set(what, value).or(initial).erased_if(is_deleted, initial)
        };
        // After the record was erased too, only the seal tells what these were.
        let stays = |what: &str, value: &str, initial: &'static str| {
            set(what, value).or(initial).or_chosen_if(is_deleted)
        };
        let values = vec![
            set("handle", &row.text(0)?).or_chosen_if(is_deleted),
            goes("name", &row.text(1)?, ""),
            goes("bio", &row.text(2)?, ""),
            goes("picture", &row.text(3)?, ""),
            stays("approve-followers", yes_no(row.bool(4)?), "no"),
            goes("findable", yes_no(row.bool(5)?), "no"),
            goes("posts-findable", yes_no(row.bool(6)?), "no"),
            stays("default-audience", &row.text(7)?, "public"),
            stays("default-replies", &row.text(8)?, "everyone"),
            stays("default-quotes", &row.text(9)?, "everyone"),
            goes("fields", &row.text(10)?, ""),
            stays("news-not-followed", &row.text(11)?, "tell"),
            stays("news-not-following", &row.text(12)?, "tell"),
            stays("news-newcomer", &row.text(13)?, "tell"),
            stays("news-private", &row.text(14)?, "tell"),
            stays("news-limited", &row.text(15)?, "hold"),
            goes("header", &row.text(16)?, ""),
            goes("old-words", &row.text(18)?, ""),
            // Sealed at the end it would be, like those beside it, were there no seals from before.
            goes("news-stranger", &row.text(21)?, "hold"),
            goes("shows-pictures", yes_no(row.bool(22)?), "no"),
            goes("refused-pictures", &row.i64(23)?.to_string(), "0"),
        ];
        let closed = (Timestamp::from_micros(row.i64(19)?), row.text(20)?);
        let follows = old_words::follows(&row.text(18)?, &closed);
        Ok((values, fold(&row.text(1)?) == row.text(17)?, follows))
    })?;
    if let Some((values, has_key, follows)) = found {
        rows.values.extend(values);
        rows.require("profile name-key", has_key);
        rows.require("profile old-words, what follows", follows);
    }
    Ok(())
}

fn edges(read: &mut Read<'_>, id: i64, values: &mut Vec<Actual>) -> Result<(), Error> {
    let of = [P::I(id)];
    values.extend(read.query(FOLLOWS, &of, |row| {
        Ok(actual("follow", row.i64(0)?, row.text(1)?).since(row.i64(2)?))
    })?);
    values.extend(read.query(WISHES, &of, |row| {
        let wishes = Wishes {
            without_boosts: row.bool(1)?,
            tells: row.bool(2)?,
            languages: Wishes::parse(&row.text(3)?).languages,
        };
        let wishes = actual("follow-wishes", row.i64(0)?, wishes.code());
        Ok(wishes.or_chosen_if(row.bool(4)?))
    })?);
    for (sql, kind) in [(BLOCKS, "block"), (MUTES, "mute")] {
        values.extend(read.query(sql, &of, |row| {
            Ok(actual(kind, row.i64(0)?, "yes").since(row.i64(1)?))
        })?);
    }
    values.extend(read.query(TERMS, &of, |row| {
        let terms = Terms {
            ends_at: row.opt_i64(1)?.map(Timestamp::from_micros),
            keeps_news: row.bool(2)?,
        };
        Ok(actual("mute-terms", row.i64(0)?, terms.code()).or_chosen_if(row.bool(3)?))
    })?);
    values.extend(read.query(DOMAIN_BLOCKS, &of, |row| {
        Ok(actual("domain-block", row.text(0)?, "yes").since(row.i64(1)?))
    })?);
    values.extend(read.query(MEMBERSHIPS, &of, |row| {
        Ok(actual("membership", row.i64(0)?, row.text(1)?).since(row.i64(2)?))
    })?);
    Ok(())
}

/// What somebody said about answers stays when they are gone: what they refused is not shown then.
fn answers(
    read: &mut Read<'_>,
    (id, is_deleted): (i64, bool),
    values: &mut Vec<Actual>,
) -> Result<(), Error> {
    values.extend(read.query(ANSWERS, &[P::I(id)], |row| {
        let what = format!("{}:{}", row.text(1)?, row.i64(0)?);
        let (standing, is_chosen) = (row.text(2)?, row.bool(4)? || is_deleted);
        let said = actual("answer", what, &standing);
        // Asking has no entry, nor what is hidden with another; since when it stands so is when it
        // was written.
        Ok(match standing.as_str() {
            "waiting" => said.or("waiting"),
            "below" => said.or("below"),
            _ => said.since(row.i64(3)?),
        }
        .or_chosen_if(is_chosen))
    })?);
    Ok(())
}

pub(super) fn of_community(read: &mut Read<'_>, id: i64) -> Result<Rows, Error> {
    let found = read.query_opt(COMMUNITY, &[P::I(id)], |row| {
        let set = |what: &str, value: &str| actual("community", what, value);
        let values = vec![
            set("name", &row.text(0)?).or(""),
            set("summary", &row.text(1)?).or(""),
            set("charter", &row.text(2)?).or(""),
            set("norms", &row.text(3)?).or(""),
            set("picture", &row.text(4)?).or(""),
            set("visibility", &row.text(5)?).or("hidden"),
            set("join-rule", &row.text(6)?).or("invitation"),
            set("join-question", &row.text(7)?).or(""),
            set("default-replies", &row.text(8)?).or("members"),
            set("state", &row.text(9)?).or("active"),
            set("default-quotes", &row.text(12)?).or("members"),
            set("pictures-taken-out", &row.i64(13)?.to_string()).or("0"),
            // Of communities founded before the handle had an entry, only changes have one.
            set("handle", &row.text(10)?).or_chosen_if(true),
        ];
        Ok((values, fold(&row.text(0)?) == row.text(11)?))
    })?;
    let mut rows = Rows::default();
    // Without its account every entry of its record lacks a row.
    let Some((values, has_key)) = found else {
        return Ok(rows);
    };
    rows.values = values;
    rows.require("community name-key", has_key);
    let sealed = seal::of_community(read, AccountId::new(id))?;
    rows.seal(seal::FOUNDING, sealed);
    Ok(rows)
}
