//! A full disk: writes stop with clear words, reading goes on, nothing is lost, and it ends with
//! the reason.

use crate::house::{HOST, House, PASSWORD, PROGRAM, Server, files, text, until};
use crate::kill::path_of;
use hafan_testkit::{Backend, PHOTO};
use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Room for the tables, their log, and little more.
const DISK: &str = "24m";
/// More posts than fit into the log that SQLite has already.
const POSTS_MAX: usize = 400;

/// Gives the server a small disk of its own, which is gone with it; or, where nothing may be
/// mounted, lets it hear of a limit on files without being ended by it.
const ON_A_SMALL_DISK: &str = r#"set -e
    if [ -n "$DISK" ]; then
        mount -t tmpfs -o "size=$DISK,mode=0700" tmpfs "$FOLDER"
    else
        trap '' XFSZ
    fi
    echo "$PASSWORD" |
        "$PROGRAM" setup --name Bwthyn --host-handle "$HOST" --password - "$@" >&2
    for handle in mair dewi; do
        echo "$PASSWORD" | "$PROGRAM" member create --handle $handle --password - "$@" >&2
    done
    exec "$PROGRAM" serve --listen 127.0.0.1:0 --flood-limits off "$@""#;

#[test]
fn on_a_full_disk_people_read_on_and_lose_nothing_and_it_mends_itself() {
    let house = House::empty(Backend::Sqlite);
    let (server, disk) = serve_on_a_small_disk(&house);
    let (mair, dewi) = (server.sign_in("mair"), server.sign_in("dewi"));
    let first = path_of(&mair.publish("mair", "cyn y llif"));
    // The first backup takes room and, where it finds none, gives some back: it is behind us.
    until("the first backup", || {
        let made = files(&disk.folder(&house).join("backups"));
        let mut names = made.iter().filter_map(|file| file.file_name()?.to_str());
        names.any(|name| name.starts_with("hafan-")).then_some(())
    });

    disk.fill();
    let mut kept = vec![(first, "cyn y llif".to_owned())];
    let mut refused = None;
    for n in 0..POSTS_MAX {
        let words = format!("diferyn{n} bach");
        let page = mair.publish("mair", &words).expect("an answer");
        if page.status != 303 {
            refused = Some((words, page));
            break;
        }
        kept.push((path_of(&Ok(page)), words));
    }
    let (words, page) = refused.expect("a full disk");
    assert_eq!(page.status, 503, "{}", page.text());
    assert_eq!(page.texts("textarea[name=body]"), [words.as_str()]);
    assert!(
        page.says("cannot save anything just now"),
        "{}",
        page.text()
    );

    // A picture is refused with the reason, and the words beside it stay. What the refused post
    // gave back is filled again: a small picture would fit into it.
    disk.fill();
    let page = dewi.publish_picture("dewi", "Llun o'r llif", (&PHOTO, "dŵr"));
    let page = page.expect("an answer");
    assert!(matches!(page.status.as_u16(), 422 | 503), "{}", page.status);
    assert!(page.says("no room left for pictures"), "{}", page.text());
    assert_eq!(page.texts("textarea[name=body]"), ["Llun o'r llif"]);
    // A plain form: once the last corner is full nothing is saved, and the page says so.
    let mut refused = None;
    for n in 0..POSTS_MAX {
        let name = format!("Dewi Ddŵr {n}");
        let profile = dewi.get("/me/profile");
        let saved = dewi.submit(&profile, "/me/profile", &[("name", &name)]);
        let saved = saved.expect("an answer");
        if saved.status != 303 {
            refused = Some((name, saved));
            break;
        }
    }
    let (name, saved) = refused.expect("a full disk");
    assert_eq!(saved.status, 503, "{}", saved.text());
    assert!(
        saved.says("cannot save anything just now"),
        "{}",
        saved.text()
    );

    // Reading goes on: for those who are signed in and for those who are not.
    for (path, words) in &kept {
        assert!(dewi.get(path).says(words), "{path}");
    }
    let guest = server.visitor();
    for path in ["/sign-in", "/about", "/readyz"] {
        assert_eq!(guest.get(path).status, 200, "{path}");
    }
    assert_eq!(dewi.get("/").status, 200);
    assert!(
        dewi.get("/me/profile")
            .attribute("input[name=name]", "value")
            .as_deref()
            != Some(name.as_str())
    );

    // Somebody saves what is there to another disk before they make room.
    let file = house.data().join("place.tar");
    let mut backup = Command::new(PROGRAM);
    backup.args(["backup", "--data"]).arg(disk.folder(&house));
    let saved = backup.arg("--to").arg(&file).output().expect("a backup");
    assert!(saved.status.success(), "{}", text(&saved.stderr));
    let copy = House::empty(Backend::Sqlite);
    copy.does(&["restore", "--from", &file.display().to_string()]);
    copy.require_well();

    disk.free();
    let after = path_of(&mair.publish("mair", "wedi'r llif"));
    kept.push((after, "wedi'r llif".to_owned()));
    let shown = path_of(&dewi.publish_picture("dewi", "Llun", (&PHOTO, "dŵr")));
    crate::kill::require_picture(&mair, &shown);
    for (path, words) in &kept {
        assert!(dewi.get(path).says(words), "{path}");
    }
    require_sound(disk.folder(&house));
}

