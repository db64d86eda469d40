//! Accounts and how people stand to them, through an application.

use super::{act, application, entity, ids, read, send};
use hafan_app::community::settings::{Settings, change};
use hafan_app::post::ForWhom;
use hafan_core::community::{JoinRule, Visibility};
use hafan_testkit::{Browser, Founded, Person, Place, for_each_backend};
use serde_json::{Value, json};

const ALL: &str = "read write follow";

#[tokio::test]
async fn a_persona_is_read_by_its_id_and_its_handle() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let id = mair.actor.persona;
        let visitor = place.visitor();
        let shown = read(&visitor, &format!("/api/v1/accounts/{id}")).await;
        assert_eq!(shown["username"], "mair");
        assert_eq!(shown["group"], false);
        assert_eq!(shown["followers_count"], 0);
        assert!(shown.get("source").is_none(), "only for themselves");
        for acct in ["mair", "@Mair", "mair@hafan.test"] {
            let path = format!("/api/v1/accounts/lookup?acct={acct}");
            assert_eq!(read(&visitor, &path).await["id"], shown["id"], "{acct}");
        }
        for acct in ["nobody", "mair@elsewhere.test", ""] {
            let path = format!("/api/v1/accounts/lookup?acct={acct}");
            assert_eq!(visitor.get(&path).await.status, 404, "{acct}");
        }
        let several = read(&visitor, &format!("/api/v1/accounts?id[]={id}&id[]=7")).await;
        assert_eq!(ids(&several), [id.to_string()]);
    })
    .await;
}

#[tokio::test]
async fn search_finds_who_chose_it_and_whoever_is_named_exactly() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let hywel = place.member("hywelddaearhowell").await;
        let app = application(place, &mair, ALL).await;
        let find = "/api/v1/accounts/search?q=hywelddaear";
        assert_eq!(read(&app, find).await, json!([]));
        let exact = read(&app, "/api/v1/accounts/search?q=@hywelddaearhowell").await;
        assert_eq!(ids(&exact), [hywel.actor.persona.to_string()]);
        let theirs = application(place, &hywel, ALL).await;
        let path = "/api/v1/accounts/update_credentials";
        let wish = json!({ "discoverable": true });
        let changed = send(&theirs, "PATCH", path, wish.clone()).await;
        assert_eq!(entity(&changed)["discoverable"], true);
        assert_eq!(ids(&read(&app, find).await), ids(&exact));
        let path = format!("{find}&following=true");
        assert_eq!(read(&app, &path).await, json!([]));
        assert_eq!(place.visitor().get(find).await.status, 401);
    })
    .await;
}

#[tokio::test]
async fn a_follow_a_block_and_a_mute_are_told_to_whoever_made_them() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        let (mine, theirs) = (
            application(place, &mair, ALL).await,
            application(place, &guto, ALL).await,
        );
        let (me, them) = (mair.actor.persona, guto.actor.persona);
        let them_at = format!("/api/v1/accounts/{them}");
        let follow = act(&mine, &format!("{them_at}/follow")).await;
        assert_eq!(follow["following"], true);
        let ties = format!("/api/v1/accounts/relationships?id[]={me}");
        assert_eq!(read(&theirs, &ties).await[0]["followed_by"], true);
        let followers = format!("{them_at}/followers");
        assert_eq!(ids(&read(&theirs, &followers).await), [me.to_string()]);
        assert_eq!(read(&mine, &followers).await, json!([]), "for themselves");
        let following = read(&mine, &format!("/api/v1/accounts/{me}/following")).await;
        assert_eq!(ids(&following), [them.to_string()]);
        assert_eq!(act(&mine, &format!("{them_at}/mute")).await["muting"], true);
        assert_eq!(ids(&read(&mine, "/api/v1/mutes").await), [them.to_string()]);
        assert_eq!(
            act(&mine, &format!("{them_at}/unmute")).await["muting"],
            false
        );
        let blocked = act(&mine, &format!("{them_at}/block")).await;
        assert_eq!(
            (&blocked["blocking"], &blocked["following"]),
            (&json!(true), &json!(false))
        );
        assert_eq!(
            act(&mine, &format!("{them_at}/block")).await["blocking"],
            true
        );
        assert_eq!(
            ids(&read(&mine, "/api/v1/blocks").await),
            [them.to_string()]
        );
        // Whoever is blocked is not told: the other is not there.
        assert_eq!(read(&theirs, &ties).await, json!([]));
        let gone = theirs.get(&format!("/api/v1/accounts/{me}")).await;
        assert_eq!(gone.status, 404);
        assert_eq!(
            act(&mine, &format!("{them_at}/unblock")).await["blocking"],
            false
        );
        let narrow = application(place, &mair, "read write:blocks").await;
        let refused = send(&narrow, "POST", &format!("{them_at}/follow"), json!({})).await;
        assert_eq!(refused.status, 403);
    })
    .await;
}

