//! Pictures from outside, made safe to show: decoded under limits, turned upright, sized, and
//! encoded anew so that nothing but pixels is left.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngDecoder, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError};

use crate::blobs::BlobFormat;
use crate::pdq::{self, Pdq};
use crate::placeholder;
use crate::sniff::{Format, Kind, Unsupported, sniff};

/// Decodes a picture, turns it upright and returns it in the sizes it will be shown in.
///
/// What comes out carries no metadata of any kind: no place, camera, time, comment, thumbnail or
/// colour profile (a profile is dropped, not applied; most phones write sRGB or close to it), and
/// nothing that was hidden behind or between the pixels. The result depends on the bytes alone.
///
/// # Errors
/// A [`Refusal`]. Dimensions are checked before anything is decoded or reserved.
pub fn develop(bytes: &[u8], limits: &Limits) -> Result<Developed, Refusal> {
    let decoded = decode(bytes, limits)?;
    let large = upright(decoded.image, decoded.orientation, Size::Large.edge_px());
    let mut renditions = vec![render(&large, Size::Large)];
    let mut smaller = large;
    for size in [Size::Medium, Size::Small] {
        // Equal to the larger one it would only cost space; `rendition` falls back to that one.
        if smaller.width().max(smaller.height()) > size.edge_px() {
            smaller = fit(smaller, size.edge_px());
            renditions.push(render(&smaller, size));
        }
    }
    Ok(Developed::new(renditions, &smaller, decoded.was_animated))
}

/// Like [`develop`], but cut to the largest centred square, for faces of personas and communities.
///
/// # Errors
/// A [`Refusal`], as from [`develop`].
pub fn develop_avatar(bytes: &[u8], limits: &Limits) -> Result<Developed, Refusal> {
    let decoded = decode(bytes, limits)?;
    // Fitting the shorter side to the square keeps the work small before the cut.
    let (width, height) = (decoded.image.width(), decoded.image.height());
    let edge = Size::Square.edge_px();
    let long = u64::from(width.max(height)) * u64::from(edge) / u64::from(width.min(height));
    let whole = upright(
        decoded.image,
        decoded.orientation,
        u32::try_from(long).unwrap_or(u32::MAX),
    );
    let side = whole.width().min(whole.height()).min(edge);
    let (left, top) = ((whole.width() - side) / 2, (whole.height() - side) / 2);
    let square = whole.crop_imm(left, top, side, side);
    let mut renditions = vec![render(&square, Size::Square)];
    let small = if side > Size::Icon.edge_px() {
        let icon = fit(square, Size::Icon.edge_px());
        renditions.push(render(&icon, Size::Icon));
        icon
    } else {
        square
    };
    Ok(Developed::new(renditions, &small, decoded.was_animated))
}

/// Looks at a picture that was developed before, by any of its renditions.
///
/// # Errors
/// A [`Refusal`], as from [`develop`].
pub fn look_at(bytes: &[u8], limits: &Limits) -> Result<Pdq, Refusal> {
    let decoded = decode(bytes, limits)?;
    let whole = upright(decoded.image, decoded.orientation, pdq::EDGE_PX);
    Ok(Pdq::of(&whole))
}

/// Pixels of a picture: what cameras of phones make.
pub const PIXELS_MAX: u64 = 52_000_000;

/// What [`develop`] may spend on one picture. Time is bounded by the pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Largest file.
    pub bytes_max: usize,
    /// Most pixels, width times height, as the header claims them.
    pub pixels_max: u64,
    /// Longest side.
    pub side_px_max: u32,
    /// Largest decoded picture in bytes. A progressive JPEG holds about as much again while it is
    /// decoded, so callers develop few pictures at a time.
    pub decoded_bytes_max: u64,
}

impl Default for Limits {
    /// Room for what cameras of phones make: 50 megapixels in 16 MiB.
    fn default() -> Self {
        Self {
            bytes_max: 16 << 20,
            pixels_max: PIXELS_MAX,
            side_px_max: 16_384,
            decoded_bytes_max: 256 << 20,
        }
    }
}

