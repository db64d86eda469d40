//! Faces for the sample place: one bold shape on a quiet ground, the same for the same seed.

use image::{Rgb, RgbImage};

use crate::sample::{Color, Noise, mix};

/// What a face can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Emblem {
    /// A leaf with its veins.
    Leaf,
    /// A candle and its flame.
    Candle,
    /// A lighthouse and its beams.
    Lighthouse,
    /// A mug with steam.
    Mug,
    /// The moon and stars.
    Moon,
    /// A boat under sail.
    Boat,
    /// Hills and the sun.
    Hills,
    /// A flower.
    Flower,
    /// A round tree.
    Tree,
    /// A house with a lit door.
    House,
    /// A bird on the wing.
    Bird,
    /// A heart of two halves.
    Heart,
}

impl Emblem {
    /// Every emblem.
    pub const ALL: [Self; 12] = [
        Self::Leaf,
        Self::Candle,
        Self::Lighthouse,
        Self::Mug,
        Self::Moon,
        Self::Boat,
        Self::Hills,
        Self::Flower,
        Self::Tree,
        Self::House,
        Self::Bird,
        Self::Heart,
    ];
}

/// Edge of a face in pixels.
pub const EDGE_PX: u32 = 400;

/// Draws `emblem`; the seed chooses the colours.
pub fn draw(emblem: Emblem, seed: u64) -> RgbImage {
    let noise = Noise::new(seed ^ ((emblem as u64) << 48));
    let inks = INKS[(noise.choice(1) * INKS.len() as f32) as usize % INKS.len()];
    let samples = [0.25_f32, 0.75];
    RgbImage::from_fn(EDGE_PX, EDGE_PX, |column, row| {
        let mut sum = [0.0; 3];
        for (dx, dy) in samples.iter().flat_map(|dx| samples.map(|dy| (dx, dy))) {
            // From -1 to 1, with `y` upwards as shapes are easier to think of that way.
            let x = (column as f32 + dx) / EDGE_PX as f32 * 2.0 - 1.0;
            let y = 1.0 - (row as f32 + dy) / EDGE_PX as f32 * 2.0;
            let ground = mix(
                inks[0],
                inks[1],
                0.16 * (0.5 - y) + 0.10 * noise.cloud(x * 2.0, y * 2.0, 2),
            );
            let color = match shape(emblem, x, y) {
                Ink::Ground => ground,
                Ink::Main => mix(inks[1], inks[2], 0.10 * (1.0 + y)),
                Ink::Light => inks[2],
                Ink::Accent => inks[3],
            };
            sum = [0, 1, 2].map(|channel| sum[channel] + color[channel] / 4.0);
        }
        Rgb(sum.map(|channel: f32| (channel.clamp(0.0, 1.0) * 255.0) as u8))
    })
}

/// Ground, main, light, accent.
const INKS: [[Color; 4]; 8] = [
    [
        [0.93, 0.88, 0.78],
        [0.16, 0.36, 0.33],
        [0.99, 0.97, 0.92],
        [0.86, 0.47, 0.25],
    ],
    [
        [0.15, 0.22, 0.36],
        [0.88, 0.72, 0.46],
        [0.98, 0.94, 0.84],
        [0.90, 0.45, 0.36],
    ],
    [
        [0.82, 0.88, 0.86],
        [0.20, 0.33, 0.46],
        [0.99, 0.98, 0.95],
        [0.88, 0.60, 0.27],
    ],
    [
        [0.58, 0.25, 0.27],
        [0.96, 0.84, 0.70],
        [1.00, 0.96, 0.88],
        [0.95, 0.66, 0.32],
    ],
    [
        [0.87, 0.80, 0.86],
        [0.38, 0.26, 0.42],
        [0.99, 0.96, 0.97],
        [0.84, 0.43, 0.45],
    ],
    [
        [0.24, 0.40, 0.34],
        [0.90, 0.86, 0.66],
        [0.98, 0.97, 0.88],
        [0.93, 0.62, 0.36],
    ],
    [
        [0.96, 0.80, 0.58],
        [0.45, 0.22, 0.20],
        [1.00, 0.96, 0.86],
        [0.18, 0.42, 0.44],
    ],
    [
        [0.40, 0.56, 0.66],
        [0.13, 0.21, 0.30],
        [0.97, 0.97, 0.93],
        [0.97, 0.78, 0.40],
    ],
];

