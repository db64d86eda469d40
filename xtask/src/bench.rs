//! Builds the program and the bench as they are shipped, and measures.

use std::process::{Command, ExitCode};

/// Builds and runs `hafan-bench` with these arguments. `--debug` measures an unoptimised build:
/// only to work on the bench itself.
pub fn run(arguments: &[String]) -> ExitCode {
    let is_debug = arguments.iter().any(|argument| argument == "--debug");
    let mut build = Command::new("cargo");
    build.args([
        "build",
        "--quiet",
        "--package",
        "hafan",
        "--package",
        "hafan-bench",
    ]);
    if !is_debug {
        build.arg("--release");
    }
    if !build.status().is_ok_and(|status| status.success()) {
        return ExitCode::FAILURE;
    }
    let Ok(metadata) = cargo_metadata::MetadataCommand::new().no_deps().exec() else {
        return ExitCode::FAILURE;
    };
    let built = metadata
        .target_directory
        .join(if is_debug { "debug" } else { "release" });
    let mut bench = Command::new(built.join("hafan-bench"));
    bench.arg("--program").arg(built.join("hafan"));
    bench.args(arguments.iter().filter(|argument| *argument != "--debug"));
    if bench.status().is_ok_and(|status| status.success()) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
