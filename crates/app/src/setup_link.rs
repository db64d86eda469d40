//! The link with which the first host sets the place up: printed where the server starts, known to
//! nobody else, and worthless once it was used or the server starts again.

use crate::visit::{Place, token_hash};
use crate::{App, Result};
use data_encoding::BASE64URL_NOPAD;
use hafan_core::time::DAY_US;
use hafan_store::one_time_link::{self, SETUP};

/// How long a set-up link holds: a week, for a place that was started before a holiday.
const SETUP_LINK_US: i64 = 7 * DAY_US;
/// Bytes of the secret: 192 bits.
const SECRET_BYTES: usize = 24;

/// Makes a fresh set-up link and voids those before it. None once the place is set up.
pub async fn renew(app: &App) -> Result<Option<String>> {
    let mut secret = [0; SECRET_BYTES];
    app.rng.fill(&mut secret);
    let key = BASE64URL_NOPAD.encode(&secret);
    let hash = token_hash(&key);
    let is_needed = app
        .write(move |turn| {
            one_time_link::void_all(turn.tx, SETUP)?;
            if Place::load(turn.tx)?.is_set_up() {
                return Ok(false);
            }
            let span = (turn.now, turn.now.plus(SETUP_LINK_US));
            one_time_link::insert(turn.tx, &hash, SETUP, None, span)?;
            Ok(true)
        })
        .await?;
    Ok(is_needed.then(|| format!("{}/setup?key={key}", app.config.public_url)))
}
