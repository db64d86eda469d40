//! What earlier wordings of a post said of its pictures. The pictures themselves are those that
//! still hang on the post: what was taken off is gone.

use crate::{Error, Result};
use hafan_core::id::MediaId;
use hafan_store::media::Media;

/// A picture with what is said of it.
pub type Described = (MediaId, String);

/// What is said of these pictures, as it is kept beside an earlier wording.
///
/// # Errors
/// [`Error::Internal`] where it cannot be written down.
pub(super) fn kept(pictures: &[Media]) -> Result<String> {
    let pairs: Vec<(String, &str)> = pictures
        .iter()
        .map(|picture| (picture.id.to_string(), picture.alt.as_str()))
        .collect();
    serde_json::to_string(&pairs).map_err(|error| Error::Internal(error.to_string()))
}

/// What these pictures are said to show now.
pub(super) fn now(pictures: &[Media]) -> Vec<Described> {
    let pair = |picture: &Media| (picture.id, picture.alt.clone());
    pictures.iter().map(pair).collect()
}

/// The pictures of an earlier wording with what it said of them. Of wordings from before this was
/// kept nobody knows it: they have the pictures of now, with no words.
pub(super) fn earlier(kept: Option<&str>, pictures: &[Media]) -> Vec<Described> {
    let Some(kept) = kept else {
        let bare = |picture: &Media| (picture.id, String::new());
        return pictures.iter().map(bare).collect();
    };
    let pairs: Vec<(String, String)> = serde_json::from_str(kept).unwrap_or_default();
    let pairs = pairs.into_iter();
    let known = pairs.filter_map(|(id, words)| Some((MediaId::parse(&id)?, words)));
    known
        .filter(|(id, _)| pictures.iter().any(|picture| picture.id == *id))
        .collect()
}
