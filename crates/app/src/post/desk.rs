//! The desk: what lies ready before somebody begins to write. A refusal is told here, before any
//! words are wasted.

use super::space;
use crate::reading::{Item, assemble};
use crate::visit::Place;
use crate::{Actor, App, Error, Result};
use hafan_core::audience::{Audience, WhoMay};
use hafan_core::community::Visibility;
use hafan_core::handle::Handle;
use hafan_core::id::{CommunityId, PostId};
use hafan_core::place::PlaceField;
use hafan_core::policy::{self, Denied, Sight};
use hafan_core::reason::Reason;
use hafan_store::account::Card;
use hafan_store::circle::Circle;
use hafan_store::media::Media;
use hafan_store::post::PostRow;
use hafan_store::{Read, account, circle, media, post};
use std::sync::Arc;

/// What somebody wants to begin.
#[derive(Clone, Default, Debug)]
pub struct Begin {
    /// The post to answer.
    pub reply_to: Option<PostId>,
    /// The post to quote.
    pub quote_of: Option<PostId>,
    /// Handle of the community to write in, or empty.
    pub place: String,
}

/// What lies ready.
#[derive(Debug)]
pub struct Desk {
    /// The post that is answered.
    pub parent: Option<Item>,
    /// The post that is quoted.
    pub quoted: Option<Item>,
    /// The community it will stand in, where that is settled.
    pub place: Option<(CommunityId, Card, Visibility)>,
    /// Communities the persona may write in, by name, where that is still open.
    pub places: Vec<(Card, Visibility)>,
    /// The persona's circles, where that is still open.
    pub circles: Vec<Circle>,
    /// Why the persona may not write here: end of a locale key `denied-…`.
    pub refusal: Option<&'static str>,
    /// Whom it answers looks at it before it shows.
    pub reply_is_asked: bool,
    /// Whom it quotes looks at it before the quote shows.
    pub quote_is_asked: bool,
    /// What a post starts with.
    pub audience: Audience,
    /// What a post starts with.
    pub replies: WhoMay,
    /// What a post starts with.
    pub quotes: WhoMay,
    /// Characters a post may have.
    pub chars_max: i64,
    /// Pictures a post may have.
    pub pictures_max: i64,
    /// Bytes a picture may have.
    pub picture_bytes_max: i64,
}

impl Desk {
    /// A desk with nothing on it but the limits of the place: where the real one can't be had.
    pub fn bare(place: &Place) -> Self {
        Self {
            parent: None,
            quoted: None,
            place: None,
            places: Vec::new(),
            circles: Vec::new(),
            refusal: None,
            reply_is_asked: false,
            quote_is_asked: false,
            audience: Audience::Followers,
            replies: WhoMay::Everyone,
            quotes: WhoMay::Everyone,
            chars_max: place.number(PlaceField::PostCharsMax),
            pictures_max: place.number(PlaceField::PicturesMax),
            picture_bytes_max: place.number(PlaceField::PictureBytesMax),
        }
    }
}

/// Lays everything ready.
///
/// # Errors
/// `NotFound` where the persona may not see what it wants to answer, quote or write in.
pub async fn open(app: &App, actor: &Actor, begin: Begin) -> Result<Desk> {
    let me = actor.persona;
    app.read(move |read| {
        let sight = hafan_store::sight::load(read, Some(me))?;
        let mut desk = empty(read, &sight)?;
        let quoted = begin.quote_of.map(|id| one(read, &sight, id)).transpose()?;
        let home = quoted.as_ref().and_then(|quoted| stays_in(&sight, quoted));
        if let Some(parent) = begin.reply_to {
            answer(read, &sight, &mut desk, parent)?;
        } else if !begin.place.is_empty() {
            inside(read, &sight, &mut desk, &begin.place)?;
        } else if let Some(handle) = home {
            inside(read, &sight, &mut desk, &handle)?;
        } else {
            anywhere(read, &sight, &mut desk)?;
        }
        if let Some(quoted) = quoted {
            quote(&sight, &mut desk, quoted)?;
        }
        Ok(desk)
    })
    .await
}

fn empty(read: &mut Read<'_>, sight: &Sight) -> Result<Desk> {
    let me = sight.viewer.ok_or(Error::Denied("sign-in"))?;
    let persona = account::persona(read, me)?.ok_or(Error::NotFound)?;
    let place = Place::load(read)?;
    Ok(Desk {
        refusal: code(policy::may_publish(sight, None))?,
        audience: persona.default_audience,
        replies: persona.default_replies,
        quotes: persona.default_quotes,
        ..Desk::bare(&place)
    })
}

fn answer(read: &mut Read<'_>, sight: &Sight, desk: &mut Desk, id: PostId) -> Result<()> {
    let parent = one(read, sight, id)?;
    desk.refusal = parent.may_reply.err();
    desk.reply_is_asked = parent.reply_is_asked;
    let facts = parent.post.facts;
    desk.audience = facts.audience;
    desk.replies = match facts.community {
        Some(_) => WhoMay::Members,
        None => WhoMay::Everyone,
    };
    if let (Some(community), Some(card)) = (facts.community, &parent.community) {
        desk.place = Some((community.id, card.clone(), community.visibility));
    }
    desk.parent = Some(parent);
    Ok(())
}

