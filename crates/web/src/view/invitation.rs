//! Invitation links: the form that makes one, and the card with its address and QR code.

use crate::locale::Arg;
use crate::page::Page;
use hafan_app::invitation::{DAYS_MAX, Link, LinkWish, USES_MAX};
use qrcode::{Color, EcLevel, QrCode};

/// People a link lets in where nobody chose another number: a family or a small table.
const USES_USUAL: i64 = 5;
/// Days a link holds where nobody chose another number.
const DAYS_USUAL: i64 = 14;
/// White around a QR code, in modules: the standard wants four.
const QUIET_ZONE: usize = 4;

/// The form that makes a link, as it was sent.
#[derive(serde::Deserialize)]
pub struct LinkForm {
    /// A note to oneself.
    #[serde(default)]
    pub note: String,
    /// People it lets in.
    #[serde(default)]
    pub uses: String,
    /// Days it holds.
    #[serde(default)]
    pub days: String,
}

impl LinkForm {
    /// A form that is shown for the first time.
    pub fn blank() -> Self {
        Self {
            note: String::new(),
            uses: USES_USUAL.to_string(),
            days: DAYS_USUAL.to_string(),
        }
    }

    /// What was wished for. What is no number becomes 0, which the use case refuses with the bound.
    pub fn wish(&self) -> LinkWish {
        let number = |text: &str| text.trim().parse().unwrap_or(0);
        LinkWish {
            note: self.note.clone(),
            uses: number(&self.uses),
            days: number(&self.days),
        }
    }

    /// The largest number of people.
    pub const fn uses_max(&self) -> i64 {
        USES_MAX
    }

    /// The largest number of days.
    pub const fn days_max(&self) -> i64 {
        DAYS_MAX
    }
}

/// An invitation link as its card shows it.
pub struct LinkView {
    /// Decimal id.
    pub id: String,
    /// Whose, or what for.
    pub title: String,
    /// The note of its maker.
    pub note: String,
    /// The whole address.
    pub address: String,
    /// For how many, until when, who came.
    pub words: String,
    /// It lets people in.
    pub holds: bool,
    /// The QR code of the address, for links that hold.
    pub qr: Option<Qr>,
}

/// A QR code as one path, because styles inside a page are not allowed.
pub struct Qr {
    /// Width and height with the quiet zone, in modules.
    pub size: usize,
    /// The `d` of the path.
    pub path: String,
}

impl LinkView {
    /// The view of a link; `came` are the names of those who came by it.
    pub fn new(page: &Page, url: &str, link: &Link, title: String, came: &[&str]) -> Self {
        let address = format!("{url}/join/{}", link.code);
        let until = page.said(link.expires_at);
        let left = link.uses_max.saturating_sub(link.uses).max(0);
        let args: [(&str, Arg<'_>); 2] = [("left", left.into()), ("until", until.into())];
        let key = if link.holds {
            "link-holds"
        } else {
            "link-over"
        };
        let mut words = page.texts().f(key, &args);
        if !came.is_empty() {
            let names = page.texts().names(came);
            words.push(' ');
            words.push_str(&page.texts().f("link-came", &[("names", names.into())]));
        }
        Self {
            id: link.id.to_string(),
            title,
            note: link.note.clone(),
            qr: link.holds.then(|| Qr::of(&address)).flatten(),
            address,
            words,
            holds: link.holds,
        }
    }
}

impl Qr {
    /// The code of a text; nothing for one that is too long for any code.
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let width = code.width();
        let mut path = String::new();
        for (at, color) in code.to_colors().into_iter().enumerate() {
            if color == Color::Dark {
                let (x, y) = (at % width + QUIET_ZONE, at / width + QUIET_ZONE);
                path.push_str(&format!("M{x} {y}h1v1h-1z"));
            }
        }
        Some(Self {
            size: width + 2 * QUIET_ZONE,
            path,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_qr_code_has_its_three_corners_and_a_quiet_zone() {
        let qr = Qr::of("https://hafan.example/join/abcdefgh2345").expect("a short text");
        for corner in [(4, 4), (qr.size - 5, 4), (4, qr.size - 5)] {
            assert!(qr.path.contains(&format!("M{} {}h1", corner.0, corner.1)));
        }
        assert!(!qr.path.contains("M3 "), "nothing in the quiet zone");
        assert!(Qr::of(&"a".repeat(5000)).is_none());
    }
}
