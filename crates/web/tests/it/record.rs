//! My record: every change with who and why, and the way back.

use crate::talk::{act, openly, say};
use hafan_app::host::settings::ACCENTS;
use hafan_app::identity::settings::{self, Preferences};
use hafan_app::relation::{self, MuteWish, Options};
use hafan_app::store::tie;
use hafan_core::account::ProfileField;
use hafan_core::audience::WhoMay;
use hafan_core::community::{CommunityField, JoinRule, Visibility};
use hafan_core::id::CommunityId;
use hafan_core::ledger::{By, Cause, Change};
use hafan_core::locale::Locale;
use hafan_core::member::{MemberState, Setting};
use hafan_core::place::{PlaceField, SignUp};
use hafan_testkit::{Browser, Page, Person, for_each_backend};

/// The entry whose undo button names these words.
pub fn entry(page: &Page, words: &str) -> Option<String> {
    let html = page.html();
    let line = html.split("<li>").find(|line| line.contains(words))?;
    let (_, rest) = line.split_once("name=\"entry\" value=\"")?;
    rest.split('"').next().map(str::to_owned)
}

#[tokio::test]
async fn a_change_of_mine_is_told_and_undone_by_its_button() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        say(place, &dewi, openly("The kettle is on.")).await;
        act(&mair, "follow", &dewi).await;
        act(&mair, "mute", &dewi).await;
        let page = mair.browser.get("/me/ledger").await;
        assert!(page.says("You began to follow Dewi."), "{}", page.text());
        for (words, check) in [
            ("You chose to see less of Dewi.", "/me/follows/muted"),
            ("You began to follow Dewi.", "/me/follows"),
        ] {
            assert!(mair.browser.get(check).await.says("@dewi"), "{check}");
            let id = entry(&page, words).expect("a button");
            let done = mair
                .browser
                .post("/me/ledger/undo", &[("entry", &id)])
                .await;
            assert_eq!(done.status, 303, "{words}");
            assert!(!mair.browser.get(check).await.says("@dewi"), "{check}");
            // It is undone once.
            let again = mair
                .browser
                .post("/me/ledger/undo", &[("entry", &id)])
                .await;
            assert_eq!(again.status, 409, "{words}");
        }
        let page = mair.browser.get("/me/ledger").await;
        assert!(page.has("p.undone"), "{}", page.text());
        assert!(page.says("to undo an earlier change"));
    })
    .await;
}

#[tokio::test]
async fn wishes_beside_a_follow_and_terms_of_a_mute_are_told_and_undone() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        let (app, them) = (&place.app, dewi.actor.persona);
        let wish = Options {
            boosts: Some(false),
            tells: Some(true),
            languages: Some(vec!["cy".to_owned()]),
        };
        let followed = relation::follow_with(app, &mair.actor, them, wish).await;
        followed.expect("followed");
        let wish = MuteWish {
            lasts_us: Some(60_000_000),
            keeps_news: true,
        };
        let muted = relation::mute_for(app, &mair.actor, them, wish).await;
        muted.expect("muted");
        let page = mair.browser.get("/me/ledger").await;
        let wished = "How you follow Dewi: without what they share; you are told when they write; \
                      only in these languages (cy).";
        let terms = "How you see less of Dewi: for a time; you are still told when they answer you \
                     or name you.";
        for words in [wished, terms] {
            assert!(page.says(words), "{}", page.text());
            let id = entry(&page, words).expect("a button");
            let fields = [("entry", id.as_str())];
            let done = mair.browser.post("/me/ledger/undo", &fields).await;
            assert_eq!(done.status, 303, "{words}");
        }
        let me = mair.actor.persona;
        let read = app.read(move |read| Ok(tie::about(read, me, them)?));
        assert_eq!(read.await.expect("read"), relation::Kept::default());
        let page = mair.browser.get("/me/ledger").await;
        assert!(page.says("You follow Dewi in the usual way again."));
        place.require_ledger().await;
        // With the follow and the mute goes what hung on them, and nothing of it can be undone.
        let wish = Options {
            boosts: Some(false),
            ..Options::default()
        };
        let followed = relation::follow_with(app, &mair.actor, them, wish).await;
        followed.expect("followed");
        act(&mair, "unfollow", &dewi).await;
        act(&mair, "unmute", &dewi).await;
        let page = mair.browser.get("/me/ledger").await;
        assert!(entry(&page, "You follow Dewi in the usual way again.").is_none());
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn a_record_tells_nobody_that_they_were_blocked() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        let wish = Options {
            boosts: Some(false),
            ..Options::default()
        };
        let followed = relation::follow_with(&place.app, &mair.actor, dewi.actor.persona, wish);
        followed.await.expect("followed");
        place.later(1_000);
        act(&dewi, "block", &mair).await;
        let page = mair.browser.get("/me/ledger").await;
        assert!(page.says("ended from their side"), "{}", page.text());
        assert!(
            !page.text().to_lowercase().contains("block"),
            "{}",
            page.text()
        );
        let (app, token) = (place.visitor(), place.token(&mair, "read").await);
        app.set_header("authorization", &format!("Bearer {token}"));
        let told = app.get("/api/hafan/v1/ledger").await;
        assert!(
            told.text().contains("ended from their side"),
            "{}",
            told.text()
        );
        assert!(
            !told.text().to_lowercase().contains("block"),
            "{}",
            told.text()
        );
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn nobody_undoes_or_reads_what_is_on_the_record_of_another() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        act(&mair, "block", &dewi).await;
        let page = mair.browser.get("/me/ledger").await;
        let id = entry(&page, "You blocked Dewi.").expect("a button");
        let seren = place.persona(&mair, "seren").await;
        for other in [&dewi, &seren] {
            let answer = other
                .browser
                .post("/me/ledger/undo", &[("entry", &id)])
                .await;
            assert_eq!(answer.status, 404);
            assert!(!other.browser.get("/me/ledger").await.says("You blocked"));
        }
        for forged in ["1", "x", "", "-5"] {
            let answer = mair
                .browser
                .post("/me/ledger/undo", &[("entry", forged)])
                .await;
            assert_eq!(answer.status, 404, "{forged}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_setting_goes_back_to_what_it_was_and_pages_of_the_record_lose_nothing() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        for number in 0..70 {
            place.later(1_000_000);
            let wish = Preferences {
                locale: Locale::En,
                theme: "auto".to_owned(),
                easy_read: number % 2 == 0,
                shows_counts: false,
                time_zone: String::new(),
            };
            settings::set_preferences(&place.app, mair.actor, wish)
                .await
                .expect("a setting");
        }
        let mut path = "/me/ledger".to_owned();
        let (mut lines, mut pages) = (0, 0);
        loop {
            let page = mair.browser.get(&path).await;
            lines += page
                .texts("ol.ledger .about")
                .iter()
                .filter(|t| t.contains("Easy Read"))
                .count();
            pages += 1;
            match page.attribute(".pages a", "href") {
                Some(next) => path = next,
                None => break,
            }
        }
        assert_eq!((lines, pages), (70, 3));
        let page = mair.browser.get("/me/ledger").await;
        let id = entry(&page, "Easy Read was turned off.").expect("a button");
        mair.browser
            .post("/me/ledger/undo", &[("entry", &id)])
            .await;
        assert!(
            mair.browser
                .get("/me/ledger")
                .await
                .has("html[data-easy='on']")
        );
    })
    .await;
}

