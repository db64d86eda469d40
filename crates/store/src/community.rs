//! Communities: the row, and the facts the rules need. Fields are written by [`crate::ledger`].

use crate::answer::{cut, held};
use crate::stranger::at_door;
use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::audience::WhoMay;
use hafan_core::community::{JoinRule, Visibility};
use hafan_core::id::{AccountId, CommunityId, MediaId, PostId};
use hafan_core::policy::{CommunityFacts, Permit};
use hafan_core::time::Timestamp;
use std::collections::HashMap;

sql! {
    INSERT = "INSERT INTO communities (id, name, name_key, summary, charter, norms, picture,
              visibility, join_rule, join_question, default_replies, state, last_post_id,
              created_day)
              VALUES ($1, '', '', '', '', '', '', 'hidden', 'invitation', '', 'members', 'active',
              0, $2)";
    FACTS_BY_HANDLE = "SELECT c.id, c.visibility, c.join_rule, c.state
                       FROM accounts a JOIN communities c ON c.id = a.id
                       WHERE a.handle_key = $1 AND a.state <> 'deleted'";
    FACTS_BY_LOOKS = "SELECT c.id, c.visibility, c.join_rule, c.state, a.handle_key, a.handle
                      FROM accounts a JOIN communities c ON c.id = a.id
                      WHERE a.handle_skeleton {in $1} AND a.state <> 'deleted'";
    FACTS = "SELECT id, visibility, join_rule, state FROM communities WHERE id = $1";
    FIND = "SELECT c.id, c.visibility, c.join_rule, c.state, a.handle, c.name, c.summary, c.charter,
            c.norms, c.picture, c.join_question, c.default_replies, c.last_post_id, c.created_day,
            c.default_quotes
            FROM communities c JOIN accounts a ON a.id = c.id WHERE c.id = $1";
    LISTED = "SELECT id, name_key FROM communities
              WHERE visibility <> 'hidden' AND state = 'active' AND (name_key, id) > ($1, $2)
              ORDER BY name_key, id LIMIT 31";
    SUMMARIES = "SELECT id, summary, visibility, join_rule, state FROM communities
                 WHERE id {in $1}";
    SAID = "SELECT id FROM posts WHERE community_id = $1 AND id < $2 AND state = 'up'
            ORDER BY id DESC LIMIT 31";
    BEGUN = "SELECT id FROM posts WHERE community_id = $1 AND reply_to IS NULL AND id < $2
             AND state = 'up' ORDER BY id DESC LIMIT 31";
    PICTURED = "SELECT id FROM posts WHERE community_id = $1 AND pictures > 0 AND id < $2
                AND state = 'up' ORDER BY id DESC LIMIT 31";
    NEWS = concat!(
        "SELECT m.community_id, m.read_to, m.visited_at, c.last_post_id,
         (SELECT p.id FROM posts p
          WHERE p.community_id = m.community_id AND p.id > m.read_to
          AND p.author_id <> $1 AND p.state = 'up'
          AND NOT EXISTS (SELECT 1 FROM blocks b
                          WHERE b.owner_id = $1 AND b.target_id = p.author_id)
          AND NOT EXISTS (SELECT 1 FROM blocks b
                          WHERE b.owner_id = p.author_id AND b.target_id = $1)
          AND NOT ", held!("reply"), " AND NOT ", cut!(), "
          AND NOT ", at_door!("$1"), "
          AND NOT EXISTS (SELECT 1 FROM mutes u
                          WHERE u.owner_id = $1 AND u.target_id = p.author_id)
          ORDER BY p.id DESC LIMIT 1)
         FROM memberships m JOIN communities c ON c.id = m.community_id
         WHERE m.persona_id = $1
         AND m.standing IN ('member', 'helper', 'moderator', 'host')"
    );
    AUTHORS = "SELECT p.id, p.created_at, a.name FROM posts p
               JOIN personas a ON a.id = p.author_id WHERE p.id {in $1}";
}

