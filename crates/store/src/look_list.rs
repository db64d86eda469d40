//! Lists of pictures that are not taken here. A list never changes; it is read in, and removed.

use crate::{Error, P, Read, Tx, sql};
use hafan_core::id::LookListId;
use hafan_core::look::Bits;
use hafan_core::time::Timestamp;

sql! {
    INSERT = "INSERT INTO look_lists (id, name, looks, flat, at) VALUES ($1, $2, $3, $4, $5)";
    INSERT_PART = "INSERT INTO look_list_parts (list_id, part, bits) VALUES ($1, $2, $3)";
    ALL = "SELECT id, name, looks, flat, at FROM look_lists ORDER BY at DESC, id LIMIT 100";
    IDS = "SELECT id FROM look_lists ORDER BY id LIMIT 100";
    PARTS = "SELECT bits FROM look_list_parts WHERE list_id {in $1} ORDER BY list_id, part";
    DELETE = "DELETE FROM look_lists WHERE id = $1";
    DELETE_PARTS = "DELETE FROM look_list_parts WHERE list_id = $1";
}

/// Looks in one row: an eighth of a megabyte.
const PART: usize = 4_096;

/// A list as it is told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookList {
    /// Which.
    pub id: LookListId,
    /// What the host called it.
    pub name: String,
    /// How many pictures it has.
    pub looks: i64,
    /// How many lines were left out as too flat.
    pub flat: i64,
    /// When it was read in.
    pub at: Timestamp,
}

/// Keeps a list with its looks.
pub fn insert(tx: &mut Tx<'_>, list: &LookList, looks: &[Bits]) -> Result<(), Error> {
    let params = [
        P::I(list.id.get()),
        P::T(&list.name),
        P::I(list.looks),
        P::I(list.flat),
        P::I(list.at.micros()),
    ];
    tx.execute(INSERT, &params)?;
    for (part, looks) in (0..).zip(looks.chunks(PART)) {
        let bits: Vec<u8> = looks.iter().flat_map(|bits| bits.to_bytes()).collect();
        tx.execute(INSERT_PART, &[P::I(list.id.get()), P::I(part), P::B(&bits)])?;
    }
    Ok(())
}

/// The lists there are, the newest first.
pub fn all(read: &mut Read<'_>) -> Result<Vec<LookList>, Error> {
    read.query(ALL, &[], |row| {
        Ok(LookList {
            id: LookListId::new(row.i64(0)?),
            name: row.text(1)?,
            looks: row.i64(2)?,
            flat: row.i64(3)?,
            at: Timestamp::from_micros(row.i64(4)?),
        })
    })
}

/// Which lists there are. Since lists do not change, the same ids are the same looks.
pub fn ids(read: &mut Read<'_>) -> Result<Vec<i64>, Error> {
    read.query(IDS, &[], |row| row.i64(0))
}

/// All looks of these lists.
pub fn looks(read: &mut Read<'_>, lists: &[i64]) -> Result<Vec<Bits>, Error> {
    let parts = read.query(PARTS, &[P::Ints(lists)], |row| row.bytes(0))?;
    let mut looks = Vec::new();
    for part in &parts {
        let (whole, _) = part.as_chunks::<32>();
        looks.extend(whole.iter().map(|bits| Bits::from_bytes(*bits)));
    }
    Ok(looks)
}

/// Removes a list. False if there is none of this id.
pub fn delete(tx: &mut Tx<'_>, list: LookListId) -> Result<bool, Error> {
    tx.execute(DELETE_PARTS, &[P::I(list.get())])?;
    Ok(tx.execute(DELETE, &[P::I(list.get())])? == 1)
}
