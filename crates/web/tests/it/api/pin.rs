//! Pins, conversations nobody wants to hear of, quotes, and who did what with a post.

use super::{act, application, call, done, id_of, ids, member, read, say, send};
use crate::media::do_jobs;
use crate::post::{block, circle, follow, rows_of};
use hafan_core::community::Visibility;
use hafan_testkit::{Browser, Person, for_each_backend};
use serde_json::{Value, json};

fn at(id: &str, act: &str) -> String {
    format!("/api/v1/statuses/{id}/{act}")
}

async fn refused(who: &Person, path: &str) -> u16 {
    call(&who.browser, "POST", path, Value::Null).await.0
}

#[tokio::test]
async fn five_own_posts_stand_at_the_top_of_a_page() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let mut posts = Vec::new();
        for words in ["Un.", "Dau.", "Tri.", "Pedwar.", "Pump.", "Chwech."] {
            posts.push(say(&mair, words, "public").await);
            place.later(1_000);
        }
        for id in &posts[..5] {
            let answer = act(&mair.browser, &at(id, "pin")).await;
            assert_eq!(answer["pinned"], true);
            place.later(1_000);
        }
        act(&mair.browser, &at(&posts[0], "pin")).await;
        assert_eq!(refused(&mair, &at(&posts[5], "pin")).await, 422, "too many");
        let top = format!(
            "/api/v1/accounts/{}/statuses?pinned=true",
            mair.actor.persona
        );
        let listed = read(&place.visitor(), &top).await;
        let mut wanted = posts[..5].to_vec();
        wanted.reverse();
        assert_eq!(ids(&listed), wanted);
        let page = place.visitor().get("/@mair").await;
        assert!(page.holds("At the top"), "{}", page.html());
        assert_eq!(
            page.html().matches("<article class=\"post").count(),
            6,
            "each once"
        );
        let answer = act(&mair.browser, &at(&posts[4], "unpin")).await;
        assert_eq!(answer["pinned"], false);
        assert_eq!(ids(&read(&dewi.browser, &top).await).len(), 4);
        // On pages too.
        let path = format!("/post/{}/pin", posts[5]);
        let sent = mair
            .browser
            .post(&path, &[("on", "yes"), ("back", "/@mair")])
            .await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let listed = read(&place.visitor(), &top).await;
        assert_eq!(ids(&listed)[0], posts[5]);
        let path = format!("/api/v1/statuses/{}", posts[5]);
        done(&mair.browser, "DELETE", &path, Value::Null).await;
        assert_eq!(ids(&read(&dewi.browser, &top).await).len(), 4, "deleted");
        assert_eq!(rows_of(place, "pins").await.len(), 4);
        block(place, &mair, &dewi).await;
        assert_eq!(call(&dewi.browser, "GET", &top, Value::Null).await.0, 404);
    })
    .await;
}

#[tokio::test]
async fn only_what_stands_on_ones_own_page_is_put_at_its_top() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let open = say(&mair, "I bawb.", "public").await;
        let closed = say(&mair, "I ddilynwyr.", "private").await;
        let named = say(&mair, "@dewi I ti.", "direct").await;
        let into = place.found(&mair, "Lle", Visibility::Public).await;
        let inside = hafan_app::post::ForWhom::Community(into.id);
        let inside = place.say(&mair, "Yma.", inside).await.to_string();
        let kin = circle(&mair, &["dewi"]).await;
        let kin = hafan_core::id::CircleId::parse(&kin).expect("a circle");
        let kin = hafan_app::post::ForWhom::Circle(kin);
        let kin = place.say(&mair, "I deulu.", kin).await.to_string();
        for id in [&named, &inside, &kin] {
            assert_eq!(refused(&mair, &at(id, "pin")).await, 422, "{id}");
        }
        assert_eq!(
            refused(&dewi, &at(&open, "pin")).await,
            422,
            "somebody else's"
        );
        assert_eq!(refused(&dewi, &at(&closed, "pin")).await, 404);
        assert_eq!(refused(&mair, &at("7", "pin")).await, 404);
        for path in ["pin", "unpin"] {
            let visitor = call(&place.visitor(), "POST", &at(&open, path), Value::Null).await;
            assert_eq!(visitor.0, 401);
            let narrow = application(place, &mair, "write:statuses").await;
            let narrow = call(&narrow, "POST", &at(&open, path), Value::Null).await;
            assert_eq!(narrow.0, 403);
        }
        act(&mair.browser, &at(&closed, "pin")).await;
        let top = format!(
            "/api/v1/accounts/{}/statuses?pinned=true",
            mair.actor.persona
        );
        assert_eq!(read(&dewi.browser, &top).await, json!([]), "not for him");
        assert!(!dewi.browser.get("/@mair").await.holds("At the top"));
        follow(place, &dewi, &mair).await;
        assert_eq!(ids(&read(&dewi.browser, &top).await), [closed]);
    })
    .await;
}

