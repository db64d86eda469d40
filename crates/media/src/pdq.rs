//! PDQ: 256 bits that say what a picture looks like, and how much they say.
//!
//! After Facebook, "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm"
//! (2019): the brightness, softened by two passes of a box each way (Jarosz), brought down to 64 by
//! 64; of its cosine waves the sixteen longest each way but the even brightness; each is over or
//! under the middle of all 256. The implementation is our own.

use image::{DynamicImage, Rgba};
use std::f32::consts::PI;

/// What PDQ makes of a picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pdq {
    /// The bits, the highest first: rows of sixteen from the shortest wave down to the longest. Of
    /// the picture as it is, and mirrored and turned by quarters: eight.
    pub turned: [[u8; 32]; 8],
    /// The bits without the edges, of which a twentieth of each side goes: by them a picture is
    /// known again of which somebody cut a little off.
    pub inner: [u8; 32],
    /// How much there is to see, from 0 to 100; below 50 the bits say nothing.
    pub quality: u8,
}

impl Pdq {
    /// What is said of a picture that is too small to look like anything.
    const NOTHING: Self = Self {
        turned: [[0; 32]; 8],
        inner: [0; 32],
        quality: 0,
    };

    /// Looks at a picture. Takes time by its pixels; callers bring it to [`EDGE_PX`] first.
    ///
    /// What is transparent counts as white, as pages show it.
    pub(crate) fn of(image: &DynamicImage) -> Self {
        let side = |px: u32| usize::try_from(px).unwrap_or(0);
        let (width, height) = (side(image.width()), side(image.height()));
        let luma = match image {
            DynamicImage::ImageRgba8(pixels) => pixels.pixels().map(over_white).collect(),
            other => {
                let pixels = other.to_rgb8();
                pixels.pixels().map(|pixel| brightness(pixel.0)).collect()
            }
        };
        Self::of_luma(luma, width, height)
    }

    /// Looks at the brightness of a picture, 0 to 255 for each pixel, row by row.
    pub fn of_luma(luma: Vec<f32>, width: usize, height: usize) -> Self {
        if width.min(height) < SIDE_MIN || luma.len() != width * height {
            return Self::NOTHING;
        }
        let inner = without_edges(&luma, width, height);
        let turned = std::array::from_fn(|position| {
            let (turned, width, height) = turn(&luma, (width, height), position);
            bits(&waves(&reduce(turned, width, height)))
        });
        let small = reduce(luma, width, height);
        Self {
            turned,
            inner: bits(&waves(&inner)),
            quality: quality(&small),
        }
    }
}

/// The longest edge at which pictures are looked at: larger ones look the same.
pub(crate) const EDGE_PX: u32 = 480;
/// The shortest side that is looked at at all, in pixels, as in the reference.
const SIDE_MIN: usize = 5;
/// Pixels along the side of what is looked at.
const SMALL: usize = 64;
/// Waves each way.
const WAVES: usize = 16;
/// How often the box goes over it, each way.
const PASSES: usize = 2;

type Small = [[f32; SMALL]; SMALL];
type Waves = [[f32; WAVES]; WAVES];

/// Weights of ITU-R BT.601.
fn brightness([red, green, blue]: [u8; 3]) -> f32 {
    0.299 * f32::from(red) + 0.587 * f32::from(green) + 0.114 * f32::from(blue)
}

fn over_white(pixel: &Rgba<u8>) -> f32 {
    let [red, green, blue, alpha] = pixel.0;
    let share = f32::from(alpha) / 255.0;
    brightness([red, green, blue]) * share + 255.0 * (1.0 - share)
}

/// The picture in one of its eight positions, the first of which is upright. What the paper does, to
/// turn waves over, is off by up to a pixel of the original on the way, which fine patterns show.
fn turn(
    luma: &[f32],
    (width, height): (usize, usize),
    position: usize,
) -> (Vec<f32>, usize, usize) {
    let (across, down, swaps) = (position & 1 > 0, position & 2 > 0, position & 4 > 0);
    let side = if swaps {
        (height, width)
    } else {
        (width, height)
    };
    let mut turned = Vec::with_capacity(luma.len());
    for row in 0..side.1 {
        for column in 0..side.0 {
            let (x, y) = if swaps { (row, column) } else { (column, row) };
            let x = if across { width - 1 - x } else { x };
            let y = if down { height - 1 - y } else { y };
            turned.push(luma[y * width + x]);
        }
    }
    (turned, side.0, side.1)
}

