//! Pictures on a list that hosts read in are not taken here, and nobody has to see one.

use crate::api::call;
use crate::refused::{OTHER, UNWANTED, show, taken};
use crate::talk::openly;
use hafan_app::host::pictures;
use hafan_app::look::seen;
use hafan_app::post::{ForWhom, Wish};
use hafan_app::{Error, scheduled};
use hafan_core::id::PostId;
use hafan_core::time::HOUR_US;
use hafan_media::{Limits, develop};
use hafan_testkit::{Part, Person, for_each_backend};
use serde_json::json;

/// What a picture looks like, as a list has it.
fn listed(bytes: &[u8]) -> String {
    let developed = develop(bytes, &Limits::default()).expect("a picture");
    seen(&developed.pdq).look().whole.to_string()
}

const PATH: &str = "/host/pictures";

async fn read_in(host: &Person, name: &str, list: &str) -> hafan_testkit::Page {
    let file = Part::File("list", "rhestr.csv", "text/csv", list.as_bytes());
    let parts = [Part::Field("name", name), file];
    host.browser.upload(PATH, &parts).await
}

fn is_held(answer: &Result<PostId, Error>) -> bool {
    matches!(answer, Err(Error::Invalid(faults))
        if faults.iter().any(|fault| fault.code == "picture-listed"))
}

#[tokio::test]
async fn what_is_on_a_list_is_held_back_until_the_list_is_gone() {
    for_each_backend(async |place| {
        let (carys, mair) = (place.host("carys").await, place.member("mair").await);
        place.install(&mair).await;
        let before = show(place, &mair, &UNWANTED.whole, openly("Cyn y rhestr")).await;
        assert!(before.is_ok(), "{before:?}");
        let list = format!("hash,quality,name\n{},100,un\n", listed(&UNWANTED.whole));
        let done = read_in(&carys, "Rhestr gyntaf", &list).await;
        assert_eq!(done.location(), Some("/host/pictures?done=look-list-read"));
        for bytes in UNWANTED.others.iter().chain([&UNWANTED.whole]) {
            let answer = show(place, &mair, bytes, openly("Eto")).await;
            assert!(is_held(&answer), "{answer:?}");
        }
        let for_one = Wish {
            for_whom: ForWhom::Named,
            ..openly("@carys, dim ond i ti")
        };
        let answer = show(place, &mair, &UNWANTED.whole, for_one).await;
        assert!(is_held(&answer), "{answer:?}");
        // What stands there stays, and its words can be changed.
        let here = before.expect("a post");
        let other = show(place, &carys, &OTHER.whole, openly("Arall")).await;
        assert!(other.is_ok(), "{other:?}");
        let page = carys.browser.get(PATH).await;
        assert!(page.says("Rhestr gyntaf") && page.says("One picture, read in"));
        assert!(page.says("5 times a picture on a list was held back."));
        assert!(!page.has("img.photo") && !page.holds(&listed(&UNWANTED.whole)));
        let record = carys.browser.get("/host/record").await;
        assert!(record.says("Rhestr gyntaf") && record.says("Lists of unwanted pictures"));
        let removed = page.attribute("ul.rows form", "action").expect("a form");
        let done = carys.browser.submit(&page, &removed, &[]).await;
        assert_eq!(
            done.location(),
            Some("/host/pictures?done=look-list-removed")
        );
        let answer = show(place, &mair, &UNWANTED.whole, openly("Nawr")).await;
        assert!(answer.is_ok(), "{answer:?}");
        let rows = place.rows().await;
        assert!(!rows.iter().any(|row| row.starts_with("look_list")));
        let thread = format!("/@mair/{here}");
        assert_eq!(mair.browser.get(&thread).await.status, 200);
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn no_other_way_leads_past_a_list() {
    for_each_backend(async |place| {
        let (carys, mair) = (place.host("carys").await, place.member("mair").await);
        place.install(&mair).await;
        let words = show(place, &mair, &OTHER.whole, openly("Llun")).await;
        let words = words.expect("a post");
        let wish = crate::refused::showing(place, &mair, &UNWANTED.whole, openly("Hwyr")).await;
        let at = place.app.now().plus(HOUR_US);
        let early = scheduled::schedule(&place.app, &mair.actor, wish.clone(), at, None).await;
        assert!(early.is_ok(), "before the list");
        read_in(&carys, "Rhestr", &listed(&UNWANTED.whole)).await;
        let unwanted = taken(place, mair.actor.persona, &UNWANTED.whole)
            .await
            .to_string();
        let said = json!({ "status": "Llun", "media_ids": [unwanted], "visibility": "public" });
        let (status, answer) = call(&mair.browser, "POST", "/api/v1/statuses", said).await;
        let told = answer["error"].as_str().unwrap_or_default();
        assert!(
            status == 422 && told.contains("on a list of pictures"),
            "{answer}"
        );
        let change = json!({ "status": "Llun", "media_ids": [unwanted] });
        let path = format!("/api/v1/statuses/{words}");
        let (status, answer) = call(&mair.browser, "PUT", &path, change).await;
        assert_eq!(status, 422, "{answer}");
        // What was to go out by itself stays a draft.
        place.later(2 * HOUR_US);
        crate::media::do_jobs(place).await;
        let page = mair.browser.get("/@mair").await;
        assert!(page.says("Llun") && !page.says("Hwyr"));
    })
    .await;
}

#[tokio::test]
async fn a_list_is_read_whole_or_not_at_all_and_by_hosts_alone() {
    for_each_backend(async |place| {
        let (carys, mair) = (place.host("carys").await, place.member("mair").await);
        let good = listed(&UNWANTED.whole);
        let text = format!("{good}\nnid hash\n{good}\n12\n");
        let page = read_in(&carys, "Rhestr", &text).await;
        assert_eq!(page.status, 422);
        for line in ["Line 2 holds", "Line 4 holds"] {
            assert!(page.says(line), "{line}");
        }
        assert_eq!(
            page.attribute("#f-name", "value").as_deref(),
            Some("Rhestr")
        );
        assert!(
            read_in(&carys, "Gwag", "")
                .await
                .says("There is no picture in this file.")
        );
        assert_eq!(read_in(&carys, "", &good).await.status, 422);
        assert!(!carys.browser.get(PATH).await.has("ul.rows li form"));
        assert_eq!(mair.browser.get(PATH).await.status, 404);
        for number in 0..20 {
            let done = read_in(&carys, &format!("Rhestr {number}"), &good).await;
            assert_eq!(done.status, 303);
        }
        let full = read_in(&carys, "Un yn ormod", &good).await;
        assert!(full.says("There is no room for this list"));
        let (app, me) = (&place.app, mair.actor);
        let no = pictures::import(app, me, "Rhestr".to_owned(), good.into_bytes()).await;
        assert!(matches!(no, Err(Error::NotFound)));
        assert!(matches!(
            pictures::lists(app, me).await,
            Err(Error::NotFound)
        ));
        place.require_ledger().await;
    })
    .await;
}
