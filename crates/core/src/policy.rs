//! Who may do what. One function for each question; every surface asks here.
//!
//! A question about something the asker may not see is answered [`Denied::NotFound`], so that
//! "does not exist" and "not yours to see" are one answer everywhere.

mod answer;
mod picture;

pub use answer::{
    Above, Entry, is_counted, is_left_at_door, may_judge, may_quote, may_reply, may_see_to_judge,
    sees_held, shows_as_answer, shows_as_quote,
};
pub use picture::{Cover, covers_pictures, covers_pictures_of_all};

use crate::account::AccountState;
use crate::answer::Say;
use crate::audience::{Audience, WhoMay};
use crate::community::{JoinRule, Role, Standing, Visibility};
use crate::id::{AccountId, CircleId, CommunityId, PostId};
use crate::lens::Lens;
use crate::look::Look;
use std::collections::{HashMap, HashSet};

/// What the rules need to know about the one who looks. Loaded once for each request.
///
/// The default is a visitor who is not signed in.
#[derive(Clone, Default, Debug)]
pub struct Sight {
    /// The persona that looks, or nobody.
    pub viewer: Option<AccountId>,
    /// False where the viewer is frozen: reads, does not write.
    pub can_write: bool,
    /// Accounts the viewer follows (active edges only).
    pub following: HashSet<AccountId>,
    /// Accounts the viewer blocked.
    pub blocked: HashSet<AccountId>,
    /// Accounts that blocked the viewer.
    pub blocked_by: HashSet<AccountId>,
    /// Accounts the viewer does not want in feeds and notifications.
    pub muted: HashSet<AccountId>,
    /// Those among them whose doings the viewer still wants to be told of.
    pub heard: HashSet<AccountId>,
    /// Communities the viewer stands in any relation to.
    pub standings: HashMap<CommunityId, Standing>,
    /// Circles of others that the viewer is in.
    pub circles: HashSet<CircleId>,
    /// The viewer wants pictures of people they have nothing to do with shown at once: see
    /// [`covers_pictures`].
    pub shows_pictures: bool,
    /// The looks of pictures the viewer refused: see [`covers_pictures`].
    pub refused: Vec<Look>,
    /// What the viewer would rather not meet: no rule about who may see, but read with them.
    pub lens: Lens,
    /// The viewer looks at what waits at their door, or is told of it: see [`is_left_at_door`].
    pub opens_door: bool,
}

impl Sight {
    /// The viewer's role in a community, if a member.
    pub fn role(&self, community: CommunityId) -> Option<Role> {
        self.standings.get(&community).and_then(|s| s.role())
    }

    /// True where viewer and account have a block between them, in either direction.
    pub fn is_apart_from(&self, other: AccountId) -> bool {
        self.blocked.contains(&other) || self.blocked_by.contains(&other)
    }

    /// The same sight for what the viewer is told of: some are muted in feeds only, and what is
    /// told or waits is decided by [`crate::door`] when it happens.
    #[must_use]
    pub fn for_news(mut self) -> Self {
        self.muted.retain(|id| !self.heard.contains(id));
        self.opens_door = true;
        self
    }

    fn is(&self, account: AccountId) -> bool {
        self.viewer == Some(account)
    }
}

/// What the rules need to know about a community.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CommunityFacts {
    /// Which.
    pub id: CommunityId,
    /// Who can see it.
    pub visibility: Visibility,
    /// How one joins.
    pub join_rule: JoinRule,
    /// True once closed: read only, for its members and nobody else joins.
    pub is_closed: bool,
}

