//! The doctor finds what was changed past the ledger, and what is missing.

use hafan_app::doctor::{self, Fault};
use hafan_app::identity::{leave, persona, profile};
use hafan_app::post::{ForWhom, boost};
use hafan_app::store::ledger::audit::Problem;
use hafan_app::{App, jobs};
use hafan_core::community::Visibility;
use hafan_core::id::PostId;
use hafan_media::{BlobFormat, BlobKey, Blobs as _, Size};
use hafan_store::{Error, P, Tx, search};
use hafan_testkit::{Backend, PASSWORD, Place};
use sha2::{Digest as _, Sha256};
use std::time::SystemTime;

#[tokio::test]
async fn a_place_that_people_use_is_well() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = Place::new(backend).await;
        let mair = place.member("mair").await;
        place.persona(&mair, "haul").await;
        let report = examine(&place.app).await;
        assert_eq!(report.faults(), [], "{report:?}");
        assert!(report.audit.entries > 10);
    }
}

#[tokio::test]
async fn personas_that_go_in_their_time_are_no_fault_but_one_without_that_is() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = Place::new(backend).await;
        let mair = place.member("mair").await;
        place.persona(&mair, "haul").await;
        let left = leave::delete_account(&place.app, mair.actor, PASSWORD, false).await;
        left.expect("gone");
        let report = examine(&place.app).await;
        assert_eq!(report.faults(), [], "{report:?}");
        // The same persona, and nothing that will ever end it.
        place
            .app
            .store
            .write(|tx: &mut Tx<'_>| tx.execute("DELETE FROM jobs", &[]))
            .await
            .expect("forgotten");
        let report = examine(&place.app).await;
        assert!(!report.faults().is_empty(), "{report:?}");
    }
}

#[tokio::test]
async fn what_was_changed_past_the_ledger_is_found() {
    let strokes: [(&'static str, &str, Problem); 8] = [
        (
            "UPDATE members SET theme = 'dark'",
            "setting theme",
            Problem::NoEntry,
        ),
        (
            "UPDATE personas SET name = 'Other'",
            "profile name",
            Problem::Differs,
        ),
        (
            "UPDATE members SET is_host = TRUE",
            "setting host",
            Problem::NoEntry,
        ),
        ("DELETE FROM sessions", "session ", Problem::NoRow),
        (
            "UPDATE place SET value = 'Other'",
            "place name",
            Problem::Differs,
        ),
        (
            "INSERT INTO blocks (owner_id, target_id, since) SELECT id, 7, 7 FROM personas",
            "block 7",
            Problem::NoEntry,
        ),
        (
            "UPDATE ledger SET note = 'x' WHERE seq = 2",
            "entry 2",
            Problem::BrokenChain,
        ),
        (
            "DELETE FROM ledger WHERE seq = 1",
            "entry 2",
            Problem::BrokenChain,
        ),
    ];
    for backend in [Backend::Sqlite, Backend::Postgres] {
        for (stroke, value, problem) in strokes {
            let place = Place::new(backend).await;
            place.member("mair").await;
            let changed: Result<u64, Error> = place
                .app
                .store
                .write(move |tx: &mut Tx<'_>| tx.execute(stroke, &[]))
                .await;
            changed.expect(stroke);
            let report = examine(&place.app).await;
            assert_eq!(report.faults(), [Fault::Ledger], "{stroke}");
            let found = report.audit.faults.iter();
            let mut found = found.filter(|f| f.value.starts_with(value) && f.problem == problem);
            assert!(
                found.next().is_some(),
                "{stroke}: {:?}",
                report.audit.faults
            );
        }
    }
}

#[tokio::test]
async fn a_device_that_was_made_to_speak_as_somebody_else_is_found() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = Place::new(backend).await;
        let (mair, gwen) = (place.member("mair").await, place.member("gwen").await);
        let (session, other) = (mair.actor.session, gwen.actor.persona);
        let sql = "UPDATE sessions SET persona_id = $2 WHERE id = $1";
        let changed: Result<u64, Error> = place
            .app
            .store
            .write(move |tx: &mut Tx<'_>| {
                tx.execute(sql, &[P::I(session.get()), P::I(other.get())])
            })
            .await;
        assert_eq!(changed.expect("changed"), 1);
        let report = examine(&place.app).await;
        assert_eq!(
            report.faults(),
            [Fault::Strays, Fault::Ledger],
            "{report:?}"
        );
        assert_eq!(report.strays, [("sessions-as-somebody-else", 1)]);
    }
}

