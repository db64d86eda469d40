//! Notifications: what a persona is told about.

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::id::{AccountId, CommunityId, NotificationId, PostId};
use hafan_core::notify::{Key, NotificationKind};
use hafan_core::time::{DAY_US, Timestamp, notification_id};

sql! {
    INSERT = "INSERT INTO notifications (id, persona_id, kind, actor_id, post_id, community_id, at,
              is_held) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
              ON CONFLICT (persona_id, kind, actor_id, post_id) WHERE post_id IS NOT NULL
              DO NOTHING";
    PAGE = "SELECT id, kind, actor_id, post_id, community_id, at, is_held FROM notifications
            WHERE persona_id = $1 AND is_held = FALSE AND id < $2 ORDER BY id DESC LIMIT 80";
    DOWN = "SELECT id, kind, actor_id, post_id, community_id, at, is_held FROM notifications
            WHERE persona_id = $1 AND is_held = FALSE AND id < $2 AND id > $3 AND kind {in $4}
            ORDER BY id DESC LIMIT 80";
    UP = "SELECT id, kind, actor_id, post_id, community_id, at, is_held FROM notifications
          WHERE persona_id = $1 AND is_held = FALSE AND id < $2 AND id > $3 AND kind {in $4}
          ORDER BY id LIMIT 80";
    /// With what waits: it stands in two stretches of the index.
    DOWN_ALL = "SELECT id, kind, actor_id, post_id, community_id, at, is_held FROM notifications
                WHERE persona_id = $1 AND is_held IN (FALSE, TRUE) AND id < $2 AND id > $3
                AND kind {in $4} ORDER BY id DESC LIMIT 80";
    UP_ALL = "SELECT id, kind, actor_id, post_id, community_id, at, is_held FROM notifications
              WHERE persona_id = $1 AND is_held IN (FALSE, TRUE) AND id < $2 AND id > $3
              AND kind {in $4} ORDER BY id LIMIT 80";
    DOWN_OF = "SELECT id, kind, actor_id, post_id, community_id, at, is_held FROM notifications
               WHERE persona_id = $1 AND id < $2 AND id > $3 AND kind {in $4} AND actor_id = $5
               ORDER BY id DESC LIMIT 80";
    UP_OF = "SELECT id, kind, actor_id, post_id, community_id, at, is_held FROM notifications
             WHERE persona_id = $1 AND id < $2 AND id > $3 AND kind {in $4} AND actor_id = $5
             ORDER BY id LIMIT 80";
    FIND = "SELECT id, kind, actor_id, post_id, community_id, at, is_held FROM notifications
            WHERE id = $1 AND persona_id = $2";
    /// Of one day, which is a stretch of ids.
    ALIKE = "SELECT id, kind, actor_id, post_id, community_id, at, is_held FROM notifications
             WHERE persona_id = $1 AND is_held = FALSE AND id >= $2 AND id < $3 AND kind = $4
             AND COALESCE(post_id, 0) = $5 ORDER BY id DESC LIMIT 80";
    IS_TAKEN = "SELECT COUNT(*) FROM notifications WHERE id = $1";
    /// What waits is the door's alone, here and below.
    DISMISS = "DELETE FROM notifications
               WHERE id {in $1} AND persona_id = $2 AND is_held = FALSE";
    CLEAR = "DELETE FROM notifications
             WHERE persona_id = $1 AND is_held = FALSE AND kind {in $2}";
    NEWEST = "SELECT MAX(id) FROM notifications WHERE persona_id = $1 AND is_held = FALSE";
    WITHDRAW = "DELETE FROM notifications WHERE persona_id = $1 AND kind = $2 AND actor_id = $3
                AND COALESCE(post_id, 0) = $4";
    /// Nothing else is told of a membership that somebody does not have.
    WITHDRAW_INVITATION = "DELETE FROM notifications WHERE persona_id = $1 AND actor_id = $2
                           AND community_id = $3 AND kind = 'membership'";
    FORGET_HELD_OF = "DELETE FROM notifications WHERE persona_id = $1 AND is_held = TRUE
                      AND community_id = $2 AND kind = 'membership'";
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
    /// It waits at the door.
    pub is_held: bool,
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
        P::Bool(notification.is_held),
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

/// Notifications that one look brings at most.
pub const ROUND: usize = 80;