/// What is new in one of my communities.
#[derive(Clone, Debug)]
pub struct News {
    /// Which.
    pub community: CommunityId,
    /// The newest post of all, whoever wrote it; nothing where nobody wrote yet.
    pub last_post: Option<PostId>,
    /// Where I have read to.
    pub read_to: Option<PostId>,
    /// When I was here last.
    pub visited_at: Option<Timestamp>,
    /// The newest word of somebody else since then; nothing where nothing is new.
    pub newest: Option<Newest>,
}

/// The newest word of somebody else.
#[derive(Clone, Debug)]
pub struct Newest {
    /// Which post.
    pub post: PostId,
    /// When it was written.
    pub at: Timestamp,
    /// The name of who wrote it.
    pub author: String,
}

impl News {
    /// True where somebody else wrote something since the last visit.
    pub const fn is_new(&self) -> bool {
        self.newest.is_some()
    }
}

/// A community in a list.
#[derive(Clone, Debug)]
pub struct Summary {
    /// What the rules need.
    pub facts: CommunityFacts,
    /// One sentence: what it is.
    pub summary: String,
}

/// What a list of posts of a community shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    /// Everything that was said.
    Said,
    /// Only what began a conversation.
    Begun,
    /// What has pictures.
    Pictured,
}

/// A community with everything its pages and its settings show.
#[derive(Clone, Debug)]
pub struct Community {
    /// What the rules need.
    pub facts: CommunityFacts,
    /// The handle as it was chosen, or the random one of a hidden community.
    pub handle: String,
    /// The name shown.
    pub name: String,
    /// One sentence: what it is.
    pub summary: String,
    /// What it is for, as typed.
    pub charter: String,
    /// How people treat each other, as typed.
    pub norms: String,
    /// The picture.
    pub picture: Option<MediaId>,
    /// What those who want to join are asked.
    pub join_question: String,
    /// Who may answer a new post.
    pub default_replies: WhoMay,
    /// Who may quote a new post.
    pub default_quotes: WhoMay,
    /// The newest post, gone or not.
    pub last_post: Option<PostId>,
    /// The day it was founded (UTC midnight).
    pub created_day: Timestamp,
}

/// Makes the community of an account, empty and hidden: the ledger fills it in the same
/// transaction.
pub fn insert(
    tx: &mut Tx<'_>,
    _permit: &Permit,
    id: CommunityId,
    now: Timestamp,
) -> Result<(), Error> {
    tx.execute(INSERT, &[P::I(id.get()), P::I(now.day().micros())])?;
    Ok(())
}

/// The community with this handle. **No rule has been applied**: see `app::community::door`.
pub fn by_handle(read: &mut Read<'_>, handle_key: &str) -> Result<Option<CommunityFacts>, Error> {
    read.query_opt(FACTS_BY_HANDLE, &[P::T(handle_key)], map_facts)
}

/// A community that somebody wrote the handle of.
#[derive(Clone, Debug)]
pub struct Written {
    /// What the rules need.
    pub facts: CommunityFacts,
    /// The key of its handle.
    pub key: String,
    /// Its handle as it is shown.
    pub handle: String,
}

/// The communities whose handles look like these: see [`hafan_core::handle::Handle::skeleton`].
/// **No rule has been applied.**
pub fn by_looks(read: &mut Read<'_>, skeletons: &[String]) -> Result<Vec<Written>, Error> {
    read.query(FACTS_BY_LOOKS, &[P::Texts(skeletons)], |row| {
        Ok(Written {
            facts: map_facts(row)?,
            key: row.text(4)?,
            handle: row.text(5)?,
        })
    })
}

/// What the rules need to know about a community.
pub fn facts(read: &mut Read<'_>, id: CommunityId) -> Result<Option<CommunityFacts>, Error> {
    read.query_opt(FACTS, &[P::I(id.get())], map_facts)
}

