//! `kill -9` in the middle of everything: what was acknowledged is there, and nothing is half.

use crate::house::{BOTH, House, Server, age, files, until, wall_clock};
use crate::wire::Browser;
use hafan_core::time::Timestamp;
use hafan_store::{Error, Tx, job, upkeep};
use hafan_testkit::{PHOTO, Page};
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

const ROUNDS: usize = 5;
/// How long people do things before the server is killed; each round a little longer, so that it
/// strikes at other moments.
const ROUND: Duration = Duration::from_millis(400);
/// Things one of them does in a round: a persona may publish three hundred posts an hour.
const ACTS_MAX: usize = 40;
/// Older than a picture may hang on nothing, and than anything that is still being written.
const LONG: Duration = Duration::from_secs(3 * 24 * 60 * 60);
/// When the sweeps last ran, by which the schedule knows that they are not due; and the word of a
/// nightly backup that it needs all files.
const NOT_NOW: [&str; 3] = ["queued-sweep", "queued-sweep-media", upkeep::BACKUP_HOLD];
const WRITERS: [&str; 3] = ["mair", "dewi", "paul"];

#[test]
fn what_was_acknowledged_before_a_kill_is_there_whole_after_it() {
    for backend in BOTH {
        eprintln!("on {backend:?}:");
        let house = House::new(backend, &WRITERS);
        let mut kept = Kept::default();
        let mut browsers: Option<[Browser; 3]> = None;
        for round in 0..ROUNDS {
            let server = house.serve();
            // Sessions outlive the server too: everybody signs in once.
            let mine = match browsers {
                Some(old) => old.map(|browser| browser.at(server.at)),
                None => WRITERS.map(|handle| server.sign_in(handle)),
            };
            let new = live(&mine, (round, kept.name), server);
            house.require_well();
            let server = house.serve();
            let mine = mine.map(|browser| browser.at(server.at));
            new.require(&mine);
            kept.add(new);
            server.kill();
            browsers = Some(mine);
        }
        assert!(
            kept.posts.len() > ROUNDS,
            "hardly anything was acknowledged"
        );
        assert!(!kept.pictures.is_empty(), "no picture was acknowledged");
        let server = house.serve();
        let mine = browsers
            .expect("rounds")
            .map(|browser| browser.at(server.at));
        kept.require(&mine);
        drop(server);
        leftovers_go(&house);
    }
}

