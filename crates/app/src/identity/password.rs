//! Passwords: which are taken, and how they are kept.

use crate::identity::throttle;
use crate::{Actor, App, Error, Fault, Result};
use argon2::password_hash::{self, phc};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use hafan_core::time::SECOND_US;
use hafan_store::member;
use std::fmt;
use std::sync::{Arc, LazyLock};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

/// Characters a password needs. Length is what helps; rules about digits and signs only make
/// passwords that people write under the keyboard (NIST SP 800-63B, 5.1.1.2).
pub const PASSWORD_CHARS_MIN: usize = 10;
/// Bytes a password may have: more than any sentence, little enough to hash.
pub const PASSWORD_BYTES_MAX: usize = 1000;

/// Argon2id as OWASP gives it: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const SALT_BYTES: usize = 16;
/// Room asked for at each hash, in blocks of 1 KiB: more than 32 MiB. That much glibc takes from
/// the system apart and gives back at once (mallopt(3), `M_MMAP_THRESHOLD` and its largest value);
/// of less, every thread that ever hashed keeps 19 MiB. What is not used takes no memory.
const ROOM_KIB: usize = 33 * 1024;
/// Hashes at the same time: they may take two cores and 38 MiB, not the machine.
const HASHES_AT_ONCE: usize = 2;
/// Hashes that may wait; whoever comes after is asked to try again. At 30 ms each: one second.
const HASHES_WAITING_MAX: usize = 64;
/// When to try again where too many wait, in microseconds.
const QUEUE_RETRY_US: i64 = 5 * SECOND_US;

static HASHING: LazyLock<Arc<Semaphore>> =
    LazyLock::new(|| Arc::new(Semaphore::new(HASHES_AT_ONCE)));
static WAITING: LazyLock<Arc<Semaphore>> =
    LazyLock::new(|| Arc::new(Semaphore::new(HASHES_WAITING_MAX)));

/// A password as somebody chose it, good enough to be kept.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// Takes a new password: ten characters or more, not the name it goes with, not one of those
    /// that everybody tries first.
    pub fn parse(typed: &str, login: &str) -> Result<Self, Fault> {
        if typed.len() > PASSWORD_BYTES_MAX {
            let bound = i64::try_from(PASSWORD_BYTES_MAX).unwrap_or(i64::MAX);
            return Err(Fault::with_bound("password", "password-too-long", bound));
        }
        let text = normalized(typed);
        if text.chars().count() < PASSWORD_CHARS_MIN {
            let bound = i64::try_from(PASSWORD_CHARS_MIN).unwrap_or(i64::MAX);
            return Err(Fault::with_bound("password", "password-too-short", bound));
        }
        let folded = text.to_lowercase();
        let login = login.trim().trim_start_matches('@').to_lowercase();
        let is_login = !login.is_empty() && folded.replace(&login, "").chars().count() < 3;
        if is_login {
            return Err(Fault::new("password", "password-is-handle"));
        }
        if is_common(&folded) {
            return Err(Fault::new("password", "password-common"));
        }
        Ok(Self(text))
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Hashes a password for keeping: a PHC string with its own salt.
pub async fn hash(app: &App, password: Password) -> Result<String> {
    let mut salt = [0; SALT_BYTES];
    app.rng.fill(&mut salt);
    in_turn(app, move || hash_now(password.0.as_bytes(), &salt)).await?
}

/// True if `typed` is the password kept as `stored`. Where there is none, it takes just as long
/// and is false.
pub(super) async fn matches(app: &App, stored: Option<String>, typed: &str) -> Result<bool> {
    let typed = normalized(typed.get(..PASSWORD_BYTES_MAX + 1).map_or(typed, |_| ""));
    in_turn(app, move || {
        let stored = stored.filter(|hash| !hash.is_empty());
        let against = stored.as_deref().unwrap_or(&DUMMY);
        is_of(against, typed.as_bytes()).unwrap_or(false) && stored.is_some()
    })
    .await
}

/// Makes sure that whoever holds this session knows its password, before what can't be undone.
///
/// # Errors
/// A fault `password-wrong` of the field `current`; `Limited` after many tries.
pub(super) async fn require(app: &App, actor: Actor, typed: &str) -> Result<()> {
    let buckets = [throttle::OWN_PASSWORD.of(&[&actor.member.to_string()])];
    let counted = buckets.clone();
    let stored = app
        .write(move |turn| {
            throttle::count(turn, &counted)?;
            let found = member::find(turn.tx, actor.member)?.ok_or(Error::NotFound)?;
            Ok(found.password_hash)
        })
        .await?;
    if !matches(app, Some(stored), typed).await? {
        return Err(Error::invalid("current", "password-wrong"));
    }
    app.write(move |turn| throttle::clear(turn, &buckets)).await
}

/// The hash that a password is compared with where there is no member.
static DUMMY: LazyLock<String> =
    LazyLock::new(|| hash_now(b"nobody has this", &[7; SALT_BYTES]).unwrap_or_default());

fn hash_now(password: &[u8], salt: &[u8]) -> Result<String> {
    let internal = |error| Error::Internal(format!("argon2: {error}"));
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)
        .map_err(|error| Error::Internal(format!("argon2: {error}")))?;
    let how = (Algorithm::Argon2id, Version::V0x13, params);
    let hash = digest(how, password, salt).map_err(internal)?;
    Ok(hash.to_string())
}

