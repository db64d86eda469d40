//! Tags by themselves. How often one is used is nobody's measure here.

use hafan_core::id::TagId;
use hafan_core::search::words;
use schemars::JsonSchema;
use serde::Serialize;

/// A tag.
/// Its fields are those of `entities/Tag` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Tag {
    pub id: String,
    pub name: String,
    pub url: String,
    pub history: [(); 0],
    /// Told to an application of somebody that may know it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub following: Option<bool>,
    /// Told to an application of somebody that may know it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub featuring: Option<bool>,
}

impl Tag {
    /// The entity of a tag, if it holds any letters or digits. `base` is the address of the place.
    pub fn new(name: &str, base: &str) -> Option<Self> {
        let name = plain_tag(name);
        let is_tag = !words(&name).is_empty() && !name.contains(char::is_whitespace);
        is_tag.then(|| Self {
            id: name.to_lowercase(),
            url: format!("{base}/tags/{name}"),
            name,
            history: [],
            following: None,
            featuring: None,
        })
    }
}

/// A tag without the sign before it.
pub fn plain_tag(typed: &str) -> String {
    let typed = typed.trim();
    typed.strip_prefix('#').unwrap_or(typed).to_owned()
}

/// A tag that somebody puts forward on their page.
/// Its fields are those of `entities/FeaturedTag` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
#[schemars(rename = "FeaturedTag")]
pub struct Featured {
    pub id: String,
    pub name: String,
    pub url: String,
    /// Always 0, as a text: how often a tag is used is nobody's measure.
    pub statuses_count: &'static str,
    pub last_status_at: Option<String>,
}

impl Featured {
    /// The entity of a tag that an account puts forward.
    pub fn new((id, name): &(TagId, String), base: &str) -> Self {
        Self {
            id: id.to_string(),
            name: name.clone(),
            url: format!("{base}/tags/{name}"),
            statuses_count: "0",
            last_status_at: None,
        }
    }
}
