//! Who may do what in a community: every role, and those outside, at every act.

use super::{House, letter};
use crate::record::entry;
use hafan_core::community::Visibility;
use hafan_testkit::{Browser, Page, for_each_backend};

/// What somebody may want to do.
const ACTS: [&str; 17] = [
    "read what is said",
    "read the list of members",
    "read what was done",
    "read who asks",
    "see the settings",
    "see the page of a picture",
    "see invitations",
    "change the charter",
    "take the picture off",
    "invite by name",
    "make a link",
    "let somebody in",
    "refuse somebody",
    "remove a member",
    "remove a moderator",
    "make a member helper",
    "take a post out",
];

async fn tries(house: &House<'_>, browser: &Browser, act: &str) -> char {
    let at = |room: &str| house.at(room);
    let page: Page = match act {
        "read what is said" => {
            let page = browser.get(&at("")).await;
            // Outside a community for members stands its porch.
            if page.status == 200 && page.has("h2#way-in") {
                return '-';
            }
            page
        }
        "read the list of members" => browser.get(&at("/members")).await,
        "read what was done" => browser.get(&at("/record")).await,
        "read who asks" => browser.get(&at("/requests")).await,
        "see the settings" => browser.get(&at("/settings")).await,
        "see the page of a picture" => browser.get(&at("/picture")).await,
        "see invitations" => browser.get(&at("/invite")).await,
        "change the charter" => {
            let fields = [
                ("name", "Cwm"),
                ("charter", "We care."),
                ("visibility", visibility_of(house).await),
                ("join", "ask"),
            ];
            browser.post(&at("/settings"), &fields).await
        }
        "take the picture off" => browser.post(&at("/picture/remove"), &[]).await,
        "invite by name" => {
            let (_, guest) = house.guest().await;
            browser.post(&at("/invite"), &[("guest", &guest)]).await
        }
        "make a link" => {
            let fields = [("uses", "1"), ("days", "1"), ("note", "")];
            browser.post(&at("/invite/link"), &fields).await
        }
        "let somebody in" | "refuse somebody" => {
            let (_, guest) = house.asker().await;
            let decision = if act == "let somebody in" {
                "let-in"
            } else {
                "refuse"
            };
            let path = at(&format!("/requests/{guest}"));
            browser.post(&path, &[("decision", decision)]).await
        }
        "remove a member" | "remove a moderator" | "make a member helper" => {
            let (_, fellow) = house.fellow().await;
            if act == "remove a moderator" {
                let path = at(&format!("/members/{fellow}/role"));
                let made = house.host.browser.post(&path, &[("role", "moderator")]);
                assert_eq!(made.await.status, 303);
            }
            let what = if act == "make a member helper" {
                "role"
            } else {
                "remove"
            };
            let fields = [("role", "helper"), ("reason", "Because.")];
            let path = at(&format!("/members/{fellow}/{what}"));
            browser.post(&path, &fields).await
        }
        "take a post out" => {
            let id = house.post().await;
            let path = format!("/post/{id}/take-out");
            browser.post(&path, &[("reason", "Not here.")]).await
        }
        other => unreachable!("{other}"),
    };
    letter(&page)
}

