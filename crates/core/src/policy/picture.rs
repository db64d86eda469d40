//! Pictures one did not ask for.

use super::{PostFacts, Sight};
use crate::id::AccountId;

/// Whether the pictures of a post stay covered until the viewer asks for them, as far as that can
/// be said without knowing whom the viewer had to do with: nothing where it depends on that.
///
/// Nobody's own pictures are covered, nor those of people the viewer follows, nor what stands in a
/// community that the viewer is a member of. Visitors without an account have nothing to do with
/// anybody, and see what was opened to everybody.
pub fn covers_pictures_of_all(sight: &Sight, post: &PostFacts) -> Option<bool> {
    let is_inside = post.community.is_some_and(|c| sight.role(c.id).is_some());
    let is_known = sight.viewer.is_none()
        || sight.viewer == Some(post.author)
        || sight.shows_pictures
        || sight.following.contains(&post.author)
        || is_inside;
    is_known.then_some(false)
}

/// Whether the pictures of a post stay covered until the viewer asks for them; `has_met` tells with
/// whom the viewer had to do. Asked for every post that is shown, by whatever shows it.
pub fn covers_pictures(
    sight: &Sight,
    post: &PostFacts,
    has_met: impl Fn(AccountId) -> bool,
) -> bool {
    covers_pictures_of_all(sight, post).unwrap_or_else(|| !has_met(post.author))
}
