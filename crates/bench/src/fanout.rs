//! How soon a new post is on the home pages of thirty followers, while posts flow in.

use crate::Fault;
use crate::http::{Answer, Connection};
use crate::load::{Spent, at_share, micros};
use crate::options::Options;
use crate::place::Place;
use crate::process::Process;
use crate::report::{Figure, Report, Target};
use crate::seed::{FOLLOWS, PEOPLE, Person};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;
use tokio::task::LocalSet;

/// Posts a second that the place is sent.
const RATE: usize = 300;
/// Connections that send them.
const SENDERS: usize = 32;
/// One post in so many is looked for on the home pages of all its author's followers.
const SAMPLED_ONE_IN: usize = 60;
/// A post that is not there by then is lost.
const LOOK_TIME_MAX: Duration = Duration::from_secs(10);

/// What came of it.
#[derive(Default)]
struct Seen {
    /// Microseconds from sending a post to its answer.
    answers_us: Vec<u32>,
    /// Microseconds from the answer until a follower's page had it.
    arrivals_us: Vec<u32>,
    refused: usize,
    last_refusal: String,
}

/// Sends posts at [`RATE`] and looks for samples of them.
pub async fn measure(
    place: &Place,
    server: &Process,
    options: &Options,
    report: &mut Report,
) -> Result<(), Fault> {
    let people = Rc::new(with_forms(place, server).await?);
    let mut lookers = Vec::new();
    for _ in 0..PEOPLE {
        lookers.push(Mutex::new(Connection::open(server.address).await?));
    }
    let lookers = Rc::new(lookers);
    let seen = Rc::new(RefCell::new(Seen::default()));
    let local = LocalSet::new();
    let (before, began) = (Spent::now(server), Instant::now());
    let count = RATE * usize::try_from(options.fan_out_time.as_secs())?;
    let mut senders = Vec::new();
    for first in 0..SENDERS {
        let mut connection = Connection::open(server.address).await?;
        let (people, lookers, seen) = (Rc::clone(&people), Rc::clone(&lookers), Rc::clone(&seen));
        senders.push(local.spawn_local(async move {
            for at in (first..count).step_by(SENDERS) {
                let due = began + Duration::from_secs_f64(at as f64 / RATE as f64);
                tokio::time::sleep_until(due.into()).await;
                let author = at % PEOPLE;
                let sent = Instant::now();
                let posted = post(&mut connection, &people[author], at).await?;
                seen.borrow_mut().answers_us.push(micros(sent));
                match posted {
                    Ok(id) if at % SAMPLED_ONE_IN == 0 => {
                        look(&people, author, &id, &lookers, &seen);
                    }
                    Ok(_) => {}
                    Err(refusal) => {
                        let mut seen = seen.borrow_mut();
                        seen.refused += 1;
                        seen.last_refusal = refusal;
                    }
                }
            }
            Ok::<f64, Fault>(began.elapsed().as_secs_f64())
        }));
    }
    local.await;
    let mut elapsed: f64 = 0.0;
    for sender in senders {
        elapsed = elapsed.max(sender.await??);
    }
    let spent = Spent::now(server).since(&before);
    let others = spent.others_us / began.elapsed().as_secs_f64() / 1e6;
    let mut seen = seen.take();
    write(&mut seen, report, (elapsed, others, spent.server_us));
    Ok(())
}

fn write(seen: &mut Seen, report: &mut Report, (elapsed, others, server_us): (f64, f64, f64)) {
    seen.answers_us.sort_unstable();
    seen.arrivals_us.sort_unstable();
    let accepted = (seen.answers_us.len() - seen.refused) as f64;
    if seen.refused > 0 {
        let refused = Figure::new("posts refused", seen.refused as f64, "posts");
        let refused = refused.target(Target::Below(1.0));
        report.figure(&refused.note(seen.last_refusal.clone()));
    }
    if accepted == 0.0 || seen.arrivals_us.is_empty() {
        return;
    }
    let rate = Figure::new("posts accepted", accepted / elapsed, "posts/s");
    // A little under the rate, because the last answers come after the last due time.
    let rate = rate.target(Target::AtLeast(RATE as f64 * 0.97));
    report.figure(&rate.note(format!("sent at {RATE}/s; others {others:.2} cores")));
    let each = server_us / accepted / 1000.0;
    report.figure(&Figure::new(
        "CPU of a post, with the looks at it",
        each,
        "ms CPU",
    ));
    let answers = &seen.answers_us;
    let answer = Figure::new("answer to a post, p50", at_share(answers, 0.5), "ms");
    report.figure(&answer.note(format!("p99 {:.1} ms", at_share(answers, 0.99))));
    let looks = format!("{} looks", seen.arrivals_us.len());
    for (share, said) in [(0.5, "p50"), (0.99, "p99"), (1.0, "most")] {
        let name = format!("from the answer to a follower's page, {said}");
        let arrival = Figure::new(&name, at_share(&seen.arrivals_us, share), "ms");
        report.figure(&arrival.target(Target::Below(100.0)).note(looks.clone()));
    }
}

