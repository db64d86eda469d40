//! Posts: the row, the facts the rules need, and what a list shows.

use crate::answer::{cut, held, hold, quotes_unseen};
use crate::stranger::at_door;
use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::account::AccountState;
use hafan_core::answer::{Hold, Say};
use hafan_core::audience::{Audience, WhoMay};
use hafan_core::community::{JoinRule, Visibility};
use hafan_core::id::{AccountId, CircleId, CommunityId, PostId};
use hafan_core::policy::{CommunityFacts, Permit, PostFacts};
use hafan_core::time::Timestamp;

/// A statement that reads posts with the facts the rules need, in the order of [`map`]: these
/// columns for the words, whether its author follows the viewer (`$2`) where that can matter, of
/// posts where this holds.
macro_rules! columns {
    ($words:literal, $if_followed:literal, $condition:literal) => {
        concat!(
            "SELECT p.id, p.author_id, p.community_id, p.audience, p.circle_id, p.reply_to,
             p.thread_id, p.quote_of, p.boost_of, ",
            $words,
            ", p.replies, p.quotes,
             p.pictures, p.has_poll, p.created_at, p.edited_at, p.state, a.state,
             c.visibility, c.join_rule, c.state,
             EXISTS (SELECT 1 FROM post_names n WHERE n.post_id = p.id AND n.account_id = $2),
             CASE WHEN ",
            $if_followed,
            " THEN
             EXISTS (SELECT 1 FROM follows f WHERE f.follower_id = p.author_id
                     AND f.target_id = $2 AND f.state = 'active') ELSE FALSE END,
             p.audience_of, p.answered_id, p.thread_by_id, ",
            hold!("reply"),
            ", ",
            cut!(),
            ", ",
            hold!("quote"),
            ",
             p.quote_of IS NOT NULL AND (EXISTS
               (SELECT 1 FROM posts q JOIN blocks b ON b.owner_id = q.author_id
                WHERE q.id = p.quote_of AND b.target_id = p.author_id)
               OR EXISTS
               (SELECT 1 FROM posts q JOIN blocks b ON b.target_id = q.author_id
                WHERE q.id = p.quote_of AND b.owner_id = p.author_id)),
             CASE WHEN p.created_at < a.closed_before THEN a.closed_for
                  WHEN p.created_at < a.shielded_before THEN 'followers' ELSE '' END, ",
            at_door!("$2"),
            "
             FROM posts p JOIN accounts a ON a.id = p.author_id
             LEFT JOIN communities c ON c.id = p.community_id
             WHERE ",
            $condition
        )
    };
}