/// Handle of the community in which alone a post may be quoted: whoever chose nowhere yet to write
/// begins there.
fn stays_in(sight: &Sight, quoted: &Item) -> Option<String> {
    let asked = policy::may_quote(sight, &quoted.post.facts, None);
    let leaves = matches!(asked, Err(Denied::Because("quote-leaves-audience")));
    let home = quoted.community.as_ref().filter(|_| leaves)?;
    Some(home.handle.clone())
}

fn quote(sight: &Sight, desk: &mut Desk, quoted: Item) -> Result<()> {
    let settled = desk.place.as_ref().map(|(id, _, _)| *id);
    let facts = &quoted.post.facts;
    let asked = policy::may_quote(sight, facts, settled);
    desk.quote_is_asked = asked.as_ref().is_ok_and(policy::Entry::is_asked);
    desk.refusal = desk.refusal.or(code(asked.map(|entry| entry.permit))?);
    desk.quoted = Some(quoted);
    Ok(())
}

fn inside(read: &mut Read<'_>, sight: &Sight, desk: &mut Desk, handle: &str) -> Result<()> {
    let Ok(handle) = Handle::parse_unreserved(handle) else {
        return Err(Error::NotFound);
    };
    // The same statements for a hidden community and for none.
    let found = account::by_handle(read, &handle.key())?;
    let community = found.map_or(CommunityId::new(0), |(id, ..)| id.community());
    let (facts, usual) = post::community_rules(read, community)?.ok_or(Error::NotFound)?;
    desk.refusal = code(policy::may_publish(sight, Some(&facts)))?;
    let card = account::card(read, community.account())?.ok_or(Error::NotFound)?;
    desk.audience = Audience::Community;
    desk.replies = usual.replies;
    desk.quotes = super::setting::quotes_inside(desk.quotes, usual.quotes);
    desk.place = Some((community, card, facts.visibility));
    Ok(())
}

fn anywhere(read: &mut Read<'_>, sight: &Sight, desk: &mut Desk) -> Result<()> {
    let me = sight.viewer.ok_or(Error::Denied("sign-in"))?;
    desk.circles = circle::of_owner(read, me)?;
    let mut ids: Vec<i64> = sight
        .standings
        .iter()
        .filter(|(_, standing)| standing.role().is_some())
        .map(|(community, _)| community.get())
        .collect();
    ids.sort_unstable();
    let mut cards = account::cards(read, &ids)?;
    cards.sort_by_key(|card| card.name.to_lowercase());
    for card in cards {
        let rules = post::community_rules(read, card.id.community())?;
        if let Some((facts, _)) = rules.filter(|(facts, _)| !facts.is_closed) {
            desk.places.push((card, facts.visibility));
        }
    }
    Ok(())
}

fn one(read: &mut Read<'_>, sight: &Sight, id: PostId) -> Result<Item> {
    super::visible(read, sight, id)?;
    let items = assemble(read, sight, &[(id, Reason::YouOpenedThis)])?;
    items.into_iter().next().ok_or(Error::NotFound)
}

/// The code of a refusal; what may not be known of is an error.
fn code(asked: std::result::Result<policy::Permit, Denied>) -> Result<Option<&'static str>> {
    match asked {
        Ok(_) => Ok(None),
        Err(Denied::Because(code)) => Ok(Some(code)),
        Err(Denied::NotFound) => Err(Error::NotFound),
    }
}

/// A post of one's own, ready to be changed.
#[derive(Debug)]
pub struct OwnPost {
    /// The post.
    pub row: PostRow,
    /// Its text as typed.
    pub source: String,
    /// Its pictures in order.
    pub pictures: Vec<Media>,
    /// The persona, as others see it.
    pub author: Card,
}

/// A post of one's own, ready to be changed, or the answer of the rules.
pub async fn own_post(app: &App, actor: &Actor, id: PostId) -> Result<OwnPost> {
    let me = actor.persona;
    app.read(move |read| {
        let sight = hafan_store::sight::load(read, Some(me))?;
        let (row, _) = super::own(read, &sight, id, policy::may_change)?;
        Ok(OwnPost {
            source: post::source(read, id)?.unwrap_or_default(),
            pictures: media::of_posts(read, &[id.get()])?,
            author: account::card(read, me)?.ok_or(Error::NotFound)?,
            row,
        })
    })
    .await
}

/// A post of one's own, ready to be deleted, or the answer of the rules.
pub async fn to_delete(app: &App, actor: &Actor, id: PostId) -> Result<Item> {
    let (item, _) = to_rewrite(app, actor, id).await?;
    Ok(item)
}

/// As [`to_delete`], with its text as typed, for somebody who deletes a post to write it anew. What
/// began a conversation in a community names that first, so that it does not go out elsewhere.
pub async fn to_rewrite(app: &App, actor: &Actor, id: PostId) -> Result<(Item, String)> {
    let (me, config) = (actor.persona, Arc::clone(&app.config));
    app.read(move |read| {
        let sight = hafan_store::sight::load(read, Some(me))?;
        super::own(read, &sight, id, policy::may_delete)?;
        let source = post::source(read, id)?.unwrap_or_default();
        let item = one(read, &sight, id)?;
        let source = match (&item.community, item.post.reply_to) {
            (Some(place), None) => space::led(source, &place.handle, config.domain()),
            _ => source,
        };
        Ok((item, source))
    })
    .await
}

/// A post that the persona may see, for a page about it.
pub async fn seen_post(app: &App, actor: &Actor, id: PostId) -> Result<Item> {
    let me = actor.persona;
    app.read(move |read| {
        let sight = hafan_store::sight::load(read, Some(me))?;
        one(read, &sight, id)
    })
    .await
}
