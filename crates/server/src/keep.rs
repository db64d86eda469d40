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
    let lock = house::lock(settings)?;
    let app = house::open(settings, String::new())?;
    let done = backup::restore(&app, from)?;
    say::line(&format!(
        "Read in {} rows and {} files of pictures. `hafan serve` starts the place.",
        done.rows, done.media_files
    ));
    drop(lock);
    Ok(())
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
