//! The way back from an entry: the ordinary use case with [`Cause::Undo`], under the same rules.

use crate::identity::{profile, settings};
use crate::relation::{block_in, follow_in, mute_in, unblock_in, unfollow_in, unmute_in};
use crate::{Actor, App, Error, Result, Turn};
use hafan_core::account::ProfileField;
use hafan_core::id::{AccountId, LedgerId};
use hafan_core::ledger::{Cause, Owner};
use hafan_core::member::Setting;
use hafan_store::ledger::{self, LedgerRow};

/// Fields of a profile that can be set back. A handle is changed on its own page, and a picture
/// that was replaced is gone.
const FIELDS: [ProfileField; 7] = [
    ProfileField::Name,
    ProfileField::Bio,
    ProfileField::ApproveFollowers,
    ProfileField::Findable,
    ProfileField::PostsFindable,
    ProfileField::DefaultReplies,
    ProfileField::DefaultQuotes,
];
/// Settings that can be set back. What signing in needs is changed with the password at hand.
const SETTINGS: [Setting; 5] = [
    Setting::Locale,
    Setting::Theme,
    Setting::EasyRead,
    Setting::Counts,
    Setting::TimeZone,
];

/// What undoes an entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Way {
    Follow(AccountId),
    Unfollow(AccountId),
    Block(AccountId),
    Unblock(AccountId),
    Mute(AccountId),
    Unmute(AccountId),
    Profile(ProfileField, String),
    Setting(Setting, String),
}

/// Undoes an entry of the actor's record, if it is the newest about its value.
///
/// # Errors
/// `NotFound` for an entry of somebody else; `Conflict("ledger-newer")` if the value changed since;
/// `Denied("undo-not-possible")`; what the ordinary use case answers.
pub async fn undo(app: &App, actor: &Actor, id: LedgerId) -> Result<()> {
    let actor = *actor;
    app.write(move |turn| {
        let row = ledger::find(turn.tx, id)?.ok_or(Error::NotFound)?;
        let owner = owner(&actor, &row).ok_or(Error::NotFound)?;
        let newest = ledger::newest(turn.tx, owner, &row.kind, &row.what)?;
        if newest.is_none_or(|newest| newest.id != id) {
            return Err(Error::Conflict("ledger-newer"));
        }
        let way = way(&row).ok_or(Error::Denied("undo-not-possible"))?;
        go(turn, &actor, way)
    })
    .await
}

fn owner(actor: &Actor, row: &LedgerRow) -> Option<Owner> {
    let mine = [Owner::Persona(actor.persona), Owner::Member(actor.member)];
    mine.into_iter()
        .find(|owner| owner.kind() == row.owner_kind && owner.number() == row.owner_id)
}

/// The way back from an entry, if there is one.
pub(super) fn way(row: &LedgerRow) -> Option<Way> {
    if row.by_kind != "self" {
        return None;
    }
    let whom = AccountId::parse(&row.what);
    let was_on = |value: &str| matches!(value, "active" | "asked");
    match row.kind.as_str() {
        "follow" if was_on(&row.new) => Some(Way::Unfollow(whom?)),
        // What a block ended comes back by following anew, after the block is gone.
        "follow" if was_on(&row.old) && row.cause != Cause::Block.code() => {
            Some(Way::Follow(whom?))
        }
        "block" if row.new == "yes" => Some(Way::Unblock(whom?)),
        "block" => Some(Way::Block(whom?)),
        "mute" if row.new == "yes" => Some(Way::Unmute(whom?)),
        "mute" => Some(Way::Mute(whom?)),
        "profile" => {
            let field = ProfileField::parse(&row.what).filter(|field| FIELDS.contains(field))?;
            let is_whole = field == ProfileField::Bio || !row.old.is_empty();
            is_whole.then(|| Way::Profile(field, row.old.clone()))
        }
        "setting" => {
            let setting = Setting::parse(&row.what).filter(|s| SETTINGS.contains(s))?;
            let is_whole = setting == Setting::TimeZone || !row.old.is_empty();
            is_whole.then(|| Way::Setting(setting, row.old.clone()))
        }
        _ => None,
    }
}

fn go(turn: &mut Turn<'_, '_>, actor: &Actor, way: Way) -> Result<()> {
    let me = actor.persona;
    match way {
        Way::Follow(whom) => follow_in(turn, me, whom, Cause::Undo).map(|_| ()),
        Way::Unfollow(whom) => unfollow_in(turn, me, whom, Cause::Undo),
        Way::Block(whom) => block_in(turn, me, whom, Cause::Undo),
        Way::Unblock(whom) => unblock_in(turn, me, whom, Cause::Undo),
        Way::Mute(whom) => mute_in(turn, me, whom, Cause::Undo),
        Way::Unmute(whom) => unmute_in(turn, me, whom, Cause::Undo),
        Way::Profile(field, value) => profile::set_back(turn, me, field, &value),
        Way::Setting(setting, value) => settings::set_back(turn, *actor, setting, &value),
    }
}
