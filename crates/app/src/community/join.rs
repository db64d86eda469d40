//! Coming in and going out: joining, asking, taking or declining an invitation, leaving.

use super::{door, tell, words};
use crate::identity::sign_up::ANSWER_CHARS_MAX;
use crate::{Actor, App, Error, Result, Turn};
use hafan_core::community::{Role, Standing};
use hafan_core::id::{AccountId, CommunityId};
use hafan_core::ledger::{By, Cause, Change};
use hafan_core::notify::NotificationKind;
use hafan_core::policy::{self, CommunityFacts, Denied, Knock, Sight, Welcome};
use hafan_core::time::DAY_US;
use hafan_store::membership::Membership;
use hafan_store::{Read, community, membership, notification};

/// How long a refusal holds before one may ask again, in microseconds: a month, so that a second
/// thought is possible and asking every day is not.
const ASK_AGAIN_US: i64 = 30 * DAY_US;
/// Communities a persona may have to do with: every page loads these standings.
pub const STANDINGS_MAX: usize = 300;

/// Joins as the community's door says: at once, or by asking with an answer to its question. Who
/// asked without an answer gives it so. Gives the new standing: `Member` or `Asked`.
///
/// # Errors
/// `NotFound`; `Denied` with `already-member`, `already-asked`, `was-removed`, `was-refused`,
/// `invitation-only`, `community-closed`, `frozen`; a fault of `answer`.
pub async fn join(app: &App, actor: Actor, handle: String, answer: String) -> Result<Standing> {
    app.write(move |turn| join_in(turn, actor.persona, &handle, (&answer, Silence::Refused)))
        .await
}

/// As [`join`], where the answer may be missing: the persona has asked then, is told that there is
/// a question, and can answer it later. For applications, which know of no questions.
///
/// # Errors
/// As [`join`].
pub async fn knock(app: &App, actor: Actor, handle: String, answer: String) -> Result<Standing> {
    app.write(move |turn| join_in(turn, actor.persona, &handle, (&answer, Silence::Waits)))
        .await
}

/// What becomes of somebody who does not answer the question.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Silence {
    Refused,
    Waits,
}

fn join_in(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    handle: &str,
    said: (&str, Silence),
) -> Result<Standing> {
    let sight = turn.sight(me)?;
    let facts = door(turn.tx, &sight, handle)?;
    let stands = membership::find(turn.tx, facts.id, me)?;
    let since = stands.as_ref().map(|m| m.since);
    let again = since.is_some_and(|since| turn.now.since(since) >= ASK_AGAIN_US);
    let welcome = match policy::may_join(&sight, &facts, Knock::Alone { again }) {
        Ok((_, welcome)) => welcome,
        Err(Denied::Because("already-asked"))
            if lacks_answer(turn.tx, stands.as_ref(), facts.id)? =>
        {
            return answer_late(turn, &sight, &facts, said.0);
        }
        Err(denied) => return Err(denied.into()),
    };
    require_room(&sight, facts.id)?;
    match welcome {
        Welcome::In => enter(turn, &sight, &facts, Cause::Choice),
        Welcome::Waits => ask(turn, &sight, &facts, said),
    }
}

/// True where somebody asked to join, and has not answered the question that there is.
pub(super) fn lacks_answer(
    read: &mut Read<'_>,
    stands: Option<&Membership>,
    community: CommunityId,
) -> Result<bool> {
    if stands.is_none_or(|m| m.standing != Standing::Asked || !m.answer.is_empty()) {
        return Ok(false);
    }
    let asks = community::find(read, community)?;
    Ok(asks.is_some_and(|asks| !asks.join_question.is_empty()))
}

/// The answer of somebody who asked without one.
fn answer_late(
    turn: &mut Turn<'_, '_>,
    sight: &Sight,
    facts: &CommunityFacts,
    answer: &str,
) -> Result<Standing> {
    let me = sight.viewer.ok_or(Error::Denied("sign-in"))?;
    let answer = words("answer", answer, ANSWER_CHARS_MAX)?;
    membership::set_answer(turn.tx, facts.id, me, &answer)?;
    forget_question(turn, me, facts.id)?;
    tell_carers(turn, sight, facts)?;
    Ok(Standing::Asked)
}

