//! Pictures for the sample place, painted by the program: the same for the same seed, everywhere.
//!
//! A scene is a function from a point to a colour. [`paint`] looks at it the way impressionists
//! did, with brush strokes from broad to fine, laid only where the canvas is not yet right.

use image::{Rgb, RgbImage};

use crate::picture;

mod noise;
mod scenes;

use noise::smooth;
pub(crate) use noise::{Noise, mix};

/// A colour while painting: red, green, blue from 0 to 1.
pub(crate) type Color = [f32; 3];

/// What can be painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scene {
    /// Pines in layers of mist.
    Forest,
    /// Hills at dusk and one lit window.
    Hills,
    /// A candle on a dark table.
    Candle,
    /// The sea, a headland and its lighthouse.
    Sea,
    /// A quilt of stitched patches.
    Quilt,
    /// Garden beds in rows, with flowers.
    Garden,
    /// A loaf on a table beside a window.
    Bread,
}

impl Scene {
    /// Every scene.
    pub const ALL: [Self; 7] = [
        Self::Forest,
        Self::Hills,
        Self::Candle,
        Self::Sea,
        Self::Quilt,
        Self::Garden,
        Self::Bread,
    ];
}

/// Width of a painting in pixels.
pub const WIDTH_PX: u32 = 1600;
/// Height of a painting in pixels.
pub const HEIGHT_PX: u32 = 1067;

/// Paints `scene`; another `seed` gives another picture of the same thing. Takes about half a
/// second in a release build.
pub fn paint(scene: Scene, seed: u64) -> RgbImage {
    let noise = Noise::new(seed ^ ((scene as u64) << 56));
    let look = |x: f32, y: f32| match scene {
        Scene::Forest => scenes::forest(&noise, x, y),
        Scene::Hills => scenes::hills(&noise, x, y),
        Scene::Candle => scenes::candle(&noise, x, y),
        Scene::Sea => scenes::sea(&noise, x, y),
        Scene::Quilt => scenes::quilt(&noise, x, y),
        Scene::Garden => scenes::garden(&noise, x, y),
        Scene::Bread => scenes::bread(&noise, x, y),
    };
    let mut canvas = Canvas::new(look(0.75, 0.5));
    for (layer, radius_px) in BRUSHES_PX.into_iter().enumerate() {
        canvas.cover(&noise, layer as u32, radius_px, &look);
    }
    canvas.finish(&noise)
}

/// A painting or emblem as a JPEG file without metadata.
///
/// Sides must be under 65,536 pixels.
pub fn jpeg(pixels: &RgbImage) -> Vec<u8> {
    picture::jpeg(pixels)
}

/// From the broadest brush to the finest, radius in pixels.
const BRUSHES_PX: [f32; 5] = [34.0, 17.0, 8.0, 4.0, 2.0];

/// A stroke is laid where canvas and scene differ by more than this, summed over the channels.
const NOTICEABLE: f32 = 0.045;

struct Canvas {
    pixels: Vec<Color>,
}

impl Canvas {
    fn new(ground: Color) -> Self {
        Self {
            pixels: vec![ground; (WIDTH_PX * HEIGHT_PX) as usize],
        }
    }

    /// Lays one layer of strokes of one brush over the whole canvas, in a scattered order.
    fn cover(&mut self, noise: &Noise, layer: u32, radius: f32, look: &impl Fn(f32, f32) -> Color) {
        let step = radius * 0.9;
        let columns = (WIDTH_PX as f32 / step) as u32 + 2;
        let rows = (HEIGHT_PX as f32 / step) as u32 + 2;
        let count = columns * rows;
        // Prime and larger than any grid, so every cell comes once and neighbours far apart.
        const STRIDE: u64 = 7_368_787;
        for turn in 0..count {
            let cell = (u64::from(turn) * STRIDE % u64::from(count)) as u32;
            let jitter = |salt| noise.hash(cell, layer * 8 + salt) - 0.5;
            let x = (((cell % columns) as f32) + jitter(0)) * step;
            let y = (((cell / columns) as f32) + jitter(1)) * step;
            let (u, v) = (x / HEIGHT_PX as f32, y / HEIGHT_PX as f32);
            let wish = look(u, v);
            let gap: f32 = self
                .at(x, y)
                .iter()
                .zip(wish)
                .map(|(a, b)| (a - b).abs())
                .sum();
            if layer > 0 && gap < NOTICEABLE {
                continue;
            }
            // Paint is never mixed twice the same way.
            let tone = 1.0 + jitter(2) * 0.10;
            let warmth = jitter(3) * 0.025;
            let color = [
                wish[0] * tone + warmth,
                wish[1] * tone,
                wish[2] * tone - warmth,
            ];
            let angle = (noise.cloud(u * 2.2 + 40.0, v * 2.2, 2) - 0.5) * 5.0 + jitter(4) * 0.5;
            self.stroke((x, y), radius, angle, color);
        }
    }

    fn at(&self, x: f32, y: f32) -> Color {
        let column = (x.max(0.0) as u32).min(WIDTH_PX - 1);
        let row = (y.max(0.0) as u32).min(HEIGHT_PX - 1);
        self.pixels[(row * WIDTH_PX + column) as usize]
    }

    /// One dab: an ellipse three times as long as wide, soft at its edge, streaked by bristles.
    fn stroke(&mut self, (x, y): (f32, f32), radius: f32, angle: f32, color: Color) {
        let (sin, cos) = angle.sin_cos();
        let (long, short) = (radius * 1.7, radius * 0.75);
        let reach = long.ceil();
        let range = |center: f32, end: u32| {
            let low = (center - reach).max(0.0) as u32;
            low..((center + reach).max(0.0) as u32 + 1).min(end)
        };
        for row in range(y, HEIGHT_PX) {
            for column in range(x, WIDTH_PX) {
                let (dx, dy) = (column as f32 - x, row as f32 - y);
                let along = (dx * cos + dy * sin) / long;
                let across = (dy * cos - dx * sin) / short;
                let cover = ((1.0 - along * along - across * across) * 2.5).clamp(0.0, 0.9);
                if cover > 0.0 {
                    let bristle = 1.0 + 0.02 * (across * 11.0).sin();
                    let pixel = &mut self.pixels[(row * WIDTH_PX + column) as usize];
                    *pixel = mix(*pixel, color.map(|channel| channel * bristle), cover);
                }
            }
        }
    }

    /// Darkens the corners a little, adds the grain of the cloth and rounds to bytes.
    fn finish(self, noise: &Noise) -> RgbImage {
        RgbImage::from_fn(WIDTH_PX, HEIGHT_PX, |column, row| {
            let color = self.pixels[(row * WIDTH_PX + column) as usize];
            let (u, v) = (
                column as f32 / WIDTH_PX as f32 - 0.5,
                row as f32 / HEIGHT_PX as f32 - 0.5,
            );
            let light = 1.0 - 0.35 * (u * u + v * v) + (noise.hash(column, row) - 0.5) * 0.012;
            Rgb(color.map(|channel| ((channel * light).clamp(0.0, 1.0) * 255.0) as u8))
        })
    }
}