#[derive(Clone, Copy)]
enum Ink {
    Ground,
    Main,
    Light,
    Accent,
}

fn shape(emblem: Emblem, x: f32, y: f32) -> Ink {
    let layers: &[(bool, Ink)] = &match emblem {
        Emblem::Leaf => leaf(x, y),
        Emblem::Candle => candle(x, y),
        Emblem::Lighthouse => lighthouse(x, y),
        Emblem::Mug => mug(x, y),
        Emblem::Moon => moon(x, y),
        Emblem::Boat => boat(x, y),
        Emblem::Hills => hills(x, y),
        Emblem::Flower => flower(x, y),
        Emblem::Tree => tree(x, y),
        Emblem::House => house(x, y),
        Emblem::Bird => bird(x, y),
        Emblem::Heart => heart(x, y),
    };
    layers
        .iter()
        .rev()
        .find(|(covers, _)| *covers)
        .map_or(Ink::Ground, |(_, ink)| *ink)
}

/// From back to front; the last that covers a point wins.
type Layers = [(bool, Ink); 5];

const NOTHING: (bool, Ink) = (false, Ink::Ground);

fn disc(x: f32, y: f32, center_x: f32, center_y: f32, radius: f32) -> bool {
    (x - center_x).hypot(y - center_y) < radius
}

fn block(x: f32, y: f32, center: (f32, f32), half: (f32, f32)) -> bool {
    (x - center.0).abs() < half.0 && (y - center.1).abs() < half.1
}

fn leaf(x: f32, y: f32) -> Layers {
    let (along, across) = ((x + y) * 0.707, (x - y) * 0.707);
    let half = 0.36 * (1.0 - (along / 0.68).powi(2)).max(0.0).powf(0.8);
    let is_blade = across.abs() < half;
    let vein = ((along - across.abs() * 0.8) * 5.5 + 0.2).rem_euclid(1.0) < 0.11
        && across.abs() < half * 0.82;
    let is_stem = across.abs() < 0.024 && (-0.88..0.56).contains(&along);
    [
        (is_stem, Ink::Main),
        (is_blade, Ink::Main),
        (is_blade && across > 0.0, Ink::Accent),
        (is_blade && (vein || is_stem), Ink::Light),
        NOTHING,
    ]
}

fn candle(x: f32, y: f32) -> Layers {
    let t = ((y - 0.10) / 0.60).clamp(0.0, 1.0);
    let half = 0.20 * (t * std::f32::consts::PI).sin().powf(0.8) * (1.25 - 0.75 * t);
    let is_flame = x.abs() < half;
    let is_heart = x.abs() < half * 0.5 && (0.16..0.46).contains(&y);
    [
        (disc(x, y, 0.0, 0.36, 0.52), Ink::Main),
        (block(x, y, (0.0, -0.40), (0.20, 0.42)), Ink::Light),
        (block(x, y, (0.0, -0.80), (0.46, 0.06)), Ink::Accent),
        (is_flame, Ink::Accent),
        (
            is_heart || block(x, y, (0.0, 0.06), (0.018, 0.09)),
            Ink::Light,
        ),
    ]
}