/// Those who look after a community hear that somebody asks; again, where it was told before.
fn tell_carers(turn: &mut Turn<'_, '_>, sight: &Sight, facts: &CommunityFacts) -> Result<()> {
    let me = sight.viewer.ok_or(Error::Denied("sign-in"))?;
    for carer in membership::carers(turn.tx, facts.id)? {
        let kind = NotificationKind::JoinAsked;
        notification::withdraw(turn.tx, carer.persona, kind, me, None)?;
        if !sight.is_apart_from(carer.persona) {
            tell(turn, carer.persona, kind, (me, facts.id))?;
        }
    }
    turn.tell(format!("community:{}", facts.id), "members".to_owned());
    Ok(())
}

/// The news that there is a question goes with the wish to join, or with its answer.
pub(super) fn forget_question(
    turn: &mut Turn<'_, '_>,
    persona: AccountId,
    community: CommunityId,
) -> Result<()> {
    let kind = NotificationKind::JoinQuestion;
    Ok(notification::withdraw(
        turn.tx,
        persona,
        kind,
        community.account(),
        None,
    )?)
}

/// Makes a persona a member by an invitation link that holds. The caller uses the link up in the
/// same turn, so that an error leaves both as they were.
///
/// # Errors
/// `Denied` as [`join`]; who was removed does not come back by a link.
pub(crate) fn enter_by_link(
    turn: &mut Turn<'_, '_>,
    persona: AccountId,
    community: CommunityId,
) -> Result<Standing> {
    let facts = community::facts(turn.tx, community)?.ok_or(Error::NotFound)?;
    let sight = turn.sight(persona)?;
    policy::may_join(&sight, &facts, Knock::WithLink)?;
    require_room(&sight, facts.id)?;
    enter(turn, &sight, &facts, Cause::Invitation)
}

/// Takes back the wish to join, or declines an invitation.
///
/// # Errors
/// `NotFound` where there is neither.
pub async fn withdraw(app: &App, actor: Actor, handle: String) -> Result<()> {
    app.write(move |turn| {
        let sight = turn.sight(actor.persona)?;
        policy::may_keep_house(&sight)?;
        let facts = door(turn.tx, &sight, &handle)?;
        withdraw_in(turn, actor.persona, facts.id, Cause::Choice)
    })
    .await
}

/// As [`withdraw`], inside a turn: also for undoing.
pub(crate) fn withdraw_in(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    community: CommunityId,
    cause: Cause,
) -> Result<()> {
    let sight = turn.sight(me)?;
    let old = standing_of(&sight, community);
    if !matches!(old, Standing::Asked | Standing::Invited) {
        return Err(Error::NotFound);
    }
    set_own(turn, me, community, (old, Standing::None), cause)?;
    membership::set_answer(turn.tx, community, me, "")?;
    forget_question(turn, me, community)?;
    if old == Standing::Invited {
        membership::forget_invited_by(turn.tx, community, me)?;
        notification::forget_held_invitation(turn.tx, me, community)?;
    }
    if old == Standing::Asked {
        for carer in membership::carers(turn.tx, community)? {
            let kind = NotificationKind::JoinAsked;
            notification::withdraw(turn.tx, carer.persona, kind, me, None)?;
        }
    }
    Ok(())
}

/// Undoes leaving, where the door is open still.
///
/// # Errors
/// `NotFound`; `Denied` as [`join`]; `Denied("undo-not-possible")` where one would have to ask.
pub(crate) fn rejoin_in(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    community: CommunityId,
) -> Result<()> {
    let sight = turn.sight(me)?;
    let facts = community::facts(turn.tx, community)?.ok_or(Error::NotFound)?;
    match policy::may_join(&sight, &facts, Knock::Alone { again: false })? {
        (_, Welcome::In) => enter(turn, &sight, &facts, Cause::Undo).map(|_| ()),
        (_, Welcome::Waits) => Err(Error::Denied("undo-not-possible")),
    }
}

/// Undoes joining.
///
/// # Errors
/// As [`leave`].
pub(crate) fn leave_again_in(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    community: CommunityId,
) -> Result<()> {
    let sight = turn.sight(me)?;
    let facts = community::facts(turn.tx, community)?.ok_or(Error::NotFound)?;
    leave_in(turn, &sight, &facts, Cause::Undo)
}