/// A look at a stretch of the notifications of a persona.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// Only what is older than this.
    pub before: NotificationId,
    /// Only what is newer than this.
    pub after: NotificationId,
    /// From the lower end.
    pub is_upward: bool,
    /// Codes of the kinds that are wanted.
    pub kinds: &'a [String],
    /// What this account did.
    pub of: Option<AccountId>,
    /// With what waits at the door.
    pub with_held: bool,
}

/// At most [`ROUND`] notifications in the order of the look. No rule has been asked yet. What one
/// account did comes with what waits of it.
pub fn look(
    read: &mut Read<'_>,
    persona: AccountId,
    look: &Look<'_>,
) -> Result<Vec<Notification>, Error> {
    let params = [
        P::I(persona.get()),
        P::I(look.before.get()),
        P::I(look.after.get()),
        P::Texts(look.kinds),
        P::I(look.of.map_or(0, AccountId::get)),
    ];
    match (look.of, look.with_held, look.is_upward) {
        (None, false, false) => read.query(DOWN, &params[..4], map),
        (None, false, true) => read.query(UP, &params[..4], map),
        (None, true, false) => read.query(DOWN_ALL, &params[..4], map),
        (None, true, true) => read.query(UP_ALL, &params[..4], map),
        (Some(_), _, false) => read.query(DOWN_OF, &params, map),
        (Some(_), _, true) => read.query(UP_OF, &params, map),
    }
}

/// A notification of a persona by its id.
pub fn find(
    read: &mut Read<'_>,
    persona: AccountId,
    id: NotificationId,
) -> Result<Option<Notification>, Error> {
    read.query_opt(FIND, &[P::I(id.get()), P::I(persona.get())], map)
}

/// What is put together under a key, the latest first; at most [`ROUND`].
pub fn alike(
    read: &mut Read<'_>,
    persona: AccountId,
    key: &Key,
) -> Result<Vec<Notification>, Error> {
    let (kind, post, day) = match *key {
        Key::Alone(id) => return Ok(find(read, persona, id)?.into_iter().collect()),
        Key::Alike { kind, post, day } => (kind, post, day),
    };
    let begin = Timestamp::from_micros(day.saturating_mul(DAY_US));
    let params = [
        P::I(persona.get()),
        P::I(notification_id(begin, 0).get()),
        P::I(notification_id(begin.plus(DAY_US), 0).get()),
        P::T(kind.code()),
        P::I(post.map_or(0, PostId::get)),
    ];
    read.query(ALIKE, &params, map)
}

/// True if a notification has this id.
pub fn is_taken(read: &mut Read<'_>, id: NotificationId) -> Result<bool, Error> {
    read.query_one(IS_TAKEN, &[P::I(id.get())], |row| Ok(row.i64(0)? > 0))
}

/// Takes notifications of a persona away; ids of others change nothing, nor do those of what waits.
pub fn dismiss(tx: &mut Tx<'_>, persona: AccountId, ids: &[NotificationId]) -> Result<(), Error> {
    let ids: Vec<i64> = ids.iter().map(|id| id.get()).collect();
    tx.execute(DISMISS, &[P::Ints(&ids), P::I(persona.get())])?;
    Ok(())
}

/// Takes all notifications of these kinds away, but for what waits.
pub fn clear(tx: &mut Tx<'_>, persona: AccountId, kinds: &[NotificationKind]) -> Result<(), Error> {
    let kinds: Vec<String> = kinds.iter().map(|kind| kind.code().to_owned()).collect();
    tx.execute(CLEAR, &[P::I(persona.get()), P::Texts(&kinds)])?;
    Ok(())
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

/// Takes back what somebody told a persona of its standing in a community.
pub fn withdraw_invitation(
    tx: &mut Tx<'_>,
    persona: AccountId,
    (actor, community): (AccountId, CommunityId),
) -> Result<(), Error> {
    let params = [
        P::I(persona.get()),
        P::I(actor.get()),
        P::I(community.get()),
    ];
    tx.execute(WITHDRAW_INVITATION, &params)?;
    Ok(())
}

/// Forgets invitations into a community that wait at a persona's door. True if there was one.
pub fn forget_held_invitation(
    tx: &mut Tx<'_>,
    persona: AccountId,
    community: CommunityId,
) -> Result<bool, Error> {
    let params = [P::I(persona.get()), P::I(community.get())];
    Ok(tx.execute(FORGET_HELD_OF, &params)? > 0)
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
        is_held: row.bool(6)?,
    })
}
