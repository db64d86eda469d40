//! A picture that was refused once is known again, however it was made anew: for the one who
//! refused it, and in the community it was taken out of. Nobody else sees anything of it.

use crate::api::{call, read};
use crate::covered::{pictures, told};
use crate::media::do_jobs;
use crate::rules::be_findable;
use crate::talk::{openly, say};
use hafan_app::door::{self, Seen};
use hafan_app::identity::leave::SPREAD_US;
use hafan_app::jobs::run_one;
use hafan_app::media::{Purpose, take_in};
use hafan_app::post::{ForWhom, PictureWish, Wish, publish, take_out};
use hafan_app::relation::{block, follow, unblock};
use hafan_app::report::{self, Category};
use hafan_app::{Error, look, scheduled, store};
use hafan_core::community::Visibility;
use hafan_core::id::{AccountId, MediaId, PostId};
use hafan_core::time::{DAY_US, HOUR_US, MINUTE_US};
use hafan_media::sample::{Scene, jpeg, paint};
use hafan_media::{Limits, develop};
use hafan_testkit::{Founded, PASSWORD, Person, Place, for_each_backend};
use serde_json::json;
use std::sync::LazyLock;

/// A picture, and the same saved anew: smaller, mirrored, a little lighter.
pub struct Versions {
    pub whole: Vec<u8>,
    pub others: Vec<Vec<u8>>,
}

fn versions(scene: Scene, seed: u64) -> Versions {
    let painted = paint(scene, seed);
    let whole = jpeg(&painted);
    let developed = develop(&whole, &Limits::default()).expect("a picture");
    assert!(developed.pdq.quality >= 50, "{:?}", developed.pdq);
    let smallest = developed.renditions.last().expect("a size");
    let (width, height) = painted.dimensions();
    let (mut mirrored, mut lighter) = (painted.clone(), painted.clone());
    for y in 0..height {
        for x in 0..width {
            let pixel = *painted.get_pixel(x, y);
            mirrored.put_pixel(width - 1 - x, y, pixel);
            let mut light = pixel;
            light.0 = light.0.map(|part| part.saturating_add(12));
            lighter.put_pixel(x, y, light);
        }
    }
    let others = vec![smallest.bytes.clone(), jpeg(&mirrored), jpeg(&lighter)];
    for other in &others {
        let other = develop(other, &Limits::default()).expect("a picture");
        let known = [look::seen(&developed.pdq).look()];
        let near = look::seen(&other.pdq).is_any(&known);
        assert!(
            near,
            "{scene:?}: {:?} is not {:?}",
            other.pdq, developed.pdq
        );
    }
    Versions { whole, others }
}

pub static UNWANTED: LazyLock<Versions> = LazyLock::new(|| versions(Scene::Forest, 3));
pub static OTHER: LazyLock<Versions> = LazyLock::new(|| versions(Scene::Hills, 4));

/// Words in a community.
fn within(club: &Founded, text: &str) -> Wish {
    Wish {
        for_whom: ForWhom::Community(club.id),
        ..openly(text)
    }
}

pub async fn taken(place: &Place, who: AccountId, bytes: &[u8]) -> MediaId {
    let fits = ("picture", i64::MAX);
    let taken = take_in(&place.app, who, Purpose::Post, bytes.to_vec(), fits).await;
    taken.expect("a picture").id
}

pub async fn showing(place: &Place, who: &Person, bytes: &[u8], wish: Wish) -> Wish {
    Wish {
        pictures: vec![PictureWish {
            id: taken(place, who.actor.persona, bytes).await,
            alt: Some("Llun".to_owned()),
            focus: None,
        }],
        ..wish
    }
}

pub async fn show(place: &Place, who: &Person, bytes: &[u8], wish: Wish) -> Result<PostId, Error> {
    let wish = showing(place, who, bytes, wish).await;
    place.later(MINUTE_US);
    publish(&place.app, &who.actor, wish).await
}

/// Somebody who gets a picture of a stranger, and a friend of hers who has it too.
struct Scenery {
    mair: Person,
    stranger: Person,
    friend: Person,
    sent: PostId,
    /// The friend's posts with what the stranger showed, made anew.
    again: Vec<PostId>,
    /// The friend's post with another picture.
    other: PostId,
}

async fn scenery(place: &Place) -> Scenery {
    let mair = place.member("mair").await;
    let stranger = place.member("dieithryn").await;
    let friend = place.member("ffrind").await;
    for who in [&mair, &stranger, &friend] {
        place.install(who).await;
    }
    place.shut_door(&mair).await;
    be_findable(place, &friend).await;
    let me = &mair.actor;
    let followed = follow(&place.app, me, friend.actor.persona).await;
    followed.expect("followed");
    let sent = show(place, &stranger, &UNWANTED.whole, openly("Edrych @mair")).await;
    let mut again = Vec::new();
    for bytes in UNWANTED.others.iter().chain([&UNWANTED.whole]) {
        let shown = show(place, &friend, bytes, openly("Wedi’i anfon ataf")).await;
        again.push(shown.expect("a post"));
    }
    let other = show(place, &friend, &OTHER.whole, openly("Fy llun i")).await;
    Scenery {
        sent: sent.expect("a post"),
        other: other.expect("a post"),
        mair,
        stranger,
        friend,
        again,
    }
}