/// What the rules need to know about a post.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PostFacts {
    /// Which.
    pub id: PostId,
    /// Who wrote it.
    pub author: AccountId,
    /// Whether the author is there.
    pub author_state: AccountState,
    /// Where it stands, if in a community.
    pub community: Option<CommunityFacts>,
    /// Who may see it.
    pub audience: Audience,
    /// Whose followers or whose circle that is: the author's, or in an answer those of the one who
    /// began the thread, so that an answer reaches the same people and never others.
    pub audience_of: AccountId,
    /// The circle, if the audience is one.
    pub circle: Option<CircleId>,
    /// The post names the viewer.
    pub names_viewer: bool,
    /// The author follows the viewer.
    pub author_follows_viewer: bool,
    /// Who may answer.
    pub replies: WhoMay,
    /// Who may quote.
    pub quotes: WhoMay,
    /// Who has a say in whether it is shown, where it answers somebody, and what they said.
    pub say: Say,
    /// Its author closed older words, and this is one of them: who goes on reading it.
    pub closed_for: Option<WhoMay>,
    /// It answers the viewer, stands in a thread that they began, or quotes them, and its author
    /// waits at their door with it: see [`is_left_at_door`].
    pub is_at_door: bool,
    /// Taken down by its author or by moderators.
    pub is_gone: bool,
}

/// Proof that a rule was asked. Only this module makes one; the store wants to see it.
#[derive(Debug)]
pub struct Permit(());

/// Why something may not be done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Denied {
    /// It does not exist, or the asker may not know that it does.
    NotFound,
    /// The asker can see it but may not do this; the code is the end of a locale key.
    Because(&'static str),
}

/// May the viewer see this post? The one rule for every surface.
pub fn may_see(sight: &Sight, post: &PostFacts) -> bool {
    if post.is_gone || !post.author_state.is_there() {
        return false;
    }
    // Their own words stay before their eyes wherever they stand now, so that nobody loses what
    // they wrote and everybody can take it back. What others made of it is another matter.
    if sight.is(post.author) {
        return true;
    }
    let keeps_order = post
        .community
        .is_some_and(|c| sight.role(c.id) >= Some(Role::Moderator));
    // A block must not blind the people who keep the norms of a community, and neither must what
    // somebody thinks of an answer.
    if sight.is_apart_from(post.author) && !keeps_order {
        return false;
    }
    if !shows_as_answer(sight, post) {
        return false;
    }
    may_see_for_whom(sight, post)
}

/// The audience alone: who could see the post if it were nobody's answer, and nobody blocked.
fn may_see_for_whom(sight: &Sight, post: &PostFacts) -> bool {
    if !is_open_still(sight, post) {
        return false;
    }
    match post.audience {
        Audience::Public | Audience::QuietPublic => {
            post.community.is_none_or(|c| may_read(sight, &c))
        }
        Audience::Community => post.community.is_some_and(|c| may_read(sight, &c)),
        Audience::Followers => {
            is_addressed(sight, post) || sight.following.contains(&post.audience_of)
        }
        Audience::Circle => {
            is_addressed(sight, post) || post.circle.is_some_and(|c| sight.circles.contains(&c))
        }
        Audience::Named => post.names_viewer,
    }
}

/// Should this post come to the viewer by itself (feeds, notifications)? Mutes act here only:
/// in a thread or on a profile the viewer opened, a muted person's words stay in place. Nor does
/// anything come from a place the viewer may not look into any more, or over a block: whoever keeps
/// the norms of a community goes there to see it.
pub fn may_arrive(sight: &Sight, post: &PostFacts) -> bool {
    // What those who keep the norms may look at does not come to them by itself.
    !is_shut_out(sight, post)
        && is_counted(sight, post)
        && !sight.muted.contains(&post.author)
        && !sight.is_apart_from(post.author)
}

/// True where a post stands in a community that the viewer may not read (any more). Whoever sees it
/// all the same is its author, and gets to see their own words and nothing of what became of them:
/// no answers, no thanks, no votes, not the name of a hidden place.
pub fn is_shut_out(sight: &Sight, post: &PostFacts) -> bool {
    post.community.is_some_and(|c| !may_read(sight, &c))
}

/// May the viewer see that this community exists?
pub fn may_know_of(sight: &Sight, community: &CommunityFacts) -> bool {
    match community.visibility {
        Visibility::Public | Visibility::MembersOnly => true,
        Visibility::Hidden => {
            sight.role(community.id).is_some()
                || sight.standings.get(&community.id) == Some(&Standing::Invited)
        }
    }
}

