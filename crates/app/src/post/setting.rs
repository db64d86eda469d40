//! Where a new post will stand: its audience, its thread, what it quotes, who may answer it.

use super::echo::FoundBy;
use super::space::{self, Space};
use super::wish::{ForWhom, Wish};
use crate::{Error, Result, Turn, shield};
use hafan_core::account::AccountState;
use hafan_core::audience::{Audience, WhoMay};
use hafan_core::community::Visibility;
use hafan_core::handle::Handle;
use hafan_core::id::{AccountId, CircleId, CommunityId, PostId};
use hafan_core::policy::{self, Permit, PostFacts, Sight};
use hafan_store::account::Persona;
use hafan_store::post::PostRow;

/// Where a new post will stand, decided by the rules.
pub(super) struct Setting {
    pub permit: Permit,
    pub author: AccountId,
    pub community: Option<CommunityId>,
    pub audience: Audience,
    pub audience_of: AccountId,
    pub circle: Option<CircleId>,
    pub replies: WhoMay,
    pub quotes: WhoMay,
    /// The author chose that public posts may be found by their words.
    pub is_findable: bool,
    /// Who looks at it first, as an answer.
    pub asks: Vec<AccountId>,
    /// Who looks first at what it quotes.
    pub quote_asks: Option<AccountId>,
    /// Whose shield holds what it quotes, without a question.
    pub quote_shielded: Option<AccountId>,
    /// Who began the thread that it answers in.
    pub thread_by: Option<AccountId>,
    /// The post it answers.
    pub parent: Option<PostRow>,
    /// The post it quotes.
    pub quoted: Option<PostRow>,
}

impl Setting {
    /// The first post of the thread of a post with this id.
    pub fn thread(&self, id: PostId) -> PostId {
        self.parent.as_ref().map_or(id, |parent| parent.thread)
    }

    /// Who wrote what it answers; where its author goes on from their own words, whoever they
    /// answered before.
    pub fn answered(&self) -> Option<AccountId> {
        let parent = self.parent.as_ref()?;
        match parent.facts.author == self.author {
            true => parent.facts.say.answered,
            false => Some(parent.facts.author),
        }
    }

    /// Who may find it by its words.
    pub fn found_by(&self) -> FoundBy {
        FoundBy {
            author: self.author,
            community: self.community,
            audience: self.audience,
            is_findable: self.is_findable,
        }
    }
}

/// Decides where a post of this wish, whose words name these communities, would stand, or why it
/// may not.
pub(super) fn decide(
    turn: &mut Turn<'_, '_>,
    sight: &Sight,
    wish: &Wish,
    named: &[Space],
) -> Result<Setting> {
    let author = sight.viewer.ok_or(Error::Denied("sign-in"))?;
    let persona = hafan_store::account::persona(turn.tx, author)?
        .filter(|persona| persona.state != AccountState::Deleted)
        .ok_or(Error::NotFound)?;
    let mut setting = match wish.reply_to {
        Some(parent) => answer(turn, sight, wish, &persona, parent)?,
        None => {
            let asked = for_whom(turn, wish)?;
            let settled = space::settle(sight, (asked, persona.default_audience), named)?;
            fresh(turn, sight, &persona, settled)?
        }
    };
    space::require_same(named, setting.community, "community-in-answer")?;
    if let Some(quoted) = wish.quote_of {
        let row = super::visible(turn.tx, sight, quoted)?;
        let entry = policy::may_quote(sight, &row.facts, setting.community)?;
        setting.quote_asks = entry.asks.into_iter().flatten().next();
        let both = (row.facts.author, author);
        if setting.quote_asks.is_none() && shield::holds(turn.tx, both, row.thread, turn.now)? {
            setting.quote_shielded = Some(row.facts.author);
        }
        setting.quoted = Some(row);
    }
    setting.replies = wish.replies.unwrap_or(setting.replies);
    let quotes = wish.quotes.unwrap_or(setting.quotes);
    setting.quotes = quotable(quotes, setting.audience, setting.community.is_some());
    require_policies_fit(&setting)?;
    Ok(setting)
}

