//! Communities: the row, and the facts the rules need. Fields are written by [`crate::ledger`].

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::audience::WhoMay;
use hafan_core::community::{JoinRule, Visibility};
use hafan_core::id::{AccountId, CommunityId, MediaId, PostId};
use hafan_core::policy::{CommunityFacts, Permit};
use hafan_core::time::Timestamp;

sql! {
    INSERT = "INSERT INTO communities (id, name, name_key, summary, charter, norms, picture,
              visibility, join_rule, join_question, default_replies, state, last_post_id,
              created_day)
              VALUES ($1, '', '', '', '', '', '', 'hidden', 'invitation', '', 'members', 'active',
              0, $2)";
    FACTS_BY_HANDLE = "SELECT c.id, c.visibility, c.join_rule, c.state
                       FROM accounts a JOIN communities c ON c.id = a.id
                       WHERE a.handle_key = $1 AND a.state <> 'deleted'";
    FACTS = "SELECT id, visibility, join_rule, state FROM communities WHERE id = $1";
    FIND = "SELECT c.id, c.visibility, c.join_rule, c.state, a.handle, c.name, c.summary, c.charter,
            c.norms, c.picture, c.join_question, c.default_replies, c.last_post_id, c.created_day
            FROM communities c JOIN accounts a ON a.id = c.id WHERE c.id = $1";
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
            last_post: Some(row.i64(12)?).filter(|id| *id > 0).map(PostId::new),
            created_day: Timestamp::from_micros(row.i64(13)?),
        })
    })
}

/// The account of a community, for cards.
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
