//! Posts that stand at the top of the page of their author.

use crate::{Error, P, Read, Tx, sql};
use hafan_core::id::{AccountId, PostId};
use hafan_core::policy::Permit;
use hafan_core::time::Timestamp;

sql! {
    PIN = "INSERT INTO pins (account_id, post_id, at) VALUES ($1, $2, $3)
           ON CONFLICT (account_id, post_id) DO NOTHING";
    UNPIN = "DELETE FROM pins WHERE account_id = $1 AND post_id = $2";
    OF_ACCOUNT = "SELECT post_id FROM pins WHERE account_id = $1
                  ORDER BY at DESC, post_id DESC LIMIT 20";
    FORGET_POST = "DELETE FROM pins WHERE post_id = $1";
}

/// Puts a post at the top.
pub fn pin(
    tx: &mut Tx<'_>,
    _permit: &Permit,
    account: AccountId,
    post: PostId,
    at: Timestamp,
) -> Result<(), Error> {
    let params = [P::I(account.get()), P::I(post.get()), P::I(at.micros())];
    tx.execute(PIN, &params)?;
    Ok(())
}

/// Takes it from there.
pub fn unpin(tx: &mut Tx<'_>, account: AccountId, post: PostId) -> Result<(), Error> {
    tx.execute(UNPIN, &[P::I(account.get()), P::I(post.get())])?;
    Ok(())
}

/// What stands at the top, the latest put there first. **No rule has been applied.**
pub fn of_account(read: &mut Read<'_>, account: AccountId) -> Result<Vec<PostId>, Error> {
    read.query(OF_ACCOUNT, &[P::I(account.get())], |row| {
        Ok(PostId::new(row.i64(0)?))
    })
}

/// Takes a post that is taken down from the top.
pub fn forget_post(tx: &mut Tx<'_>, post: PostId) -> Result<(), Error> {
    tx.execute(FORGET_POST, &[P::I(post.get())])?;
    Ok(())
}
