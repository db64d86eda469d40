//! Backups made while people write, read into either database.

use crate::house::{BOTH, House, PROGRAM, files, text};
use crate::kill::{path_of, require_picture};
use hafan_testkit::{Backend, PHOTO};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

#[test]
fn a_backup_made_under_load_has_everything_from_before_and_starts_on_either_database() {
    for from in BOTH {
        let house = House::new(from, &["mair", "dewi"]);
        let server = house.serve();
        let (mair, dewi) = (server.sign_in("mair"), server.sign_in("dewi"));
        let post = |n: usize| (format!("gwennol{n}"), format!("gwennol{n} dan y bondo"));
        let before: Vec<(String, String)> = (0..8)
            .map(|n| (path_of(&mair.publish("mair", &post(n).1)), post(n).0))
            .collect();
        let shown = path_of(&dewi.publish_picture("dewi", "Nyth", (&PHOTO, "nyth")));
        let profile = mair.get("/me/profile");
        let fields = [
            ("name", "Mair o'r Bwthyn"),
            ("posts-findable", "yes"),
            ("findable", "yes"),
        ];
        let saved = mair.submit(&profile, "/me/profile", &fields);
        assert_eq!(saved.expect("an answer").status, 303);

        let file = house.data().join("place.tar");
        let file = file.to_str().expect("a path of text");
        let is_over = AtomicBool::new(false);
        let written = thread::scope(|scope| {
            let load = scope.spawn(|| {
                let mut written = 0;
                while !is_over.load(Ordering::Relaxed) && written < 200 {
                    path_of(&dewi.publish("dewi", &format!("yn ystod{written}")));
                    if written % 10 == 0 {
                        path_of(&dewi.publish_picture("dewi", "Nyth", (&PHOTO, "nyth")));
                    }
                    written += 1;
                }
                written
            });
            house.does(&["backup", "--to", file]);
            is_over.store(true, Ordering::Relaxed);
            load.join().expect("somebody who writes")
        });
        assert!(written > 0, "nobody wrote meanwhile");
        house.require_well();

        for to in BOTH {
            eprintln!("from {from:?} to {to:?}:");
            let new = House::empty(to);
            new.does(&["restore", "--from", file]);
            new.require_well();
            let server = new.serve();
            // The password and the session of then.
            let mair = server.sign_in("mair");
            assert_eq!(dewi.at(server.at).get("/me").status, 200);
            for (path, word) in &before {
                assert!(mair.get(path).says(word), "{path}");
            }
            require_picture(&mair, &shown);
            let name = mair
                .get("/me/profile")
                .attribute("input[name=name]", "value");
            assert_eq!(name.as_deref(), Some("Mair o'r Bwthyn"));
            // Search knows what was there: by its author, and by others as the author chose.
            let others = dewi.at(server.at);
            for (path, word) in &before {
                let query = format!("/search?q={word}");
                assert!(
                    mair.get(&query).holds(path),
                    "{word} is not found by its author"
                );
                assert!(
                    others.get(&query).holds(path),
                    "{word} is not found by others"
                );
            }
            assert!(others.get("/search?q=mair").holds("href=\"/@mair\""));
            path_of(&mair.publish("mair", "wedi dod adref"));
            drop(server);
            new.require_well();
        }
    }
}

#[test]
fn a_backup_that_is_refused_leaves_nothing_behind() {
    let house = House::new(Backend::Sqlite, &[]);
    let file = house.data().join("place.tar");
    house.does(&["backup", "--to", file.to_str().expect("a path of text")]);
    let whole = fs::read(&file).expect("a backup");
    let torn = house.data().join("torn.tar");
    fs::write(&torn, &whole[..whole.len() / 2]).expect("room");
    let folder = tempfile::tempdir().expect("a folder");
    let new = folder.path().join("new");
    for from in [&torn, &house.data().join("nowhere.tar")] {
        let ran = Command::new(PROGRAM)
            .args(["restore", "--data"])
            .args([&new, Path::new("--from"), from])
            .output()
            .expect("the program runs");
        assert!(!ran.status.success(), "{}", text(&ran.stdout));
        assert!(!new.exists(), "{}", text(&ran.stderr));
    }
}

#[test]
fn what_was_deleted_is_in_no_file_of_the_place_any_more_and_only_its_user_reads_them() {
    let house = House::new(Backend::Sqlite, &["mair"]);
    let server = house.serve();
    let mair = server.sign_in("mair");
    let word = "gwdihwfawr";
    // Long enough for pages of its own, which are given back when it goes.
    let words = format!("{word} yn y coed. ").repeat(300);
    let path = path_of(&mair.publish("mair", &words));
    let id = path
        .split('?')
        .next()
        .and_then(|path| path.rsplit('/').next());
    let id = id.expect("an id");
    let page = mair.get(&format!("/post/{id}/delete"));
    let gone = mair.submit(&page, &format!("/post/{id}/delete"), &[]);
    assert_eq!(gone.expect("an answer").status, 303);
    server.ask_to_stop();
    let mut server = server;
    server.wait();
    let database = house.data().join("hafan.sqlite");
    let rights = fs::metadata(&database).expect("a file").permissions();
    assert_eq!(rights.mode() & 0o777, 0o600);
    let is_left = |path: &PathBuf| {
        let bytes = fs::read(path).unwrap_or_default();
        bytes
            .windows(word.len())
            .any(|part| part == word.as_bytes())
    };
    // A backup of the night may have been made meanwhile; it goes in its time.
    let mut files = files(house.data());
    files.retain(|file| file.starts_with(house.data().join("media")) || is_of_database(file));
    let left: Vec<&PathBuf> = files.iter().filter(|file| is_left(file)).collect();
    assert!(left.is_empty(), "{left:?}");
}

fn is_of_database(file: &Path) -> bool {
    let name = file.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.starts_with("hafan.sqlite"))
}
