//! Notifications: what a persona is told about.

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::id::{AccountId, CommunityId, NotificationId, PostId};
use hafan_core::notify::NotificationKind;
use hafan_core::time::Timestamp;

sql! {
    INSERT = "INSERT INTO notifications (id, persona_id, kind, actor_id, post_id, community_id, at)
              VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    PAGE = "SELECT id, kind, actor_id, post_id, community_id, at FROM notifications
            WHERE persona_id = $1 AND id < $2 ORDER BY id DESC LIMIT 80";
    NEWEST = "SELECT MAX(id) FROM notifications WHERE persona_id = $1";
    WITHDRAW = "DELETE FROM notifications WHERE persona_id = $1 AND kind = $2 AND actor_id = $3
                AND COALESCE(post_id, 0) = $4";
    FORGET_POST = "DELETE FROM notifications WHERE post_id = $1";
    FORGET_ACTOR = "DELETE FROM notifications WHERE persona_id = $1 AND actor_id = $2
                    AND kind NOT IN ('membership', 'taken-out')";
    FORGET_OF = "DELETE FROM notifications WHERE persona_id = $1";
}

/// A notification as stored.
#[derive(Clone, Debug)]
pub struct Notification {
    /// Which.
    pub id: NotificationId,
    /// What happened.
    pub kind: NotificationKind,
    /// Who did it.
    pub actor: AccountId,
    /// The post it is about.
    pub post: Option<PostId>,
    /// The community it is about.
    pub community: Option<CommunityId>,
    /// When.
    pub at: Timestamp,
}

/// Stores a notification for `persona`. Somebody who did the same to the same post before does not
/// make another one. The caller has asked whether the persona may see what it is about.
pub fn insert(
    tx: &mut Tx<'_>,
    persona: AccountId,
    notification: &Notification,
) -> Result<bool, Error> {
    let params = [
        P::I(notification.id.get()),
        P::I(persona.get()),
        P::T(notification.kind.code()),
        P::I(notification.actor.get()),
        P::OptI(notification.post.map(PostId::get)),
        P::OptI(notification.community.map(CommunityId::get)),
        P::I(notification.at.micros()),
    ];
    Ok(tx.execute(INSERT, &params)? == 1)
}

/// Eighty notifications before `before`, newest first. Callers drop what may not be seen any more.
pub fn page(
    read: &mut Read<'_>,
    persona: AccountId,
    before: NotificationId,
) -> Result<Vec<Notification>, Error> {
    read.query(PAGE, &[P::I(persona.get()), P::I(before.get())], map)
}

/// The newest notification, to tell whether there is something new.
pub fn newest(read: &mut Read<'_>, persona: AccountId) -> Result<Option<NotificationId>, Error> {
    read.query_one(NEWEST, &[P::I(persona.get())], |row| {
        Ok(row.opt_i64(0)?.map(NotificationId::new))
    })
}

/// Takes back what somebody undid (a favourite, a boost, a request).
pub fn withdraw(
    tx: &mut Tx<'_>,
    persona: AccountId,
    kind: NotificationKind,
    actor: AccountId,
    post: Option<PostId>,
) -> Result<(), Error> {
    let params = [
        P::I(persona.get()),
        P::T(kind.code()),
        P::I(actor.get()),
        P::I(post.map_or(0, PostId::get)),
    ];
    tx.execute(WITHDRAW, &params)?;
    Ok(())
}

/// Forgets everything about a post that is taken down.
pub fn forget_post(tx: &mut Tx<'_>, post: PostId) -> Result<(), Error> {
    tx.execute(FORGET_POST, &[P::I(post.get())])?;
    Ok(())
}

/// Forgets what `actor` did, for `persona`: after a block. What `actor` did as somebody who looks
/// after a community stays: whoever is removed by a person who then blocks them is still told.
pub fn forget_actor(tx: &mut Tx<'_>, persona: AccountId, actor: AccountId) -> Result<(), Error> {
    tx.execute(FORGET_ACTOR, &[P::I(persona.get()), P::I(actor.get())])?;
    Ok(())
}

/// Forgets everything told to a persona that is deleted.
pub fn forget_of(tx: &mut Tx<'_>, persona: AccountId) -> Result<(), Error> {
    tx.execute(FORGET_OF, &[P::I(persona.get())])?;
    Ok(())
}

fn map(row: &Row<'_>) -> Result<Notification, Error> {
    Ok(Notification {
        id: NotificationId::new(row.i64(0)?),
        kind: row.code(1, NotificationKind::parse)?,
        actor: AccountId::new(row.i64(2)?),
        post: row.opt_i64(3)?.map(PostId::new),
        community: row.opt_i64(4)?.map(CommunityId::new),
        at: Timestamp::from_micros(row.i64(5)?),
    })
}