/// Who may quote: nobody what is for some people alone, whatever was asked for.
pub(super) fn quotable(quotes: WhoMay, audience: Audience, is_inside: bool) -> WhoMay {
    if audience.is_open() || is_inside {
        quotes
    } else {
        WhoMay::Nobody
    }
}

/// `WhoMay::Members` means something only inside a community.
fn require_policies_fit(setting: &Setting) -> Result<()> {
    policies_fit(setting.community.is_some(), setting.replies, setting.quotes)
}

/// Refuses a rule about members where there is no community.
pub(super) fn policies_fit(is_inside: bool, replies: WhoMay, quotes: WhoMay) -> Result<()> {
    for (field, who) in [("replies", replies), ("quotes", quotes)] {
        if who == WhoMay::Members && !is_inside {
            return Err(Error::invalid(field, "members-of-nothing"));
        }
    }
    Ok(())
}

/// An answer stands where its thread stands, and reaches the same people or fewer.
fn answer(
    turn: &mut Turn<'_, '_>,
    sight: &Sight,
    wish: &Wish,
    persona: &Persona,
    parent: PostId,
) -> Result<Setting> {
    let parent = super::visible(turn.tx, sight, parent)?;
    let root = super::root_of(turn.tx, &parent, sight.viewer)?;
    let answered = super::answered_before(turn.tx, &parent, sight.viewer)?;
    let above = policy::Above {
        answered: answered.as_ref().map(|row| &row.facts),
        root: root.as_ref().map(|row| &row.facts),
    };
    let policy::Entry { permit, asks } = policy::may_reply(sight, &parent.facts, above)?;
    let mut asks: Vec<AccountId> = asks.into_iter().flatten().collect();
    asks.dedup();
    let facts = parent.facts;
    let audience = answer_audience(&facts, wish.for_whom)?;
    let is_inherited = audience == facts.audience;
    let replies = match facts.community {
        Some(_) => WhoMay::Members,
        None => WhoMay::Everyone,
    };
    Ok(Setting {
        permit,
        author: persona.id,
        community: facts.community.map(|c| c.id),
        audience,
        audience_of: if is_inherited && !audience.is_open() {
            facts.audience_of
        } else {
            persona.id
        },
        circle: facts.circle.filter(|_| is_inherited),
        replies,
        quotes: default_quotes(persona, facts.community.is_some()),
        is_findable: persona.posts_findable,
        asks,
        quote_asks: None,
        quote_shielded: None,
        thread_by: Some(root.map_or(facts.author, |root| root.facts.author)),
        parent: Some(parent),
        quoted: None,
    })
}

/// The audience of an answer: that of the post it answers, or fewer people. Clients send the word
/// they were told of the post, or their own usual one if that is narrower: where more people were
/// meant than the conversation has, it reaches those of the conversation.
///
/// # Errors
/// `Invalid`, where it would reach more people than its author meant.
fn answer_audience(parent: &PostFacts, wish: ForWhom) -> Result<Audience> {
    let Some(place) = &parent.community else {
        return match (wish, parent.audience) {
            (ForWhom::Named, _) => Ok(Audience::Named),
            (ForWhom::Quiet, Audience::Public) => Ok(Audience::QuietPublic),
            (ForWhom::Followers, audience) if audience.is_open() => Ok(Audience::Followers),
            (ForWhom::Circle(_), Audience::Circle) => Ok(Audience::Circle),
            (ForWhom::Circle(_) | ForWhom::Community(_), _) => {
                Err(Error::invalid("audience", "audience-wider-than-thread"))
            }
            (ForWhom::Usual | ForWhom::Public | ForWhom::Quiet | ForWhom::Followers, same) => {
                Ok(same)
            }
        };
    };
    match wish {
        ForWhom::Usual | ForWhom::Public | ForWhom::Quiet => Ok(parent.audience),
        ForWhom::Followers if place.visibility != Visibility::Public => Ok(parent.audience),
        ForWhom::Community(wished) if wished == place.id => Ok(parent.audience),
        _ => Err(Error::invalid("audience", "answer-in-community")),
    }
}

