//! Sealing a message so that nobody reads it on the way, not even the service that brings it.
//!
//! The form is RFC 8291; clients that did not ask for it get the draft before it
//! (draft-ietf-webpush-encryption-04), which most applications for this API still expect.

use aes_gcm::Aes128Gcm;
use aes_gcm::aead::{Aead as _, KeyInit as _};
use data_encoding::{BASE64_NOPAD, BASE64URL_NOPAD};
use hkdf::Hkdf;
use p256::elliptic_curve::sec1::ToSec1Point as _;
use p256::{PublicKey, SecretKey};
use sha2::Sha256;

/// Bytes of a message in the clear: with all that is added it fits into the 4,096 bytes that every
/// service takes (RFC 8030, 7.2).
pub const CLEAR_BYTES_MAX: usize = 3_500;
/// Messages are made longer to a multiple of this, so that their length says little.
const STEP_BYTES: usize = 512;
/// Bytes of the secret of a subscription (RFC 8291, 3.2).
const AUTH_BYTES: usize = 16;
/// Bytes of a salt.
pub const SALT_BYTES: usize = 16;
/// Bytes of one record; each message is one.
const RECORD_BYTES: u32 = 4096;

/// The keys of the one who reads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Keys {
    /// A point on P-256, uncompressed.
    pub public: Vec<u8>,
    /// The secret that both know.
    pub auth: Vec<u8>,
}

/// What is made anew for each message.
pub struct Once {
    /// The sender's key.
    pub key: SecretKey,
    /// The salt.
    pub salt: [u8; SALT_BYTES],
}

impl Keys {
    /// Reads keys as clients send them: base64, of either alphabet, with or without padding.
    pub fn parse(public: &str, auth: &str) -> Option<Self> {
        let public = PublicKey::from_sec1_bytes(&decoded(public)?).ok()?;
        let auth = decoded(auth).filter(|auth| auth.len() == AUTH_BYTES)?;
        Some(Self {
            public: point(&public),
            auth,
        })
    }
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    let plain = text.trim().trim_end_matches('=');
    let url = BASE64URL_NOPAD.decode(plain.as_bytes());
    url.or_else(|_| BASE64_NOPAD.decode(plain.as_bytes())).ok()
}

/// Makes a text longer, so that its length says little.
fn steps(length: usize) -> usize {
    length.div_ceil(STEP_BYTES) * STEP_BYTES
}

/// Seals a message as RFC 8291 has it: the body of a request whose encoding is `aes128gcm`.
/// Nothing where the keys are none.
pub fn standard(keys: &Keys, clear: &[u8], once: &Once) -> Option<Vec<u8>> {
    let padding = steps(clear.len()) - clear.len();
    standard_with(keys, clear, once, padding)
}

fn standard_with(keys: &Keys, clear: &[u8], once: &Once, padding: usize) -> Option<Vec<u8>> {
    let (theirs, ours) = (&keys.public, point(&once.key.public_key()));
    let info = [b"WebPush: info\0", theirs.as_slice(), &ours].concat();
    let material = derived::<32>(&keys.auth, &shared(keys, once)?, &info)?;
    let key = derived::<16>(&once.salt, &material, b"Content-Encoding: aes128gcm\0")?;
    let nonce = derived::<12>(&once.salt, &material, b"Content-Encoding: nonce\0")?;
    // The mark of the last record, and then nothing but zeros (RFC 8188, 2).
    let mut text = [clear, &[2]].concat();
    text.resize(text.len() + padding, 0);
    let sealed = locked(&key, &nonce, &text)?;
    let length = u8::try_from(ours.len()).ok()?;
    let head = [
        &once.salt[..],
        &RECORD_BYTES.to_be_bytes(),
        &[length],
        &ours,
    ];
    Some([&head.concat()[..], &sealed].concat())
}

