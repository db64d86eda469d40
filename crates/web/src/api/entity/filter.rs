//! Filters, and what they found.

use super::iso;
use hafan_core::id::{FilterPartId, PostId};
use hafan_core::lens::{self, Action, Context, Hit, Word};
use hafan_core::time::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

/// A filter.
/// Its fields are those of `entities/Filter` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Filter {
    pub id: String,
    pub title: String,
    pub context: Vec<&'static str>,
    pub expires_at: Option<String>,
    pub filter_action: &'static str,
    /// Not told of a filter that found something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keywords: Option<Vec<Keyword>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statuses: Option<Vec<Marked>>,
}

/// A phrase of a filter.
/// Its fields are those of `entities/FilterKeyword` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
#[schemars(rename = "FilterKeyword")]
pub struct Keyword {
    pub id: String,
    pub keyword: String,
    pub whole_word: bool,
}

/// A post that a filter holds.
/// Its fields are those of `entities/FilterStatus` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
#[schemars(rename = "FilterStatus")]
pub struct Marked {
    pub id: String,
    pub status_id: String,
}

/// A filter that found something in a status.
/// Its fields are those of `entities/FilterResult` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
#[schemars(rename = "FilterResult")]
pub struct Found {
    pub filter: Filter,
    pub keyword_matches: Option<Vec<String>>,
    pub status_matches: Option<Vec<String>>,
}

/// A phrase in the older form of the API.
/// Its fields are those of `entities/V1_Filter` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
#[schemars(rename = "V1Filter")]
pub struct Older {
    pub id: String,
    pub phrase: String,
    pub context: Vec<&'static str>,
    pub whole_word: bool,
    pub expires_at: Option<String>,
    pub irreversible: bool,
}

impl Filter {
    /// The entity of a filter, with all it looks for.
    pub fn new(filter: &lens::Filter) -> Self {
        Self {
            keywords: Some(filter.words.iter().map(Keyword::new).collect()),
            statuses: Some(filter.posts.iter().map(Marked::new).collect()),
            ..Self::bare(filter)
        }
    }

    fn bare(filter: &lens::Filter) -> Self {
        Self {
            id: filter.id.to_string(),
            title: filter.title.clone(),
            context: codes(&filter.contexts),
            expires_at: filter.expires_at.map(iso),
            filter_action: told(filter.action),
            keywords: None,
            statuses: None,
        }
    }
}

/// What applications are told: they know nothing of reading later, and fold what is put aside.
fn told(action: Action) -> &'static str {
    match action {
        Action::Later => Action::Warn.code(),
        action => action.code(),
    }
}

fn codes(contexts: &[Context]) -> Vec<&'static str> {
    contexts.iter().map(|context| context.code()).collect()
}

impl Keyword {
    /// The entity of a phrase.
    pub fn new(word: &Word) -> Self {
        Self {
            id: word.id.to_string(),
            keyword: word.phrase.clone(),
            whole_word: word.is_whole,
        }
    }
}

impl Marked {
    /// The entity of a post that is held.
    pub fn new((part, post): &(FilterPartId, PostId)) -> Self {
        Self {
            id: part.to_string(),
            status_id: post.to_string(),
        }
    }
}

impl Found {
    /// What was found in a post by filters that are not over, wherever they look: clients know
    /// where they show it.
    pub fn all(hits: &[Hit], now: Timestamp) -> Vec<Self> {
        let current = hits.iter().filter(|hit| !hit.filter.is_over(now));
        current.map(Self::new).collect()
    }

    fn new(hit: &Hit) -> Self {
        let posts = hit.posts.iter().map(PostId::to_string);
        Self {
            filter: Filter {
                filter_action: told(hit.action),
                ..Filter::bare(&hit.filter)
            },
            keyword_matches: Some(hit.phrases.clone()).filter(|all| !all.is_empty()),
            status_matches: Some(posts.collect()).filter(|all: &Vec<_>| !all.is_empty()),
        }
    }
}

impl Older {
    /// The phrases of a filter.
    pub fn all_of(filter: &lens::Filter) -> Vec<Self> {
        let words = filter.words.iter();
        words.map(|word| Self::new(filter, word)).collect()
    }

    /// One phrase of a filter.
    pub fn one_of(filter: &lens::Filter, part: FilterPartId) -> Option<Self> {
        let word = filter.words.iter().find(|word| word.id == part)?;
        Some(Self::new(filter, word))
    }

    fn new(filter: &lens::Filter, word: &Word) -> Self {
        Self {
            id: word.id.to_string(),
            phrase: word.phrase.clone(),
            context: codes(&filter.contexts),
            whole_word: word.is_whole,
            expires_at: filter.expires_at.map(iso),
            irreversible: filter.action == Action::Hide,
        }
    }
}
