//! Sweeps up what time has ended: sessions, throttles, links, pictures that hang on nothing.

use crate::identity::{device, old_words, throttle};
use crate::{App, Error, Result, backup, door, draft};
use hafan_core::ledger::{By, Cause, Change};
use hafan_core::time::HOUR_US;
use hafan_store::ledger::unsealed;
use hafan_store::{known_device, one_time_link, session, upkeep};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// Kind of the hourly job.
pub const SWEEP_JOB: &str = "sweep";
/// Kind of the daily job that looks for pictures and files that belong to nothing.
pub const MEDIA_JOB: &str = "sweep-media";

/// What an interrupted write left is this old before it is removed.
const TEMPORARY_AGE_US: i64 = HOUR_US;

/// Does the hourly sweep.
pub async fn sweep(app: &App) -> Result<()> {
    while end_sessions(app).await? {}
    app.write(|turn| {
        hafan_store::push::forget_ended(turn.tx)?;
        session::forget_ended(turn.tx, turn.now)?;
        one_time_link::forget_ended(turn.tx, turn.now)?;
        crate::application::sweep(turn)?;
        crate::media::pass::sweep(turn)?;
        known_device::forget(turn.tx, turn.now.plus(-device::DEVICE_US))?;
        hafan_store::declined::sweep(turn.tx, turn.now.plus(-door::UNDO_US))?;
        hafan_store::throttle::forget(turn.tx, turn.now.plus(-throttle::MEMORY_US))?;
        Ok(())
    })
    .await?;
    draft::sweep_sent(app).await?;
    old_words::age(app).await?;
    while seal_older(app).await? {}
    crate::look::look_at_older(app).await?;
    let age = app.now().plus(-TEMPORARY_AGE_US).micros().max(0);
    let before = SystemTime::UNIX_EPOCH + Duration::from_micros(age.unsigned_abs());
    let blobs = Arc::clone(&app.blobs);
    let swept = tokio::task::spawn_blocking(move || blobs.sweep(before)).await;
    let internal = |what: &dyn std::fmt::Display| Error::Internal(what.to_string());
    swept.map_err(|e| internal(&e))?.map_err(|e| internal(&e))?;
    backup::sweep(app).await
}

/// Seals what was there before there were seals, as it is now, once for every place; true if there
/// may be more.
async fn seal_older(app: &App) -> Result<bool> {
    app.write(|turn| {
        if upkeep::find(turn.tx, upkeep::SEALED)?.is_some() {
            return Ok(false);
        }
        let some = unsealed::unsealed(turn.tx)?;
        let has_speakers = unsealed::seal_speakers(turn.tx)?;
        for (owner, subject) in &some {
            let (owner, subject) = (*owner, subject.clone());
            turn.record(Change::Seal { owner, subject }, By::Rule, Cause::Upkeep)?;
        }
        if some.is_empty() && !has_speakers {
            upkeep::set(turn.tx, upkeep::SEALED, turn.now, "")?;
            return Ok(false);
        }
        Ok(true)
    })
    .await
}

/// Ends sessions whose time ran out; true if there may be more.
async fn end_sessions(app: &App) -> Result<bool> {
    app.write(|turn| {
        let ended = session::run_out(turn.tx, turn.now)?;
        for (session, member) in &ended {
            let change = Change::Session {
                member: *member,
                session: *session,
                old: "open",
                new: "ended",
            };
            turn.record(change, By::Rule, Cause::Expiry)?;
            crate::identity::session::let_go(turn, *session)?;
        }
        Ok(!ended.is_empty())
    })
    .await
}
