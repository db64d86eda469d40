//! Backups as somebody may bring them: refused in words, or whole. What is inside an archive whose
//! checksums fit is looked at too, since chance never makes one that does.

use data_encoding::HEXLOWER;
use hafan_app::backup;
use sha2::{Digest as _, Sha256};

use super::{Target, temporary};

pub const TARGET: Target = Target {
    name: "archive",
    seeds: || {
        let manifest = manifest(b"{}\n");
        vec![
            archive(b"{}\n", &manifest),
            archive(b"", b"{}"),
            manifest,
            b"{\"hafan_backup\":1}".to_vec(),
        ]
    },
    dictionary: &[
        "ustar\x0000",
        "ustar  \0",
        "media/",
        "../",
        "tables.jsonl",
        "checksums.txt",
        "manifest.json",
        "././@LongLink",
        "path=",
        "\"hafan_backup\":",
        "\"media_files\":",
        "\"checksums\":",
    ],
    run: |input| {
        // As it comes, which is nearly always refused.
        is_whole(input);
        assert!(
            is_whole(&archive(input, &manifest(input))),
            "what rows mean is looked at by whoever reads them"
        );
        is_whole(&archive(b"", input));
    },
};

fn is_whole(bytes: &[u8]) -> bool {
    let path = temporary("tar");
    std::fs::write(&path, bytes).expect("a file");
    let checked = backup::check(&path);
    std::fs::remove_file(&path).expect("it was there");
    checked.is_ok()
}

fn archive(tables: &[u8], manifest: &[u8]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    let checksums = checksums(tables);
    let entries = [
        ("tables.jsonl", tables),
        ("checksums.txt", &checksums),
        ("manifest.json", manifest),
    ];
    for (name, bytes) in entries {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o600);
        tar.append_data(&mut header, name, bytes).expect("memory");
    }
    tar.into_inner().expect("memory")
}

fn checksums(tables: &[u8]) -> Vec<u8> {
    format!("{}  tables.jsonl\n", digest(tables)).into_bytes()
}

fn manifest(tables: &[u8]) -> Vec<u8> {
    let checksums = digest(&checksums(tables));
    let counts = r#""rows":0,"media_files":0,"media_bytes":0,"media_missing":0"#;
    let head = r#""hafan_backup":1,"version":"0","made_at":0"#;
    format!(r#"{{{head},{counts},"checksums":"{checksums}"}}"#).into_bytes()
}

fn digest(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}
