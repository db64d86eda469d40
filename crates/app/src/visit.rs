//! A visit: who looks at a page, in which language, at which place. Loaded once for each request.

use crate::media::pass::{self, Pass};
use crate::{Actor, App, Error, Result};
use hafan_core::community::Standing;
use hafan_core::id::{AccountId, MemberId, SessionId};
use hafan_core::member::MemberState;
use hafan_core::place::{PlaceField, SignUp};
use hafan_core::time::Timestamp;
use hafan_store::account::Card;
use hafan_store::session::Grant;
pub use hafan_store::session::{APPLICATION_US, SESSION_STEP_US, SESSION_US};
use hafan_store::{Read, account, application, member, place, session, sight};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Places listed beside every page.
const PLACES_MAX: usize = 30;

/// Who looks at a page, and what every page shows.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Now.
    pub now: Timestamp,
    /// The place.
    pub place: Place,
    /// The member, if signed in.
    pub me: Option<Me>,
}

/// A member who is signed in, as one of their personas.
#[derive(Clone, Debug)]
pub struct Me {
    /// Who acts.
    pub actor: Actor,
    /// The persona as others see it.
    pub card: Card,
    /// The secret that forms of this session carry.
    pub csrf: String,
    /// Language of the pages.
    pub locale: String,
    /// `auto`, `light` or `dark`.
    pub theme: String,
    /// Easy Read is on.
    pub easy_read: bool,
    /// Numbers about popularity are wanted.
    pub shows_counts: bool,
    /// IANA name of the time zone.
    pub time_zone: String,
    /// Held by a host: reads, does not write.
    pub is_frozen: bool,
    /// Communities this persona is a member of, by name; at most thirty. On pages only.
    pub places: Vec<Card>,
    /// Communities that invited this persona. On pages only.
    pub invited_to: Vec<Card>,
    /// With what an application opens pictures that not everyone may see; nothing in a browser.
    pub pass: Option<Pass>,
}

/// The settings of the place, with what they are before a host changes them.
#[derive(Clone, Debug)]
pub struct Place(HashMap<String, String>);

impl Place {
    /// Loads the settings.
    pub fn load(read: &mut Read<'_>) -> Result<Self> {
        Ok(Self(place::all(read)?))
    }

    /// A setting as text.
    pub fn get(&self, field: PlaceField) -> &str {
        self.0
            .get(field.code())
            .map_or_else(|| default(field), String::as_str)
    }

    /// A setting that is a number.
    pub fn number(&self, field: PlaceField) -> i64 {
        let parse = |text: &str| text.parse().ok();
        parse(self.get(field))
            .or_else(|| parse(default(field)))
            .unwrap_or(0)
    }

    /// True once the place has a name and a host.
    pub fn is_set_up(&self) -> bool {
        self.0.contains_key(PlaceField::Name.code())
    }

    /// The name of the place.
    pub fn name(&self) -> &str {
        self.get(PlaceField::Name)
    }

    /// How people become members.
    pub fn sign_up(&self) -> SignUp {
        SignUp::parse(self.get(PlaceField::SignUp)).unwrap_or(SignUp::Invitation)
    }
}

/// What a setting is until a host changes it.
const fn default(field: PlaceField) -> &'static str {
    match field {
        PlaceField::Name => "Hafan",
        PlaceField::Summary
        | PlaceField::Rules
        | PlaceField::Contact
        | PlaceField::SignUpQuestion => "",
        PlaceField::SignUp => "invitation",
        PlaceField::Locale => "en",
        PlaceField::TimeZone => "Europe/London",
        PlaceField::Accent => "pine",
        PlaceField::PostCharsMax => "10000",
        PlaceField::PictureBytesMax => "16777216",
        PlaceField::PicturesMax => "4",
        PlaceField::PictureLists | PlaceField::PicturesHeld => "0",
    }
}

/// The hash under which a secret token is stored and looked up.
pub fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Loads the visit of whoever carries this session token.
///
/// A token that is unknown, has ended, or belongs to somebody who is gone makes a visitor.
pub async fn load(app: &App, token: Option<&str>) -> Result<Visit> {
    let now = app.now();
    let hash = token.map(token_hash);
    let (place, me, touch) = app
        .read(move |read| {
            let place = Place::load(read)?;
            let Some(hash) = hash else {
                return Ok((place, None, None));
            };
            let found = session::by_token(read, &hash, now)?;
            // The token of an application opens no pages.
            let Some(session) = found.filter(|session| session.grant.is_none()) else {
                return Ok((place, None, None));
            };
            let mut me = load_me_of(read, &session)?;
            if let Some(me) = &mut me {
                load_places(read, me)?;
            }
            Ok((place, me, stale(&session, now)))
        })
        .await?;
    touch_if(app, touch, SESSION_US).await;
    Ok(Visit { now, place, me })
}

/// Whoever comes through an application.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The member and the place; no member where an application acts for itself.
    pub visit: Visit,
    /// What the application may do.
    pub grant: Grant,
}