const WORDS: &str = "looks like a picture you refused";

/// How the friend's posts stand with Mair on every surface that shows them.
async fn require(s: &Scenery, is_refused: bool, why: &str) {
    let browser = &s.mair.browser;
    for post in &s.again {
        let thread = format!("/@ffrind/{post}");
        let (all, open) = pictures(browser, &thread).await;
        assert_eq!(
            (all, open),
            (1, usize::from(!is_refused)),
            "{why}: {thread}"
        );
        let page = browser.get(&thread).await;
        assert_eq!(page.says(WORDS), is_refused, "{why}: {thread}");
        let status = format!("/api/v1/statuses/{post}");
        assert_eq!(
            told(browser, &status).await,
            [is_refused],
            "{why}: {status}"
        );
    }
    let count = s.again.len();
    for path in ["/", "/@ffrind", "/search?q=anfon"] {
        let (all, open) = pictures(browser, path).await;
        assert!(all >= count, "{path}: {all}");
        let covered = if is_refused { count } else { 0 };
        assert_eq!(all - open, covered, "{why}: {path}");
    }
    let id = s.friend.actor.persona;
    for path in [
        "/api/v1/timelines/home".to_owned(),
        format!("/api/v1/accounts/{id}/statuses"),
    ] {
        let told = told(browser, &path).await;
        let covered = told.iter().filter(|one| **one).count();
        let most = if is_refused { count } else { 0 };
        assert_eq!(covered, most, "{why}: {path}");
    }
    // What she did not refuse is hers to see, and what she refused is everybody else's.
    let other = format!("/@ffrind/{}", s.other);
    assert_eq!(pictures(browser, &other).await, (1, 1), "{why}: {other}");
    let first = format!("/@ffrind/{}", s.again[0]);
    for browser in [&s.friend.browser, &s.stranger.browser] {
        let page = browser.get(&first).await;
        assert!(!page.says(WORDS), "{why}");
    }
    assert_eq!(pictures(&s.friend.browser, &first).await, (1, 1), "{why}");
}

async fn report_it(place: &Place, s: &Scenery) {
    let wish = report::Wish {
        target: s.stranger.actor.persona,
        posts: vec![s.sent],
        comment: String::new(),
        category: Category::Other,
        rules: vec![],
    };
    let filed = report::file(&place.app, s.mair.actor, wish).await;
    filed.expect("a report");
}

#[tokio::test]
async fn a_picture_that_was_refused_stays_covered_whoever_shows_it() {
    for_each_backend(async |place| {
        let s = scenery(place).await;
        let (app, me, who) = (&place.app, s.mair.actor, s.stranger.actor.persona);
        require(&s, false, "nothing was refused").await;
        let guests = vec![(who, Seen::ALL)];
        door::send_away(app, me, guests).await.expect("a no");
        require(&s, true, "declined").await;
        door::undecline(app, me, who).await.expect("undone");
        require(&s, false, "not declined").await;
        // What was reported stays refused, whatever becomes of the rest.
        let guests = vec![(who, Seen::ALL)];
        door::send_away(app, me, guests).await.expect("a no");
        report_it(place, &s).await;
        door::undecline(app, me, who).await.expect("undone");
        require(&s, true, "reported").await;
        let page = s.mair.browser.get("/me/filters").await;
        assert!(page.says("You refused a picture"));
        let path = "/me/filters/pictures/refused";
        let done = s.mair.browser.submit(&page, path, &[]).await;
        assert_eq!(done.location(), Some("/me/filters?done=pictures-accepted"));
        require(&s, false, "forgotten").await;
        block(app, &me, who).await.expect("blocked");
        require(&s, true, "blocked").await;
        unblock(app, &me, who).await.expect("undone");
        require(&s, false, "not blocked").await;
        let record = s.mair.browser.get("/me/ledger").await;
        assert!(record.says("One picture you refused stays covered when it comes again."));
        assert!(record.says("No picture is covered any more because you refused it."));
        place.require_ledger().await;
    })
    .await;
}

/// Friends send each other what others sent too: a quarrel does not take that away.
#[tokio::test]
async fn blocking_somebody_one_knew_refuses_no_picture() {
    for_each_backend(async |place| {
        let s = scenery(place).await;
        let (app, me, who) = (&place.app, s.mair.actor, s.stranger.actor.persona);
        follow(app, &me, who).await.expect("followed");
        block(app, &me, who).await.expect("blocked");
        assert_eq!(look::refused_count(app, me).await.expect("a number"), 0);
    })
    .await;
}

