//! Invitation links, with a limit and an end.

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::id::{AccountId, CommunityId, InvitationId};
use hafan_core::time::Timestamp;

sql! {
    INSERT = "INSERT INTO invitations (id, code, made_by, community_id, note, uses, uses_max,
              made_at, expires_at, is_revoked) VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8, FALSE)";
    BY_CODE = "SELECT id, code, made_by, community_id, note, uses, uses_max, made_at, expires_at,
               is_revoked FROM invitations WHERE code = $1";
    TAKE = "UPDATE invitations SET uses = uses + 1
            WHERE id = $1 AND is_revoked = FALSE AND uses < uses_max AND expires_at > $2";
    INSERT_USE = "INSERT INTO invitation_uses (invitation_id, account_id, at) VALUES ($1, $2, $3)
                  ON CONFLICT (invitation_id, account_id) DO NOTHING";
    BY_ID = "SELECT id, code, made_by, community_id, note, uses, uses_max, made_at, expires_at,
             is_revoked FROM invitations WHERE id = $1";
    OF_COMMUNITY = "SELECT id, code, made_by, community_id, note, uses, uses_max, made_at,
                    expires_at, is_revoked FROM invitations WHERE community_id = $1
                    ORDER BY made_at DESC LIMIT 50";
    OF_PLACE = "SELECT id, code, made_by, community_id, note, uses, uses_max, made_at, expires_at,
                is_revoked FROM invitations WHERE community_id IS NULL
                ORDER BY made_at DESC, id LIMIT 50";
    REVOKE = "UPDATE invitations SET is_revoked = TRUE WHERE id = $1";
    OPEN_OF_MAKER = "SELECT COUNT(*) FROM invitations
                     WHERE made_by = $1 AND is_revoked = FALSE AND expires_at > $2
                     AND uses < uses_max";
    USES = "SELECT invitation_id, account_id FROM invitation_uses WHERE invitation_id {in $1}
            ORDER BY at, account_id LIMIT 1000";
    CAME_BY = "SELECT invitation_id, login FROM members
               WHERE invitation_id {in $1} AND state <> 'gone' ORDER BY login_key LIMIT 1000";
}

/// An invitation as stored.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// Which.
    pub id: InvitationId,
    /// The secret of the link.
    pub code: String,
    /// The persona that invites.
    pub made_by: AccountId,
    /// The community it leads into, if not only the place.
    pub community: Option<CommunityId>,
    /// A note of its maker to themselves.
    pub note: String,
    /// How often it was used.
    pub uses: i64,
    /// How often it may be used.
    pub uses_max: i64,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// Taken back by its maker or a host.
    pub is_revoked: bool,
}

impl Invitation {
    /// True while it can be used.
    pub fn holds(&self, now: Timestamp) -> bool {
        !self.is_revoked && self.uses < self.uses_max && self.expires_at > now
    }
}

/// Stores a new invitation; `uses` and `is_revoked` start from nothing.
pub fn insert(tx: &mut Tx<'_>, new: &Invitation) -> Result<(), Error> {
    let params = [
        P::I(new.id.get()),
        P::T(&new.code),
        P::I(new.made_by.get()),
        P::OptI(new.community.map(CommunityId::get)),
        P::T(&new.note),
        P::I(new.uses_max),
        P::I(new.made_at.micros()),
        P::I(new.expires_at.micros()),
    ];
    tx.execute(INSERT, &params)?;
    Ok(())
}

/// The invitation with this code, also one that holds no more.
pub fn by_code(read: &mut Read<'_>, code: &str) -> Result<Option<Invitation>, Error> {
    read.query_opt(BY_CODE, &[P::T(code)], map)
}

/// Uses an invitation once. False if it holds no more: limit and end are kept under race.
pub fn take(tx: &mut Tx<'_>, id: InvitationId, now: Timestamp) -> Result<bool, Error> {
    Ok(tx.execute(TAKE, &[P::I(id.get()), P::I(now.micros())])? == 1)
}

/// Notes who came by it.
pub fn insert_use(
    tx: &mut Tx<'_>,
    id: InvitationId,
    account: AccountId,
    now: Timestamp,
) -> Result<(), Error> {
    let params = [P::I(id.get()), P::I(account.get()), P::I(now.micros())];
    tx.execute(INSERT_USE, &params)?;
    Ok(())
}

/// An invitation by id.
pub fn find(read: &mut Read<'_>, id: InvitationId) -> Result<Option<Invitation>, Error> {
    read.query_opt(BY_ID, &[P::I(id.get())], map)
}

/// The last fifty invitations into a community, newest first.
pub fn of_community(read: &mut Read<'_>, community: CommunityId) -> Result<Vec<Invitation>, Error> {
    read.query(OF_COMMUNITY, &[P::I(community.get())], map)
}

/// The last fifty invitations to the place alone, newest first.
pub fn of_place(read: &mut Read<'_>) -> Result<Vec<Invitation>, Error> {
    read.query(OF_PLACE, &[], map)
}

/// Takes an invitation back.
pub fn revoke(tx: &mut Tx<'_>, id: InvitationId) -> Result<(), Error> {
    tx.execute(REVOKE, &[P::I(id.get())])?;
    Ok(())
}

/// How many invitations of a persona hold at `now`.
pub fn count_open(read: &mut Read<'_>, maker: AccountId, now: Timestamp) -> Result<i64, Error> {
    let params = [P::I(maker.get()), P::I(now.micros())];
    read.query_one(OPEN_OF_MAKER, &params, |row| row.i64(0))
}

/// The personas that came by these invitations: for those who look after a community, who see its
/// members anyway. At most a thousand.
pub fn uses(read: &mut Read<'_>, ids: &[i64]) -> Result<Vec<(InvitationId, AccountId)>, Error> {
    read.query(USES, &[P::Ints(ids)], |row| {
        Ok((InvitationId::new(row.i64(0)?), AccountId::new(row.i64(1)?)))
    })
}

/// The sign-in names of members who came by these invitations: for hosts of the place, who are
/// not told their personas. At most a thousand.
pub fn came_by(read: &mut Read<'_>, ids: &[i64]) -> Result<Vec<(InvitationId, String)>, Error> {
    read.query(CAME_BY, &[P::Ints(ids)], |row| {
        Ok((InvitationId::new(row.i64(0)?), row.text(1)?))
    })
}

fn map(row: &Row<'_>) -> Result<Invitation, Error> {
    Ok(Invitation {
        id: InvitationId::new(row.i64(0)?),
        code: row.text(1)?,
        made_by: AccountId::new(row.i64(2)?),
        community: row.opt_i64(3)?.map(CommunityId::new),
        note: row.text(4)?,
        uses: row.i64(5)?,
        uses_max: row.i64(6)?,
        made_at: Timestamp::from_micros(row.i64(7)?),
        expires_at: Timestamp::from_micros(row.i64(8)?),
        is_revoked: row.bool(9)?,
    })
}