#[tokio::test]
async fn a_request_to_follow_is_answered() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        let sian = place.member("sian").await;
        let mine = application(place, &mair, ALL).await;
        let path = "/api/v1/accounts/update_credentials";
        let wish = json!({ "locked": true });
        let locked = send(&mine, "PATCH", path, wish.clone()).await;
        assert_eq!(entity(&locked)["locked"], true);
        let me = mair.actor.persona;
        for other in [&guto, &sian] {
            let theirs = application(place, other, ALL).await;
            let asked = act(&theirs, &format!("/api/v1/accounts/{me}/follow")).await;
            let told = (&asked["following"], &asked["requested"]);
            assert_eq!(told, (&json!(false), &json!(true)));
        }
        let first = mine.get("/api/v1/follow_requests?limit=1").await;
        let link = first.header("link").expect("another page");
        let next = link.split(['<', '>']).nth(1).expect("an address");
        let next = &next[next.find("/api").expect("a path")..];
        let all = [ids(&entity(&first)), ids(&read(&mine, next).await)].concat();
        assert_eq!(all.len(), 2);
        let (guto, sian) = (guto.actor.persona, sian.actor.persona);
        let answer = |id, how| format!("/api/v1/follow_requests/{id}/{how}");
        assert_eq!(
            act(&mine, &answer(guto, "authorize")).await["followed_by"],
            true
        );
        assert_eq!(
            act(&mine, &answer(sian, "reject")).await["followed_by"],
            false
        );
        assert_eq!(read(&mine, "/api/v1/follow_requests").await, json!([]));
        let end = format!("/api/v1/accounts/{guto}/remove_from_followers");
        assert_eq!(act(&mine, &end).await["followed_by"], false);
        let never = send(&mine, "POST", &answer(guto, "authorize"), json!({})).await;
        assert_eq!(never.status, 404);
    })
    .await;
}

#[tokio::test]
async fn to_follow_a_community_is_to_join_it() {
    for_each_backend(async |place| {
        let (host, mair) = (place.member("host").await, place.member("mair").await);
        let open = place.found(&host, "Côr", Visibility::Public).await;
        let hidden = place.found(&host, "Cudd", Visibility::Hidden).await;
        let app = application(place, &mair, ALL).await;
        let at = format!("/api/v1/accounts/{}", open.id);
        assert_eq!(read(&app, &at).await["group"], true);
        let joined = act(&app, &format!("{at}/follow")).await;
        assert_eq!(joined["following"], true);
        assert_eq!(act(&app, &format!("{at}/follow")).await["following"], true);
        let house = hafan_app::community::square::house(
            &place.app,
            Some(mair.actor.persona),
            open.handle.clone(),
        );
        assert!(house.await.expect("a house").role.is_some());
        assert_eq!(
            act(&app, &format!("{at}/unfollow")).await["following"],
            false
        );
        assert_eq!(read(&app, &format!("{at}/followers")).await, json!([]));
        let at = format!("/api/v1/accounts/{}", hidden.id);
        assert_eq!(app.get(&at).await.status, 404);
        let asked = send(&app, "POST", &format!("{at}/follow"), json!({})).await;
        assert_eq!(asked.status, 404);
    })
    .await;
}

/// A community for members only that asks whoever wants to join.
async fn asking(place: &Place, host: &Person) -> Founded {
    let asks = place.found(host, "Côr", Visibility::MembersOnly).await;
    let wish = Settings {
        name: "Côr".to_owned(),
        summary: String::new(),
        charter: String::new(),
        norms: String::new(),
        visibility: Visibility::MembersOnly,
        handle: asks.handle.clone(),
        join_rule: JoinRule::Ask,
        join_question: "Pa lais?".to_owned(),
        replies: None,
        quotes: None,
    };
    let changed = change(&place.app, host.actor, asks.handle.clone(), wish).await;
    changed.expect("changed");
    asks
}