/// A picture in the sizes it will be shown in, ready to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Developed {
    /// Width in pixels of the largest rendition.
    pub width: u32,
    /// Height in pixels of the largest rendition.
    pub height: u32,
    /// The file moved; only its first frame was kept.
    pub was_animated: bool,
    /// The renditions that exist, largest first, never empty.
    pub renditions: Vec<Rendition>,
    /// The blurred impression that Mastodon's API calls `blurhash`.
    pub blurhash: String,
    /// A PNG of at most 16 pixels and 700 bytes, small enough to stand in a page itself.
    ///
    /// It is opaque: behind a picture with transparent parts it would shine through.
    pub placeholder: Vec<u8>,
    /// Mean colour of the visible pixels: red, green, blue.
    pub average_color: [u8; 3],
    /// What it looks like, to know it again.
    pub pdq: Pdq,
}

impl Developed {
    /// The rendition to use where `size` is wanted: that one, or the next larger that exists, or
    /// the largest.
    pub fn rendition(&self, size: Size) -> &Rendition {
        let larger = self
            .renditions
            .iter()
            .rev()
            .find(|one| one.size.edge_px() >= size.edge_px());
        larger.unwrap_or(&self.renditions[0])
    }

    /// Some pixels are transparent, so the renditions are PNG.
    pub fn has_alpha(&self) -> bool {
        self.renditions[0].format == BlobFormat::Png
    }

    fn new(renditions: Vec<Rendition>, small: &DynamicImage, was_animated: bool) -> Self {
        let impression = placeholder::impression(small);
        Self {
            width: renditions[0].width,
            height: renditions[0].height,
            was_animated,
            renditions,
            blurhash: impression.blurhash,
            placeholder: impression.placeholder,
            average_color: impression.average_color,
            pdq: Pdq::of(small),
        }
    }
}

/// One size of one picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    /// The size it was made for; the picture may be smaller, never larger.
    pub size: Size,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// JPEG, or PNG where pixels are transparent.
    pub format: BlobFormat,
    /// The media type to send it with.
    pub mime: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The sizes that pictures are kept in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Size {
    /// A square of 96 pixels, beside a name.
    Icon,
    /// A square of 400 pixels, on a page about someone.
    Square,
    /// 480 pixels, for lists and small screens.
    Small,
    /// 1080 pixels, for reading.
    Medium,
    /// 2048 pixels, for looking closely. What is larger is not kept.
    Large,
}

impl Size {
    /// Every size.
    pub const ALL: [Self; 5] = [
        Self::Icon,
        Self::Square,
        Self::Small,
        Self::Medium,
        Self::Large,
    ];

    /// Longest edge in pixels.
    pub const fn edge_px(self) -> u32 {
        match self {
            Self::Icon => 96,
            Self::Square => 400,
            Self::Small => 480,
            Self::Medium => 1080,
            Self::Large => 2048,
        }
    }

    /// The word for it in blob keys and database rows.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Icon => "icon",
            Self::Square => "square",
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }

    /// The size called `name`, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.name() == name)
    }
}

/// Why a file was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// No bytes at all.
    Empty,
    /// The file is too large.
    TooLarge {
        /// The largest that is taken.
        bytes_max: usize,
    },
    /// The picture is too large once decoded.
    TooManyPixels {
        /// Most pixels, width times height.
        pixels_max: u64,
        /// Longest side.
        side_px_max: u32,
    },
    /// A film.
    Video,
    /// Music or speech.
    Sound,
    /// Another kind of file.
    Unsupported(Unsupported),
    /// It begins like a picture but cannot be read as one.
    Damaged,
}

