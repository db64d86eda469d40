//! One stranger going through what somebody wrote long ago.

use crate::id::PostId;
use crate::time::{DAY_US, Timestamp, made_at};

/// From this age on a post is old, in microseconds.
pub const OLD_US: i64 = 30 * DAY_US;
/// Within so long the touches of one person belong together.
const WITHIN_US: i64 = DAY_US;
/// So many old posts are not found by chance.
const SEEN: usize = 3;
/// So many, with words among them, and the shield goes up.
const INSISTENT: usize = 4;

/// What one person's touches of old posts look like.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Digging {
    /// Nothing out of the way.
    No,
    /// History mining: the owner is told.
    Seen,
    /// And it goes on, not in thanks alone: old posts are closed to all but followers.
    Insistent,
}

/// Looks at what one stranger touched (answered, quoted, thanked for, passed on), each with when
/// and whether with words. Posts that were not old when they were touched don't count, nor what is
/// more than a day ago; of one post, one touch.
///
/// Thanks alone never raise the shield: somebody who finds a photographer's pictures likes several.
pub fn digging(touches: &[(PostId, Timestamp, bool)], now: Timestamp) -> Digging {
    let mut posts: Vec<PostId> = Vec::new();
    let mut has_words = false;
    for (post, at, is_in_words) in touches {
        let counts = now.since(*at) < WITHIN_US && is_old(*post, *at);
        if !counts {
            continue;
        }
        has_words |= is_in_words;
        if !posts.contains(post) {
            posts.push(*post);
        }
        if posts.len() >= INSISTENT && has_words {
            return Digging::Insistent;
        }
    }
    match posts.len() >= SEEN {
        true => Digging::Seen,
        false => Digging::No,
    }
}

/// True where a post was older than 30 days then.
pub const fn is_old(post: PostId, at: Timestamp) -> bool {
    at.since(made_at(post)) > OLD_US
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{HOUR_US, post_id};

    const NOW: Timestamp = Timestamp::from_micros(400 * DAY_US);

    /// Touches of posts of these ages in days, so many hours ago.
    fn touches(of: &[(i64, i64, bool)]) -> Vec<(PostId, Timestamp, bool)> {
        let touch = |(age, ago, words): &(i64, i64, bool)| {
            let at = NOW.plus(-ago * HOUR_US);
            (post_id(at.plus(-age * DAY_US), 0), at, *words)
        };
        of.iter().map(touch).collect()
    }

    #[test]
    fn three_old_posts_within_a_day_are_no_chance_and_a_fourth_with_words_insists() {
        let three = [(40, 1, true), (50, 2, true), (60, 3, true)];
        assert_eq!(digging(&touches(&three[..2]), NOW), Digging::No);
        assert_eq!(digging(&touches(&three), NOW), Digging::Seen);
        let four = [three.as_slice(), &[(70, 4, false)]].concat();
        assert_eq!(digging(&touches(&four), NOW), Digging::Insistent);
        let thanks: Vec<_> = four
            .iter()
            .map(|(age, ago, _)| (*age, *ago, false))
            .collect();
        assert_eq!(digging(&touches(&thanks), NOW), Digging::Seen);
    }

    #[test]
    fn young_posts_the_same_post_and_the_day_before_do_not_count() {
        let young = [(40, 1, true), (50, 2, true), (29, 3, true)];
        assert_eq!(digging(&touches(&young), NOW), Digging::No);
        let yesterday = [(40, 1, true), (50, 2, true), (60, 24, true)];
        assert_eq!(digging(&touches(&yesterday), NOW), Digging::No);
        let one = touches(&[(40, 1, true)])[0];
        assert_eq!(digging(&[one, one, one, one], NOW), Digging::No);
    }
}