/// May the viewer read what is said in this community?
pub fn may_read(sight: &Sight, community: &CommunityFacts) -> bool {
    match community.visibility {
        Visibility::Public => true,
        Visibility::MembersOnly | Visibility::Hidden => sight.role(community.id).is_some(),
    }
}

/// May the viewer see this persona's page? Blocks act in both directions.
pub fn may_see_account(sight: &Sight, account: AccountId, state: AccountState) -> bool {
    state.is_there() && (sight.is(account) || !sight.is_apart_from(account))
}

/// May the viewer pass `post` on to their followers? Only what everyone may read anyway.
pub fn may_boost(sight: &Sight, post: &PostFacts) -> Result<Permit, Denied> {
    if !may_see(sight, post) {
        return Err(Denied::NotFound);
    }
    require_writer(sight)?;
    if post.audience == Audience::QuietPublic || !is_open_to_all(post) {
        return Err(Denied::Because("boost-not-public"));
    }
    Ok(Permit(()))
}

/// May the viewer thank for, keep, or vote in `post`?
pub fn may_react(sight: &Sight, post: &PostFacts) -> Result<Permit, Denied> {
    if !may_see(sight, post) {
        return Err(Denied::NotFound);
    }
    require_inside(sight, post)?;
    Ok(Permit(()))
}

/// May the viewer change the words of this post, or who may answer it, as its author? Not from
/// outside: nobody speaks on in a place that they left or were removed from.
pub fn may_change(sight: &Sight, post: &PostFacts) -> Result<Permit, Denied> {
    let permit = may_delete(sight, post)?;
    require_inside(sight, post)?;
    Ok(permit)
}

/// May the viewer put this post of theirs at the top of their page? What stands in a community, or
/// is for some people alone, has no place there.
pub fn may_pin(sight: &Sight, post: &PostFacts) -> Result<Permit, Denied> {
    if !may_see(sight, post) {
        return Err(Denied::NotFound);
    }
    if !sight.is(post.author) {
        return Err(Denied::Because("pin-own"));
    }
    require_writer(sight)?;
    let is_on_page = matches!(
        post.audience,
        Audience::Public | Audience::QuietPublic | Audience::Followers
    );
    if post.community.is_some() || !is_on_page {
        return Err(Denied::Because("pin-elsewhere"));
    }
    Ok(Permit(()))
}

/// May the viewer take this post down as its author? From wherever they stand now.
pub fn may_delete(sight: &Sight, post: &PostFacts) -> Result<Permit, Denied> {
    if post.is_gone || !sight.is(post.author) {
        return if may_see(sight, post) {
            Err(Denied::Because("not-your-post"))
        } else {
            Err(Denied::NotFound)
        };
    }
    require_writer(sight)?;
    Ok(Permit(()))
}

/// May the viewer take this post out of its community, as somebody who keeps its norms?
pub fn may_take_out(sight: &Sight, post: &PostFacts) -> Result<Permit, Denied> {
    if !may_see(sight, post) {
        return Err(Denied::NotFound);
    }
    require_writer(sight)?;
    match post.community {
        Some(c) if sight.role(c.id) >= Some(Role::Moderator) => Ok(Permit(())),
        _ => Err(Denied::Because("not-moderator")),
    }
}

/// May the viewer write a new post, into a community or not?
pub fn may_publish(sight: &Sight, into: Option<&CommunityFacts>) -> Result<Permit, Denied> {
    let Some(community) = into else {
        require_writer(sight)?;
        return Ok(Permit(()));
    };
    if !may_know_of(sight, community) {
        return Err(Denied::NotFound);
    }
    require_writer(sight)?;
    if sight.role(community.id).is_none() {
        return Err(Denied::Because("not-member"));
    }
    if community.is_closed {
        return Err(Denied::Because("community-closed"));
    }
    Ok(Permit(()))
}

