//! Lists: people and communities that one persona reads together. Nobody else sees them.

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::id::{AccountId, ListId};
use hafan_core::list::Replies;

sql! {
    INSERT = "INSERT INTO lists (id, owner_id, title, replies, is_exclusive)
              VALUES ($1, $2, $3, $4, $5)";
    FIND = "SELECT id, title, replies, is_exclusive FROM lists WHERE id = $1 AND owner_id = $2";
    OF_OWNER = "SELECT id, title, replies, is_exclusive FROM lists WHERE owner_id = $1
                ORDER BY title, id LIMIT 50";
    CHANGE = "UPDATE lists SET title = $3, replies = $4, is_exclusive = $5
              WHERE id = $1 AND owner_id = $2";
    DELETE = "DELETE FROM lists WHERE id = $1 AND owner_id = $2";
    DELETE_ACCOUNTS = "DELETE FROM list_accounts WHERE list_id = $1";
    ADD = "INSERT INTO list_accounts (list_id, account_id) VALUES ($1, $2)
           ON CONFLICT (list_id, account_id) DO NOTHING";
    REMOVE = "DELETE FROM list_accounts WHERE list_id = $1 AND account_id = $2";
    ACCOUNTS = "SELECT account_id FROM list_accounts WHERE list_id = $1 ORDER BY account_id
                LIMIT 500";
    ACCOUNTS_OF = "SELECT list_id, account_id FROM list_accounts WHERE list_id {in $1}
                   ORDER BY list_id, account_id";
    ACCOUNTS_COUNT = "SELECT COUNT(*) FROM list_accounts WHERE list_id = $1";
    HOLDING = "SELECT l.id, l.title, l.replies, l.is_exclusive FROM lists l
               JOIN list_accounts a ON a.list_id = l.id AND a.account_id = $2
               WHERE l.owner_id = $1 ORDER BY l.title, l.id LIMIT 50";
    SET_APART = "SELECT a.account_id FROM lists l JOIN list_accounts a ON a.list_id = l.id
                 WHERE l.owner_id = $1 AND l.is_exclusive = TRUE";
    FORGET = "DELETE FROM list_accounts WHERE account_id = $2
              AND list_id IN (SELECT id FROM lists WHERE owner_id = $1)";
}

/// A list as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Which.
    pub id: ListId,
    /// What it is called.
    pub title: String,
    /// Which answers it shows.
    pub replies: Replies,
    /// What it shows does not come to the home page as well.
    pub is_exclusive: bool,
}

/// Makes a list with nobody in it.
pub fn insert(tx: &mut Tx<'_>, owner: AccountId, list: &List) -> Result<(), Error> {
    tx.execute(INSERT, &params(owner, list))?;
    Ok(())
}

/// Changes what an owner's list is called and shows. False where it is not there.
pub fn change(tx: &mut Tx<'_>, owner: AccountId, list: &List) -> Result<bool, Error> {
    Ok(tx.execute(CHANGE, &params(owner, list))? == 1)
}

fn params(owner: AccountId, list: &List) -> [P<'_>; 5] {
    [
        P::I(list.id.get()),
        P::I(owner.get()),
        P::T(&list.title),
        P::T(list.replies.code()),
        P::Bool(list.is_exclusive),
    ]
}

/// A list of this owner.
pub fn find(read: &mut Read<'_>, id: ListId, owner: AccountId) -> Result<Option<List>, Error> {
    read.query_opt(FIND, &[P::I(id.get()), P::I(owner.get())], map)
}

/// The lists of an owner by title, at most fifty.
pub fn of_owner(read: &mut Read<'_>, owner: AccountId) -> Result<Vec<List>, Error> {
    read.query(OF_OWNER, &[P::I(owner.get())], map)
}

/// The lists of an owner that an account is in.
pub fn holding(
    read: &mut Read<'_>,
    owner: AccountId,
    account: AccountId,
) -> Result<Vec<List>, Error> {
    read.query(HOLDING, &[P::I(owner.get()), P::I(account.get())], map)
}

/// Who is in these lists.
pub fn accounts_of(read: &mut Read<'_>, lists: &[i64]) -> Result<Vec<(ListId, AccountId)>, Error> {
    read.query(ACCOUNTS_OF, &[P::Ints(lists)], |row| {
        Ok((ListId::new(row.i64(0)?), AccountId::new(row.i64(1)?)))
    })
}

/// Ends a list of this owner.
pub fn delete(tx: &mut Tx<'_>, id: ListId, owner: AccountId) -> Result<bool, Error> {
    if tx.execute(DELETE, &[P::I(id.get()), P::I(owner.get())])? == 0 {
        return Ok(false);
    }
    tx.execute(DELETE_ACCOUNTS, &[P::I(id.get())])?;
    Ok(true)
}

/// Puts an account into a list. The caller has made sure whose it is.
pub fn add(tx: &mut Tx<'_>, id: ListId, account: AccountId) -> Result<(), Error> {
    tx.execute(ADD, &[P::I(id.get()), P::I(account.get())])?;
    Ok(())
}

/// Takes an account out of a list. The caller has made sure whose it is.
pub fn remove(tx: &mut Tx<'_>, id: ListId, account: AccountId) -> Result<(), Error> {
    tx.execute(REMOVE, &[P::I(id.get()), P::I(account.get())])?;
    Ok(())
}

/// The accounts in a list, at most five hundred.
pub fn accounts(read: &mut Read<'_>, id: ListId) -> Result<Vec<AccountId>, Error> {
    read.query(ACCOUNTS, &[P::I(id.get())], account)
}

/// How many accounts are in a list.
pub fn count(read: &mut Read<'_>, id: ListId) -> Result<i64, Error> {
    read.query_one(ACCOUNTS_COUNT, &[P::I(id.get())], |row| row.i64(0))
}

/// Accounts that an owner reads in a list and nowhere else.
pub fn set_apart(read: &mut Read<'_>, owner: AccountId) -> Result<Vec<AccountId>, Error> {
    read.query(SET_APART, &[P::I(owner.get())], account)
}

/// Takes an account out of every list of an owner: what the end of a follow does.
pub fn forget(tx: &mut Tx<'_>, owner: AccountId, account: AccountId) -> Result<(), Error> {
    tx.execute(FORGET, &[P::I(owner.get()), P::I(account.get())])?;
    Ok(())
}

fn account(row: &Row<'_>) -> Result<AccountId, Error> {
    Ok(AccountId::new(row.i64(0)?))
}

fn map(row: &Row<'_>) -> Result<List, Error> {
    Ok(List {
        id: ListId::new(row.i64(0)?),
        title: row.text(1)?,
        replies: row.code(2, Replies::parse)?,
        is_exclusive: row.bool(3)?,
    })
}
