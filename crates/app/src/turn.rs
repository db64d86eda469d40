//! One turn at the database: a transaction with the time and randomness it may use.

use crate::Result;
use crate::live::Signal;
use crate::ports::Rng;
use hafan_core::id::{AccountId, JobId, LedgerId, MemberId, NotificationId, PostId, SessionId};
use hafan_core::ledger::{By, Cause, Change, Entry};
use hafan_core::policy::Sight;
use hafan_core::time::{Timestamp, notification_id, post_id};
use hafan_store::job::NewJob;
use hafan_store::{Backend, Event, Tx};

/// Who acts: a member who signed in, as one of their personas.
///
/// The member's id is for questions about what is their own. It never leaves the use case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Actor {
    /// The device.
    pub session: SessionId,
    /// The person.
    pub member: MemberId,
    /// As whom.
    pub persona: AccountId,
    /// Looks after the place.
    pub is_host: bool,
}

/// A transaction with the time and randomness it may use.
pub struct Turn<'t, 'c> {
    /// The transaction.
    pub tx: &'t mut Tx<'c>,
    /// The time of the whole turn.
    pub now: Timestamp,
    rng: &'t dyn Rng,
    domain: &'t str,
    /// Whether floods are slowed down: see [`crate::Config::flood_limits`].
    has_limits: bool,
}

impl<'t, 'c> Turn<'t, 'c> {
    /// A turn at `now`, in the place of this domain.
    pub fn new(tx: &'t mut Tx<'c>, now: Timestamp, rng: &'t dyn Rng, domain: &'t str) -> Self {
        Self {
            tx,
            now,
            rng,
            domain,
            has_limits: false,
        }
    }

    /// The same turn, in which limits for those who write to many count.
    #[must_use]
    pub(crate) fn with_limits(mut self, has_limits: bool) -> Self {
        self.has_limits = has_limits;
        self
    }

    /// From now on nobody counts how many this turn writes to.
    pub(crate) fn lift_limits(&mut self) {
        self.has_limits = false;
    }

    /// Whether limits for those who write to many count.
    pub(crate) fn has_limits(&self) -> bool {
        self.has_limits
    }

    /// The domain behind the handles of this place.
    pub fn domain(&self) -> &str {
        self.domain
    }

    /// A handle as somebody wrote it in words, without the domain of this place behind it.
    pub fn at_home<'w>(&self, written: &'w str) -> &'w str {
        match written.split_once('@') {
            Some((name, domain)) if domain.eq_ignore_ascii_case(self.domain) => name,
            _ => written,
        }
    }

    /// A random positive number for ids that must tell nothing: 62 bits.
    pub fn random_id(&self) -> i64 {
        random_id(self.rng)
    }

    /// Random bytes.
    pub fn random_bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.rng.fill(&mut bytes);
        bytes
    }

    /// A fresh id for a post made now.
    ///
    /// PostgreSQL is not asked whether it is taken: that would read the very page of the index that
    /// every other new post is written to, and each of them would have to be written again. If it
    /// is taken there, the insert fails and the turn runs again by itself, with another id.
    pub fn post_id(&mut self) -> Result<PostId> {
        loop {
            let id = post_id(self.now, u16::from_le_bytes(self.random_bytes()));
            if self.clashes_are_rerun() || !hafan_store::post::is_taken(self.tx, id)? {
                return Ok(id);
            }
        }
    }

    /// A fresh id for a notification made now, as [`Self::post_id`].
    pub fn notification_id(&mut self) -> Result<NotificationId> {
        loop {
            let id = notification_id(self.now, u16::from_le_bytes(self.random_bytes()));
            if self.clashes_are_rerun() || !hafan_store::notification::is_taken(self.tx, id)? {
                return Ok(id);
            }
        }
    }

    fn clashes_are_rerun(&self) -> bool {
        self.tx.backend() == Backend::Postgres
    }

    /// Makes a change and its ledger entry.
    pub fn record(&mut self, change: Change, by: By, cause: Cause) -> Result<()> {
        self.record_entry(&Entry::new(change, by, cause, self.now))
    }

    /// Makes a change and its ledger entry, with words.
    pub fn record_entry(&mut self, entry: &Entry) -> Result<()> {
        let id = LedgerId::new(self.random_id());
        Ok(hafan_store::ledger::apply(self.tx, id, entry)?)
    }

    /// Puts a job into the queue: see `hafan_app::jobs` for kinds.
    pub fn enqueue(
        &mut self,
        kind: &str,
        body: &str,
        dedupe: Option<&str>,
        run_at: Timestamp,
    ) -> Result<()> {
        let job = NewJob {
            id: JobId::new(self.random_id()),
            kind,
            body,
            dedupe,
            run_at,
        };
        Ok(hafan_store::job::enqueue(self.tx, &job)?)
    }

    /// Tells everyone who listens, after the commit, that something about `topic` is new.
    pub fn tell(&mut self, topic: String, body: String) {
        self.tx.publish(Event { topic, body });
    }

    /// Tells everyone who listens, after the commit, what happened.
    pub fn signal(&mut self, signal: &Signal) {
        self.tx.publish(signal.event());
    }

    /// What the rules need to know about somebody.
    pub fn sight(&mut self, viewer: AccountId) -> Result<Sight> {
        Ok(hafan_store::sight::load(self.tx, Some(viewer))?)
    }
}

/// A random positive number of 62 bits.
pub fn random_id(rng: &dyn Rng) -> i64 {
    loop {
        let mut bytes = [0; 8];
        rng.fill(&mut bytes);
        let id = i64::from_le_bytes(bytes) & (i64::MAX >> 1);
        if id > 0 {
            return id;
        }
    }
}
