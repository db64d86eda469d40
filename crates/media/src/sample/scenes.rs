//! The scenes: each tells the colour at a point, `x` from 0 to 1.5 and `y` from 0 (above) to 1.

use super::{Color, Noise, mix, smooth};

/// Blends through `stops` (place, colour), which must be in order.
fn gradient(stops: &[(f32, Color)], at: f32) -> Color {
    stops.windows(2).fold(stops[0].1, |color, pair| {
        if at < pair[0].0 {
            color
        } else {
            mix(pair[0].1, pair[1].1, smooth(pair[0].0, pair[1].0, at))
        }
    })
}

fn distance(x: f32, y: f32, to_x: f32, to_y: f32) -> f32 {
    ((x - to_x).powi(2) + (y - to_y).powi(2)).sqrt()
}

/// How far `y` lies below the tip of the pine wood number `layer`; negative above it.
fn pines(n: &Noise, layer: u32, (x, y): (f32, f32), base: f32, scale: f32) -> f32 {
    let ground = base - (n.cloud(x * 1.6, layer as f32 * 7.0, 3) - 0.5) * 0.16;
    let mut depth = y - ground;
    let cell = (x / (scale * 0.30)).floor() as i32;
    for near in cell - 2..=cell + 2 {
        let chance = |salt: u32| n.hash(near as u32, layer * 16 + salt);
        let stem = (near as f32 + 0.5 + (chance(1) - 0.5) * 0.9) * scale * 0.30;
        let tip = ground - scale * (0.45 + 0.75 * chance(2));
        let fall = y - tip;
        let tiers = (fall / scale * 9.0 + chance(3)).fract();
        let half = fall * 0.17 * (0.55 + 0.6 * tiers) + scale * 0.006;
        if fall > 0.0 && (x - stem).abs() < half {
            depth = depth.max(fall);
        }
    }
    depth
}

pub(super) fn forest(n: &Noise, x: f32, y: f32) -> Color {
    let dawn = n.choice(1);
    let fog = mix([0.80, 0.84, 0.84], [0.95, 0.85, 0.74], dawn);
    let sun = (0.35 + 0.8 * n.choice(2), 0.22);
    let sky = gradient(
        &[(0.0, [0.56, 0.67, 0.74]), (0.5, fog)],
        y + 0.1 * n.cloud(x * 2.0, y * 5.0, 3),
    );
    let mut color = mix(
        sky,
        [1.0, 0.95, 0.82],
        0.9 * smooth(0.55, 0.0, distance(x, y, sun.0, sun.1)),
    );
    for layer in 0..6_u32 {
        let near = layer as f32 / 5.0;
        let scale = 0.10 + 0.34 * near * near;
        let depth = pines(n, layer, (x, y), 0.44 + 0.50 * near, scale);
        if depth > 0.0 {
            let dark = mix([0.42, 0.53, 0.56], [0.06, 0.15, 0.15], near.powf(0.7));
            let tone = mix(fog, dark, 0.30 + 0.70 * near);
            let lit = mix(
                tone,
                [0.45, 0.50, 0.30],
                0.25 * near * n.cloud(x * 30.0, y * 30.0, 2),
            );
            // Mist rises between the woods and thins out towards us.
            let drift = n.cloud(x * 2.5 + near * 9.0, y * 6.0, 3);
            let mist = smooth(scale * 0.35, scale * 1.6, depth)
                * (1.05 - 0.75 * near)
                * (0.6 + 0.6 * drift);
            color = mix(lit, fog, mist);
        }
    }
    color
}