sql! {
    INSERT = "INSERT INTO posts (id, author_id, community_id, audience, circle_id, reply_to,
              thread_id, quote_of, boost_of, source, html, notice, language, replies, quotes,
              pictures, has_poll, created_at, edited_at, state, state_note, audience_of,
              answered_id, thread_by_id)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
              $18, NULL, 'up', '', $19, $20, $21)";
    NAME = "INSERT INTO post_names (post_id, account_id) VALUES ($1, $2)
            ON CONFLICT (post_id, account_id) DO NOTHING";
    UNNAME = "DELETE FROM post_names WHERE post_id = $1";
    NAMES = "SELECT account_id FROM post_names WHERE post_id = $1 ORDER BY account_id";
    NAMED = "SELECT n.post_id, a.id, a.handle FROM post_names n
             JOIN accounts a ON a.id = n.account_id
             WHERE n.post_id {in $1} AND a.state IN ('active', 'frozen')
             ORDER BY n.post_id, n.account_id";
    COMMUNITY_LAST = "UPDATE communities SET last_post_id = $2
                      WHERE id = $1 AND last_post_id < $2";
    ROWS = columns!("p.html, p.notice, p.language", "TRUE", "p.id {in $1}");
    /// Columns as in `ROWS`, without words.
    ANSWERS = concat!(
        columns!("'', '', ''", "p.created_at < a.closed_before",
                 "p.reply_to {in $1} AND p.state = 'up'"),
        " AND (p.author_id = $2 OR NOT ", held!("reply"), ") AND NOT ", at_door!("$2"),
        " ORDER BY p.id LIMIT 2000"
    );
    /// Columns as in `ROWS`, without words.
    QUOTES = concat!(
        columns!("'', '', ''", "p.created_at < a.closed_before",
                 "p.quote_of {in $1} AND p.state = 'up'"),
        " AND (NOT ", held!("quote"), " OR ", quotes_unseen!("$2"), ") AND NOT ", at_door!("$2"),
        " ORDER BY p.id LIMIT 2000"
    );
    QUOTING = concat!(
        "SELECT id FROM posts p WHERE quote_of = $1 AND id < $2 AND state = 'up' AND NOT ",
        held!("quote"), " AND NOT ", at_door!("$3"), " ORDER BY id DESC LIMIT 41"
    );
    SOURCE = "SELECT source FROM posts WHERE id = $1";
    EDIT = "UPDATE posts SET source = $2, html = $3, notice = $4, language = $5, edited_at = $6,
            pictures = $7 WHERE id = $1";
    KEEP_EDIT = "INSERT INTO post_edits (post_id, at, source, html, notice, language, pictures)
                 SELECT id, COALESCE(edited_at, created_at), source, html, notice, language, $2
                 FROM posts WHERE id = $1";
    EDITS = "SELECT at, html, notice, pictures FROM post_edits WHERE post_id = $1 ORDER BY at";
    SET_POLICY = "UPDATE posts SET replies = $2, quotes = $3 WHERE id = $1";
    TAKE_DOWN = "UPDATE posts SET state = $2, state_note = $3, source = '', html = '', notice = '',
                 pictures = 0, has_poll = FALSE WHERE id = $1";
    FORGET_EDITS = "DELETE FROM post_edits WHERE post_id = $1";
    FORGET_BOOSTS = "DELETE FROM posts WHERE boost_of = $1";
    UNBOOST = "DELETE FROM posts WHERE boost_of = $1 AND author_id = $2";
    BOOST_BY = "SELECT id FROM posts WHERE boost_of = $1 AND author_id = $2";
    /// The newest of the posts that make a full hour: see `hafan_app::post`.
    NTH_NEWEST = "SELECT created_at FROM posts WHERE author_id = $1 AND boost_of IS NULL
                  ORDER BY id DESC LIMIT 1 OFFSET 299";
    COMMUNITY_RULES = "SELECT visibility, join_rule, state, default_replies, default_quotes
                       FROM communities WHERE id = $1";
    STATE_NOTE = "SELECT state_note FROM posts WHERE id = $1";
    EXISTS_ID = "SELECT COUNT(*) FROM posts WHERE id = $1";
}

/// A post ready to be stored. Facts of it never change but those `edit` and `set_policy` write.
pub struct NewPost<'a> {
    /// From [`hafan_core::time::post_id`].
    pub id: PostId,
    /// Who writes.
    pub author: AccountId,
    /// Where, if in a community.
    pub community: Option<CommunityId>,
    /// Who may see it.
    pub audience: Audience,
    /// Whose followers or circle that is.
    pub audience_of: AccountId,
    /// The circle, if the audience is one.
    pub circle: Option<CircleId>,
    /// The post it answers.
    pub reply_to: Option<PostId>,
    /// The first post of its thread; its own id if it begins one.
    pub thread: PostId,
    /// Of an answer, who wrote what it answers: see [`Say`].
    pub answered: Option<AccountId>,
    /// Of an answer, who began the thread.
    pub thread_by: Option<AccountId>,
    /// The post it quotes.
    pub quote_of: Option<PostId>,
    /// The post it passes on.
    pub boost_of: Option<PostId>,
    /// Text as typed.
    pub source: &'a str,
    /// Text as shown, made by `hafan_core::text`.
    pub html: &'a str,
    /// Content notice, or empty.
    pub notice: &'a str,
    /// Language tag, or empty.
    pub language: &'a str,
    /// Who may answer.
    pub replies: WhoMay,
    /// Who may quote.
    pub quotes: WhoMay,
    /// How many pictures it has.
    pub pictures: i64,
    /// It asks something.
    pub has_poll: bool,
    /// When.
    pub at: Timestamp,
    /// People it names.
    pub names: &'a [AccountId],
}

/// A post as a list or a thread needs it, together with the facts for the rules.
#[derive(Clone, Debug)]
pub struct PostRow {
    /// What the rules need.
    pub facts: PostFacts,
    /// The post it answers.
    pub reply_to: Option<PostId>,
    /// The first post of its thread.
    pub thread: PostId,
    /// The post it quotes.
    pub quote_of: Option<PostId>,
    /// The post it passes on.
    pub boost_of: Option<PostId>,
    /// Text as shown; safe.
    pub html: String,
    /// Content notice, or empty.
    pub notice: String,
    /// Language tag, or empty.
    pub language: String,
    /// How many pictures it has.
    pub pictures: i64,
    /// It asks something.
    pub has_poll: bool,
    /// When.
    pub created_at: Timestamp,
    /// Last edit.
    pub edited_at: Option<Timestamp>,
    /// `up`, `deleted` by its author, or `removed` by people who keep the norms.
    pub state: String,
    /// Who has a say in whether what it quotes is shown in it, and what came of it.
    pub quote_say: Say,
}

