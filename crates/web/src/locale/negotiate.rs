//! Choosing a language for someone who has not chosen one here.

use hafan_core::locale::Locale;

/// Ranges of an `Accept-Language` header that are read; the rest of a longer one is ignored.
const RANGES_MAX: usize = 20;

/// The best of our languages for an `Accept-Language` header (RFC 9110, section 12.5.4): the one
/// with the highest weight, the first of equals, English when none fits.
pub fn negotiate(accept_language: Option<&str>) -> Locale {
    let mut best = (Locale::default(), 0);
    for range in accept_language
        .unwrap_or_default()
        .split(',')
        .take(RANGES_MAX)
    {
        let mut parts = range.split(';');
        let Some(locale) = parts.next().and_then(Locale::parse) else {
            continue;
        };
        let weight = parts
            .find_map(|part| part.trim().strip_prefix("q="))
            .map_or(1000, |weight| thousandths(weight.trim()));
        if weight > best.1 {
            best = (locale, weight);
        }
    }
    best.0
}

/// `0.85` as 850; 0 for what is not a weight, so that nonsense is never preferred.
fn thousandths(weight: &str) -> u32 {
    let value: f32 = weight.parse().unwrap_or(0.0);
    if (0.0..=1.0).contains(&value) {
        (value * 1000.0).round() as u32
    } else {
        0
    }
}
