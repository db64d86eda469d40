//! The lens: people and communities by who they are, what is put aside, and how much room there is
//! today. That it is before every surface is held in `api::filter`.

use super::{done, read, send};
use crate::talk::{act, found, join, openly, say, within};
use hafan_app::post::Wish;
use hafan_app::store::filter::of_owner;
use hafan_core::community::Visibility;
use hafan_testkit::{Page, Person, for_each_backend};
use serde_json::json;

/// Presses something on a page.
async fn press(who: &Person, path: &str, fields: &[(&str, &str)]) {
    let page = who.browser.post(path, fields).await;
    assert_eq!(page.status, 303, "{path}: {}", page.text());
}

/// Makes a filter as its page does.
async fn soften(who: &Person, phrases: &str, action: &str) {
    let fields = [
        ("phrases", phrases),
        ("title", "Gormod"),
        ("action", action),
        ("context", "home"),
        ("context", "notifications"),
        ("context", "public"),
        ("context", "thread"),
        ("context", "account"),
    ];
    press(who, "/me/filters", &fields).await;
}

async fn energy(who: &Person, energy: &str) {
    press(who, "/me/filters/energy", &[("energy", energy)]).await;
}

fn folds(page: &Page) -> usize {
    page.text().matches("Your filter: Gormod").count()
}

#[tokio::test]
async fn a_person_is_softened_by_who_they_are_whatever_they_are_called() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let guto = place.member("guto").await;
        let nia = place.member("nia").await;
        act(&mair, "follow", &guto).await;
        act(&mair, "follow", &nia).await;
        soften(&mair, "@guto", "warn").await;
        let said = say(place, &guto, openly("Bore da bawb.")).await;
        let other = say(place, &nia, openly("Prynhawn da.")).await;
        let home = mair.browser.get("/?read=all").await;
        assert_eq!(folds(&home), 1, "{}", home.text());
        // Passed on, quoted, and named by somebody else.
        let quoting = Wish {
            quote_of: Some(said),
            ..openly("Dyma fe.")
        };
        say(place, &nia, quoting).await;
        let boost = format!("/post/{other}/boost");
        press(&guto, &boost, &[("on", "yes")]).await;
        say(place, &nia, openly("Diolch @guto")).await;
        let home = mair.browser.get("/?read=all").await;
        assert_eq!(folds(&home), 3, "{}", home.text());
        let page = mair.browser.get(&format!("/@guto/{said}")).await;
        assert_eq!(folds(&page), 1, "{}", page.text());
        // Under another name they are the same person, and the old name is kept nowhere.
        press(&guto, "/me/handle", &[("handle", "gwilym")]).await;
        let page = mair.browser.get(&format!("/@gwilym/{said}")).await;
        assert_eq!(folds(&page), 1, "{}", page.text());
        let filters = mair.browser.get("/me/filters").await;
        assert!(filters.says("@gwilym") && !filters.says("@guto"));
        let theirs = guto.browser.get(&format!("/@gwilym/{said}")).await;
        assert_eq!(folds(&theirs), 0, "nobody else learns of it");
        // Whoever blocks the reader is not found by it under a new name.
        act(&guto, "block", &mair).await;
        press(&guto, "/me/handle", &[("handle", "gethin")]).await;
        let filters = mair.browser.get("/me/filters").await;
        assert!(!filters.says("@gethin") && !filters.says("@gwilym"));
    })
    .await;
}

#[tokio::test]
async fn a_community_is_softened_and_one_that_is_not_ours_to_know_of_is_but_a_word() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let guto = place.member("guto").await;
        let open = found(place, &guto, "Garddio", Visibility::Public).await;
        let secret = found(place, &guto, "Cudd", Visibility::Hidden).await;
        join(place, &mair, &open).await;
        let both = format!("@{}\n@{}", open.handle, secret.handle);
        soften(&mair, &both, "warn").await;
        say(place, &guto, within(&open, "Tatws.")).await;
        let home = mair.browser.get("/?read=all").await;
        assert_eq!(folds(&home), 1, "{}", home.text());
        let me = mair.actor.persona;
        let filters = place.app.read(move |read| Ok(of_owner(read, me)?)).await;
        let filters = filters.expect("filters");
        let mut meant = filters[0].words.iter().map(|word| word.account);
        assert!(meant.clone().any(|one| one == Some(open.id.account())));
        assert!(meant.any(|one| one.is_none()), "{filters:?}");
    })
    .await;
}

