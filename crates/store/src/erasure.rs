//! What goes when a persona is deleted. Its posts and pictures go through their own use cases.

use crate::{Error, P, Read, Tx, sql};
use hafan_core::account::FollowState;
use hafan_core::id::{AccountId, PostId};
use hafan_core::policy::Permit;

sql! {
    POSTS = "SELECT id FROM posts WHERE author_id = $1 AND id > $2 AND state = 'up'
             AND boost_of IS NULL ORDER BY id LIMIT 50";
    FOLLOWERS = "SELECT follower_id, state FROM follows
                 WHERE target_id = $1 AND state IN ('active', 'asked') LIMIT 100";
    BOOSTS = "DELETE FROM posts WHERE author_id = $1 AND boost_of IS NOT NULL";
    /// Of boosts: what the persona wrote was taken down before.
    STREAM = "DELETE FROM streams WHERE stream_id = $1";
    DRAFTS = "DELETE FROM drafts WHERE persona_id = $1";
    DRAFTS_SENT = "DELETE FROM drafts_sent WHERE persona_id = $1";
    PINS = "DELETE FROM pins WHERE account_id = $1";
    THREAD_MUTES = "DELETE FROM thread_mutes WHERE persona_id = $1";
    BOOKMARKS = "DELETE FROM bookmarks WHERE account_id = $1";
    FAVOURITES = "DELETE FROM favourites WHERE account_id = $1";
    VOTES = "UPDATE poll_votes SET account_id = $2 WHERE account_id = $1";
    NAMES = "DELETE FROM post_names WHERE account_id = $1";
    CIRCLES_OWN_PEOPLE = "DELETE FROM circle_people
                          WHERE circle_id IN (SELECT id FROM circles WHERE owner_id = $1)";
    CIRCLES_OWN = "DELETE FROM circles WHERE owner_id = $1";
    CIRCLES = "DELETE FROM circle_people WHERE account_id = $1";
    LISTS_OWN_ACCOUNTS = "DELETE FROM list_accounts
                          WHERE list_id IN (SELECT id FROM lists WHERE owner_id = $1)";
    LISTS_OWN = "DELETE FROM lists WHERE owner_id = $1";
    LISTS = "DELETE FROM list_accounts WHERE account_id = $1";
    NOTES_OWN = "DELETE FROM account_notes WHERE owner_id = $1";
    NOTES = "DELETE FROM account_notes WHERE target_id = $1";
    TAGS_FOLLOWED = "DELETE FROM followed_tags WHERE persona_id = $1";
    TAGS_FEATURED = "DELETE FROM featured_tags WHERE persona_id = $1";
    FILTER_WORDS = "DELETE FROM filter_words
                    WHERE filter_id IN (SELECT id FROM filters WHERE owner_id = $1)";
    FILTER_POSTS = "DELETE FROM filter_posts
                    WHERE filter_id IN (SELECT id FROM filters WHERE owner_id = $1)";
    FILTERS = "DELETE FROM filters WHERE owner_id = $1";
    /// What somebody told the hosts stays theirs to deal with, without a name.
    REPORTS_MADE = "UPDATE reports SET reporter_id = 0 WHERE reporter_id = $1";
    REPORTS_CLOSED = "UPDATE reports SET closed_by = 0 WHERE closed_by = $1";
    REPORTS_ABOUT_POSTS = "DELETE FROM report_posts
                           WHERE report_id IN (SELECT id FROM reports WHERE target_id = $1)";
    REPORTS_ABOUT = "DELETE FROM reports WHERE target_id = $1";
    NOTIFICATIONS = "DELETE FROM notifications WHERE persona_id = $1";
    NOTIFICATIONS_OF_OTHERS = "DELETE FROM notifications WHERE actor_id = $1";
    MARKERS = "DELETE FROM markers WHERE persona_id = $1";
    LET_IN = "DELETE FROM let_in WHERE persona_id = $1";
    LET_IN_BY_OTHERS = "DELETE FROM let_in WHERE account_id = $1";
    STRANGERS = "DELETE FROM strangers WHERE persona_id = $1";
    STRANGER_TO_OTHERS = "DELETE FROM strangers WHERE account_id = $1";
    DECLINED = "DELETE FROM declined WHERE persona_id = $1";
    DECLINED_BY_OTHERS = "DELETE FROM declined WHERE actor_id = $1";
    REFUSED_LOOKS = "DELETE FROM refused_looks WHERE persona_id = $1";
    REFUSED_LOOKS_OF_OTHERS = "UPDATE refused_looks SET from_id = 0 WHERE from_id = $1";
    CONVERSATIONS = "DELETE FROM conversations WHERE persona_id = $1";
    PUSH = "DELETE FROM push_subscriptions WHERE persona_id = $1";
    EXCHANGES_FROM = "DELETE FROM exchanges WHERE from_id = $1";
    EXCHANGES_TO = "DELETE FROM exchanges WHERE to_id = $1";
    INVITATION_USES = "DELETE FROM invitation_uses WHERE account_id = $1";
    INVITATIONS = "UPDATE invitations SET is_revoked = TRUE, note = '' WHERE made_by = $1";
}

