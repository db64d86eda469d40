//! Files as the tests need them, built by hand where no encoder would write such a thing.

use std::io::Cursor;

use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

/// Stands in every piece of metadata that the tests hide in a file.
pub const SECRET: &str = "SECRET-52.4153N-4.0829W";

/// A picture with a red, a green, a blue and a white quarter.
pub fn quarters(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        match (x < width / 2, y < height / 2) {
            (true, true) => Rgb([220, 20, 20]),
            (false, true) => Rgb([20, 200, 20]),
            (true, false) => Rgb([20, 20, 220]),
            (false, false) => Rgb([240, 240, 240]),
        }
    }))
}

/// Pixels that no encoder can make small.
pub fn speckle(width: u32, height: u32) -> DynamicImage {
    let mut chance = Chance(42);
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |_, _| {
        Rgb([chance.byte(), chance.byte(), chance.byte()])
    }))
}

/// A blue disc on nothing.
pub fn disc(edge: u32) -> DynamicImage {
    let middle = f64::from(edge) / 2.0;
    DynamicImage::ImageRgba8(RgbaImage::from_fn(edge, edge, |x, y| {
        let away = (f64::from(x) - middle).hypot(f64::from(y) - middle);
        Rgba([20, 40, 220, if away < middle * 0.8 { 255 } else { 0 }])
    }))
}

pub fn encode(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image
        .write_to(&mut bytes, format)
        .expect("the picture is encoded");
    bytes.into_inner()
}

/// A TIFF block with a camera, a place and the way the camera was held.
pub fn exif(orientation: u16) -> Vec<u8> {
    let degrees = |whole: u32| {
        Value::Rational(vec![
            Rational {
                num: whole,
                denom: 1
            };
            3
        ])
    };
    let text = |text: &str| Value::Ascii(vec![text.as_bytes().to_vec()]);
    let fields = [
        (Tag::Make, text(SECRET)),
        (Tag::Orientation, Value::Short(vec![orientation])),
        (Tag::DateTimeOriginal, text("2026:11:22 09:52:00")),
        (Tag::GPSLatitudeRef, text("N")),
        (Tag::GPSLatitude, degrees(52)),
        (Tag::GPSLongitudeRef, text("W")),
        (Tag::GPSLongitude, degrees(4)),
    ]
    .map(|(tag, value)| Field {
        tag,
        ifd_num: In::PRIMARY,
        value,
    });
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut block = Cursor::new(Vec::new());
    writer
        .write(&mut block, false)
        .expect("the metadata is written");
    block.into_inner()
}

/// A JPEG with metadata of every kind that cameras and editors write.
pub fn jpeg_with_metadata(image: &DynamicImage, orientation: u16) -> Vec<u8> {
    let plain = encode(image, ImageFormat::Jpeg);
    let segments: [(u8, Vec<u8>); 5] = [
        (0xe1, [b"Exif\0\0".as_slice(), &exif(orientation)].concat()),
        (
            0xe1,
            format!("http://ns.adobe.com/xap/1.0/\0<x>{SECRET}</x>").into_bytes(),
        ),
        (0xe2, format!("ICC_PROFILE\0\x01\x01{SECRET}").into_bytes()),
        (0xed, format!("Photoshop 3.0\0{SECRET}").into_bytes()),
        (0xfe, SECRET.as_bytes().to_vec()),
    ];
    let mut bytes = plain[..2].to_vec();
    for (marker, body) in segments {
        let length = u16::try_from(body.len() + 2).expect("short segments");
        bytes.extend([0xff, marker]);
        bytes.extend(length.to_be_bytes());
        bytes.extend(body);
    }
    bytes.extend(&plain[2..]);
    bytes
}

/// A PNG with metadata before its pixels.
pub fn png_with_metadata(image: &DynamicImage, orientation: u16) -> Vec<u8> {
    let plain = encode(image, ImageFormat::Png);
    let (head, rest) = plain.split_at(8 + 25);
    let text = format!("Comment\0{SECRET}").into_bytes();
    [
        head,
        &png_chunk(b"eXIf", &exif(orientation)),
        &png_chunk(b"tEXt", &text),
        rest,
    ]
    .concat()
}

/// A WebP with metadata behind its pixels (RFC 9649, section 2.7).
pub fn webp_with_metadata(image: &DynamicImage, orientation: u16) -> Vec<u8> {
    const HAS_EXIF: u8 = 0x08;
    let plain = encode(image, ImageFormat::WebP);
    let head = webp_head(HAS_EXIF, image.width(), image.height());
    riff(&[
        &head,
        &plain[12..],
        &riff_chunk(b"EXIF", &exif(orientation)),
    ])
}

/// A WebP of two frames.
pub fn moving_webp(image: &DynamicImage) -> Vec<u8> {
    const MOVES: u8 = 0x02;
    let plain = encode(image, ImageFormat::WebP);
    let mut frame = vec![0; 6];
    frame.extend(&(image.width() - 1).to_le_bytes()[..3]);
    frame.extend(&(image.height() - 1).to_le_bytes()[..3]);
    frame.extend([100, 0, 0, 0]);
    frame.extend(&plain[12..]);
    let frame = riff_chunk(b"ANMF", &frame);
    let head = webp_head(MOVES, image.width(), image.height());
    riff(&[&head, &riff_chunk(b"ANIM", &[0; 6]), &frame, &frame])
}

/// A WebP whose head claims `width` and `height` and whose frame is `image`.
pub fn webp_claiming(width: u32, height: u32, image: &DynamicImage) -> Vec<u8> {
    let plain = encode(image, ImageFormat::WebP);
    riff(&[&webp_head(0, width, height), &plain[12..]])
}