/// May the viewer found a community, having founded or been given `hosting` of them so far?
pub fn may_found(sight: &Sight, hosting: usize) -> Result<Permit, Denied> {
    require_writer(sight)?;
    if hosting >= HOSTING_MAX {
        return Err(Denied::Because("too-many-communities"));
    }
    Ok(Permit(()))
}

/// Communities that one persona may be a host of: more than anybody can look after, and few enough
/// that the list of places cannot be flooded.
pub const HOSTING_MAX: usize = 20;

/// How somebody comes to the door of a community.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Knock {
    /// On their own. `again` where enough time has passed since they were refused.
    Alone {
        /// May ask once more after a refusal.
        again: bool,
    },
    /// With an invitation link that holds.
    WithLink,
}

/// What happens to somebody who knocks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Welcome {
    /// They are a member at once.
    In,
    /// Somebody who looks after the community answers them.
    Waits,
}

/// May the viewer join, and does the door open at once?
pub fn may_join(
    sight: &Sight,
    community: &CommunityFacts,
    knock: Knock,
) -> Result<(Permit, Welcome), Denied> {
    // A link that holds shows the way to a hidden community too.
    if knock != Knock::WithLink && !may_know_of(sight, community) {
        return Err(Denied::NotFound);
    }
    require_writer(sight)?;
    if community.is_closed {
        return Err(Denied::Because("community-closed"));
    }
    let welcome = |welcome| Ok((Permit(()), welcome));
    let standing = sight.standings.get(&community.id).copied();
    match standing.unwrap_or(Standing::None) {
        Standing::Member | Standing::Helper | Standing::Moderator | Standing::Host => {
            Err(Denied::Because("already-member"))
        }
        Standing::Invited => welcome(Welcome::In),
        // Neither door nor link: only an invitation by name, from those who may remove.
        Standing::Removed => Err(Denied::Because("was-removed")),
        Standing::Asked | Standing::Refused | Standing::None | Standing::Left
            if knock == Knock::WithLink =>
        {
            welcome(Welcome::In)
        }
        Standing::Asked => Err(Denied::Because("already-asked")),
        Standing::Refused if knock != (Knock::Alone { again: true }) => {
            Err(Denied::Because("was-refused"))
        }
        Standing::None | Standing::Left | Standing::Refused => match community.join_rule {
            JoinRule::Open => welcome(Welcome::In),
            JoinRule::Ask => welcome(Welcome::Waits),
            JoinRule::Invitation => Err(Denied::Because("invitation-only")),
        },
    }
}

/// May the viewer leave, where the community has `hosts` of them? The last host hands over or
/// closes first, so that nobody is left in a place without a key.
pub fn may_leave(sight: &Sight, community: &CommunityFacts, hosts: i64) -> Result<Permit, Denied> {
    match sight.role(community.id) {
        None if may_know_of(sight, community) => Err(Denied::Because("not-member")),
        None => Err(Denied::NotFound),
        Some(Role::Host) if hosts <= 1 && !community.is_closed => Err(Denied::Because("last-host")),
        Some(_) => Ok(Permit(())),
    }
}

/// What somebody who looks after a community may want to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Care {
    /// Make invitations.
    Invite,
    /// Answer people who ask to join.
    LetIn,
    /// Remove a member with this role.
    Remove(Role),
    /// Give a role to somebody who has the other role now.
    ChangeRole {
        /// The role now.
        from: Role,
        /// The role wished for.
        to: Role,
    },
    /// Change the charter, norms, name, picture, rules of joining.
    ChangeCharter,
    /// Close it for good.
    Close,
}