#[tokio::test]
async fn following_a_community_that_asks_a_question_asks_and_the_answer_comes_later() {
    for_each_backend(async |place| {
        let (host, mair) = (place.member("host").await, place.member("mair").await);
        let asks = asking(place, &host).await;
        let app = application(place, &mair, ALL).await;
        let at = |verb: &str| format!("/api/v1/accounts/{}/{verb}", asks.id);
        let own = |verb: &str| format!("/api/hafan/v1/communities/{}{verb}", asks.id);
        let (house, requests) = (
            format!("/c/{}", asks.handle),
            format!("/c/{}/requests", asks.handle),
        );
        let news = async || mair.browser.get("/notifications").await;
        let lacks = async || entity(&send(&app, "GET", &own(""), Value::Null).await);
        for _ in 0..2 {
            let asked = send(&app, "POST", &at("follow"), json!({})).await;
            assert_eq!(asked.status, 200, "{}", asked.text());
            assert_eq!(entity(&asked)["requested"], true);
            assert_eq!(entity(&asked)["following"], false);
        }
        assert_eq!(lacks().await["lacks_answer"], true);
        assert!(news().await.holds("Côr asks a question"));
        let porch = mair.browser.get(&house).await;
        assert!(porch.holds("not answered yet"), "{}", porch.text());
        assert!(porch.html().contains(&format!("{house}/join")));
        let waiting = host.browser.get(&requests).await;
        assert!(waiting.holds("Has not answered"), "{}", waiting.text());
        // Nothing is no answer, and too much is none either.
        let form = mair.browser.get(&format!("{house}/join")).await;
        assert!(form.holds("Pa lais?"), "{}", form.text());
        for wrong in ["", &"a".repeat(20_000)] {
            let sent = [("answer", wrong)];
            let refused = mair
                .browser
                .submit(&form, &format!("{house}/join"), &sent)
                .await;
            assert_eq!(refused.status, 422);
        }
        // Withdrawn, nothing of it stays.
        let gone = send(&app, "POST", &at("unfollow"), Value::Null).await;
        assert_eq!(entity(&gone)["requested"], false);
        assert!(!news().await.holds("asks a question"));
        assert!(!host.browser.get(&requests).await.holds("Has not answered"));
        // Asked again, and answered on the page.
        send(&app, "POST", &at("follow"), json!({})).await;
        let sent = [("answer", "Alto.")];
        let answered = mair
            .browser
            .submit(&form, &format!("{house}/join"), &sent)
            .await;
        assert_eq!(answered.status, 303, "{}", answered.text());
        let waiting = host.browser.get(&requests).await;
        assert!(waiting.holds("Alto.") && !waiting.holds("Has not answered"));
        assert!(!news().await.holds("asks a question"));
        assert_eq!(lacks().await["lacks_answer"], false);
        // An answer is given once.
        let again = send(&app, "POST", &at("follow"), json!({ "answer": "Bas." })).await;
        assert_eq!(again.status, 200);
        assert!(host.browser.get(&requests).await.holds("Alto."));
        // Another application knows of the question, and a host does not wait for it.
        let gwen = place.member("gwen").await;
        let app = application(place, &gwen, ALL).await;
        let long = json!({ "answer": "a".repeat(20_000) });
        assert_eq!(send(&app, "POST", &at("follow"), long).await.status, 422);
        assert_eq!(
            send(&app, "POST", &own("/join"), json!({})).await.status,
            422
        );
        send(&app, "POST", &at("follow"), json!({})).await;
        let answer = json!({ "answer": "Soprano." });
        let told = send(&app, "POST", &at("follow"), answer).await;
        assert_eq!(entity(&told)["requested"], true);
        assert!(host.browser.get(&requests).await.holds("Soprano."));
        let ffion = place.member("ffion").await;
        let app = application(place, &ffion, ALL).await;
        send(&app, "POST", &at("follow"), json!({})).await;
        let waiting = host.browser.get(&requests).await;
        let to = format!("{requests}/ffion");
        let let_in = [("decision", "let-in")];
        host.browser.submit(&waiting, &to, &let_in).await;
        let tie = format!("/api/v1/accounts/relationships?id={}", asks.id);
        let tie = entity(&send(&app, "GET", &tie, Value::Null).await);
        assert_eq!(tie[0]["following"], true, "{tie}");
        assert!(
            !ffion
                .browser
                .get("/notifications")
                .await
                .holds("asks a question")
        );
    })
    .await;
}