/// What each setting of the place can become.
fn values_of_place(field: PlaceField) -> Vec<&'static str> {
    match field {
        PlaceField::SignUp => SignUp::ALL.iter().map(|rule| rule.code()).collect(),
        PlaceField::Locale => Locale::ALL.iter().map(|locale| locale.tag()).collect(),
        PlaceField::Accent => ACCENTS.to_vec(),
        PlaceField::PictureBytesMax => vec!["4194304"],
        PlaceField::PostCharsMax => vec!["2000"],
        // A number and a proper name are words enough.
        PlaceField::PicturesMax | PlaceField::TimeZone => vec![],
        PlaceField::PictureLists | PlaceField::PicturesHeld => vec!["0", "1"],
        PlaceField::Name => vec!["Geiriau pobl"],
        PlaceField::Summary
        | PlaceField::Rules
        | PlaceField::Contact
        | PlaceField::SignUpQuestion => vec!["Geiriau pobl", ""],
    }
}

/// What each setting of a member can become; in the end all is well again.
fn values_of_member(setting: Setting) -> Vec<&'static str> {
    match setting {
        Setting::State => {
            let states = MemberState::ALL.iter().map(|state| state.code());
            states.chain(["active"]).collect()
        }
        Setting::Locale => vec!["cy", "en"],
        Setting::Theme => vec!["light", "dark", "auto"],
        Setting::EasyRead | Setting::Counts | Setting::Host => vec!["yes", "no"],
        Setting::TimeZone => vec![""],
        Setting::Password | Setting::RecoverySheet | Setting::SignInHelp => vec!["7"],
        // Proper names; and what has rows of its own.
        Setting::Login | Setting::Email | Setting::Persona => vec![],
    }
}

/// What each field of a persona can become.
fn values_of_persona(field: ProfileField) -> Vec<&'static str> {
    match field {
        ProfileField::ApproveFollowers
        | ProfileField::Findable
        | ProfileField::PostsFindable
        | ProfileField::ShowsPictures => vec!["yes", "no"],
        ProfileField::RefusedPictures => vec!["0", "1", "2"],
        ProfileField::DefaultAudience => ["public", "quiet", "followers"].to_vec(),
        ProfileField::DefaultReplies | ProfileField::DefaultQuotes => {
            WhoMay::ALL.iter().map(|who| who.code()).collect()
        }
        ProfileField::OldWords => vec!["days 30 followed", "before 20780 nobody", ""],
        ProfileField::NewsNotFollowed
        | ProfileField::NewsNotFollowing
        | ProfileField::NewsNewcomer
        | ProfileField::NewsPrivate
        | ProfileField::NewsLimited
        | ProfileField::NewsStranger => vec!["hold", "drop", "tell"],
        ProfileField::Handle
        | ProfileField::Name
        | ProfileField::Bio
        | ProfileField::Fields
        | ProfileField::Picture
        | ProfileField::Header => vec![],
    }
}