#[tokio::test]
async fn what_was_refused_goes_with_the_one_who_refused_it() {
    for_each_backend(async |place| {
        let s = scenery(place).await;
        report_it(place, &s).await;
        let has = |rows: &[String]| rows.iter().any(|row| row.starts_with("refused_looks"));
        assert!(has(&place.rows().await));
        let password = [("current", PASSWORD)];
        let left = s.mair.browser.post("/me/leave", &password).await;
        assert_eq!(left.status, 303, "{}", left.text());
        place.later(SPREAD_US);
        do_jobs(place).await;
        assert!(!has(&place.rows().await));
        place.require_ledger().await;
    })
    .await;
}

/// A community with a picture that was taken out.
struct Cleared {
    host: Person,
    member: Person,
    club: Founded,
}

async fn cleared(place: &Place, visibility: Visibility) -> Cleared {
    let host = place.member("delyth").await;
    let member = place.member("eleri").await;
    place.install(&member).await;
    place.install(&host).await;
    let club = place.found(&host, "Clwb", visibility).await;
    place.let_in(&host, &club, &member, "eleri").await;
    let shown = show(place, &member, &UNWANTED.whole, within(&club, "Llun")).await;
    let shown = shown.expect("a post");
    let reason = "Nid yma.".to_owned();
    let done = take_out(&place.app, &host.actor, shown, reason).await;
    done.expect("taken out");
    Cleared { host, member, club }
}

fn is_held(answer: &Result<PostId, Error>) -> bool {
    matches!(answer, Err(Error::Invalid(faults))
        if faults.iter().any(|fault| fault.code == "picture-taken-out"))
}

