//! The settings of a community: each changed field is an entry of its record.

use super::care::permit;
use super::found::{
    CHARTER_CHARS_MAX, QUESTION_CHARS_MAX, SUMMARY_CHARS_MAX, free_handle, handle_of, parse_name,
};
use super::optional_words;
use crate::identity::profile;
use crate::{Actor, App, Error, Fault, Result, Turn};
use hafan_core::audience::WhoMay;
use hafan_core::community::{CommunityField, JoinRule, Visibility};
use hafan_core::handle::Handle;
use hafan_core::ledger::{By, Cause, Change, Owner};
use hafan_core::policy::Care;
use hafan_store::community::{self, Community};
use hafan_store::ledger;

/// What the hosts of a community wish it to be.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The name shown.
    pub name: String,
    /// One sentence: what it is.
    pub summary: String,
    /// What it is for.
    pub charter: String,
    /// How people treat each other.
    pub norms: String,
    /// Who can see it.
    pub visibility: Visibility,
    /// The handle it takes when it comes out of hiding; empty to make one of the name.
    pub handle: String,
    /// How one joins.
    pub join_rule: JoinRule,
    /// What those who want to join are asked; may be empty.
    pub join_question: String,
    /// Who may answer a new post, unless its author chooses; nothing where that stays.
    pub replies: Option<WhoMay>,
    /// Who may quote a new post, unless its author chooses; nothing where that stays.
    pub quotes: Option<WhoMay>,
}

/// Who may answer or quote can be by default in a community.
pub const USUAL_WHO: [WhoMay; 4] = [
    WhoMay::Everyone,
    WhoMay::Members,
    WhoMay::Ask,
    WhoMay::Nobody,
];

/// Changes what differs, all or nothing; gives the handle, which changes when a community goes into
/// hiding or comes out: hidden, it has a random one that tells nothing, and otherwise one that is
/// chosen. The handle it goes into hiding with leads nowhere from then on, as one that a persona
/// left: nobody else can have it and pass for the community, which itself can take it back.
///
/// What a change of visibility means for what was said before: the rule that is asked whenever a
/// post is shown looks at the community as it is now. So old posts close with it at once, and open
/// with it too.
///
/// # Errors
/// Faults of the fields; `Denied("not-enough-role")`; `NotFound`.
pub async fn change(app: &App, actor: Actor, handle: String, wish: Settings) -> Result<String> {
    app.write(move |turn| {
        let facts = permit(turn, actor.persona, &handle, Care::ChangeCharter)?;
        let found = community::find(turn.tx, facts.id)?.ok_or(Error::NotFound)?;
        let wish = parse(&wish)?;
        let new_handle = handle_for(turn, &found, &wish)?;
        let fields = [
            (CommunityField::Handle, &found.handle, &new_handle),
            (CommunityField::Name, &found.name, &wish.name),
            (CommunityField::Summary, &found.summary, &wish.summary),
            (CommunityField::Charter, &found.charter, &wish.charter),
            (CommunityField::Norms, &found.norms, &wish.norms),
            (
                CommunityField::Visibility,
                &facts.visibility.code().to_owned(),
                &wish.visibility.code().to_owned(),
            ),
            (
                CommunityField::JoinRule,
                &facts.join_rule.code().to_owned(),
                &wish.join_rule.code().to_owned(),
            ),
            (
                CommunityField::JoinQuestion,
                &found.join_question,
                &wish.join_question,
            ),
            (
                CommunityField::DefaultReplies,
                &found.default_replies.code().to_owned(),
                &wish
                    .replies
                    .unwrap_or(found.default_replies)
                    .code()
                    .to_owned(),
            ),
            (
                CommunityField::DefaultQuotes,
                &found.default_quotes.code().to_owned(),
                &wish
                    .quotes
                    .unwrap_or(found.default_quotes)
                    .code()
                    .to_owned(),
            ),
        ];
        for (field, old, new) in fields {
            let change = Change::Community {
                community: facts.id,
                field,
                old: old.clone(),
                new: new.clone(),
            };
            turn.record(change, By::Carer(actor.persona), Cause::Choice)?;
        }
        let is_hiding = wish.visibility == Visibility::Hidden;
        if is_hiding && !is_random(&found.handle) && new_handle != found.handle {
            profile::leave_tombstone(turn, &found.handle)?;
        }
        crate::reading::index::community(turn, facts.id.account())?;
        turn.tell(format!("community:{}", facts.id), "settings".to_owned());
        Ok(new_handle)
    })
    .await
}

fn handle_for(turn: &mut Turn<'_, '_>, found: &Community, wish: &Settings) -> Result<String> {
    let handle = match (is_random(&found.handle), wish.visibility) {
        (false, Visibility::Hidden) => Handle::unguessable(turn.random_bytes()),
        (true, Visibility::Public | Visibility::MembersOnly) => match own_again(turn, found, wish)?
        {
            Some(handle) => handle,
            None => free_handle(turn.tx, &wish.handle, &wish.name)?,
        },
        (true, Visibility::Hidden) | (false, Visibility::Public | Visibility::MembersOnly) => {
            return Ok(found.handle.clone());
        }
    };
    Ok(handle.as_str().to_owned())
}

fn is_random(handle: &str) -> bool {
    Handle::parse_unreserved(handle).is_ok_and(|handle| handle.is_unguessable())
}

/// The handle that is wished for, where the community had it before it was hidden.
fn own_again(
    turn: &mut Turn<'_, '_>,
    found: &Community,
    wish: &Settings,
) -> Result<Option<Handle>> {
    let typed = if wish.handle.trim().is_empty() {
        handle_of(&wish.name, 1)
    } else {
        wish.handle.clone()
    };
    let Ok(handle) = Handle::parse(&typed) else {
        return Ok(None);
    };
    let owner = Owner::Community(found.facts.id);
    let value = ("community", CommunityField::Handle.code());
    if !ledger::had_value(turn.tx, owner, value, handle.as_str())? {
        return Ok(None);
    }
    profile::take_tombstone(turn, &handle)?;
    Ok(Some(handle))
}

/// The wish with every text cleaned.
fn parse(wish: &Settings) -> Result<Settings> {
    let mut faults: Vec<Fault> = Vec::new();
    let mut kept = |result: Result<String>| -> Result<String> {
        match result {
            Err(Error::Invalid(found)) => {
                faults.extend(found);
                Ok(String::new())
            }
            other => other,
        }
    };
    let one_line = |text: String| text.replace('\n', " ");
    let cleaned = Settings {
        name: kept(parse_name(&wish.name).map(|name| name.as_str().to_owned()))?,
        summary: one_line(kept(optional_words(
            "summary",
            &wish.summary,
            SUMMARY_CHARS_MAX,
        ))?),
        charter: kept(optional_words("charter", &wish.charter, CHARTER_CHARS_MAX))?,
        norms: kept(optional_words("norms", &wish.norms, CHARTER_CHARS_MAX))?,
        join_question: one_line(kept(optional_words(
            "question",
            &wish.join_question,
            QUESTION_CHARS_MAX,
        ))?),
        ..wish.clone()
    };
    if faults.is_empty() {
        Ok(cleaned)
    } else {
        Err(Error::Invalid(faults))
    }
}
