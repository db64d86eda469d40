//! Founding a community.

use super::charter::{Charter, charter};
use crate::{Error, Fault, Result, Turn};
use hafan_core::account::AccountKind;
use hafan_core::audience::WhoMay;
use hafan_core::community::{CharterKind, CommunityField, JoinRule, Role, Standing, Visibility};
use hafan_core::display_name::{DisplayName, DisplayNameError, NAME_GRAPHEMES_MAX};
use hafan_core::handle::{HANDLE_CHARS_MAX, Handle, HandleError};
use hafan_core::id::{AccountId, CommunityId};
use hafan_core::ledger::{By, Cause, Change};
use hafan_core::locale::Locale;
use hafan_core::policy;
use hafan_store::{Read, account, community};

/// Characters of the one sentence: it stands on one line of a list.
pub const SUMMARY_CHARS_MAX: usize = 300;
/// Characters of the question asked of those who want to join.
pub const QUESTION_CHARS_MAX: usize = 300;
/// Characters of charter and norms each: five printed pages, more than anybody reads.
pub const CHARTER_CHARS_MAX: usize = 10_000;
/// Numbers tried behind a handle that is taken before the person is asked to choose.
const HANDLE_TRIES_MAX: u32 = 20;

/// What a founder wishes for.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The name shown, as typed.
    pub name: String,
    /// The handle, as typed; empty to make one of the name. A hidden community gets a random one
    /// whatever stands here.
    pub handle: String,
    /// Who can see it.
    pub visibility: Visibility,
    /// How one joins.
    pub join_rule: JoinRule,
    /// The words it starts with.
    pub charter: CharterKind,
    /// The language of these words.
    pub locale: Locale,
    /// `Choice`, or `SetUp` for the first community of a place.
    pub cause: Cause,
}

/// A community that was just founded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founded {
    /// Which.
    pub id: CommunityId,
    /// Its handle: `/c/<handle>`.
    pub handle: String,
}

/// Founds a community: its account, every field with a ledger entry, and the founder as its host.
///
/// # Errors
/// `Invalid` with a fault of `name` or `handle`; `Denied` where the founder is frozen or looks
/// after too many communities.
pub fn found(turn: &mut Turn<'_, '_>, founder: AccountId, wish: &Wish) -> Result<Founded> {
    let sight = turn.sight(founder)?;
    let hosting = sight.standings.values();
    let hosting = hosting.filter(|s| s.role() == Some(Role::Host)).count();
    let permit = policy::may_found(&sight, hosting)?;
    let name = parse_name(&wish.name)?;
    let handle = match wish.visibility {
        Visibility::Hidden => Handle::unguessable(turn.random_bytes()),
        Visibility::Public | Visibility::MembersOnly => {
            free_handle(turn.tx, &wish.handle, name.as_str())?
        }
    };
    let id = CommunityId::new(turn.random_id());
    account::insert(
        turn.tx,
        id.account(),
        AccountKind::Community,
        handle.as_str(),
        turn.now,
    )?;
    community::insert(turn.tx, &permit, id, turn.now)?;
    fill(turn, (id, founder), (&name, &handle), wish)?;
    crate::reading::index::community(turn, id.account())?;
    let joins = Change::Membership {
        persona: founder,
        community: id,
        old: Standing::None,
        new: Standing::Host,
    };
    turn.record(joins, By::Self_, wish.cause)?;
    Ok(Founded {
        id,
        handle: handle.as_str().to_owned(),
    })
}

fn fill(
    turn: &mut Turn<'_, '_>,
    (id, founder): (CommunityId, AccountId),
    (name, handle): (&DisplayName, &Handle),
    wish: &Wish,
) -> Result<()> {
    let Charter {
        summary,
        question,
        charter,
        norms,
    } = charter(wish.charter, wish.locale);
    let fields = [
        (CommunityField::State, "active"),
        (CommunityField::Handle, handle.as_str()),
        (CommunityField::Name, name.as_str()),
        (CommunityField::Summary, summary),
        (CommunityField::Charter, charter),
        (CommunityField::Norms, norms),
        (CommunityField::JoinRule, wish.join_rule.code()),
        (CommunityField::JoinQuestion, question),
        (CommunityField::DefaultReplies, WhoMay::Members.code()),
        (CommunityField::Visibility, wish.visibility.code()),
    ];
    for (field, new) in fields {
        let change = Change::Community {
            community: id,
            field,
            old: String::new(),
            new: new.to_owned(),
        };
        turn.record(change, By::Carer(founder), wish.cause)?;
    }
    Ok(())
}

