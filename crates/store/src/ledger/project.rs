//! What each kind of change writes beside its entry.

use crate::tie::{Terms, Wishes};
use crate::{Error, P, Tx, sql};
use hafan_core::account::ProfileField;
use hafan_core::answer::AnswerStanding;
use hafan_core::community::CommunityField;
use hafan_core::ledger::{Change, Entry};
use hafan_core::member::Setting;
use hafan_core::time::Timestamp;

sql! {
    FOLLOW = "INSERT INTO follows (follower_id, target_id, state, since) VALUES ($1, $2, $3, $4)
              ON CONFLICT (follower_id, target_id)
              DO UPDATE SET state = excluded.state, since = excluded.since";
    WISH = "INSERT INTO follow_options (follower_id, target_id, without_boosts, tells, languages)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (follower_id, target_id)
            DO UPDATE SET without_boosts = excluded.without_boosts, tells = excluded.tells,
            languages = excluded.languages";
    FORGET_WISH = "DELETE FROM follow_options WHERE follower_id = $1 AND target_id = $2";
    TERMS = "INSERT INTO mute_terms (owner_id, target_id, ends_at, keeps_news)
             VALUES ($1, $2, $3, $4) ON CONFLICT (owner_id, target_id)
             DO UPDATE SET ends_at = excluded.ends_at, keeps_news = excluded.keeps_news";
    FORGET_TERMS = "DELETE FROM mute_terms WHERE owner_id = $1 AND target_id = $2";
    BLOCK = "INSERT INTO blocks (owner_id, target_id, since) VALUES ($1, $2, $3)
             ON CONFLICT (owner_id, target_id) DO NOTHING";
    UNBLOCK = "DELETE FROM blocks WHERE owner_id = $1 AND target_id = $2";
    MUTE = "INSERT INTO mutes (owner_id, target_id, since) VALUES ($1, $2, $3)
            ON CONFLICT (owner_id, target_id) DO NOTHING";
    UNMUTE = "DELETE FROM mutes WHERE owner_id = $1 AND target_id = $2";
    BLOCK_DOMAIN = "INSERT INTO domain_blocks (owner_id, domain, since) VALUES ($1, $2, $3)
                    ON CONFLICT (owner_id, domain) DO NOTHING";
    UNBLOCK_DOMAIN = "DELETE FROM domain_blocks WHERE owner_id = $1 AND domain = $2";
    ANSWER = "INSERT INTO answers (post_id, kind, owner_id, standing, since, is_older)
              VALUES ($1, $2, $3, $4, $5, FALSE) ON CONFLICT (post_id, kind, owner_id)
              DO UPDATE SET standing = excluded.standing, since = excluded.since";
    FORGET_ANSWER = "DELETE FROM answers WHERE post_id = $1 AND kind = $2 AND owner_id = $3";
    MEMBERSHIP = "INSERT INTO memberships
                  (community_id, persona_id, standing, since, answer, read_to, visited_at)
                  VALUES ($1, $2, $3, $4, '', 0, 0)
                  ON CONFLICT (community_id, persona_id)
                  DO UPDATE SET standing = excluded.standing, since = excluded.since";
    HANDLE = "UPDATE accounts SET handle = $2, handle_key = $3, handle_skeleton = $4 WHERE id = $1";
    NAME = "UPDATE personas SET name = $2, name_key = $3 WHERE id = $1";
    BIO = "UPDATE personas SET bio = $2 WHERE id = $1";
    FIELDS = "UPDATE personas SET fields = $2 WHERE id = $1";
    PICTURE = "UPDATE personas SET picture = $2 WHERE id = $1";
    HEADER = "UPDATE personas SET header = $2 WHERE id = $1";
    APPROVE = "UPDATE personas SET approve_followers = $2 WHERE id = $1";
    FINDABLE = "UPDATE personas SET is_findable = $2 WHERE id = $1";
    POSTS_FINDABLE = "UPDATE personas SET posts_findable = $2 WHERE id = $1";
    DEFAULT_AUDIENCE = "UPDATE personas SET default_audience = $2 WHERE id = $1";
    DEFAULT_REPLIES = "UPDATE personas SET default_replies = $2 WHERE id = $1";
    DEFAULT_QUOTES = "UPDATE personas SET default_quotes = $2 WHERE id = $1";
    OLD_WORDS = "UPDATE personas SET old_words = $2 WHERE id = $1";
    NEWS_NOT_FOLLOWED = "UPDATE personas SET news_not_followed = $2 WHERE id = $1";
    NEWS_NOT_FOLLOWING = "UPDATE personas SET news_not_following = $2 WHERE id = $1";
    NEWS_NEWCOMER = "UPDATE personas SET news_newcomer = $2 WHERE id = $1";
    NEWS_PRIVATE = "UPDATE personas SET news_private = $2 WHERE id = $1";
    NEWS_LIMITED = "UPDATE personas SET news_limited = $2 WHERE id = $1";
    SHOWS_PICTURES = "UPDATE personas SET shows_pictures = $2 WHERE id = $1";
    NEWS_STRANGER = "UPDATE personas SET news_stranger = $2 WHERE id = $1";
    ACCOUNT = "UPDATE accounts SET state = $2 WHERE id = $1";
    LOGIN = "UPDATE members SET login = $2, login_key = $3 WHERE id = $1";
    EMAIL = "UPDATE members SET email = $2 WHERE id = $1";
    LOCALE = "UPDATE members SET locale = $2 WHERE id = $1";
    THEME = "UPDATE members SET theme = $2 WHERE id = $1";
    EASY_READ = "UPDATE members SET easy_read = $2 WHERE id = $1";
    COUNTS = "UPDATE members SET shows_counts = $2 WHERE id = $1";
    TIME_ZONE = "UPDATE members SET time_zone = $2 WHERE id = $1";
    MEMBER_STATE = "UPDATE members SET state = $2 WHERE id = $1";
    HOST = "UPDATE members SET is_host = $2 WHERE id = $1";
    SESSION = "UPDATE sessions SET state = $2 WHERE id = $1";
    COMMUNITY_NAME = "UPDATE communities SET name = $2, name_key = $3 WHERE id = $1";
    COMMUNITY_SUMMARY = "UPDATE communities SET summary = $2 WHERE id = $1";
    COMMUNITY_CHARTER = "UPDATE communities SET charter = $2 WHERE id = $1";
    COMMUNITY_NORMS = "UPDATE communities SET norms = $2 WHERE id = $1";
    COMMUNITY_PICTURE = "UPDATE communities SET picture = $2 WHERE id = $1";
    COMMUNITY_VISIBILITY = "UPDATE communities SET visibility = $2 WHERE id = $1";
    COMMUNITY_JOIN_RULE = "UPDATE communities SET join_rule = $2 WHERE id = $1";
    COMMUNITY_QUESTION = "UPDATE communities SET join_question = $2 WHERE id = $1";
    COMMUNITY_REPLIES = "UPDATE communities SET default_replies = $2 WHERE id = $1";
    COMMUNITY_QUOTES = "UPDATE communities SET default_quotes = $2 WHERE id = $1";
    COMMUNITY_STATE = "UPDATE communities SET state = $2 WHERE id = $1";
    PLACE = "INSERT INTO place (field, value) VALUES ($1, $2)
             ON CONFLICT (field) DO UPDATE SET value = excluded.value";
}

