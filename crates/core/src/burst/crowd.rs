//! Who turned to somebody lately: different people in three windows at once.

use super::WINDOWS;
use crate::id::AccountId;
use crate::time::{DAY_US, HOUR_US, Timestamp};
use std::collections::HashMap;

/// People that are kept apart at most. Where more come within a day, the alarm has long sounded,
/// and those whose contact is longest ago are let go of.
pub const CROWD_MAX: usize = 512;

/// Different people by their last contact, in the order of it, with the beginning of each window:
/// a list with links, so that whoever comes again moves to its end.
#[derive(Clone, Default, Debug)]
pub struct Crowd {
    people: Vec<One>,
    places: HashMap<AccountId, usize>,
    free: Vec<usize>,
    ends: Ends,
    windows: [Window; 3],
    now: Timestamp,
}

#[derive(Clone, Copy, Default, Debug)]
struct Ends {
    oldest: Option<usize>,
    newest: Option<usize>,
}

#[derive(Clone, Copy, Debug)]
struct One {
    who: AccountId,
    at: Timestamp,
    /// When they were last counted towards what is usual: once a day.
    counted: Timestamp,
    older: Option<usize>,
    newer: Option<usize>,
}

/// The people in a window: from the first of them to the newest.
#[derive(Clone, Copy, Default, Debug)]
struct Window {
    first: Option<usize>,
    people: u32,
}

impl Crowd {
    /// Notes a contact. True if this person was not counted within a day: one who comes every hour
    /// is one a day of what is usual, and does not raise the bar for the next crowd.
    pub fn note(&mut self, who: AccountId, at: Timestamp) -> bool {
        self.pass(at);
        let known = self.places.get(&who).copied();
        let counted = known.map(|one| self.people[one].counted);
        let counted = counted.filter(|at| self.now.since(*at) < DAY_US);
        let at = match known {
            Some(at) => {
                self.take_out(at);
                at
            }
            None => self.room(),
        };
        self.put_last(at, who, counted.unwrap_or(self.now));
        counted.is_none()
    }

    /// Lets go of those whose contact is too long ago.
    pub fn pass(&mut self, at: Timestamp) {
        self.now = self.now.max(at);
        for window in 0..WINDOWS.len() {
            while let Some(first) = self.windows[window].first {
                if self.is_in(window, first) {
                    break;
                }
                self.windows[window].first = self.people[first].newer;
                self.windows[window].people -= 1;
            }
        }
        let longest = WINDOWS.len() - 1;
        while let Some(oldest) = self.ends.oldest.filter(|one| !self.is_in(longest, *one)) {
            self.forget(oldest);
        }
    }

    /// Different people in each of [`WINDOWS`].
    pub fn people(&self) -> [u32; 3] {
        self.windows.map(|window| window.people)
    }

    fn is_in(&self, window: usize, one: usize) -> bool {
        self.now.since(self.people[one].at) < WINDOWS[window] * HOUR_US
    }

    /// A place for somebody new: a free one, another, or that of the one who is longest here.
    fn room(&mut self) -> usize {
        if self.free.is_empty()
            && self.people.len() >= CROWD_MAX
            && let Some(oldest) = self.ends.oldest
        {
            self.forget(oldest);
        }
        self.free.pop().unwrap_or_else(|| {
            self.people.push(One {
                who: AccountId::new(0),
                at: self.now,
                counted: self.now,
                older: None,
                newer: None,
            });
            self.people.len() - 1
        })
    }

    fn forget(&mut self, one: usize) {
        self.take_out(one);
        self.places.remove(&self.people[one].who);
        self.free.push(one);
    }

    /// Takes somebody out of the order, and out of the windows they are counted in.
    fn take_out(&mut self, one: usize) {
        let One { older, newer, .. } = self.people[one];
        for window in 0..WINDOWS.len() {
            if self.is_in(window, one) {
                self.windows[window].people -= 1;
            }
            if self.windows[window].first == Some(one) {
                self.windows[window].first = newer;
            }
        }
        match older {
            Some(older) => self.people[older].newer = newer,
            None => self.ends.oldest = newer,
        }
        match newer {
            Some(newer) => self.people[newer].older = older,
            None => self.ends.newest = older,
        }
    }

    fn put_last(&mut self, one: usize, who: AccountId, counted: Timestamp) {
        let older = self.ends.newest;
        self.people[one] = One {
            who,
            at: self.now,
            counted,
            older,
            newer: None,
        };
        match older {
            Some(older) => self.people[older].newer = Some(one),
            None => self.ends.oldest = Some(one),
        }
        self.ends.newest = Some(one);
        self.places.insert(who, one);
        for window in &mut self.windows {
            window.people += 1;
            window.first = window.first.or(Some(one));
        }
    }
}
