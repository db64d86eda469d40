//! Changing and taking down what was written.

use super::{compose, force, id_of, publish, rows_of, try_publish};
use hafan_core::community::Visibility;
use hafan_core::time::MINUTE_US;
use hafan_testkit::{Page, Person, for_each_backend};

async fn edit(who: &Person, path: &str, text: &str) -> Page {
    let to = format!("/post/{}/edit", id_of(path));
    let form = who.browser.get(&to).await;
    assert_eq!(form.status, 200, "{}", form.text());
    let fields = [("act", "publish"), ("body", text)];
    who.browser.submit(&form, &to, &fields).await
}

#[tokio::test]
async fn a_change_is_seen_and_so_is_what_was_there_before() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let paul = place.member("paul").await;
        let path = publish(&mair, &[("body", "Am ddeg"), ("audience", "public")]).await;
        let page = place.visitor().get(&path).await;
        assert!(!page.holds("/history"), "nothing was changed yet");
        place.later(MINUTE_US);
        for text in ["Am un ar ddeg @paul", "Am hanner dydd @paul"] {
            let done = edit(&mair, &path, text).await;
            assert_eq!(done.status, 303, "{}", done.text());
        }
        let page = place.visitor().get(&path).await;
        assert!(page.holds("Am hanner dydd") && !page.holds("Am ddeg"));
        let history = place.visitor().get(&format!("{path}/history")).await;
        for words in ["Am ddeg", "Am un ar ddeg", "Am hanner dydd"] {
            assert!(history.holds(words), "{words}: {}", history.text());
        }
        // Named anew once, told once.
        let told = rows_of(place, "notifications").await;
        assert_eq!(told.len(), 1, "{told:?}");
        drop(paul);
        // The same words again are no change.
        edit(&mair, &path, "Am hanner dydd @paul").await;
        assert_eq!(rows_of(place, "post_edits").await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_change_from_an_old_page_overwrites_nothing_unseen() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let path = publish(&mair, &[("body", "Cyntaf"), ("audience", "public")]).await;
        let to = format!("/post/{}/edit", id_of(&path));
        let old = mair.browser.get(&to).await;
        edit(&mair, &path, "Ail").await;
        let fields = [("act", "publish"), ("body", "Trydydd")];
        let sent = mair.browser.submit(&old, &to, &fields).await;
        assert_eq!(sent.status, 409, "{}", sent.text());
        assert!(
            sent.holds("Trydydd") && sent.holds("Ail"),
            "{}",
            sent.text()
        );
        // Having seen it, one may.
        let again = mair.browser.submit(&sent, &to, &fields).await;
        assert_eq!(again.status, 303, "{}", again.text());
        assert!(mair.browser.get(&path).await.holds("Trydydd"));
    })
    .await;
}

#[tokio::test]
async fn a_changed_text_is_found_by_its_new_words_only() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let path = publish(&mair, &[("body", "crocodeil"), ("audience", "public")]).await;
        edit(&mair, &path, "eliffant").await;
        let old = mair.browser.get("/search?q=crocodeil").await;
        assert!(!old.holds(&path), "{}", old.text());
        let new = mair.browser.get("/search?q=eliffant").await;
        assert!(new.holds(&path), "{}", new.text());
    })
    .await;
}

