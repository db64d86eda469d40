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
