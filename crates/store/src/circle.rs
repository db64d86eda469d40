//! Circles: lists of people that one persona keeps to share with. Nobody else sees them.

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::id::{AccountId, CircleId};

sql! {
    INSERT = "INSERT INTO circles (id, owner_id, name) VALUES ($1, $2, $3)";
    OWNER = "SELECT owner_id FROM circles WHERE id = $1";
    FIND = "SELECT id, name FROM circles WHERE id = $1 AND owner_id = $2";
    OF_OWNER = "SELECT id, name FROM circles WHERE owner_id = $1 ORDER BY name, id LIMIT 50";
    RENAME = "UPDATE circles SET name = $3 WHERE id = $1 AND owner_id = $2";
    DELETE = "DELETE FROM circles WHERE id = $1 AND owner_id = $2";
    DELETE_PEOPLE = "DELETE FROM circle_people WHERE circle_id = $1";
    ADD = "INSERT INTO circle_people (circle_id, account_id) VALUES ($1, $2)
           ON CONFLICT (circle_id, account_id) DO NOTHING";
    REMOVE = "DELETE FROM circle_people WHERE circle_id = $1 AND account_id = $2";
    PEOPLE = "SELECT account_id FROM circle_people WHERE circle_id = $1 ORDER BY account_id
              LIMIT 500";
    PEOPLE_COUNT = "SELECT COUNT(*) FROM circle_people WHERE circle_id = $1";
    REMOVE_EVERYWHERE = "DELETE FROM circle_people WHERE account_id = $2
                         AND circle_id IN (SELECT id FROM circles WHERE owner_id = $1)";
    FORGET_PERSON = "DELETE FROM circle_people WHERE account_id = $1";
}

/// A circle as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circle {
    /// Which.
    pub id: CircleId,
    /// Its name.
    pub name: String,
}

/// Makes a circle.
pub fn insert(tx: &mut Tx<'_>, id: CircleId, owner: AccountId, name: &str) -> Result<(), Error> {
    tx.execute(INSERT, &[P::I(id.get()), P::I(owner.get()), P::T(name)])?;
    Ok(())
}

/// Whose circle this is.
pub fn owner(read: &mut Read<'_>, id: CircleId) -> Result<Option<AccountId>, Error> {
    read.query_opt(OWNER, &[P::I(id.get())], |row| {
        Ok(AccountId::new(row.i64(0)?))
    })
}

/// A circle of this owner.
pub fn find(read: &mut Read<'_>, id: CircleId, owner: AccountId) -> Result<Option<Circle>, Error> {
    read.query_opt(FIND, &[P::I(id.get()), P::I(owner.get())], map)
}

/// The circles of an owner by name, at most fifty.
pub fn of_owner(read: &mut Read<'_>, owner: AccountId) -> Result<Vec<Circle>, Error> {
    read.query(OF_OWNER, &[P::I(owner.get())], map)
}

/// Gives a circle of this owner another name.
pub fn rename(tx: &mut Tx<'_>, id: CircleId, owner: AccountId, name: &str) -> Result<bool, Error> {
    let params = [P::I(id.get()), P::I(owner.get()), P::T(name)];
    Ok(tx.execute(RENAME, &params)? == 1)
}

/// Ends a circle of this owner. What was written to it stays visible to its author only.
pub fn delete(tx: &mut Tx<'_>, id: CircleId, owner: AccountId) -> Result<bool, Error> {
    if tx.execute(DELETE, &[P::I(id.get()), P::I(owner.get())])? == 0 {
        return Ok(false);
    }
    tx.execute(DELETE_PEOPLE, &[P::I(id.get())])?;
    Ok(true)
}

/// Puts somebody into a circle. The caller has made sure whose it is.
pub fn add(tx: &mut Tx<'_>, id: CircleId, who: AccountId) -> Result<(), Error> {
    tx.execute(ADD, &[P::I(id.get()), P::I(who.get())])?;
    Ok(())
}

/// Takes somebody out of a circle. The caller has made sure whose it is.
pub fn remove(tx: &mut Tx<'_>, id: CircleId, who: AccountId) -> Result<(), Error> {
    tx.execute(REMOVE, &[P::I(id.get()), P::I(who.get())])?;
    Ok(())
}

/// The people in a circle, at most five hundred.
pub fn people(read: &mut Read<'_>, id: CircleId) -> Result<Vec<AccountId>, Error> {
    read.query(PEOPLE, &[P::I(id.get())], |row| {
        Ok(AccountId::new(row.i64(0)?))
    })
}

/// How many people are in a circle.
pub fn count_people(read: &mut Read<'_>, id: CircleId) -> Result<i64, Error> {
    read.query_one(PEOPLE_COUNT, &[P::I(id.get())], |row| row.i64(0))
}

/// Takes somebody out of every circle of an owner: what a block does.
pub fn remove_everywhere(tx: &mut Tx<'_>, owner: AccountId, who: AccountId) -> Result<(), Error> {
    tx.execute(REMOVE_EVERYWHERE, &[P::I(owner.get()), P::I(who.get())])?;
    Ok(())
}

/// Takes an account that is deleted out of everybody's circles.
pub fn forget_person(tx: &mut Tx<'_>, who: AccountId) -> Result<(), Error> {
    tx.execute(FORGET_PERSON, &[P::I(who.get())])?;
    Ok(())
}

fn map(row: &Row<'_>) -> Result<Circle, Error> {
    Ok(Circle {
        id: CircleId::new(row.i64(0)?),
        name: row.text(1)?,
    })
}