#[tokio::test]
async fn an_author_reads_who_thanked_and_passed_on_and_nobody_else_does() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        let id = say(&mair, "Bore da.", "public").await;
        let mut people = Vec::new();
        for handle in ["anwen", "branwen", "carys"] {
            let one = member(place, handle).await;
            act(&one.browser, &at(&id, "favourite")).await;
            act(&one.browser, &at(&id, "reblog")).await;
            place.later(1_000);
            people.push(one);
        }
        for list in ["favourited_by", "reblogged_by"] {
            let mut seen = Vec::new();
            let mut next = Some(format!("{}?limit=2", at(&id, list)));
            while let Some(path) = next {
                let page = send(&mair.browser, "GET", &path, Value::Null).await;
                assert_eq!(page.status, 200, "{}", page.html());
                seen.extend(ids(&super::entity(&page)));
                next = page.header("link").map(|link| {
                    let (address, _) = link.split_once('>').expect("an address");
                    address[address.find("/api/").expect("a path")..].to_owned()
                });
            }
            let wanted: Vec<String> = people
                .iter()
                .rev()
                .map(|one| one.actor.persona.to_string())
                .collect();
            assert_eq!(seen, wanted, "{list}");
            let other = read(&people[0].browser, &at(&id, list)).await;
            assert_eq!(other, json!([]), "{list} is the author's alone");
            assert_eq!(read(&place.visitor(), &at(&id, list)).await, json!([]));
            let closed = say(&mair, "I neb.", "private").await;
            let (status, _) =
                call(&people[0].browser, "GET", &at(&closed, list), Value::Null).await;
            assert_eq!(status, 404);
        }
        block(place, &mair, &people[0]).await;
        let left = read(&mair.browser, &at(&id, "favourited_by")).await;
        assert_eq!(ids(&left).len(), 2, "whoever is blocked is not listed");
    })
    .await;
}

