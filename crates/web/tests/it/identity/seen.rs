//! "Who can see what" says what people really can read.

use crate::talk::{act, found, join, openly, say, within};
use hafan_app::identity::seen::{Group, seen};
use hafan_app::post::{ForWhom, Wish};
use hafan_app::{circle, reading};
use hafan_core::community::Visibility;
use hafan_core::id::PostId;
use hafan_core::time::DAY_US;
use hafan_testkit::{Person, Place, for_each_backend};

/// How many of these posts somebody really can read.
async fn reads(place: &Place, who: Option<&Person>, posts: &[PostId]) -> i64 {
    let viewer = who.map(|person| person.actor.persona);
    let found = reading::some(&place.app, viewer, posts.to_vec()).await;
    i64::try_from(found.expect("posts").len()).expect("a number")
}

fn told(found: &[(Group, i64)], is_it: impl Fn(&Group) -> bool) -> i64 {
    let (_, times) = found
        .iter()
        .find(|(group, _)| is_it(group))
        .expect("a group");
    *times
}

#[tokio::test]
async fn each_group_reads_as_many_posts_as_is_said() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let (ffan, cyfaill) = (place.member("ffan").await, place.member("cyfaill").await);
        let (aelod, cylch) = (place.member("aelod").await, place.member("cylch").await);
        let dieithryn = place.member("dieithryn").await;
        act(&ffan, "follow", &mair).await;
        act(&mair, "follow", &cyfaill).await;
        let club = found(place, &mair, "Clwb", Visibility::MembersOnly).await;
        join(place, &aelod, &club).await;
        let inner = circle::make(&place.app, &mair.actor, "Teulu".to_owned())
            .await
            .expect("a circle");
        let name = "cylch".to_owned();
        circle::add(&place.app, &mair.actor, inner, name)
            .await
            .expect("in");
        let for_whom = |for_whom: ForWhom, text: &str| Wish {
            for_whom,
            ..openly(text)
        };
        let mut posts = vec![
            say(place, &mair, openly("Hen air")).await,
            say(
                place,
                &mair,
                for_whom(ForWhom::Followers, "Hen air i ddilynwyr"),
            )
            .await,
        ];
        place.later(40 * DAY_US);
        let fields = [("after", "30"), ("still", "followed")];
        let closed = mair.browser.post("/me/old-words", &fields).await;
        assert_eq!(closed.status, 303);
        for wish in [
            openly("Bore da"),
            openly("Prynhawn da"),
            for_whom(ForWhom::Quiet, "Yn dawel"),
            for_whom(ForWhom::Followers, "I ddilynwyr"),
            within(&club, "Yn y clwb"),
            for_whom(ForWhom::Circle(inner), "I'r teulu"),
            for_whom(ForWhom::Named, "Helo @cyfaill"),
        ] {
            posts.push(say(place, &mair, wish).await);
        }
        let answer = seen(&place.app, mair.actor).await.expect("an answer");
        let groups = &answer.groups;
        let said = [
            told(groups, |one| matches!(one, Group::Visitors)),
            told(groups, |one| matches!(one, Group::Strangers)),
            told(groups, |one| matches!(one, Group::Followers)),
            told(groups, |one| matches!(one, Group::Members(_))),
            told(groups, |one| matches!(one, Group::Circle(_))),
            // Whom she follows and names at once.
            told(groups, |one| matches!(one, Group::Followed)) + answer.to_named,
        ];
        let people = [
            None,
            Some(&dieithryn),
            Some(&ffan),
            Some(&aelod),
            Some(&cylch),
            Some(&cyfaill),
        ];
        let mut real = Vec::new();
        for who in people {
            real.push(reads(place, who, &posts).await);
        }
        assert_eq!(said.to_vec(), real);
        assert_eq!(real, [3, 3, 4, 4, 4, 5]);
        assert_eq!((answer.all, answer.to_named), (9, 1));
        let page = mair.browser.get("/me/seen").await;
        assert!(page.says("You have written 9 posts."), "{}", page.text());
        assert!(page.says("Your circle Teulu") && page.says("Members of Clwb"));
        assert!(page.says("Your older words are closed."));
    })
    .await;
}
