//! What a file is, told by its first bytes. Names and declared types are claims and are not read.

/// The kinds of file that [`sniff`] tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A picture that [`crate::picture::develop`] can decode.
    Picture(Format),
    /// Moving pictures of any container.
    Video,
    /// Sound of any container.
    Sound,
    /// Something else, known or not.
    Unsupported(Unsupported),
}

/// The picture formats that are decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JPEG, baseline or progressive.
    Jpeg,
    /// PNG, and the default image of APNG.
    Png,
    /// GIF, of which only the first frame is used.
    Gif,
    /// WebP, lossy or lossless, of which only the first frame is used.
    WebP,
}

/// Files that are neither decoded nor video nor sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsupported {
    /// AVIF: no decoder in safe Rust is mature enough for hostile input.
    Avif,
    /// HEIC and its relatives, the default of some phones.
    Heic,
    /// JPEG XL.
    JpegXl,
    /// TIFF (and most camera raw files), BMP, ICO, Photoshop.
    OtherPicture,
    /// SVG: a document that can carry scripts.
    Svg,
    /// A web page.
    Html,
    /// PDF.
    Pdf,
    /// Nothing that is known here.
    Unknown,
}

impl Unsupported {
    /// Every one of them.
    pub const ALL: [Self; 8] = [
        Self::Avif,
        Self::Heic,
        Self::JpegXl,
        Self::OtherPicture,
        Self::Svg,
        Self::Html,
        Self::Pdf,
        Self::Unknown,
    ];
}

/// Markup may start behind blanks, comments and an XML prolog; further in than this nobody looks.
const MARKUP_HEAD_BYTES: usize = 1024;

/// Tells the kind of `bytes` from their beginning.
///
/// A file that is two things at once is the one its first bytes say; decoding and encoding it
/// again leaves only the pixels.
pub fn sniff(bytes: &[u8]) -> Kind {
    if let Some(format) = picture(bytes) {
        return Kind::Picture(format);
    }
    if let Some(kind) = container(bytes) {
        return kind;
    }
    if is_video(bytes) {
        return Kind::Video;
    }
    if is_sound(bytes) {
        return Kind::Sound;
    }
    Kind::Unsupported(document(bytes))
}

fn picture(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        Some(Format::Jpeg)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(Format::Png)
    } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        Some(Format::Gif)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some(Format::WebP)
    } else {
        None
    }
}

/// Containers whose brand, further in, decides what they hold (ISO 14496-12, RIFF, Ogg).
fn container(bytes: &[u8]) -> Option<Kind> {
    if bytes.get(4..8) == Some(b"ftyp") {
        // The general brand of still pictures is followed by the particular ones.
        let brands = bytes.get(8..bytes.len().min(64)).unwrap_or_default();
        let is_avif = brands
            .chunks_exact(4)
            .any(|brand| matches!(brand, b"avif" | b"avis"));
        return Some(match bytes.get(8..12).unwrap_or_default() {
            _ if is_avif => Kind::Unsupported(Unsupported::Avif),
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => {
                Kind::Unsupported(Unsupported::Heic)
            }
            b"M4A " | b"M4B " | b"M4P " | b"F4A " => Kind::Sound,
            _ => Kind::Video,
        });
    }
    if bytes.starts_with(b"RIFF") {
        return match bytes.get(8..12) {
            Some(b"AVI ") => Some(Kind::Video),
            Some(b"WAVE") => Some(Kind::Sound),
            _ => None,
        };
    }
    if bytes.starts_with(b"OggS") {
        let head = &bytes[..bytes.len().min(128)];
        let is_theora = head.windows(6).any(|window| window == b"theora");
        return Some(if is_theora { Kind::Video } else { Kind::Sound });
    }
    None
}

fn is_video(bytes: &[u8]) -> bool {
    const MAGIC: [&[u8]; 6] = [
        &[0x1a, 0x45, 0xdf, 0xa3],             // Matroska and WebM
        &[0x00, 0x00, 0x01, 0xba],             // MPEG program stream
        &[0x00, 0x00, 0x01, 0xb3],             // MPEG video
        &[0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66], // ASF: WMV and WMA
        b"FLV\x01",
        b"\x00\x00\x00\x08wide", // old QuickTime
    ];
    let is_transport_stream = bytes.first() == Some(&0x47) && bytes.get(188) == Some(&0x47);
    is_transport_stream || MAGIC.iter().any(|magic| bytes.starts_with(magic))
}

fn is_sound(bytes: &[u8]) -> bool {
    const MAGIC: [&[u8]; 5] = [b"ID3", b"fLaC", b"MThd", b"#!AMR", b"FORM"];
    // MPEG audio and AAC: eleven set bits of frame sync, then a version and a layer that exist.
    let is_frame = bytes.first() == Some(&0xff)
        && bytes
            .get(1)
            .is_some_and(|second| second & 0xe0 == 0xe0 && second & 0x18 != 0x08)
        && bytes.get(2).is_some_and(|third| third & 0xf0 != 0xf0);
    is_frame || MAGIC.iter().any(|magic| bytes.starts_with(magic))
}

fn document(bytes: &[u8]) -> Unsupported {
    const OTHER: [&[u8]; 5] = [b"II*\0", b"MM\0*", b"BM", b"\x00\x00\x01\x00", b"8BPS"];
    if bytes.starts_with(b"%PDF") {
        return Unsupported::Pdf;
    }
    if bytes.starts_with(&[0xff, 0x0a]) || bytes.starts_with(b"\x00\x00\x00\x0cJXL \r\n") {
        return Unsupported::JpegXl;
    }
    if OTHER.iter().any(|magic| bytes.starts_with(magic)) {
        return Unsupported::OtherPicture;
    }
    let head = bytes[..bytes.len().min(MARKUP_HEAD_BYTES)].to_ascii_lowercase();
    let is_markup = head
        .iter()
        .find(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0xef | 0xbb | 0xbf))
        .is_some_and(|byte| *byte == b'<');
    let has = |tag: &[u8]| is_markup && head.windows(tag.len()).any(|window| window == tag);
    if has(b"<svg") {
        Unsupported::Svg
    } else if has(b"<!doctype html")
        || has(b"<html")
        || has(b"<head")
        || has(b"<body")
        || has(b"<script")
    {
        Unsupported::Html
    } else {
        Unsupported::Unknown
    }
}
