//! The way back from an entry: the ordinary use case with [`Cause::Undo`], under the same rules.

use super::record::Whose;
use crate::community::join;
use crate::face::{self, Worn};
use crate::identity::{profile, settings};
use crate::post::answer;
use crate::relation::{
    block_in, follow_again, mute_again, set_domain_in, terms_again, unblock_in, unfollow_in,
    unmute_in, wish_again,
};
use crate::{Actor, App, Error, Result, Turn, shield};
use hafan_core::account::ProfileField;
use hafan_core::answer::{AnswerKind, AnswerStanding};
use hafan_core::community::Standing;
use hafan_core::id::{AccountId, CommunityId, LedgerId, MediaId, PostId};
use hafan_core::ledger::{By, Cause, Owner};
use hafan_core::member::Setting;
use hafan_core::time::Timestamp;
use hafan_store::Read;
use hafan_store::ledger::{self, LedgerRow};
use hafan_store::tie::Terms;

/// Fields of a profile that can be set back as they were.
const FIELDS: [ProfileField; 19] = [
    ProfileField::Name,
    ProfileField::Bio,
    ProfileField::Fields,
    ProfileField::ApproveFollowers,
    ProfileField::Findable,
    ProfileField::PostsFindable,
    ProfileField::DefaultAudience,
    ProfileField::DefaultReplies,
    ProfileField::DefaultQuotes,
    ProfileField::OldWords,
    ProfileField::Watch,
    ProfileField::NewsNotFollowed,
    ProfileField::NewsNotFollowing,
    ProfileField::NewsNewcomer,
    ProfileField::NewsPrivate,
    ProfileField::NewsLimited,
    ProfileField::NewsStranger,
    ProfileField::ShowsPictures,
    ProfileField::Energy,
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
    /// Following again, with the wishes of then.
    Follow(AccountId, String),
    Unfollow(AccountId),
    Block(AccountId),
    Unblock(AccountId),
    /// Muting again, on the terms of then.
    Mute(AccountId, String),
    Unmute(AccountId),
    /// Wishes beside a follow, as they were.
    Wishes(AccountId, String),
    /// The terms of a mute, as they were.
    Terms(AccountId, String),
    /// The block of a server, or its end.
    Domain(String, bool),
    /// What was said about an answer or a quote, as it was.
    Answer(PostId, AnswerKind, AnswerStanding),
    /// Back into a community whose door is open still.
    Join(CommunityId),
    /// Out of a community that was joined by its open door.
    Leave(CommunityId),
    /// Takes back that one asked to join.
    Withdraw(CommunityId),
    Profile(ProfileField, String),
    /// To the handle before, which nobody else could take.
    Handle(String),
    /// To the picture before, which is kept for a while; to none.
    Picture(Worn, Option<MediaId>),
    /// The shield down again, and what it held shown.
    Lower,
    Setting(Setting, String),
}

/// Undoes an entry of the actor's record, if it is the newest about its value.
///
/// # Errors
/// `NotFound` for an entry of somebody else; `Conflict("ledger-newer")` if the value changed since;
/// `Denied("undo-not-possible")`; what the ordinary use case answers.
pub async fn undo(app: &App, actor: &Actor, whose: Whose, id: LedgerId) -> Result<()> {
    let actor = *actor;
    app.write(move |turn| {
        let row = ledger::find(turn.tx, id)?.ok_or(Error::NotFound)?;
        let mut mine = whose.owners(&actor).into_iter();
        let is_of =
            |owner: &Owner| owner.kind() == row.owner_kind && owner.number() == row.owner_id;
        let owner = mine.find(is_of).ok_or(Error::NotFound)?;
        let newest = ledger::newest(turn.tx, owner, &row.kind, &row.what)?;
        if newest.is_none_or(|newest| newest.id != id) {
            return Err(Error::Conflict("ledger-newer"));
        }
        let way = way(turn.tx, &row, turn.now)?;
        let way = way.ok_or(Error::Denied("undo-not-possible"))?;
        go(turn, &actor, way)
    })
    .await
}

/// The way back from an entry, if there is one, with what went when the tie ended.
pub(super) fn way(read: &mut Read<'_>, row: &LedgerRow, now: Timestamp) -> Result<Option<Way>> {
    Ok(match way_alone(row) {
        Some(Way::Follow(whom, _)) => {
            let wishes = went_along(read, row, "follow-wishes")?;
            Some(Way::Follow(whom, wishes))
        }
        Some(Way::Mute(whom, _)) => {
            let terms = went_along(read, row, "mute-terms")?;
            (!is_over(&terms, now)).then_some(Way::Mute(whom, terms))
        }
        // A time that has run out meanwhile can't be given back.
        Some(Way::Terms(_, terms)) if is_over(&terms, now) => None,
        way => way,
    })
}

fn is_over(terms: &str, now: Timestamp) -> bool {
    Terms::parse(terms).ends_at.is_some_and(|at| at <= now)
}

/// What was wished beside a tie until the same moment, and went with it by a rule.
fn went_along(read: &mut Read<'_>, end: &LedgerRow, kind: &str) -> Result<String> {
    let owner = Owner::Persona(AccountId::new(end.owner_id));
    let newest = ledger::newest(read, owner, kind, &end.what)?;
    let went = newest.filter(|row| {
        let is_with = row.at == end.at && row.cause == end.cause;
        is_with && row.by_kind == By::Rule.code() && row.new.is_empty()
    });
    Ok(went.map(|row| row.old).unwrap_or_default())
}

