//! Writing, reading, changing and taking down posts, as people do it in a browser.

use hafan_testkit::{Page, Person, Place, for_each_backend};

/// Publishes through the composer and answers the path of the new post.
pub async fn publish(who: &Person, fields: &[(&str, &str)]) -> String {
    let sent = try_publish(who, fields).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let location = sent.location().expect("a way to the post");
    let path = location.split('?').next().expect("a path");
    path.to_owned()
}

/// Sends the composer as it opens for the `reply`, `quote` or `in` among the fields.
pub async fn try_publish(who: &Person, fields: &[(&str, &str)]) -> Page {
    let open: Vec<String> = fields
        .iter()
        .filter(|(name, _)| ["reply", "quote", "in"].contains(name))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let composer = who.browser.get(&format!("/write?{}", open.join("&"))).await;
    let composer = who.browser.follow(composer).await;
    assert_eq!(composer.status, 200, "{}", composer.text());
    let mut all = vec![("act", "publish")];
    all.extend(fields);
    who.browser.submit(&composer, "/write", &all).await
}

/// The id in the path of a post.
pub fn id_of(path: &str) -> &str {
    path.rsplit('/').next().expect("an id")
}

#[tokio::test]
async fn what_was_written_is_there_with_its_marks_and_names() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let paul = place.member("paul").await;
        let path = publish(
            &mair,
            &[
                (
                    "body",
                    "*Bore da* @paul and @nobody, see https://example.org/a",
                ),
                ("audience", "public"),
                ("notice", "a greeting"),
                ("language", "cy"),
            ],
        )
        .await;
        let page = place.visitor().get(&path).await;
        assert_eq!(page.status, 200);
        assert!(page.has(".post .words em"), "{}", page.html());
        assert!(page.has(".words a.mention[href='/@paul']"));
        assert!(!page.has(".words a[href='/@nobody']"));
        assert!(page.has(".words[lang='cy']"));
        assert!(page.has("details.fold"));
        let told = paul.browser.get("/notifications").await;
        // The page of notifications is another room's; what counts here is that it was told.
        drop(told);
    })
    .await;
}

#[tokio::test]
async fn sending_a_form_twice_publishes_once_and_leads_to_the_post() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let composer = mair.browser.get("/write").await;
        let composer = mair.browser.follow(composer).await;
        let fields = [
            ("act", "publish"),
            ("body", "Unwaith"),
            ("audience", "public"),
        ];
        let first = mair.browser.submit(&composer, "/write", &fields).await;
        let second = mair.browser.submit(&composer, "/write", &fields).await;
        assert_eq!(first.status, 303);
        assert_eq!(first.location(), second.location());
        let both = tokio::join!(
            async {
                let c = mair.browser.get("/write").await;
                mair.browser.follow(c).await
            },
            async { 1 }
        );
        let (one, two) = tokio::join!(
            mair.browser.submit(&both.0, "/write", &fields),
            mair.browser.submit(&both.0, "/write", &fields),
        );
        assert_eq!(one.location(), two.location());
    })
    .await;
}

#[tokio::test]
async fn a_form_of_another_persona_posts_nothing_and_loses_nothing() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let candle = place.persona(&mair, "candle").await;
        let composer = mair.browser.get("/write").await;
        let composer = mair.browser.follow(composer).await;
        let form = composer.form("/write").expect("the composer");
        let secret = |page: &Page| page.attribute("input[name='csrf']", "value");
        let theirs = candle.browser.get("/drafts").await;
        drop(form);
        let csrf = secret(&theirs).expect("a secret");
        let fields = [
            ("csrf", csrf.as_str()),
            ("act", "publish"),
            ("body", "as whom?"),
            ("audience", "public"),
        ];
        let sent = candle.browser.submit(&composer, "/write", &fields).await;
        assert_eq!(sent.status, 409, "{}", sent.text());
        assert!(sent.holds("as whom?"));
        assert_eq!(
            sent.attribute("input[name='as']", "value").as_deref(),
            Some("candle")
        );
    })
    .await;
}