async fn visibility_of(house: &House<'_>) -> &'static str {
    let page = house.host.browser.get(&house.at("/settings")).await;
    let now = page.attribute("input[name=visibility][checked]", "value");
    let known = ["public", "members", "hidden"];
    let now = now.expect("a visibility");
    known.into_iter().find(|k| *k == now).expect("known")
}

/// Each line: visitor, outsider, host of the place, member, helper, moderator, host.
async fn table(house: &House<'_>) -> Vec<String> {
    let place = house.place;
    let (stranger, of_place) = (place.member("estron").await, place.host("perchennog").await);
    let visitor = place.visitor();
    visitor.get("/about").await;
    let people = [
        &visitor,
        &stranger.browser,
        &of_place.browser,
        &house.member.browser,
        &house.helper.browser,
        &house.moderator.browser,
        &house.host.browser,
    ];
    let mut table = Vec::new();
    for act in ACTS {
        let mut line = String::new();
        for browser in people {
            line.push(tries(house, browser, act).await);
        }
        table.push(format!("{line} {act}"));
    }
    table
}

fn expected(lines: [&str; 17]) -> Vec<String> {
    let pairs = lines.iter().zip(ACTS);
    pairs.map(|(line, act)| format!("{line} {act}")).collect()
}

#[tokio::test]
async fn each_role_may_do_what_it_is_for_and_nothing_more() {
    for_each_backend(async |place| {
        let house = House::new(place, Visibility::MembersOnly).await;
        house.set(&[("join", "ask")]).await;
        let expected = expected([
            "---yyyy", "s--yyyy", "s--yyyy", "s---yyy", "s-----y", "s-----y", "s---yyy", "s-----y",
            "s-----y", "s---yyy", "s---yyy", "s---yyy", "s---yyy", "s----yy", "s-----y", "s-----y",
            "s..--yy",
        ]);
        assert_eq!(table(&house).await, expected);
    })
    .await;
}

/// The host of the place is an outsider like everybody else.
#[tokio::test]
async fn for_those_outside_nothing_of_a_hidden_community_can_be_done_because_nothing_is_there() {
    for_each_backend(async |place| {
        let mut house = House::new(place, Visibility::MembersOnly).await;
        house.set(&[("join", "ask")]).await;
        // People ask before it goes into hiding; nobody can afterwards.
        let (asked, guest) = house.asker().await;
        house.hide().await;
        let of_place = place.host("perchennog").await;
        for person in [&asked, &of_place] {
            for room in [
                "",
                "/about",
                "/join",
                "/members",
                "/record",
                "/settings",
                "/picture",
                "/invite",
                "/requests",
                "/photos",
                "/leave",
                "/close",
            ] {
                assert_eq!(
                    letter(&person.browser.get(&house.at(room)).await),
                    '.',
                    "{room}"
                );
            }
            for room in [
                "/join",
                "/settings",
                "/close",
                "/leave",
                "/withdraw",
                "/picture/remove",
            ] {
                let answer = person.browser.post(&house.at(room), &[]).await;
                assert!(matches!(answer.status.as_u16(), 404 | 422), "{room}");
            }
        }
        // Those inside still answer who asked before.
        let path = house.at(&format!("/requests/{guest}"));
        let answered = house.helper.browser.post(&path, &[("decision", "let-in")]);
        assert_eq!(answered.await.status, 303);
        assert_eq!(asked.browser.get(&house.at("")).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn nobody_removes_or_demotes_their_equal_and_a_reason_is_told_to_who_is_removed() {
    for_each_backend(async |place| {
        let house = House::new(place, Visibility::Public).await;
        let (second, name) = house.fellow().await;
        let at = |what: &str| house.at(&format!("/members/{name}/{what}"));
        let host = &house.host.browser;
        assert_eq!(
            host.post(&at("role"), &[("role", "host")]).await.status,
            303
        );
        for (by, what) in [
            (host, "remove"),
            (host, "role"),
            (&second.browser, "remove"),
        ] {
            let whom = if std::ptr::eq(by, host) {
                name.as_str()
            } else {
                "gwesteiwr"
            };
            let path = house.at(&format!("/members/{whom}/{what}"));
            let fields = [("reason", "A quarrel."), ("role", "member")];
            assert_eq!(by.post(&path, &fields).await.status, 403, "{what}");
        }
        assert_eq!(
            host.post(&at("role"), &[("role", "king")]).await.status,
            422
        );
        // A reason is needed, and the words of the form stay.
        let path = house.at("/members/aelod/remove");
        let refused = house
            .moderator
            .browser
            .post(&path, &[("reason", "  ")])
            .await;
        assert_eq!(refused.status, 422);
        assert!(refused.has("#f-reason[aria-invalid=true]"));
        let reason = "You <b>shouted</b> at Elin.";
        let removed = house
            .moderator
            .browser
            .post(&path, &[("reason", reason)])
            .await;
        assert_eq!(removed.status, 303);
        let page = house.member.browser.get(&house.at("/about")).await;
        assert!(page.says("Cymedrolwr removed you"), "{}", page.text());
        assert!(page.says(reason) && !page.holds("<b>shouted"));
        let news = house.member.browser.get("/notifications").await;
        assert!(news.says("Cwm"), "{}", news.text());
        // Neither door nor link leads back, only those who may remove.
        assert_eq!(
            house
                .member
                .browser
                .post(&house.at("/join"), &[])
                .await
                .status,
            403
        );
        let again = [("guest", "aelod")];
        let helper = house
            .helper
            .browser
            .post(&house.at("/invite"), &again)
            .await;
        assert_eq!(helper.status, 403);
        let invited = house
            .moderator
            .browser
            .post(&house.at("/invite"), &again)
            .await;
        assert_eq!(invited.status, 303, "{}", invited.text());
        assert_eq!(
            house
                .member
                .browser
                .post(&house.at("/join"), &[])
                .await
                .status,
            303
        );
    })
    .await;
}

#[tokio::test]
async fn the_only_host_hands_over_before_leaving_and_the_next_one_can_close() {
    for_each_backend(async |place| {
        let house = House::new(place, Visibility::Public).await;
        let host = &house.host.browser;
        let stuck = host.post(&house.at("/leave"), &[]).await;
        assert_eq!(stuck.status, 403);
        assert!(stuck.says("You are the only host"), "{}", stuck.text());
        assert_eq!(host.post(&house.at("/step-down"), &[]).await.status, 403);
        let over = house.at("/members/aelod/hand-over");
        assert_eq!(house.moderator.browser.post(&over, &[]).await.status, 403);
        assert_eq!(host.post(&over, &[]).await.status, 303);
        assert_eq!(host.get(&house.at("/settings")).await.status, 403);
        assert_eq!(host.post(&over, &[]).await.status, 403);
        assert_eq!(host.post(&house.at("/step-down"), &[]).await.status, 303);
        assert_eq!(host.post(&house.at("/leave"), &[]).await.status, 303);
        let next = &house.member.browser;
        let close = house.at("/close");
        let page = next.get(&close).await;
        let wrong = next.submit(&page, &close, &[("name", "Cwmwl")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.says("not the name of the community"));
        assert_eq!(
            next.submit(&page, &close, &[("name", "cwm")]).await.status,
            303
        );
        // Read only for its members, and nothing in it changes any more.
        let square = house.helper.browser.get(&house.at("")).await;
        assert!(square.says("This community is closed"), "{}", square.text());
        assert!(!square.has(&format!("a[href='/write?in={}']", house.it.handle)));
        for (room, fields) in [
            (
                "/settings",
                vec![("name", "Cwm"), ("visibility", "public"), ("join", "open")],
            ),
            ("/picture/remove", vec![]),
            ("/close", vec![("name", "Cwm")]),
            ("/invite", vec![("guest", "estron")]),
            ("/members/helpwr/remove", vec![("reason", "x")]),
        ] {
            let answer = next.post(&house.at(room), &fields).await;
            assert_eq!(answer.status, 403, "{room}");
        }
        let (stranger, _) = house.guest().await;
        assert_eq!(
            stranger.browser.post(&house.at("/join"), &[]).await.status,
            403
        );
        // Even its last host may leave now.
        assert_eq!(next.post(&house.at("/leave"), &[]).await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn words_of_every_form_stay_words() {
    const EVIL: &str = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'>";
    for_each_backend(async |place| {
        let house = House::new(place, Visibility::Public).await;
        house
            .set(&[
                ("name", "<script>x</script>"),
                ("summary", EVIL),
                ("charter", EVIL),
                ("norms", EVIL),
                ("join", "ask"),
                ("question", EVIL),
            ])
            .await;
        let (asker, handle) = house.guest().await;
        asker
            .browser
            .post(&house.at("/join"), &[("answer", EVIL)])
            .await;
        let (_, fellow) = house.fellow().await;
        let remove = house.at(&format!("/members/{fellow}/remove"));
        house.host.browser.post(&remove, &[("reason", EVIL)]).await;
        let link = [("uses", "1"), ("days", "1"), ("note", EVIL)];
        house
            .host
            .browser
            .post(&house.at("/invite/link"), &link)
            .await;
        let mut said = 0;
        for room in [
            "",
            "/about",
            "/members",
            "/requests",
            "/settings",
            "/record",
            "/invite",
            "/join",
            "/close",
            "/leave",
            "/picture",
            "/members/helpwr",
            "/photos",
        ] {
            for browser in [&house.host.browser, &asker.browser] {
                let page = browser.get(&house.at(room)).await;
                assert!(
                    !page.holds("<script>alert") && !page.holds("<img src=x"),
                    "{room}"
                );
                assert!(!page.holds("<script>x"), "{room}");
                said += usize::from(page.says("alert(1)"));
            }
        }
        assert!(said >= 6, "the words are there, as words: {said}");
        let refuse = [("decision", "refuse"), ("words", EVIL)];
        let path = house.at(&format!("/requests/{handle}"));
        assert_eq!(house.helper.browser.post(&path, &refuse).await.status, 303);
        for path in [
            house.at("/about"),
            "/me/ledger".to_owned(),
            "/places".to_owned(),
        ] {
            let page = asker.browser.get(&path).await;
            assert!(
                !page.holds("<script>") || !page.holds("<script>alert"),
                "{path}"
            );
            assert!(!page.holds("<img src=x"), "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn leaving_by_mistake_is_undone_where_the_door_is_open_and_not_where_it_is_shut() {
    for_each_backend(async |place| {
        let house = House::new(place, Visibility::Public).await;
        let (person, _) = house.guest().await;
        let me = &person.browser;
        let undo = async |words: &str| {
            let id = entry(&me.get("/me/ledger").await, words);
            match id {
                Some(id) => me
                    .post("/me/ledger/undo", &[("entry", &id)])
                    .await
                    .status
                    .as_u16(),
                None => 0,
            }
        };
        assert_eq!(me.post(&house.at("/join"), &[]).await.status, 303);
        assert_eq!(undo("You are a member of Cwm.").await, 303);
        assert!(me.get("/me/ledger").await.says("You left Cwm."));
        // The undo is undone by the same door.
        assert_eq!(undo("You left Cwm.").await, 303);
        me.post(&house.at("/leave"), &[]).await;
        house.set(&[("join", "ask")]).await;
        assert_eq!(undo("You left Cwm.").await, 0, "one would have to ask");
        me.post(&house.at("/join"), &[("answer", "Me again.")])
            .await;
        assert_eq!(house.asking().await, 1);
        assert_eq!(undo("You asked to join Cwm.").await, 303);
        assert_eq!(house.asking().await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_community_whose_host_is_removed_passes_on_or_closes() {
    for_each_backend(async |place| {
        let carys = place.host("carys").await;
        let house = House::new(place, Visibility::MembersOnly).await;
        let alone = place.found(&house.host, "Bwthyn", Visibility::Public).await;
        let fields = [("again", "gwesteiwr"), ("reason", "Spam.")];
        let path = "/host/members/gwesteiwr/remove";
        assert_eq!(carys.browser.post(path, &fields).await.status, 303);

        let settings = house.moderator.browser.get(&house.at("/settings")).await;
        assert_eq!(settings.status, 200, "the moderator is the host now");
        let settings = house.helper.browser.get(&house.at("/settings")).await;
        assert_eq!(settings.status, 403, "the helper is not");
        let record = house.moderator.browser.get("/me/ledger").await;
        assert!(record.says("You are a host of Cwm"), "{}", record.text());
        let news = house.moderator.browser.get("/notifications").await;
        assert!(news.says("You look after Cwm now"), "{}", news.text());
        let news = house.helper.browser.get("/notifications").await;
        assert!(!news.says("You look after"), "{}", news.text());
        let about = format!("/c/{}/about", alone.handle);
        assert!(carys.browser.get(&about).await.says("closed"));
        place.require_ledger().await;
    })
    .await;
}
