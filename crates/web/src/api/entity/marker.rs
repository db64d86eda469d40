//! Marks.

use super::iso;
use schemars::JsonSchema;
use serde::Serialize;

/// Where a list was read to.
/// Its fields are those of `entities/Marker` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Marker {
    pub last_read_id: String,
    /// How often it was set.
    pub version: i64,
    pub updated_at: String,
}

impl Marker {
    /// The entity of a mark.
    pub fn new(marker: &hafan_app::marker::Marker) -> Self {
        Self {
            last_read_id: marker.read_to.to_string(),
            version: marker.version,
            updated_at: iso(marker.at),
        }
    }
}