/// A post that begins a thread.
fn fresh(
    turn: &mut Turn<'_, '_>,
    sight: &Sight,
    persona: &Persona,
    for_whom: ForWhom,
) -> Result<Setting> {
    let mut setting = Setting {
        permit: policy::may_publish(sight, None)?,
        author: persona.id,
        community: None,
        audience: persona.default_audience,
        audience_of: persona.id,
        circle: None,
        replies: persona.default_replies,
        quotes: default_quotes(persona, false),
        is_findable: persona.posts_findable,
        asks: Vec::new(),
        quote_asks: None,
        quote_shielded: None,
        thread_by: None,
        parent: None,
        quoted: None,
    };
    match for_whom {
        // A default that needs one more choice can't be taken without it.
        ForWhom::Usual => {
            if matches!(setting.audience, Audience::Community | Audience::Circle) {
                setting.audience = Audience::Followers;
            }
        }
        ForWhom::Public => setting.audience = Audience::Public,
        ForWhom::Quiet => setting.audience = Audience::QuietPublic,
        ForWhom::Followers => setting.audience = Audience::Followers,
        ForWhom::Named => setting.audience = Audience::Named,
        ForWhom::Circle(circle) => {
            let owner = hafan_store::circle::owner(turn.tx, circle)?;
            if owner != Some(persona.id) {
                return Err(Error::invalid("audience", "circle-gone"));
            }
            setting.audience = Audience::Circle;
            setting.circle = Some(circle);
        }
        ForWhom::Community(community) => {
            let rules = hafan_store::post::community_rules(turn.tx, community)?;
            let (facts, usual) = rules.ok_or(Error::NotFound)?;
            setting.permit = policy::may_publish(sight, Some(&facts))?;
            setting.community = Some(community);
            setting.audience = Audience::Community;
            setting.replies = usual.replies;
            setting.quotes = quotes_inside(persona.default_quotes, usual.quotes);
        }
    }
    if setting.community.is_none() && setting.replies == WhoMay::Members {
        setting.replies = WhoMay::Everyone;
    }
    Ok(setting)
}

/// The wish, with the handle of a community looked up.
fn for_whom(turn: &mut Turn<'_, '_>, wish: &Wish) -> Result<ForWhom> {
    if wish.for_whom != ForWhom::Usual || wish.place.is_empty() {
        return Ok(wish.for_whom);
    }
    let Ok(handle) = Handle::parse_unreserved(&wish.place) else {
        return Err(Error::NotFound);
    };
    // What is not there is found missing by the same statements as what may not be known of.
    let found = hafan_store::account::by_handle(turn.tx, &handle.key())?;
    let id = found.map_or(CommunityId::new(0), |(id, ..)| id.community());
    Ok(ForWhom::Community(id))
}

/// Who may quote what somebody begins in a community: what is usual there, unless they are more
/// careful with their own words.
pub(super) const fn quotes_inside(own: WhoMay, usual: WhoMay) -> WhoMay {
    match (own, usual) {
        (WhoMay::Nobody, _) => WhoMay::Nobody,
        (WhoMay::Ask, WhoMay::Everyone | WhoMay::Members) => WhoMay::Ask,
        (_, usual) => usual,
    }
}

/// What is said inside a community stays among its members unless its author opens it.
fn default_quotes(persona: &Persona, is_inside: bool) -> WhoMay {
    match persona.default_quotes {
        WhoMay::Everyone if is_inside => WhoMay::Members,
        WhoMay::Members if !is_inside => WhoMay::Everyone,
        other => other,
    }
}