/// Looks at the middle nineteen twentieths of each side.
fn without_edges(luma: &[f32], width: usize, height: usize) -> Small {
    let (left, top) = (width / 40, height / 40);
    let (inner_width, inner_height) = (width - 2 * left, height - 2 * top);
    let rows = luma.chunks_exact(width).skip(top).take(inner_height);
    let inner = rows.flat_map(|row| row[left..left + inner_width].iter().copied());
    reduce(inner.collect(), inner_width, inner_height)
}

/// Softens the picture and takes 64 by 64 points of it.
fn reduce(mut luma: Vec<f32>, width: usize, height: usize) -> Small {
    let boxed = |side: usize| side.div_ceil(2 * SMALL);
    let (across, down) = (boxed(width), boxed(height));
    let mut other = vec![0.0; luma.len()];
    for _ in 0..PASSES {
        for row in 0..height {
            soften(&luma, &mut other, (row * width, 1, width), across);
        }
        for column in 0..width {
            soften(&other, &mut luma, (column, width, height), down);
        }
    }
    let mut small = [[0.0; SMALL]; SMALL];
    // The middle of each of 64 strips, not its edge.
    let middle = |at: usize, side: usize| ((2 * at + 1) * side) / (2 * SMALL);
    for (y, row) in small.iter_mut().enumerate() {
        for (x, point) in row.iter_mut().enumerate() {
            *point = luma[middle(y, height) * width + middle(x, width)];
        }
    }
    small
}

/// The mean of a window around each point of a line; at the ends of what there is of it.
fn soften(
    from: &[f32],
    to: &mut [f32],
    (start, step, count): (usize, usize, usize),
    window: usize,
) {
    let (before, after) = ((window - 1) / 2, window / 2);
    let at = |point: usize| start + point * step;
    let (mut sum, mut held) = (0.0_f64, 0_u32);
    for point in 0..after.min(count) {
        sum += f64::from(from[at(point)]);
        held += 1;
    }
    for point in 0..count {
        if point + after < count {
            sum += f64::from(from[at(point + after)]);
            held += 1;
        }
        if point > before {
            sum -= f64::from(from[at(point - before - 1)]);
            held -= 1;
        }
        to[at(point)] = (sum / f64::from(held)) as f32;
    }
}

/// How much there is to see: steps of brightness from point to point, small ones not counted.
fn quality(small: &Small) -> u8 {
    let step = |a: f32, b: f32| ((a - b) * 100.0 / 255.0).trunc().abs() as u32;
    let mut steps = 0;
    for (y, row) in small.iter().enumerate() {
        for (x, point) in row.iter().enumerate() {
            let below = small.get(y + 1).map(|row| row[x]);
            let beside = row.get(x + 1).copied();
            let both = [below, beside].into_iter().flatten();
            steps += both.map(|other| step(*point, other)).sum::<u32>();
        }
    }
    // The scale of the reference, found by trying.
    u8::try_from((steps / 90).min(100)).unwrap_or(100)
}

/// The cosine waves of the picture, from the longest, without the even brightness.
fn waves(small: &Small) -> Waves {
    let mut shape = [[0.0_f32; SMALL]; WAVES];
    for (wave, line) in shape.iter_mut().enumerate() {
        for (at, value) in line.iter_mut().enumerate() {
            let turn = PI / 2.0 / SMALL as f32 * ((wave + 1) * (2 * at + 1)) as f32;
            *value = (2.0 / SMALL as f32).sqrt() * turn.cos();
        }
    }
    let along = |line: &[f32; SMALL], value: &dyn Fn(usize) -> f32| -> f32 {
        line.iter().enumerate().map(|(at, w)| w * value(at)).sum()
    };
    let mut down = [[0.0; SMALL]; WAVES];
    for (line, row) in shape.iter().zip(&mut down) {
        for (x, value) in row.iter_mut().enumerate() {
            *value = along(line, &|y| small[y][x]);
        }
    }
    let mut both = [[0.0; WAVES]; WAVES];
    for (row, values) in down.iter().zip(&mut both) {
        for (line, value) in shape.iter().zip(values) {
            *value = along(line, &|x| row[x]);
        }
    }
    both
}

/// One bit a wave: it is over the middle of all.
fn bits(waves: &Waves) -> [u8; 32] {
    let mut sorted: Vec<f32> = waves.iter().flatten().copied().collect();
    sorted.sort_by(f32::total_cmp);
    // Of the two in the middle the lower one, as in the reference.
    let middle = sorted[sorted.len() / 2 - 1];
    let mut bits = [0; 32];
    for (bit, wave) in waves.iter().flatten().enumerate() {
        if *wave > middle {
            bits[31 - bit / 8] |= 1 << (bit % 8);
        }
    }
    bits
}
