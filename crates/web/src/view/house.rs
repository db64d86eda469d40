//! The top of every page of a community, and communities in lists.

use super::visibility;
use crate::page::Page;
use hafan_app::community::people::Listed;
use hafan_app::community::square::House;
use hafan_app::store::account::Card;
use hafan_core::community::{JoinRule, Role, Standing};
use hafan_core::policy::CommunityFacts;

/// The top of every page of a community, as `community/house.html` shows it.
pub struct HouseView {
    /// `/c/<handle>`.
    pub path: String,
    /// The handle.
    pub handle: String,
    /// Decimal id, for live lines.
    pub id: String,
    /// Name and crest.
    pub card: Card,
    /// What its picture shows, in words; may be empty.
    pub picture_alt: String,
    /// One sentence: what it is.
    pub summary: String,
    /// Icon and words: who can see it.
    pub visibility: (&'static str, &'static str),
    /// Icon and words: what the viewer is here.
    pub standing: Option<(&'static str, &'static str)>,
    /// The viewer was invited and has not answered.
    pub is_invited: bool,
    /// Read only, for good.
    pub is_closed: bool,
    /// The viewer reads what is said here.
    pub may_read: bool,
    /// The viewer writes here.
    pub may_write: bool,
    /// The viewer is a member.
    pub is_member: bool,
    /// The viewer answers those who ask, and invites.
    pub is_carer: bool,
    /// The viewer looks after the place itself.
    pub is_host: bool,
    /// Somebody waits for an answer.
    pub someone_waits: bool,
    /// The viewer asked to join, and has not answered its question.
    pub lacks_answer: bool,
    /// Address and words of the way in, where there is one for the viewer.
    pub way_in: Option<(String, &'static str)>,
}

impl HouseView {
    /// The view of a community's top.
    pub fn new(page: &Page, house: &House) -> Self {
        let facts = &house.community.facts;
        let path = format!("/c/{}", house.community.handle);
        let has_role = |role| !facts.is_closed && house.role >= Some(role);
        Self {
            handle: house.community.handle.clone(),
            id: facts.id.to_string(),
            card: house.card.clone(),
            picture_alt: house.picture_alt.clone(),
            summary: house.community.summary.clone(),
            visibility: visibility(page, facts.visibility),
            standing: standing(page, house.standing),
            is_invited: house.standing == Standing::Invited,
            is_closed: facts.is_closed,
            may_read: house.may_read,
            may_write: house.may_write,
            is_member: house.role.is_some(),
            is_carer: has_role(Role::Helper),
            is_host: has_role(Role::Host),
            someone_waits: house.someone_waits,
            lacks_answer: house.lacks_answer,
            way_in: way_in(page, facts, (house.standing, house.lacks_answer))
                .map(|key| (format!("{path}/join"), key)),
            path,
        }
    }
}

/// A community in a list.
pub struct PlaceView {
    /// `/c/<handle>`.
    pub path: String,
    /// Name and crest.
    pub card: Card,
    /// One sentence: what is new, or what it is.
    pub words: String,
    /// Somebody wrote since the last visit.
    pub is_new: bool,
    /// Icon and words: who can see it.
    pub visibility: (&'static str, &'static str),
    /// Address and words of the way in, where there is one for the viewer.
    pub way_in: Option<(String, &'static str)>,
}

impl PlaceView {
    /// The view of a community in a list.
    pub fn new(page: &Page, listed: &Listed) -> Self {
        let path = format!("/c/{}", listed.card.handle);
        let newest = listed.news.as_ref().and_then(|news| news.newest.as_ref());
        let words = match newest {
            Some(newest) => {
                let said = page.said(newest.at);
                let args = [("name", (&newest.author).into()), ("when", said.into())];
                page.texts().f("places-new", &args)
            }
            None => listed.summary.clone(),
        };
        let way_in = way_in(page, &listed.facts, (listed.standing, false));
        Self {
            words,
            is_new: newest.is_some(),
            visibility: visibility(page, listed.facts.visibility),
            way_in: way_in.map(|key| (format!("{path}/join"), key)),
            card: listed.card.clone(),
            path,
        }
    }
}

/// Icon and words of a role, for lists of people.
pub fn role(page: &Page, role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Member => ("user-round", page.t("role-member")),
        Role::Helper => ("hand-helping", page.t("role-helper")),
        Role::Moderator => ("shield-check", page.t("role-moderator")),
        Role::Host => ("crown", page.t("role-host")),
    }
}

fn standing(page: &Page, standing: Standing) -> Option<(&'static str, &'static str)> {
    let words = match standing {
        Standing::Member => ("user-check", "you-are-member"),
        Standing::Helper => ("hand-helping", "you-are-helper"),
        Standing::Moderator => ("shield-check", "you-are-moderator"),
        Standing::Host => ("crown", "you-are-host"),
        Standing::Asked => ("clock", "you-have-asked"),
        Standing::Invited => ("mail-open", "you-are-invited"),
        Standing::None | Standing::Refused | Standing::Left | Standing::Removed => return None,
    };
    Some((words.0, page.t(words.1)))
}

fn way_in(
    page: &Page,
    facts: &CommunityFacts,
    (standing, lacks_answer): (Standing, bool),
) -> Option<&'static str> {
    if facts.is_closed {
        return None;
    }
    match standing {
        Standing::Invited => Some(page.t("community-take-invitation")),
        Standing::Asked if lacks_answer => Some(page.t("community-answer-question")),
        Standing::None | Standing::Left | Standing::Refused => match facts.join_rule {
            JoinRule::Open => Some(page.t("community-join")),
            JoinRule::Ask => Some(page.t("community-ask")),
            JoinRule::Invitation => None,
        },
        Standing::Asked
        | Standing::Removed
        | Standing::Member
        | Standing::Helper
        | Standing::Moderator
        | Standing::Host => None,
    }
}
