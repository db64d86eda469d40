//! How the persona that asks stands to an account.

use super::iso;
use hafan_app::reading::account::Ties;
use hafan_core::account::FollowState;
use schemars::JsonSchema;
use serde::Serialize;

/// How the persona that asks stands to an account, and the other way round.
/// Its fields are those of `entities/Relationship` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Relationship {
    pub id: String,
    /// Of a community: a member.
    pub following: bool,
    pub showing_reblogs: bool,
    pub notifying: bool,
    pub languages: Option<Vec<String>>,
    pub followed_by: bool,
    pub blocking: bool,
    /// Never told.
    pub blocked_by: bool,
    pub muting: bool,
    pub muting_notifications: bool,
    pub muting_expires_at: Option<String>,
    /// Of a community: asked to join.
    pub requested: bool,
    pub requested_by: bool,
    pub domain_blocking: bool,
    pub endorsed: bool,
    pub note: String,
}

impl Relationship {
    /// The entity of these ties.
    pub fn new(ties: &Ties) -> Self {
        let is_following = ties.following.is_active();
        let (wishes, terms) = (&ties.kept.wishes, &ties.kept.terms);
        Self {
            id: ties.to.to_string(),
            following: is_following,
            showing_reblogs: is_following && !wishes.without_boosts,
            notifying: is_following && wishes.tells,
            languages: Some(wishes.languages.clone()).filter(|tags| !tags.is_empty()),
            followed_by: ties.follows_me.is_active(),
            blocking: ties.is_blocked,
            blocked_by: false,
            muting: ties.is_muted,
            muting_notifications: ties.is_muted && !terms.keeps_news,
            muting_expires_at: terms.ends_at.filter(|_| ties.is_muted).map(iso),
            requested: ties.following == FollowState::Asked,
            requested_by: ties.follows_me == FollowState::Asked,
            domain_blocking: false,
            endorsed: false,
            note: ties.kept.note.clone(),
        }
    }
}
