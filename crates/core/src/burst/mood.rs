//! Whether a crowd is kind or not, by what it does. It never begins anything: it is asked where an
//! alarm sounded.

use std::collections::HashMap;
use std::hash::Hash;

/// What those did who came in a window.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Mood {
    /// Contacts of strangers, of every kind.
    pub contacts: u32,
    /// Those with words: answers, mentions, quotes.
    pub words: u32,
    /// Thanks for a post.
    pub thanks: u32,
    /// Follows, and wishes to.
    pub follows: u32,
    /// Contacts with a post that is older than 30 days.
    pub old: u32,
    /// More than three in five belong to one who quoted: see [`is_quote_storm`].
    pub is_quote_storm: bool,
    /// People among them whom the owner hid, muted, reported or blocked.
    pub unwanted: u32,
}

/// From this score on a crowd is hostile.
const HOSTILE: i32 = 2;
/// So many whom the owner acted against are the owner's own word.
const UNWANTED: u32 = 2;

impl Mood {
    /// The sum of the signs, as the safety protocols list them: what speaks against the crowd
    /// counts up, what speaks for it down.
    pub fn score(&self) -> i32 {
        // More than one in twenty.
        let many = |some: u32| u64::from(some) * 20 > u64::from(self.contacts);
        let sign = |is_so: bool, weight: i32| if is_so { weight } else { 0 };
        sign(self.thanks < self.words, 1)
            + sign(many(self.old), 1)
            + sign(self.is_quote_storm, 1)
            + sign(self.unwanted >= UNWANTED, 2)
            + sign(many(self.follows), -1)
            + sign(u64::from(self.thanks) > 4 * u64::from(self.words), -1)
    }

    /// True where the shield goes up by itself.
    pub fn is_hostile(&self) -> bool {
        self.score() >= HOSTILE
    }
}

/// True where more than 60 % of `people` follow one account that quotes, or passed its quote on.
/// `ties` are pairs of somebody who came and a quoting account they belong to, each once.
pub fn is_quote_storm<A: Eq + Hash + Copy>(people: usize, ties: &[(A, A)]) -> bool {
    let mut of: HashMap<A, usize> = HashMap::new();
    for (_, quoting) in ties {
        *of.entry(*quoting).or_default() += 1;
    }
    of.values().any(|some| some * 5 > people * 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sign_weighs_what_the_protocol_says() {
        let calm = Mood {
            contacts: 100,
            words: 40,
            thanks: 60,
            ..Mood::default()
        };
        assert_eq!(calm.score(), 0);
        let of = |change: fn(&mut Mood)| {
            let mut mood = calm;
            change(&mut mood);
            mood.score()
        };
        assert_eq!(of(|mood| mood.thanks = 39), 1);
        assert_eq!(of(|mood| mood.thanks = 40), 0);
        assert_eq!(of(|mood| mood.thanks = 160), 0);
        assert_eq!(of(|mood| mood.thanks = 161), -1);
        assert_eq!(of(|mood| mood.old = 5), 0);
        assert_eq!(of(|mood| mood.old = 6), 1);
        assert_eq!(of(|mood| mood.follows = 5), 0);
        assert_eq!(of(|mood| mood.follows = 6), -1);
        assert_eq!(of(|mood| mood.is_quote_storm = true), 1);
        assert_eq!(of(|mood| mood.unwanted = 1), 0);
        assert_eq!(of(|mood| mood.unwanted = 2), 2);
    }

    #[test]
    fn the_own_word_of_the_one_it_is_about_is_enough_and_one_sign_is_not() {
        let no_thanks = Mood {
            contacts: 100,
            words: 100,
            ..Mood::default()
        };
        assert!(!no_thanks.is_hostile());
        let old_too = Mood {
            old: 10,
            ..no_thanks
        };
        assert!(old_too.is_hostile());
        let own_word = Mood {
            contacts: 100,
            words: 40,
            thanks: 60,
            unwanted: 2,
            ..Mood::default()
        };
        assert!(own_word.is_hostile());
    }

    #[test]
    fn a_storm_is_more_than_three_in_five_around_one_account() {
        let ties = |some: i32| -> Vec<(i32, i32)> { (0..some).map(|who| (who, 99)).collect() };
        assert!(!is_quote_storm(10, &ties(6)));
        assert!(is_quote_storm(10, &ties(7)));
        assert!(!is_quote_storm::<i32>(0, &[]));
        let of_two: Vec<_> = (0..10).map(|who| (who, who % 2)).collect();
        assert!(!is_quote_storm(10, &of_two));
    }
}
