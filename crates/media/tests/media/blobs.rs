//! Bytes that were taken are kept whole; nothing else is ever seen.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::time::{Duration, SystemTime};

use hafan_media::blobs::{BlobError, BlobFormat, BlobKey, Blobs, DiskBlobs, MemoryBlobs};
use hafan_media::picture::Size;

const TEXT: &str = "00ff10aa00000000000000000000beef-small.jpg";

fn key(first: u8) -> BlobKey {
    let mut id = [0x5a; 16];
    id[0] = first;
    BlobKey::new(id, Size::Medium, BlobFormat::Png)
}

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000 + seconds)
}

fn listed(blobs: &dyn Blobs) -> BTreeSet<(BlobKey, SystemTime, u64)> {
    let mut all = BTreeSet::new();
    blobs
        .each(&mut |one| assert!(all.insert((one.key, one.modified, one.size_bytes))))
        .expect("the place can be read");
    all
}

fn each_place(check: impl Fn(&dyn Blobs)) {
    let folder = tempfile::tempdir().expect("a folder");
    check(&MemoryBlobs::default());
    check(&DiskBlobs::open(folder.path().join("deep/blobs")).expect("a new place"));
}

#[test]
fn what_is_put_is_got_listed_and_deleted() {
    each_place(|blobs| {
        assert_eq!(blobs.get(&key(1)).expect("readable"), None);
        blobs.put(&key(1), b"one", at(1)).expect("room");
        blobs.put(&key(2), &[7; 100_000], at(2)).expect("room");
        blobs.put(&key(3), b"", at(3)).expect("room");
        assert_eq!(blobs.get(&key(1)).expect("readable"), Some(b"one".to_vec()));
        assert_eq!(
            blobs.get(&key(2)).expect("readable"),
            Some(vec![7; 100_000])
        );
        assert_eq!(blobs.get(&key(3)).expect("readable"), Some(Vec::new()));
        let all = [
            (key(1), at(1), 3),
            (key(2), at(2), 100_000),
            (key(3), at(3), 0),
        ];
        assert_eq!(listed(blobs), BTreeSet::from(all));
        blobs.delete(&key(2)).expect("deleted");
        blobs
            .delete(&key(2))
            .expect("deleting what is gone succeeds");
        assert_eq!(blobs.get(&key(2)).expect("readable"), None);
        assert_eq!(listed(blobs), BTreeSet::from([all[0], all[2]]));
    });
}

#[test]
fn putting_again_replaces_and_other_sizes_are_other_blobs() {
    each_place(|blobs| {
        let small = BlobKey::new(key(1).id(), Size::Small, BlobFormat::Jpeg);
        blobs.put(&key(1), b"first", at(1)).expect("room");
        blobs.put(&key(1), b"again", at(9)).expect("room");
        blobs.put(&small, b"small", at(2)).expect("room");
        assert_eq!(
            blobs.get(&key(1)).expect("readable"),
            Some(b"again".to_vec())
        );
        assert_eq!(
            blobs.get(&small).expect("readable"),
            Some(b"small".to_vec())
        );
        assert_eq!(listed(blobs).len(), 2);
    });
}

#[test]
fn blobs_on_disk_are_there_after_opening_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = || DiskBlobs::open(folder.path()).expect("the place opens");
    open().put(&key(200), b"kept", at(1)).expect("room");
    assert_eq!(
        open().get(&key(200)).expect("readable"),
        Some(b"kept".to_vec())
    );
    let path = folder.path().join("c8").join(key(200).to_string());
    assert_eq!(fs::read(&path).expect("where the layout says"), b"kept");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(path).expect("a file").permissions().mode();
        assert_eq!(mode & 0o077, 0, "nobody else may read it");
    }
}