/// An earlier wording of a post.
#[derive(Clone, Debug)]
pub struct EditRow {
    /// When this wording was written.
    pub at: Timestamp,
    /// Text as shown; safe.
    pub html: String,
    /// Content notice, or empty.
    pub notice: String,
    /// What it said of its pictures, as it was kept; nothing for wordings of before that was.
    pub pictures: Option<String>,
}

/// Stores a post and the people it names.
pub fn insert(tx: &mut Tx<'_>, _permit: &Permit, post: &NewPost<'_>) -> Result<(), Error> {
    let params = [
        P::I(post.id.get()),
        P::I(post.author.get()),
        P::OptI(post.community.map(CommunityId::get)),
        P::T(post.audience.code()),
        P::OptI(post.circle.map(CircleId::get)),
        P::OptI(post.reply_to.map(PostId::get)),
        P::I(post.thread.get()),
        P::OptI(post.quote_of.map(PostId::get)),
        P::OptI(post.boost_of.map(PostId::get)),
        P::T(post.source),
        P::T(post.html),
        P::T(post.notice),
        P::T(post.language),
        P::T(post.replies.code()),
        P::T(post.quotes.code()),
        P::I(post.pictures),
        P::Bool(post.has_poll),
        P::I(post.at.micros()),
        P::I(post.audience_of.get()),
        P::OptI(post.answered.map(AccountId::get)),
        P::OptI(post.thread_by.map(AccountId::get)),
    ];
    tx.execute(INSERT, &params)?;
    for name in post.names {
        tx.execute(NAME, &[P::I(post.id.get()), P::I(name.get())])?;
    }
    let is_answer = post.reply_to.is_some();
    match post.community {
        Some(community) if !is_answer => crate::feed::add(tx, community.account(), post.id)?,
        Some(_) => {}
        None => crate::feed::add(tx, post.author, post.id)?,
    }
    if let Some(community) = post.community {
        tx.execute(
            COMMUNITY_LAST,
            &[P::I(community.get()), P::I(post.id.get())],
        )?;
    }
    Ok(())
}

/// The posts with these ids, in no order, with facts as seen by `viewer`. Missing ones are absent.
/// **No rule has been applied**: callers ask [`hafan_core::policy`] before they show anything.
pub fn rows(
    read: &mut Read<'_>,
    ids: &[i64],
    viewer: Option<AccountId>,
) -> Result<Vec<PostRow>, Error> {
    let viewer = viewer.map_or(0, AccountId::get);
    read.query(ROWS, &[P::Ints(ids), P::I(viewer)], map)
}

/// One post, as [`rows`].
pub fn row(
    read: &mut Read<'_>,
    id: PostId,
    viewer: Option<AccountId>,
) -> Result<Option<PostRow>, Error> {
    Ok(rows(read, &[id.get()], viewer)?.pop())
}

/// Up to two thousand answers to these posts, and as many posts that quote them, without their
/// words and without what waits at the viewer's door: to count them. **No other rule has been
/// applied.**
pub fn around(
    read: &mut Read<'_>,
    ids: &[i64],
    viewer: Option<AccountId>,
) -> Result<(Vec<PostRow>, Vec<PostRow>), Error> {
    let viewer = viewer.map_or(0, AccountId::get);
    let params = [P::Ints(ids), P::I(viewer)];
    let answers = read.query(ANSWERS, &params, map)?;
    Ok((answers, read.query(QUOTES, &params, map)?))
}

/// Up to forty-one posts that quote a post, before `before`, newest first, without what waits at
/// the door of `viewer`. **No other rule has been applied.**
pub fn quoting(
    read: &mut Read<'_>,
    (id, before): (PostId, PostId),
    viewer: AccountId,
) -> Result<Vec<PostId>, Error> {
    let params = [P::I(id.get()), P::I(before.get()), P::I(viewer.get())];
    read.query(QUOTING, &params, |row| Ok(PostId::new(row.i64(0)?)))
}