fn lighthouse(x: f32, y: f32) -> Layers {
    let is_beam = y.abs() < 2.0 && (y - 0.50).abs() < (x.abs() - 0.08) * 0.30;
    let is_tower = (-0.66..0.36).contains(&y) && x.abs() < 0.19 - 0.10 * (y + 0.66);
    let is_band = is_tower && ((y + 0.66) / 0.17) as i32 % 2 == 1;
    let is_roof = (0.64..0.84).contains(&y) && x.abs() < 0.17 - (y - 0.64) * 0.85;
    let is_rock = y < -0.58 - 0.30 * x * x + 0.05 * (x * 9.0).sin();
    [
        (is_beam, Ink::Light),
        (is_rock, Ink::Main),
        (
            is_tower || block(x, y, (0.0, 0.50), (0.10, 0.14)),
            Ink::Light,
        ),
        (is_band || is_roof, Ink::Accent),
        (
            is_roof || block(x, y, (0.0, 0.37), (0.16, 0.025)),
            Ink::Main,
        ),
    ]
}

fn mug(x: f32, y: f32) -> Layers {
    let (side, up) = ((x + 0.08).abs(), y + 0.54);
    let is_corner = side > 0.28 && up < 0.0 && !disc(side, up, 0.28, 0.0, 0.12);
    let is_body = block(x, y, (-0.08, -0.28), (0.40, 0.38)) && !is_corner;
    let ring = (x - 0.34).hypot(y + 0.26);
    let steam =
        |at: f32| (x - at - 0.05 * (y * 11.0).sin()).abs() < 0.032 && (0.22..0.66).contains(&y);
    [
        (ring < 0.27 && ring > 0.15, Ink::Main),
        (is_body, Ink::Main),
        (is_body && (y + 0.25).abs() < 0.09, Ink::Accent),
        (steam(-0.28) || steam(-0.08) || steam(0.12), Ink::Light),
        NOTHING,
    ]
}

fn moon(x: f32, y: f32) -> Layers {
    let is_moon = disc(x, y, -0.08, 0.02, 0.60) && !disc(x, y, 0.20, 0.16, 0.50);
    let star = |at: f32, up: f32, size: f32| (x - at).abs().sqrt() + (y - up).abs().sqrt() < size;
    [
        (is_moon, Ink::Main),
        (star(0.30, 0.26, 0.42), Ink::Accent),
        (star(0.60, -0.16, 0.32), Ink::Light),
        (star(0.16, -0.18, 0.26), Ink::Light),
        NOTHING,
    ]
}

fn boat(x: f32, y: f32) -> Layers {
    let is_hull = (-0.56..-0.34).contains(&y) && x.abs() < 0.58 + (y + 0.34) * 0.9;
    let is_sail = (-0.26..0.70).contains(&y) && x > 0.03 && x < 0.03 + (0.70 - y) * 0.50;
    let is_jib = (-0.26..0.52).contains(&y) && x < -0.05 && x > -0.05 - (0.52 - y) * 0.46;
    let is_wave = y < -0.54 + 0.035 * (x * 10.0).sin();
    [
        (block(x, y, (-0.01, 0.18), (0.022, 0.56)), Ink::Main),
        (is_hull, Ink::Main),
        (is_sail, Ink::Light),
        (is_jib, Ink::Accent),
        (is_wave, Ink::Light),
    ]
}

fn hills(x: f32, y: f32) -> Layers {
    let far = 0.06 + 0.24 * (x * 2.4 + 0.6).sin();
    let middle = -0.26 + 0.18 * (x * 2.9 + 3.4).sin();
    let near = -0.62 + 0.12 * (x * 2.2 + 0.9).sin();
    [
        (disc(x, y, 0.30, 0.34, 0.30), Ink::Accent),
        (y < far, Ink::Light),
        (y < middle, Ink::Main),
        (y < near, Ink::Accent),
        NOTHING,
    ]
}

