//! Who sees what: each audience, for each kind of person, on each page that a post reaches.

use super::{circle, follow, id_of, publish, rows_of, try_publish};
use hafan_core::community::Visibility;
use hafan_testkit::{Browser, Person, for_each_backend};

/// Does this browser see the post on the pages of this room? All of them must say the same.
async fn sees(browser: &Browser, path: &str, words: &str) -> bool {
    let page = browser.get(path).await;
    let is_seen = page.status == 200;
    assert_eq!(page.holds(words), is_seen, "{path}: {}", page.text());
    let history = browser.get(&format!("{path}/history")).await;
    assert_eq!(history.status == 200, is_seen, "history of {path}");
    assert_eq!(history.holds(words), is_seen, "history of {path}");
    is_seen
}

/// What a member can do with a post agrees with whether they see it.
async fn acts_agree(person: &Person, path: &str, is_seen: bool) {
    let id = id_of(path);
    for act in ["favourite", "keep"] {
        let to = format!("/post/{id}/{act}");
        let done = person.browser.post(&to, &[("on", "yes")]).await;
        let wanted = if is_seen { 303 } else { 404 };
        assert_eq!(done.status, wanted, "{act} of {path}");
        person.browser.post(&to, &[("on", "no")]).await;
    }
    for begin in ["reply", "quote"] {
        let page = super::compose(person, &format!("{begin}={id}")).await;
        let wanted = if is_seen { 200 } else { 404 };
        assert_eq!(page.status, wanted, "{begin} to {path}");
    }
    for act in ["edit", "answers", "delete", "take-out"] {
        let page = person.browser.get(&format!("/post/{id}/{act}")).await;
        let wanted = if is_seen { 403 } else { 404 };
        assert_eq!(page.status, wanted, "{act} of {path}: {}", page.text());
        let sent = person.browser.post(&format!("/post/{id}/{act}"), &[]).await;
        assert!(sent.status.is_client_error(), "{act} of {path}");
    }
    // Where it can't be seen, voting finds nothing; where it can, there is no poll in it.
    let vote = format!("/post/{id}/vote");
    let voted = person.browser.post(&vote, &[("choice", "0")]).await;
    assert_eq!(voted.status, 404, "vote in {path}");
}