pub(super) fn hills(n: &Noise, x: f32, y: f32) -> Color {
    let late = n.choice(1);
    let top = mix([0.26, 0.34, 0.56], [0.13, 0.15, 0.36], late);
    let stops = [
        (0.0, top),
        (0.28, [0.60, 0.45, 0.60]),
        (0.46, [0.95, 0.62, 0.45]),
        (0.60, [1.0, 0.84, 0.56]),
    ];
    let streak = n.cloud(x * 1.6, y * 9.0 + x * 0.8, 4);
    let mut color = gradient(&stops, y + 0.05 * (streak - 0.5));
    color = mix(
        color,
        [1.0, 0.72, 0.56],
        smooth(0.55, 0.8, streak) * smooth(0.6, 0.2, y) * 0.7,
    );
    let sun = (0.35 + 0.8 * n.choice(2), 0.47);
    let away = distance(x, y, sun.0, sun.1);
    color = mix(
        color,
        [1.0, 0.93, 0.72],
        smooth(0.42, 0.0, away) * 0.75 + smooth(0.045, 0.038, away),
    );
    let air = [0.93, 0.64, 0.52];
    for layer in 0..6_u32 {
        let near = layer as f32 / 5.0;
        let wave = n.cloud(x * (2.6 - 1.4 * near), layer as f32 * 11.0, 4) - 0.5;
        let depth = y - (0.50 + 0.36 * near + wave * (0.20 + 0.12 * near));
        if depth > 0.0 {
            let dark = mix([0.40, 0.36, 0.52], [0.08, 0.12, 0.16], near);
            let ridge = mix(air, dark, 0.32 + 0.68 * near.sqrt());
            let field = n.cloud(x * 7.0 + depth * 8.0, layer as f32 + depth * 16.0, 2);
            let grass = mix(
                ridge,
                [0.36, 0.34, 0.22],
                near * smooth(0.5, 0.75, field) * 0.5,
            );
            color = mix(grass, air, smooth(0.03, 0.22, depth) * (0.55 - 0.55 * near));
            color = mix(
                color,
                [1.0, 0.80, 0.52],
                smooth(0.014, 0.0, depth) * 0.45 * (1.0 - near),
            );
        }
    }
    cottage(n, color, x, y)
}

/// A small house on the near hill, with one window lit.
fn cottage(n: &Noise, ground: Color, x: f32, y: f32) -> Color {
    let (left, floor) = (0.25 + 0.9 * n.choice(5), 0.80);
    let (dx, dy) = (x - left, floor - y);
    let is_wall = dx.abs() < 0.055 && (0.0..0.05).contains(&dy);
    let is_roof = (0.05..0.088).contains(&dy) && dx.abs() < 0.064 - (dy - 0.05) * 0.55;
    let is_chimney = (dx - 0.035).abs() < 0.007 && (0.05..0.105).contains(&dy);
    let is_window = (dx + 0.018).abs() < 0.011 && (dy - 0.027).abs() < 0.010;
    let glow = smooth(0.15, 0.0, distance(x, y, left - 0.018, floor - 0.027)) * 0.35;
    let house = if is_window {
        return [1.0, 0.86, 0.48];
    } else if is_wall {
        [0.42, 0.36, 0.40]
    } else if is_roof || is_chimney {
        [0.15, 0.13, 0.19]
    } else {
        ground
    };
    mix(house, [1.0, 0.74, 0.36], glow)
}

