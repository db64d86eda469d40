//! Who may see a post, said once more as plainly as it can be: `hafan_core::policy` is not asked,
//! so that a change of the rule is a change in two places.

use hafan_app::store::answer as store_answer;
use hafan_app::store::post::PostRow;
use hafan_app::store::{Error, Read, account, post, sight};
use hafan_core::answer::AnswerKind;
use hafan_core::audience::{Audience, WhoMay};
use hafan_core::community::{Role, Visibility};
use hafan_core::id::{AccountId, PostId};
use hafan_core::old_words::{After, OldWords};
use hafan_core::policy::Sight;

/// Does whoever looks see this post, which is no boost? Everybody is there, and nobody is frozen.
pub fn sees(
    read: &mut Read<'_>,
    rows: &[PostRow],
    row: &PostRow,
    eyes: &Sight,
) -> Result<bool, Error> {
    let facts = &row.facts;
    let (author, place) = (facts.author, facts.community);
    if row.state != "up" {
        return Ok(false);
    }
    if eyes.viewer == Some(author) {
        return Ok(true);
    }
    let role = place.and_then(|place| eyes.role(place.id));
    let keeps_norms = matches!(role, Some(Role::Moderator | Role::Host));
    let is_apart = eyes.blocked.contains(&author) || eyes.blocked_by.contains(&author);
    if !keeps_norms && (is_apart || !is_held_by_nobody(read, rows, row)?) {
        return Ok(false);
    }
    let named = post::names(read, facts.id)?;
    let is_named = eyes.viewer.is_some_and(|me| named.contains(&me));
    let is_addressed = is_named || eyes.viewer == Some(facts.audience_of);
    if let Some(still) = closed(read, row)? {
        let has_tie = match still {
            WhoMay::Followers => eyes.following.contains(&author),
            WhoMay::Followed => {
                let theirs = sight::load(read, Some(author))?;
                eyes.viewer.is_some_and(|me| theirs.following.contains(&me))
            }
            _ => false,
        };
        let stays = match facts.audience {
            Audience::Named | Audience::Circle => true,
            _ if place.is_some() => role.is_some(),
            _ => is_addressed || has_tie,
        };
        if !stays {
            return Ok(false);
        }
    }
    let is_open = place.is_none_or(|place| place.visibility == Visibility::Public);
    let reads = is_open || role.is_some();
    Ok(match facts.audience {
        Audience::Public | Audience::QuietPublic => reads,
        Audience::Community => place.is_some() && reads,
        Audience::Followers => is_addressed || eyes.following.contains(&facts.audience_of),
        Audience::Circle => {
            is_addressed || facts.circle.is_some_and(|one| eyes.circles.contains(&one))
        }
        Audience::Named => is_named,
    })
}

/// To whom a post is open still, where its author closed older words and it is one of them.
fn closed(read: &mut Read<'_>, row: &PostRow) -> Result<Option<WhoMay>, Error> {
    let author = account::persona(read, row.facts.author)?;
    let chosen = author.map_or(OldWords::Open, |author| author.old_words);
    Ok(match chosen {
        OldWords::Closed {
            after: After::Before(moment),
            still,
        } => (row.created_at < moment).then_some(still),
        OldWords::Closed { .. } | OldWords::Open => None,
    })
}

/// How an answer stands: nobody who was asked or could hide it holds it, and its author is apart
/// neither from whom it answers nor from whoever began the thread.
pub fn is_held_by_nobody(
    read: &mut Read<'_>,
    rows: &[PostRow],
    answer: &PostRow,
) -> Result<bool, Error> {
    if answer.reply_to.is_none() {
        return Ok(true);
    }
    if is_said_no(read, answer.facts.id, AnswerKind::Reply)? {
        return Ok(false);
    }
    let find = |id: PostId| rows.iter().find(|row| row.facts.id == id);
    let author = answer.facts.author;
    // Up from one's own words to those of somebody else.
    let mut above = answer.reply_to.and_then(find);
    while let Some(row) = above.filter(|row| row.facts.author == author) {
        above = row.reply_to.and_then(find);
    }
    let root = find(answer.thread);
    for row in [above, root].into_iter().flatten() {
        if are_apart(read, row.facts.author, author)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// How a quote stands: its author said no to nothing, and is not apart from the one who quotes.
pub fn is_quote_let_in(
    read: &mut Read<'_>,
    rows: &[PostRow],
    row: &PostRow,
) -> Result<bool, Error> {
    let Some(quoted) = row.quote_of else {
        return Ok(true);
    };
    let quoted = rows.iter().find(|row| row.facts.id == quoted);
    let is_cut = match quoted {
        Some(quoted) => are_apart(read, quoted.facts.author, row.facts.author)?,
        None => false,
    };
    Ok(!is_cut && !is_said_no(read, row.facts.id, AnswerKind::Quote)?)
}

fn is_said_no(read: &mut Read<'_>, post: PostId, kind: AnswerKind) -> Result<bool, Error> {
    let said = store_answer::of_post(read, post)?;
    let mut said = said.iter().filter(|said| said.kind == kind);
    Ok(said.any(|said| !said.standing.shows()))
}

fn are_apart(read: &mut Read<'_>, one: AccountId, other: AccountId) -> Result<bool, Error> {
    let sight = sight::load(read, Some(one))?;
    Ok(sight.blocked.contains(&other) || sight.blocked_by.contains(&other))
}
