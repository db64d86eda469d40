//! Jobs: what has to happen after a change, and what happens by the clock.
//!
//! A job is queued in the transaction that makes it needed (`Turn::enqueue`), carries ids, and may
//! run twice: a process that dies in the middle loses its lease, and the next one does it again.
//! A new kind is its `pub const …_JOB` beside the use case that queues it, and a line in
//! [`run_one`].

mod runner;
mod schedule;
mod sweep;

pub use runner::run;
pub use schedule::tick;

use crate::identity::{leave, rename};
use crate::reading::index;
use crate::{App, Error, Result, face, media, post, push, relation, scheduled, shield};
use hafan_core::time::{SECOND_US, Timestamp};

/// What came of a job.
pub enum Outcome {
    /// It is done.
    Done,
    /// It must wait until then, which is no failure.
    Later(Timestamp),
}

/// Does one job of this kind.
///
/// # Errors
/// Those of the job; it is tried again later.
pub async fn run_one(app: &App, kind: &str, body: &str) -> Result<Outcome> {
    match kind {
        index::JOB => index::run(app, body).await?,
        rename::JOB => rename::run(app, body).await?,
        leave::END_JOB => leave::end_later(app, body).await?,
        leave::ERASE_JOB => leave::erase(app, body).await?,
        scheduled::PUBLISH_JOB => scheduled::publish_due(app, body).await?,
        post::POLL_ENDED_JOB => post::tell_poll_ended(app, body).await?,
        post::POSTED_JOB => post::tell_posted(app, body).await?,
        relation::MUTE_ENDS_JOB => relation::end_mute(app, body).await?,
        shield::LOOK_JOB => shield::look(app, body).await?,
        shield::DIG_JOB => shield::dig(app, body).await?,
        shield::QUOTES_JOB => shield::take_out_more(app, body).await?,
        shield::SHOW_JOB => shield::show_more(app, body).await?,
        shield::ENDS_JOB => shield::end(app, body).await?,
        face::FORGET_FACE_JOB => face::forget_old(app, body).await?,
        // A backup that is under way may still need every file.
        media::FORGET_JOB | sweep::MEDIA_JOB => {
            if let Some(until) = crate::backup::held_until(app).await? {
                return Ok(Outcome::Later(until));
            }
            if kind == media::FORGET_JOB {
                media::forget_files(app, body).await?;
            } else {
                media::sweep(app).await?;
            }
        }
        sweep::SWEEP_JOB => sweep::sweep(app).await?,
        crate::backup::NIGHTLY_JOB => crate::backup::nightly(app).await?,
        kind if push::JOBS.contains(&kind) => return push::send(app, body).await,
        other => return Err(Error::Internal(format!("no job of kind {other}"))),
    }
    Ok(Outcome::Done)
}

/// How long a process may go without a sign before its jobs are given to others, in microseconds.
pub const LEASE_US: i64 = 60 * SECOND_US;