pub(super) fn candle(n: &Noise, x: f32, y: f32) -> Color {
    let (stem, wick) = (0.60 + 0.3 * n.choice(1), 0.40 + 0.06 * n.choice(2));
    let away = distance(x, y * 0.92, stem, wick * 0.92);
    let flicker = 0.85 + 0.3 * n.cloud(x * 3.0, y * 3.0, 3);
    let glow = (-away * 2.9).exp() * flicker;
    let wall = mix([0.07, 0.06, 0.10], [0.78, 0.42, 0.16], glow * 1.1);
    let grain = n.cloud(x * 2.5, y * 55.0, 3);
    let wood = mix(
        [0.07, 0.045, 0.05],
        [0.60, 0.31, 0.13],
        glow * 1.6 + 0.14 * (grain - 0.3),
    );
    let mut color = mix(wall, wood, smooth(0.735, 0.75, y));
    // What the flame throws on the table, and the dish it stands in.
    let pool = distance(x, (y - 0.86) * 3.4, stem, 0.0);
    color = mix(
        color,
        [0.98, 0.66, 0.28],
        smooth(0.55, 0.0, pool) * 0.45 * smooth(0.74, 0.78, y),
    );
    let dish = distance(x, (y - 0.845) * 3.6, stem, 0.0);
    let rim = mix(
        [0.36, 0.28, 0.24],
        [0.92, 0.66, 0.38],
        smooth(0.22, -0.16, x - stem) * 0.9,
    );
    color = mix(
        color,
        [0.04, 0.03, 0.04],
        smooth(0.27, 0.20, distance(x, (y - 0.875) * 3.6, stem, 0.0)) * 0.7,
    );
    color = mix(color, rim, smooth(0.205, 0.198, dish));
    color = mix(color, [0.30, 0.19, 0.14], smooth(0.165, 0.158, dish));
    let half = 0.062 + 0.004 * n.cloud(y * 9.0, 3.0, 2);
    let foot = 0.845 + 0.016 * (1.0 - ((x - stem) / half).powi(2)).max(0.0);
    let melt = wick + 0.052 + 0.010 * ((x - stem) * 45.0 + 6.0 * n.choice(3)).sin();
    if (x - stem).abs() < half && y > melt && y < foot {
        let round = ((x - stem) / half).powi(2);
        let warm = smooth(0.42, 0.0, y - melt);
        let wax = mix([0.62, 0.42, 0.30], [1.0, 0.86, 0.58], warm);
        let drip = n.cloud((x - stem) * 60.0, y * 3.0, 2);
        color = mix(wax, [0.36, 0.20, 0.14], round * 0.55 + 0.12 * drip);
    }
    color = mix(
        color,
        [0.10, 0.06, 0.05],
        smooth(0.005, 0.003, (x - stem).abs())
            * smooth(wick + 0.062, wick + 0.055, y)
            * smooth(wick, wick + 0.01, y),
    );
    flame(color, (x - stem) * 1.0, wick + 0.045 - y)
}

fn flame(under: Color, dx: f32, up: f32) -> Color {
    let tall = 0.185;
    let t = (up / tall).clamp(0.0, 1.0);
    let half = 0.036 * (t * std::f32::consts::PI).sin().max(0.0).powf(0.8) * (1.25 - 0.75 * t);
    let lean = dx - 0.010 * t * t;
    let halo = (-distance(lean, up, 0.0, 0.08) * 13.0).exp();
    let color = mix(under, [1.0, 0.74, 0.30], halo * 0.9);
    if !(0.0..tall).contains(&up) {
        return color;
    }
    let inside = smooth(half, half * 0.55, lean.abs());
    let heart = gradient(
        &[
            (0.0, [0.35, 0.42, 0.85]),
            (0.2, [1.0, 0.80, 0.40]),
            (0.45, [1.0, 0.97, 0.80]),
            (1.0, [1.0, 0.80, 0.34]),
        ],
        t,
    );
    mix(color, heart, inside)
}

pub(super) fn sea(n: &Noise, x: f32, y: f32) -> Color {
    let mood = n.choice(1);
    let horizon = 0.46;
    let high = mix([0.33, 0.55, 0.74], [0.45, 0.52, 0.66], mood);
    let low = mix([0.86, 0.91, 0.90], [0.98, 0.85, 0.70], mood);
    let billow = n.cloud(x * 2.2 + 3.0, y * 4.6, 5);
    let white = mix([0.97, 0.96, 0.93], [0.99, 0.88, 0.78], mood);
    let sky = mix(
        gradient(&[(0.0, high), (horizon, low)], y),
        white,
        smooth(0.50, 0.68, billow),
    );
    let side = if n.choice(2) < 0.5 { x } else { 1.5 - x };
    let mut color = sky;
    if y > horizon {
        let near = (y - horizon) / (1.0 - horizon);
        let deep = gradient(
            &[
                (0.0, mix(low, [0.35, 0.55, 0.62], 0.55)),
                (0.35, [0.17, 0.43, 0.52]),
                (1.0, [0.08, 0.29, 0.38]),
            ],
            near,
        );
        let size = 0.05 + near;
        let swell = n.cloud(x * 5.0 / size, near * 46.0 / (0.35 + near), 3);
        let crest = smooth(0.56, 0.74, swell);
        color = mix(deep, mix(white, low, 0.4), crest * (0.30 + 0.25 * near));
        let path = smooth(0.30, 0.0, (side - 0.45).abs() - 0.1 * near) * smooth(0.44, 0.62, swell);
        color = mix(color, [1.0, 0.94, 0.80], path * (0.75 - 0.45 * near));
    }
    color = headland(n, color, side, y, horizon);
    let shore = 0.93 - 0.10 * side + 0.03 * n.cloud(x * 4.0, 5.0, 3);
    let beach = mix(
        [0.80, 0.70, 0.53],
        [0.62, 0.52, 0.40],
        n.cloud(x * 12.0, y * 30.0, 3),
    );
    let foam = smooth(
        0.020,
        0.0,
        (y - shore).abs() - 0.012 * n.cloud(x * 16.0, y * 9.0, 3),
    );
    mix(
        mix(color, beach, smooth(shore, shore + 0.012, y)),
        [0.97, 0.97, 0.94],
        foam * 0.9,
    )
}

