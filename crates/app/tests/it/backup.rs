//! Backups: whole, of one moment, from either database into either, and never half.

use hafan_app::backup::{self, BackupError, Made, Restored};
use hafan_app::store::dump;
use hafan_app::{App, doctor};
use hafan_media::{BlobFormat, BlobKey, Blobs as _, Size};
use hafan_testkit::{Backend, Place, for_each_backend};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

const BOTH: [Backend; 2] = [Backend::Sqlite, Backend::Postgres];

#[tokio::test]
async fn a_backup_of_either_database_is_read_into_either_and_nothing_is_lost() {
    for from in BOTH {
        for to in BOTH {
            eprintln!("from {from:?} to {to:?}:");
            let (place, folder) = lively(from).await;
            let file = folder.path().join("place.tar");
            let made = make(&place.app, &file).await.expect("a backup");
            assert_eq!((made.media_files, made.media_missing), (2, 0));

            let new = Place::before_set_up(to).await;
            let done = restore(&new.app, &file).await.expect("read in");
            assert_eq!((done.rows, done.media_files), (made.rows, 2));
            assert_eq!(people(&new.app).await, people(&place.app).await);
            assert_eq!(pictures(&new), pictures(&place));
            require_well(&new.app).await;
        }
    }
}

#[tokio::test]
async fn a_backup_made_while_people_write_is_of_one_moment() {
    for backend in BOTH {
        let (place, folder) = lively(backend).await;
        let file = folder.path().join("place.tar");
        let writing = async {
            for round in 0..40 {
                place.member(&format!("writer{round}")).await;
            }
        };
        let (made, ()) = tokio::join!(make(&place.app, &file), writing);
        made.expect("a backup");
        let new = Place::before_set_up(backend).await;
        restore(&new.app, &file).await.expect("read in");
        require_well(&new.app).await;
        new.require_ledger().await;
    }
}

#[tokio::test]
async fn a_place_with_people_in_it_is_never_overwritten() {
    for_each_backend(async |place| {
        let (other, folder) = lively(Backend::Sqlite).await;
        let file = folder.path().join("place.tar");
        make(&other.app, &file).await.expect("a backup");
        place.member("mair").await;
        let before = people(&place.app).await;
        let refused = restore(&place.app, &file).await.expect_err("not empty");
        assert!(matches!(refused, BackupError::NotEmpty), "{refused}");
        assert_eq!(people(&place.app).await, before);
    })
    .await;
}

#[tokio::test]
async fn an_archive_that_is_torn_anywhere_changes_nothing() {
    let (place, folder) = lively(Backend::Sqlite).await;
    let file = folder.path().join("place.tar");
    make(&place.app, &file).await.expect("a backup");
    let whole = fs::read(&file).expect("bytes");
    let content = whole.len() - 1024;
    let new = Place::before_set_up(Backend::Sqlite).await;
    for torn in [
        0,
        1,
        511,
        512,
        700,
        content / 3,
        content / 2,
        content - 512,
        content - 1,
    ] {
        refused(
            &new,
            folder.path(),
            &whole[..torn],
            &format!("{torn} bytes"),
        )
        .await;
    }
}

#[tokio::test]
async fn an_archive_that_was_altered_anywhere_changes_nothing() {
    let (place, folder) = lively(Backend::Sqlite).await;
    let file = folder.path().join("place.tar");
    make(&place.app, &file).await.expect("a backup");
    let whole = fs::read(&file).expect("bytes");
    let new = Place::before_set_up(Backend::Sqlite).await;
    let content = whole.len() - 1024;
    for at in (0..content)
        .step_by(content / 40)
        .filter(|at| matters(&whole, *at))
    {
        let mut altered = whole.clone();
        altered[at] ^= 1;
        refused(&new, folder.path(), &altered, &format!("a bit at {at}")).await;
    }
}

/// False for what tar leaves unused behind an entry, and for its owner and time: they mean nothing.
fn matters(whole: &[u8], at: usize) -> bool {
    let mut archive = tar::Archive::new(whole);
    let entries = archive.entries().expect("a tar file");
    entries.raw(true).any(|entry| {
        let entry = entry.expect("an entry");
        let (start, size) = (entry.raw_file_position() as usize, entry.size() as usize);
        (start..start + size).contains(&at)
    })
}