#[test]
fn a_job_that_was_queued_before_a_kill_is_done_after_it() {
    for backend in BOTH {
        eprintln!("on {backend:?}:");
        let house = House::new(backend, &["mair", "dewi"]);
        let server = house.serve();
        let (mair, dewi) = (server.sign_in("mair"), server.sign_in("dewi"));
        let posts: Vec<String> = (0..30)
            .map(|n| path_of(&mair.publish("mair", &format!("gwylan{n} ar y traeth"))))
            .collect();
        let finds = |dewi: &Browser, n: usize| dewi.get(&format!("/search?q=gwylan{n}"));
        for (choice, is_found) in [("no", false), ("yes", true)] {
            let profile = mair.get("/me/profile");
            let fields = [("posts-findable", choice)];
            let saved = mair.submit(&profile, "/me/profile", &fields);
            assert_eq!(saved.expect("an answer").status, 303);
            if is_found {
                break;
            }
            until("the posts to leave the index", || {
                let gone = [0, 29].iter().all(|n| !finds(&dewi, *n).holds(&posts[*n]));
                gone.then_some(())
            });
        }
        server.kill();
        // On PostgreSQL others may be at work, so what a killed server had begun waits for the end
        // of its lease, a minute; nobody wants to wait for that here.
        let released = house
            .store()
            .write_blocking(|tx: &mut Tx<'_>| job::release_all(tx));
        released.expect("leases");
        let server = house.serve();
        let dewi = dewi.at(server.at);
        until("the posts to be found again", || {
            let found = [0, 29].iter().all(|n| finds(&dewi, *n).holds(&posts[*n]));
            found.then_some(())
        });
    }
}

/// What the server said was done.
#[derive(Default)]
struct Kept {
    /// Path and words of each post.
    posts: Vec<(String, String)>,
    /// Paths of posts with a picture.
    pictures: Vec<String>,
    /// The last name that was acknowledged, and the last that was sent.
    name: (usize, usize),
}

impl Kept {
    fn add(&mut self, new: Self) {
        self.posts.extend(new.posts);
        self.pictures.extend(new.pictures);
        self.name = new.name;
    }

    fn require(&self, [mair, dewi, paul]: &[Browser; 3]) {
        for (path, words) in &self.posts {
            let page = mair.get(path);
            assert_eq!(page.status, 200, "{path}");
            assert!(page.says(words), "{path}: {}", page.text());
        }
        let last = self.posts.last();
        if let Some((path, words)) = last {
            let found = mair.get(&format!("/search?q={}", word_of(words)));
            assert!(found.holds(path), "{words} is not found: {}", found.text());
        }
        for path in &self.pictures {
            require_picture(dewi, path);
        }
        let name = paul
            .get("/me/profile")
            .attribute("input[name=name]", "value");
        let number = name.as_deref().and_then(|name| name.strip_prefix("Paul "));
        let number: usize = number.and_then(|n| n.parse().ok()).unwrap_or(0);
        let (known, sent) = self.name;
        assert!(
            (known..=sent).contains(&number),
            "{name:?}, {known}..={sent}"
        );
    }
}

/// Fails unless the picture of a post is there to its last byte.
pub fn require_picture(reader: &Browser, path: &str) {
    let page = reader.get(path);
    assert_eq!(page.status, 200, "{path}");
    let shown = page.attribute("img[src^='/media/']", "src");
    let shown = shown.unwrap_or_else(|| panic!("no picture in {path}: {}", page.html()));
    let file = reader.get(&shown);
    assert_eq!(file.status, 200, "{shown}");
    let (start, end) = (file.body.get(..2), file.body.len().saturating_sub(2));
    assert_eq!(start, Some(&[0xff, 0xd8][..]), "{shown}");
    assert_eq!(file.body.get(end..), Some(&[0xff, 0xd9][..]), "{shown}");
}

/// People write, show pictures and change settings until the server is killed. `named` is how far
/// the names had come: on a busy machine there may be no time for another.
fn live(
    [mair, dewi, paul]: &[Browser; 3],
    (round, named): (usize, (usize, usize)),
    server: Server,
) -> Kept {
    thread::scope(|scope| {
        let posts = scope.spawn(move || {
            let words = |n| format!("gair{round}x{n} o'r gegin");
            let sent = (0..ACTS_MAX).map(|n| (words(n), mair.publish("mair", &words(n))));
            let done = sent.map_while(|(words, answer)| Some((acknowledged(answer)?, words)));
            done.collect::<Vec<_>>()
        });
        let pictures = scope.spawn(move || {
            let up = || dewi.publish_picture("dewi", "Llun", (&PHOTO, "cannwyll"));
            let done = (0..ACTS_MAX).map_while(|_| acknowledged(up()));
            done.collect::<Vec<_>>()
        });
        let name = scope.spawn(move || {
            let before = round * ACTS_MAX;
            let profile = paul.try_get("/me/profile");
            let mut name = named;
            for n in before + 1..=before + ACTS_MAX {
                let Ok(profile) = &profile else { break };
                name.1 = n;
                let fields = [("name", &*format!("Paul {n}"))];
                if acknowledged(paul.submit(profile, "/me/profile", &fields)).is_none() {
                    break;
                }
                name.0 = n;
            }
            name
        });
        let longer = Duration::from_millis(70) * u32::try_from(round).unwrap_or(0);
        thread::sleep(ROUND + longer);
        server.kill();
        Kept {
            posts: posts.join().expect("a writer"),
            pictures: pictures.join().expect("a photographer"),
            name: name.join().expect("somebody with many names"),
        }
    })
}

/// Where an answer leads that says that it is done; nothing if the line broke before.
fn acknowledged(answer: std::io::Result<Page>) -> Option<String> {
    let page = answer.ok()?;
    assert_eq!(page.status, 303, "{}", page.text());
    let to = page.location().expect("a way on");
    Some(to.split('?').next().unwrap_or(to).to_owned())
}

/// The path of a post that must have been published.
pub fn path_of(answer: &std::io::Result<Page>) -> String {
    let page = answer.as_ref().expect("an answer");
    assert_eq!(page.status, 303, "{}", page.text());
    let to = page.location().expect("a way to the post");
    to.split('?').next().unwrap_or(to).to_owned()
}

fn word_of(words: &str) -> &str {
    words.split(' ').next().unwrap_or(words)
}

/// What interrupted uploads left goes by itself when it is old enough, and nothing else does.
fn leftovers_go(house: &House) {
    finish_jobs(house);
    let media = house.data().join("media");
    let torn = media.join("00").join(".writing-1-0-torn.jpg");
    let orphan = format!("{}-small.jpg", "00".repeat(16));
    let orphan = media.join("00").join(orphan);
    for left in [&torn, &orphan] {
        std::fs::write(left, b"half").expect("a file");
    }
    let all = files(&media);
    all.iter().for_each(|file| age(file, LONG));
    let due = house.store().write_blocking(|tx: &mut Tx<'_>| {
        NOT_NOW
            .iter()
            .try_for_each(|kind| upkeep::remove(tx, kind))?;
        bring_forward(tx)
    });
    due.expect("no trace of the last sweep");
    let server = house.serve();
    let left = || -> Vec<PathBuf> {
        let mut files = files(&media);
        files.retain(|file| is_unfinished(file) || *file == orphan);
        files
    };
    until("what was left to be swept", || {
        left().is_empty().then_some(())
    });
    house.require_well();
    drop(server);
}

/// A backup that a kill cut off is made again by the next server, and until then needs all files.
fn finish_jobs(house: &House) {
    until("the jobs of servers that were killed", || {
        let mut server = house.serve();
        server.ask_to_stop();
        server.wait();
        let (count, oldest) = house.store().read_blocking(job::waiting).expect("read");
        (count == 0 || oldest > wall_clock()).then_some(())
    });
}

/// What waited for the end of a backup is due now.
fn bring_forward(tx: &mut Tx<'_>) -> Result<(), Error> {
    const NOBODY: i64 = 1;
    let end = Timestamp::from_micros(i64::MAX);
    for one in job::claim(tx, end, end, NOBODY)? {
        job::postpone(tx, one.id, NOBODY, wall_clock())?;
    }
    Ok(())
}

fn is_unfinished(file: &std::path::Path) -> bool {
    let name = file.file_name().unwrap_or_default();
    name.to_string_lossy().starts_with(".writing-")
}