/// A place with an author, a follower, somebody named and a stranger.
struct Cast {
    author: Person,
    follower: Person,
    named: Person,
    stranger: Person,
}

async fn cast(place: &Place) -> Cast {
    Cast {
        author: place.member("author").await,
        follower: place.member("follower").await,
        named: place.member("named").await,
        stranger: place.member("stranger").await,
    }
}

#[tokio::test]
async fn each_audience_is_seen_by_those_it_is_for_and_by_nobody_else() {
    for_each_backend(async |place| {
        let cast = cast(place).await;
        follow(place, &cast.follower, &cast.author).await;
        let circle = circle(&cast.author, &["follower"]).await;
        let circle = format!("circle:{circle}");
        // Audience, then whether follower, named, stranger and visitor see it.
        let table = [
            ("public", [true, true, true, true]),
            ("quiet", [true, true, true, true]),
            ("followers", [true, true, false, false]),
            (circle.as_str(), [true, true, false, false]),
            ("named", [false, true, false, false]),
        ];
        for (audience, seen) in table {
            let fields = [("body", "Hello @named"), ("audience", audience)];
            let path = publish(&cast.author, &fields).await;
            let visitor = place.visitor();
            let eyes = [
                &cast.follower.browser,
                &cast.named.browser,
                &cast.stranger.browser,
                &visitor,
            ];
            for (index, (browser, sees)) in eyes.into_iter().zip(seen).enumerate() {
                let page = browser.get(&path).await;
                let wanted = if sees { 200 } else { 404 };
                assert_eq!(page.status, wanted, "{audience} by {index}");
                let history = browser.get(&format!("{path}/history")).await;
                assert_eq!(history.status, wanted, "history of {audience} by {index}");
                assert_eq!(page.holds("Hello"), sees, "{audience} by {index}");
            }
            for (person, sees) in [(&cast.stranger, seen[2]), (&cast.follower, seen[0])] {
                let id = id_of(&path);
                for act in ["favourite", "keep", "boost"] {
                    let done = person
                        .browser
                        .post(&format!("/post/{id}/{act}"), &[("on", "yes")])
                        .await;
                    if !sees {
                        assert_eq!(done.status, 404, "{act} on {audience}");
                    } else if act == "boost" {
                        let wanted = if audience == "public" { 303 } else { 403 };
                        assert_eq!(done.status, wanted, "boost of {audience}");
                    } else {
                        assert_eq!(done.status, 303, "{act} on {audience}");
                    }
                }
                for begin in ["reply", "quote"] {
                    let page = person
                        .browser
                        .get(&format!("/write?draft=7&{begin}={id}"))
                        .await;
                    let wanted = if sees { 200 } else { 404 };
                    assert_eq!(page.status, wanted, "{begin} to {audience}");
                }
            }
        }
    })
    .await;
}

/// Makes one persona follow another.
pub async fn follow(place: &Place, who: &Person, whom: &Person) {
    use hafan_core::account::FollowState;
    use hafan_core::ledger::{By, Cause, Change};
    let change = Change::Follow {
        follower: who.actor.persona,
        target: whom.actor.persona,
        old: FollowState::None,
        new: FollowState::Active,
    };
    let done = place
        .app
        .write(move |turn| turn.record(change.clone(), By::Self_, Cause::Choice));
    done.await.expect("a follow");
}

/// Makes a circle with these people in it and answers its id.
pub async fn circle(owner: &Person, people: &[&str]) -> String {
    let made = owner
        .browser
        .post("/me/circles", &[("name", "Teulu")])
        .await;
    let location = made.location().expect("a way to the circle").to_owned();
    let id = location.rsplit("#c").next().expect("an id").to_owned();
    for handle in people {
        let path = format!("/me/circles/{id}/add");
        let done = owner.browser.post(&path, &[("handle", handle)]).await;
        assert_eq!(done.status, 303, "{}", done.text());
    }
    id
}
