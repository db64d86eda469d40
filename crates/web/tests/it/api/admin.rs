//! What hosts do through an application.

use super::{application, call, done, ids, member, read, say};
use hafan_testkit::{Person, for_each_backend};
use serde_json::{Value, json};

const ACCOUNTS: &str = "/api/v1/admin/accounts";
const REPORTS: &str = "/api/v1/admin/reports";

#[tokio::test]
async fn members_are_found_by_the_beginning_of_their_name_page_by_page() {
    for_each_backend(async |place| {
        let carys = place.host("carys").await;
        place.install(&carys).await;
        for handle in ["an", "ann", "anna", "anwen", "bryn"] {
            place.member(handle).await;
        }
        for at in [ACCOUNTS, "/api/v2/admin/accounts"] {
            let found =
                async |asked: &str| ids(&read(&carys.browser, &format!("{at}?{asked}")).await);
            assert_eq!(found("username=ann").await, ["ann", "anna"]);
            assert_eq!(found("username=ANN").await, ["ann", "anna"]);
            assert_eq!(found("username=anx").await, Vec::<String>::new());
            assert_eq!(found("username=an&max_id=ann").await, ["anna", "anwen"]);
            assert_eq!(found("status=disabled").await, Vec::<String>::new());
            let page = carys
                .browser
                .get(&format!("{at}?username=an&limit=2"))
                .await;
            assert_eq!(ids(&super::entity(&page)), ["an", "ann"]);
            let link = page.header("link").expect("another page");
            assert!(link.contains("max_id=ann"), "{link}");
        }
        assert_eq!(
            call(&place.visitor(), "GET", ACCOUNTS, Value::Null).await.0,
            401
        );
    })
    .await;
}

/// Reports of somebody, each with a post of its own.
async fn report(by: &Person, about: &Person, how_many: usize) {
    for number in 0..how_many {
        let post = say(about, &format!("Cas {number}."), "public").await;
        let about = about.actor.persona.to_string();
        let wish = json!({ "account_id": about, "status_ids": [post], "comment": "Cas." });
        done(&by.browser, "POST", "/api/v1/reports", wish).await;
    }
}

#[tokio::test]
async fn a_list_of_reports_costs_the_same_however_many_there_are() {
    for_each_backend(async |place| {
        let carys = place.host("carys").await;
        place.install(&carys).await;
        let (mair, guto) = (member(place, "mair").await, member(place, "guto").await);
        // A question that was asked before is answered from memory.
        let cost = async |limit: usize| {
            let before = place.app.store.statements();
            let all = read(&carys.browser, &format!("{REPORTS}?limit={limit}")).await;
            (ids(&all).len(), place.app.store.statements() - before, all)
        };
        report(&mair, &guto, 1).await;
        // What an application does for the first time is noted.
        cost(50).await;
        let (_, once, _) = cost(51).await;
        place.later(1_000_000);
        report(&mair, &guto, 3).await;
        let (many, four, all) = cost(52).await;
        assert_eq!((many, four), (4, once));
        for one in all.as_array().expect("a list") {
            let told = one["statuses"].as_array().expect("posts");
            assert_eq!(told.len(), 1, "{one}");
        }
        let page = carys.browser.get(&format!("{REPORTS}?limit=3")).await;
        let first = ids(&super::entity(&page));
        assert_eq!(first.len(), 3);
        let link = page.header("link").expect("another page");
        let next = link.split(['<', '>']).nth(1).expect("an address");
        let next = &next[next.find("/api").expect("a path")..];
        let rest = ids(&read(&carys.browser, next).await);
        assert_eq!([first, rest].concat(), ids(&all));
    })
    .await;
}

#[tokio::test]
async fn what_hosts_here_do_not_do_is_refused_and_unknown_to_others() {
    for_each_backend(async |place| {
        let carys = place.host("carys").await;
        place.install(&carys).await;
        let (mair, guto) = (member(place, "mair").await, member(place, "guto").await);
        report(&mair, &guto, 1).await;
        let id = ids(&read(&carys.browser, REPORTS).await)[0].clone();
        for act in ["reopen", "assign_to_self", "unassign"] {
            let path = format!("{REPORTS}/{id}/{act}");
            let (status, said) = call(&carys.browser, "POST", &path, Value::Null).await;
            assert_eq!(status, 422, "{act}: {said}");
            for path in [path.as_str(), "/api/v1/admin/reports/7/reopen"] {
                let (status, _) = call(&mair.browser, "POST", path, Value::Null).await;
                assert_eq!(status, 404, "{act}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn an_application_of_a_host_is_told_what_it_may_do_and_no_other_that_they_are_one() {
    for_each_backend(async |place| {
        let (carys, mair) = (place.host("carys").await, place.member("mair").await);
        for (who, scopes, bits) in [
            (&carys, "read admin:read admin:write", "1040"),
            (&carys, "read admin:read:reports", "16"),
            (&carys, "read write", "0"),
            (&mair, "read admin:read admin:write", "0"),
        ] {
            let app = application(place, who, scopes).await;
            let own = read(&app, "/api/v1/accounts/verify_credentials").await;
            assert_eq!(own["role"]["permissions"], bits, "{scopes}");
        }
    })
    .await;
}
