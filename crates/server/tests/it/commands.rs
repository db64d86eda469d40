//! Commands beside a running server, and its end when it is asked to stop.

use crate::house::{BOTH, House, text};
use crate::several::listen;
use crate::wire::{answer, connect};
use std::io::{Read as _, Write as _};
use std::time::Duration;

/// A service manager that is patient waits for longer; people don't.
const STOP_MAX: Duration = Duration::from_secs(5);

#[test]
fn commands_work_beside_a_running_server() {
    for backend in BOTH {
        eprintln!("on {backend:?}:");
        let house = House::new(backend, &["mair"]);
        let server = house.serve();
        let mair = server.sign_in("mair");

        house.add_member("dewi");
        let dewi = server.sign_in("dewi");
        assert_eq!(mair.get("/@dewi").status, 200);
        let again = house.run(&["member", "create", "--handle", "dewi", "--password", "-"]);
        assert!(!again.status.success(), "a handle is taken once");

        let token = house.does(&[
            "token",
            "create",
            "--handle",
            "mair",
            "--scopes",
            "read write",
        ]);
        assert_eq!(token.lines().count(), 1, "a token, and nothing else");
        assert!(token.trim().len() >= 32, "{token:?}");
        assert!(mair.get("/me/devices").says("hafan token"));
        assert!(mair.get("/me/ledger").says("command line"));

        let said = house.does(&["doctor"]);
        assert!(said.contains("Nothing is wrong."), "{said}");
        assert!(said.contains("Servers seen within a minute: 1."), "{said}");
        let file = house.data().join("place.tar");
        let said = house.does(&["backup", "--to", file.to_str().expect("text")]);
        assert!(said.contains("Wrote "), "{said}");
        assert!(file.exists());
        // A second server on the same folder, and a backup into a place that lives, are refused.
        let restored = house.run(&["restore", "--from", file.to_str().expect("text")]);
        assert!(!restored.status.success(), "people live here");
        assert_eq!(dewi.get("/me").status, 200);
    }
}

#[test]
fn setting_up_by_command_founds_the_first_community_as_the_wizard_does() {
    for backend in BOTH {
        // What more is said, and the handle and name of the community that comes of it.
        let chosen = ["--charter", "campaign", "--community", "Achub y Llyn"];
        let wishes = [
            (&[][..], "y_bwthyn", "Y Bwthyn"),
            (&chosen[..], "achub_y_llyn", "Achub y Llyn"),
        ];
        for (more, handle, name) in wishes {
            let house = House::empty(backend);
            let setup = ["setup", "--name", "Y Bwthyn", "--host-handle", "mair"];
            let said = house.does(&[&setup, more, &["--password", "-"]].concat());
            assert!(said.contains(&format!("@{handle}\n")), "{said}");
            let server = house.serve();
            let mair = server.sign_in("mair");
            let page = mair.get(&format!("/c/{handle}/settings"));
            assert_eq!(page.status, 200, "its founder looks after it");
            assert!(page.says(name), "{}", page.text());
            drop(server);
            house.require_well();
        }
    }
}

#[test]
fn commands_refuse_the_handles_that_the_page_of_joining_refuses() {
    let refused = [
        ("admin", "kept for the place"),
        ("Hafan_Support", "kept for the place"),
        ("settings", "kept for the place"),
        ("1elin", "starts with a letter"),
        ("e lin", "only the letters a to z"),
    ];
    let house = House::empty(hafan_testkit::Backend::Sqlite);
    for (handle, words) in refused {
        let setup = ["setup", "--name", "Y Bwthyn", "--host-handle", handle];
        let ran = house.run(&[&setup[..], &["--password", "-"]].concat());
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert!(
            !ran.status.success() && said.contains(words),
            "{handle}: {said}"
        );
    }
    let house = House::new(hafan_testkit::Backend::Sqlite, &["x"]);
    for (handle, words) in refused {
        let create = ["member", "create", "--handle", handle, "--password", "-"];
        let ran = house.run(&create);
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert!(
            !ran.status.success() && said.contains(words),
            "{handle}: {said}"
        );
        assert!(said.contains("handle"), "{said}");
    }
}

#[test]
fn the_sample_place_refuses_a_postgres_and_says_why_and_what_to_do() {
    let house = House::empty(hafan_testkit::Backend::Postgres);
    let ran = house.run(&["serve", "--demo", "--listen", "127.0.0.1:0"]);
    assert!(!ran.status.success());
    let said = text(&ran.stderr);
    assert!(said.contains("thrown away and made anew"), "{said}");
    assert!(said.contains("leave out --database-url"), "{said}");
    assert!(!house.data().join("demo").exists(), "nothing was made");
}

#[test]
fn one_folder_has_one_server() {
    let house = House::new(hafan_testkit::Backend::Sqlite, &[]);
    let server = house.serve();
    let second = house.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert!(!second.status.success());
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(said.contains("already running"), "{said}");
    assert_eq!(server.visitor().get("/readyz").status, 200);
}

#[test]
fn a_server_that_is_asked_to_stop_finishes_what_is_under_way_and_ends_soon() {
    for backend in BOTH {
        eprintln!("on {backend:?}:");
        let house = House::new(backend, &["mair", "dewi"]);
        let mut server = house.serve();
        let (mair, dewi) = (server.sign_in("mair"), server.sign_in("dewi"));
        let mut lines = [listen(&dewi, server.at), listen(&mair, server.at)];
        let mut idle = connect(server.at).expect("a line");
        let (head, body) = mair.post_in_pieces("mair", "ar y ffordd o hyd");
        let (first, rest) = body.split_at(body.len() / 2);
        let mut posting = connect(server.at).expect("a line");
        posting.write_all(head.as_bytes()).expect("sent");
        posting.write_all(first.as_bytes()).expect("sent");
        // The server has the head, and waits for the rest, once it answers somebody who came later.
        assert_eq!(server.visitor().get("/readyz").status, 200);

        server.ask_to_stop();
        let mut nothing = [0; 1];
        let ended = idle.read(&mut nothing);
        assert!(matches!(ended, Ok(0) | Err(_)), "an idle line is closed");
        posting.write_all(rest.as_bytes()).expect("sent");
        let page = answer(&mut posting).expect("an answer");
        assert_eq!(page.status, 303, "{}", page.text());
        let (took, is_well) = server.wait();
        assert!(is_well, "{}", server.log());
        assert!(took < STOP_MAX, "{took:?}");
        for line in &mut lines {
            let mut rest = Vec::new();
            line.read_to_end(&mut rest).ok();
        }

        let path = page.location().expect("a way to the post");
        let server = house.serve();
        let page = dewi.at(server.at).get(path);
        assert!(page.says("ar y ffordd o hyd"), "{}", page.text());
        house.require_well();
    }
}