fn flower(x: f32, y: f32) -> Layers {
    let (dx, dy) = (x, y - 0.20);
    let petals = 0.36 + 0.16 * (dy.atan2(dx) * 6.0).cos();
    let leaf =
        |side: f32| disc(x * side, y, 0.17, -0.40, 0.22) && disc(x * side, y, 0.17, -0.66, 0.22);
    [
        (block(x, y, (0.0, -0.50), (0.035, 0.50)), Ink::Main),
        (leaf(1.0) || leaf(-1.0), Ink::Main),
        (dx.hypot(dy) < petals, Ink::Light),
        (disc(x, y, 0.0, 0.20, 0.17), Ink::Accent),
        NOTHING,
    ]
}

fn tree(x: f32, y: f32) -> Layers {
    let crown = [
        (0.0, 0.34, 0.36),
        (-0.32, 0.08, 0.30),
        (0.32, 0.08, 0.30),
        (0.0, -0.02, 0.34),
    ];
    let is_crown = crown
        .iter()
        .any(|(at, up, radius)| disc(x, y, *at, *up, *radius));
    let fruit = [
        (-0.30, 0.10),
        (0.06, 0.42),
        (0.30, 0.02),
        (-0.04, 0.02),
        (0.20, 0.26),
    ];
    let is_fruit = fruit.iter().any(|(at, up)| disc(x, y, *at, *up, 0.06));
    let is_trunk =
        (-0.74..0.0).contains(&y) && x.abs() < 0.07 + 0.10 * (y + 0.35).min(0.0).powi(2) * 4.0;
    [
        (is_trunk, Ink::Main),
        (y < -0.70 - 0.1 * x * x, Ink::Light),
        (is_crown, Ink::Main),
        (is_fruit, Ink::Accent),
        NOTHING,
    ]
}

fn house(x: f32, y: f32) -> Layers {
    let is_roof = (0.06..0.60).contains(&y) && x.abs() < 0.62 - (y - 0.06) * 1.15;
    let is_door = block(x, y, (0.16, -0.42), (0.11, 0.22)) || disc(x, y, 0.16, -0.20, 0.11);
    let is_pane = block(x, y, (-0.20, -0.20), (0.12, 0.12))
        && (x + 0.20).abs() > 0.014
        && (y + 0.20).abs() > 0.014;
    [
        (block(x, y, (0.32, 0.46), (0.07, 0.22)), Ink::Main),
        (block(x, y, (0.0, -0.28), (0.48, 0.36)), Ink::Light),
        (is_roof, Ink::Main),
        (is_door, Ink::Accent),
        (is_pane, Ink::Main),
    ]
}

fn bird(x: f32, y: f32) -> Layers {
    let is_body = ((x + 0.02) / 0.46).powi(2) + ((y + 0.08 + x * 0.22) / 0.22).powi(2) < 1.0;
    let is_head = disc(x, y, -0.40, 0.10, 0.17);
    let is_beak = (-0.76..-0.50).contains(&x) && (y - 0.08).abs() < (x + 0.76) * 0.26;
    let is_tail =
        x > 0.30 && x < 0.82 && (y + 0.20 + (x - 0.3) * 0.35).abs() < 0.05 + (x - 0.30) * 0.22;
    let is_wing = disc(x, y, -0.10, 0.36, 0.52) && !disc(x, y, -0.42, 0.46, 0.52);
    [
        (is_tail || is_body || is_head, Ink::Main),
        (is_beak, Ink::Accent),
        (is_wing, Ink::Accent),
        (disc(x, y, -0.44, 0.14, 0.035), Ink::Light),
        NOTHING,
    ]
}

fn heart(x: f32, y: f32) -> Layers {
    let (u, v) = (x / 0.60, (y + 0.06) / 0.58);
    let is_heart = u * u + (v - 0.72 * u.abs().powf(0.72)).powi(2) < 1.0;
    let is_stitch = is_heart && x.abs() < 0.022 && (y * 14.0).rem_euclid(2.0) < 1.2;
    [
        (is_heart, Ink::Main),
        (is_heart && x > 0.0, Ink::Accent),
        (is_stitch, Ink::Light),
        NOTHING,
        NOTHING,
    ]
}