#[tokio::test]
async fn an_archive_with_anything_that_is_not_a_backups_is_refused() {
    let (place, folder) = lively(Backend::Sqlite).await;
    let file = folder.path().join("place.tar");
    make(&place.app, &file).await.expect("a backup");
    let whole = fs::read(&file).expect("bytes");
    let new = Place::before_set_up(Backend::Sqlite).await;
    let key = "00000000000000000000000000000000-small.jpg";
    let media = format!("media/{key}");
    let hostile: [(&str, tar::EntryType); 9] = [
        ("../../etc/passwd", tar::EntryType::Regular),
        ("/etc/passwd", tar::EntryType::Regular),
        ("media/../hafan.sqlite", tar::EntryType::Regular),
        ("media/x", tar::EntryType::Regular),
        ("tables.jsonl", tar::EntryType::Symlink),
        (&media, tar::EntryType::Link),
        (&media, tar::EntryType::GNUSparse),
        (&media, tar::EntryType::Char),
        ("media/", tar::EntryType::Directory),
    ];
    for (path, kind) in hostile {
        let mut archive = entry(path, kind, b"x");
        archive.extend_from_slice(&whole);
        refused(&new, folder.path(), &archive, &format!("{path} {kind:?}")).await;
    }
    // Twice the same, and something after the end.
    let twice = [&whole[..whole.len() - 1024], &whole].concat();
    refused(&new, folder.path(), &twice, "twice").await;
}

#[tokio::test]
async fn rows_that_fit_no_table_leave_neither_rows_nor_pictures() {
    let (place, folder) = lively(Backend::Sqlite).await;
    let file = folder.path().join("place.tar");
    make(&place.app, &file).await.expect("a backup");
    for backend in BOTH {
        let new = Place::before_set_up(backend).await;
        for line in [
            "[1]",
            "{\"table\":\"nowhere\",\"columns\":[]}",
            "nonsense",
            "{\"rows\":0}",
        ] {
            let path = folder.path().join("hostile.tar");
            rewrite(&file, &path, line);
            let error = restore(&new.app, &path).await.expect_err("hostile rows");
            assert!(matches!(error, BackupError::Archive(_)), "{error}");
            assert_eq!(pictures(&new), []);
            assert_eq!(people(&new.app).await, Vec::<String>::new());
        }
        restore(&new.app, &file)
            .await
            .expect("the true one still can be read in");
    }
}

#[tokio::test]
async fn files_of_pictures_stay_while_a_backup_may_need_them() {
    for_each_backend(async |place| {
        let file = place.app.config.data.join("place.tar");
        make(&place.app, &file).await.expect("a backup");
        assert!(
            backup::held_until(&place.app)
                .await
                .expect("read")
                .is_some()
        );
        place.later(hafan_core::time::HOUR_US);
        assert!(
            backup::held_until(&place.app)
                .await
                .expect("read")
                .is_none()
        );
    })
    .await;
}

#[tokio::test]
async fn a_backup_that_can_not_be_written_leaves_nothing_and_says_why() {
    for_each_backend(async |place| {
        let folder = place.app.config.data.join("nowhere");
        let failed = make(&place.app, &folder.join("place.tar")).await;
        let words = failed.expect_err("no such folder").to_string();
        assert!(words.contains("nowhere"), "{words}");
        let report = examine(&place.app).await;
        assert_eq!(report.faults(), [doctor::Fault::Backup]);
    })
    .await;
}

#[tokio::test]
async fn the_nightly_backups_of_a_week_are_kept() {
    let place = Place::new(Backend::Sqlite).await;
    for _ in 0..9 {
        backup::nightly(&place.app).await.expect("a backup");
        place.later(hafan_core::time::DAY_US);
    }
    let folder = place.app.config.data.join("backups");
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("a file")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    assert_eq!(names.len(), 7);
    assert_eq!(
        names.first().map(String::as_str),
        Some("hafan-2026-03-07.tar")
    );
}

/// A place with people and a picture, and a folder to work in.
async fn lively(backend: Backend) -> (Place, tempfile::TempDir) {
    let place = Place::new(backend).await;
    let mair = place.member("mair").await;
    place.persona(&mair, "haul").await;
    place.host("gwen").await;
    let (owner, now) = (mair.actor.persona, place.app.now());
    let keys = [Size::Icon, Size::Small].map(|size| BlobKey::new([7; 16], size, BlobFormat::Jpeg));
    for key in keys {
        place
            .blobs
            .put(&key, key.to_string().as_bytes(), SystemTime::UNIX_EPOCH)
            .expect("stored");
    }
    let picture = hafan_store::media::Media {
        id: hafan_core::id::MediaId::new(77),
        key: "07".repeat(16),
        owner,
        purpose: "face".to_owned(),
        post: None,
        position: 0,
        extension: "jpg".to_owned(),
        sizes: format!("{} {}", Size::Icon.name(), Size::Small.name()),
        width: 10,
        height: 10,
        alt: "Mair, laughing; tŷ \u{1F3E1}".to_owned(),
        placeholder: vec![0, 1, 255],
        blurhash: String::new(),
        color: 0,
        was_animated: false,
        made_at: now,
        focus: hafan_store::media::Focus::default(),
    };
    let stored = place
        .app
        .write(move |turn| Ok(hafan_store::media::insert(turn.tx, &picture)?));
    stored.await.expect("a picture");
    (place, tempfile::tempdir().expect("a folder"))
}

