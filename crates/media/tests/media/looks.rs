//! What a picture looks like: as the reference says it, and the same when it is made anew.

use hafan_media::picture::{Limits, develop, look_at};
use hafan_media::{Pdq, Refusal};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use crate::files::{encode, exif, jpeg_with_metadata, quarters};

/// What the authors of PDQ advise, as `hafan_core::look` has it.
const DISTANCE_MAX: u32 = 31;
const QUALITY_MIN: u8 = 50;

fn hex(bits: [u8; 32]) -> String {
    bits.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bits_of(hex: &str) -> [u8; 32] {
    let byte = |at: usize| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).expect("hex");
    std::array::from_fn(byte)
}

fn distance(one: [u8; 32], other: [u8; 32]) -> u32 {
    let pairs = one.into_iter().zip(other);
    pairs.map(|(a, b)| (a ^ b).count_ones()).sum()
}

/// The least distance of any way of looking at `again` from the two that are remembered of `one`, as
/// `hafan_core::look` compares them.
fn apart(one: &Pdq, again: &Pdq) -> u32 {
    let ways = again.turned.into_iter().chain([again.inner]);
    let pairs = ways.flat_map(|way| [one.turned[0], one.inner].map(|known| distance(known, way)));
    pairs.min().expect("eighteen ways")
}

fn seen(bytes: &[u8]) -> Pdq {
    look_at(bytes, &Limits::default()).expect("a picture")
}

fn jpeg(image: &DynamicImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    image.to_rgb8().write_with_encoder(encoder).expect("a JPEG");
    bytes
}

/// A small generator of its own, so that these pictures stay the same for ever.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(bound)).expect("small")
    }

    fn color(&mut self) -> Rgb<u8> {
        let mut part = || u8::try_from(self.below(256)).expect("a byte");
        Rgb([part(), part(), part()])
    }
}

/// Round and square things before a sky, another picture for each seed.
fn picture(seed: u64) -> DynamicImage {
    let (width, height) = (400_u32, 300_u32);
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5eed);
    let (above, below) = (chance.color(), chance.color());
    let mut image = RgbImage::from_fn(width, height, |_, y| {
        let share = |a: u8, b: u8| {
            let mixed = (u32::from(a) * (height - y) + u32::from(b) * y) / height;
            u8::try_from(mixed).expect("a byte")
        };
        Rgb([0, 1, 2].map(|part: usize| share(above.0[part], below.0[part])))
    });
    for _ in 0..18 {
        let (x, y) = (chance.below(width), chance.below(height));
        let (reach, color, is_round) =
            (12 + chance.below(70), chance.color(), chance.below(2) == 0);
        for at_y in y.saturating_sub(reach)..(y + reach).min(height) {
            for at_x in x.saturating_sub(reach)..(x + reach).min(width) {
                let (dx, dy) = (at_x.abs_diff(x), at_y.abs_diff(y));
                if !is_round || dx * dx + dy * dy < reach * reach {
                    image.put_pixel(at_x, at_y, color);
                }
            }
        }
    }
    DynamicImage::ImageRgb8(image)
}

/// The brightness of pictures that are easily said, as it was given to the reference.
fn luma((width, height, kind): (usize, usize, u32)) -> Vec<f32> {
    let mut state = 12_345_u32.wrapping_add(kind);
    let mut all = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let value = match kind {
                0 => ((x * x + 3 * y * y) / (width + 7)) % 256,
                1 => ((x * 7) ^ (y * 5)) & 255,
                2 => {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    ((x / 23) * 37 + (y / 17) * 91) % 200 + (state >> 27) as usize
                }
                _ => (x * 255) / width,
            };
            all.push(value as f32);
        }
    }
    all
}

