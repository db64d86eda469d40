//! What templates show: plain texts and paths, made from the items of the use cases.

mod act;
pub mod composer;
pub mod house;
pub mod invitation;
mod list;
pub mod news;
mod plain;
mod post;
mod prose;

pub use act::ActView;
pub use hafan_core::text::plain_words;
pub use house::{HouseView, PlaceView};
pub use list::{Day, cursor, days, post_days, two_numbers};
pub use plain::PlainWords;
pub use post::{ASIDE_PATH, PictureView, PostView, WhyView, covered, posts, why_on_wall};
pub use prose::Prose;

use crate::page::Page;
use hafan_app::store::account::Card;
use hafan_core::community::Visibility;
use hafan_core::place::PlaceField;

/// The tint of an account without a picture.
pub fn tint(card: &Card) -> u64 {
    hafan_core::account::tint(card.id)
}

/// The first letter of a name, for faces and crests without a picture.
pub fn initial(card: &Card) -> String {
    let name = if card.name.is_empty() {
        &card.handle
    } else {
        &card.name
    };
    let letter = name.chars().find(|c| c.is_alphanumeric());
    letter.map_or_else(|| "·".to_owned(), |c| c.to_uppercase().collect())
}

/// Megabytes that a picture may have at this place.
pub fn megabytes(page: &Page) -> i64 {
    page.visit().place.number(PlaceField::PictureBytesMax) >> 20
}

/// The icon and the words of who can see a community.
pub fn visibility(page: &Page, visibility: Visibility) -> (&'static str, &'static str) {
    match visibility {
        Visibility::Public => ("globe", page.t("visibility-public")),
        Visibility::MembersOnly => ("lock", page.t("visibility-members")),
        Visibility::Hidden => ("eye-off", page.t("visibility-hidden")),
    }
}
