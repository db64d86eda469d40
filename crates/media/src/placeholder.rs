//! The first impression of a picture, before it has arrived.

use image::{DynamicImage, ExtendedColorType, Rgb, RgbImage};

use crate::picture::{fit, png};

/// Longest `data:` picture that still costs a page less than a request would.
pub(crate) const BYTES_MAX: usize = 700;

/// Edges to try. A square of 16 pixels full of noise can exceed the bound; one of 12 cannot.
const EDGES_PX: [u32; 3] = [16, 14, 12];

/// Enough pixels for the few waves of a blurhash.
const BLURHASH_EDGE_PX: u32 = 32;

pub(crate) struct Impression {
    pub blurhash: String,
    pub placeholder: Vec<u8>,
    pub average_color: [u8; 3],
}

/// Takes the impression of a picture that was already scaled down.
pub(crate) fn impression(image: &DynamicImage) -> Impression {
    let tiny = fit(image.clone(), BLURHASH_EDGE_PX);
    let average_color = average(&tiny);
    let flat = flatten(&tiny, average_color);
    Impression {
        blurhash: blurhash(&flat),
        placeholder: placeholder(&flat),
        average_color,
    }
}

fn average(image: &DynamicImage) -> [u8; 3] {
    let mut sums = [0_u64; 3];
    let mut weight = 0;
    for pixel in image.to_rgba8().pixels() {
        let alpha = u64::from(pixel.0[3]);
        weight += alpha;
        for (sum, channel) in sums.iter_mut().zip(pixel.0) {
            *sum += u64::from(channel) * alpha;
        }
    }
    // Nothing visible at all: a middle grey is as true as any colour.
    sums.map(|sum| {
        sum.checked_div(weight)
            .map_or(128, |mean| u8::try_from(mean).unwrap_or(u8::MAX))
    })
}

/// Lays transparent pixels over the average colour.
fn flatten(image: &DynamicImage, ground: [u8; 3]) -> RgbImage {
    let pixels = image.to_rgba8();
    RgbImage::from_fn(pixels.width(), pixels.height(), |x, y| {
        let [red, green, blue, alpha] = pixels.get_pixel(x, y).0;
        let blend = |over: u8, under: u8| {
            let alpha = u32::from(alpha);
            let sum = u32::from(over) * alpha + u32::from(under) * (255 - alpha);
            u8::try_from(sum / 255).expect("a mean of two bytes is a byte")
        };
        Rgb([
            blend(red, ground[0]),
            blend(green, ground[1]),
            blend(blue, ground[2]),
        ])
    })
}

fn blurhash(pixels: &RgbImage) -> String {
    let (width, height) = pixels.dimensions();
    let (across, down) = if width >= height { (4, 3) } else { (3, 4) };
    let rgba = DynamicImage::ImageRgb8(pixels.clone()).into_rgba8();
    blurhash::encode(across, down, width, height, rgba.as_raw())
        .expect("three and four components are within the one to nine that exist")
}

fn placeholder(pixels: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    for edge_px in EDGES_PX {
        let small = fit(DynamicImage::ImageRgb8(pixels.clone()), edge_px).into_rgb8();
        let (width, height) = small.dimensions();
        bytes = png(small.as_raw(), width, height, ExtendedColorType::Rgb8);
        if bytes.len() <= BYTES_MAX {
            break;
        }
    }
    bytes
}