#[tokio::test]
async fn a_deleted_post_leaves_no_words_in_any_table() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let paul = place.member("paul").await;
        let fields = [
            ("body", "Gairunigryw @paul"),
            ("audience", "public"),
            ("notice", "Rhybuddunigryw"),
            ("choice", "Dewisunigryw"),
            ("choice", "Arall"),
            ("lasts", "24"),
        ];
        let path = publish(&mair, &fields).await;
        let id = id_of(&path);
        edit(&mair, &path, "Gairunigryw dau @paul").await;
        // Posts of one instant stand in any order, and an answer after what it answers.
        place.later(1_000);
        publish(&paul, &[("reply", id), ("body", "Ateb i aros")]).await;
        for act in ["favourite", "keep", "boost"] {
            let to = format!("/post/{id}/{act}");
            paul.browser.post(&to, &[("on", "yes")]).await;
        }
        let vote = format!("/post/{id}/vote");
        paul.browser.post(&vote, &[("choice", "0")]).await;
        let to = format!("/post/{id}/delete");
        let asked = mair.browser.get(&to).await;
        let done = mair.browser.submit(&asked, &to, &[]).await;
        assert_eq!(done.status, 303, "{}", done.text());
        for row in place.rows().await {
            assert!(!row.to_lowercase().contains("unigryw"), "words stay: {row}");
            let about = [
                "favourites",
                "bookmarks",
                "polls",
                "poll_options",
                "poll_votes",
            ];
            let about = about
                .iter()
                .any(|table| row.starts_with(&format!("{table}:")));
            assert!(!about, "{row}");
        }
        let found = mair.browser.get("/search?q=gairunigryw").await;
        assert!(!found.holds(&path), "{}", found.text());
        let told = paul.browser.get("/notifications").await;
        assert!(!told.holds(&format!("/{id}")), "{}", told.html());
        // A line stands where it stood; the answer stays.
        let page = place.visitor().get(&path).await;
        assert_eq!(page.status, 200);
        assert!(page.has(".gone-post") && page.says("Ateb i aros"));
        assert!(!page.has("form.composer"));
        for act in ["favourite", "keep", "boost", "vote", "edit", "delete"] {
            let to = format!("/post/{id}/{act}");
            let done = paul
                .browser
                .post(&to, &[("on", "yes"), ("choice", "0")])
                .await;
            assert_eq!(done.status, 404, "{act} of what is gone");
        }
        let answer = force(&paul, "paul", &[("reply", id), ("body", "Hwyr")]).await;
        assert_eq!(answer.status, 404);
        assert!(answer.holds("Hwyr"));
    })
    .await;
}

#[tokio::test]
async fn changing_and_deleting_at_once_leaves_a_whole_post_or_none() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        for round in 0..4 {
            let fields = [("body", "Cyn"), ("audience", "public")];
            let path = publish(&mair, &fields).await;
            let id = id_of(&path);
            let to = format!("/post/{id}/edit");
            let form = mair.browser.get(&to).await;
            let fields = [("act", "publish"), ("body", "Wedyn")];
            let delete = format!("/post/{id}/delete");
            let (edited, deleted) = tokio::join!(
                mair.browser.submit(&form, &to, &fields),
                mair.browser.post(&delete, &[]),
            );
            assert!(!edited.status.is_server_error(), "round {round}");
            assert_eq!(deleted.status, 303, "round {round}: {}", deleted.text());
            for row in place.rows().await {
                assert!(!row.contains("Wedyn") && !row.contains("Cyn"), "{row}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_post_is_taken_out_with_a_reason_that_its_author_reads() {
    for_each_backend(async |place| {
        let host = place.member("host").await;
        let member = place.member("member").await;
        let other = place.member("other").await;
        let into = place.found(&host, "Cylch", Visibility::Public).await;
        place.let_in(&host, &into, &member, "member").await;
        let fields = [("in", into.handle.as_str()), ("body", "Geiriaucas")];
        let path = publish(&member, &fields).await;
        let to = format!("/post/{}/take-out", id_of(&path));
        let sent = other.browser.post(&to, &[("reason", "no")]).await;
        assert_eq!(sent.status, 403);
        let form = host.browser.get(&to).await;
        let without = host.browser.submit(&form, &to, &[("reason", " ")]).await;
        assert_eq!(without.status, 422, "{}", without.text());
        let fields = [("reason", "Norm dau: caredigrwydd")];
        let done = host.browser.submit(&form, &to, &fields).await;
        assert_eq!(done.status, 303, "{}", done.text());
        let told = member.browser.get("/notifications").await;
        assert!(told.says("taken out"), "{}", told.text());
        let page = member.browser.get(&path).await;
        assert!(page.says("Norm dau: caredigrwydd"), "{}", page.text());
        let page = place.visitor().get(&path).await;
        assert!(!page.says("Norm dau"), "the reason is for its author");
        for row in place.rows().await {
            assert!(!row.contains("Geiriaucas"), "{row}");
        }
    })
    .await;
}

#[tokio::test]
async fn ids_that_are_wrong_or_not_theirs_get_one_answer() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let paul = place.member("paul").await;
        let fields = [("body", "I mi"), ("audience", "named"), ("to", "paul")];
        let path = publish(&mair, &fields).await;
        let stranger = place.member("stranger").await;
        let hidden = id_of(&path).to_owned();
        let ids = ["0", "1", "-1", "abc", "9223372036854775807", "00", &hidden];
        for id in ids {
            for act in ["edit", "answers", "delete", "take-out"] {
                let page = stranger.browser.get(&format!("/post/{id}/{act}")).await;
                assert_eq!(page.status, 404, "{act} {id}");
            }
            for act in ["favourite", "boost", "vote", "edit", "delete"] {
                let to = format!("/post/{id}/{act}");
                let page = stranger.browser.post(&to, &[("on", "yes")]).await;
                assert_eq!(page.status, 404, "{act} {id}");
            }
            let page = stranger.browser.get(&format!("/@mair/{id}")).await;
            assert_eq!(page.status, 404, "{id}");
        }
        // Nor under the handle of somebody else.
        let page = mair.browser.get(&format!("/@paul/{hidden}")).await;
        assert_eq!(page.status, 404);
        drop(paul);
    })
    .await;
}