/// Worked out by the reference in C++ (facebook/ThreatExchange, `pdq/cpp`, 2026) from the same
/// brightness.
const REFERENCE: [((usize, usize, u32), &str, u8); 8] = [
    (
        (480, 360, 0),
        "d4c3b59f2b7856e755c8a997e92c9a5192a7554ca559ac9329a7692c692c6968",
        100,
    ),
    (
        (300, 480, 0),
        "6adc5aa95a9b549655b654a4552d5529d54b155b9552d556a556b554ad54a754",
        100,
    ),
    (
        (333, 217, 1),
        "0480ffff1dc7ffffdddfffffffffffff000200220002222a0002222a0002aaaa",
        100,
    ),
    (
        (64, 64, 1),
        "7c3a973f6ac093c71cd81df89f77e880f3276c18e43ae02f0ac5e3c70cd86c18",
        100,
    ),
    (
        (480, 270, 2),
        "ff88a27fff85ff82bf8d5500138ddd073bd2ad18388053aa27928100d7d173aa",
        100,
    ),
    (
        (97, 480, 2),
        "f4d0d0d2b692d4d6b692d546e968a2b3f2f0b2b3e2b0e8ac1d4eaaa81d46aaba",
        100,
    ),
    (
        (1024, 768, 0),
        "ad8f6b385660a4c7ad9f4b3c5270d660b4c7ad8fa99f299c2b384b385b305b30",
        100,
    ),
    (
        (200, 200, 3),
        "25d66d54551ca55454aab55c6d565d472eb55acd664a59568ab12275ad4dc953",
        46,
    ),
];

#[test]
fn a_look_is_what_the_reference_says() {
    for (of, bits, quality) in REFERENCE {
        let (width, height, kind) = of;
        let ours = Pdq::of_luma(luma(of), width, height);
        assert_eq!(ours.quality, quality, "{of:?}");
        if kind == 3 {
            // Nearly all waves of a ramp are nothing: their bits are the noise of the arithmetic.
            continue;
        }
        let off = distance(ours.turned[0], bits_of(bits));
        // In the middle of 256 numbers the arithmetic of two programs differs by a bit or two.
        assert!(
            off <= 2,
            "{of:?}: {off} bits\n{}\n{bits}",
            hex(ours.turned[0])
        );
    }
}

#[test]
fn a_picture_made_anew_looks_the_same() {
    // The most bits of all pictures, for each way of making one anew.
    let mut worst = std::collections::BTreeMap::<String, u32>::new();
    for seed in 0..40 {
        let whole = picture(seed);
        let original = seen(&encode(&whole, ImageFormat::Png));
        assert!(original.quality >= QUALITY_MIN, "{seed}: {original:?}");
        let (width, height) = (whole.width(), whole.height());
        let mut versions = Vec::new();
        for quality in [40, 50, 60, 70, 80, 90] {
            versions.push((format!("JPEG of {quality}"), jpeg(&whole, quality)));
        }
        for (part, name) in [(2, "half"), (3, "a third")] {
            let small = whole.resize_exact(width / part, height / part, FilterType::Triangle);
            versions.push((name.to_owned(), jpeg(&small, 75)));
        }
        let larger = whole.resize_exact(width * 2, height * 2, FilterType::CatmullRom);
        versions.push(("twice".to_owned(), jpeg(&larger, 75)));
        for percent in [2, 3, 4, 5, 6] {
            // As much off the width and off the height, half of it at each edge.
            let (off_x, off_y) = (width * percent / 200, height * percent / 200);
            let cut = whole.crop_imm(off_x, off_y, width - 2 * off_x, height - 2 * off_y);
            versions.push((format!("{percent} % of each side"), jpeg(&cut, 75)));
        }
        let mirrored = [
            whole.fliph(),
            whole.flipv(),
            whole.rotate90(),
            whole.rotate180(),
        ];
        let turned = [
            whole.rotate270(),
            whole.fliph().rotate90(),
            whole.fliph().rotate270(),
        ];
        for one in mirrored.iter().chain(&turned) {
            versions.push(("turned".to_owned(), jpeg(one, 75)));
        }
        versions.push(("lighter".to_owned(), jpeg(&whole.brighten(20), 75)));
        for (how, bytes) in versions {
            let again = seen(&bytes);
            let off = apart(&original, &again);
            let most = worst.entry(how).or_default();
            *most = (*most).max(off);
        }
    }
    let over: Vec<_> = worst
        .iter()
        .filter(|(_, off)| **off > DISTANCE_MAX)
        .collect();
    assert!(over.is_empty(), "{over:?} of {worst:?}");
}