/// Reads the name of a community.
pub(super) fn parse_name(input: &str) -> Result<DisplayName> {
    DisplayName::parse(input).map_err(|error| {
        let bound = match error {
            DisplayNameError::Empty => 0,
            DisplayNameError::TooLong => i64::try_from(NAME_GRAPHEMES_MAX).unwrap_or(0),
        };
        Error::Invalid(vec![Fault::with_bound("name", error.code(), bound)])
    })
}

/// The handle as chosen, or made of the name; free, and unlike every other.
pub(super) fn free_handle(read: &mut Read<'_>, chosen: &str, name: &str) -> Result<Handle> {
    let fault = |error: HandleError| {
        let bound = match error {
            HandleError::TooLong => i64::try_from(HANDLE_CHARS_MAX).unwrap_or(0),
            HandleError::Empty
            | HandleError::BadCharacter
            | HandleError::BadStart
            | HandleError::Reserved
            | HandleError::Lookalike
            | HandleError::Taken => 0,
        };
        Error::Invalid(vec![Fault::with_bound("handle", error.code(), bound)])
    };
    if !chosen.trim().is_empty() {
        let handle = Handle::parse(chosen).map_err(fault)?;
        return match clash(read, &handle)? {
            None => Ok(handle),
            Some(error) => Err(fault(error)),
        };
    }
    for number in 1..=HANDLE_TRIES_MAX {
        let Ok(handle) = Handle::parse(&handle_of(name, number)) else {
            continue;
        };
        if clash(read, &handle)?.is_none() {
            return Ok(handle);
        }
    }
    Err(fault(HandleError::Empty))
}

fn clash(read: &mut Read<'_>, handle: &Handle) -> Result<Option<HandleError>> {
    if account::by_handle(read, &handle.key())?.is_some() {
        return Ok(Some(HandleError::Taken));
    }
    let is_alike = account::has_lookalike(read, &handle.skeleton(), None)?;
    Ok(is_alike.then_some(HandleError::Lookalike))
}

/// A handle of the words of a name: `Gofalwyr y Cwm` becomes `gofalwyr_y_cwm`. The first try is
/// without a number; a name without Latin letters gives nothing, and its founder is asked.
pub(super) fn handle_of(name: &str, number: u32) -> String {
    let words = hafan_core::search::words(name);
    let latin = words
        .iter()
        .map(|word| {
            word.chars()
                .filter(char::is_ascii_alphanumeric)
                .collect::<String>()
        })
        .filter(|word| !word.is_empty());
    let mut handle = latin.collect::<Vec<_>>().join("_");
    let end = if number > 1 {
        format!("_{number}")
    } else {
        String::new()
    };
    handle.truncate(HANDLE_CHARS_MAX - end.len());
    let handle = handle.trim_end_matches('_');
    if handle.starts_with(|c: char| c.is_ascii_digit()) {
        // A handle begins with a letter.
        return format!("c_{handle}{end}")
            .chars()
            .take(HANDLE_CHARS_MAX)
            .collect();
    }
    format!("{handle}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_made_of_the_words_of_a_name() {
        let long = "a ".repeat(40);
        for (name, number, handle) in [
            ("Gofalwyr y Cwm", 1, "gofalwyr_y_cwm"),
            ("Tŷ Mawr & Sons!", 2, "ty_mawr_sons_2"),
            ("1966 and all that", 1, "c_1966_and_all_that"),
            (long.as_str(), 3, "a_a_a_a_a_a_a_a_a_a_a_a_a_a_3"),
            ("日本", 1, ""),
        ] {
            assert_eq!(handle_of(name, number), handle, "{name}");
        }
    }
}