/// A community in full.
pub fn find(read: &mut Read<'_>, id: CommunityId) -> Result<Option<Community>, Error> {
    read.query_opt(FIND, &[P::I(id.get())], |row| {
        Ok(Community {
            facts: map_facts(row)?,
            handle: row.text(4)?,
            name: row.text(5)?,
            summary: row.text(6)?,
            charter: row.text(7)?,
            norms: row.text(8)?,
            picture: MediaId::parse(&row.text(9)?),
            join_question: row.text(10)?,
            default_replies: row.code(11, WhoMay::parse)?,
            last_post: positive(row.i64(12)?).map(PostId::new),
            created_day: Timestamp::from_micros(row.i64(13)?),
            default_quotes: row.code(14, WhoMay::parse)?,
        })
    })
}

/// What is new in each community that `persona` is a member of, in no order. People blocked or
/// muted, in either direction, make no news. Two queries, each with a few steps a community.
pub fn news(read: &mut Read<'_>, persona: AccountId) -> Result<Vec<News>, Error> {
    let rows = read.query(NEWS, &[P::I(persona.get())], |row| {
        let news = News {
            community: CommunityId::new(row.i64(0)?),
            read_to: positive(row.i64(1)?).map(PostId::new),
            visited_at: positive(row.i64(2)?).map(Timestamp::from_micros),
            last_post: positive(row.i64(3)?).map(PostId::new),
            newest: None,
        };
        Ok((news, row.opt_i64(4)?))
    })?;
    let ids: Vec<i64> = rows.iter().filter_map(|(_, newest)| *newest).collect();
    let mut newest: HashMap<i64, Newest> = HashMap::new();
    if !ids.is_empty() {
        read.for_each(AUTHORS, &[P::Ints(&ids)], |row| {
            let (id, at) = (row.i64(0)?, Timestamp::from_micros(row.i64(1)?));
            let (post, author) = (PostId::new(id), row.text(2)?);
            newest.insert(id, Newest { post, at, author });
            Ok(())
        })?;
    }
    let with_newest = |(news, id): (News, Option<i64>)| News {
        newest: id.and_then(|id| newest.remove(&id)),
        ..news
    };
    Ok(rows.into_iter().map(with_newest).collect())
}

/// Up to thirty-one communities that may be found, by name, after a name and id: one more than a
/// page shows. Gives each with its name key, from which the next page goes on.
pub fn listed(
    read: &mut Read<'_>,
    after: (&str, i64),
) -> Result<Vec<(CommunityId, String)>, Error> {
    read.query(LISTED, &[P::T(after.0), P::I(after.1)], |row| {
        Ok((CommunityId::new(row.i64(0)?), row.text(1)?))
    })
}

/// What lists show of these communities, in no order.
pub fn summaries(read: &mut Read<'_>, ids: &[i64]) -> Result<Vec<Summary>, Error> {
    read.query(SUMMARIES, &[P::Ints(ids)], |row| {
        let facts = CommunityFacts {
            id: CommunityId::new(row.i64(0)?),
            visibility: row.code(2, Visibility::parse)?,
            join_rule: row.code(3, JoinRule::parse)?,
            is_closed: row.text(4)? != "active",
        };
        let summary = row.text(1)?;
        Ok(Summary { facts, summary })
    })
}

/// Up to thirty-one posts of a community before `before`, newest first: one more than a page
/// shows. **No rule has been applied**: they go through `app::reading::assemble`.
pub fn posts(
    read: &mut Read<'_>,
    community: CommunityId,
    which: Which,
    before: PostId,
) -> Result<Vec<PostId>, Error> {
    let sql = match which {
        Which::Said => SAID,
        Which::Begun => BEGUN,
        Which::Pictured => PICTURED,
    };
    let params = [P::I(community.get()), P::I(before.get())];
    read.query(sql, &params, |row| Ok(PostId::new(row.i64(0)?)))
}

fn positive(number: i64) -> Option<i64> {
    Some(number).filter(|number| *number > 0)
}

impl Community {
    /// The same number seen as an account.
    pub const fn account(&self) -> AccountId {
        self.facts.id.account()
    }
}

fn map_facts(row: &Row<'_>) -> Result<CommunityFacts, Error> {
    Ok(CommunityFacts {
        id: CommunityId::new(row.i64(0)?),
        visibility: row.code(1, Visibility::parse)?,
        join_rule: row.code(2, JoinRule::parse)?,
        is_closed: row.text(3)? != "active",
    })
}