#[tokio::test]
async fn a_flood_is_slowed_down_and_keeps_its_words() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let persona = mair.actor.persona;
        let wish = hafan_app::post::Wish {
            text: "Eto".to_owned(),
            for_whom: hafan_app::post::ForWhom::Public,
            ..Default::default()
        };
        let done = place.app.write(move |turn| {
            for _ in 0..hafan_app::post::POSTS_AN_HOUR_MAX {
                hafan_app::post::publish_in(turn, persona, &wish)?;
            }
            Ok(())
        });
        done.await.expect("three hundred posts");
        let fields = [("body", "Un arall"), ("audience", "public")];
        let sent = try_publish(&mair, &fields).await;
        assert_eq!(sent.status, 429, "{}", sent.text());
        assert!(sent.header("retry-after").is_some());
        assert!(sent.holds("Un arall"));
        place.later(61 * MINUTE_US);
        let composer = compose(&mair, "").await;
        let fields = [("act", "publish"), ("body", "Nawr"), ("audience", "public")];
        let sent = mair.browser.submit(&composer, "/write", &fields).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
    })
    .await;
}

#[tokio::test]
async fn after_a_renaming_nothing_that_was_written_is_found_by_the_old_name() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let paul = place.member("paul").await;
        let fields = [
            ("body", "Diolch @Paul am fara"),
            ("audience", "public"),
            ("notice", "am @paul"),
        ];
        let path = publish(&mair, &fields).await;
        let fields = [
            ("body", "Heb enw"),
            ("audience", "public"),
            ("notice", "@paul"),
        ];
        let noticed = publish(&mair, &fields).await;
        for old in [&path, &noticed] {
            let found = mair.browser.get("/search?q=paul").await;
            assert!(found.holds(id_of(old)), "{}", found.text());
        }
        let form = paul.browser.get("/me/handle").await;
        let renamed = [("handle", "seren")];
        let done = paul.browser.submit(&form, "/me/handle", &renamed).await;
        assert_eq!(done.status, 303, "{}", done.text());
        crate::media::do_jobs(place).await;
        let by_old = mair.browser.get("/search?q=paul").await;
        let by_new = mair.browser.get("/search?q=seren").await;
        for post in [&path, &noticed] {
            assert!(!by_old.holds(id_of(post)), "{}", by_old.text());
            assert!(by_new.holds(id_of(post)), "{}", by_new.text());
            let page = mair.browser.get(post).await;
            assert!(
                !page.holds("@paul") && !page.holds("@Paul"),
                "{}",
                page.html()
            );
        }
        let stranger = place.visitor().get("/search?q=seren").await;
        assert!(
            !stranger.holds(id_of(&path)),
            "found by no more people than before"
        );
    })
    .await;
}