#[tokio::test]
async fn what_is_put_aside_leaves_home_and_waits_on_its_own_page() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let guto = place.member("guto").await;
        act(&mair, "follow", &guto).await;
        soften(&mair, "rygbi", "later").await;
        let said = say(place, &guto, openly("Rygbi heno @mair")).await;
        say(place, &guto, openly("Glaw heno")).await;
        let home = mair.browser.get("/?read=all").await;
        assert!(!home.says("Rygbi heno") && home.says("Glaw heno"));
        assert!(home.says("Something was put aside"), "{}", home.text());
        let aside = mair.browser.get("/me/aside").await;
        assert!(aside.says("Rygbi heno") && !aside.says("Glaw heno"));
        assert!(aside.says("Put aside by your filter: Gormod"));
        // Where nothing is put aside, it is folded: nothing is lost.
        for path in [format!("/@guto/{said}"), "/@guto".to_owned()] {
            let page = mair.browser.get(&path).await;
            assert_eq!(folds(&page), 1, "{path}: {}", page.text());
        }
        let news = mair.browser.get("/notifications").await;
        assert_eq!(folds(&news), 1, "{}", news.text());
        // Applications are told that it is folded, and can't take the wish away by saying so.
        place.install(&mair).await;
        let status = read(&mair.browser, &format!("/api/v1/statuses/{said}")).await;
        assert_eq!(status["filtered"][0]["filter"]["filter_action"], "warn");
        let filters = read(&mair.browser, "/api/v2/filters").await;
        let at = format!("/api/v2/filters/{}", super::id_of(&filters[0]));
        let wish = json!({ "title": "Gormod", "filter_action": "warn" });
        let same = done(&mair.browser, "PUT", &at, wish).await;
        assert_eq!(same["filter_action"], "warn");
        assert!(mair.browser.get("/me/aside").await.says("Rygbi heno"));
        let wish = json!({ "filter_action": "later" });
        let refused = send(&mair.browser, "PUT", &at, wish).await;
        assert_eq!(refused.status, 422);
        // The rules of home hold: whoever is muted does not wait here either.
        act(&mair, "mute", &guto).await;
        assert!(!mair.browser.get("/me/aside").await.says("Rygbi heno"));
        act(&mair, "unmute", &guto).await;
        let wish = json!({ "filter_action": "blur" });
        done(&mair.browser, "PUT", &at, wish).await;
        assert!(!mair.browser.get("/me/aside").await.says("Rygbi heno"));
        assert!(mair.browser.get("/?read=all").await.says("Rygbi heno"));
    })
    .await;
}

#[tokio::test]
async fn one_press_moves_everything_by_a_step_and_the_record_takes_it_back() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let guto = place.member("guto").await;
        act(&mair, "follow", &guto).await;
        soften(&mair, "rygbi", "warn").await;
        let said = say(place, &guto, openly("Rygbi heno")).await;
        let home = async || mair.browser.get("/?read=all").await;
        assert_eq!(folds(&home().await), 1);
        energy(&mair, "low").await;
        assert!(!home().await.says("Rygbi heno"));
        assert!(mair.browser.get("/me/aside").await.says("Rygbi heno"));
        energy(&mair, "bright").await;
        let bright = home().await;
        assert!(bright.says("Rygbi heno") && folds(&bright) == 0);
        place.install(&mair).await;
        let status = read(&mair.browser, &format!("/api/v1/statuses/{said}")).await;
        assert_eq!(status["filtered"][0]["filter"]["filter_action"], "blur");
        let record = mair.browser.get("/me/ledger").await;
        assert!(record.says("one step less is softened"));
        let refused = mair
            .browser
            .post("/me/filters/energy", &[("energy", "mad")]);
        assert_eq!(refused.await.status, 422, "no such choice");
        let entry = record.attribute("[name=entry]", "value");
        let undo = [("entry", entry.as_deref().expect("an entry"))];
        press(&mair, "/me/ledger/undo", &undo).await;
        assert!(!home().await.says("Rygbi heno"), "low again");
        let other = place.persona(&mair, "blodyn").await;
        let page = other.browser.get("/me/filters").await;
        let pressed = page.attribute("[name=energy][aria-pressed=true]", "value");
        assert_eq!(pressed.as_deref(), Some("gentle"), "each has its own");
    })
    .await;
}
