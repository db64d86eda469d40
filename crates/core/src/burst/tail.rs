//! The upper tail of the negative binomial distribution.

/// How likely `count` or more are, where `mean` are usual and the days differ by `size`: the number
/// of failures before a Gamma-mixed Poisson's shape is `size`, so that the variance is
/// `mean + mean² / size`.
///
/// It is the regularised incomplete beta function `I_q(count, size)` with
/// `q = mean / (mean + size)` (DLMF 8.17), by its continued fraction: the cost does not grow with
/// the count. Right to nine digits, for what is not below 1e-290.
pub fn tail(count: u32, mean: f64, size: f64) -> f64 {
    if count == 0 {
        return 1.0;
    }
    let is_proper = mean.is_finite() && size.is_finite() && mean > 0.0 && size > 0.0;
    if !is_proper {
        return 0.0;
    }
    let whole = mean + size;
    beta(f64::from(count), size, (mean / whole, size / whole)).clamp(0.0, 1.0)
}

/// `I_x(a, b)`; `y` is `1 - x`, given apart so that no digit of it is lost.
fn beta(a: f64, b: f64, (x, y): (f64, f64)) -> f64 {
    let log_front = ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * y.ln();
    let front = log_front.exp();
    if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(a, b, x) / a
    } else {
        1.0 - front * fraction(b, a, y) / b
    }
}

/// Steps of the fraction at most: it needs about the root of the larger of both numbers.
const STEPS_MAX: u32 = 2_000;
/// What stands for nothing below the line.
const TINY: f64 = 1e-300;

/// The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    let apart_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut above = 1.0;
    let mut below = 1.0 / apart_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut whole = below;
    for step in 1..=STEPS_MAX {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for term in [even, odd] {
            below = 1.0 / apart_from_zero(1.0 + term * below);
            above = apart_from_zero(1.0 + term / above);
            change = below * above;
            whole *= change;
        }
        if (change - 1.0).abs() < 1e-14 {
            break;
        }
    }
    whole
}

/// The coefficients of Lanczos's approximation with g = 7, as Godfrey computed them.
const LANCZOS: [f64; 8] = [
    676.520_368_121_885_1,
    -1_259.139_216_722_402_8,
    771.323_428_777_653_1,
    -176.615_029_162_140_6,
    12.507_343_278_686_905,
    -0.138_571_095_265_720_12,
    9.984_369_578_019_572e-6,
    1.505_632_735_149_311_6e-7,
];

/// The logarithm of the gamma function, of a positive number.
fn ln_gamma(x: f64) -> f64 {
    if x < 0.5 {
        // Reflection: the approximation is for the right half.
        let pi = std::f64::consts::PI;
        return (pi / (pi * x).sin()).ln() - ln_gamma(1.0 - x);
    }
    let x = x - 1.0;
    let mut sum = 0.999_999_999_999_809_9;
    let mut at = x;
    for coefficient in LANCZOS {
        at += 1.0;
        sum += coefficient / at;
    }
    let t = x + 7.5;
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x + 0.5) * t.ln() - t + sum.ln()
}