/// Cliffs running out to the right, and the lighthouse on them.
fn headland(n: &Noise, behind: Color, x: f32, y: f32, horizon: f32) -> Color {
    let rise = smooth(0.72, 1.20, x);
    let top = horizon + 0.02
        - rise * (0.13 + 0.05 * n.cloud(x * 4.0, 2.0, 3))
        - 0.012 * n.cloud(x * 25.0, 1.0, 2);
    let foot = horizon + 0.025 + 0.13 * rise + 0.02 * n.cloud(x * 9.0, 8.0, 2);
    let (tower, base) = (1.10, horizon - 0.115);
    let (dx, up) = (x - tower, base - y);
    let mut color = behind;
    if (0.0..0.20).contains(&up) && dx.abs() < 0.021 - 0.035 * up {
        let is_band = (0.060..0.105).contains(&up);
        let paint = if is_band {
            [0.76, 0.25, 0.20]
        } else {
            [0.97, 0.95, 0.90]
        };
        color = mix(paint, [0.42, 0.44, 0.52], smooth(-0.012, 0.022, dx) * 0.7);
    } else if (0.20..0.232).contains(&up) && dx.abs() < 0.014 {
        color = if up < 0.222 && dx.abs() < 0.010 {
            [1.0, 0.92, 0.60]
        } else {
            [0.25, 0.20, 0.24]
        };
    } else if (0.232..0.25).contains(&up) && dx.abs() < 0.017 - (up - 0.232) {
        color = [0.62, 0.20, 0.18];
    }
    if x > 0.70 && y > top && y < foot {
        let down = (y - top) / (foot - top).max(0.01);
        let rock = mix(
            [0.56, 0.49, 0.44],
            [0.27, 0.26, 0.30],
            n.cloud(x * 26.0, y * 7.0, 4) * 1.25,
        );
        let grass = mix(
            [0.47, 0.55, 0.28],
            [0.27, 0.40, 0.24],
            n.cloud(x * 14.0, y * 30.0, 3),
        );
        let edge = 0.34 + 0.25 * (n.cloud(x * 12.0, 4.0, 3) - 0.5);
        color = mix(grass, rock, smooth(edge, edge + 0.10, down));
        color = mix(color, [0.93, 0.95, 0.93], smooth(0.90, 1.0, down) * 0.8);
    }
    color
}

