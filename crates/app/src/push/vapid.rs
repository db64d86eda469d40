//! The key by which push services know this place (RFC 8292).

use super::seal::point;
use crate::{App, Error, Result, Turn};
use data_encoding::BASE64URL_NOPAD;
use hafan_core::time::{HOUR_US, SECOND_US, Timestamp};
use hafan_store::secret;
use p256::SecretKey;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::json;

/// Name of the secret.
const NAME: &str = "vapid";
/// How long one statement of who we are is good, in microseconds; services take a day at most.
const GOOD_US: i64 = 12 * HOUR_US;
/// Bytes of a key.
const KEY_BYTES: usize = 32;

/// The key of the place.
pub struct Vapid(SecretKey);

impl Vapid {
    /// Loads the key, and makes it where there is none yet. Once made it stays: subscriptions hold
    /// to it.
    pub async fn load(app: &App) -> Result<Self> {
        let found = app.read(|read| Ok(secret::find(read, NAME)?)).await?;
        let bytes = match found {
            Some(bytes) => bytes,
            None => app.write(make).await?,
        };
        let key = SecretKey::from_slice(&bytes);
        Ok(Self(key.or(Err(broken()))?))
    }

    /// Its public half, as browsers and applications want it.
    pub fn public(&self) -> String {
        BASE64URL_NOPAD.encode(&point(&self.0.public_key()))
    }

    /// Says to the service at this origin who sends, until when.
    pub fn statement(&self, origin: &str, contact: &str, now: Timestamp) -> String {
        let until = now.plus(GOOD_US).micros() / SECOND_US;
        let claims = json!({ "aud": origin, "exp": until, "sub": contact });
        let coded = |part: &str| BASE64URL_NOPAD.encode(part.as_bytes());
        let head = coded(r#"{"typ":"JWT","alg":"ES256"}"#);
        let said = format!("{head}.{}", coded(&claims.to_string()));
        let signature: Signature = SigningKey::from(&self.0).sign(said.as_bytes());
        format!("{said}.{}", BASE64URL_NOPAD.encode(&signature.to_bytes()))
    }
}

fn make(turn: &mut Turn<'_, '_>) -> Result<Vec<u8>> {
    // Another process may have been first.
    if let Some(found) = secret::find(turn.tx, NAME)? {
        return Ok(found);
    }
    let key = random_key(turn)?;
    let bytes = key.to_bytes().to_vec();
    secret::insert(turn.tx, NAME, &bytes)?;
    Ok(bytes)
}

/// A key of our own randomness. Of all that is drawn hardly anything is no key.
fn random_key(turn: &Turn<'_, '_>) -> Result<SecretKey> {
    let drawn = (0..8).map(|_| turn.random_bytes::<KEY_BYTES>());
    let mut keys = drawn.filter_map(|bytes| SecretKey::from_slice(&bytes).ok());
    keys.next().ok_or(broken())
}

fn broken() -> Error {
    Error::Internal("the key for push is none".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use p256::ecdsa::VerifyingKey;
    use p256::ecdsa::signature::Verifier as _;

    #[test]
    fn a_statement_is_signed_by_the_key_that_is_shown() {
        let vapid = Vapid(SecretKey::from_slice(&[7; KEY_BYTES]).expect("a key"));
        let now = Timestamp::from_micros(1_700_000_000 * SECOND_US);
        let said = vapid.statement("https://push.example", "https://hafan.example", now);
        let (text, signature) = said.rsplit_once('.').expect("three parts");
        let bytes = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).expect("base64");
        let key = VerifyingKey::from_sec1_bytes(&bytes(&vapid.public())).expect("a key");
        let signature = Signature::from_slice(&bytes(signature)).expect("a signature");
        key.verify(text.as_bytes(), &signature).expect("ours");
        let claims = bytes(text.split_once('.').expect("two parts").1);
        let claims: serde_json::Value = serde_json::from_slice(&claims).expect("JSON");
        assert_eq!(claims["aud"], "https://push.example");
        assert_eq!(claims["exp"], 1_700_000_000 + 12 * 3600);
    }
}