#[tokio::test]
async fn each_audience_is_seen_by_those_it_is_for_and_by_nobody_else() {
    for_each_backend(async |place| {
        let author = place.member("author").await;
        let follower = place.member("follower").await;
        let friend = place.member("friend").await;
        let named = place.member("named").await;
        let stranger = place.member("stranger").await;
        let visitor = place.visitor();
        follow(place, &follower, &author).await;
        let circle = circle(&author, &["friend"]).await;
        let circle = format!("circle:{circle}");
        let [yes, no] = [true, false];
        // Audience, then whether follower, friend, named, stranger and visitor see it.
        let table = [
            ("public", [yes, yes, yes, yes, yes]),
            ("quiet", [yes, yes, yes, yes, yes]),
            ("followers", [yes, no, yes, no, no]),
            (circle.as_str(), [no, yes, yes, no, no]),
            ("named", [no, no, yes, no, no]),
        ];
        for (audience, seen) in table {
            let fields = [("body", "Helo @named o’r cwm"), ("audience", audience)];
            let path = publish(&author, &fields).await;
            assert!(sees(&author.browser, &path, "o’r cwm").await);
            let members = [&follower, &friend, &named, &stranger];
            for (person, wanted) in members.into_iter().zip(seen) {
                let is_seen = sees(&person.browser, &path, "o’r cwm").await;
                assert_eq!(is_seen, wanted, "{audience} by {:?}", person.actor.persona);
                acts_agree(person, &path, wanted).await;
                let to = format!("/post/{}/boost", id_of(&path));
                let boosted = person.browser.post(&to, &[("on", "yes")]).await;
                let wanted = match (wanted, audience) {
                    (true, "public") => 303,
                    (true, _) => 403,
                    (false, _) => 404,
                };
                assert_eq!(boosted.status, wanted, "boost of {audience}");
                person.browser.post(&to, &[("on", "no")]).await;
            }
            assert_eq!(
                sees(&visitor, &path, "o’r cwm").await,
                seen[4],
                "{audience}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_reader_is_told_whose_followers_whose_circle_and_not_my() {
    for_each_backend(async |place| {
        let author = place.member("candle").await;
        let reader = place.member("mair").await;
        follow(place, &reader, &author).await;
        let circle = format!("circle:{}", circle(&author, &["mair"]).await);
        for (audience, own, other) in [
            ("followers", "My followers", "Followers of Candle"),
            (circle.as_str(), "A circle of mine", "A circle of Candle"),
            ("named", "Only people I name", "Only people named in it"),
        ] {
            let fields = [("body", "Helo @mair"), ("audience", audience)];
            let path = publish(&author, &fields).await;
            let of_whom = async |person: &Person| {
                let page = person.browser.get(&path).await;
                page.texts("article.post .by-meta").join(" ")
            };
            let (mine, theirs) = (of_whom(&author).await, of_whom(&reader).await);
            assert!(mine.contains(own), "{audience}: {mine}");
            assert!(theirs.contains(other), "{audience}: {theirs}");
            assert!(!theirs.to_lowercase().contains("my "), "{theirs}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_said_in_a_community_follows_its_visibility() {
    for_each_backend(async |place| {
        let host = place.member("host").await;
        let member = place.member("member").await;
        let stranger = place.member("stranger").await;
        let visitor = place.visitor();
        for (visibility, is_open) in [
            (Visibility::Public, true),
            (Visibility::MembersOnly, false),
            (Visibility::Hidden, false),
        ] {
            let name = format!("Cylch {}", visibility.code());
            let into = place.found(&host, &name, visibility).await;
            place.let_in(&host, &into, &member, "member").await;
            let fields = [
                ("in", into.handle.as_str()),
                ("body", "Rhwng y coed @stranger"),
            ];
            let path = publish(&host, &fields).await;
            assert!(sees(&member.browser, &path, "Rhwng y coed").await);
            let by_stranger = sees(&stranger.browser, &path, "Rhwng y coed").await;
            assert_eq!(
                by_stranger, is_open,
                "{visibility:?}, although it names them"
            );
            assert_eq!(sees(&visitor, &path, "Rhwng y coed").await, is_open);
            let told = stranger.browser.get("/notifications").await;
            assert_eq!(told.holds(id_of(&path)), is_open, "{visibility:?}");
            // Whoever is outside writes nothing there, and learns nothing of a hidden place.
            let open = super::compose(&stranger, &format!("in={}", into.handle)).await;
            let wanted = if visibility == Visibility::Hidden {
                404
            } else {
                200
            };
            assert_eq!(open.status, wanted, "{visibility:?}");
            let before = rows_of(place, "posts").await.len();
            let fields = [("in", into.handle.as_str()), ("body", "I’m in")];
            let forced = super::force(&stranger, "stranger", &fields).await;
            assert!(forced.status.is_client_error(), "{visibility:?}");
            assert_eq!(rows_of(place, "posts").await.len(), before);
        }
    })
    .await;
}

#[tokio::test]
async fn an_answer_reaches_the_people_of_its_thread_and_never_more() {
    for_each_backend(async |place| {
        let author = place.member("author").await;
        let follower = place.member("follower").await;
        let fellow = place.member("fellow").await;
        let fan = place.member("fan").await;
        follow(place, &follower, &author).await;
        follow(place, &fellow, &author).await;
        // The one who answers has a follower who does not follow the author.
        follow(place, &fan, &follower).await;
        let fields = [("body", "I’m dilynwyr"), ("audience", "followers")];
        let path = publish(&author, &fields).await;
        let id = id_of(&path);
        for wider in ["public", "quiet", "circle:1"] {
            let fields = [("reply", id), ("body", "Yn uwch!"), ("audience", wider)];
            let sent = super::force(&follower, "follower", &fields).await;
            let is_kept = sent.status == 422 || sent.status == 303;
            assert!(is_kept, "{wider}: {}", sent.text());
        }
        let fields = [("reply", id), ("body", "Ateb @fan"), ("audience", "same")];
        let answer = publish(&follower, &fields).await;
        assert!(sees(&author.browser, &answer, "Ateb").await);
        assert!(sees(&fellow.browser, &answer, "Ateb").await);
        assert!(
            !sees(&fan.browser, &answer, "Ateb").await,
            "named, but outside"
        );
        assert!(!sees(&place.visitor(), &answer, "Ateb").await);
        for forged in rows_of(place, "posts").await {
            let is_wide = forged.contains("\"public\"") || forged.contains("\"quiet\"");
            assert!(!is_wide, "an answer became wider: {forged}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_conversation_among_named_people_stays_theirs() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let paul = place.member("paul").await;
        let eirlys = place.member("eirlys").await;
        let stranger = place.member("stranger").await;
        let fields = [
            ("body", "Dim ond ni"),
            ("audience", "named"),
            ("to", "@paul, eirlys"),
        ];
        let path = publish(&mair, &fields).await;
        let fields = [("reply", id_of(&path)), ("body", "Iawn @stranger")];
        let answer = publish(&paul, &fields).await;
        assert!(sees(&mair.browser, &answer, "Iawn").await);
        assert!(sees(&eirlys.browser, &answer, "Iawn").await);
        assert!(!sees(&stranger.browser, &answer, "Iawn").await);
        assert!(!sees(&stranger.browser, &path, "Dim ond ni").await);
    })
    .await;
}

#[tokio::test]
async fn a_post_to_named_people_needs_somebody_who_is_there() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let foe = place.member("foe").await;
        super::block(place, &foe, &mair).await;
        for (body, to) in [
            ("To nobody", ""),
            ("To @nobody", ""),
            ("To them", "nobody"),
            ("To @foe", ""),
            ("To them", "@foe"),
        ] {
            let fields = [("body", body), ("audience", "named"), ("to", to)];
            let sent = try_publish(&mair, &fields).await;
            assert_eq!(sent.status, 422, "{body} {to}: {}", sent.text());
            assert!(sent.holds(body), "the words are still there");
            assert!(sent.has("#f-to-error"), "{}", sent.html());
        }
        assert!(rows_of(place, "posts").await.is_empty());
        assert!(rows_of(place, "notifications").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_circle_is_a_secret_of_its_owner_and_taking_somebody_out_counts_at_once() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let paul = place.member("paul").await;
        let id = circle(&mair, &["paul"]).await;
        let audience = format!("circle:{id}");
        let fields = [("body", "I’r cylch"), ("audience", audience.as_str())];
        let path = publish(&mair, &fields).await;
        let page = paul.browser.get(&path).await;
        assert_eq!(page.status, 200);
        assert!(
            !page.holds("Teulu"),
            "its name is not told: {}",
            page.text()
        );
        // Nobody else can use it, change it or look into it.
        let fields = [("body", "I’ch cylch"), ("audience", audience.as_str())];
        let sent = super::force(&paul, "paul", &fields).await;
        assert_eq!(sent.status, 422, "{}", sent.text());
        for (act, field) in [
            ("rename", ("name", "x")),
            ("add", ("handle", "paul")),
            ("remove", ("who", "1")),
            ("delete", ("a", "b")),
        ] {
            let to = format!("/me/circles/{id}/{act}");
            let done = paul.browser.post(&to, &[field]).await;
            assert_eq!(done.status, 404, "{act}");
        }
        let who = paul.actor.persona.to_string();
        let to = format!("/me/circles/{id}/remove");
        mair.browser.post(&to, &[("who", who.as_str())]).await;
        assert_eq!(paul.browser.get(&path).await.status, 404);
        assert_eq!(mair.browser.get(&path).await.status, 200);
    })
    .await;
}
