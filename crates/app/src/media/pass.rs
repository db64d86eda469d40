//! Passes: with what an application opens pictures that not everyone may see.
//!
//! An application shows pictures without a token, so that what it is answered carries in each
//! address of such a picture who looks: the pass of its session for this day, and a sign that this
//! very address was given out to it. When it is opened, the rule is asked as for anybody who is
//! signed in: a block, a removal or a deletion closes a picture at once, and the end of the
//! session closes all of them.

use crate::{App, Error, Result, Turn};
use data_encoding::BASE64URL_NOPAD;
use hafan_core::id::{AccountId, SessionId};
use hafan_core::time::{DAY_US, Timestamp};
use hafan_store::Read;
use hafan_store::picture_pass::{self, PicturePass};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::fmt;

/// How long a pass opens anything after the midnight before it was made: with the day in which it
/// is given out, one to two days, so that what an application loaded yesterday evening is still
/// whole this morning.
const LASTS_US: i64 = 2 * DAY_US;
/// Bytes of what names a pass: 128 bits, which nobody guesses.
const ID_BYTES: usize = 16;
/// Bytes of the secret: as long as what it signs with is strong.
const SECRET_BYTES: usize = 32;

/// The pass of one session for one day.
#[derive(Clone)]
pub struct Pass(PicturePass);

impl fmt::Debug for Pass {
    /// Not what it opens pictures with: this ends up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pass")
    }
}

impl Pass {
    /// What to write behind the address of any size of the picture with this key.
    pub fn query(&self, key: &str) -> String {
        let id = &self.0.id;
        // A secret of any length is one (RFC 2104, 2).
        match signed(&self.0.secret, key) {
            Ok(sign) => {
                let sign = BASE64URL_NOPAD.encode(&sign.finalize().into_bytes());
                format!("?p={id}&s={sign}")
            }
            Err(_) => String::new(),
        }
    }
}

impl From<PicturePass> for Pass {
    fn from(stored: PicturePass) -> Self {
        Self(stored)
    }
}

/// What an address carries beside the picture it names.
#[derive(Clone)]
pub struct Shown {
    /// What names the pass.
    pub pass: String,
    /// The sign, as base64url.
    pub sign: String,
}

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shown")
    }
}

/// As whom somebody looks who shows this for the picture with this key. Nobody, where the pass or
/// its session has ended, and where the address was not given out to it.
pub(super) fn holder(
    read: &mut Read<'_>,
    shown: &Shown,
    key: &str,
    now: Timestamp,
) -> Result<Option<AccountId>> {
    let is_name = shown.pass.len() == BASE64URL_NOPAD.encode_len(ID_BYTES)
        && BASE64URL_NOPAD.decode(shown.pass.as_bytes()).is_ok();
    let Ok(sign) = BASE64URL_NOPAD.decode(shown.sign.as_bytes()) else {
        return Ok(None);
    };
    // Some of what is no name of ours is no text that a database takes.
    if !is_name {
        return Ok(None);
    }
    let found = picture_pass::holder(read, &shown.pass, now.plus(-LASTS_US), now)?;
    let Some((persona, secret)) = found else {
        return Ok(None);
    };
    // Compared in constant time.
    let is_given = signed(&secret, key)?.verify_slice(&sign).is_ok();
    Ok(is_given.then_some(persona))
}

fn signed(secret: &[u8], key: &str) -> Result<Hmac<Sha256>> {
    let mut sign = Hmac::<Sha256>::new_from_slice(secret).map_err(super::internal)?;
    sign.update(key.as_bytes());
    Ok(sign)
}

/// Makes the pass of a session for today, or finds it.
pub(crate) fn make(turn: &mut Turn<'_, '_>, session: SessionId) -> Result<Pass> {
    let new = PicturePass {
        id: BASE64URL_NOPAD.encode(&turn.random_bytes::<ID_BYTES>()),
        secret: turn.random_bytes::<SECRET_BYTES>().to_vec(),
    };
    picture_pass::insert(turn.tx, session, &new, turn.now)?;
    let kept = picture_pass::of_session(turn.tx, session, turn.now)?;
    let kept = kept.ok_or_else(|| Error::Internal("a pass that was just made".to_owned()))?;
    Ok(Pass(kept))
}

/// The pass of a session for today. Where nothing can be written, there is none: people read on,
/// without such pictures.
pub(crate) async fn for_today(app: &App, session: SessionId) -> Option<Pass> {
    let now = app.now();
    let found = app.read(move |read| Ok(picture_pass::of_session(read, session, now)?));
    if let Ok(Some(found)) = found.await {
        return Some(Pass(found));
    }
    match app.write(move |turn| make(turn, session)).await {
        Ok(pass) => Some(pass),
        Err(error) => {
            tracing::warn!("a pass for pictures could not be made: {error}");
            None
        }
    }
}

/// Forgets the passes that open nothing any more.
pub(crate) fn sweep(turn: &mut Turn<'_, '_>) -> Result<()> {
    Ok(picture_pass::forget(turn.tx, turn.now.plus(-LASTS_US))?)
}
