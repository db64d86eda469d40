//! Whether two series of measurements can be told apart.

/// The chance that two series of one distribution differ as much as these: the two-sample
/// Kolmogorov–Smirnov test with its asymptotic distribution (Press et al., "Numerical Recipes",
/// 14.3.3). Series of equal values have the chance 1.
///
/// # Panics
/// If a series is empty.
pub fn kolmogorov_smirnov(one: &[f64], other: &[f64]) -> f64 {
    assert!(!one.is_empty() && !other.is_empty(), "nothing was measured");
    let (one, other) = (sorted(one), sorted(other));
    let share = |series: &[f64], up_to: f64| {
        series.partition_point(|value| *value <= up_to) as f64 / series.len() as f64
    };
    let apart = |at: &f64| (share(&one, *at) - share(&other, *at)).abs();
    let most = one.iter().chain(&other).map(apart).fold(0.0, f64::max);
    let (n, m) = (one.len() as f64, other.len() as f64);
    let root = (n * m / (n + m)).sqrt();
    let lambda = (root + 0.12 + 0.11 / root) * most;
    if lambda < LAMBDA_MIN {
        return 1.0;
    }
    let term = |k: i32| {
        let k = f64::from(k);
        let sign = if k % 2.0 == 0.0 { -2.0 } else { 2.0 };
        sign * (-2.0 * k * k * lambda * lambda).exp()
    };
    (1..=TERMS).map(term).sum::<f64>().clamp(0.0, 1.0)
}

/// Below this the series does not converge within [`TERMS`], and the chance is 1 to nine places.
const LAMBDA_MIN: f64 = 0.2;
const TERMS: i32 = 100;

/// How far apart the means of two series are.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Apart {
    /// Welch's t.
    pub t: f64,
    /// The error of the difference, in the unit of the series: a difference of `n` errors has the
    /// t of `n`.
    pub error: f64,
}

/// Welch's t of two series, as dudect uses it (Reparaz, Balasch, Verbauwhede 2017, "Dude, is my
/// code constant time?"): beyond 4.5 they differ. The greater of two, as there: of everything,
/// which shows what is only sometimes slow; and without what is slower than nine tenths of both
/// series together, which is mostly what else the machine did.
///
/// # Panics
/// If a series has fewer than ten values.
pub fn welch(one: &[f64], other: &[f64]) -> Apart {
    const SHORT: usize = 10;
    assert!(
        one.len() >= SHORT && other.len() >= SHORT,
        "too few to say anything"
    );
    let both: Vec<f64> = one.iter().chain(other).copied().collect();
    let bound = sorted(&both)[both.len() * 9 / 10];
    let cropped = |series: &[f64]| -> Vec<f64> {
        let below = series.iter().filter(|value| **value <= bound);
        below.copied().collect()
    };
    let whole = apart(one, other);
    let (one, other) = (cropped(one), cropped(other));
    if one.len() < SHORT || other.len() < SHORT {
        return whole;
    }
    let most = apart(&one, &other);
    if most.t.abs() >= whole.t.abs() {
        most
    } else {
        whole
    }
}

fn apart(one: &[f64], other: &[f64]) -> Apart {
    let (mean_one, spread_one) = moments(one);
    let (mean_other, spread_other) = moments(other);
    let error = (spread_one / one.len() as f64 + spread_other / other.len() as f64).sqrt();
    let t = match (error == 0.0, mean_one == mean_other) {
        (true, true) => 0.0,
        (true, false) => f64::INFINITY,
        (false, _) => (mean_one - mean_other) / error,
    };
    Apart { t, error }
}

/// Mean and variance.
fn moments(series: &[f64]) -> (f64, f64) {
    let count = series.len() as f64;
    let mean = series.iter().sum::<f64>() / count;
    let off = series.iter().map(|value| (value - mean).powi(2));
    (mean, off.sum::<f64>() / (count - 1.0))
}

fn sorted(series: &[f64]) -> Vec<f64> {
    let mut series = series.to_vec();
    series.sort_by(f64::total_cmp);
    series
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(step: f64) -> Vec<f64> {
        (0..100).map(|at| f64::from(at * 37 % 100) + step).collect()
    }

    #[test]
    fn the_same_is_the_same_and_what_is_moved_is_told_apart() {
        let (here, moved) = (series(0.0), series(30.0));
        assert!(kolmogorov_smirnov(&here, &here) > 0.999);
        assert!(kolmogorov_smirnov(&here, &moved) < 0.001);
        assert!(kolmogorov_smirnov(&[7.0; 20], &[7.0; 30]) > 0.999);
        assert!(welch(&here, &here).t.abs() < 0.001);
        assert!(welch(&here, &moved).t < -4.5);
    }

    #[test]
    fn what_is_only_sometimes_slow_is_told_apart() {
        let (here, mut there) = (series(0.0), series(0.0));
        for value in there.iter_mut().step_by(3) {
            *value += 4_000.0;
        }
        assert!(welch(&here, &there).t < -4.5);
    }

    /// A quarter apart at 48 each is 1.2604 of the distribution, whose series gives 0.0834.
    #[test]
    fn the_chance_is_that_of_the_tables() {
        let one: Vec<f64> = (0..48).map(f64::from).collect();
        let other: Vec<f64> = (12..60).map(f64::from).collect();
        let chance = kolmogorov_smirnov(&one, &other);
        assert!((chance - 0.0834).abs() < 0.001, "{chance}");
    }
}
