//! Settings of the place. Written by [`crate::ledger`].

use crate::{Error, Read, sql};
use std::collections::HashMap;

sql! {
    ALL = "SELECT field, value FROM place";
}

/// Every setting that has been made, by the code of its field.
pub fn all(read: &mut Read<'_>) -> Result<HashMap<String, String>, Error> {
    Ok(read
        .query(ALL, &[], |row| Ok((row.text(0)?, row.text(1)?)))?
        .into_iter()
        .collect())
}
