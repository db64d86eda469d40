//! Browsers that a member has signed in with before.

use hafan_core::id::MemberId;
use hafan_core::time::DAY_US;
use sha2::{Digest, Sha256};

/// How long a browser is remembered after it was last used to sign in, in microseconds.
pub const DEVICE_US: i64 = 400 * DAY_US;

/// The hash under which a browser is known for a member. Two members on one browser have nothing
/// in common in the database.
pub fn hash(token: &str, member: MemberId) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"device");
    hash.update(member.get().to_be_bytes());
    hash.update(token.as_bytes());
    hash.finalize().into()
}

/// True for texts that could be such a token: what a cookie says may be anything.
pub fn is_token(text: &str) -> bool {
    text.len() == 43
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