/// Writes the row that an entry changes. The caller has written the entry in the same transaction.
pub(super) fn write(tx: &mut Tx<'_>, entry: &Entry) -> Result<(), Error> {
    let at = P::I(entry.at.micros());
    match &entry.change {
        Change::Follow {
            follower,
            target,
            new,
            ..
        } => {
            let params = [
                P::I(follower.get()),
                P::I(target.get()),
                P::T(new.code()),
                at,
            ];
            tx.execute(FOLLOW, &params)?;
        }
        Change::Wishes {
            follower,
            target,
            new,
            ..
        } => wishes(tx, [follower.get(), target.get()], &Wishes::parse(new))?,
        Change::Terms {
            owner, target, new, ..
        } => terms(tx, [owner.get(), target.get()], &Terms::parse(new))?,
        Change::Block {
            owner, target, new, ..
        } => {
            edge(
                tx,
                if *new { BLOCK } else { UNBLOCK },
                [owner.get(), target.get()],
                new.then_some(at),
            )?;
        }
        Change::Mute {
            owner, target, new, ..
        } => {
            edge(
                tx,
                if *new { MUTE } else { UNMUTE },
                [owner.get(), target.get()],
                new.then_some(at),
            )?;
        }
        Change::DomainBlock {
            owner, domain, new, ..
        } => {
            let (owner, domain) = (P::I(owner.get()), P::T(domain));
            if *new {
                tx.execute(BLOCK_DOMAIN, &[owner, domain, at])?;
            } else {
                tx.execute(UNBLOCK_DOMAIN, &[owner, domain])?;
            }
        }
        Change::Answer {
            owner,
            post,
            kind,
            new,
            ..
        } => {
            let (post, kind, owner) = (P::I(post.get()), P::T(kind.code()), P::I(owner.get()));
            if *new == AnswerStanding::Open {
                tx.execute(FORGET_ANSWER, &[post, kind, owner])?;
            } else {
                tx.execute(ANSWER, &[post, kind, owner, P::T(new.code()), at])?;
            }
        }
        Change::Membership {
            persona,
            community,
            new,
            ..
        } => {
            let params = [
                P::I(community.get()),
                P::I(persona.get()),
                P::T(new.code()),
                at,
            ];
            tx.execute(MEMBERSHIP, &params)?;
        }
        Change::Profile {
            persona,
            field,
            new,
            ..
        } => {
            profile(tx, persona.get(), *field, new)?;
            if *field == ProfileField::OldWords {
                crate::old_words::close(tx, *persona, new, entry.at)?;
            }
        }
        Change::Account { account, new, .. } => {
            tx.execute(ACCOUNT, &[P::I(account.get()), P::T(new.code())])?;
        }
        Change::Setting {
            member,
            setting,
            new,
            ..
        } => {
            member_setting(tx, member.get(), *setting, new)?;
        }
        Change::Session { session, new, .. } => {
            tx.execute(SESSION, &[P::I(session.get()), P::T(new)])?;
        }
        Change::Community {
            community,
            field,
            new,
            ..
        } => {
            community_field(tx, community.get(), *field, new)?;
        }
        // Nothing changes: the entry carries the seal.
        Change::Seal { .. } => {}
        Change::Place { field, new, .. } => {
            tx.execute(PLACE, &[P::T(field.code()), P::T(new)])?;
        }
    }
    Ok(())
}