#[tokio::test]
async fn who_is_near_is_found_as_their_name_is_typed_and_nobody_else_is() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let (guto, gwen, gwil) = (
            place.member("guto_rhys").await,
            place.member("gwen").await,
            place.member("gwilym").await,
        );
        let app = application(place, &mair, ALL).await;
        let theirs = application(place, &guto, ALL).await;
        let path = "/api/v1/accounts/update_credentials";
        let named = json!({ "display_name": "Gruffydd Àp Rhys" });
        send(&theirs, "PATCH", path, named).await;
        let find = async |words: &str| {
            let path = format!("/api/v1/accounts/search?{words}");
            let found = ids(&read(&app, &path).await);
            let path = format!("/api/v2/search?type=accounts&{words}");
            let same = ids(&read(&app, &path).await["accounts"]);
            (found, same)
        };
        let nobody = (Vec::<String>::new(), Vec::<String>::new());
        assert_eq!(find("q=gu").await, nobody);
        act(
            &app,
            &format!("/api/v1/accounts/{}/follow", guto.actor.persona),
        )
        .await;
        let them = vec![guto.actor.persona.to_string()];
        for words in ["q=gu", "q=@GUTO", "q=guto_r", "q=gruf", "q=ap", "q=rhy"] {
            assert_eq!(find(words).await, (them.clone(), them.clone()), "{words}");
        }
        // What stands for anything in a pattern stands for itself.
        for words in ["q=g%25", "q=gu_o", "q=uto", "q=!"] {
            assert_eq!(find(words).await, nobody, "{words}");
        }
        // Who shares a community; others are found by choice only.
        let choir = place.found(&gwen, "Côr Gwlad", Visibility::Hidden).await;
        assert_eq!(find("q=gw").await, nobody);
        place.let_in(&gwen, &choir, &mair, "mair").await;
        let near = [gwen.actor.persona.to_string(), choir.id.to_string()];
        assert_eq!(find("q=gw").await.0, near);
        let followed = read(&app, "/api/v1/accounts/search?q=g&following=true").await;
        assert_eq!(ids(&followed), [them[0].clone(), choir.id.to_string()]);
        assert!(mair.browser.get("/search?q=gru").await.says("Gruffydd"));
        assert!(!gwil.browser.get("/search?q=gru").await.says("Gruffydd"));
        // Not behind a block.
        hafan_app::relation::block(&place.app, &gwen.actor, mair.actor.persona)
            .await
            .expect("blocked");
        assert_eq!(find("q=gwe").await, nobody);
    })
    .await;
}

