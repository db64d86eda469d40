//! Pictures one did not ask for.

use super::{PostFacts, Sight};
use crate::id::AccountId;
use crate::look::Seen;

/// Why the pictures of a post stay covered until the viewer asks for them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cover {
    /// Nothing ties the viewer to whoever shows them.
    Stranger,
    /// One of them looks like a picture that the viewer refused, whoever shows it now.
    Refused,
}

/// Why the pictures of a post stay covered, if they do, as far as that can be said without knowing
/// whom the viewer had to do with: nothing where it depends on that. `looks` are the looks of the
/// post's pictures, which are needed only where the viewer refused any.
///
/// Nobody's own pictures are covered. What the viewer refused is, everywhere. Otherwise those are
/// not of people the viewer follows, nor what stands in a community that the viewer is a member of.
/// Visitors without an account have nothing to do with anybody, and see what was opened to
/// everybody.
pub fn covers_pictures_of_all(
    sight: &Sight,
    post: &PostFacts,
    looks: &[Seen],
) -> Option<Option<Cover>> {
    if sight.viewer.is_none() || sight.viewer == Some(post.author) {
        return Some(None);
    }
    if looks.iter().any(|seen| seen.is_any(&sight.refused)) {
        return Some(Some(Cover::Refused));
    }
    let is_inside = post.community.is_some_and(|c| sight.role(c.id).is_some());
    let is_known = sight.shows_pictures || sight.following.contains(&post.author) || is_inside;
    is_known.then_some(None)
}

/// Why the pictures of a post stay covered until the viewer asks for them, if they do; `has_met`
/// tells with whom the viewer had to do. Asked for every post that is shown, by whatever shows it.
pub fn covers_pictures(
    sight: &Sight,
    post: &PostFacts,
    looks: &[Seen],
    has_met: impl Fn(AccountId) -> bool,
) -> Option<Cover> {
    let of_all = covers_pictures_of_all(sight, post, looks);
    of_all.unwrap_or_else(|| (!has_met(post.author)).then_some(Cover::Stranger))
}