impl Refusal {
    /// A stable code: the key of the sentence for people, and the word in logs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "picture-refused-empty",
            Self::TooLarge { .. } => "picture-refused-too-large",
            Self::TooManyPixels { .. } => "picture-refused-too-many-pixels",
            Self::Video => "picture-refused-video",
            Self::Sound => "picture-refused-sound",
            Self::Unsupported(Unsupported::Avif) => "picture-refused-avif",
            Self::Unsupported(Unsupported::Heic) => "picture-refused-heic",
            Self::Unsupported(Unsupported::JpegXl) => "picture-refused-jpeg-xl",
            Self::Unsupported(Unsupported::OtherPicture) => "picture-refused-other-picture",
            Self::Unsupported(Unsupported::Svg) => "picture-refused-svg",
            Self::Unsupported(Unsupported::Html) => "picture-refused-html",
            Self::Unsupported(Unsupported::Pdf) => "picture-refused-pdf",
            Self::Unsupported(Unsupported::Unknown) => "picture-refused-unknown",
            Self::Damaged => "picture-refused-damaged",
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for Refusal {}

/// Target for fuzzing: develops `bytes` under small limits, and answers whether the promises about
/// what comes out were kept. Must never panic and never return false.
pub fn keeps_its_promises(bytes: &[u8]) -> bool {
    let limits = Limits {
        bytes_max: 1 << 20,
        pixels_max: 1 << 18,
        side_px_max: 4096,
        decoded_bytes_max: 2 << 20,
    };
    let kept = |picture: &Developed| {
        let sized = |one: &Rendition| one.width.max(one.height) <= one.size.edge_px();
        picture.placeholder.len() <= placeholder::BYTES_MAX
            && picture.renditions.iter().all(sized)
            && Size::ALL
                .iter()
                .all(|size| !picture.rendition(*size).bytes.is_empty())
    };
    [develop(bytes, &limits), develop_avatar(bytes, &limits)]
        .iter()
        .flatten()
        .all(kept)
}

/// Quality of JPEG renditions: above it files grow faster than anyone sees.
const JPEG_QUALITY: u8 = 82;

struct Decoded {
    image: DynamicImage,
    orientation: Orientation,
    was_animated: bool,
}

fn decode(bytes: &[u8], limits: &Limits) -> Result<Decoded, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.len() > limits.bytes_max {
        return Err(Refusal::TooLarge {
            bytes_max: limits.bytes_max,
        });
    }
    let format = match sniff(bytes) {
        Kind::Picture(format) => format,
        Kind::Video => return Err(Refusal::Video),
        Kind::Sound => return Err(Refusal::Sound),
        Kind::Unsupported(kind) => return Err(Refusal::Unsupported(kind)),
    };
    // Release builds check for overflow in the decoders too, where their authors let sums of
    // broken files wrap. A decoder that gives up that way has met a damaged file, nothing more.
    catch_unwind(AssertUnwindSafe(|| decode_as(format, bytes, limits)))
        .unwrap_or(Err(Refusal::Damaged))
}

fn decode_as(format: Format, bytes: &[u8], limits: &Limits) -> Result<Decoded, Refusal> {
    let input = Cursor::new(bytes);
    let refuse = |error| refusal(&error, limits);
    match format {
        Format::Jpeg => {
            let decoder = JpegDecoder::new(input).map_err(refuse)?;
            check_size(decoder.dimensions(), limits)?;
            if !jpeg_ends(bytes) {
                return Err(Refusal::Damaged);
            }
            read(decoder, false, limits)
        }
        Format::Gif => read(
            GifDecoder::new(input).map_err(refuse)?,
            gif_moves(bytes),
            limits,
        ),
        Format::Png => {
            let decoder = PngDecoder::with_limits(input, decoder_limits(limits)).map_err(refuse)?;
            let moves = decoder.is_apng().map_err(refuse)?;
            read(decoder, moves, limits)
        }
        Format::WebP => {
            let decoder = WebPDecoder::new(input).map_err(refuse)?;
            check_webp_frames(bytes, limits)?;
            let moves = decoder.has_animation();
            read(decoder, moves, limits)
        }
    }
}

