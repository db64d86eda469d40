//! Who comes in: invitation links to the place, and people who asked to join.

use super::require_host;
use crate::identity::sign_up;
use crate::invitation::{self as links, Link, LinkWish};
use crate::{Actor, App, Error, Result};
use hafan_core::id::InvitationId;
use hafan_core::ledger::By;
use hafan_core::member::MemberState;
use hafan_core::text::SourceText;
use hafan_core::time::Timestamp;
use hafan_store::account::Card;
use hafan_store::{account, invitation, member};

/// A link to the place, with who made it and the sign-in names of those who came by it.
#[derive(Clone, Debug)]
pub struct PlaceLink {
    /// The link.
    pub link: Link,
    /// The persona of the host who made it, if it is still there.
    pub made_by: Option<Card>,
    /// Sign-in names, not personas: a host is not told who is who.
    pub came: Vec<String>,
}

/// Links to the place, newest first.
///
/// # Errors
/// `NotFound` for everyone but hosts.
pub async fn invitations(app: &App, actor: Actor) -> Result<Vec<PlaceLink>> {
    let now = app.now();
    app.read(move |read| {
        require_host(read, actor)?;
        let found = invitation::of_place(read)?;
        let ids: Vec<i64> = found.iter().map(|i| i.id.get()).collect();
        let came = invitation::came_by(read, &ids)?;
        let makers: Vec<i64> = found.iter().map(|i| i.made_by.get()).collect();
        let makers = account::cards(read, &makers)?;
        let link = |found: &invitation::Invitation| {
            let maker = makers.iter().find(|card| card.id == found.made_by);
            let came = came.iter().filter(|(id, _)| *id == found.id);
            PlaceLink {
                link: Link::new(found, now),
                made_by: maker.filter(|card| card.state.is_there()).cloned(),
                came: came.map(|(_, login)| login.clone()).collect(),
            }
        };
        Ok(found.iter().map(link).collect())
    })
    .await
}

/// Makes a link to the place.
///
/// # Errors
/// Faults of `note`, `uses`, `days`; `Denied("too-many-links")`; `NotFound`.
pub async fn make_link(app: &App, actor: Actor, wish: LinkWish) -> Result<InvitationId> {
    app.write(move |turn| {
        require_host(turn.tx, actor)?;
        links::make(turn, actor.persona, None, &wish)
    })
    .await
}

/// Ends a link to the place now.
///
/// # Errors
/// `NotFound` where there is no such link.
pub async fn end_link(app: &App, actor: Actor, link: InvitationId) -> Result<()> {
    app.write(move |turn| {
        require_host(turn.tx, actor)?;
        let found = invitation::find(turn.tx, link)?;
        found
            .filter(|found| found.community.is_none())
            .ok_or(Error::NotFound)?;
        Ok(invitation::revoke(turn.tx, link)?)
    })
    .await
}

/// Somebody who asked to join the place.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The sign-in name they chose.
    pub login: String,
    /// Their answer to the question.
    pub answer: String,
    /// The day they asked.
    pub since: Timestamp,
}

/// People who asked to join, the longest-waiting first.
///
/// # Errors
/// `NotFound` for everyone but hosts.
pub async fn waiting(app: &App, actor: Actor) -> Result<Vec<Waiting>> {
    app.read(move |read| {
        require_host(read, actor)?;
        let found = member::waiting(read)?.into_iter();
        let waiting = found.map(|m| Waiting {
            login: m.login,
            answer: m.answer,
            since: m.joined_day,
        });
        Ok(waiting.collect())
    })
    .await
}

/// Lets somebody in who asked, or refuses. The words go to them: into their record, or shown when
/// they try to sign in.
///
/// # Errors
/// `NotFound` where nobody of this name waits; `Conflict("answered")` where another host was
/// quicker; a fault of `words`.
pub async fn answer(
    app: &App,
    actor: Actor,
    login: String,
    lets_in: bool,
    words: String,
) -> Result<()> {
    app.write(move |turn| {
        require_host(turn.tx, actor)?;
        let found = member::by_login(turn.tx, &login)?;
        let found = found.filter(|m| m.state != MemberState::Gone);
        let found = found.ok_or(Error::NotFound)?;
        let by = By::Host(actor.persona);
        let words = if words.trim().is_empty() {
            String::new()
        } else {
            let parsed = SourceText::parse(&words, super::REASON_CHARS_MAX);
            let text = parsed.map_err(|error| {
                let bound = i64::try_from(super::REASON_CHARS_MAX).unwrap_or(i64::MAX);
                Error::from(crate::Fault::with_bound("words", error.code(), bound))
            })?;
            text.as_str().to_owned()
        };
        if lets_in {
            sign_up::let_in(turn, found.id, by, &words)
        } else {
            sign_up::refuse(turn, found.id, by, &words)
        }
    })
    .await
}
