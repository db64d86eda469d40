//! A post with what it answers and what answers it.

use super::{block, follow, id_of, publish};
use hafan_app::post::{ForWhom, Wish};
use hafan_core::id::PostId;
use hafan_core::time::MINUTE_US;
use hafan_testkit::{Person, Place, for_each_backend};

async fn answer(place: &Place, who: &Person, to: PostId, text: &str) -> PostId {
    place.later(MINUTE_US);
    let wish = Wish {
        text: text.to_owned(),
        reply_to: Some(to),
        ..Wish::default()
    };
    place.publish(who, wish).await
}

#[tokio::test]
async fn answers_stand_below_what_they_answer_and_the_way_up_leads_to_the_beginning() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let root = place.say(&mair, "Dechrau", ForWhom::Public).await;
        let one = answer(place, &mair, root, "Ateb un").await;
        let two = answer(place, &mair, root, "Ateb dau").await;
        let below = answer(place, &mair, one, "O dan un").await;
        let page = place.visitor().get(&format!("/@mair/{root}")).await;
        let words = page.texts(".thread .words");
        assert_eq!(words, ["Ateb un", "O dan un", "Ateb dau"]);
        assert_eq!(page.count(".thread > .depth-1"), 1);
        let page = place.visitor().get(&format!("/@mair/{below}")).await;
        let words = page.texts("main .words");
        assert_eq!(words, ["Dechrau", "Ateb un", "O dan un"], "{two}");
    })
    .await;
}

#[tokio::test]
async fn a_long_thread_has_pages_without_gaps_and_an_end() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let root = place.say(&mair, "Dechrau", ForWhom::Public).await;
        let persona = mair.actor.persona;
        let done = place.app.write(move |turn| {
            for number in 0..150 {
                turn.now = turn.now.plus(1_000);
                let wish = Wish {
                    text: format!("Ateb rhif {number}"),
                    reply_to: Some(root),
                    ..Wish::default()
                };
                hafan_app::post::publish_in(turn, persona, &wish)?;
            }
            Ok(())
        });
        done.await.expect("answers");
        let path = format!("/@mair/{root}");
        let first = place.visitor().get(&path).await;
        let second = place.visitor().get(&format!("{path}?page=2")).await;
        assert_eq!(first.count(".thread > li"), 100);
        assert_eq!(second.count(".thread > li"), 50);
        assert!(first.has(&format!("a[href='{path}?page=2']")));
        assert!(!first.has("p.end") && second.has("p.end"));
        let mut all = first.texts(".thread .words");
        all.extend(second.texts(".thread .words"));
        let wanted: Vec<String> = (0..150).map(|n| format!("Ateb rhif {n}")).collect();
        assert_eq!(all, wanted);
        for wild in ["0", "-3", "abc", "99999999999999999999", "1001"] {
            let page = place.visitor().get(&format!("{path}?page={wild}")).await;
            assert_eq!(page.status, 200, "{wild}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_reader_may_not_see_is_not_in_their_thread() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let foe = place.member("foe").await;
        let paul = place.member("paul").await;
        let root = place.say(&mair, "Dechrau", ForWhom::Public).await;
        let by_foe = answer(place, &foe, root, "Gair y gelyn").await;
        let below = answer(place, &mair, by_foe, "Ateb iddo").await;
        block(place, &paul, &foe).await;
        let path = format!("/@mair/{root}");
        let page = paul.browser.get(&path).await;
        assert!(!page.holds("Gair y gelyn"), "{}", page.text());
        assert!(!page.says("Foe"), "nor their name: {}", page.text());
        assert!(page.says("Ateb iddo") && page.says("not shown here"));
        let page = place.visitor().get(&path).await;
        assert!(page.holds("Gair y gelyn"));
        let page = paul.browser.get(&format!("/@mair/{below}")).await;
        assert!(!page.holds("Gair y gelyn"), "nor above: {}", page.text());
    })
    .await;
}

#[tokio::test]
async fn a_page_with_words_of_whoever_did_not_choose_it_stays_out_of_search_engines() {
    for_each_backend(async |place| {
        let (mair, paul) = (place.member("mair").await, place.member("paul").await);
        let robots = "meta[name='robots'][content='noindex']";
        let is_kept_out = async |path: &str| place.visitor().get(path).await.has(robots);
        let public = [("body", "Pawb"), ("audience", "public")];
        let path = publish(&mair, &public).await;
        assert!(is_kept_out(&path).await && is_kept_out("/@mair").await);
        want_found(place, &mair).await;
        assert!(!is_kept_out(&path).await && !is_kept_out("/@mair").await);
        // Members are no machines: for them nothing is looked up.
        assert!(paul.browser.get(&path).await.has(robots));
        let post = PostId::parse(id_of(&path)).expect("a post");
        answer(place, &paul, post, "Geiriau Paul").await;
        assert!(is_kept_out(&path).await, "Paul did not choose it");
        assert!(!is_kept_out("/@mair").await, "his words are not there");
        want_found(place, &paul).await;
        assert!(!is_kept_out(&path).await);
        publish(&mair, &[("body", "Yn dawel"), ("audience", "quiet")]).await;
        assert!(
            is_kept_out("/@mair").await,
            "quiet words are not for machines"
        );
        assert!(!is_kept_out(&path).await);
    })
    .await;
}

/// Chooses that one's public posts may be found.
async fn want_found(place: &Place, who: &Person) {
    use hafan_core::account::ProfileField;
    use hafan_core::ledger::{By, Cause, Change};
    let change = Change::Profile {
        persona: who.actor.persona,
        field: ProfileField::PostsFindable,
        old: "no".to_owned(),
        new: "yes".to_owned(),
    };
    let done = place
        .app
        .write(move |turn| turn.record(change.clone(), By::Self_, Cause::Choice));
    done.await.expect("a choice");
}

#[tokio::test]
async fn only_what_its_author_wants_found_may_be_indexed() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let paul = place.member("paul").await;
        follow(place, &paul, &mair).await;
        let robots = "meta[name='robots'][content='noindex']";
        let public = publish(&mair, &[("body", "Pawb"), ("audience", "public")]).await;
        assert!(place.visitor().get(&public).await.has(robots));
        want_found(place, &mair).await;
        assert!(!place.visitor().get(&public).await.has(robots));
        for audience in ["quiet", "followers"] {
            let path = publish(&mair, &[("body", "Rhai"), ("audience", audience)]).await;
            assert!(paul.browser.get(&path).await.has(robots), "{audience}");
        }
        // Everyone can read a quiet post; search engines are told to leave it.
        let quiet = publish(&mair, &[("body", "Tawel"), ("audience", "quiet")]).await;
        assert!(place.visitor().get(&quiet).await.has(robots));
        let history = place.visitor().get(&format!("{public}/history")).await;
        assert!(history.has(robots));
        assert_eq!(
            place
                .visitor()
                .get(&format!("/@mair/{}", id_of(&public)))
                .await
                .status,
            200
        );
    })
    .await;
}
