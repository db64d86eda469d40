//! Polls: one vote each, until the end.

use crate::media::do_jobs;
use crate::post::{id_of, path_of, publish, rows_of};
use hafan_core::time::HOUR_US;
use hafan_testkit::{Page, Person, for_each_backend};

async fn ask(who: &Person, more: &[(&str, &str)]) -> String {
    let mut fields = vec![
        ("body", "Pryd?"),
        ("audience", "public"),
        ("choice", "Bore"),
        ("choice", "Nos"),
        ("lasts", "1"),
    ];
    fields.extend(more);
    publish(who, &fields).await
}

async fn vote(who: &Person, path: &str, choices: &[&str]) -> Page {
    let to = format!("/post/{}/vote", id_of(path));
    let mut fields = vec![("back", path)];
    fields.extend(choices.iter().map(|choice| ("choice", *choice)));
    who.browser.post(&to, &fields).await
}

#[tokio::test]
async fn everybody_votes_once_and_nobody_in_their_own() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let paul = place.member("paul").await;
        let path = ask(&mair, &[]).await;
        let page = paul.browser.get(&path).await;
        assert!(page.has("form.poll input[type='radio']"), "{}", page.html());
        assert!(!mair.browser.get(&path).await.has("form.poll"));
        for bad in [&[][..], &["7"], &["-1"], &["x"], &["0", "1"]] {
            let sent = vote(&paul, &path, bad).await;
            assert_eq!(sent.status, 422, "{bad:?}: {}", sent.text());
        }
        assert_eq!(vote(&mair, &path, &["0"]).await.status, 403);
        let (one, two) = tokio::join!(vote(&paul, &path, &["0"]), vote(&paul, &path, &["1"]));
        let mut codes = [one.status.as_u16(), two.status.as_u16()];
        codes.sort_unstable();
        assert_eq!(codes, [303, 403], "both at once count once");
        assert_eq!(rows_of(place, "poll_votes").await.len(), 1);
        let visitor = place.visitor();
        let sent = vote_as_visitor(&visitor, &path).await;
        assert!(sent.status != 200 && !sent.status.is_server_error());
        assert_eq!(rows_of(place, "poll_votes").await.len(), 1);
        let page = paul.browser.get(&path).await;
        assert!(page.has(".poll .results li.chosen"), "{}", page.html());
    })
    .await;
}

async fn vote_as_visitor(visitor: &hafan_testkit::Browser, path: &str) -> Page {
    let to = format!("/post/{}/vote", id_of(path));
    visitor.post(&to, &[("choice", "0")]).await
}

#[tokio::test]
async fn how_others_voted_is_seen_after_voting_or_at_the_end() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let paul = place.member("paul").await;
        let path = ask(&mair, &[("multiple", "yes")]).await;
        assert_eq!(vote(&paul, &path, &["1", "0", "1"]).await.status, 303);
        assert!(paul.browser.get(&path).await.has(".results"));
        let visitor = place.visitor().get(&path).await;
        assert!(!visitor.has(".results .share"), "{}", visitor.html());
        assert!(visitor.says("Bore"), "the question is for everyone");
        place.later(2 * HOUR_US);
        assert_eq!(vote(&mair, &path, &["0"]).await.status, 403);
        let late = place.member("hwyr").await;
        let sent = vote(&late, &path, &["0"]).await;
        assert_eq!(sent.status, 403);
        assert!(sent.says("closed"), "{}", sent.text());
        assert!(place.visitor().get(&path).await.has(".results .share"));
    })
    .await;
}

#[tokio::test]
async fn the_end_of_a_poll_is_told_once_to_those_it_concerns() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let paul = place.member("paul").await;
        let path = ask(&mair, &[]).await;
        vote(&paul, &path, &["0"]).await;
        do_jobs(place).await;
        assert!(
            rows_of(place, "notifications").await.is_empty(),
            "not before"
        );
        place.later(2 * HOUR_US);
        do_jobs(place).await;
        let id = id_of(&path).to_owned();
        let again = hafan_app::post::tell_poll_ended(&place.app, &id).await;
        assert!(again.is_ok(), "doing a job twice is doing it once");
        let told = rows_of(place, "notifications").await;
        assert_eq!(told.len(), 2, "{told:?}");
        for person in [&mair, &paul] {
            let page = person.browser.get("/notifications").await;
            assert!(page.holds(&path), "{}", page.text());
        }
    })
    .await;
}

#[tokio::test]
async fn a_poll_of_a_deleted_post_is_told_to_nobody() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let paul = place.member("paul").await;
        let path = ask(&mair, &[]).await;
        vote(&paul, &path, &["0"]).await;
        let to = format!("/post/{}/delete", id_of(&path));
        mair.browser.post(&to, &[]).await;
        place.later(2 * HOUR_US);
        do_jobs(place).await;
        assert!(rows_of(place, "notifications").await.is_empty());
        let sent = crate::post::try_publish(&mair, &[("body", "x"), ("audience", "public")]).await;
        path_of(&sent);
    })
    .await;
}