pub(super) fn quilt(n: &Noise, x: f32, y: f32) -> Color {
    const CLOTH: [Color; 8] = [
        [0.91, 0.86, 0.76],
        [0.66, 0.26, 0.24],
        [0.20, 0.34, 0.40],
        [0.84, 0.62, 0.28],
        [0.47, 0.56, 0.42],
        [0.79, 0.51, 0.45],
        [0.33, 0.26, 0.35],
        [0.62, 0.72, 0.72],
    ];
    // The cloth lies in gentle folds.
    let fold = n.cloud(x * 2.0, y * 2.0, 2) - 0.5;
    let (px, py) = ((x + fold * 0.05) * 5.0, (y + fold * 0.06) * 5.0);
    let (column, row) = ((px + 9.0) as u32, (py + 9.0) as u32);
    let (u, v) = (px.rem_euclid(1.0) - 0.5, py.rem_euclid(1.0) - 0.5);
    let pick = |salt: u32| (n.hash(column * 64 + row, salt) * 8.0) as usize % 8;
    let (light, dark) = (pick(1) % 2 * 7, 1 + pick(2) % 6);
    let third = 1 + (dark + pick(3) % 4) % 6;
    let edge = u.abs().max(v.abs());
    let which = match pick(4) {
        0 | 1 if (u.abs() + v.abs()) < 0.25 => third,
        0 | 1 if (u.abs() + v.abs()) < 0.5 => dark,
        2 | 3 if (u * v > 0.0) == (u.abs() > v.abs()) => dark,
        4 if u.abs().min(v.abs()) < 0.5 - edge => dark,
        4 if edge < 0.17 => third,
        5 if (edge * 8.0) as u32 % 2 == 1 => dark,
        6 if u.hypot(v) < 0.2 => third,
        6 if u.hypot(v) < 0.22 + 0.16 * (v.atan2(u) * 4.0).cos().abs() => dark,
        7 if (u + v).rem_euclid(0.25) < 0.125 => dark,
        _ => light,
    };
    let dot = (u * 14.0).sin() * (v * 14.0).sin() > 0.82 && which % 2 == 1;
    let mut color = if dot {
        mix(CLOTH[which], CLOTH[0], 0.6)
    } else {
        CLOTH[which]
    };
    let weave = n.cloud(px * 16.0, py * 16.0, 2) - 0.5;
    color = color.map(|channel| channel * (1.0 + weave * 0.16 + fold * 0.75));
    color = mix(color, [0.20, 0.15, 0.15], smooth(0.47, 0.5, edge) * 0.40);
    let stitch = (edge - 0.44).abs() < 0.008 && ((u + v) * 22.0).rem_euclid(1.0) < 0.6;
    if stitch {
        mix(color, [0.97, 0.94, 0.88], 0.7)
    } else {
        color
    }
}

pub(super) fn garden(n: &Noise, x: f32, y: f32) -> Color {
    let horizon = 0.36;
    let billow = n.cloud(x * 2.0, y * 5.0, 4);
    let sky = mix(
        gradient(&[(0.0, [0.46, 0.66, 0.84]), (0.4, [0.88, 0.92, 0.88])], y),
        [0.98, 0.96, 0.92],
        smooth(0.5, 0.7, billow),
    );
    let trees = horizon - 0.07 - 0.13 * n.cloud(x * 3.5, 6.0, 4);
    let crown = mix(
        [0.22, 0.38, 0.24],
        [0.52, 0.62, 0.34],
        n.cloud(x * 16.0, y * 16.0, 3),
    );
    let mut color = mix(sky, crown, smooth(trees, trees + 0.012, y));
    color = shed(color, x - 0.30 - 0.8 * n.choice(1), horizon + 0.035 - y);
    let plank = (x * 44.0).fract();
    if (horizon - 0.035..horizon + 0.03).contains(&y) && (0.15..0.85).contains(&plank) {
        color = mix(
            [0.86, 0.82, 0.74],
            [0.60, 0.55, 0.52],
            n.bump(x * 44.0, 1.0),
        );
    }
    if y < horizon + 0.02 {
        return color;
    }
    // The ground in perspective: rows meet far behind the fence.
    let far = 0.16 / (y - horizon + 0.035);
    let across = (x - 0.75) * far * 5.6 + 0.5 + n.choice(2);
    let (row, place) = (across.floor(), across - across.floor());
    let along = far * 6.4 + 0.3 * n.cloud(across * 5.0, far * 5.0, 2);
    let soil = mix(
        [0.44, 0.32, 0.23],
        [0.27, 0.19, 0.15],
        n.cloud(across * 9.0, along * 9.0, 3),
    );
    let bushy = 0.42 * (0.78 + 0.5 * n.cloud(row * 5.0, along * 4.0, 3));
    let lit = 0.35 * (0.5 - place);
    let leaf = n.cloud(across * 11.0, along * 11.0, 4) * 1.3 - 0.15 + lit;
    let kind = (n.hash((row as i32) as u32, 77) * 5.0) as usize;
    let green = mix(
        [0.16, 0.30, 0.15],
        [
            [0.50, 0.66, 0.27],
            [0.44, 0.60, 0.38],
            [0.62, 0.70, 0.32],
            [0.38, 0.55, 0.30],
            [0.55, 0.62, 0.45],
        ][kind],
        smooth(0.25, 0.75, leaf),
    );
    let bed = smooth(bushy, bushy - 0.08, (place - 0.5).abs());
    color = mix(soil, green, bed);
    let sway = n.cloud(across * 6.0, along * 6.0, 2) * 1.2;
    let (fx, fy) = (across * 8.0 + sway, along * 8.0 - sway);
    let chance = n.hash((fx.floor() as i32) as u32, (fy.floor() as i32) as u32);
    let middle = distance(fx - fx.floor(), fy - fy.floor(), 0.5, 0.5);
    if kind != 1 && chance > 0.45 && bed > 0.7 && middle < 0.2 + 0.26 * chance {
        let bloom = [
            [0.93, 0.42, 0.40],
            [0.0; 3],
            [0.97, 0.80, 0.32],
            [0.72, 0.50, 0.80],
            [0.97, 0.93, 0.90],
        ][kind];
        color = mix(bloom, [0.98, 0.90, 0.70], smooth(0.3, 0.0, middle) * 0.4);
    }
    // Shade from the trees behind, light in front.
    mix(
        color,
        [0.98, 0.93, 0.72],
        0.16 * smooth(0.35, 0.75, n.cloud(x * 2.0, y * 3.0 + 9.0, 2)),
    )
}