fn way_alone(row: &LedgerRow) -> Option<Way> {
    // Whoever raised it: the owner, or the place by itself.
    let is_shield = row.kind == "profile" && row.what == ProfileField::Shield.code();
    if is_shield && !row.new.is_empty() {
        return Some(Way::Lower);
    }
    if row.by_kind != "self" {
        return None;
    }
    let whom = AccountId::parse(&row.what);
    let was_on = |value: &str| matches!(value, "active" | "asked");
    match row.kind.as_str() {
        "follow" if was_on(&row.new) => Some(Way::Unfollow(whom?)),
        // What a block ended comes back by following anew, after the block is gone.
        "follow" if was_on(&row.old) && row.cause != Cause::Block.code() => {
            Some(Way::Follow(whom?, String::new()))
        }
        "block" if row.new == "yes" => Some(Way::Unblock(whom?)),
        "block" => Some(Way::Block(whom?)),
        "mute" if row.new == "yes" => Some(Way::Unmute(whom?)),
        "mute" => Some(Way::Mute(whom?, String::new())),
        "follow-wishes" => Some(Way::Wishes(whom?, row.old.clone())),
        "mute-terms" => Some(Way::Terms(whom?, row.old.clone())),
        "domain-block" => Some(Way::Domain(row.what.clone(), row.old == "yes")),
        "answer" => {
            let (kind, post) = row.what.split_once(':')?;
            let old = AnswerStanding::parse(&row.old)?;
            let (kind, post) = (AnswerKind::parse(kind)?, PostId::parse(post)?);
            Some(Way::Answer(post, kind, old))
        }
        "membership" => membership(row),
        "profile" => profile(row),
        "setting" => {
            let setting = Setting::parse(&row.what).filter(|s| SETTINGS.contains(s))?;
            let is_whole = setting == Setting::TimeZone || !row.old.is_empty();
            is_whole.then(|| Way::Setting(setting, row.old.clone()))
        }
        _ => None,
    }
}

/// Only what brings back the whole of what was: who left as a carer would come back as less.
fn membership(row: &LedgerRow) -> Option<Way> {
    let community = AccountId::parse(&row.what)?.community();
    let (old, new) = (Standing::parse(&row.old)?, Standing::parse(&row.new)?);
    let was_outside = matches!(old, Standing::None | Standing::Left);
    match (old, new) {
        (Standing::Member, Standing::Left) => Some(Way::Join(community)),
        (_, Standing::Member) if was_outside => Some(Way::Leave(community)),
        (_, Standing::Asked) if was_outside => Some(Way::Withdraw(community)),
        _ => None,
    }
}

fn profile(row: &LedgerRow) -> Option<Way> {
    let field = ProfileField::parse(&row.what)?;
    let old = row.old.clone();
    match field {
        ProfileField::Picture => Some(Way::Picture(Worn::Face, MediaId::parse(&old))),
        ProfileField::Header => Some(Way::Picture(Worn::Header, MediaId::parse(&old))),
        ProfileField::Handle if !old.is_empty() => Some(Way::Handle(old)),
        // Nothing is something to go back to: no words, no labels, older words open.
        ProfileField::Bio | ProfileField::Fields | ProfileField::OldWords => {
            Some(Way::Profile(field, old))
        }
        _ if FIELDS.contains(&field) && !old.is_empty() => Some(Way::Profile(field, old)),
        _ => None,
    }
}

fn go(turn: &mut Turn<'_, '_>, actor: &Actor, way: Way) -> Result<()> {
    let me = actor.persona;
    match way {
        Way::Follow(whom, wishes) => follow_again(turn, me, whom, &wishes),
        Way::Unfollow(whom) => unfollow_in(turn, me, whom, Cause::Undo),
        Way::Block(whom) => block_in(turn, me, whom, Cause::Undo),
        Way::Unblock(whom) => unblock_in(turn, me, whom, Cause::Undo),
        Way::Mute(whom, terms) => mute_again(turn, me, whom, &terms),
        Way::Unmute(whom) => unmute_in(turn, me, whom, Cause::Undo),
        Way::Wishes(whom, old) => wish_again(turn, me, whom, &old),
        Way::Terms(whom, old) => terms_again(turn, me, whom, &old),
        Way::Domain(domain, is_on) => set_domain_in(turn, me, (&domain, is_on), Cause::Undo),
        Way::Answer(post, kind, old) => answer::set_back(turn, me, (post, kind), old),
        Way::Join(community) => join::rejoin_in(turn, me, community),
        Way::Leave(community) => join::leave_again_in(turn, me, community),
        Way::Withdraw(community) => join::withdraw_in(turn, me, community, Cause::Undo),
        Way::Handle(handle) => profile::rename_in(turn, me, &handle, Cause::Undo),
        Way::Picture(worn, picture) => face::wear_again(turn, me, worn, picture),
        Way::Lower => shield::undo_in(turn, me),
        Way::Profile(field, value) => profile::set_back(turn, me, field, &value),
        Way::Setting(setting, value) => settings::set_back(turn, *actor, setting, &value),
    }
}
