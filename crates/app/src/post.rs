//! Posts: writing them, changing them, taking them down, and what others do with them.

pub mod answer;
mod delete;
pub mod desk;
mod echo;
mod edit;
mod held;
mod history;
mod names;
mod pin;
mod posted;
mod publish;
pub mod quote;
mod react;
mod setting;
mod space;
pub mod thread;
mod wish;

pub(crate) use delete::erase_some;
pub use delete::{REASON_CHARS_MAX, delete, delete_in, delete_to_rewrite, take_out};
pub use edit::{EditWish, edit, set_policy, turn_answers};
pub(crate) use held::{Tried, watch};
pub use pin::{PINS_MAX, mute_thread, pin};
pub use posted::{POSTED_JOB, tell as tell_posted};
pub use publish::{POSTS_AN_HOUR_MAX, publish, publish_freely, publish_in, publish_once};
pub use react::{POLL_ENDED_JOB, boost, favourite, keep, pass_on, tell_poll_ended, vote};
pub(crate) use space::settled as place_of;
pub use wish::{ForWhom, GUESS, POLL_LASTS_MAX_US, POLL_LASTS_MIN_US, PictureWish, PollWish, Wish};
pub(crate) use wish::{described, read_alt};

use crate::{Error, Result};
use hafan_core::id::{AccountId, PostId};
use hafan_core::policy::{self, PostFacts, Sight};
use hafan_store::Read;
use hafan_store::post::PostRow;

/// A post that the viewer may see. A boost is not a post of its own: it can't be answered, quoted
/// or changed, so it is not found here.
pub(crate) fn visible(read: &mut Read<'_>, sight: &Sight, id: PostId) -> Result<PostRow> {
    hafan_store::post::row(read, id, sight.viewer)?
        .filter(|row| row.boost_of.is_none() && policy::may_see(sight, &row.facts))
        .ok_or(Error::NotFound)
}

/// What an author may ask of the rules about a post of their own.
type Asks = fn(&Sight, &PostFacts) -> std::result::Result<policy::Permit, policy::Denied>;

/// A post of the viewer's own that is still there, with which they may do what is asked; for
/// everyone else the answer of the rules.
pub(crate) fn own(
    read: &mut Read<'_>,
    sight: &Sight,
    id: PostId,
    may: Asks,
) -> Result<(PostRow, policy::Permit)> {
    let row = hafan_store::post::row(read, id, sight.viewer)?
        .filter(|row| row.boost_of.is_none())
        .ok_or(Error::NotFound)?;
    let permit = may(sight, &row.facts)?;
    Ok((row, permit))
}

/// What the viewer's own words answer, where `row` is one of theirs: the next post above that
/// somebody else wrote.
pub(crate) fn answered_before(
    read: &mut Read<'_>,
    row: &PostRow,
    viewer: Option<AccountId>,
) -> Result<Option<PostRow>> {
    let (id, author) = (row.facts.id, row.facts.author);
    if viewer != Some(author) || row.reply_to.is_none() {
        return Ok(None);
    }
    let found = hafan_store::thread::answered_by(read, &[id.get()], author)?;
    match found.first() {
        Some((_, above)) => Ok(hafan_store::post::row(read, *above, viewer)?),
        None => Ok(None),
    }
}

/// What the rules need to know about the first post of a thread, if that is another post.
pub(crate) fn root_of(
    read: &mut Read<'_>,
    row: &PostRow,
    viewer: Option<AccountId>,
) -> Result<Option<PostRow>> {
    if row.thread == row.facts.id {
        return Ok(None);
    }
    Ok(hafan_store::post::row(read, row.thread, viewer)?)
}