#[tokio::test]
async fn an_author_takes_their_post_out_of_a_quotation_for_good() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let id = say(&mair, "Geiriau Mair.", "public").await;
        let mut quotes = Vec::new();
        for words in ["Clywch.", "Gwelwch."] {
            let sent = json!({ "status": words, "quoted_status_id": id });
            quotes.push(done(&dewi.browser, "POST", "/api/v1/statuses", sent).await);
            place.later(1_000);
        }
        assert_eq!(quotes[0]["quote"]["state"], "accepted");
        assert_eq!(quotes[0]["quote"]["quoted_status"]["id"], id.as_str());
        let list = at(&id, "quotes");
        let all = read(&mair.browser, &list).await;
        assert_eq!(ids(&all), [id_of(&quotes[1]), id_of(&quotes[0])]);
        let first = send(
            &mair.browser,
            "GET",
            &format!("{list}?limit=1"),
            Value::Null,
        )
        .await;
        let link = first.header("link").expect("a link");
        assert!(
            link.contains(&format!("max_id={}", id_of(&quotes[1]))),
            "{link}"
        );
        assert_eq!(read(&dewi.browser, &list).await, json!([]));
        let revoke = at(&id, &format!("quotes/{}/revoke", id_of(&quotes[0])));
        assert_eq!(refused(&dewi, &revoke).await, 403, "only by its author");
        assert_eq!(refused(&mair, &at(&id, "quotes/7/revoke")).await, 404);
        assert_eq!(
            refused(&mair, &at(&id, &format!("quotes/{id}/revoke"))).await,
            404
        );
        let out = act(&mair.browser, &revoke).await;
        assert_eq!(
            out["quote"],
            json!({ "state": "revoked", "quoted_status": null })
        );
        let edit = json!({ "status": "Clywch eto." });
        let path = format!("/api/v1/statuses/{}", id_of(&quotes[0]));
        let edited = done(&dewi.browser, "PUT", &path, edit).await;
        assert_eq!(edited["quote"]["state"], "revoked", "for good");
        assert_eq!(ids(&read(&mair.browser, &list).await), [id_of(&quotes[1])]);
        let page = place
            .visitor()
            .get(&format!("/@dewi/{}", id_of(&quotes[0])))
            .await;
        assert!(!page.holds("Geiriau Mair"), "{}", page.html());
        assert!(page.holds("took it out of this one"), "{}", page.html());
        // On pages too.
        let path = format!("/@dewi/{}", id_of(&quotes[1]));
        assert!(mair.browser.get(&path).await.holds("/unquote"));
        assert!(!dewi.browser.get(&path).await.holds("/unquote"));
        let act = format!("/post/{}/unquote", id_of(&quotes[1]));
        assert_eq!(
            mair.browser.post(&act, &[("back", &path)]).await.status,
            303
        );
        assert!(!place.visitor().get(&path).await.holds("Geiriau Mair"));
    })
    .await;
}

#[tokio::test]
async fn a_quoted_post_tells_what_the_reader_may_do_with_it() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let post = async |who: &Person, wish: Value| {
            place.later(1_000);
            done(&who.browser, "POST", "/api/v1/statuses", wish).await
        };
        let open = post(
            &mair,
            json!({ "status": "I bawb.", "visibility": "public" }),
        )
        .await;
        let quoted = id_of(&open);
        let wish = json!({ "status": "Clywch.", "quoted_status_id": quoted });
        let inside = |made: &Value| made["quote"]["quoted_status"].clone();
        let made = inside(&post(&dewi, wish.clone()).await);
        assert_eq!(made["hafan"]["may_reply"], true);
        assert_eq!(made["quote_approval"]["current_user"], "automatic");
        // An answer is as open as the one who began the conversation left it.
        let nobody = json!({ "status": "Neb.", "visibility": "public", "replies": "nobody" });
        let begun = done(&mair.browser, "POST", "/api/hafan/v1/statuses", nobody).await;
        let answer = json!({ "status": "Eto.", "in_reply_to_id": id_of(&begun) });
        let answer = post(&mair, answer).await;
        let wish = json!({ "status": "Hm.", "quoted_status_id": id_of(&answer) });
        let made = inside(&post(&dewi, wish).await);
        assert_eq!(made["hafan"]["may_reply"], false);
        assert_eq!(made["quote_approval"]["current_user"], "automatic");
    })
    .await;
}

