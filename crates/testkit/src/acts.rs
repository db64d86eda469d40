//! What people do before a test begins, through use cases: the pages have tests of their own.

use crate::people::Person;
use crate::place::Place;
use hafan_app::media::{Purpose, take_in};
use hafan_app::post::Wish;
use hafan_app::post::{ForWhom, PictureWish};
use hafan_app::{community, post};
use hafan_core::community::{CharterKind, JoinRule, Visibility};
use hafan_core::id::{CommunityId, PostId};
use hafan_core::ledger::Cause;
use hafan_core::locale::Locale;
use hafan_media::sample::{Scene, jpeg, paint};
use std::sync::LazyLock;

/// A photo, as a camera makes it.
pub static PHOTO: LazyLock<Vec<u8>> = LazyLock::new(|| jpeg(&paint(Scene::Candle, 7)));

/// A community that was founded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Founded {
    /// Which.
    pub id: CommunityId,
    /// Its handle; random for a hidden one.
    pub handle: String,
}

impl Place {
    /// Founds a community with an open door, if it is not hidden.
    pub async fn found(&self, host: &Person, name: &str, visibility: Visibility) -> Founded {
        let wish = community::found::Wish {
            name: name.to_owned(),
            handle: String::new(),
            visibility,
            join_rule: if visibility == Visibility::Hidden {
                JoinRule::Invitation
            } else {
                JoinRule::Open
            },
            charter: CharterKind::Pictures,
            locale: Locale::En,
            cause: Cause::Choice,
        };
        let persona = host.actor.persona;
        let founded = self
            .app
            .write(move |turn| community::found::found(turn, persona, &wish));
        let founded = founded.await.expect("a community");
        Founded {
            id: founded.id,
            handle: founded.handle,
        }
    }

    /// Lets somebody in: invited by the host by name, and joined.
    pub async fn let_in(&self, host: &Person, to: &Founded, guest: &Person, handle: &str) {
        let asked =
            community::invite::invite(&self.app, host.actor, to.handle.clone(), handle.to_owned());
        asked.await.expect("an invitation");
        let joined =
            community::join::join(&self.app, guest.actor, to.handle.clone(), String::new());
        joined.await.expect("joined");
    }

    /// Publishes.
    pub async fn publish(&self, by: &Person, wish: Wish) -> PostId {
        let published = post::publish(&self.app, &by.actor, wish);
        published.await.expect("a post")
    }

    /// Publishes these words for these people.
    pub async fn say(&self, by: &Person, words: &str, for_whom: ForWhom) -> PostId {
        let wish = Wish {
            text: words.to_owned(),
            for_whom,
            ..Wish::default()
        };
        self.publish(by, wish).await
    }

    /// Publishes these words with [`PHOTO`]; gives the post and the picture's `KEY/SIZE.EXT`.
    pub async fn show(&self, by: &Person, words: &str, for_whom: ForWhom) -> (PostId, String) {
        let taken = take_in(
            &self.app,
            by.actor.persona,
            Purpose::Post,
            PHOTO.clone(),
            ("picture", i64::MAX),
        );
        let taken = taken.await.expect("a picture");
        let wish = Wish {
            text: words.to_owned(),
            for_whom,
            pictures: vec![PictureWish {
                id: taken.id,
                alt: Some("A candle".to_owned()),
                focus: None,
            }],
            ..Wish::default()
        };
        let id = self.publish(by, wish).await;
        (id, format!("{}/small.{}", taken.key, taken.extension))
    }
}