#[tokio::test]
async fn what_was_taken_out_is_held_back_there_and_nowhere_else() {
    for_each_backend(async |place| {
        let s = cleared(place, Visibility::Public).await;
        let (app, club) = (&place.app, &s.club);
        // By whoever it comes, but for five times a day of one.
        for (who, bytes) in [&s.member, &s.host].iter().zip(&UNWANTED.others) {
            let answer = show(place, who, bytes, within(club, "Eto")).await;
            assert!(is_held(&answer), "{answer:?}");
        }
        let words = within(club, "Yn hwyrach");
        let later = showing(place, &s.member, &UNWANTED.others[2], words).await;
        let at = place.app.now().plus(HOUR_US);
        let later = scheduled::schedule(app, &s.member.actor, later, at, None).await;
        assert!(is_held(&later.map(|draft| PostId::new(draft.id.get()))));
        // Everything else goes on.
        for wish in [openly("I bawb"), Wish::default()] {
            let mut wish = wish;
            wish.for_whom = ForWhom::Public;
            let shown = show(place, &s.member, &UNWANTED.whole, wish).await;
            assert!(shown.is_ok(), "elsewhere: {shown:?}");
        }
        let elsewhere = place.found(&s.host, "Arall", Visibility::Public).await;
        let shown = show(place, &s.host, &UNWANTED.whole, within(&elsewhere, "Yma")).await;
        assert!(shown.is_ok(), "{shown:?}");
        let shown = show(place, &s.member, &OTHER.whole, within(club, "Arall")).await;
        let shown = shown.expect("another picture");
        // Nor does it come in through a change, or through an application.
        let unwanted = taken(place, s.member.actor.persona, &UNWANTED.whole).await;
        let change = json!({ "status": "Arall", "media_ids": [unwanted.to_string()] });
        let path = format!("/api/v1/statuses/{shown}");
        let (status, answer) = call(&s.member.browser, "PUT", &path, change).await;
        assert_eq!(status, 422, "{answer}");
        let said = answer["error"].as_str().unwrap_or_default();
        assert!(said.contains("was taken out of this community"), "{answer}");
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn those_who_keep_the_norms_read_of_it_and_can_let_it_back() {
    for_each_backend(async |place| {
        let s = cleared(place, Visibility::Public).await;
        let record = format!("/c/{}/record", s.club.handle);
        let again = show(
            place,
            &s.member,
            &UNWANTED.others[0],
            within(&s.club, "Eto"),
        )
        .await;
        assert!(is_held(&again));
        let came = "A picture that was taken out before came again and was held back.";
        let known = "Pictures of a post that was taken out are held back from now on.";
        let page = s.host.browser.get(&record).await;
        assert!(page.says(came) && page.says(known));
        assert!(page.says("One picture that was taken out with a post is held back"));
        let theirs = s.member.browser.get(&record).await;
        assert!(!theirs.says(came) && !theirs.says(known) && theirs.says("A post was taken out."));
        let path = format!("{record}/pictures");
        assert!(theirs.form(&path).is_none());
        let no = s.member.browser.post(&path, &[]).await;
        assert_eq!(no.status, 403);
        let done = s.host.browser.submit(&page, &path, &[]).await;
        let to = format!("{record}?done=pictures-let-back");
        assert_eq!(done.location(), Some(to.as_str()));
        let page = s.host.browser.get(&record).await;
        assert!(page.says("Pictures that were taken out may be shown again."));
        assert!(page.form(&path).is_none());
        let shown = show(place, &s.member, &UNWANTED.whole, within(&s.club, "Eto")).await;
        assert!(shown.is_ok(), "{shown:?}");
        place.require_ledger().await;
    })
    .await;
}

/// Whoever tries how far a picture must be changed is slowed down, whatever they show then; others
/// are not, and neither are words.
#[tokio::test]
async fn trying_again_and_again_is_slowed_down() {
    for_each_backend(async |place| {
        let s = cleared(place, Visibility::Public).await;
        let club = &s.club;
        for attempt in 0..6 {
            let answer = show(place, &s.member, &UNWANTED.whole, within(club, "Eto")).await;
            assert!(is_held(&answer), "{attempt}: {answer:?}");
        }
        for bytes in [&UNWANTED.whole, &OTHER.whole] {
            let answer = show(place, &s.member, bytes, within(club, "Eto")).await;
            assert!(matches!(answer, Err(Error::Limited { .. })), "{answer:?}");
        }
        say(place, &s.member, within(club, "Geiriau")).await;
        let shown = show(place, &s.host, &OTHER.whole, within(club, "Llun")).await;
        assert!(shown.is_ok(), "{shown:?}");
        place.later(2 * DAY_US);
        let shown = show(place, &s.member, &OTHER.whole, within(club, "Llun")).await;
        assert!(shown.is_ok(), "{shown:?}");
    })
    .await;
}

/// What a hidden community took out says nothing outside of it, also to its own members; and what a
/// picture looks like stands nowhere that anybody reads.
#[tokio::test]
async fn a_look_is_told_to_nobody() {
    for_each_backend(async |place| {
        let s = cleared(place, Visibility::Hidden).await;
        let outsider = place.member("dieithryn").await;
        place.install(&outsider).await;
        let mut posts = Vec::new();
        for who in [&s.member, &outsider] {
            let shown = show(place, who, &UNWANTED.whole, openly("Llun")).await;
            posts.push(shown.expect("outside nothing is known of it"));
        }
        let rows = place.rows().await;
        let developed = develop(&UNWANTED.whole, &Limits::default()).expect("a picture");
        let look = look::seen(&developed.pdq).look().whole.to_string();
        assert!(rows.iter().any(|row| row.contains(&look)), "it is kept");
        for (who, path) in [
            (&s.host, format!("/c/{}/record", s.club.handle)),
            (&s.host, "/me/ledger".to_owned()),
            (&s.member, format!("/@eleri/{}", posts[0])),
            (&s.member, format!("/api/v1/statuses/{}", posts[0])),
            (&outsider, format!("/api/v1/statuses/{}", posts[1])),
            (&outsider, "/api/v1/timelines/public".to_owned()),
        ] {
            let page = who.browser.get(&path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(!page.holds(&look), "{path}");
        }
        // The same photo of two people has nothing in common that is told.
        let of = async |who: &Person, post: PostId| {
            let status = read(&who.browser, &format!("/api/v1/statuses/{post}")).await;
            status["media_attachments"][0]["url"].clone()
        };
        assert_ne!(of(&s.member, posts[0]).await, of(&outsider, posts[1]).await);
    })
    .await;
}

/// Pictures from before are looked at by the hourly sweep, by the files that were made of them.
#[tokio::test]
async fn older_pictures_are_looked_at_bit_by_bit() {
    for_each_backend(async |place| {
        let s = scenery(place).await;
        let looks = |rows: Vec<String>| {
            let of = rows.into_iter().filter(|row| row.starts_with("looks"));
            of.count()
        };
        let all = looks(place.rows().await);
        assert!(all >= 6, "{all}");
        for owner in [&s.stranger, &s.friend].map(|who| who.actor.persona) {
            let forgotten = place.app.write(move |turn| {
                for picture in store::media::of_owner(turn.tx, owner)? {
                    store::look::forget(turn.tx, picture.id)?;
                }
                Ok(())
            });
            forgotten.await.expect("as before looks were kept");
        }
        assert_eq!(looks(place.rows().await), 0);
        run_one(&place.app, "sweep", "").await.expect("the sweep");
        assert_eq!(looks(place.rows().await), all);
        report_it(place, &s).await;
        let thread = format!("/@ffrind/{}", s.again[0]);
        assert!(s.mair.browser.get(&thread).await.says(WORDS));
    })
    .await;
}