/// True if a hash is that of this password, whatever it was made with. Compares in constant time.
fn is_of(hash: &str, password: &[u8]) -> Result<bool, password_hash::Error> {
    let kept = phc::PasswordHash::new(hash)?;
    let (Some(salt), Some(expected)) = (&kept.salt, &kept.hash) else {
        return Ok(false);
    };
    let algorithm = Algorithm::try_from(kept.algorithm.as_str())?;
    let version = kept.version.map(Version::try_from).transpose()?;
    let how = (
        algorithm,
        version.unwrap_or_default(),
        Params::try_from(&kept)?,
    );
    let made = digest(how, password, salt)?;
    Ok(made.hash.as_ref() == Some(expected))
}

fn digest(
    (algorithm, version, params): (Algorithm, Version, Params),
    password: &[u8],
    salt: &[u8],
) -> Result<phc::PasswordHash, password_hash::Error> {
    let words = phc::ParamsString::try_from(&params)?;
    let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
    let argon2 = Argon2::new(algorithm, version, params);
    let blocks = argon2.params().block_count();
    let mut memory = Vec::with_capacity(blocks.max(ROOM_KIB));
    memory.resize(blocks, Block::default());
    let mut output = vec![0; length];
    argon2.hash_password_into_with_memory(password, salt, &mut output, &mut memory)?;
    Ok(phc::PasswordHash {
        algorithm: algorithm.ident(),
        version: Some(version.into()),
        params: words,
        salt: Some(phc::Salt::new(salt)?),
        hash: Some(phc::Output::new(&output)?),
    })
}

/// Runs slow work on a thread of its own, never more than two at once.
async fn in_turn<T: Send + 'static>(
    app: &App,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    let Ok(_place) = Arc::clone(&WAITING).try_acquire_owned() else {
        let retry_at = app.now().plus(QUEUE_RETRY_US);
        return Err(Error::Limited { retry_at });
    };
    let permit = Arc::clone(&HASHING)
        .acquire_owned()
        .await
        .map_err(|error| Error::Internal(error.to_string()))?;
    // The permit goes along: work whose request was dropped still counts until it is done.
    let done = tokio::task::spawn_blocking(move || {
        let value = work();
        drop(permit);
        value
    });
    done.await
        .map_err(|error| Error::Internal(error.to_string()))
}

/// One spelling for what looks the same, whichever keyboard typed the ŵ.
fn normalized(typed: &str) -> String {
    typed.nfc().collect()
}

/// Passwords of ten characters or more that lists of leaked ones have on top, and runs of one
/// character or of neighbours.
fn is_common(folded: &str) -> bool {
    let mut letters: Vec<char> = folded.chars().collect();
    letters.dedup();
    let is_run = letters.len() <= 2;
    let steps = folded.chars().zip(folded.chars().skip(1));
    let is_ladder = steps.clone().all(|(a, b)| {
        let step = i64::from(u32::from(b)) - i64::from(u32::from(a));
        matches!(step, 1 | -1 | -9 | 9)
    });
    is_run || is_ladder || COMMON.contains(&folded)
}

const COMMON: [&str; 40] = [
    "password12",
    "password123",
    "password1234",
    "password12345",
    "passwordpassword",
    "mypassword",
    "mypassword1",
    "p@ssw0rd123",
    "passw0rd123",
    "qwertyuiop",
    "qwertyuiop1",
    "qwertyuiop123",
    "qwerty12345",
    "qwerty123456",
    "qwertyqwerty",
    "1q2w3e4r5t",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "q1w2e3r4t5",
    "q1w2e3r4t5y6",
    "asdfghjkl1",
    "asdfghjkl123",
    "zxcvbnm123",
    "abcdefghij",
    "abcd123456",
    "abc1234567",
    "a123456789",
    "a1b2c3d4e5",
    "123456789a",
    "1234512345",
    "1234554321",
    "0123456789",
    "1231231231",
    "iloveyou123",
    "iloveyou12",
    "welcome123",
    "welcome1234",
    "letmein123",
    "letmein1234",
    "changeme123",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(typed: &str) -> Option<&'static str> {
        Password::parse(typed, "Mair_Jones").err().map(|f| f.code)
    }

    #[test]
    fn a_password_is_judged_by_length_and_by_being_no_first_guess() {
        assert_eq!(fault("tegell coch"), None);
        assert_eq!(fault("ŵŷŵŷŵŷŵŷŵa"), None, "ten characters, not ten bytes");
        assert_eq!(fault("ninechars"), Some("password-too-short"));
        assert_eq!(fault("mair_jones"), Some("password-is-handle"));
        assert_eq!(fault("MAIR_JONES1"), Some("password-is-handle"));
        assert_eq!(fault("Password123"), Some("password-common"));
        assert_eq!(fault("aaaaaaaaaaaa"), Some("password-common"));
        assert_eq!(fault("9876543210"), Some("password-common"));
        assert_eq!(fault(&"x y".repeat(400)), Some("password-too-long"));
    }

    #[test]
    fn a_hash_is_that_of_its_password_alone_and_what_the_library_makes() {
        use argon2::password_hash::PasswordVerifier as _;
        let hash = hash_now(b"tegell coch", &[1; SALT_BYTES]).expect("a hash");
        assert_eq!(is_of(&hash, b"tegell coch"), Ok(true));
        assert_eq!(is_of(&hash, b"tegell goch"), Ok(false));
        assert!(is_of("no hash", b"tegell coch").is_err());
        let library = Argon2::default();
        assert!(
            library
                .verify_password(b"tegell coch", hash.as_str())
                .is_ok()
        );
    }

    #[test]
    fn a_hash_names_the_costs_that_owasp_gives() {
        let hash = hash_now(b"tegell coch", &[1; SALT_BYTES]).expect("a hash");
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
    }
}
