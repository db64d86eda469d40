//! What many do at one moment.

use hafan_app::post::{ForWhom, Wish};
use hafan_core::id::DraftId;
use hafan_testkit::{Backend, Person, Place};

/// Posts of each.
const TIMES: i64 = 40;

/// On PostgreSQL a turn that clashed runs again and its statements with it, so they are counted.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn people_who_publish_at_one_moment_are_not_in_each_others_way() {
    let place = &Place::new(Backend::Postgres).await;
    let (mair, nia) = (place.member("mair").await, place.member("nia").await);
    let (olwen, sian) = (place.member("olwen").await, place.member("sian").await);
    let before = place.app.store.statements();
    say(place, &mair, 1).await;
    let alone = place.app.store.statements() - before;
    let many = |who, from: i64| async move {
        for number in from..from + TIMES {
            say(place, who, number).await;
        }
    };
    let before = place.app.store.statements();
    tokio::join!(
        many(&mair, 100),
        many(&nia, 200),
        many(&olwen, 300),
        many(&sian, 400)
    );
    let together = place.app.store.statements() - before;
    let posts = u64::try_from(TIMES * 4).expect("a number of posts");
    assert_eq!(together, alone * posts, "some ran again");
}

async fn say(place: &Place, who: &Person, number: i64) {
    place.later(1_000);
    let wish = Wish {
        text: format!("Neges {number}"),
        for_whom: ForWhom::Public,
        draft: Some(DraftId::new(number)),
        ..Wish::default()
    };
    place.publish(who, wish).await;
}
