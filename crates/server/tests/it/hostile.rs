//! Floods and sockets that mean no good: others go on, and whoever asks too much is told.

use crate::house::{House, PROGRAM, Server, now};
use crate::kill::path_of;
use crate::wire::{connect, send};
use hafan_testkit::{Backend, PHOTO};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::time::Duration;

/// Of each kind of socket that only holds a place.
const IDLE: usize = 100;
/// Whoever comes in between waits no longer than on a bad line.
const PAGE_MAX: Duration = Duration::from_secs(5);
/// A head must come within twenty seconds.
const HEAD_MAX: Duration = Duration::from_secs(27);

#[test]
fn hundreds_of_half_open_connections_stop_nobody_and_do_not_stay() {
    let house = House::new(Backend::Sqlite, &["mair"]);
    // Service managers start with 1024 handles, fewer than connections are allowed.
    let mut few_handles = Command::new("sh");
    few_handles.args(["-c", "ulimit -S -n 256; exec \"$0\" \"$@\"", PROGRAM]);
    few_handles.args(["serve", "--listen", "127.0.0.1:0"]);
    few_handles.args(house.flags());
    let server = Server::start(few_handles);
    let begun = now();
    let hold = |bytes: &[u8]| -> Vec<TcpStream> {
        let lines = (0..IDLE).map(|_| {
            let mut line = connect(server.at).expect("a line");
            line.write_all(bytes).expect("sent");
            line
        });
        lines.collect()
    };
    let silent = hold(b"");
    let half = hold(b"GET / HTTP/1.1\r\nHost: x\r\nCook");
    let bodies = hold(
        b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 400\r\n\
          Content-Type: application/x-www-form-urlencoded\r\n\r\ncsrf=",
    );
    let before = now();
    let mair = server.sign_in("mair");
    for path in ["/", "/me", "/about", "/readyz"] {
        assert_eq!(mair.get(path).status, 200, "{path}");
    }
    assert!(before.elapsed() < PAGE_MAX, "{:?}", before.elapsed());
    for mut line in silent.into_iter().chain(half) {
        let mut said = Vec::new();
        // Closed, with or without a word: a timeout of ours would be an error of another kind.
        let ended = line.read_to_end(&mut said).map_err(|error| error.kind());
        assert!(
            !matches!(ended, Err(std::io::ErrorKind::WouldBlock)),
            "a head may take for ever"
        );
        assert!(begun.elapsed() < HEAD_MAX, "{:?}", begun.elapsed());
    }
    drop(bodies);
    assert_eq!(mair.get("/me").status, 200);
}

#[test]
fn strangers_who_never_finish_a_picture_keep_nobody_from_showing_theirs() {
    let house = House::new(Backend::Sqlite, &["mair"]);
    let server = house.serve_with(&[]);
    let mair = server.sign_in("mair");
    let begun = "POST /write HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\n\
        Content-Type: multipart/form-data; boundary=b\r\n\r\n\
        --b\r\nContent-Disposition: form-data; name=\"pictures\"; filename=\"a.jpg\"\r\n\r\n..";
    let strangers: Vec<TcpStream> = (0..30)
        .map(|_| {
            let mut line = connect(server.at).expect("a line");
            line.write_all(begun.as_bytes()).expect("sent");
            line
        })
        .collect();
    // They were heard once somebody who came later has an answer.
    assert_eq!(server.visitor().get("/readyz").status, 200);
    let before = now();
    path_of(&mair.publish_picture("mair", "Llun", (&PHOTO, "cannwyll")));
    assert!(before.elapsed() < PAGE_MAX, "{:?}", before.elapsed());
    drop(strangers);
}

#[test]
fn what_is_too_large_or_no_request_at_all_gets_a_clear_answer() {
    let house = House::new(Backend::Sqlite, &["mair"]);
    let server = house.serve_with(&[]);
    let head = |more: &str| format!("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{more}\r\n");
    let long = "x".repeat(128 * 1024);
    let lines: String = (0..200).map(|n| format!("X-{n}: 1\r\n")).collect();
    let wrong: [(&str, String, &[u16]); 6] = [
        ("a long line", head(&format!("X-Long: {long}\r\n")), &[431]),
        ("many lines", head(&lines), &[431]),
        (
            "a long path",
            format!("GET /{long} HTTP/1.1\r\nHost: x\r\n\r\n"),
            &[414, 431],
        ),
        ("nonsense", "nonsense\r\n\r\n".to_owned(), &[400]),
        (
            "TLS",
            "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\r\n\r\n".to_owned(),
            &[400],
        ),
        (
            "a body larger than anything",
            "POST /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
             Content-Length: 99999999999\r\n\r\n"
                .to_owned(),
            &[413],
        ),
    ];
    for (what, bytes, statuses) in wrong {
        let page = send(server.at, bytes.as_bytes());
        let page = page.unwrap_or_else(|error| panic!("{what}: {error}"));
        let status = page.status.as_u16();
        assert!(statuses.contains(&status), "{what}: {status}");
    }
    assert_eq!(server.visitor().get("/readyz").status, 200);
}

#[test]
fn a_form_or_a_picture_that_is_too_large_is_answered_with_words_and_not_with_a_broken_line() {
    let house = House::new(Backend::Sqlite, &["mair"]);
    let server = house.serve();
    let mair = server.sign_in("mair");
    let long = "gair ".repeat(800 * 1024);
    for path in ["/me/profile", "/write"] {
        let page = mair.post(path, &[("body", &long), ("bio", &long)]);
        let page = page.unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(page.status, 422, "{path}");
        assert!(page.says("more than fits"), "{path}: {}", page.text());
    }
    let film = vec![7; 60 * 1024 * 1024];
    let page = mair.publish_picture("mair", "ffilm", (&film, "ffilm"));
    let page = page.expect("an answer");
    assert_eq!(page.status, 422, "{}", page.text());
    assert!(
        page.says("ffilm") || page.says("too large"),
        "{}",
        page.text()
    );
}
