//! Setting up a place: its name, its first host, its first community. Once.

use crate::community::{self, charter::openness};
use crate::identity::password;
use crate::identity::session::{self, Browser, Opened};
use crate::identity::sign_up::{Newcomer, Way, Wish, make, setting};
use crate::identity::throttle;
use crate::visit::{Place, token_hash};
use crate::{App, Error, Fault, Result, Turn};
use hafan_core::community::CharterKind;
use hafan_core::display_name::{DisplayName, DisplayNameError, NAME_GRAPHEMES_MAX};
use hafan_core::id::{AccountId, MemberId};
use hafan_core::ledger::{By, Cause, Change};
use hafan_core::locale::Locale;
use hafan_core::member::Setting;
use hafan_core::place::PlaceField;
use hafan_store::one_time_link::{self, SETUP};

/// Handle of a first community whose name makes none. "Community" in Welsh; the English word is
/// kept for the pages.
const PLAIN_HANDLE: &str = "cymuned";

/// What a place starts with.
#[derive(Clone)]
pub struct Founding {
    /// The name of the place, as typed.
    pub name: String,
    /// Its first host.
    pub host: Newcomer,
    /// Its first community; the wizard and the command line always found one, sample places found
    /// theirs by themselves.
    pub community: Option<FirstCommunity>,
}

/// The first community of a place.
#[derive(Clone)]
pub struct FirstCommunity {
    /// Its name, as typed.
    pub name: String,
    /// The charter it starts from, which also decides how open it is.
    pub charter: CharterKind,
}

/// A place that was set up.
pub struct SetUp {
    /// For the browser of its host.
    pub opened: Opened,
    /// The handle of the first community.
    pub community: Option<String>,
}

/// Sets the place up with the key of the set-up link, and signs its host in.
///
/// # Errors
/// [`Error::NotFound`] for a key that does not hold and once the place is set up: of two at the
/// same time one wins. Faults of `place`, `handle`, `name`, `password`, `community`.
pub async fn setup(app: &App, key: String, founding: Founding, browser: Browser) -> Result<SetUp> {
    let key = token_hash(&key);
    require_key(app, key, &browser.net).await?;
    let (name, wish) = parse(&founding)?;
    let hash = password::hash(app, wish.password()).await?;
    app.write(move |turn| {
        if !one_time_link::take(turn.tx, &key, SETUP)? {
            return Err(Error::NotFound);
        }
        let how = (By::Self_, Cause::SetUp);
        let (member, persona) = found_place(turn, &name, (&wish, &hash), how)?;
        let community = found_first(turn, persona, founding.community.as_ref(), wish.locale())?;
        let opened = session::open(turn, (member, persona), &browser, Cause::SetUp)?;
        Ok(SetUp { opened, community })
    })
    .await
    .map_err(|error| match error {
        // Two at the same time meet at the name of the place.
        Error::Conflict("taken") => Error::NotFound,
        other => other,
    })
}

/// Sets the place up from the command line. Answers its host, and the handle of the community.
///
/// # Errors
/// `Conflict("set-up")` once the place is set up; faults as in [`setup`].
pub async fn setup_by_operator(
    app: &App,
    founding: Founding,
) -> Result<(MemberId, AccountId, Option<String>)> {
    let (name, wish) = parse(&founding)?;
    let hash = password::hash(app, wish.password()).await?;
    let made = app.write(move |turn| {
        let how = (By::Operator, Cause::SetUp);
        let (member, persona) = found_place(turn, &name, (&wish, &hash), how)?;
        let first = founding.community.as_ref();
        let community = found_first(turn, persona, first, wish.locale())?;
        Ok((member, persona, community))
    });
    made.await.map_err(|error| match error {
        Error::NotFound | Error::Conflict("taken") => Error::Conflict("set-up"),
        other => other,
    })
}

/// Whether this key opens the set-up.
///
/// # Errors
/// [`Error::NotFound`] where it does not, [`Error::Limited`] after many such tries.
pub async fn check_key(app: &App, key: &str, net: &str) -> Result<()> {
    require_key(app, token_hash(key), net).await
}

async fn require_key(app: &App, key: [u8; 32], net: &str) -> Result<()> {
    let buckets = [throttle::LINK_NET.of(&[net])];
    app.write(move |turn| {
        throttle::count(turn, &buckets)?;
        let holds = one_time_link::find(turn.tx, &key, SETUP, turn.now)?.is_some();
        if !holds || Place::load(turn.tx)?.is_set_up() {
            return Ok(Err(Error::NotFound));
        }
        throttle::give_back(turn, &buckets)?;
        Ok(Ok(()))
    })
    .await?
}

fn parse(founding: &Founding) -> Result<(DisplayName, Wish)> {
    let name = DisplayName::parse(&founding.name).map_err(|error| {
        let bound = match error {
            DisplayNameError::Empty => 0,
            DisplayNameError::TooLong => i64::try_from(NAME_GRAPHEMES_MAX).unwrap_or(i64::MAX),
        };
        Fault::with_bound("place", error.code(), bound)
    });
    match (name, Wish::parse(&founding.host)) {
        (Ok(name), Ok(wish)) => Ok((name, wish)),
        (Err(fault), Err(Error::Invalid(mut faults))) => {
            faults.insert(0, fault);
            Err(Error::Invalid(faults))
        }
        (_, Err(error)) => Err(error),
        (Err(fault), Ok(_)) => Err(fault.into()),
    }
}

fn found_place(
    turn: &mut Turn<'_, '_>,
    name: &DisplayName,
    (wish, hash): (&Wish, &str),
    (by, cause): (By, Cause),
) -> Result<(MemberId, AccountId)> {
    if Place::load(turn.tx)?.is_set_up() {
        return Err(Error::NotFound);
    }
    one_time_link::void_all(turn.tx, SETUP)?;
    let fields = [
        (PlaceField::Name, name.as_str()),
        (PlaceField::Locale, Locale::tag(wish.locale())),
    ];
    for (field, new) in fields {
        let change = Change::Place {
            field,
            old: String::new(),
            new: new.to_owned(),
        };
        turn.record(change, by, cause)?;
    }
    let (member, persona) = make(turn, wish, hash, &Way::Open, (by, cause))?;
    turn.record(setting(member, Setting::Host, "no", "yes"), by, cause)?;
    Ok((member, persona))
}

fn found_first(
    turn: &mut Turn<'_, '_>,
    founder: AccountId,
    wish: Option<&FirstCommunity>,
    locale: Locale,
) -> Result<Option<String>> {
    let Some(wish) = wish else {
        return Ok(None);
    };
    let (visibility, join_rule) = openness(wish.charter);
    let mut wish = community::Wish {
        name: wish.name.clone(),
        handle: String::new(),
        visibility,
        join_rule,
        charter: wish.charter,
        locale,
        cause: Cause::SetUp,
    };
    let founded = match community::found(turn, founder, &wish) {
        // A name without Latin letters makes no handle, and the wizard does not ask for one.
        Err(Error::Invalid(faults)) if faults.iter().any(|f| f.field == "handle") => {
            PLAIN_HANDLE.clone_into(&mut wish.handle);
            community::found(turn, founder, &wish)
        }
        founded => founded,
    };
    Ok(Some(founded.map_err(of_community)?.handle))
}

/// The form of the set-up has a handle and a name of the host already.
fn of_community(error: Error) -> Error {
    match error {
        Error::Invalid(mut faults) => {
            for fault in &mut faults {
                fault.field = "community";
            }
            Error::Invalid(faults)
        }
        other => other,
    }
}
