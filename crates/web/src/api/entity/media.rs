//! Pictures.

use hafan_app::store::media::Media;
use serde::Serialize;

/// A picture of a post.
/// Its fields are those of `entities/MediaAttachment` in the documentation of the API.
#[derive(Clone, Serialize, Debug)]
pub struct MediaAttachment {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub url: String,
    pub preview_url: String,
    pub remote_url: Option<String>,
    pub preview_remote_url: Option<String>,
    pub text_url: Option<String>,
    pub meta: Meta,
    pub description: Option<String>,
    pub blurhash: String,
}

/// Sizes of a picture.
/// Its fields are those of `entities/MediaAttachment` in the documentation of the API.
#[derive(Clone, Serialize, Debug)]
pub struct Meta {
    pub original: Dimensions,
    pub small: Dimensions,
    pub focus: Focus,
}

/// Pixels of one size.
#[derive(Clone, Serialize, Debug)]
pub struct Dimensions {
    pub width: i64,
    pub height: i64,
    pub size: String,
    pub aspect: f64,
}

/// The middle of what matters, each from -1 to 1. Nothing here is cropped, so it is the middle.
#[derive(Clone, Serialize, Debug)]
pub struct Focus {
    pub x: f64,
    pub y: f64,
}

impl MediaAttachment {
    /// The entity of a picture.
    pub fn new(picture: &Media, base: &str) -> Self {
        let address = |size: &str| {
            let (key, extension) = (&picture.key, &picture.extension);
            format!("{base}/media/{key}/{size}.{extension}")
        };
        let whole = Dimensions::new(picture.width, picture.height);
        Self {
            id: picture.id.to_string(),
            kind: "image",
            url: address("large"),
            preview_url: address("medium"),
            remote_url: None,
            preview_remote_url: None,
            text_url: None,
            meta: Meta {
                small: whole.clone(),
                original: whole,
                focus: Focus { x: 0.0, y: 0.0 },
            },
            description: Some(picture.alt.clone()).filter(|alt| !alt.is_empty()),
            blurhash: picture.blurhash.clone(),
        }
    }
}

impl Dimensions {
    #[expect(clippy::cast_precision_loss, reason = "pixels are few")]
    fn new(width: i64, height: i64) -> Self {
        Self {
            width,
            height,
            size: format!("{width}x{height}"),
            aspect: width as f64 / height.max(1) as f64,
        }
    }
}