/// May the viewer do this in the community?
pub fn may_care(sight: &Sight, community: &CommunityFacts, what: Care) -> Result<Permit, Denied> {
    if !may_know_of(sight, community) {
        return Err(Denied::NotFound);
    }
    require_writer(sight)?;
    let Some(role) = sight.role(community.id) else {
        return Err(Denied::Because("not-member"));
    };
    if community.is_closed {
        return Err(Denied::Because("community-closed"));
    }
    let may = match what {
        Care::Invite | Care::LetIn => role >= Role::Helper,
        // Nobody removes or demotes their equal or better: a quarrel among hosts is not settled
        // by who is quicker.
        Care::Remove(other) => role >= Role::Moderator && role > other,
        Care::ChangeRole { from, .. } => role == Role::Host && from < Role::Host,
        Care::ChangeCharter | Care::Close => role == Role::Host,
    };
    if may {
        Ok(Permit(()))
    } else {
        Err(Denied::Because("not-enough-role"))
    }
}

/// May the viewer begin a relation (follow, circle, message) with this account?
pub fn may_approach(
    sight: &Sight,
    account: AccountId,
    state: AccountState,
) -> Result<Permit, Denied> {
    if !may_see_account(sight, account, state) {
        return Err(Denied::NotFound);
    }
    require_writer(sight)?;
    if sight.is(account) {
        return Err(Denied::Because("that-is-you"));
    }
    Ok(Permit(()))
}

/// May the viewer do something with what is their own (settings, drafts, blocks)?
pub fn may_keep_house(sight: &Sight) -> Result<Permit, Denied> {
    if sight.viewer.is_some() {
        Ok(Permit(()))
    } else {
        Err(Denied::Because("sign-in"))
    }
}

fn require_writer(sight: &Sight) -> Result<(), Denied> {
    if sight.viewer.is_none() {
        Err(Denied::Because("sign-in"))
    } else if !sight.can_write {
        Err(Denied::Because("frozen"))
    } else {
        Ok(())
    }
}

fn require_inside(sight: &Sight, post: &PostFacts) -> Result<(), Denied> {
    require_writer(sight)?;
    if is_shut_out(sight, post) {
        return Err(Denied::Because("not-member"));
    }
    Ok(())
}

fn may_write_beside(sight: &Sight, post: &PostFacts) -> Result<(), Denied> {
    require_writer(sight)?;
    match post.community {
        Some(c) if c.is_closed => Err(Denied::Because("community-closed")),
        Some(c) if sight.role(c.id).is_none() => Err(Denied::Because("not-member")),
        _ => Ok(()),
    }
}

/// The post names the viewer, or goes to the viewer's own followers or circle.
fn is_addressed(sight: &Sight, post: &PostFacts) -> bool {
    post.names_viewer || sight.is(post.audience_of)
}

/// False for older words that their author closed to the viewer: see [`crate::old_words`].
///
/// What was said to somebody by name stays theirs to read, what was said in a community stays its
/// members', and a circle is a choice of people already.
fn is_open_still(sight: &Sight, post: &PostFacts) -> bool {
    let Some(still) = post.closed_for else {
        return true;
    };
    match (post.audience, post.community) {
        (Audience::Named | Audience::Circle, _) => true,
        (_, Some(community)) => sight.role(community.id).is_some(),
        _ => is_addressed(sight, post) || is_among(sight, post, still),
    }
}

/// Everyone on the internet may read it.
pub fn is_open_to_all(post: &PostFacts) -> bool {
    let place_is_open = post
        .community
        .is_none_or(|c| c.visibility == Visibility::Public);
    place_is_open
        && post.closed_for.is_none()
        && matches!(
            post.audience,
            Audience::Public | Audience::QuietPublic | Audience::Community
        )
}

fn is_among(sight: &Sight, post: &PostFacts, who: WhoMay) -> bool {
    if sight.is(post.author) {
        return true;
    }
    // Whoever is addressed by name may answer, unless the author wants no answers at all.
    match who {
        WhoMay::Everyone | WhoMay::Ask => true,
        WhoMay::Followers => post.names_viewer || sight.following.contains(&post.author),
        WhoMay::Followed => post.names_viewer || post.author_follows_viewer,
        WhoMay::Members => {
            post.names_viewer || post.community.is_some_and(|c| sight.role(c.id).is_some())
        }
        WhoMay::Named => post.names_viewer,
        WhoMay::Nobody => false,
    }
}