/// The text as typed.
pub fn source(read: &mut Read<'_>, id: PostId) -> Result<Option<String>, Error> {
    read.query_opt(SOURCE, &[P::I(id.get())], |row| row.text(0))
}

/// The reason that people who keep the norms gave for taking a post out; empty if there is none.
pub fn state_note(read: &mut Read<'_>, id: PostId) -> Result<String, Error> {
    let note = read.query_opt(STATE_NOTE, &[P::I(id.get())], |row| row.text(0))?;
    Ok(note.unwrap_or_default())
}

/// True where a row has this id: to draw another salt.
pub fn is_taken(read: &mut Read<'_>, id: PostId) -> Result<bool, Error> {
    read.query_one(EXISTS_ID, &[P::I(id.get())], |row| Ok(row.i64(0)? > 0))
}

/// When somebody wrote the three hundredth of their posts, counted back from the newest.
pub fn three_hundredth_newest(
    read: &mut Read<'_>,
    author: AccountId,
) -> Result<Option<Timestamp>, Error> {
    read.query_opt(NTH_NEWEST, &[P::I(author.get())], |row| {
        Ok(Timestamp::from_micros(row.i64(0)?))
    })
}

/// Who may answer and quote a new post by default.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Usual {
    /// Who may answer.
    pub replies: WhoMay,
    /// Who may quote.
    pub quotes: WhoMay,
}

/// What the rules need to know about a community, and what is usual there.
pub fn community_rules(
    read: &mut Read<'_>,
    id: CommunityId,
) -> Result<Option<(CommunityFacts, Usual)>, Error> {
    read.query_opt(COMMUNITY_RULES, &[P::I(id.get())], |row| {
        let facts = CommunityFacts {
            id,
            visibility: row.code(0, Visibility::parse)?,
            join_rule: row.code(1, JoinRule::parse)?,
            is_closed: row.text(2)? != "active",
        };
        let usual = Usual {
            replies: row.code(3, WhoMay::parse)?,
            quotes: row.code(4, WhoMay::parse)?,
        };
        Ok((facts, usual))
    })
}

/// The people a post names.
pub fn names(read: &mut Read<'_>, id: PostId) -> Result<Vec<AccountId>, Error> {
    read.query(NAMES, &[P::I(id.get())], |row| {
        Ok(AccountId::new(row.i64(0)?))
    })
}

/// Whom each of these posts names: post, account, handle.
pub fn named(
    read: &mut Read<'_>,
    posts: &[i64],
) -> Result<Vec<(PostId, AccountId, String)>, Error> {
    read.query(NAMED, &[P::Ints(posts)], |row| {
        let (post, account) = (PostId::new(row.i64(0)?), AccountId::new(row.i64(1)?));
        Ok((post, account, row.text(2)?))
    })
}

/// A new wording. The one before is kept for everyone who may see the post.
#[derive(Clone, Debug)]
pub struct Wording<'a> {
    /// Text as typed.
    pub source: &'a str,
    /// Text as shown.
    pub html: &'a str,
    /// Content notice, or empty.
    pub notice: &'a str,
    /// Language tag, or empty.
    pub language: &'a str,
    /// How many pictures it has now.
    pub pictures: i64,
    /// What the wording before said of its pictures, as [`EditRow::pictures`] gives it back.
    pub pictures_before: &'a str,
    /// People it names now.
    pub names: &'a [AccountId],
    /// When, later than the wording before.
    pub at: Timestamp,
}

/// Replaces the wording and the people named, and keeps the wording before.
pub fn edit(
    tx: &mut Tx<'_>,
    _permit: &Permit,
    id: PostId,
    wording: &Wording<'_>,
) -> Result<(), Error> {
    let before = P::T(wording.pictures_before);
    tx.execute(KEEP_EDIT, &[P::I(id.get()), before])?;
    let params = [
        P::I(id.get()),
        P::T(wording.source),
        P::T(wording.html),
        P::T(wording.notice),
        P::T(wording.language),
        P::I(wording.at.micros()),
        P::I(wording.pictures),
    ];
    tx.execute(EDIT, &params)?;
    tx.execute(UNNAME, &[P::I(id.get())])?;
    for name in wording.names {
        tx.execute(NAME, &[P::I(id.get()), P::I(name.get())])?;
    }
    Ok(())
}