/// A WebP whose head claims 8 by 8 and whose lossy frame claims `side` by `side` (RFC 6386, 9.1).
pub fn webp_with_a_larger_frame(side: u16) -> Vec<u8> {
    // A key frame whose first partition has 50,000 of the 60,000 bytes.
    let mut frame = vec![0x10, 0x6a, 0x18, 0x9d, 0x01, 0x2a];
    frame.extend([side.to_le_bytes(), side.to_le_bytes()].concat());
    frame.extend([0; 60_000]);
    riff(&[&webp_head(0, 8, 8), &riff_chunk(b"VP8 ", &frame)])
}

fn webp_head(flags: u8, width: u32, height: u32) -> Vec<u8> {
    let mut head = vec![flags, 0, 0, 0];
    head.extend(&(width - 1).to_le_bytes()[..3]);
    head.extend(&(height - 1).to_le_bytes()[..3]);
    riff_chunk(b"VP8X", &head)
}

fn riff(chunks: &[&[u8]]) -> Vec<u8> {
    let body = [b"WEBP", chunks.concat().as_slice()].concat();
    riff_chunk(b"RIFF", &body)
}

pub fn riff_chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).expect("short chunks");
    let mut bytes = [name.as_slice(), &length.to_le_bytes(), body].concat();
    if bytes.len() % 2 == 1 {
        bytes.push(0);
    }
    bytes
}

pub fn png_chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).expect("short chunks");
    let named = [name.as_slice(), body].concat();
    [
        &length.to_be_bytes(),
        named.as_slice(),
        &crc32(&named).to_be_bytes(),
    ]
    .concat()
}

/// The checksum of PNG chunks (ISO 3309), bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                (crc >> 1) ^ 0xedb8_8320
            } else {
                crc >> 1
            }
        })
    })
}

/// The head of a PNG that claims to be `width` by `height`, with a few bytes of pixels.
pub fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([8, 6, 0, 0, 0]);
    let pixels = png_chunk(
        b"IDAT",
        &[0x78, 0x9c, 0x63, 0x00, 0x00, 0x00, 0x01, 0x00, 0x01],
    );
    [
        b"\x89PNG\r\n\x1a\n".as_slice(),
        &png_chunk(b"IHDR", &head),
        &pixels,
    ]
    .concat()
}

/// A GIF of one frame of the same claimed size.
pub fn gif_claiming(width: u16, height: u16) -> Vec<u8> {
    let size = [width.to_le_bytes(), height.to_le_bytes()].concat();
    let palette = [0x80, 0, 0, 0, 0, 0, 255, 255, 255];
    let frame = [
        [0x2c, 0, 0, 0, 0].as_slice(),
        &size,
        &[0, 2, 2, 0x4c, 0x01, 0, 0x3b],
    ]
    .concat();
    [b"GIF89a".as_slice(), &size, &palette, &frame].concat()
}

/// A JPEG whose frame header claims `width` by `height`.
pub fn jpeg_claiming(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = encode(&quarters(16, 16), ImageFormat::Jpeg);
    let is_frame = |window: &[u8]| window[0] == 0xff && matches!(window[1], 0xc0..=0xc2);
    let at = bytes.windows(2).position(is_frame).expect("a frame header");
    bytes[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
    bytes[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

/// Chance with a fixed seed (xorshift).
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % end
    }

    pub fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).expect("below 256")
    }
}

/// Panics unless `bytes` is a JPEG or PNG that holds pixels and nothing else, up to its last byte.
pub fn assert_bare(bytes: &[u8]) {
    if bytes.starts_with(b"\x89PNG") {
        assert_bare_png(bytes);
    } else {
        assert_bare_jpeg(bytes);
    }
    let found = exif::Reader::new().read_from_container(&mut Cursor::new(bytes));
    assert!(found.is_err(), "metadata survived");
    let holds = |text: &str| {
        bytes
            .windows(text.len())
            .any(|window| window == text.as_bytes())
    };
    for text in [
        SECRET,
        "Exif",
        "ICC_PROFILE",
        "Photoshop",
        "<script",
        "PK\x03\x04",
    ] {
        assert!(!holds(text), "{text} survived");
    }
}

fn assert_bare_jpeg(bytes: &[u8]) {
    let mut at = 2;
    let mut ended = false;
    while at + 4 <= bytes.len() {
        let marker = bytes[at + 1];
        assert_eq!(bytes[at], 0xff, "a marker at {at}");
        // JFIF head, tables, frame, scan: what a decoder needs.
        assert!(
            matches!(marker, 0xe0 | 0xdb | 0xc0 | 0xc2 | 0xc4 | 0xda),
            "segment {marker:x}"
        );
        let length = usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
        at += 2 + length;
        if marker == 0xda {
            let is_marker = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7);
            at += bytes[at..]
                .windows(2)
                .position(is_marker)
                .expect("the scan ends");
            ended = bytes[at + 1] == 0xd9 && at + 2 == bytes.len();
        }
    }
    assert!(ended, "nothing follows the end of the picture");
}

fn assert_bare_png(bytes: &[u8]) {
    let mut at = 8;
    while at < bytes.len() {
        let name = &bytes[at + 4..at + 8];
        assert!(
            matches!(name, b"IHDR" | b"IDAT" | b"IEND"),
            "chunk {name:?}"
        );
        let length = bytes[at..at + 4]
            .iter()
            .fold(0, |sum, byte| sum << 8 | usize::from(*byte));
        at += 12 + length;
    }
    assert_eq!(at, bytes.len(), "nothing follows the end of the picture");
}