#[test]
fn two_hundred_pictures_are_two_hundred_pictures() {
    let looks = (1_000..1_200).map(|seed| seen(&encode(&picture(seed), ImageFormat::Png)));
    let looks: Vec<Pdq> = looks.collect();
    for (at, one) in looks.iter().enumerate() {
        for (before, other) in looks[..at].iter().enumerate() {
            let off = apart(one, other);
            assert!(off > DISTANCE_MAX, "{before} and {at} differ in {off} bits");
        }
    }
}

#[test]
fn flat_pictures_say_nothing() {
    let plain = RgbImage::from_pixel(300, 200, Rgb([180, 20, 90]));
    let faint = RgbImage::from_fn(300, 200, |x, y| {
        let step = u8::try_from((x / 30 + y / 20) % 2).expect("0 or 1");
        Rgb([128 + 2 * step; 3])
    });
    let mut dot = plain.clone();
    dot.put_pixel(150, 100, Rgb([0, 0, 0]));
    for image in [plain, faint, dot] {
        let flat = seen(&encode(&DynamicImage::ImageRgb8(image), ImageFormat::Png));
        assert!(flat.quality < QUALITY_MIN, "{flat:?}");
    }
    for (width, height) in [(1, 1), (1, 400), (400, 4)] {
        let thin = quarters(width, height);
        assert_eq!(seen(&encode(&thin, ImageFormat::Png)).quality, 0);
    }
    assert_eq!(Pdq::of_luma(vec![0.0; 7], 100, 100).quality, 0);
}

/// What is hidden behind transparent pixels is not seen, so it does not count.
#[test]
fn what_is_transparent_looks_white() {
    let shown = picture(7).to_rgb8();
    let behind = |hidden: u8| {
        let image = RgbaImage::from_fn(shown.width(), shown.height(), |x, y| {
            let [red, green, blue] = shown.get_pixel(x, y).0;
            match (x / 40 + y / 40) % 2 {
                0 => Rgba([red, green, blue, 255]),
                _ => Rgba([hidden, hidden.wrapping_mul(7), 0, 0]),
            }
        });
        seen(&encode(&DynamicImage::ImageRgba8(image), ImageFormat::Png))
    };
    let white = RgbImage::from_fn(shown.width(), shown.height(), |x, y| {
        match (x / 40 + y / 40) % 2 {
            0 => *shown.get_pixel(x, y),
            _ => Rgb([255; 3]),
        }
    });
    let white = seen(&encode(&DynamicImage::ImageRgb8(white), ImageFormat::Png));
    for hidden in [0, 90, 255] {
        assert_eq!(behind(hidden), white, "{hidden}");
    }
}

/// A picture is looked at as it is shown, however the camera was held; and the file that was made of
/// it looks like it, so that older pictures can be looked at by their files.
#[test]
fn a_look_is_of_what_is_shown() {
    let image = picture(3);
    let straight = develop(&encode(&image, ImageFormat::Png), &Limits::default());
    let straight = straight.expect("a picture");
    for rendition in &straight.renditions {
        let again = seen(&rendition.bytes);
        assert!(
            distance(again.turned[0], straight.pdq.turned[0]) <= 10,
            "{rendition:?}"
        );
    }
    assert!(!exif(6).is_empty());
    // Turned by a quarter in the file, and back by what the camera noted.
    let turned = jpeg_with_metadata(&image.rotate270(), 6);
    let upright = develop(&turned, &Limits::default()).expect("a picture");
    assert!(distance(upright.pdq.turned[0], straight.pdq.turned[0]) <= 10);
    assert_eq!(look_at(b"", &Limits::default()), Err(Refusal::Empty));
}
