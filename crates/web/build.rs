//! Lists the files of `assets/` so that they become part of the program.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    let root = set_by_cargo("CARGO_MANIFEST_DIR");
    let assets = root.join("assets");
    println!("cargo::rerun-if-changed={}", assets.display());
    println!("cargo::rerun-if-changed=templates");
    let mut files = Vec::new();
    collect(&assets, &mut files);
    let mut named: Vec<(String, PathBuf)> = files
        .into_iter()
        .map(|path| {
            let name = path
                .strip_prefix(&assets)
                .expect("below assets")
                .to_string_lossy();
            (name.replace('\\', "/"), path.clone())
        })
        .collect();
    named.sort();
    let mut code = String::from("static ASSETS: &[Asset] = &[\n");
    for (name, path) in named {
        if let Some(kind) = content_type(&name) {
            let path = path.display().to_string();
            writeln!(code, "    ({name:?}, {kind:?}, include_bytes!({path:?})),").expect("memory");
        }
    }
    code.push_str("];\n");
    let out = set_by_cargo("OUT_DIR").join("assets.rs");
    std::fs::write(out, code).expect("the build folder can be written");
}

#[expect(
    clippy::disallowed_methods,
    reason = "how cargo talks to build scripts"
)]
fn set_by_cargo(name: &str) -> PathBuf {
    PathBuf::from(std::env::var(name).expect("cargo sets it"))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).expect("assets can be read");
    for entry in entries {
        let path = entry.expect("assets can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// Only files of these types are served.
fn content_type(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => return None,
    })
}
