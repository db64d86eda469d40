//! What tests about reading begin with: words said somewhere, and places to say them in.

use hafan_app::community::{self, Founded, Wish as Founding};
use hafan_app::post::{ForWhom, Wish, publish};
use hafan_core::community::{CharterKind, JoinRule, Visibility};
use hafan_core::id::PostId;
use hafan_core::ledger::Cause;
use hafan_core::locale::Locale;
use hafan_core::time::MINUTE_US;
use hafan_testkit::{Person, Place};

/// Says something a minute later than what was said before.
pub async fn say(place: &Place, who: &Person, wish: Wish) -> PostId {
    place.later(MINUTE_US);
    publish(&place.app, &who.actor, wish).await.expect("a post")
}

/// Words for everyone.
pub fn openly(text: &str) -> Wish {
    Wish {
        text: text.to_owned(),
        for_whom: ForWhom::Public,
        ..Wish::default()
    }
}

/// Words in a community.
pub fn within(place: &Founded, text: &str) -> Wish {
    Wish {
        text: text.to_owned(),
        for_whom: ForWhom::Community(place.id),
        ..Wish::default()
    }
}

/// An answer.
pub fn answering(post: PostId, text: &str) -> Wish {
    Wish {
        text: text.to_owned(),
        reply_to: Some(post),
        ..Wish::default()
    }
}

/// A community with an open door.
pub async fn found(place: &Place, by: &Person, name: &str, visibility: Visibility) -> Founded {
    let (name, founder) = (name.to_owned(), by.actor.persona);
    let wish = Founding {
        name,
        handle: String::new(),
        visibility,
        join_rule: JoinRule::Open,
        charter: CharterKind::Support,
        locale: Locale::En,
        cause: Cause::Choice,
    };
    place
        .app
        .write(move |turn| community::found(turn, founder, &wish))
        .await
        .expect("a community")
}

/// Goes in by the open door.
pub async fn join(place: &Place, who: &Person, into: &Founded) {
    community::join::join(&place.app, who.actor, into.handle.clone(), String::new())
        .await
        .expect("a membership");
}

/// Does something with somebody, as their page's forms do.
pub async fn act(who: &Person, what: &str, with: &Person) -> hafan_testkit::Page {
    let path = format!("/people/{}", with.actor.persona);
    who.browser
        .post(&path, &[("act", what), ("back", "/")])
        .await
}