#[tokio::test]
async fn a_quoted_post_is_a_whole_status_and_of_what_it_quotes_the_id_is_told() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let gwen = member(place, "gwen").await;
        let post = async |who: &Person, wish: Value| {
            place.later(1_000);
            done(&who.browser, "POST", "/api/v1/statuses", wish).await
        };
        let poll = json!({ "options": ["te", "coffi"], "expires_in": 3_600 });
        let wish = json!({ "status": "Pa un?", "visibility": "public", "poll": poll });
        let deepest = id_of(&post(&mair, wish).await);
        let wish = json!({ "status": "Cwestiwn da.", "quoted_status_id": deepest });
        let middle = id_of(&post(&dewi, wish).await);
        let wish = json!({ "status": "Gwir.", "quoted_status_id": middle });
        let outer = id_of(&post(&gwen, wish).await);
        act(&mair.browser, &at(&deepest, "favourite")).await;
        act(&mair.browser, &at(&middle, "bookmark")).await;
        let shown =
            async |who: &Browser, id: &str| read(who, &format!("/api/v1/statuses/{id}")).await;
        // With all that it has where it stands by itself, but what it quotes.
        for (around, inside) in [(&middle, &deepest), (&outer, &middle)] {
            let whole = shown(&mair.browser, around).await["quote"]["quoted_status"].clone();
            let mut alone = shown(&mair.browser, inside).await;
            if inside == &middle {
                alone["quote"] = json!({ "state": "accepted", "quoted_status_id": deepest });
            }
            assert_eq!(whole, alone);
        }
        let whole = shown(&mair.browser, &middle).await["quote"]["quoted_status"].clone();
        assert_eq!(whole["poll"]["options"][0]["title"], "te");
        assert_eq!(whole["favourited"], true);
        // What the one who looks may not see is not named deep inside either.
        let hidden = async |reader: &Browser| {
            shown(reader, &outer).await["quote"]["quoted_status"]["quote"].clone()
        };
        assert_eq!(
            hidden(&place.visitor()).await["quoted_status_id"],
            deepest.as_str()
        );
        block(place, &mair, &gwen).await;
        let gone = json!({ "state": "unauthorized", "quoted_status_id": null });
        assert_eq!(hidden(&gwen.browser).await, gone);
        let revoke = at(&deepest, &format!("quotes/{middle}/revoke"));
        act(&mair.browser, &revoke).await;
        let out = json!({ "state": "revoked", "quoted_status_id": null });
        assert_eq!(hidden(&place.visitor()).await, out);
    })
    .await;
}

#[tokio::test]
async fn what_is_for_some_people_is_quoted_by_nobody_whatever_was_sent() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        place.member("dewi").await;
        for visibility in ["private", "direct"] {
            let sent = json!({
                "status": "I @dewi.", "visibility": visibility, "quote_approval_policy": "public",
            });
            let post = done(&mair.browser, "POST", "/api/v1/statuses", sent).await;
            let told = json!({ "automatic": [], "manual": [], "current_user": "denied" });
            assert_eq!(post["quote_approval"], told);
            let path = format!("/api/v1/statuses/{}/interaction_policy", id_of(&post));
            let sent = json!({ "quote_approval_policy": "public" });
            let post = done(&mair.browser, "PUT", &path, sent).await;
            assert_eq!(post["quote_approval"], told);
        }
    })
    .await;
}

#[tokio::test]
async fn who_may_quote_is_changed_by_the_author_alone() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let sent = json!({ "status": "Bore da.", "quote_approval_policy": "public" });
        let post = done(&mair.browser, "POST", "/api/v1/statuses", sent).await;
        assert_eq!(post["quote_approval"]["automatic"], json!(["public"]));
        let path = at(&id_of(&post), "interaction_policy");
        let wish = |who: &str| json!({ "quote_approval_policy": who });
        let set = done(&mair.browser, "PUT", &path, wish("nobody")).await;
        assert_eq!(set["quote_approval"]["automatic"], json!([]));
        let sent = json!({ "status": "Clywch.", "quoted_status_id": id_of(&post) });
        let (status, _) = call(&dewi.browser, "POST", "/api/v1/statuses", sent).await;
        assert_eq!(status, 403);
        assert_eq!(call(&mair.browser, "PUT", &path, wish("x")).await.0, 422);
        assert_eq!(
            call(&dewi.browser, "PUT", &path, wish("public")).await.0,
            403
        );
        assert_eq!(
            call(&place.visitor(), "PUT", &path, wish("public")).await.0,
            401
        );
        let edit = json!({ "status": "Bore da iawn.", "quote_approval_policy": "followers" });
        let own = format!("/api/v1/statuses/{}", id_of(&post));
        let edited = done(&mair.browser, "PUT", &own, edit).await;
        assert_eq!(edited["quote_approval"]["automatic"], json!(["followers"]));
    })
    .await;
}

