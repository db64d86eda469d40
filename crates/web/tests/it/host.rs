//! Pages of those who look after the place: who comes in, members, the record; and what a host
//! cannot see.

mod place;
mod record;

use hafan_app::post::ForWhom;
use hafan_core::community::Visibility;
use hafan_core::time::{DAY_US, HOUR_US};
use hafan_testkit::{Browser, PASSWORD, Page, Person, Place, for_each_backend};

const GOOD: &str = "tegell coch ar y bwrdd";
const EVIL: &str = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'>";

async fn sign_in(browser: &Browser, login: &str, password: &str) -> Page {
    let fields = [("login", login), ("password", password)];
    browser.post("/sign-in", &fields).await
}

async fn is_in(browser: &Browser) -> bool {
    browser.get("/me").await.location().is_none()
}

/// Lets people join this way.
async fn open_door(host: &Person, how: &str, question: &str) {
    let page = host.browser.get("/host/place").await;
    let fields = [("sign-up", how), ("sign-up-question", question)];
    let saved = host.browser.submit(&page, "/host/place", &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
}

/// The addresses of links and one-time links on a page, without the place in front.
fn addresses(page: &Page) -> Vec<String> {
    let shown = page.texts("p.address");
    let path = |address: &String| address.strip_prefix("http://hafan.test").map(str::to_owned);
    shown.iter().filter_map(path).collect()
}

/// Sends one of the forms about a member, as it stands on their page where there is one.
async fn act(host: &Person, login: &str, what: &str, fields: &[(&str, &str)]) -> Page {
    let page = host.browser.get(&format!("/host/members/{login}")).await;
    let action = format!("/host/members/{login}/{what}");
    if page.form(&action).is_none() {
        return host.browser.post(&action, fields).await;
    }
    for (name, _) in fields {
        let field = format!("form[action='{action}'] [name='{name}']");
        assert!(page.has(&field), "the form has no field {name}");
    }
    host.browser.submit(&page, &action, fields).await
}

#[tokio::test]
async fn for_everyone_but_hosts_none_of_these_pages_exist() {
    for_each_backend(async |place| {
        let (carys, mair) = (place.host("carys").await, place.member("mair").await);
        let visitor = place.visitor();
        for path in [
            "/host",
            "/host/invitations",
            "/host/waiting",
            "/host/members",
            "/host/members/mair",
            "/host/place",
            "/host/limits",
            "/host/record",
        ] {
            assert_eq!(carys.browser.get(path).await.status, 200, "{path}");
            assert_eq!(mair.browser.get(path).await.status, 404, "{path}");
            assert_eq!(visitor.get(path).await.status, 404, "{path}");
        }
        for path in [
            "/host/invitations",
            "/host/members/carys/help",
            "/host/members/carys/freeze",
            "/host/members/carys/remove",
            "/host/members/mair/host",
            "/host/members/carys/sign-out",
            "/host/place",
            "/host/limits",
            "/host/waiting/mair",
        ] {
            let fields = [
                ("reason", "x"),
                ("on", "yes"),
                ("name", "x"),
                ("decision", "let-in"),
            ];
            assert_eq!(mair.browser.post(path, &fields).await.status, 404, "{path}");
            assert_eq!(visitor.post(path, &fields).await.status, 404, "{path}");
        }
        // The role goes with its taking, also in a browser that is open.
        let second = place.host("delyth").await;
        let taken = act(
            &carys,
            "delyth",
            "host",
            &[("on", "no"), ("reason", "A rest.")],
        )
        .await;
        assert_eq!(taken.status, 303);
        assert_eq!(second.browser.get("/host").await.status, 404);
        let stuck = act(
            &carys,
            "carys",
            "host",
            &[("on", "no"), ("reason", "Me too.")],
        )
        .await;
        assert_eq!(stuck.status, 403);
        assert!(stuck.says("only host of this place"), "{}", stuck.text());
    })
    .await;
}

#[tokio::test]
async fn an_invitation_to_the_place_has_a_limit_an_end_a_square_and_says_who_came() {
    for_each_backend(async |place| {
        let carys = place.host("carys").await;
        let wrong = [("uses", "0"), ("days", "100"), ("note", "Choir")];
        let page = carys.browser.post("/host/invitations", &wrong).await;
        assert_eq!(page.status, 422);
        assert!(page.has("#f-uses[aria-invalid=true]") && page.has("#f-days[aria-invalid=true]"));
        assert!(page.has("#f-note[value=Choir]"));
        let wish = [("uses", "2"), ("days", "7"), ("note", "Choir")];
        let made = carys.browser.post("/host/invitations", &wish).await;
        assert_eq!(made.status, 303);
        let page = carys.browser.get("/host/invitations").await;
        assert!(
            page.has(".qr svg path") && page.says("For 2 more people"),
            "{}",
            page.text()
        );
        let path = addresses(&page).pop().expect("a link");
        for login in ["elin", "tomos"] {
            let fields = [("handle", login), ("password", GOOD)];
            assert_eq!(
                place.visitor().post(&path, &fields).await.status,
                303,
                "{login}"
            );
        }
        let fields = [("handle", "nia"), ("password", GOOD)];
        assert_eq!(
            place.visitor().post(&path, &fields).await.status,
            404,
            "used up"
        );
        let page = carys.browser.get("/host/invitations").await;
        assert!(page.says("By it came elin and tomos"), "{}", page.text());
        let page = carys.browser.get("/host/members/elin").await;
        assert!(page.says("By the invitation “Choir”"), "{}", page.text());
        // Ended by a button, and ended by time.
        carys.browser.post("/host/invitations", &wish).await;
        let page = carys.browser.get("/host/invitations").await;
        let path = addresses(&page).pop().expect("a link");
        let end = page
            .attribute("form[action$='/end']", "action")
            .expect("a button");
        assert_eq!(carys.browser.post(&end, &[]).await.status, 303);
        assert_eq!(place.visitor().get(&path).await.status, 404);
        carys.browser.post("/host/invitations", &wish).await;
        let page = carys.browser.get("/host/invitations").await;
        let path = addresses(&page).pop().expect("a link");
        place.later(8 * DAY_US);
        assert_eq!(place.visitor().get(&path).await.status, 404);
        let page = carys.browser.get("/host/invitations").await;
        assert!(page.says("This link has ended."));
    })
    .await;
}

#[tokio::test]
async fn the_links_of_a_host_end_with_the_role() {
    for_each_backend(async |place| {
        let (carys, delyth) = (place.host("carys").await, place.host("delyth").await);
        let wish = [("uses", "2"), ("days", "7"), ("note", "")];
        delyth.browser.post("/host/invitations", &wish).await;
        let page = delyth.browser.get("/host/invitations").await;
        let path = addresses(&page).pop().expect("a link");
        assert_eq!(place.visitor().get(&path).await.status, 200);
        act(
            &carys,
            "delyth",
            "host",
            &[("on", "no"), ("reason", "A rest.")],
        )
        .await;
        assert_eq!(place.visitor().get(&path).await.status, 404);
        let fields = [("handle", "elin"), ("password", GOOD)];
        assert_eq!(place.visitor().post(&path, &fields).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn who_asked_waits_with_an_answer_and_reads_the_words_of_whoever_said_no() {
    for_each_backend(async |place| {
        let carys = place.host("carys").await;
        open_door(&carys, "ask", "What brings you here?").await;
        let browser = place.visitor();
        for (handle, answer) in [("elin", "My Mam."), ("tomos", EVIL)] {
            let fields = [("handle", handle), ("password", GOOD), ("answer", answer)];
            let asked = browser.post("/sign-up", &fields).await;
            assert!(
                asked.says("Your request is with the hosts"),
                "{}",
                asked.text()
            );
        }
        let members = carys.browser.get("/host/members").await;
        assert!(members.says("waits for an answer"), "{}", members.text());
        assert!(!members.has("a[href='/host/members/elin']"));
        let page = carys.browser.get("/host/waiting").await;
        assert!(page.says("elin") && page.says("My Mam."), "{}", page.text());
        assert!(!page.holds("<script>alert"));
        assert_eq!(sign_in(&browser, "elin", GOOD).await.status, 200);
        assert!(!is_in(&browser).await);
        let refuse = [
            ("decision", "refuse"),
            ("words", "Not <b>yet</b>, sorry.\nTry in May."),
        ];
        let done = carys.browser.post("/host/waiting/elin", &refuse).await;
        assert_eq!(done.status, 303);
        let again = carys
            .browser
            .post("/host/waiting/elin", &[("decision", "let-in")])
            .await;
        assert_eq!(again.status, 409);
        let page = sign_in(&browser, "elin", GOOD).await;
        assert!(page.says("The hosts said no"), "{}", page.text());
        assert!(
            page.says("Not <b>yet</b>, sorry. Try in May."),
            "{}",
            page.text()
        );
        assert!(!page.holds("<b>yet"));
        assert!(!is_in(&browser).await);
        // Whoever guesses the password reads nothing.
        let thief = sign_in(&place.visitor(), "elin", "not her password").await;
        assert!(!thief.holds("sorry"), "{}", thief.text());
        carys
            .browser
            .post("/host/waiting/tomos", &[("decision", "refuse")])
            .await;
        let page = sign_in(&browser, "tomos", GOOD).await;
        assert!(page.says("We don’t know their reasons"), "{}", page.text());
        let fields = [("handle", "nia"), ("password", GOOD), ("answer", "Song.")];
        browser.post("/sign-up", &fields).await;
        let let_in = [("decision", "let-in"), ("words", "Croeso, Nia!")];
        assert_eq!(
            carys
                .browser
                .post("/host/waiting/nia", &let_in)
                .await
                .status,
            303
        );
        assert_eq!(sign_in(&browser, "nia", GOOD).await.status, 303);
        assert!(browser.get("/me/ledger").await.says("Croeso, Nia!"));
        let record = carys.browser.get("/host/record").await;
        assert!(record.says("elin was not let in.") && record.says("nia was let in"));
        for nobody in ["neb", "carys", "%00"] {
            let path = format!("/host/waiting/{nobody}");
            let status = carys.browser.post(&path, &let_in).await.status.as_u16();
            assert!(matches!(status, 404 | 409), "{nobody}: {status}");
        }
    })
    .await;
}

#[tokio::test]
async fn help_with_signing_in_works_once_within_a_day_and_stands_in_both_records() {
    for_each_backend(async |place| {
        let (carys, mair) = (place.host("carys").await, place.member("mair").await);
        let refused = act(&carys, "mair", "help", &[("reason", " ")]).await;
        assert_eq!(refused.status, 422);
        assert!(
            refused.has("#f-help-reason[aria-invalid=true]"),
            "{}",
            refused.html()
        );
        let reason = [("reason", "She called me. <i>It was her.</i>")];
        let page = act(&carys, "mair", "help", &reason).await;
        assert_eq!(page.status, 200, "{}", page.text());
        assert!(page.has(".qr svg path"));
        let first = addresses(&page).pop().expect("a link");
        let page = act(&carys, "mair", "help", &reason).await;
        let link = addresses(&page).pop().expect("a link");
        let secret = link.rsplit('=').next().expect("a secret").to_owned();
        assert!(
            !place.rows().await.iter().any(|row| row.contains(&secret)),
            "kept as a hash"
        );
        let browser = place.visitor();
        assert_eq!(
            browser.get(&first).await.status,
            404,
            "the newer one counts"
        );
        let form = browser.get(&link).await;
        assert!(form.says("mair"), "{}", form.text());
        assert_eq!(
            browser.get(&link).await.status,
            200,
            "looking uses nothing up"
        );
        let weak = browser
            .submit(&form, "/recover", &[("password", "mair")])
            .await;
        assert_eq!(weak.status, 422);
        let sent = browser
            .submit(&form, "/recover", &[("password", GOOD)])
            .await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        assert!(is_in(&browser).await);
        assert!(!is_in(&mair.browser).await, "every other device is out");
        let thief = place.visitor();
        assert_eq!(thief.get(&link).await.status, 404, "once");
        let again = [
            ("link", secret.as_str()),
            ("password", "arall ac arall eto"),
        ];
        assert_eq!(thief.post("/recover", &again).await.status, 404);
        assert_eq!(sign_in(&thief, "mair", PASSWORD).await.status, 422);
        assert_eq!(sign_in(&place.visitor(), "mair", GOOD).await.status, 303);
        let record = browser.get("/me/ledger").await;
        assert!(
            record.says("A host made a one-time link"),
            "{}",
            record.text()
        );
        assert!(record.says("She called me. <i>It was her.</i>") && !record.holds("<i>It was"));
        let record = carys.browser.get("/host/record").await;
        assert!(
            record.says("A one-time link was made for mair."),
            "{}",
            record.text()
        );
        assert!(record.says("She called me."));
        // Too late.
        let page = act(&carys, "mair", "help", &reason).await;
        let link = addresses(&page).pop().expect("a link");
        place.later(DAY_US + HOUR_US);
        assert_eq!(place.visitor().get(&link).await.status, 404);
        assert_eq!(act(&carys, "carys", "help", &reason).await.status, 403);
        assert_eq!(act(&carys, "neb", "help", &reason).await.status, 404);
    })
    .await;
}

/// The state of a member is the state of all their personas in one moment: if others saw it, they
/// would see who is one member.
#[tokio::test]
async fn nobody_else_sees_whose_writing_is_held() {
    for_each_backend(async |place| {
        let (carys, mair) = (place.host("carys").await, place.member("mair").await);
        let seren = place.persona(&mair, "seren").await;
        let dewi = place.member("dewi").await;
        let mut paths = vec!["/search?q=seren".to_owned(), "/search?q=mair".to_owned()];
        for (who, handle) in [(&mair, "mair"), (&seren, "seren")] {
            let post = place.say(who, "Gair wrth bawb.", ForWhom::Public).await;
            let cwm = place.found(who, handle, Visibility::MembersOnly).await;
            let made = [("uses", "5"), ("days", "7"), ("note", "")];
            let make = format!("/c/{}/invite/link", cwm.handle);
            assert_eq!(who.browser.post(&make, &made).await.status, 303);
            let page = who.browser.get(&format!("/c/{}/invite", cwm.handle)).await;
            let link = page.texts("p.address").pop().expect("a link");
            let link = link[link.find("/join/").expect("a path")..].to_owned();
            place.let_in(who, &cwm, &dewi, "dewi").await;
            let follow = format!("/people/{}", who.actor.persona);
            let fields = [("act", "follow"), ("back", "/")];
            assert_eq!(dewi.browser.post(&follow, &fields).await.status, 303);
            paths.extend([
                link,
                format!("/@{handle}"),
                format!("/@{handle}/{post}"),
                format!("/c/{}/members", cwm.handle),
                format!("/c/{}/about", cwm.handle),
                format!("/c/{}/record", cwm.handle),
            ]);
        }
        paths.extend(["/", "/places", "/about", "/me/follows"].map(str::to_owned));
        let visitor = place.visitor();
        let seen = async || {
            let mut seen = Vec::new();
            for path in &paths {
                for browser in [&visitor, &dewi.browser] {
                    let page = browser.get(path).await;
                    seen.push((path.clone(), page.status.as_u16(), page.text()));
                }
            }
            seen
        };
        seen().await;
        let before = seen().await;
        assert!(
            before
                .iter()
                .filter(|(_, status, _)| *status == 200)
                .count()
                > 20
        );
        let hold = [("on", "yes"), ("reason", "Threats.")];
        assert_eq!(act(&carys, "mair", "freeze", &hold).await.status, 303);
        assert_eq!(
            seren.browser.post("/me/picture/remove", &[]).await.status,
            403
        );
        for (was, is) in before.iter().zip(seen().await) {
            assert_eq!(*was, is);
        }
    })
    .await;
}

#[tokio::test]
async fn writing_is_held_and_given_back_with_a_reason_the_member_reads() {
    for_each_backend(async |place| {
        let (carys, mair) = (place.host("carys").await, place.member("mair").await);
        let seren = place.persona(&mair, "seren").await;
        let hold = |reason| [("on", "yes"), ("reason", reason)];
        let refused = act(&carys, "mair", "freeze", &hold("")).await;
        assert_eq!(refused.status, 422);
        assert!(refused.has("#f-freeze-reason[aria-invalid=true]"));
        assert_eq!(
            act(&carys, "mair", "freeze", &hold("Threats."))
                .await
                .status,
            303
        );
        for who in [&mair, &seren] {
            let fields = [("act", "follow"), ("back", "/")];
            let path = format!("/people/{}", carys.actor.persona);
            assert_eq!(who.browser.post(&path, &fields).await.status, 403);
            assert_eq!(who.browser.get("/").await.status, 200, "they still read");
            let picture = who.browser.post("/me/picture/remove", &[]).await;
            assert_eq!(picture.status, 403);
        }
        let record = mair.browser.get("/me/ledger").await;
        let lines = record.texts("ol.ledger li");
        let told = |words| lines.iter().filter(|line| line.contains(words)).count();
        // Once, though it holds for the member and for each persona.
        assert_eq!(told("Your writing was paused."), 1, "{lines:#?}");
        assert_eq!(told("Threats."), 1);
        assert!(carys.browser.get("/host/members").await.says("frozen"));
        let back = [("on", "no"), ("reason", "We talked.")];
        assert_eq!(act(&carys, "mair", "freeze", &back).await.status, 303);
        let fields = [("act", "follow"), ("back", "/")];
        let path = format!("/people/{}", carys.actor.persona);
        assert_eq!(mair.browser.post(&path, &fields).await.status, 303);
        let record = carys.browser.get("/host/record").await;
        for words in ["The writing of mair was held.", "Threats.", "We talked."] {
            assert!(record.says(words), "{words}: {}", record.text());
        }
        // Which personas are hers is in no record of hosts.
        assert!(!record.holds("seren") && !record.holds("Seren"));
        // Hosts are no members to be held: the role goes first.
        place.host("delyth").await;
        let stuck = act(&carys, "delyth", "freeze", &hold("x")).await;
        assert_eq!(stuck.status, 403);
        assert_eq!(act(&carys, "carys", "freeze", &hold("x")).await.status, 403);
    })
    .await;
}

#[tokio::test]
async fn removing_needs_the_name_again_and_a_reason_and_shuts_every_door() {
    for_each_backend(async |place| {
        let (carys, mair) = (place.host("carys").await, place.member("mair").await);
        place
            .say(&mair, "Bore da o'r bwthyn.", ForWhom::Public)
            .await;
        for (again, reason) in [("", "Spam."), ("mari", "Spam."), ("mair", "")] {
            let fields = [("again", again), ("reason", reason)];
            let page = act(&carys, "mair", "remove", &fields).await;
            assert_eq!(page.status, 422, "{again} {reason}");
            assert!(is_in(&mair.browser).await);
        }
        let fields = [("again", "@Mair"), ("reason", "Spam, again and again.")];
        assert_eq!(act(&carys, "mair", "remove", &fields).await.status, 303);
        assert!(!is_in(&mair.browser).await);
        assert_eq!(
            sign_in(&place.visitor(), "mair", PASSWORD).await.status,
            422
        );
        assert_eq!(carys.browser.get("/host/members/mair").await.status, 404);
        let record = carys.browser.get("/host/record").await;
        assert!(record.says("A member was removed") && record.says("Spam, again and again."));
        // Her persona is gone at once, and then what it wrote.
        assert_eq!(place.visitor().get("/@mair").await.status, 404);
        run(place, "erase-persona", &mair.actor.persona.to_string()).await;
        assert!(!place.rows().await.iter().any(|row| row.contains("bwthyn")));
    })
    .await;
}

pub(crate) async fn run(place: &Place, kind: &str, body: &str) {
    hafan_app::jobs::run_one(&place.app, kind, body)
        .await
        .expect("done");
}

#[tokio::test]
async fn a_lost_device_is_signed_out_with_a_reason_as_one_act() {
    for_each_backend(async |place| {
        let (carys, mair) = (place.host("carys").await, place.member("mair").await);
        let phone = place.device(&mair).await;
        let refused = act(&carys, "mair", "sign-out", &[]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.has("#f-sign-out-reason[aria-invalid=true]"));
        let reason = [("reason", "Her bag was stolen.")];
        assert_eq!(act(&carys, "mair", "sign-out", &reason).await.status, 303);
        assert!(!is_in(&mair.browser).await && !is_in(&phone.browser).await);
        let record = carys.browser.get("/host/record").await;
        let acts = record.texts("ol.ledger li");
        let is_it = |act: &&String| act.contains("mair was signed out on all devices");
        assert_eq!(acts.iter().filter(is_it).count(), 1, "{acts:?}");
        assert!(record.says("Her bag was stolen."));
        let again = place.visitor();
        assert_eq!(sign_in(&again, "mair", PASSWORD).await.status, 303);
        let own = again.get("/me/ledger").await;
        assert!(own.says("Her bag was stolen."), "{}", own.text());
    })
    .await;
}

#[tokio::test]
async fn a_host_cannot_read_what_is_not_addressed_to_them_and_the_pages_say_so() {
    for_each_backend(async |place| {
        let (carys, mair) = (place.host("carys").await, place.member("mair").await);
        let seren = place.persona(&mair, "seren").await;
        let house = place.found(&mair, "Cudd", Visibility::Hidden).await;
        let within = ForWhom::Community(house.id);
        let inside = place.say(&mair, "Cyfrinach y tŷ.", within).await;
        let near = place
            .say(&seren, "Cyfrinach i ddilynwyr.", ForWhom::Followers)
            .await;
        let draft = [
            ("as", "mair"),
            ("draft", "4711"),
            ("act", "draft"),
            ("body", "Cyfrinach."),
        ];
        let kept = mair.browser.post("/write", &draft).await;
        assert!(kept.status.is_redirection(), "{}", kept.text());
        let paths = [
            format!("/c/{}", house.handle),
            format!("/c/{}/record", house.handle),
            format!("/@mair/{inside}"),
            format!("/@seren/{near}"),
            "/@mair".to_owned(),
            "/@seren".to_owned(),
            "/drafts".to_owned(),
            "/write?draft=4711".to_owned(),
            "/search?q=cyfrinach".to_owned(),
            "/host".to_owned(),
            "/host/members".to_owned(),
            "/host/members/mair".to_owned(),
            "/host/record".to_owned(),
            "/host/invitations".to_owned(),
            "/me/ledger".to_owned(),
            "/places".to_owned(),
            "/".to_owned(),
        ];
        for path in &paths {
            let page = carys.browser.get(path).await;
            assert!(
                !page.holds("Cyfrinach") && !page.holds("Cudd"),
                "{path}: {}",
                page.text()
            );
            if path.starts_with("/host") {
                assert!(
                    !page.holds("seren") && !page.holds("Seren"),
                    "{path}: {}",
                    page.text()
                );
            }
        }
        let page = carys.browser.get("/host/members").await;
        assert!(page.says("What a host cannot see"), "{}", page.text());
        // A persona's handle is no name for signing in, and leads to no member.
        assert_eq!(carys.browser.get("/host/members/seren").await.status, 404);
    })
    .await;
}
