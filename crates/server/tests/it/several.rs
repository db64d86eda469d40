//! Several servers on one PostgreSQL are one place.

use crate::house::{House, PASSWORD, PROGRAM, Server, now, text, until};
use crate::kill::path_of;
use crate::wire::{Browser, connect};
use hafan_testkit::Backend;
use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::time::Duration;

/// A hint on its way to another server. They look for news ten times a second.
const HINT_MAX: Duration = Duration::from_secs(5);

#[test]
fn two_servers_on_one_database_behave_as_one_place() {
    let house = House::new(Backend::Postgres, &["mair", "dewi"]);
    let (a, b) = (house.serve(), house.serve());
    let mair = a.sign_in("mair");
    let dewi_there = a.sign_in("dewi").at(b.at);
    // A session made on one works on the other.
    assert_eq!(mair.at(b.at).get("/me").status, 200);

    // A post on one stands on the other at once, and its open pages are told.
    assert_eq!(follow(&dewi_there, "mair"), 303);
    let mut line = listen(&dewi_there, b.at);
    let begun = now();
    let path = path_of(&mair.publish("mair", "newydd o'r llall"));
    assert!(dewi_there.get(&path).says("newydd o'r llall"));
    assert!(dewi_there.get("/").holds(&path));
    assert_eq!(next(&mut line, "data: "), Some("data: home".to_owned()));
    assert!(begun.elapsed() < HINT_MAX, "{:?}", begun.elapsed());

    // Signing out on one ends the session on the other, and the line there.
    let here = dewi_there.at(a.at);
    here.get("/me");
    let out = here.post("/sign-out", &[]).expect("an answer");
    assert_eq!(out.status, 303);
    let me = dewi_there.get("/me");
    assert_eq!(me.status, 303, "{}", me.text());
    let begun = now();
    assert_eq!(next(&mut line, "data: "), None, "the line is still open");
    assert!(begun.elapsed() < HINT_MAX, "{:?}", begun.elapsed());
}

#[test]
fn guesses_at_one_server_count_at_the_other() {
    let house = House::new(Backend::Postgres, &["mair"]);
    let (a, b) = (house.serve(), house.serve());
    for _ in 0..6 {
        assert_eq!(guess(&a, "not the password"), 422);
    }
    assert_eq!(guess(&b, "not the password"), 429);
    assert_eq!(
        guess(&b, PASSWORD),
        429,
        "the right one is not let in early"
    );
}

#[test]
fn each_job_is_done_by_one_server_and_once() {
    let handles = ["mair", "dewi", "paul", "haf", "non", "ifan"];
    let house = House::new(Backend::Postgres, &handles);
    let flags = ["--flood-limits", "off", "--log", "warn,hafan=debug"];
    let (a, b) = (house.serve_with(&flags), house.serve_with(&flags));
    let people = handles.map(|handle| a.sign_in(handle));
    for round in 0..5 {
        for (n, person) in people.iter().enumerate() {
            let person = person.at(if (round + n) % 2 == 0 { a.at } else { b.at });
            let profile = person.get("/me/profile");
            let choice = if round % 2 == 0 { "no" } else { "yes" };
            let saved = person.submit(&profile, "/me/profile", &[("posts-findable", choice)]);
            assert_eq!(saved.expect("an answer").status, 303);
        }
    }
    until("all jobs to be done", || {
        let waiting = house.does(&["doctor", "--json"]);
        waiting.contains("\"jobs_waiting\":0").then_some(())
    });
    let mut done: HashMap<String, usize> = HashMap::new();
    let by = [a.log(), b.log()].map(|log| {
        let ids: Vec<String> = log.lines().filter_map(job_done).collect();
        let count = ids.len();
        ids.into_iter()
            .for_each(|id| *done.entry(id).or_default() += 1);
        count
    });
    assert!(done.values().all(|times| *times == 1), "{done:?}");
    assert!(by.iter().sum::<usize>() >= handles.len(), "{by:?}");
}

/// The id in a line of the log that says that a job was done.
/// With a folder of its own a server would lack the pictures that people bring to the other.
#[test]
fn a_server_with_a_folder_of_its_own_is_refused_while_another_runs() {
    let house = House::new(Backend::Postgres, &["mair"]);
    let first = house.serve();
    let own = tempfile::tempdir().expect("a folder");
    let database = house.flags().pop().expect("its address");
    let mut command = Command::new("timeout");
    command.args(["20", PROGRAM, "serve", "--listen", "127.0.0.1:0"]);
    command.args(["--data", &own.path().display().to_string()]);
    command.args(["--database-url", &database]);
    let ran = command.output().expect("the program starts");
    let said = text(&ran.stderr);
    assert_eq!(ran.status.code(), Some(1), "{said}");
    assert!(
        said.contains("keeps its pictures in another folder"),
        "{said}"
    );
    assert!(!said.contains(&database), "it holds a password: {said}");
    // The first goes on, and one beside it that shares its folder starts.
    let second = house.serve();
    assert_eq!(first.sign_in("mair").at(second.at).get("/me").status, 200);
}

fn job_done(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("a job was done")?;
    let (_, rest) = rest.split_once("id=")?;
    rest.split_whitespace().next().map(str::to_owned)
}

fn guess(server: &Server, password: &str) -> u16 {
    let browser = server.visitor();
    let door = browser.get("/sign-in");
    let fields = [("login", "mair"), ("password", password)];
    let page = browser.submit(&door, "/sign-in", &fields);
    page.expect("an answer").status.as_u16()
}

fn follow(who: &Browser, whom: &str) -> u16 {
    let profile = who.get(&format!("/@{whom}"));
    let mut forms = profile.forms().into_iter().map(|form| form.action);
    let people = forms.find(|action| action.starts_with("/people/"));
    let people = people.expect("a button to follow");
    let page = who.submit(&profile, &people, &[("act", "follow")]);
    page.expect("an answer").status.as_u16()
}

/// An open page that is told what is new.
pub fn listen(who: &Browser, at: std::net::SocketAddr) -> BufReader<TcpStream> {
    let mut line = connect(at).expect("a line");
    let head = who.head("GET", "/live?of=home,news", None, 0);
    line.write_all(head.as_bytes()).expect("sent");
    let mut line = BufReader::new(line);
    let status = next(&mut line, "HTTP/1.1 ").expect("an answer");
    assert!(status.starts_with("HTTP/1.1 200"), "{status}");
    assert_eq!(next(&mut line, "\r\n"), Some(String::new()));
    line
}

/// The next line that begins so; none if the connection ended before.
fn next(line: &mut BufReader<TcpStream>, start: &str) -> Option<String> {
    let mut text = String::new();
    loop {
        text.clear();
        if line.read_line(&mut text).expect("a line that ends") == 0 {
            return None;
        }
        if text.starts_with(start) {
            return Some(text.trim_end().to_owned());
        }
    }
}
