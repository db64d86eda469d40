//! Which folder holds the pictures of a place that several servers share.

use crate::jobs::LEASE_US;
use crate::turn::random_id;
use crate::{App, Error, Result};
use hafan_store::upkeep;

/// A mark for a folder that has none yet: random, and it tells nothing.
pub fn new_mark(app: &App) -> String {
    format!("{:016x}", random_id(app.rng.as_ref()))
}

/// Notes that this server keeps the pictures of the place in the folder with this mark.
///
/// Who lost the folder, or moved to another, is not kept out: where no server gave a sign of life
/// within the time of a lease, the new folder counts.
///
/// # Errors
/// `Conflict("other-folder")` while another server works with another folder: half of the pictures
/// would be missing on each.
pub async fn claim(app: &App, mark: String) -> Result<()> {
    app.write(move |turn| {
        let alive_after = turn.now.plus(-LEASE_US);
        let held = upkeep::find(turn.tx, upkeep::PICTURES)?.filter(|held| held.detail != mark);
        if let Some(held) = held {
            let mut servers = upkeep::servers(turn.tx)?.into_iter();
            let is_served = servers.any(|server| server.seen_at > alive_after);
            // A server that is just starting has given no sign of life yet.
            if is_served || held.at > alive_after {
                return Err(Error::Conflict("other-folder"));
            }
        }
        Ok(upkeep::set(turn.tx, upkeep::PICTURES, turn.now, &mark)?)
    })
    .await
}
