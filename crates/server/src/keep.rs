//! Commands that keep what people made: `backup`, `restore`, and their other names `export`,
//! `import`.

use crate::config::Settings;
use crate::{Fault, house, say};
use hafan_app::backup;
use std::path::Path;

/// `hafan backup`: also while a server runs.
///
/// # Errors
/// Why no backup was made.
pub fn backup(settings: &Settings, to: &Path) -> Result<(), Fault> {
    house::require_place(settings)?;
    let app = house::open(settings, String::new())?;
    let made = backup::make(&app, to)?;
    say::line(&format!(
        "Wrote {} to {}: {} rows, {} files of pictures.",
        size(made.bytes),
        to.display(),
        made.rows,
        made.media_files
    ));
    if made.media_missing > 0 {
        let count = made.media_missing;
        return Err(format!(
            "{count} files of pictures are missing here, so they are not in the backup either; \
             `hafan doctor` tells more"
        )
        .into());
    }
    Ok(())
}

/// `hafan restore`: into a new folder or database, without a server on it.
///
/// # Errors
/// Why nothing was read in.
pub fn restore(settings: &Settings, from: &Path) -> Result<(), Fault> {
    // Looked at before anything is made, so that a refused file leaves nothing behind.
    let archive = backup::check(from)?;
    let was_there = settings.data.exists();
    let done = read_in(settings, &archive);
    if done.is_err() && !was_there {
        // Made by this command a moment ago, for nothing.
        std::fs::remove_dir_all(&settings.data).ok();
    }
    let done = done?;
    say::line(&format!(
        "Read in {} rows and {} files of pictures. `hafan serve` starts the place.",
        done.rows, done.media_files
    ));
    Ok(())
}

fn read_in(settings: &Settings, archive: &backup::Checked) -> Result<backup::Restored, Fault> {
    let _lock = house::lock(settings)?;
    let app = house::open(settings, String::new())?;
    Ok(backup::restore_checked(&app, archive)?)
}

/// A number of bytes as people say it.
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    let mut unit = "bytes";
    let mut number = bytes as f64;
    for larger in UNITS {
        if number < 1000.0 {
            break;
        }
        (number, unit) = (number / 1000.0, larger);
    }
    if unit == "bytes" {
        format!("{bytes} bytes")
    } else {
        format!("{number:.1} {unit}")
    }
}