fn shed(behind: Color, dx: f32, up: f32) -> Color {
    let is_door = (dx - 0.03).abs() < 0.022 && (0.0..0.085).contains(&up);
    let is_pane = (dx + 0.035).abs() < 0.018 && (up - 0.065).abs() < 0.016;
    if is_pane {
        [0.72, 0.84, 0.88]
    } else if is_door {
        [0.25, 0.42, 0.45]
    } else if (0.0..0.12).contains(&up) && dx.abs() < 0.085 {
        mix(
            [0.62, 0.47, 0.36],
            [0.48, 0.36, 0.30],
            ((dx * 90.0).sin() * 2.0).clamp(0.0, 1.0),
        )
    } else if (0.12..0.17).contains(&up) && dx.abs() < 0.105 - (up - 0.12) * 1.2 {
        [0.56, 0.29, 0.24]
    } else {
        behind
    }
}

pub(super) fn bread(n: &Noise, x: f32, y: f32) -> Color {
    let table = 0.56;
    let wall = mix(
        [0.74, 0.76, 0.70],
        [0.46, 0.50, 0.50],
        smooth(0.1, 1.5, x) + 0.2 * (n.cloud(x * 3.0, y * 3.0, 3) - 0.5),
    );
    let grain = n.cloud(x * 3.0 + y, y * 34.0, 4);
    let wood = mix(
        [0.66, 0.46, 0.29],
        [0.40, 0.25, 0.16],
        grain * 1.2 - 0.1 + 0.25 * smooth(0.2, 1.5, x),
    );
    let mut color = window(n, wall, x, y);
    if y > table {
        let seam = ((y - table) / 0.145).fract();
        color = mix(wood, [0.26, 0.15, 0.10], smooth(0.04, 0.0, seam) * 0.7);
        color = cloth(n, color, x, y);
    }
    color = mug(color, x - 1.20, 0.70 - y);
    let (cx, cy) = (0.72 + 0.06 * n.choice(2), 0.66);
    color = mix(
        color,
        [0.17, 0.10, 0.08],
        smooth(
            1.25,
            0.75,
            distance((x - cx - 0.05) / 0.33, (y - cy - 0.115) / 0.058, 0.0, 0.0),
        ) * 0.75,
    );
    loaf(n, color, (x - cx) / 0.335, (y - cy) / 0.175)
}

fn window(n: &Noise, wall: Color, x: f32, y: f32) -> Color {
    let (dx, dy) = (x - 0.32, y - 0.20);
    if dx.abs() > 0.235 || dy.abs() > 0.255 {
        return wall;
    }
    if dx.abs() > 0.215 || dy > 0.235 || dx.abs() < 0.009 || (dy - 0.02).abs() < 0.008 {
        return [0.93, 0.91, 0.85];
    }
    let hill = 0.27 + 0.06 * (x * 9.0).sin() * n.choice(4);
    let field = mix(
        [0.58, 0.70, 0.46],
        [0.76, 0.80, 0.56],
        n.cloud(x * 9.0, y * 14.0, 3),
    );
    let sky = mix(
        [0.68, 0.82, 0.91],
        [0.97, 0.96, 0.90],
        n.cloud(x * 5.0, y * 7.0, 3) + 0.2 * y,
    );
    if y > hill { field } else { sky }
}