/// Seals a message as the draft has it: the body of a request whose encoding is `aesgcm`, where the
/// salt and the sender's key stand in headers. Nothing where the keys are none.
pub fn draft(keys: &Keys, clear: &[u8], once: &Once) -> Option<Vec<u8>> {
    let ours = point(&once.key.public_key());
    let mut context = b"P-256\0".to_vec();
    for key in [&keys.public, &ours] {
        let length = u16::try_from(key.len()).ok()?;
        context.extend_from_slice(&length.to_be_bytes());
        context.extend_from_slice(key);
    }
    let shared = shared(keys, once)?;
    let material = derived::<32>(&keys.auth, &shared, b"Content-Encoding: auth\0")?;
    let info = |name: &[u8]| [b"Content-Encoding: ", name, b"\0", &context[..]].concat();
    let key = derived::<16>(&once.salt, &material, &info(b"aesgcm"))?;
    let nonce = derived::<12>(&once.salt, &material, &info(b"nonce"))?;
    let padding = steps(clear.len()) - clear.len();
    let mut text = u16::try_from(padding).ok()?.to_be_bytes().to_vec();
    text.resize(text.len() + padding, 0);
    text.extend_from_slice(clear);
    locked(&key, &nonce, &text)
}

/// A public key as it is sent.
pub fn point(key: &PublicKey) -> Vec<u8> {
    key.to_sec1_point(false).as_bytes().to_vec()
}

fn shared(keys: &Keys, once: &Once) -> Option<Vec<u8>> {
    let theirs = PublicKey::from_sec1_bytes(&keys.public).ok()?;
    let secret = once.key.diffie_hellman(&theirs);
    Some(secret.raw_secret_bytes().to_vec())
}

fn derived<const N: usize>(salt: &[u8], material: &[u8], info: &[u8]) -> Option<[u8; N]> {
    let mut out = [0; N];
    Hkdf::<Sha256>::new(Some(salt), material)
        .expand(info, &mut out)
        .ok()?;
    Some(out)
}

fn locked(key: &[u8; 16], nonce: &[u8; 12], text: &[u8]) -> Option<Vec<u8>> {
    let cipher = Aes128Gcm::new(&(*key).into());
    cipher.encrypt(&(*nonce).into(), text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str) -> Vec<u8> {
        BASE64URL_NOPAD.decode(text.as_bytes()).expect("base64")
    }

    /// The keys and the salt of RFC 8291, appendix A.
    fn example() -> (Keys, Once) {
        let keys = Keys::parse(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4\
             bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "BTBZMqHH6r4Tts7J_aSIgg",
        );
        let once = Once {
            key: SecretKey::from_slice(&bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))
                .expect("a key"),
            salt: bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().expect("a salt"),
        };
        (keys.expect("keys"), once)
    }

    #[test]
    fn the_example_of_rfc_8291_comes_out_to_the_byte() {
        let (keys, once) = example();
        let clear = b"When I grow up, I want to be a watermelon";
        let sealed = standard_with(&keys, clear, &once, 0).expect("sealed");
        let wanted = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIg\
                      Dll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVB\
                      St2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(BASE64URL_NOPAD.encode(&sealed), wanted);
    }

    #[test]
    fn lengths_say_little_and_all_fits() {
        let (keys, once) = example();
        let sealed = |length: usize| standard(&keys, &vec![b'x'; length], &once).expect("sealed");
        assert_eq!(sealed(1).len(), sealed(512).len());
        assert!(sealed(512).len() < sealed(513).len());
        assert!(sealed(CLEAR_BYTES_MAX).len() <= 4096);
        let drafted = draft(&keys, &vec![b'x'; CLEAR_BYTES_MAX], &once).expect("sealed");
        assert!(drafted.len() <= 4096);
    }

    #[test]
    fn keys_are_read_in_either_alphabet_and_checked() {
        let (keys, _) = example();
        let url = BASE64URL_NOPAD.encode(&keys.public);
        let plain = data_encoding::BASE64.encode(&keys.public);
        let auth = data_encoding::BASE64.encode(&keys.auth);
        assert_eq!(Keys::parse(&plain, &auth), Some(keys.clone()));
        assert_eq!(Keys::parse(&url, &auth), Some(keys.clone()));
        // A point that is not on the curve would give the sender's key away.
        let mut off = keys.public.clone();
        off[64] ^= 1;
        assert_eq!(Keys::parse(&BASE64URL_NOPAD.encode(&off), &auth), None);
        assert_eq!(Keys::parse(&url, "AAAA"), None);
        assert_eq!(Keys::parse("", ""), None);
        assert_eq!(Keys::parse("not base64!", &auth), None);
    }
}