/// Leaves. What one wrote stays, under the rules it was written with.
///
/// # Errors
/// `Denied("last-host")`, `Denied("not-member")`, `NotFound`.
pub async fn leave(app: &App, actor: Actor, handle: String) -> Result<()> {
    app.write(move |turn| {
        let sight = turn.sight(actor.persona)?;
        let facts = door(turn.tx, &sight, &handle)?;
        leave_in(turn, &sight, &facts, Cause::Choice)
    })
    .await
}

/// As [`leave`], inside a turn: also for undoing, and when a persona is deleted.
pub fn leave_in(
    turn: &mut Turn<'_, '_>,
    sight: &Sight,
    facts: &CommunityFacts,
    cause: Cause,
) -> Result<()> {
    let me = sight.viewer.ok_or(Error::Denied("sign-in"))?;
    let hosts = membership::count_hosts(turn.tx, facts.id)?;
    policy::may_leave(sight, facts, hosts)?;
    let old = standing_of(sight, facts.id);
    set_own(turn, me, facts.id, (old, Standing::Left), cause)?;
    turn.tell(format!("community:{}", facts.id), "members".to_owned());
    Ok(())
}

fn enter(
    turn: &mut Turn<'_, '_>,
    sight: &Sight,
    facts: &CommunityFacts,
    cause: Cause,
) -> Result<Standing> {
    let me = sight.viewer.ok_or(Error::Denied("sign-in"))?;
    let old = standing_of(sight, facts.id);
    let cause = if old == Standing::Invited {
        Cause::Invitation
    } else {
        cause
    };
    set_own(turn, me, facts.id, (old, Standing::Member), cause)?;
    membership::set_answer(turn.tx, facts.id, me, "")?;
    forget_question(turn, me, facts.id)?;
    notification::forget_held_invitation(turn.tx, me, facts.id)?;
    turn.tell(format!("community:{}", facts.id), "members".to_owned());
    Ok(Standing::Member)
}

fn ask(
    turn: &mut Turn<'_, '_>,
    sight: &Sight,
    facts: &CommunityFacts,
    (answer, silence): (&str, Silence),
) -> Result<Standing> {
    let me = sight.viewer.ok_or(Error::Denied("sign-in"))?;
    let asks = community::find(turn.tx, facts.id)?.ok_or(Error::NotFound)?;
    let may_wait = asks.join_question.is_empty() || silence == Silence::Waits;
    let answer = if may_wait {
        super::optional_words("answer", answer, ANSWER_CHARS_MAX)?
    } else {
        words("answer", answer, ANSWER_CHARS_MAX)?
    };
    let old = standing_of(sight, facts.id);
    set_own(turn, me, facts.id, (old, Standing::Asked), Cause::Choice)?;
    membership::set_answer(turn.tx, facts.id, me, &answer)?;
    if answer.is_empty() && !asks.join_question.is_empty() {
        let kind = NotificationKind::JoinQuestion;
        tell(turn, me, kind, (facts.id.account(), facts.id))?;
    }
    tell_carers(turn, sight, facts)?;
    Ok(Standing::Asked)
}

fn set_own(
    turn: &mut Turn<'_, '_>,
    persona: AccountId,
    community: CommunityId,
    (old, new): (Standing, Standing),
    cause: Cause,
) -> Result<()> {
    let change = Change::Membership {
        persona,
        community,
        old,
        new,
    };
    turn.record(change, By::Self_, cause)
}

/// How the viewer stands to a community.
pub(super) fn standing_of(sight: &Sight, community: CommunityId) -> Standing {
    let standing = sight.standings.get(&community);
    standing.copied().unwrap_or(Standing::None)
}

fn require_room(sight: &Sight, community: CommunityId) -> Result<()> {
    let is_known = sight.standings.contains_key(&community);
    if !is_known && sight.standings.len() >= STANDINGS_MAX {
        return Err(Error::Denied("too-many-memberships"));
    }
    Ok(())
}

/// True where the role lets somebody answer those who ask.
pub fn is_carer(role: Option<Role>) -> bool {
    role >= Some(Role::Helper)
}