/// The people, each with the secret as the form for composing spells it for them.
pub async fn with_forms(place: &Place, server: &Process) -> Result<Vec<Person>, Fault> {
    let mut connection = Connection::open(server.address).await?;
    let mut people = place.seeded.people.clone();
    for person in &mut people {
        let mut answer = connection.get("/write", &person.cookie).await?;
        // The place first gives the draft a number, which then stands in the address.
        if answer.status == 303 {
            answer = connection.get(&answer.location, &person.cookie).await?;
        }
        person.csrf = secret_of(&answer, "/write")?;
    }
    Ok(people)
}

/// The secret in the first form of a page.
pub fn secret_of(answer: &Answer, path: &str) -> Result<String, Fault> {
    let page = String::from_utf8_lossy(&answer.body);
    let secret = page
        .split_once(SECRET_FIELD)
        .and_then(|(_, rest)| rest.split_once('"'));
    let (secret, _) =
        secret.ok_or_else(|| format!("{path} has no form, status {}", answer.status))?;
    Ok(secret.to_owned())
}

/// What stands before the secret in every form.
const SECRET_FIELD: &str = r#"name="csrf" value=""#;

/// Publishes a post by the form; its id, or what was answered instead.
pub async fn post(
    connection: &mut Connection,
    author: &Person,
    number: usize,
) -> Result<Result<String, String>, Fault> {
    let text = format!("Post number {number}: the bus comes at ten past eight, bore da.");
    let fields = [
        ("csrf", author.csrf.as_str()),
        ("as", author.handle.as_str()),
        ("body", text.as_str()),
        ("audience", "public"),
        ("act", "publish"),
    ];
    let answer = connection.post("/write", &author.cookie, &fields).await?;
    let id = id_of(&answer.location);
    Ok(match id {
        Some(id) if answer.status == 303 => Ok(id),
        _ => Err(format!("status {} {}", answer.status, answer.location)),
    })
}

/// The id in `/@handle/ID`.
fn id_of(location: &str) -> Option<String> {
    let path = location.split(['?', '#']).next()?;
    let last = path.rsplit('/').next()?;
    (path.contains("/@") && last.bytes().all(|b| b.is_ascii_digit())).then(|| last.to_owned())
}

/// Looks for a post on the home pages of all who follow its author, all at once.
fn look(
    people: &Rc<Vec<Person>>,
    author: usize,
    id: &str,
    lookers: &Rc<Vec<Mutex<Connection>>>,
    seen: &Rc<RefCell<Seen>>,
) {
    let answered = Instant::now();
    let followers = (1..=FOLLOWS).map(|step| (author + PEOPLE - step) % PEOPLE);
    for follower in followers {
        let (people, lookers) = (Rc::clone(people), Rc::clone(lookers));
        let (id, seen) = (id.to_owned(), Rc::clone(seen));
        tokio::task::spawn_local(async move {
            let cookie = &people[follower].cookie;
            let took_us = find(&lookers[follower], cookie, &id, answered).await;
            seen.borrow_mut()
                .arrivals_us
                .push(took_us.unwrap_or(u32::MAX));
        });
    }
}

async fn find(
    looker: &Mutex<Connection>,
    cookie: &str,
    id: &str,
    answered: Instant,
) -> Result<u32, Fault> {
    let mut connection = looker.lock().await;
    // Just above the post, so that those published meanwhile do not push it off the page.
    let before = id.parse::<i64>()?.saturating_add(1);
    let path = format!("/?read=all&before={before}");
    let sought = format!("/{id}");
    while answered.elapsed() < LOOK_TIME_MAX {
        let answer = connection.get(&path, cookie).await?;
        if answer
            .body
            .windows(sought.len())
            .any(|part| part == sought.as_bytes())
        {
            return Ok(micros(answered));
        }
    }
    Err("not there".into())
}
