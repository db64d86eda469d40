//! The small scene of the door: somebody whose door is as it is from the start, and strangers who
//! come near.

use crate::api::{done, read};
use crate::talk::{answering, openly, say};
use hafan_app::community;
use hafan_app::post::{ForWhom, Wish, boost, favourite};
use hafan_app::relation::{accept, follow};
use hafan_core::id::PostId;
use hafan_testkit::{Founded, Page, Person, Place, Things};
use serde_json::json;
use std::collections::BTreeSet;
use std::time::Duration;

/// Stands in everything that a stranger writes.
pub const STRANGE: &str = "pysgodyn";
pub const NEWS: &str = "/api/v1/notifications";
pub const DOOR: &str = "/me/door";
/// Longer than any event takes; only a broken line waits for so long.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Somebody whose door is as it is from the start, with an application.
pub async fn guarded(place: &Place, handle: &str) -> Person {
    let person = place.member(handle).await;
    place.shut_door(&person).await;
    place.install(&person).await;
    person
}

/// Follows.
pub async fn befriend(place: &Place, who: &Person, whom: &Person) {
    let followed = follow(&place.app, &who.actor, whom.actor.persona).await;
    followed.expect("follows");
}

/// Lets somebody follow who asked to.
pub async fn let_follow(place: &Place, who: &Person, whom: &Person) {
    let accepted = accept(&place.app, &who.actor, whom.actor.persona).await;
    accepted.expect("a yes");
}

/// From now on whoever wants to follow asks.
pub async fn ask_followers(who: &Person) {
    let path = "/api/v1/accounts/update_credentials";
    done(&who.browser, "PATCH", path, json!({ "locked": true })).await;
}

pub fn quoting(post: PostId, text: &str) -> Wish {
    Wish {
        quote_of: Some(post),
        ..openly(text)
    }
}

pub fn privately(text: &str) -> Wish {
    Wish {
        for_whom: ForWhom::Named,
        ..openly(text)
    }
}

/// Everything one can do to somebody on one's own, as far as it shows words or a name.
pub async fn approach(place: &Place, by: &Person, root: PostId, to: &Person) -> Vec<PostId> {
    let mut posts = Vec::new();
    for wish in [
        answering(root, &format!("Ateb, {STRANGE}.")),
        openly(&format!("Helo @mair, {STRANGE}.")),
        quoting(root, &format!("Dyfyniad, {STRANGE}.")),
        privately(&format!("Gair i ti @mair, {STRANGE}.")),
    ] {
        posts.push(say(place, by, wish).await);
    }
    befriend(place, by, to).await;
    let app = &place.app;
    favourite(app, &by.actor, root, true).await.expect("thanks");
    boost(app, &by.actor, root, true).await.expect("a boost");
    posts
}

/// The pages and answers of the interface on which somebody finds the words of strangers.
pub async fn finds(place: &Place, who: &Person, things: &Things) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for route in place.routes().await.iter().filter(|r| r.takes("GET")) {
        let mut paths = things.paths(route);
        let questions = things.questions(&route.path).into_iter();
        paths.extend(questions.map(|asked| format!("{}{asked}", route.path)));
        for path in paths {
            if who.browser.get(&path).await.holds(STRANGE) {
                found.insert(route.path.clone());
            }
        }
    }
    found
}

/// True if News tells these words, on the page and to applications.
pub async fn is_in_news(mair: &Person, words: &str) -> bool {
    let list = read(&mair.browser, NEWS).await.to_string().contains(words);
    let page = mair.browser.get("/notifications").await.holds(words);
    assert_eq!(list, page, "{words}");
    list
}

/// True if what they write to her now is told to her at once.
pub async fn is_told(place: &Place, mair: &Person, who: &Person, words: &str) -> bool {
    say(place, who, openly(&format!("@mair {words}"))).await;
    is_in_news(mair, words).await
}

/// The door with everybody who waits, also who has not come up.
pub async fn at_door(mair: &Person) -> Page {
    mair.browser.get(&format!("{DOOR}?now=yes")).await
}

/// What a button of the door does with somebody, and where it leads.
pub async fn decide(mair: &Person, act: &str, who: &Person) -> Page {
    let path = format!("{DOOR}/{}", who.actor.persona);
    mair.browser.post(&path, &[("act", act)]).await
}

/// Jobs of pushes that stand to be sent.
pub async fn pushes(place: &Place) -> usize {
    let rows = place.rows().await.into_iter();
    let jobs = rows.filter(|row| row.starts_with("jobs"));
    let pushed = jobs.filter(|row| hafan_app::push::JOBS.iter().any(|kind| row.contains(kind)));
    pushed.count()
}

/// Goes in, invited.
pub async fn come_in(place: &Place, who: &Person, into: &Founded) {
    let joined = community::join::join(&place.app, who.actor, into.handle.clone(), String::new());
    joined.await.expect("joined");
}
