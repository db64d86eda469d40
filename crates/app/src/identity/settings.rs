//! Settings of a member: how pages look and speak, and what signing in needs.

use crate::identity::password::{self, Password};
use crate::identity::sign_up::setting;
use crate::identity::{persona, recovery, session};
use crate::{Actor, App, Error, Fault, Result, Turn};
use hafan_core::email::EmailAddress;
use hafan_core::handle::{Handle, HandleError};
use hafan_core::id::AccountId;
use hafan_core::ledger::{By, Cause, yes_no};
use hafan_core::locale::Locale;
use hafan_core::member::Setting;
use hafan_store::{account, member, persona_links};
use jiff::tz::TimeZone;

/// Looks of the pages.
pub const THEMES: [&str; 3] = ["auto", "light", "dark"];

/// How pages look and speak for a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preferences {
    /// Language of the pages.
    pub locale: Locale,
    /// One of [`THEMES`].
    pub theme: String,
    /// Easy Read is on.
    pub easy_read: bool,
    /// Numbers about popularity are wanted.
    pub shows_counts: bool,
    /// IANA name; empty for that of the place.
    pub time_zone: String,
}

/// What a member signs in with, and where mail would go.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// The name for signing in.
    pub login: String,
    /// E-mail address, or empty.
    pub email: String,
    /// A recovery sheet was made and not used yet.
    pub has_sheet: bool,
}

/// What the member who asks signs in with.
pub async fn sign_in_of(app: &App, actor: Actor) -> Result<SignIn> {
    app.read(move |read| {
        let found = member::find(read, actor.member)?.ok_or(Error::NotFound)?;
        Ok(SignIn {
            login: found.login,
            email: found.email,
            has_sheet: found.recovery_hash.is_some(),
        })
    })
    .await
}

/// Changes how pages look and speak.
///
/// # Errors
/// Faults of `theme` and `time-zone`.
pub async fn set_preferences(app: &App, actor: Actor, wish: Preferences) -> Result<()> {
    if !THEMES.contains(&wish.theme.as_str()) {
        return Err(Error::invalid("theme", "choice"));
    }
    if !wish.time_zone.is_empty() && TimeZone::get(&wish.time_zone).is_err() {
        return Err(Error::invalid("time-zone", "choice"));
    }
    app.write(move |turn| {
        let now = member::find(turn.tx, actor.member)?.ok_or(Error::NotFound)?;
        let changes = [
            (Setting::Locale, now.locale.as_str(), wish.locale.tag()),
            (Setting::Theme, &now.theme, &wish.theme),
            (
                Setting::EasyRead,
                yes_no(now.easy_read),
                yes_no(wish.easy_read),
            ),
            (
                Setting::Counts,
                yes_no(now.shows_counts),
                yes_no(wish.shows_counts),
            ),
            (Setting::TimeZone, &now.time_zone, &wish.time_zone),
        ];
        for (what, old, new) in changes {
            choose(turn, actor, what, (old, new))?;
        }
        Ok(())
    })
    .await
}

/// Sets one of the [`Preferences`] back to what it was, as the undo of a change.
pub(crate) fn set_back(
    turn: &mut Turn<'_, '_>,
    actor: Actor,
    what: Setting,
    value: &str,
) -> Result<()> {
    let now = member::find(turn.tx, actor.member)?.ok_or(Error::NotFound)?;
    let old = match what {
        Setting::Locale => now.locale.as_str(),
        Setting::Theme => &now.theme,
        Setting::EasyRead => yes_no(now.easy_read),
        Setting::Counts => yes_no(now.shows_counts),
        Setting::TimeZone => &now.time_zone,
        _ => return Err(Error::Denied("undo-not-possible")),
    };
    let change = setting(actor.member, what, old, value);
    turn.record(change, By::Self_, Cause::Undo)
}

/// Changes the language of the pages alone.
pub async fn set_locale(app: &App, actor: Actor, locale: Locale) -> Result<()> {
    app.write(move |turn| {
        let now = member::find(turn.tx, actor.member)?.ok_or(Error::NotFound)?;
        choose(turn, actor, Setting::Locale, (&now.locale, locale.tag()))
    })
    .await
}

/// Changes the e-mail address; empty removes it.
///
/// # Errors
/// A fault of `email`.
pub async fn set_email(app: &App, actor: Actor, typed: &str) -> Result<()> {
    let email = parse_email(typed)?;
    app.write(move |turn| {
        let now = member::find(turn.tx, actor.member)?.ok_or(Error::NotFound)?;
        choose(turn, actor, Setting::Email, (&now.email, &email))
    })
    .await
}

/// An address as it was typed; nothing is none.
pub(super) fn parse_email(typed: &str) -> Result<String> {
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    let parsed = EmailAddress::parse(typed);
    let parsed = parsed.map_err(|error| Fault::new("email", error.code()))?;
    Ok(parsed.as_str().to_owned())
}

/// Changes the name for signing in. Others never see it.
///
/// # Errors
/// Faults of `current` (the password) and `login`; `Limited`.
pub async fn set_login(app: &App, actor: Actor, typed: &str, current: &str) -> Result<()> {
    let login = Handle::parse(typed).map_err(login_fault)?;
    password::require(app, actor, current).await?;
    let changed = app.write(move |turn| {
        let now = member::find(turn.tx, actor.member)?.ok_or(Error::NotFound)?;
        let holder = member::by_login(turn.tx, login.as_str())?;
        let is_taken = holder.is_some_and(|other| other.id != actor.member)
            || is_handle_of_another(turn, actor, &login)?;
        if is_taken {
            return Err(login_fault(HandleError::Taken).into());
        }
        choose(turn, actor, Setting::Login, (&now.login, login.as_str()))
    });
    changed.await.map_err(|error| match error {
        Error::Conflict("taken") => login_fault(HandleError::Taken).into(),
        other => other,
    })
}

/// Changes the password and signs every other device out.
///
/// # Errors
/// Faults of `current` and `password`; `Limited`.
pub async fn set_password(app: &App, actor: Actor, current: &str, new: &str) -> Result<()> {
    let login = sign_in_of(app, actor).await?.login;
    let wish = Password::parse(new, &login)?;
    password::require(app, actor, current).await?;
    let hash = password::hash(app, wish).await?;
    app.write(move |turn| {
        recovery::set_password(turn, actor.member, &hash, Cause::Choice)?;
        let keep = Some(actor.session);
        session::end_all(turn, actor.member, keep, By::Self_, Cause::Choice)
    })
    .await
}

fn choose(
    turn: &mut Turn<'_, '_>,
    actor: Actor,
    what: Setting,
    (old, new): (&str, &str),
) -> Result<()> {
    let change = setting(actor.member, what, old, new);
    turn.record(change, By::Self_, Cause::Choice)
}

/// A name for signing in that is somebody else's handle would only confuse.
fn is_handle_of_another(turn: &mut Turn<'_, '_>, actor: Actor, login: &Handle) -> Result<bool> {
    let Some((id, ..)) = account::by_handle(turn.tx, &login.key())? else {
        return Ok(false);
    };
    let mine: Vec<AccountId> = persona_links::own(turn.tx, actor.member)?;
    Ok(!mine.contains(&id))
}

fn login_fault(error: HandleError) -> Fault {
    Fault {
        field: "login",
        ..persona::handle_fault(error)
    }
}