async fn make(app: &App, to: &Path) -> Result<Made, BackupError> {
    let (app, to) = (app.clone(), to.to_owned());
    on_thread(move || backup::make(&app, &to)).await
}

async fn restore(app: &App, from: &Path) -> Result<Restored, BackupError> {
    let (app, from) = (app.clone(), from.to_owned());
    on_thread(move || backup::restore(&app, &from)).await
}

async fn examine(app: &App) -> doctor::Report {
    let app = app.clone();
    on_thread(move || doctor::examine(&app))
        .await
        .expect("a report")
}

async fn require_well(app: &App) {
    let report = examine(app).await;
    assert_eq!(report.faults(), [], "{report:?}");
}

async fn on_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.expect("no panic")
}

async fn refused(place: &Place, folder: &Path, bytes: &[u8], what: &str) {
    let path: PathBuf = folder.join("hostile.tar");
    fs::write(&path, bytes).expect("written");
    let error = restore(&place.app, &path).await.expect_err(what);
    assert!(matches!(error, BackupError::Archive(_)), "{what}: {error}");
    assert_eq!(pictures(place), [], "{what}");
    assert_eq!(people(&place.app).await, Vec::<String>::new(), "{what}");
}

/// One entry of a tar file as nobody honest writes it.
fn entry(path: &str, kind: tar::EntryType, bytes: &[u8]) -> Vec<u8> {
    let mut header = tar::Header::new_gnu();
    header.as_old_mut().name[..path.len()].copy_from_slice(path.as_bytes());
    header.set_entry_type(kind);
    header.set_size(bytes.len() as u64);
    header.set_cksum();
    let mut all = header.as_bytes().to_vec();
    all.extend_from_slice(bytes);
    all.resize(all.len().next_multiple_of(512), 0);
    all
}

/// A copy of a backup with one more line among its rows, and checksums that fit.
fn rewrite(from: &Path, to: &Path, line: &str) {
    use sha2::{Digest as _, Sha256};
    let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(&Sha256::digest(bytes));
    let whole = fs::read(from).expect("bytes");
    let mut archive = tar::Archive::new(whole.as_slice());
    let (mut out, mut sums) = (Vec::new(), String::new());
    for part in archive.entries().expect("a tar file") {
        let mut part = part.expect("an entry");
        let path = part.path().expect("a path").display().to_string();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).expect("bytes");
        match path.as_str() {
            "tables.jsonl" => {
                let text = String::from_utf8(bytes).expect("text");
                let (head, rest) = text.split_once('\n').expect("lines");
                bytes = format!("{head}\n{line}\n{rest}").into_bytes();
            }
            "checksums.txt" => bytes = sums.clone().into_bytes(),
            "manifest.json" => {
                let mut manifest: serde_json::Value =
                    serde_json::from_slice(&bytes).expect("a manifest");
                manifest["checksums"] = hex(sums.as_bytes()).into();
                bytes = manifest.to_string().into_bytes();
            }
            _ => {}
        }
        if path == "tables.jsonl" || path.starts_with("media/") {
            sums.push_str(&format!("{}  {path}\n", hex(&bytes)));
        }
        out.extend(entry(&path, tar::EntryType::Regular, &bytes));
    }
    out.extend([0; 1024]);
    fs::write(to, out).expect("written");
}

/// Every row that people made, as lines.
async fn people(app: &App) -> Vec<String> {
    const OF_SERVERS: [&str; 5] = ["upkeep", "servers", "jobs", "one_time_links", "throttles"];
    let read = app.store.read(|read| {
        let mut rows = Vec::new();
        for table in dump::tables(read)? {
            if OF_SERVERS.contains(&table.name.as_str()) {
                continue;
            }
            dump::dump_table(read, &table, &mut |values| {
                rows.push(format!("{}: {values:?}", table.name));
                Ok(())
            })?;
        }
        Ok::<_, hafan_store::Error>(rows)
    });
    read.await.expect("rows")
}

fn pictures(place: &Place) -> Vec<(String, Vec<u8>)> {
    let mut keys = Vec::new();
    place
        .blobs
        .each(&mut |listed| keys.push(listed.key))
        .expect("a list");
    keys.sort_unstable();
    let bytes = |key: &BlobKey| place.blobs.get(key).expect("readable").expect("there");
    keys.iter()
        .map(|key| (key.to_string(), bytes(key)))
        .collect()
}
