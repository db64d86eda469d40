//! How much one application may ask: so much in five minutes, told in headers, as clients of this
//! API know it. Kept by each server alone, in memory.

use crate::client::Client;
use axum::response::Response;
use hafan_core::time::{MINUTE_US, Timestamp};
use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// Length of a window, in microseconds.
const WINDOW_US: i64 = 5 * MINUTE_US;
/// Requests of one token in a window.
const READS_MAX: u32 = 1_500;
/// Requests of one token that change something, in a window.
const WRITES_MAX: u32 = 300;
/// Requests without a token from one network, in a window.
const STRANGERS_MAX: u32 = 3_000;
/// Requests that bring a token from one network, in a window, whether it is good or not: five
/// people of a household with all their applications.
const BEARERS_MAX: u32 = 7_500;
/// Windows that are held at most; those with little in them make room.
const WINDOWS_MAX: usize = 100_000;
/// What is little.
const LITTLE: u32 = 20;

/// Who is counted together.
pub enum Counted<'a> {
    /// A token of a member, after it was found to be good.
    Token(&'a str),
    /// A network: requests that bring a token.
    Bearers(IpAddr),
    /// A network: requests that bring none.
    Strangers(IpAddr),
}

impl Counted<'_> {
    /// The measure for where a request comes from; none for the machine itself, which may stand
    /// for everybody (see `crate::flood`).
    pub fn from_net(client: Client, has_token: bool) -> Option<Self> {
        if client.0.to_canonical().is_loopback() {
            return None;
        }
        let net = client.net();
        Some(if has_token {
            Self::Bearers(net)
        } else {
            Self::Strangers(net)
        })
    }
}

/// What is left of a window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Left {
    limit: u32,
    remaining: u32,
    /// When a new window begins.
    pub reset: Timestamp,
    /// This request is one too many.
    pub is_over: bool,
    key: u64,
}

impl Left {
    /// Tells it in the headers that clients know.
    pub fn tell(self, response: &mut Response) {
        use super::reply::set;
        set(response, "x-ratelimit-limit", &self.limit.to_string());
        set(
            response,
            "x-ratelimit-remaining",
            &self.remaining.to_string(),
        );
        let reset = super::entity::iso(self.reset);
        set(response, "x-ratelimit-reset", &reset);
    }
}

struct Window {
    ends: Timestamp,
    count: u32,
}

/// The windows of one server.
#[derive(Default)]
pub struct Pace {
    windows: Mutex<HashMap<u64, Window>>,
    /// Makes keys of tokens, so that the tokens are not kept.
    hasher: RandomState,
}

impl Pace {
    /// Counts a request.
    pub fn count(&self, who: &Counted<'_>, is_write: bool, now: Timestamp) -> Left {
        let (key, limit) = match who {
            Counted::Token(token) if is_write => (self.hasher.hash_one((token, 1)), WRITES_MAX),
            Counted::Token(token) => (self.hasher.hash_one((token, 0)), READS_MAX),
            Counted::Bearers(net) => (self.hasher.hash_one((net, 2)), BEARERS_MAX),
            Counted::Strangers(net) => (self.hasher.hash_one((net, 3)), STRANGERS_MAX),
        };
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() >= WINDOWS_MAX {
            windows.retain(|_, window| window.ends > now && window.count > LITTLE);
        }
        let window = windows.entry(key).or_insert(Window {
            ends: now.plus(WINDOW_US),
            count: 0,
        });
        if window.ends <= now {
            *window = Window {
                ends: now.plus(WINDOW_US),
                count: 0,
            };
        }
        window.count = window.count.saturating_add(1);
        Left {
            limit,
            remaining: limit.saturating_sub(window.count),
            reset: window.ends,
            is_over: window.count > limit,
            key,
        }
    }

    /// Takes back a request that failed by no fault of whoever asked, such as a write while the
    /// disk is full: an application that went on trying is not refused when there is room again.
    pub fn give_back(&self, left: Left) -> Left {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        let window = windows.get_mut(&left.key);
        if let Some(window) = window.filter(|window| window.ends == left.reset) {
            window.count = window.count.saturating_sub(1);
        }
        Left {
            remaining: left.remaining.saturating_add(1).min(left.limit),
            ..left
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_ends_and_tokens_do_not_share_one() {
        let pace = Pace::default();
        let begin = Timestamp::from_micros(0);
        let write = |token, now| pace.count(&Counted::Token(token), true, now);
        for _ in 0..WRITES_MAX {
            assert!(!write("a", begin).is_over);
        }
        assert!(write("a", begin).is_over);
        assert_eq!(write("a", begin).remaining, 0);
        assert!(!write("b", begin).is_over);
        // Reading goes on.
        assert!(!pace.count(&Counted::Token("a"), false, begin).is_over);
        assert!(!write("a", begin.plus(WINDOW_US)).is_over);
    }

    #[test]
    fn what_failed_by_no_fault_of_theirs_is_given_back_once_and_in_its_own_window() {
        let pace = Pace::default();
        let begin = Timestamp::from_micros(0);
        let write = |now| pace.count(&Counted::Token("a"), true, now);
        for _ in 0..10 * WRITES_MAX {
            let failed = pace.give_back(write(begin));
            assert_eq!(failed.remaining, WRITES_MAX);
        }
        let last = write(begin);
        assert_eq!(last.remaining, WRITES_MAX - 1);
        let later = write(begin.plus(WINDOW_US));
        pace.give_back(last);
        let next = write(begin.plus(WINDOW_US));
        assert_eq!(next.remaining, later.remaining - 1, "not of another window");
    }
}