#[test]
fn where_only_the_pictures_have_no_room_everything_else_goes_on() {
    let house = House::empty(Backend::Postgres);
    let (server, disk) = serve_on_a_small_disk(&house);
    let mair = server.sign_in("mair");
    disk.fill();
    let page = mair.publish_picture("mair", "Llun", (&PHOTO, "dŵr"));
    let page = page.expect("an answer");
    assert!(page.says("no room left for pictures"), "{}", page.text());
    assert_eq!(page.texts("textarea[name=body]"), ["Llun"]);
    let path = path_of(&mair.publish("mair", "geiriau yn unig"));
    assert!(mair.get(&path).says("geiriau yn unig"));
    disk.free();
    let shown = path_of(&mair.publish_picture("mair", "Llun", (&PHOTO, "dŵr")));
    crate::kill::require_picture(&mair, &shown);
}

/// What a server has for a disk.
enum Disk {
    /// One of its own: its data folder as it is seen from here.
    Own(PathBuf),
    /// The common one, and a limit on how far the files of this process may grow.
    Limited(u32),
}

impl Disk {
    /// Takes all the room there is.
    fn fill(&self) {
        match self {
            Self::Own(folder) => fill(&folder.join(FILLING)),
            Self::Limited(pid) => limit_files(*pid, "4096"),
        }
    }

    /// Gives it back.
    fn free(&self) {
        match self {
            Self::Own(folder) => fs::remove_file(folder.join(FILLING)).expect("room again"),
            Self::Limited(pid) => limit_files(*pid, "unlimited"),
        }
    }

    fn folder<'d>(&'d self, house: &'d House) -> &'d Path {
        match self {
            Self::Own(folder) => folder,
            Self::Limited(_) => house.data(),
        }
    }
}

const FILLING: &str = "filling";

fn serve_on_a_small_disk(house: &House) -> (Server, Disk) {
    // Root may mount; others may in a world of their own, where the system lets them.
    let own_world = ["-m", "-Urm"].into_iter().find(|how| may_mount(how));
    let mut command = match own_world {
        Some(how) => {
            let mut command = Command::new("unshare");
            command.args([how, "sh"]).env("DISK", DISK);
            command
        }
        None => {
            let mut command = Command::new("sh");
            command.env("DISK", "");
            command
        }
    };
    command.args(["-c", ON_A_SMALL_DISK, "sh"]);
    command.args(house.flags());
    command.envs([("PROGRAM", PROGRAM), ("PASSWORD", PASSWORD), ("HOST", HOST)]);
    command.env("FOLDER", house.data());
    let server = Server::start(command);
    if own_world.is_none() {
        let pid = server.pid();
        return (server, Disk::Limited(pid));
    }
    let seen = house.data().strip_prefix("/").expect("an absolute path");
    let folder = Path::new("/proc")
        .join(server.pid().to_string())
        .join("root");
    (server, Disk::Own(folder.join(seen)))
}

fn may_mount(how: &str) -> bool {
    let mut command = Command::new("unshare");
    command.args([how, "sh", "-c", "mount -t tmpfs tmpfs /mnt"]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn fill(path: &Path) {
    let mut file = File::options();
    let mut file = file.create(true).append(true).open(path).expect("a file");
    for bytes in [1 << 20, 4096] {
        let block = vec![b'x'; bytes];
        loop {
            match file.write_all(&block) {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::StorageFull => break,
                Err(error) => panic!("{error}"),
            }
        }
    }
}

fn limit_files(pid: u32, bytes: &str) {
    let mut prlimit = Command::new("prlimit");
    prlimit.args([
        "--pid",
        &pid.to_string(),
        &format!("--fsize={bytes}:unlimited"),
    ]);
    assert!(prlimit.status().expect("prlimit").success());
}

/// The doctor finds nothing but that such a disk is small.
fn require_sound(folder: &Path) {
    let mut doctor = Command::new(PROGRAM);
    let doctor = doctor.args(["doctor", "--json", "--data"]).arg(folder);
    let said = doctor.output().expect("the doctor").stdout;
    let said: serde_json::Value = serde_json::from_slice(&said).expect("JSON");
    let faults: Vec<&str> = said["faults"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|fault| fault["code"].as_str())
        .collect();
    assert!(faults.iter().all(|code| *code == "disk"), "{said}");
}