#[tokio::test]
async fn a_tag_is_found_where_somebody_used_it() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let app = application(place, &mair, ALL).await;
        for find in ["q=%23gardd", "q=gardd", "q=http://hafan.test/tags/gardd"] {
            let path = format!("/api/v2/search?type=hashtags&{find}");
            assert_eq!(read(&app, &path).await["hashtags"], json!([]), "{find}");
        }
        place.say(&mair, "Bore da, #Gardd.", ForWhom::Public).await;
        for find in ["q=%23gardd", "q=gardd", "q=http://hafan.test/tags/gardd"] {
            let path = format!("/api/v2/search?type=hashtags&{find}");
            let found = read(&app, &path).await;
            assert_eq!(found["hashtags"][0]["name"], "gardd", "{find}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_search_goes_on_and_keeps_to_one_author_or_to_whom_one_follows() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        for person in [&mair, &guto] {
            let wish = json!({ "indexable": true, "discoverable": true });
            let app = application(place, person, ALL).await;
            let path = "/api/v1/accounts/update_credentials";
            entity(&send(&app, "PATCH", path, wish).await);
        }
        let mut by_guto = Vec::new();
        for number in 1..=45 {
            let id = place
                .say(&guto, &format!("Wombat {number}"), ForWhom::Public)
                .await;
            by_guto.insert(0, id.to_string());
            place.later(1_000);
        }
        let own = place.say(&mair, "Wombat arall", ForWhom::Public).await;
        let app = &application(place, &mair, ALL).await;
        let find = async |rest: &str| {
            let path = format!("/api/v2/search?q=wombat&type=statuses&{rest}");
            ids(&read(app, &path).await["statuses"])
        };
        assert_eq!(find("limit=1").await, [own.to_string()]);
        assert_eq!(find("limit=40&offset=1").await, by_guto[..40]);
        assert_eq!(find("limit=40&offset=41").await, by_guto[40..]);
        assert_eq!(find("offset=100000").await, [""; 0]);
        let of = format!("limit=40&account_id={}", guto.actor.persona);
        assert_eq!(find(&of).await, by_guto[..40]);
        let above = format!("limit=2&min_id={}", by_guto[2]);
        assert_eq!(find(&above).await, by_guto[..2]);
        let people = "/api/v2/search?q=guto&type=accounts&following=true";
        assert_eq!(read(app, people).await["accounts"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn a_profile_is_changed_field_by_field() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let app = application(place, &mair, ALL).await;
        let path = "/api/v1/accounts/update_credentials";
        let wish = json!({
            "display_name": "Mair Eluned",
            "source": { "privacy": "private", "quote_policy": "nobody" },
        });
        let changed = entity(&send(&app, "PATCH", path, wish.clone()).await);
        assert_eq!(changed["display_name"], "Mair Eluned");
        assert_eq!(changed["source"]["privacy"], "private");
        assert_eq!(changed["source"]["quote_policy"], "nobody");
        let changed = send(&app, "PATCH", path, json!({ "note": "Helo." })).await;
        let changed = entity(&changed);
        assert_eq!(changed["source"]["note"], "Helo.");
        assert_eq!(changed["display_name"], "Mair Eluned", "the rest stays");
        let wrong = json!({ "source": { "privacy": "everyone" } });
        assert_eq!(send(&app, "PATCH", path, wrong.clone()).await.status, 422);
        let narrow = application(place, &mair, "read").await;
        assert_eq!(send(&narrow, "PATCH", path, wish.clone()).await.status, 403);
        let own = format!("/api/v1/accounts/{}/follow", mair.actor.persona);
        assert_eq!(send(&app, "POST", &own, json!({})).await.status, 403);
    })
    .await;
}

#[tokio::test]
async fn a_profile_is_changed_as_a_whole_or_not_at_all() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let app = application(place, &mair, ALL).await;
        let path = "/api/v1/accounts/update_credentials";
        let own = "/api/v1/accounts/verify_credentials";
        let before = read(&app, own).await;
        for (field, value) in [
            ("display_name", json!("a".repeat(2_000))),
            ("note", json!("a".repeat(20_000))),
            ("source", json!({ "privacy": "everyone" })),
            ("avatar_description", json!("a".repeat(20_000))),
        ] {
            let mut wish = json!({
                "display_name": "Mair Eluned", "note": "Helo.", "locked": true,
                "fields_attributes": [{ "name": "Côr", "value": "alto" }],
            });
            wish[field] = value;
            let refused = send(&app, "PATCH", path, wish).await;
            // A picture that is not there has no words; nothing is wrong with the rest.
            let is_fine = field == "avatar_description";
            assert_eq!(refused.status, if is_fine { 200 } else { 422 }, "{field}");
            if !is_fine {
                assert_eq!(read(&app, own).await, before, "{field}");
            }
        }
        // The same on pages.
        let page = mair.browser.get("/me/profile").await;
        let long = "a".repeat(20_000);
        let fields = [
            ("name", "Mair Arall"),
            ("bio", long.as_str()),
            ("value", "bas"),
        ];
        let refused = mair.browser.submit(&page, "/me/profile", &fields).await;
        assert_eq!(refused.status, 422);
        let shown = read(&app, own).await;
        assert_eq!(shown["display_name"], "Mair Eluned");
        assert_eq!(shown["source"]["fields"][0]["value"], "alto");
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn nobody_is_put_forward() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        let app = application(place, &mair, ALL).await;
        let at = |end| format!("/api/v1/accounts/{}/{end}", guto.actor.persona);
        assert_eq!(read(&app, &at("endorsements")).await, json!([]));
        for act in ["endorse", "unendorse", "pin", "unpin"] {
            let refused = send(&app, "POST", &at(act), json!({})).await;
            assert_eq!(refused.status, 422, "{act}");
            let nobody = format!("/api/v1/accounts/7/{act}");
            assert_eq!(send(&app, "POST", &nobody, json!({})).await.status, 404);
        }
        let ties = format!("/api/v1/accounts/relationships?id[]={}", guto.actor.persona);
        assert_eq!(read(&app, &ties).await[0]["endorsed"], false);
        assert_eq!(
            app.get("/api/oembed?url=http://hafan.test/@guto")
                .await
                .status,
            404
        );
    })
    .await;
}

