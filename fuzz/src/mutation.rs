//! Makes the next input out of known ones: the same seed gives the same series on every machine.

/// Inputs grow to this size, four times what a form field may hold.
const INPUT_BYTES_MAX: usize = 64 * 1024;
/// Damage is piled up this high, so that two mistakes can meet in one input.
const CHANGES_MAX: u64 = 6;

/// Byte strings that parsers trip over, whatever they parse.
const TROUBLE: &[&[u8]] = &[
    b"\0",
    b"\n",
    b"\r\n\r\n",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    "\u{202e}".as_bytes(),
    "\u{200d}".as_bytes(),
    "e\u{301}\u{301}\u{301}".as_bytes(),
    "ﷺ".as_bytes(),
    "ŵŷ".as_bytes(),
    "İı".as_bytes(),
    b"-1",
    b"0",
    b"9223372036854775807",
    b"9223372036854775808",
    b"-9223372036854775808",
    b"18446744073709551616",
    b"1e400",
    b"NaN",
    b"\"",
    b"'",
    b"<",
    b"&",
    b"%00",
    b"%ff",
    b"../",
    b"[[[[[[[[",
    b"((((((((",
    b"{\"",
];

/// Widths and values at which lengths and counters in binary formats go wrong.
const BOUNDARIES: &[u64] = &[
    0,
    1,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0x8000,
    0xffff,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_ffff,
    !0,
];

/// A source of inputs.
pub struct Mutation {
    state: u64,
    seeds: Vec<Vec<u8>>,
    words: Vec<&'static [u8]>,
}

impl Mutation {
    /// Starts a series. With no seeds it starts from the empty input.
    pub fn new(seed: u64, mut seeds: Vec<Vec<u8>>, dictionary: &[&'static str]) -> Self {
        if seeds.is_empty() {
            seeds.push(Vec::new());
        }
        let mut words = TROUBLE.to_vec();
        words.extend(dictionary.iter().map(|word| word.as_bytes()));
        Self {
            state: seed,
            seeds,
            words,
        }
    }

    /// Makes the next input: one known one with a few changes.
    pub fn next_input(&mut self) -> Vec<u8> {
        let mut input = self.any_seed().to_vec();
        for _ in 0..=self.below(CHANGES_MAX) {
            self.change(&mut input);
        }
        input.truncate(INPUT_BYTES_MAX);
        input
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let at = self.position(input);
        match self.below(10) {
            0 => flip(input, at, self.below(8)),
            1 => self.overwrite(input, at),
            2 => input.truncate(at),
            3 => self.remove(input, at),
            4 => self.repeat(input, at),
            5 => self.splice(input, at),
            6 => self.boundary(input, at),
            7 => self.swap(input, at),
            _ => self.insert_word(input, at),
        }
    }

    fn overwrite(&mut self, input: &mut [u8], at: usize) {
        let byte = self.random().to_le_bytes()[0];
        if let Some(place) = input.get_mut(at) {
            *place = byte;
        }
    }

    fn remove(&mut self, input: &mut Vec<u8>, at: usize) {
        let end = self.end_after(input, at);
        input.drain(at..end);
    }

    /// Repeats a part up to 256 times, most often few: nesting, long runs, quadratic costs.
    fn repeat(&mut self, input: &mut Vec<u8>, at: usize) {
        let end = self.end_after(input, at).min(at + 64);
        let times_power = self.below(9).min(self.below(9)).min(self.below(9));
        let part = input[at..end].repeat(1 << times_power);
        input.splice(at..at, part);
    }

    fn splice(&mut self, input: &mut Vec<u8>, at: usize) {
        let other = self.any_seed().to_vec();
        let from = self.position(&other);
        input.truncate(at);
        input.extend_from_slice(&other[from..]);
    }

    fn boundary(&mut self, input: &mut Vec<u8>, at: usize) {
        let value = self.pick(BOUNDARIES.len());
        let width = 1 << self.below(4);
        let bytes = if self.below(2) == 0 {
            BOUNDARIES[value].to_le_bytes()[..width].to_vec()
        } else {
            BOUNDARIES[value].to_be_bytes()[8 - width..].to_vec()
        };
        let end = (at + width).min(input.len());
        input.splice(at..end, bytes);
    }

    fn swap(&mut self, input: &mut [u8], at: usize) {
        let other = self.position(input);
        if at < input.len() && other < input.len() {
            input.swap(at, other);
        }
    }

    fn insert_word(&mut self, input: &mut Vec<u8>, at: usize) {
        let chosen = self.pick(self.words.len());
        let word = self.words[chosen];
        input.splice(at..at, word.iter().copied());
    }

    fn any_seed(&mut self) -> &[u8] {
        let at = self.pick(self.seeds.len());
        &self.seeds[at]
    }

    /// A place in the input, its end included.
    fn position(&mut self, input: &[u8]) -> usize {
        self.pick(input.len() + 1)
    }

    fn end_after(&mut self, input: &[u8], at: usize) -> usize {
        at + self.pick(input.len() - at + 1)
    }

    fn pick(&mut self, count: usize) -> usize {
        let count = u64::try_from(count).expect("usize is at most 64 bits wide");
        usize::try_from(self.below(count)).expect("below a usize")
    }

    /// A number under `bound`, or 0 where the bound is 0.
    fn below(&mut self, bound: u64) -> u64 {
        self.random().checked_rem(bound).unwrap_or(0)
    }

    /// SplitMix64 (Steele, Lea and Flood 2014): small, and good enough to choose damage with.
    fn random(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

fn flip(input: &mut [u8], at: usize, bit: u64) {
    if let Some(byte) = input.get_mut(at) {
        *byte ^= 1 << bit;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_series_again() {
        let series = |seed| {
            let mut mutation = Mutation::new(seed, vec![b"hello [world](x)".to_vec()], &["**"]);
            (0..2000).map(|_| mutation.next_input()).collect::<Vec<_>>()
        };
        assert_eq!(series(7), series(7));
        assert_ne!(series(7), series(8));
    }

    #[test]
    fn inputs_differ_and_stay_within_the_limit() {
        let mut mutation = Mutation::new(1, vec![vec![b'x'; 40_000]], &[]);
        let inputs: std::collections::BTreeSet<_> =
            (0..500).map(|_| mutation.next_input()).collect();
        assert!(inputs.len() > 300, "{}", inputs.len());
        assert!(inputs.iter().all(|input| input.len() <= INPUT_BYTES_MAX));
    }
}