/// A chequered cloth on the near part of the table.
fn cloth(n: &Noise, table: Color, x: f32, y: f32) -> Color {
    let fold = n.cloud(x * 3.0, y * 3.0, 3) - 0.5;
    let (u, v) = (x + (y - 0.7) * 0.45 + fold * 0.02, y + fold * 0.03);
    if !(0.26..1.08).contains(&u) || v < 0.66 {
        return table;
    }
    let stripe = |at: f32| u32::from((at * 15.0).fract() < 0.5);
    let (blue, white) = ([0.36, 0.47, 0.62], [0.95, 0.93, 0.87]);
    let check = mix(white, blue, (stripe(u) + stripe(v * 1.9)) as f32 * 0.46);
    let hem = ((u - 0.26).min(1.08 - u).min(v - 0.66) < 0.012) as u32 as f32;
    mix(check, white, hem).map(|channel| channel * (0.94 + fold * 0.55))
}

fn mug(behind: Color, dx: f32, up: f32) -> Color {
    let handle = distance(dx, up, 0.085, 0.085);
    let ellipse = distance(dx / 0.085, (up - 0.17) / 0.022, 0.0, 0.0);
    let glaze = mix(
        [0.72, 0.84, 0.84],
        [0.18, 0.32, 0.38],
        smooth(-0.09, 0.09, dx),
    );
    if ellipse < 0.86 {
        [0.30, 0.17, 0.10]
    } else if ellipse < 1.0 {
        [0.88, 0.93, 0.91]
    } else if dx.abs() < 0.085 && up < 0.17 && up > -0.020 * (1.0 - (dx / 0.085).powi(2)).sqrt() {
        if (0.045..0.062).contains(&up) {
            mix(glaze, [0.95, 0.90, 0.80], 0.7)
        } else {
            glaze
        }
    } else if (0.034..0.052).contains(&handle) && dx > 0.08 {
        mix(glaze, [0.20, 0.33, 0.38], 0.4)
    } else {
        let shade = distance((dx - 0.06) / 0.15, (up + 0.012) / 0.035, 0.0, 0.0);
        mix(behind, [0.17, 0.10, 0.08], smooth(1.2, 0.6, shade) * 0.6)
    }
}

/// A loaf filling the unit ellipse, scored three times, floured, lit from the left.
fn loaf(n: &Noise, behind: Color, u: f32, v: f32) -> Color {
    let flat = if v > 0.0 { v * 1.25 } else { v };
    let around =
        u.abs().powf(2.3) + flat.abs().powf(2.1) + 0.05 * (n.cloud(u * 5.0, v * 5.0, 2) - 0.5);
    if around > 1.0 {
        return behind;
    }
    let light = (0.62 - 0.34 * u - 0.62 * v) * (1.0 - 0.45 * around.powi(3));
    let crust = gradient(
        &[
            (0.0, [0.27, 0.13, 0.06]),
            (0.35, [0.56, 0.30, 0.12]),
            (0.65, [0.80, 0.52, 0.24]),
            (1.0, [0.94, 0.74, 0.44]),
        ],
        light + 0.16 * (n.cloud(u * 9.0, v * 6.0, 4) - 0.5),
    );
    let mut color = mix(
        crust,
        [0.97, 0.92, 0.82],
        smooth(0.52, 0.78, n.cloud(u * 7.0 + 5.0, v * 9.0, 4)) * smooth(0.3, 0.9, light) * 0.7,
    );
    for cut in [-0.48_f32, 0.0, 0.48] {
        let line = u - cut - 0.24 * v;
        let open = 0.058 * (1.0 - ((v + 0.32) / 0.50).powi(2)).max(0.0);
        color = mix(
            color,
            [0.98, 0.86, 0.62],
            smooth(open, open * 0.5, line.abs()) * smooth(0.0, 0.01, open),
        );
        color = mix(
            color,
            [0.34, 0.16, 0.07],
            smooth(0.02, 0.0, (line - open).abs()) * smooth(0.0, 0.02, open) * 0.8,
        );
    }
    color
}
