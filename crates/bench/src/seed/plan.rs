//! What is written by whom and when: repeatable chance.

use super::PEOPLE;
use hafan_core::id::PostId;
use hafan_core::time::Timestamp;
use std::collections::VecDeque;

/// A post to come.
pub struct Planned {
    /// Who writes, as a place in the list of people.
    pub author: usize,
    /// Where, as a place in the list of communities.
    pub community: Option<usize>,
    /// What it answers.
    pub answers: Option<PostId>,
    /// The words.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// Repeatable numbers (SplitMix64, Steele, Lea and Flood 2014).
pub struct Dice(u64);

/// The word that is searched for: in about one post of a hundred.
pub const SOUGHT: &str = "heulwen";

/// One post in so many answers another.
const ANSWERS_ONE_IN: usize = 5;
/// One post in so many stands in a community.
const INSIDE_ONE_IN: usize = 3;
/// One post in so many holds [`SOUGHT`].
const SOUGHT_ONE_IN: usize = 100;

const WORDS: [&str; 40] = [
    "heddiw", "the", "bus", "came", "late", "and", "garden", "bore", "da", "pawb", "we", "planted",
    "beans", "yn", "yr", "ardd", "who", "brings", "cake", "on", "Thursday", "nos", "Iau", "choir",
    "practice", "moved", "to", "seven", "diolch", "for", "your", "help", "with", "the", "hall",
    "roof", "mae", "hi", "wedi", "glaw",
];

impl Dice {
    /// Numbers that follow from `seed`.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `bound`, or 0.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let drawn = (z ^ (z >> 31)) >> 11;
        drawn as usize % bound.max(1)
    }
}

/// The next post. Its author is in the community it stands in, and answers only what they can see.
pub fn post<'c>(
    dice: &mut Dice,
    at: Timestamp,
    members: impl Fn(usize) -> &'c [usize],
    recent: &VecDeque<(PostId, Option<usize>)>,
) -> Planned {
    let text = words(dice);
    let is_answer = dice.below(ANSWERS_ONE_IN) == 0;
    let answered = recent.get(dice.below(recent.len())).filter(|_| is_answer);
    let is_inside = dice.below(INSIDE_ONE_IN) == 0;
    let community = match answered {
        Some((_, community)) => *community,
        None => is_inside.then(|| dice.below(super::COMMUNITIES)),
    };
    let author = match community {
        Some(community) => {
            let members = members(community);
            members[dice.below(members.len())]
        }
        None => dice.below(PEOPLE),
    };
    Planned {
        author,
        community,
        answers: answered.map(|(id, _)| *id),
        text,
        at,
    }
}

/// Five to sixty words.
pub fn words(dice: &mut Dice) -> String {
    let count = 5 + dice.below(56);
    let mut text: Vec<&str> = (0..count).map(|_| WORDS[dice.below(WORDS.len())]).collect();
    if dice.below(SOUGHT_ONE_IN) == 0 {
        text.push(SOUGHT);
    }
    text.join(" ") + "."
}