/// Past the place, a browser speaks as another persona of its own member; through it, it may.
#[tokio::test]
async fn a_device_that_was_switched_past_the_place_is_found() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = Place::new(backend).await;
        let mair = place.member("mair").await;
        let other = place.persona(&mair, "haul").await.actor.persona;
        for to in [other, mair.actor.persona] {
            let switched = persona::switch(&place.app, mair.actor, to).await;
            switched.expect("switched");
            assert_eq!(examine(&place.app).await.faults(), []);
        }
        let session = mair.actor.session;
        let sql = "UPDATE sessions SET persona_id = $2 WHERE id = $1";
        let changed: Result<u64, Error> = place
            .app
            .store
            .write(move |tx: &mut Tx<'_>| {
                tx.execute(sql, &[P::I(session.get()), P::I(other.get())])
            })
            .await;
        assert_eq!(changed.expect("changed"), 1);
        let report = examine(&place.app).await;
        assert_eq!(report.faults(), [Fault::Ledger], "{report:?}");
        let value = format!("session {session} persona");
        assert_eq!(report.audit.faults[0].value, value);
    }
}

/// Data of before there were seals: nothing is wrong with it, and from the first sweep on a change
/// of it is found too.
#[tokio::test]
async fn what_is_older_than_seals_is_sealed_by_the_first_sweep() {
    let strokes = [
        "UPDATE members SET password_hash = 'x'",
        "UPDATE accounts SET created_day = created_day + 1",
        "UPDATE accounts SET handle = handle || 'x', handle_key = handle_key || 'x',
         handle_skeleton = handle_skeleton || 'x' WHERE state = 'deleted'",
        "UPDATE communities SET created_day = created_day + 1",
        "UPDATE persona_links SET position = position + 1",
        "UPDATE sessions SET scopes = 'read write' WHERE scopes <> ''",
        "UPDATE sessions SET persona_seal = NULL",
    ];
    for backend in [Backend::Sqlite, Backend::Postgres] {
        for stroke in strokes {
            let place = Place::new(backend).await;
            let mair = place.host("mair").await;
            place.persona(&mair, "haul").await;
            place.token(&mair, "read").await;
            place.found(&mair, "Gardd", Visibility::Public).await;
            profile::rename(&place.app, mair.actor, "mari")
                .await
                .expect("renamed");
            forget_seals(&place).await;
            assert_eq!(examine(&place.app).await.faults(), []);
            let change = async || {
                let changed: Result<u64, Error> = place
                    .app
                    .store
                    .write(move |tx: &mut Tx<'_>| tx.execute(stroke, &[]))
                    .await;
                assert!(changed.expect(stroke) > 0, "{stroke}");
                examine(&place.app).await.faults()
            };
            jobs::run_one(&place.app, "sweep", "").await.expect("swept");
            assert_eq!(examine(&place.app).await.faults(), []);
            let page = mair.browser.get("/me/ledger").await;
            assert_eq!(page.status, 200);
            assert_eq!(change().await, [Fault::Ledger], "{stroke}");
        }
    }
}

/// Makes the place one of before there were seals: entries without them, in chains that hold.
async fn forget_seals(place: &Place) {
    const ENTRIES: &str = "SELECT id, owner_id, seq, by_id, at, owner_kind, kind, what, old_value,
        new_value, by_kind, cause, note FROM ledger ORDER BY owner_kind, owner_id, seq";
    const CHAIN: &str = "UPDATE ledger SET seal = NULL, hash = $2 WHERE id = $1";
    const HEAD: &str = "UPDATE ledger_heads SET hash = $3 WHERE owner_kind = $1 AND owner_id = $2";
    let forgotten: Result<(), Error> = place
        .app
        .store
        .write(|tx: &mut Tx<'_>| {
            tx.execute("UPDATE sessions SET persona_seal = NULL", &[])?;
            let entries = tx.query(ENTRIES, &[], |row| {
                let by = row.opt_i64(3)?.unwrap_or(0);
                let numbers = [row.i64(0)?, row.i64(1)?, by, row.i64(4)?];
                let texts = (5..13).map(|column| row.text(column));
                Ok((row.i64(2)?, numbers, texts.collect::<Result<Vec<_>, _>>()?))
            })?;
            let mut previous = Vec::new();
            for (seq, [id, owner, by, at], texts) in entries {
                if seq == 1 {
                    previous.clear();
                }
                let mut hash = Sha256::new();
                hash.update((previous.len() as u64).to_be_bytes());
                hash.update(&previous);
                for number in [id, owner, seq, by, at] {
                    hash.update(number.to_be_bytes());
                }
                for text in &texts {
                    hash.update((text.len() as u64).to_be_bytes());
                    hash.update(text.as_bytes());
                }
                previous = hash.finalize().to_vec();
                tx.execute(CHAIN, &[P::I(id), P::B(&previous)])?;
                tx.execute(HEAD, &[P::T(&texts[0]), P::I(owner), P::B(&previous)])?;
            }
            Ok(())
        })
        .await;
    forgotten.expect("forgotten");
}

