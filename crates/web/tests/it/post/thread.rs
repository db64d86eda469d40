//! A post with what it answers and what answers it.

use super::{block, follow, id_of, publish};
use crate::host::run;
use hafan_app::post::{ForWhom, Wish};
use hafan_core::community::Visibility;
use hafan_core::id::PostId;
use hafan_core::time::MINUTE_US;
use hafan_testkit::{PASSWORD, Person, Place, for_each_backend};

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
        answer_often(place, &mair, (root, 150)).await;
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

async fn answer_often(place: &Place, who: &Person, (root, times): (PostId, u32)) {
    let persona = who.actor.persona;
    let done = place.app.write(move |turn| {
        for number in 0..times {
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
}

/// Neither by a page more nor by a page less full.
#[tokio::test]
async fn pages_of_a_long_thread_do_not_tell_of_what_a_reader_may_not_see() {
    for_each_backend(async |place| {
        let (mair, ffion) = (place.member("mair").await, place.member("ffion").await);
        let root = place.say(&mair, "Dechrau", ForWhom::Public).await;
        answer_often(place, &ffion, (root, 60)).await;
        place.later(MINUTE_US);
        answer_often(place, &mair, (root, 90)).await;
        let (path, visitor) = (format!("/@mair/{root}"), place.visitor());
        let open = visitor.get(&path).await;
        assert!(open.has(&format!("a[href='{path}?page=2']")));
        let fields = [("after", "now"), ("still", "nobody")];
        let closed = ffion.browser.post("/me/old-words", &fields).await;
        assert_eq!(closed.status, 303, "{}", closed.text());
        let page = visitor.get(&path).await;
        assert_eq!(page.count(".thread > li"), 90);
        assert!(page.has("p.end"), "{}", page.html());
        let beyond = visitor.get(&format!("{path}?page=2")).await;
        assert_eq!(beyond.count(".thread > li"), 0);
        let hers = ffion.browser.get(&path).await;
        assert_eq!(hers.count(".thread > li"), 100);
        assert!(hers.has(&format!("a[href='{path}?page=2']")));
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
async fn the_line_that_a_deleted_author_leaves_leads_to_a_page() {
    for_each_backend(async |place| {
        place.host("carys").await;
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        let root = place.say(&mair, "Dechrau", ForWhom::Public).await;
        let theirs = answer(place, &dewi, root, "Gair Dewi").await;
        answer(place, &mair, theirs, "Ateb iddo").await;
        let persona = dewi.actor.persona.to_string();
        let left = dewi.browser.post("/me/leave", &[("current", PASSWORD)]);
        assert_eq!(left.await.status, 303);
        run(place, "erase-persona", &persona).await;
        let page = place.visitor().get(&format!("/@mair/{root}")).await;
        assert!(page.says("Ateb iddo") && !page.says("Gair Dewi"));
        let link = page.attribute(".thread .gone a", "href");
        let link = link.unwrap_or_else(|| format!("/@dewi/{theirs}"));
        let gap = place.visitor().get(&link).await;
        assert_eq!(gap.status, 200, "{link}: {}", gap.text());
        assert!(
            !gap.says("Gair Dewi") && gap.says("Ateb iddo"),
            "{}",
            gap.text()
        );
        // A post that was for few leaves nothing for others.
        let page = place.visitor().get(&format!("/@dewi/{root}")).await;
        assert_eq!(page.status, 404);
    })
    .await;
}

#[tokio::test]
async fn what_stays_in_a_community_is_quoted_there() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.host("mair").await, place.member("dewi").await);
        let house = place.found(&mair, "Cwm", Visibility::MembersOnly).await;
        place.let_in(&mair, &house, &dewi, "dewi").await;
        let inside = ForWhom::Community(house.id);
        let post = place.say(&mair, "Rhwng ffrindiau", inside).await;
        let page = dewi.browser.get(&format!("/@mair/{post}")).await;
        let link = format!("/write?quote={post}");
        assert!(page.has(&format!("a[href='{link}']")), "{}", page.html());
        let page = dewi.browser.follow(dewi.browser.get(&link).await).await;
        assert!(
            page.says("Cwm") && page.says("Rhwng ffrindiau"),
            "{}",
            page.text()
        );
        let fields = [("body", "Cytuno"), ("act", "publish")];
        let sent = dewi.browser.submit(&page, "/write", &fields).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let square = mair.browser.get(&format!("/c/{}", house.handle)).await;
        assert!(square.says("Cytuno"), "{}", square.text());
        let outside = place.visitor().get(&format!("/c/{}", house.handle)).await;
        assert!(!outside.says("Cytuno"), "{}", outside.text());
    })
    .await;
}

#[tokio::test]
async fn notices_are_read_out_in_the_language_of_their_post() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let fields = [
            ("body", "Bore da"),
            ("notice", "Bwyd"),
            ("language", "cy"),
            ("audience", "public"),
        ];
        let path = publish(&mair, &fields).await;
        let page = place.visitor().get(&path).await;
        assert_eq!(
            page.texts("summary span[lang=cy]"),
            ["Bwyd"],
            "{}",
            page.html()
        );
        assert_eq!(page.texts(".words[lang=cy]"), ["Bore da"]);
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