#[test]
fn a_half_written_file_is_never_seen_and_swept_when_old() {
    let folder = tempfile::tempdir().expect("a folder");
    let blobs = DiskBlobs::open(folder.path()).expect("a new place");
    blobs.put(&key(1), b"whole", at(1)).expect("room");
    // What a killed process leaves: the same folder, a name of its own.
    let left = |number: u32, when: SystemTime| {
        let name = format!(".writing-1-{number}-{}", key(1));
        let path = folder.path().join("01").join(name);
        fs::write(&path, b"wh").expect("written");
        let file = fs::File::options().write(true).open(&path).expect("opened");
        file.set_modified(when).expect("dated");
        path
    };
    let (old, young) = (left(1, at(10)), left(2, at(500)));
    assert_eq!(listed(&blobs), BTreeSet::from([(key(1), at(1), 5)]));
    assert_eq!(blobs.sweep_temporary(at(100)).expect("swept"), 1);
    assert!(!old.exists() && young.exists());
    assert_eq!(
        blobs.get(&key(1)).expect("readable"),
        Some(b"whole".to_vec())
    );
    fs::write(folder.path().join("01/notes.txt"), b"x").expect("written");
    assert_eq!(listed(&blobs).len(), 1, "strange files are not blobs");
}

#[test]
fn a_put_that_fails_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let blobs = DiskBlobs::open(folder.path()).expect("a new place");
    // A folder stands where the file should go, so the last step fails.
    fs::create_dir(folder.path().join("01").join(key(1).to_string())).expect("made");
    let error = blobs
        .put(&key(1), b"bytes", at(1))
        .expect_err("the name is taken");
    assert!(matches!(error, BlobError::Io(_)), "{error}");
    assert_eq!(
        fs::read_dir(folder.path().join("01"))
            .expect("readable")
            .count(),
        1
    );
}

#[test]
fn a_full_disk_is_told_from_a_broken_one() {
    let told = |kind: io::ErrorKind| BlobError::from(io::Error::from(kind)).code();
    assert_eq!(told(io::ErrorKind::StorageFull), "blob-store-full");
    assert_eq!(told(io::ErrorKind::QuotaExceeded), "blob-store-full");
    assert_eq!(told(io::ErrorKind::PermissionDenied), "blob-store-broken");
}

#[test]
fn a_key_reads_back_as_it_was_written() {
    for size in Size::ALL {
        for format in [BlobFormat::Jpeg, BlobFormat::Png] {
            let key = BlobKey::new([0x0f; 16], size, format);
            assert_eq!(BlobKey::parse(&key.to_string()), Some(key));
        }
    }
    let key = BlobKey::parse(TEXT).expect("a good key");
    assert_eq!((key.size(), key.format()), (Size::Small, BlobFormat::Jpeg));
    assert_eq!(key.to_string(), TEXT);
}

#[test]
fn text_that_is_not_exactly_a_key_is_none() {
    let id = &TEXT[..32];
    let tails = [
        "",
        "-",
        "-small",
        "-small.",
        "-.jpg",
        "-huge.jpg",
        "-small.gif",
        "-small.jpeg",
        "-small.JPG",
        "-Small.jpg",
        "-small.jpg ",
        "-small.jpg\0",
        "-small.jpg/",
        "-small.jpg/..",
        "-small.jpg.png",
        "-../small.jpg",
        "/small.jpg",
        "-small.png\n",
        "_small.jpg",
        "0-small.jpg",
        "-small%2ejpg",
    ];
    for tail in tails {
        assert_eq!(BlobKey::parse(&format!("{id}{tail}")), None, "{tail:?}");
    }
    let whole = [
        "",
        "../../etc/passwd",
        "/etc/passwd",
        "../00ff10aa00000000000000000000be-small.jpg",
        "/0ff10aa00000000000000000000beef-small.jpg",
        "00FF10AA00000000000000000000BEEF-small.jpg",
        "00ff10aa0000000000000000000\0beef-small.jpg",
        "00ff10aa00000000000000000000bee\u{0435}-small.jpg",
        "\u{ff10}0ff10aa00000000000000000000b-small.jpg",
        "00ff10aa00000000000000000000beeg-small.jpg",
        "+0ff10aa00000000000000000000beef-small.jpg",
        ".writing-1-0-00ff10aa00000000000000000000beef-small.jpg",
    ];
    for text in whole {
        assert_eq!(BlobKey::parse(text), None, "{text:?}");
    }
    // Every change of one byte is another key or none, never a way out.
    for at in 0..TEXT.len() {
        for byte in 0..=127_u8 {
            let mut bytes = TEXT.as_bytes().to_vec();
            bytes[at] = byte;
            let text = String::from_utf8(bytes).expect("ASCII");
            if let Some(key) = BlobKey::parse(&text) {
                assert_eq!(key.to_string(), text);
            }
        }
    }
}