/// Makes or removes an edge; only making it has a time.
fn edge(
    tx: &mut Tx<'_>,
    sql: &'static str,
    ends: [i64; 2],
    at: Option<P<'_>>,
) -> Result<(), Error> {
    let [owner, target] = ends.map(P::I);
    match at {
        Some(at) => tx.execute(sql, &[owner, target, at])?,
        None => tx.execute(sql, &[owner, target])?,
    };
    Ok(())
}

/// Wishes for nothing are no row.
fn wishes(tx: &mut Tx<'_>, ends: [i64; 2], wishes: &Wishes) -> Result<(), Error> {
    let [follower, target] = ends.map(P::I);
    if *wishes == Wishes::default() {
        tx.execute(FORGET_WISH, &[follower, target])?;
        return Ok(());
    }
    let languages = wishes.languages.join(" ");
    let params = [
        follower,
        target,
        P::Bool(wishes.without_boosts),
        P::Bool(wishes.tells),
        P::T(&languages),
    ];
    tx.execute(WISH, &params)?;
    Ok(())
}

/// The usual terms are no row.
fn terms(tx: &mut Tx<'_>, ends: [i64; 2], terms: &Terms) -> Result<(), Error> {
    let [owner, target] = ends.map(P::I);
    if *terms == Terms::default() {
        tx.execute(FORGET_TERMS, &[owner, target])?;
        return Ok(());
    }
    let ends_at = P::OptI(terms.ends_at.map(Timestamp::micros));
    tx.execute(TERMS, &[owner, target, ends_at, P::Bool(terms.keeps_news)])?;
    Ok(())
}