#[tokio::test]
async fn a_post_that_is_only_half_there_is_found() {
    type Stroke = fn(&mut Tx<'_>, PostId) -> Result<(), Error>;
    let strokes: [(Stroke, &str); 3] = [
        (
            |tx, _| tx.execute("DELETE FROM streams", &[]).map(drop),
            "posts-without-stream",
        ),
        (search::forget_post, "posts-that-search-does-not-know"),
        (
            |tx, _| tx.execute("DELETE FROM posts", &[]).map(drop),
            "streams-without-post",
        ),
    ];
    for backend in [Backend::Sqlite, Backend::Postgres] {
        for (stroke, what) in strokes {
            let place = Place::new(backend).await;
            let mair = place.member("mair").await;
            let post = place.say(&mair, "Bore da", ForWhom::Public).await;
            assert_eq!(examine(&place.app).await.faults(), []);
            let changed: Result<(), Error> = place
                .app
                .store
                .write(move |tx: &mut Tx<'_>| stroke(tx, post))
                .await;
            changed.expect(what);
            let report = examine(&place.app).await;
            assert_eq!(report.faults(), [Fault::Strays], "{report:?}");
            assert_eq!(report.strays, [(what, 1)]);
        }
    }
}

#[tokio::test]
async fn somebody_who_leaves_takes_along_what_they_passed_on() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = Place::new(backend).await;
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        let post = place.say(&mair, "Bore da", ForWhom::Public).await;
        boost(&place.app, &dewi.actor, post, true)
            .await
            .expect("a boost");
        let gone = dewi.actor.persona.to_string();
        jobs::run_one(&place.app, leave::ERASE_JOB, &gone)
            .await
            .expect("erased");
        assert_eq!(examine(&place.app).await.strays, []);
    }
}

#[tokio::test]
async fn files_that_are_missing_and_files_that_belong_to_nothing_are_told_apart() {
    let place = Place::new(Backend::Sqlite).await;
    let key = BlobKey::new([9; 16], Size::Small, BlobFormat::Png);
    place
        .blobs
        .put(&key, b"x", SystemTime::UNIX_EPOCH)
        .expect("stored");
    let report = examine(&place.app).await;
    assert_eq!((report.orphans, report.faults()), (1, vec![]));

    let insert = "INSERT INTO media (id, blob_key, owner_id, purpose, post_id, position, extension,
        sizes, width, height, alt, placeholder, blurhash, color, was_animated, made_at) VALUES
        (1, '0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a', 1, 'post', NULL, 0, 'png', 'small', 1, 1, '',
        X'', '', 0, FALSE, 1)";
    let stored: Result<u64, Error> = place
        .app
        .store
        .write(move |tx: &mut Tx<'_>| tx.execute(insert, &[]))
        .await;
    stored.expect("a row");
    let report = examine(&place.app).await;
    assert_eq!(report.faults(), [Fault::Missing]);
    assert_eq!(
        report.missing.first().map(ToString::to_string).as_deref(),
        Some("0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a-small.png")
    );
}

#[tokio::test]
async fn a_clock_that_runs_behind_is_found() {
    let place = Place::new(Backend::Sqlite).await;
    place.later(-hafan_core::time::HOUR_US);
    assert_eq!(examine(&place.app).await.faults(), [Fault::Clock]);
}

async fn examine(app: &App) -> doctor::Report {
    let app = app.clone();
    let looked = tokio::task::spawn_blocking(move || doctor::examine(&app)).await;
    looked.expect("no panic").expect("a report")
}
