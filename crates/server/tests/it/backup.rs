//! Backups made while people write, read into either database.

use crate::house::{BOTH, House};
use crate::kill::{path_of, require_picture};
use hafan_testkit::PHOTO;
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