fn profile(tx: &mut Tx<'_>, id: i64, field: ProfileField, new: &str) -> Result<(), Error> {
    let (id, text, flag) = (P::I(id), P::T(new), P::Bool(new == "yes"));
    match field {
        ProfileField::Handle => {
            let (key, skeleton) = crate::account::handle_keys(new);
            tx.execute(HANDLE, &[id, text, P::T(&key), P::T(&skeleton)])?
        }
        ProfileField::Name => {
            tx.execute(NAME, &[id, text, P::T(&hafan_core::search::fold(new))])?
        }
        ProfileField::Bio => tx.execute(BIO, &[id, text])?,
        ProfileField::Fields => tx.execute(FIELDS, &[id, text])?,
        ProfileField::Picture => tx.execute(PICTURE, &[id, text])?,
        ProfileField::Header => tx.execute(HEADER, &[id, text])?,
        ProfileField::ApproveFollowers => tx.execute(APPROVE, &[id, flag])?,
        ProfileField::Findable => tx.execute(FINDABLE, &[id, flag])?,
        ProfileField::PostsFindable => tx.execute(POSTS_FINDABLE, &[id, flag])?,
        ProfileField::DefaultAudience => tx.execute(DEFAULT_AUDIENCE, &[id, text])?,
        ProfileField::DefaultReplies => tx.execute(DEFAULT_REPLIES, &[id, text])?,
        ProfileField::DefaultQuotes => tx.execute(DEFAULT_QUOTES, &[id, text])?,
        ProfileField::OldWords => tx.execute(OLD_WORDS, &[id, text])?,
        ProfileField::NewsNotFollowed => tx.execute(NEWS_NOT_FOLLOWED, &[id, text])?,
        ProfileField::NewsNotFollowing => tx.execute(NEWS_NOT_FOLLOWING, &[id, text])?,
        ProfileField::NewsNewcomer => tx.execute(NEWS_NEWCOMER, &[id, text])?,
        ProfileField::NewsPrivate => tx.execute(NEWS_PRIVATE, &[id, text])?,
        ProfileField::NewsLimited => tx.execute(NEWS_LIMITED, &[id, text])?,
        ProfileField::ShowsPictures => tx.execute(SHOWS_PICTURES, &[id, flag])?,
        ProfileField::NewsStranger => tx.execute(NEWS_STRANGER, &[id, text])?,
        // The looks themselves are kept by `look`; the entry tells how many there are.
        ProfileField::RefusedPictures => 0,
    };
    Ok(())
}

fn member_setting(tx: &mut Tx<'_>, id: i64, setting: Setting, new: &str) -> Result<(), Error> {
    let (id, text, flag) = (P::I(id), P::T(new), P::Bool(new == "yes"));
    match setting {
        Setting::Login => tx.execute(
            LOGIN,
            &[id, text, P::T(&crate::account::handle_keys(new).0)],
        )?,
        Setting::Email => tx.execute(EMAIL, &[id, text])?,
        Setting::Locale => tx.execute(LOCALE, &[id, text])?,
        Setting::Theme => tx.execute(THEME, &[id, text])?,
        Setting::EasyRead => tx.execute(EASY_READ, &[id, flag])?,
        Setting::Counts => tx.execute(COUNTS, &[id, flag])?,
        Setting::TimeZone => tx.execute(TIME_ZONE, &[id, text])?,
        Setting::State => tx.execute(MEMBER_STATE, &[id, text])?,
        Setting::Host => tx.execute(HOST, &[id, flag])?,
        // The secret itself is written by `member`, and a new persona by `account`; the entry
        // only tells that it happened.
        Setting::Password | Setting::RecoverySheet | Setting::SignInHelp | Setting::Persona => 0,
    };
    Ok(())
}

fn community_field(
    tx: &mut Tx<'_>,
    id: i64,
    field: CommunityField,
    new: &str,
) -> Result<(), Error> {
    let (id, text) = (P::I(id), P::T(new));
    match field {
        CommunityField::Handle => {
            let (key, skeleton) = crate::account::handle_keys(new);
            tx.execute(HANDLE, &[id, text, P::T(&key), P::T(&skeleton)])?
        }
        CommunityField::Name => tx.execute(
            COMMUNITY_NAME,
            &[id, text, P::T(&hafan_core::search::fold(new))],
        )?,
        CommunityField::Summary => tx.execute(COMMUNITY_SUMMARY, &[id, text])?,
        CommunityField::Charter => tx.execute(COMMUNITY_CHARTER, &[id, text])?,
        CommunityField::Norms => tx.execute(COMMUNITY_NORMS, &[id, text])?,
        CommunityField::Picture => tx.execute(COMMUNITY_PICTURE, &[id, text])?,
        CommunityField::Visibility => tx.execute(COMMUNITY_VISIBILITY, &[id, text])?,
        CommunityField::JoinRule => tx.execute(COMMUNITY_JOIN_RULE, &[id, text])?,
        CommunityField::JoinQuestion => tx.execute(COMMUNITY_QUESTION, &[id, text])?,
        CommunityField::DefaultReplies => tx.execute(COMMUNITY_REPLIES, &[id, text])?,
        CommunityField::DefaultQuotes => tx.execute(COMMUNITY_QUOTES, &[id, text])?,
        CommunityField::State => tx.execute(COMMUNITY_STATE, &[id, text])?,
        // The post itself is taken down by `post`; the entry only tells that it happened.
        CommunityField::TakenOut => 0,
        // Kept by `look`, or told by the record alone.
        CommunityField::PicturesTakenOut | CommunityField::PictureHeld => 0,
    };
    Ok(())
}
