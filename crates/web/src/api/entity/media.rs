//! Pictures.

use hafan_app::media::pass::Pass;
use hafan_app::media::{Size, dimensions};
use hafan_app::store::media::Media;
use schemars::JsonSchema;
use serde::Serialize;

/// A picture of a post.
/// Its fields are those of `entities/MediaAttachment` in the documentation of the API.
#[derive(Clone, JsonSchema, Serialize, Debug)]
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
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Meta {
    pub original: Dimensions,
    pub small: Dimensions,
    pub focus: Focus,
}

/// Pixels of one size.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Dimensions {
    pub width: i64,
    pub height: i64,
    pub size: String,
    pub aspect: f64,
}

/// The middle of what matters, each from -1 to 1: for applications that cut pictures.
#[derive(Clone, JsonSchema, Serialize, Debug)]
pub struct Focus {
    pub x: f64,
    pub y: f64,
}

impl MediaAttachment {
    /// The entity of a picture. Where not everyone may see it, its addresses carry the pass of
    /// the one who looks.
    pub fn new(picture: &Media, base: &str, pass: Option<&Pass>) -> Self {
        let query = pass.map_or_else(String::new, |pass| pass.query(&picture.key));
        let address = |size: &str| {
            let (key, extension) = (&picture.key, &picture.extension);
            format!("{base}/media/{key}/{size}.{extension}{query}")
        };
        Self {
            id: picture.id.to_string(),
            kind: "image",
            url: address("large"),
            preview_url: address("medium"),
            remote_url: None,
            preview_remote_url: None,
            text_url: None,
            meta: Meta {
                small: Dimensions::of(picture, Size::Medium),
                original: Dimensions::of(picture, Size::Large),
                focus: Focus {
                    x: share(picture.focus.x),
                    y: share(picture.focus.y),
                },
            },
            description: Some(picture.alt.clone()).filter(|alt| !alt.is_empty()),
            blurhash: picture.blurhash.clone(),
        }
    }
}

impl Dimensions {
    #[expect(clippy::cast_precision_loss, reason = "pixels are few")]
    fn of(picture: &Media, size: Size) -> Self {
        let (width, height) = dimensions(picture, size);
        Self {
            width,
            height,
            size: format!("{width}x{height}"),
            aspect: width as f64 / height.max(1) as f64,
        }
    }
}

/// Millionths as a number from -1 to 1.
#[expect(clippy::cast_precision_loss, reason = "a million at most")]
fn share(millionths: i64) -> f64 {
    millionths as f64 / 1_000_000.0
}