fn read(
    mut decoder: impl ImageDecoder,
    was_animated: bool,
    limits: &Limits,
) -> Result<Decoded, Refusal> {
    check_size(decoder.dimensions(), limits)?;
    if decoder.total_bytes() > limits.decoded_bytes_max {
        return Err(too_many_pixels(limits));
    }
    let refuse = |error| refusal(&error, limits);
    decoder.set_limits(decoder_limits(limits)).map_err(refuse)?;
    // Unreadable metadata is no reason to refuse the picture: it is thrown away in any case.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).map_err(refuse)?;
    Ok(Decoded {
        image,
        orientation,
        was_animated,
    })
}

fn check_size((width, height): (u32, u32), limits: &Limits) -> Result<(), Refusal> {
    if width == 0 || height == 0 {
        return Err(Refusal::Damaged);
    }
    let pixels = u64::from(width) * u64::from(height);
    if pixels > limits.pixels_max || width.max(height) > limits.side_px_max {
        return Err(too_many_pixels(limits));
    }
    Ok(())
}

fn too_many_pixels(limits: &Limits) -> Refusal {
    Refusal::TooManyPixels {
        pixels_max: limits.pixels_max,
        side_px_max: limits.side_px_max,
    }
}

fn refusal(error: &ImageError, limits: &Limits) -> Refusal {
    match error {
        ImageError::Limits(_) => too_many_pixels(limits),
        _ => Refusal::Damaged,
    }
}

fn decoder_limits(limits: &Limits) -> image::Limits {
    let mut inner = image::Limits::default();
    inner.max_image_width = Some(limits.side_px_max);
    inner.max_image_height = Some(limits.side_px_max);
    // The decoded picture and one working copy of its size.
    inner.max_alloc = Some(limits.decoded_bytes_max.saturating_mul(2));
    inner
}

/// Whether a JPEG comes to its end. The decoder fills what is missing with grey and says nothing,
/// so a photo whose upload broke off would be published as half a photo.
///
/// Goes from segment to segment: a thumbnail inside one has an end of its own, which does not
/// count, and what stands behind the end is nobody's business. Layout: ITU-T T.81, annex B.1.
fn jpeg_ends(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    // Between segments, and in what was compressed, everything but a marker is passed over.
    while let Some(at) = rest.windows(2).position(is_marker) {
        let (code, after) = (rest[at + 1], &rest[at + 2..]);
        rest = match (code, after) {
            (END_OF_IMAGE, _) => return true,
            (START_OF_IMAGE | 0x01 | 0xd0..=0xd7, _) => after,
            (_, [high, low, ..]) => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                after.get(length..).unwrap_or_default()
            }
            _ => return false,
        };
    }
    false
}

const START_OF_IMAGE: u8 = 0xd8;
const END_OF_IMAGE: u8 = 0xd9;

/// A stuffed 0xff among compressed bytes is followed by 0, a filler by another 0xff.
fn is_marker(pair: &[u8]) -> bool {
    matches!(pair, [0xff, code] if !matches!(code, 0x00 | 0xff))
}

/// Whether a GIF has a second frame, told without decoding the first.
fn gif_moves(bytes: &[u8]) -> bool {
    let mut options = gif::DecodeOptions::new();
    options.skip_frame_decoding(true);
    let Ok(mut decoder) = options.read_info(Cursor::new(bytes)) else {
        return false;
    };
    let mut has_frame = || matches!(decoder.next_frame_info(), Ok(Some(_)));
    has_frame() && has_frame()
}