#[tokio::test]
async fn a_conversation_that_is_hushed_brings_no_news() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let id = say(&mair, "Bore da.", "public").await;
        let answer = async |words: &str| {
            let sent = json!({ "status": words, "in_reply_to_id": id });
            done(&dewi.browser, "POST", "/api/v1/statuses", sent).await
        };
        let first = answer("Un.").await;
        assert_eq!(rows_of(place, "notifications").await.len(), 1);
        // By any post of it.
        let hushed = act(&mair.browser, &at(&id_of(&first), "mute")).await;
        assert_eq!(hushed["muted"], true);
        let post = read(&mair.browser, &format!("/api/v1/statuses/{id}")).await;
        assert_eq!(post["muted"], true);
        assert_eq!(
            read(&dewi.browser, &format!("/api/v1/statuses/{id}")).await["muted"],
            false
        );
        place.later(1_000);
        answer("Dau @mair.").await;
        act(&dewi.browser, &at(&id, "favourite")).await;
        assert_eq!(
            rows_of(place, "notifications").await.len(),
            1,
            "nothing new"
        );
        act(&mair.browser, &at(&id, "unmute")).await;
        place.later(1_000);
        answer("Tri.").await;
        assert_eq!(rows_of(place, "notifications").await.len(), 2);
        let path = format!("/post/{id}/hush");
        let sent = mair
            .browser
            .post(&path, &[("on", "yes"), ("back", "/")])
            .await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        assert_eq!(rows_of(place, "thread_mutes").await.len(), 1);
        let closed = say(&mair, "I neb.", "private").await;
        for act in ["mute", "unmute"] {
            assert_eq!(refused(&dewi, &at(&closed, act)).await, 404);
            let visitor = call(&place.visitor(), "POST", &at(&id, act), Value::Null).await;
            assert_eq!(visitor.0, 401);
        }
    })
    .await;
}

#[tokio::test]
async fn nothing_is_translated_and_nothing_is_told_by_that() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let open = say(&mair, "Bore da.", "public").await;
        let closed = say(&mair, "I neb.", "private").await;
        assert_eq!(refused(&dewi, &at(&open, "translate")).await, 503);
        assert_eq!(refused(&mair, &at(&closed, "translate")).await, 403);
        assert_eq!(refused(&dewi, &at(&closed, "translate")).await, 404);
    })
    .await;
}

#[tokio::test]
async fn nothing_of_these_outlives_its_persona() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let other = say(&dewi, "Bore da.", "public").await;
        let id = say(&mair, "Bore da.", "public").await;
        act(&mair.browser, &at(&id, "pin")).await;
        act(&mair.browser, &at(&other, "mute")).await;
        let far = json!({ "status": "Cyfrinach", "scheduled_at": "2026-03-09T10:00:00Z" });
        done(&mair.browser, "POST", "/api/v1/statuses", far).await;
        let password = [("current", hafan_testkit::PASSWORD)];
        let left = mair.browser.post("/me/leave", &password).await;
        assert_eq!(left.status, 303, "{}", left.text());
        place.later(hafan_app::identity::leave::SPREAD_US);
        do_jobs(place).await;
        for table in ["pins", "thread_mutes", "drafts"] {
            assert_eq!(rows_of(place, table).await, [] as [String; 0], "{table}");
        }
        let rows = place.rows().await;
        assert!(!rows.iter().any(|row| row.contains("Cyfrinach")));
    })
    .await;
}
