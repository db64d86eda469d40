//! Who may answer and quote: chosen before, changed after, and held against forged forms.

use super::{block, compose, follow, force, id_of, publish, rows_of};
use hafan_core::community::Visibility;
use hafan_testkit::for_each_backend;

#[tokio::test]
async fn only_those_whom_the_author_lets_may_answer_whatever_is_sent() {
    for_each_backend(async |place| {
        let author = place.member("author").await;
        let follower = place.member("follower").await;
        let followed = place.member("followed").await;
        let named = place.member("named").await;
        let stranger = place.member("stranger").await;
        follow(place, &follower, &author).await;
        follow(place, &author, &followed).await;
        let [yes, no] = [true, false];
        // Rule, then whether follower, followed, named and stranger may.
        let table = [
            ("everyone", [yes, yes, yes, yes]),
            ("followers", [yes, no, yes, no]),
            ("followed", [no, yes, yes, no]),
            ("named", [no, no, yes, no]),
            ("nobody", [no, no, no, no]),
        ];
        for (rule, may) in table {
            let fields = [
                ("body", "Beth feddyliwch @named?"),
                ("audience", "public"),
                ("answers", rule),
                ("quotes", rule),
            ];
            let path = publish(&author, &fields).await;
            let id = id_of(&path);
            let people = [
                ("follower", &follower),
                ("followed", &followed),
                ("named", &named),
                ("stranger", &stranger),
            ];
            for ((handle, person), may) in people.into_iter().zip(may) {
                let told = compose(person, &format!("reply={id}")).await;
                assert_eq!(
                    told.has("form.composer"),
                    may,
                    "{rule} told {handle} before"
                );
                let page = person.browser.get(&path).await;
                assert_eq!(page.has("form.composer"), may, "{rule} in the thread");
                for begin in ["reply", "quote"] {
                    let before = rows_of(place, "posts").await.len();
                    let fields = [(begin, id), ("body", "Dyma fi"), ("audience", "")];
                    let sent = force(person, handle, &fields).await;
                    let wanted = if may { 303 } else { 403 };
                    assert_eq!(sent.status, wanted, "{rule}: {begin} by {handle}");
                    let made = rows_of(place, "posts").await.len() - before;
                    assert_eq!(made, usize::from(may), "{rule}: {begin} by {handle}");
                    assert!(may || sent.holds("Dyma fi"), "the words are still there");
                }
            }
            // The author may always.
            publish(&author, &[("reply", id), ("body", "A minnau")]).await;
        }
    })
    .await;
}

#[tokio::test]
async fn the_author_of_a_thread_has_a_say_in_answers_to_answers() {
    for_each_backend(async |place| {
        let author = place.member("author").await;
        let friend = place.member("friend").await;
        let stranger = place.member("stranger").await;
        follow(place, &friend, &author).await;
        let fields = [
            ("body", "I ddilynwyr"),
            ("audience", "public"),
            ("answers", "followers"),
        ];
        let root = publish(&author, &fields).await;
        let answer = publish(&friend, &[("reply", id_of(&root)), ("body", "Ie")]).await;
        // Answers to this answer are open as far as its own author goes.
        let fields = [("reply", id_of(&answer)), ("body", "Fi hefyd")];
        let sent = force(&stranger, "stranger", &fields).await;
        assert_eq!(sent.status, 403, "{}", sent.text());
        // And whoever the author blocked does not come in by a side door.
        block(place, &author, &friend).await;
        let sent = force(
            &friend,
            "friend",
            &[("reply", id_of(&answer)), ("body", "Eto")],
        )
        .await;
        assert_eq!(sent.status, 404, "{}", sent.text());
    })
    .await;
}