/// Holds the frames in a WebP to the limits too, each by its own claim.
///
/// The decoder reserves by the frame's claim and compares it with the file's only afterwards.
/// Layout: RFC 9649, sections 2.5 to 2.7.
fn check_webp_frames(bytes: &[u8], limits: &Limits) -> Result<(), Refusal> {
    let mut rest = bytes.get(12..).unwrap_or_default();
    while let Some((head, body)) = rest.split_at_checked(8) {
        let size = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        match (&head[..4], body) {
            (b"VP8 ", [_, _, _, _, _, _, w0, w1, h0, h1, ..]) => {
                let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3fff);
                check_size((side(*w0, *w1), side(*h0, *h1)), limits)?;
            }
            (b"VP8L", [_, b0, b1, b2, b3, ..]) => {
                let bits = u32::from_le_bytes([*b0, *b1, *b2, *b3]);
                check_size(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1), limits)?;
            }
            _ => {}
        }
        // Frames of an animation lie inside their chunk, behind 16 bytes of position and time.
        let skip = if &head[..4] == b"ANMF" {
            16
        } else {
            size.saturating_add(size & 1)
        };
        rest = body.get(skip..).unwrap_or_default();
    }
    Ok(())
}

/// Scales first and turns then: turning a picture of fifty megapixels would copy it.
fn upright(image: DynamicImage, orientation: Orientation, edge_px: u32) -> DynamicImage {
    let mut image = without_idle_alpha(fit(eight_bit(image), edge_px));
    image.apply_orientation(orientation);
    image
}

fn eight_bit(image: DynamicImage) -> DynamicImage {
    if image.color().has_alpha() {
        DynamicImage::ImageRgba8(image.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(image.into_rgb8())
    }
}

fn without_idle_alpha(image: DynamicImage) -> DynamicImage {
    match image {
        DynamicImage::ImageRgba8(pixels) if pixels.pixels().all(|pixel| pixel.0[3] == u8::MAX) => {
            DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(pixels).into_rgb8())
        }
        other => other,
    }
}

/// Scales down so that the longer edge has at most `edge_px` pixels; never up.
pub(crate) fn fit(image: DynamicImage, edge_px: u32) -> DynamicImage {
    let (width, height) = (image.width(), image.height());
    let long = width.max(height);
    if long <= edge_px {
        return image;
    }
    let scaled = |side: u32| {
        let rounded =
            (u64::from(side) * u64::from(edge_px) + u64::from(long / 2)) / u64::from(long);
        u32::try_from(rounded).map_or(edge_px, |side| side.clamp(1, edge_px))
    };
    let mut target = DynamicImage::new(scaled(width), scaled(height), image.color());
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new()
        .resize(&image, &mut target, &options)
        .expect("source and target have one pixel type and sides of at least one pixel");
    target
}

fn render(image: &DynamicImage, size: Size) -> Rendition {
    let (width, height) = (image.width(), image.height());
    let (format, bytes) = match image {
        DynamicImage::ImageRgba8(pixels) => (
            BlobFormat::Png,
            png(pixels.as_raw(), width, height, ExtendedColorType::Rgba8),
        ),
        other => (BlobFormat::Jpeg, jpeg(&other.to_rgb8())),
    };
    Rendition {
        size,
        width,
        height,
        format,
        mime: format.mime(),
        bytes,
    }
}

/// Encodes as PNG with nothing in it but the pixels.
pub(crate) fn png(pixels: &[u8], width: u32, height: u32, color: ExtendedColorType) -> Vec<u8> {
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, PngFilter::Adaptive)
        .write_image(pixels, width, height, color)
        .expect("memory takes every byte and the buffer fits the dimensions");
    bytes
}

/// Encodes as progressive JPEG with nothing in it but the pixels.
///
/// Sides must be under 65,536 pixels, as every [`Size`] is.
pub(crate) fn jpeg(pixels: &image::RgbImage) -> Vec<u8> {
    let side = |px: u32| u16::try_from(px).expect("renditions are at most 2048 pixels wide");
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, JPEG_QUALITY);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    encoder
        .encode(
            pixels.as_raw(),
            side(pixels.width()),
            side(pixels.height()),
            jpeg_encoder::ColorType::Rgb,
        )
        .expect("memory takes every byte and the buffer fits the dimensions");
    bytes
}
