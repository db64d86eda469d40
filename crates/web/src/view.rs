//! What templates show: plain texts and paths, made from the items of the use cases.

pub mod house;
pub mod invitation;
mod post;

pub use house::{HouseView, PlaceView};
pub use post::{PictureView, PostView, posts};

use hafan_app::store::account::Card;

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