/// What each field of a community can become.
fn values_of_community(field: CommunityField) -> Vec<&'static str> {
    match field {
        CommunityField::Visibility => Visibility::ALL.iter().map(|it| it.code()).collect(),
        CommunityField::JoinRule => JoinRule::ALL.iter().map(|it| it.code()).collect(),
        CommunityField::DefaultReplies | CommunityField::DefaultQuotes => {
            WhoMay::ALL.iter().map(|it| it.code()).collect()
        }
        CommunityField::Name | CommunityField::Summary => vec!["Geiriau pobl"],
        CommunityField::Charter | CommunityField::Norms | CommunityField::JoinQuestion => {
            vec!["Geiriau pobl"]
        }
        CommunityField::Handle
        | CommunityField::Picture
        | CommunityField::State
        | CommunityField::TakenOut => vec![],
        CommunityField::PictureHeld => vec!["1", "2"],
        CommunityField::PicturesTakenOut => vec!["0", "1", "2"],
    }
}

/// Every line of a record, over all its pages.
async fn lines_of(browser: &Browser, path: &str) -> Vec<String> {
    let (mut lines, mut path) = (Vec::new(), path.to_owned());
    loop {
        let page = browser.get(&path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.text());
        lines.extend(page.texts("ol.ledger .about p:first-child"));
        match page.attribute(".pages a[rel=next]", "href") {
            Some(next) => path = next,
            None => return lines,
        }
    }
}

/// Every change of a setting that somebody could make, with the new value.
fn changes(host: &Person, of: &Person, house: CommunityId) -> Vec<(Change, By, &'static str)> {
    let (by_host, by_carer) = (By::Host(host.actor.persona), By::Carer(host.actor.persona));
    let (member, persona) = (of.actor.member, of.actor.persona);
    let mut all = Vec::new();
    // Another value before: what stays as it is makes no entry.
    let from_to = |value: &str| {
        let old = if value.is_empty() { "hen" } else { "" };
        (old.to_owned(), value.to_owned())
    };
    for &field in PlaceField::ALL {
        for value in values_of_place(field) {
            let (old, new) = from_to(value);
            all.push((Change::Place { field, old, new }, by_host, value));
        }
    }
    for &setting in Setting::ALL {
        for value in values_of_member(setting) {
            let (old, new) = from_to(value);
            let change = Change::Setting {
                member,
                setting,
                old,
                new,
            };
            all.push((change, by_host, value));
        }
    }
    for &field in ProfileField::ALL {
        for value in values_of_persona(field) {
            let (old, new) = from_to(value);
            let change = Change::Profile {
                persona,
                field,
                old,
                new,
            };
            all.push((change, By::Self_, value));
        }
    }
    for &field in CommunityField::ALL {
        for value in values_of_community(field) {
            let (old, new) = from_to(value);
            let change = Change::Community {
                community: house,
                field,
                old,
                new,
            };
            all.push((change, by_carer, value));
        }
    }
    all
}

#[tokio::test]
async fn no_record_shows_a_code_where_there_are_words() {
    for_each_backend(async |place| {
        let carys = place.host("carys").await;
        let mair = place.member("mair").await;
        let house = place.found(&carys, "Cwm", Visibility::Public).await;
        let mut codes = Vec::new();
        for (change, by, value) in changes(&carys, &mair, house.id) {
            codes.push(value);
            place.later(1_000_000);
            let done = place
                .app
                .write(move |turn| turn.record(change.clone(), by, Cause::Choice));
            done.await.expect("a change");
        }
        codes.retain(|code| !code.is_empty() && *code != "Geiriau pobl");
        let of_house = format!("/c/{}/record", house.handle);
        let mut told = Vec::new();
        for locale in Locale::ALL {
            for (who, path) in [
                (&carys, "/host/record"),
                (&carys, of_house.as_str()),
                (&mair, "/me/ledger"),
            ] {
                let chosen = settings::set_locale(&place.app, who.actor, locale).await;
                chosen.expect("a language");
                for line in lines_of(&who.browser, path).await {
                    let (_, value) = line.rsplit_once(": ").unwrap_or_default();
                    let is_code = codes.contains(&value.trim_end_matches('.'));
                    let keys = ["ledger-", "act-", "who-", "audience-", "theme-", "place-"];
                    let is_key = keys.iter().any(|begin| line.contains(begin));
                    assert!(!is_code && !is_key && !line.contains('{'), "{path}: {line}");
                    told.push(line);
                }
            }
        }
        for words in [
            "How people join is now: People ask first.",
            "How people join is now: The door is open.",
            "Language for visitors, now: Cymraeg",
            "Colour of the place, now: Heather",
            "Size of a picture, now: 4.0 MB",
            "Length of a post, now: 2000 characters",
            "Rules: nothing is written there now.",
            "Your writing was paused.",
            "Your time zone is now that of the place.",
        ] {
            assert!(told.iter().any(|line| line == words), "{words}: {told:#?}");
        }
    })
    .await;
}