#[tokio::test]
async fn a_rule_that_is_changed_counts_from_then_on() {
    for_each_backend(async |place| {
        let author = place.member("author").await;
        let stranger = place.member("stranger").await;
        let path = publish(&author, &[("body", "Agored"), ("audience", "public")]).await;
        let id = id_of(&path);
        let answer = publish(&stranger, &[("reply", id), ("body", "Cyntaf")]).await;
        let to = format!("/post/{id}/answers");
        let page = author.browser.get(&to).await;
        let fields = [("answers", "nobody"), ("quotes", "nobody")];
        let done = author.browser.submit(&page, &to, &fields).await;
        assert_eq!(done.status, 303, "{}", done.text());
        let sent = force(&stranger, "stranger", &[("reply", id), ("body", "Ail")]).await;
        assert_eq!(sent.status, 403);
        assert!(sent.says("closed the answers"), "{}", sent.text());
        assert_eq!(place.visitor().get(&answer).await.status, 200, "stays");
        for bad in ["members", "all", ""] {
            let fields = [("answers", bad), ("quotes", "nobody")];
            let done = author.browser.post(&to, &fields).await;
            assert_eq!(done.status, 422, "{bad:?}");
        }
        let done = stranger.browser.post(&to, &fields).await;
        assert_eq!(done.status, 403);
    })
    .await;
}

#[tokio::test]
async fn a_quote_does_not_carry_words_out_of_their_room() {
    for_each_backend(async |place| {
        let host = place.member("host").await;
        let member = place.member("member").await;
        let into = place.found(&host, "Cylch", Visibility::MembersOnly).await;
        place.let_in(&host, &into, &member, "member").await;
        let inside = [("in", into.handle.as_str()), ("body", "Rhwng ni")];
        let path = publish(&host, &inside).await;
        let id = id_of(&path);
        let fields = [("quote", id), ("body", "Edrychwch"), ("audience", "public")];
        let sent = force(&member, "member", &fields).await;
        assert_eq!(sent.status, 403, "{}", sent.text());
        let fields = [
            ("quote", id),
            ("in", into.handle.as_str()),
            ("body", "Fel y dywedwyd"),
        ];
        let quoting = publish(&member, &fields).await;
        let page = host.browser.get(&quoting).await;
        assert!(page.has(".quoted"), "{}", page.html());
        assert!(page.holds("Rhwng ni"));
        let told = host.browser.get("/notifications").await;
        assert!(told.says("Member"), "{}", told.text());
        // What is quoted goes with the one who wrote it.
        host.browser.post(&format!("/post/{id}/delete"), &[]).await;
        let page = member.browser.get(&quoting).await;
        assert!(!page.holds("Rhwng ni"), "{}", page.text());
        assert!(page.has(".quoted.gone"));
    })
    .await;
}

#[tokio::test]
async fn whoever_is_apart_hears_nothing_of_each_other() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let foe = place.member("foe").await;
        let before = publish(&mair, &[("body", "Cynt"), ("audience", "public")]).await;
        block(place, &mair, &foe).await;
        for (handle, person, other) in [("foe", &foe, "mair"), ("mair", &mair, "foe")] {
            let text = format!("Hei @{other}");
            let path = publish(person, &[("body", text.as_str()), ("audience", "public")]).await;
            let page = person.browser.get(&path).await;
            assert!(!page.has("a.mention"), "{handle}: {}", page.html());
        }
        let id = id_of(&before);
        for begin in ["reply", "quote"] {
            let sent = force(&foe, "foe", &[(begin, id), ("body", "Ateb")]).await;
            assert_eq!(sent.status, 404, "{begin}");
            assert!(sent.holds("Ateb"), "the words are still there");
        }
        assert!(rows_of(place, "notifications").await.is_empty());
        assert!(rows_of(place, "exchanges").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn nobody_is_told_twice_or_of_what_they_muted() {
    for_each_backend(async |place| {
        use hafan_core::ledger::{By, Cause, Change};
        let mair = place.member("mair").await;
        let paul = place.member("paul").await;
        let path = publish(&mair, &[("body", "Un"), ("audience", "public")]).await;
        let fields = [("reply", id_of(&path)), ("body", "@mair @MAIR @mair")];
        publish(&paul, &fields).await;
        let told = rows_of(place, "notifications").await;
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(
            told[0].contains("\"reply\""),
            "the stronger reason: {told:?}"
        );
        let mute = Change::Mute {
            owner: mair.actor.persona,
            target: paul.actor.persona,
            old: false,
            new: true,
        };
        let done = place
            .app
            .write(move |turn| turn.record(mute.clone(), By::Self_, Cause::Choice));
        done.await.expect("a mute");
        publish(&paul, &fields).await;
        assert_eq!(rows_of(place, "notifications").await.len(), 1);
    })
    .await;
}
