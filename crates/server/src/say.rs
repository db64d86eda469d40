//! Words for whoever sits at the command line. Logs go elsewhere: to standard error, by `tracing`.

use std::io::Write as _;

/// A line of the command's answer. Nobody reading it any more is no reason to stop.
pub fn line(words: &str) {
    writeln!(std::io::stdout(), "{words}").ok();
}

/// Why a command did not do what was asked.
pub fn error(words: &str) {
    writeln!(std::io::stderr(), "hafan: {words}").ok();
}