#[tokio::test]
async fn a_community_stands_in_the_directory_unless_it_is_hidden() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        let open = place.found(&guto, "Agored", Visibility::Public).await;
        let room = place.found(&guto, "Teulu", Visibility::MembersOnly).await;
        let hidden = place.found(&guto, "Cudd", Visibility::Hidden).await;
        let listed = async |browser: &Browser| {
            let all = read(browser, "/api/v1/directory").await;
            let mut listed = Vec::new();
            for one in all.as_array().expect("a list") {
                assert_eq!(one["discoverable"], true, "{one}");
                listed.push(one["id"].as_str().expect("an id").to_owned());
            }
            listed.sort();
            listed
        };
        let mut both = [open.id.to_string(), room.id.to_string()];
        both.sort();
        let app = application(place, &mair, ALL).await;
        assert_eq!(listed(&place.visitor()).await, both);
        assert_eq!(listed(&app).await, both);
        let theirs = application(place, &guto, ALL).await;
        let shown = read(&theirs, &format!("/api/v1/accounts/{}", hidden.id)).await;
        assert_eq!(shown["discoverable"], false);
    })
    .await;
}

#[tokio::test]
async fn labels_stand_on_a_page_and_in_the_record() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let app = application(place, &mair, ALL).await;
        let path = "/api/v1/accounts/update_credentials";
        let wish = json!({ "fields_attributes": {
            "0": { "name": "Côr", "value": "tenor" },
            "1": { "name": "Gwefan", "value": "https://llanfair.example" },
            "2": { "name": "", "value": "" },
        } });
        let changed = entity(&send(&app, "PATCH", path, wish).await);
        assert_eq!(changed["source"]["fields"][0]["value"], "tenor");
        assert_eq!(changed["fields"].as_array().map(Vec::len), Some(2));
        let link = changed["fields"][1]["value"].as_str().expect("words");
        assert!(link.starts_with("<a ") && !link.contains("<p>"), "{link}");
        let page = place.visitor().get("/@mair").await;
        assert!(page.says("tenor"), "{}", page.text());
        let record = mair.browser.get("/me/ledger").await;
        assert!(record.says("What stands beside the words about you changed."));
        let half = json!({ "fields_attributes": [{ "name": "Côr", "value": "" }] });
        assert_eq!(send(&app, "PATCH", path, half).await.status, 422);
        let five = json!({ "name": "a", "value": "b" });
        let five = json!({ "fields_attributes": vec![five; 5] });
        assert_eq!(send(&app, "PATCH", path, five).await.status, 422);
        // The same on pages, where everything else stays.
        let form = mair.browser.get("/me/profile").await;
        assert!(form.html().contains("tenor"));
        let none = json!({ "fields_attributes": [] });
        let emptied = entity(&send(&app, "PATCH", path, none).await);
        assert_eq!(emptied["fields"], json!([]));
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn the_directory_holds_only_who_chose_it() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        let app = application(place, &mair, ALL).await;
        place.found(&guto, "Cudd", Visibility::Hidden).await;
        let at = "/api/v1/directory";
        assert_eq!(read(&app, at).await, json!([]));
        let theirs = application(place, &guto, ALL).await;
        let path = "/api/v1/accounts/update_credentials";
        send(&theirs, "PATCH", path, json!({ "discoverable": true })).await;
        let them = guto.actor.persona.to_string();
        assert_eq!(ids(&read(&app, at).await), std::slice::from_ref(&them));
        assert_eq!(ids(&read(&place.visitor(), at).await), [them]);
        assert_eq!(
            read(&app, &format!("{at}?offset=1&order=new&local=true")).await,
            json!([])
        );
        hafan_app::relation::block(&place.app, &guto.actor, mair.actor.persona)
            .await
            .expect("blocked");
        assert_eq!(read(&app, at).await, json!([]), "not behind a block");
    })
    .await;
}