/// Up to fifty posts of an author that are still up, from the oldest after `after`.
pub fn posts(read: &mut Read<'_>, author: AccountId, after: PostId) -> Result<Vec<PostId>, Error> {
    let params = [P::I(author.get()), P::I(after.get())];
    read.query(POSTS, &params, |row| Ok(PostId::new(row.i64(0)?)))
}

/// Up to a hundred accounts that follow, or asked to.
pub fn followers(
    read: &mut Read<'_>,
    target: AccountId,
) -> Result<Vec<(AccountId, FollowState)>, Error> {
    read.query(FOLLOWERS, &[P::I(target.get())], |row| {
        Ok((
            AccountId::new(row.i64(0)?),
            row.code(1, FollowState::parse)?,
        ))
    })
}

/// Erases what is the persona's alone, and its traces in what is others'. Its votes stay counted,
/// as those of `nobody`, a number that belongs to no account.
pub fn traces(
    tx: &mut Tx<'_>,
    _permit: &Permit,
    persona: AccountId,
    nobody: i64,
) -> Result<(), Error> {
    let statements = [
        BOOSTS,
        STREAM,
        DRAFTS,
        DRAFTS_SENT,
        PINS,
        THREAD_MUTES,
        BOOKMARKS,
        FAVOURITES,
        NAMES,
        CIRCLES_OWN_PEOPLE,
        CIRCLES_OWN,
        CIRCLES,
        LISTS_OWN_ACCOUNTS,
        LISTS_OWN,
        LISTS,
        NOTES_OWN,
        NOTES,
        TAGS_FOLLOWED,
        TAGS_FEATURED,
        FILTER_WORDS,
        FILTER_POSTS,
        FILTERS,
        REPORTS_MADE,
        REPORTS_CLOSED,
        REPORTS_ABOUT_POSTS,
        REPORTS_ABOUT,
        NOTIFICATIONS,
        NOTIFICATIONS_OF_OTHERS,
        MARKERS,
        LET_IN,
        LET_IN_BY_OTHERS,
        STRANGERS,
        STRANGER_TO_OTHERS,
        DECLINED,
        DECLINED_BY_OTHERS,
        REFUSED_LOOKS,
        REFUSED_LOOKS_OF_OTHERS,
        CONVERSATIONS,
        PUSH,
        EXCHANGES_FROM,
        EXCHANGES_TO,
        INVITATION_USES,
        INVITATIONS,
    ];
    for sql in statements {
        tx.execute(sql, &[P::I(persona.get())])?;
    }
    tx.execute(VOTES, &[P::I(persona.get()), P::I(nobody)])?;
    Ok(())
}