/// The earlier wordings, oldest first.
pub fn edits(read: &mut Read<'_>, id: PostId) -> Result<Vec<EditRow>, Error> {
    read.query(EDITS, &[P::I(id.get())], |row| {
        Ok(EditRow {
            at: Timestamp::from_micros(row.i64(0)?),
            html: row.text(1)?,
            notice: row.text(2)?,
            pictures: row.opt_text(3)?,
        })
    })
}

/// Changes who may answer and quote.
pub fn set_policy(
    tx: &mut Tx<'_>,
    _permit: &Permit,
    id: PostId,
    replies: WhoMay,
    quotes: WhoMay,
) -> Result<(), Error> {
    tx.execute(
        SET_POLICY,
        &[P::I(id.get()), P::T(replies.code()), P::T(quotes.code())],
    )?;
    Ok(())
}

/// Takes a post down: its words and earlier wordings are erased, a tombstone stays for the thread.
/// `state` is `deleted` or `removed`; `note` the reason given by people who keep the norms.
pub fn take_down(
    tx: &mut Tx<'_>,
    _permit: &Permit,
    id: PostId,
    state: &str,
    note: &str,
) -> Result<(), Error> {
    crate::feed::forget_post(tx, id)?;
    tx.execute(TAKE_DOWN, &[P::I(id.get()), P::T(state), P::T(note)])?;
    tx.execute(FORGET_EDITS, &[P::I(id.get())])?;
    tx.execute(FORGET_BOOSTS, &[P::I(id.get())])?;
    tx.execute(UNNAME, &[P::I(id.get())])?;
    Ok(())
}

/// The boost of a post by somebody.
pub fn boost_by(
    read: &mut Read<'_>,
    post: PostId,
    who: AccountId,
) -> Result<Option<PostId>, Error> {
    let params = [P::I(post.get()), P::I(who.get())];
    read.query_opt(BOOST_BY, &params, |row| Ok(PostId::new(row.i64(0)?)))
}

/// Takes a boost back.
pub fn unboost(tx: &mut Tx<'_>, post: PostId, who: AccountId) -> Result<(), Error> {
    crate::feed::forget_boost(tx, post, who)?;
    tx.execute(UNBOOST, &[P::I(post.get()), P::I(who.get())])?;
    Ok(())
}

fn map(row: &Row<'_>) -> Result<PostRow, Error> {
    let state = row.text(18)?;
    let community = match row.opt_i64(2)? {
        Some(id) => Some(CommunityFacts {
            id: CommunityId::new(id),
            visibility: row.code(20, Visibility::parse)?,
            join_rule: row.code(21, JoinRule::parse)?,
            is_closed: row.text(22)? != "active",
        }),
        None => None,
    };
    let closed_for = match row.text(32)? {
        open if open.is_empty() => None,
        _ => Some(row.code(32, WhoMay::parse)?),
    };
    Ok(PostRow {
        facts: PostFacts {
            id: PostId::new(row.i64(0)?),
            author: AccountId::new(row.i64(1)?),
            author_state: row.code(19, AccountState::parse)?,
            community,
            audience: row.code(3, Audience::parse)?,
            audience_of: AccountId::new(row.i64(25)?),
            circle: row.opt_i64(4)?.map(CircleId::new),
            names_viewer: row.bool(23)?,
            author_follows_viewer: row.bool(24)?,
            replies: row.code(12, WhoMay::parse)?,
            quotes: row.code(13, WhoMay::parse)?,
            say: Say {
                answered: row.opt_i64(26)?.map(AccountId::new),
                thread_by: row.opt_i64(27)?.map(AccountId::new),
                hold: Hold::of(row.i64(28)?),
                is_cut: row.bool(29)?,
            },
            closed_for,
            is_at_door: row.bool(33)?,
            is_gone: state != "up",
        },
        reply_to: row.opt_i64(5)?.map(PostId::new),
        thread: PostId::new(row.i64(6)?),
        quote_of: row.opt_i64(7)?.map(PostId::new),
        boost_of: row.opt_i64(8)?.map(PostId::new),
        html: row.text(9)?,
        notice: row.text(10)?,
        language: row.text(11)?,
        pictures: row.i64(14)?,
        has_poll: row.bool(15)?,
        created_at: Timestamp::from_micros(row.i64(16)?),
        edited_at: row.opt_i64(17)?.map(Timestamp::from_micros),
        state,
        quote_say: Say {
            answered: None,
            thread_by: None,
            hold: Hold::of(row.i64(30)?),
            is_cut: row.bool(31)?,
        },
    })
}