/// Loads the visit of whoever carries this token of an application.
///
/// # Errors
/// `Denied("token")` for one that is unknown or has ended, or belongs to somebody who is gone.
pub async fn load_caller(app: &App, token: &str) -> Result<Caller> {
    let now = app.now();
    let hash = token_hash(token);
    let (mut caller, touch) = app
        .read(move |read| {
            let place = Place::load(read)?;
            let unknown = Error::Denied("token");
            if let Some((session, pass)) = session::by_token_with_pass(read, &hash, now)? {
                let grant = session.grant.clone().ok_or(unknown)?;
                let mut me = load_me_of(read, &session)?.ok_or(Error::Denied("token"))?;
                me.pass = pass.map(Pass::from);
                let visit = Visit {
                    now,
                    place,
                    me: Some(me),
                };
                return Ok((Caller { visit, grant }, stale(&session, now)));
            }
            let (application, scopes) = application::by_token(read, &hash)?.ok_or(unknown)?;
            let visit = Visit {
                now,
                place,
                me: None,
            };
            let grant = Grant {
                application,
                scopes,
            };
            Ok((Caller { visit, grant }, None))
        })
        .await?;
    touch_if(app, touch, APPLICATION_US).await;
    if let Some(me) = caller.visit.me.as_mut().filter(|me| me.pass.is_none()) {
        me.pass = pass::for_today(app, me.actor.session).await;
    }
    Ok(caller)
}

/// The visit of somebody who is there already: for what is shown to them later, with what they and
/// the place have chosen by then. Nothing where they are gone.
pub async fn again(app: &App, actor: Actor) -> Result<Option<Visit>> {
    let now = app.now();
    app.read(move |read| {
        let who = (actor.session, actor.member, actor.persona);
        let Some(me) = load_me(read, who, "")? else {
            return Ok(None);
        };
        Ok(Some(Visit {
            now,
            place: Place::load(read)?,
            me: Some(me),
        }))
    })
    .await
}

/// The same visit through another session of the persona, with what that one opens pictures with.
pub async fn through(app: &App, visit: &Visit, session: SessionId) -> Visit {
    let mut visit = visit.clone();
    if let Some(me) = &mut visit.me {
        me.actor.session = session;
        me.pass = pass::for_today(app, session).await;
    }
    visit
}

/// The session, where its last use is worth noting again.
fn stale(session: &session::Session, now: Timestamp) -> Option<SessionId> {
    (now.since(session.seen_at) >= SESSION_STEP_US).then_some(session.id)
}

async fn touch_if(app: &App, touch: Option<SessionId>, lasts_us: i64) {
    let Some(id) = touch else { return };
    let now = app.now();
    let seen = Timestamp::from_micros(now.micros() - now.micros().rem_euclid(SESSION_STEP_US));
    let touched = app.write(move |turn| Ok(session::touch(turn.tx, id, seen, now.plus(lasts_us))?));
    if let Err(error) = touched.await {
        // On a full disk people read on: this is noted at their next look.
        tracing::warn!("a session could not be noted as seen: {error}");
    }
}

fn load_me_of(read: &mut Read<'_>, session: &session::Session) -> Result<Option<Me>> {
    let who = (session.id, session.member, session.persona);
    load_me(read, who, &session.csrf)
}

fn load_me(
    read: &mut Read<'_>,
    (session, member, persona): (SessionId, MemberId, AccountId),
    csrf: &str,
) -> Result<Option<Me>> {
    let Some(member) = member::find(read, member)? else {
        return Ok(None);
    };
    let is_frozen = match member.state {
        MemberState::Active => false,
        MemberState::Frozen => true,
        MemberState::Waiting | MemberState::Refused | MemberState::Gone => return Ok(None),
    };
    let Some(card) = account::card(read, persona)? else {
        return Ok(None);
    };
    if !card.state.is_there() {
        return Ok(None);
    }
    Ok(Some(Me {
        actor: Actor {
            session,
            member: member.id,
            persona,
            is_host: member.is_host,
        },
        card,
        csrf: csrf.to_owned(),
        locale: member.locale,
        theme: member.theme,
        easy_read: member.easy_read,
        shows_counts: member.shows_counts,
        time_zone: member.time_zone,
        is_frozen,
        places: Vec::new(),
        invited_to: Vec::new(),
        pass: None,
    }))
}

/// What every page shows beside itself; applications ask for it where they want it.
fn load_places(read: &mut Read<'_>, me: &mut Me) -> Result<()> {
    let standings = sight::standings(read, me.actor.persona)?;
    let of = |keep: fn(Standing) -> bool| -> Vec<i64> {
        let kept = standings.iter().filter(|(_, s)| keep(*s));
        kept.map(|(c, _)| c.get()).take(PLACES_MAX).collect()
    };
    let (inside, invited) = (of(|s| s.role().is_some()), of(|s| s == Standing::Invited));
    let both: Vec<i64> = inside.iter().chain(&invited).copied().collect();
    if both.is_empty() {
        return Ok(());
    }
    let cards = account::cards(read, &both)?;
    let is_inside = |card: &Card| inside.contains(&card.id.get());
    (me.places, me.invited_to) = cards.into_iter().partition(is_inside);
    me.places.sort_by_key(|card| card.name.to_lowercase());
    Ok(())
}

impl Visit {
    /// The persona that looks.
    pub fn viewer(&self) -> Option<AccountId> {
        self.me.as_ref().map(|me| me.actor.persona)
    }

    /// Who acts, or the request to sign in.
    pub fn actor(&self) -> Result<Actor> {
        self.me
            .as_ref()
            .map(|me| me.actor)
            .ok_or(Error::Denied("sign-in"))
    }

    /// Who acts, if they look after the place; for everyone else such pages do not exist.
    pub fn host(&self) -> Result<Actor> {
        self.actor()
            .ok()
            .filter(|actor| actor.is_host)
            .ok_or(Error::NotFound)
    }
}
