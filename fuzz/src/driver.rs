//! Runs one target in this process and tells a panic, a hang and a pass apart.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::command::Budget;
use crate::mutation::Mutation;
use crate::targets::Target;

/// An input that takes longer is a fault: a sender would hold a thread with one small request.
const SLOW: Duration = Duration::from_secs(2);
/// A slow input counts only if it is slow each time: a busy machine makes any input slow once.
const SLOW_TRIES: u32 = 3;
/// After this long an input is taken not to end at all.
const HUNG: Duration = Duration::from_secs(20);

type Shared = Arc<Mutex<Vec<u8>>>;

/// Runs inputs until the budget is spent or one of them finds a fault.
pub fn run(target: &Target, budget: Budget, trace: Option<&Path>) -> ExitCode {
    let started = now();
    let current = Shared::default();
    let began_ms = Arc::new(AtomicU64::new(0));
    watch(target.name, started, &current, &began_ms);
    keep_panics_quiet();

    let known = known_inputs(target);
    let mut mutation = Mutation::new(budget.seed, known.clone(), target.dictionary);
    let mut known = known.into_iter();
    let mut count = 0;
    // The known inputs always run, however short the time: each was a fault or shows a feature.
    while known.len() > 0 || (count < budget.iterations && started.elapsed() < budget.time) {
        let input = known.next().unwrap_or_else(|| mutation.next_input());
        if let Some(path) = trace {
            std::fs::write(path, &input).expect("the trace file can be written");
        }
        current.lock().expect("no holder panics").clone_from(&input);
        began_ms.store(since(started), Ordering::Relaxed);
        if let Err(fault) = attempt(target, &input) {
            report(target.name, &input, &fault);
            return ExitCode::FAILURE;
        }
        count += 1;
    }
    let seconds = started.elapsed().as_secs_f32();
    println!("pass {}: {count} inputs in {seconds:.1} s", target.name);
    ExitCode::SUCCESS
}

/// Runs one kept input as it is, so that a panic shows its whole trace.
pub fn replay(target: &Target, file: &Path) -> ExitCode {
    match std::fs::read(file) {
        Ok(input) => {
            let started = now();
            (target.run)(&input);
            println!("{}: no panic, {:?}", target.name, started.elapsed());
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("{}: {error}", file.display());
            ExitCode::from(2)
        }
    }
}

/// Writes an input where the next person finds it, and says how to run it again.
pub fn report(name: &str, input: &[u8], fault: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("failures");
    let path = folder.join(format!("{name}-{:016x}", fingerprint(input)));
    let kept = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, input));
    println!("fail {name}: {fault}");
    match kept {
        Ok(()) => println!(
            "     again with: hafan-fuzz --replay {name} {}",
            path.display()
        ),
        Err(error) => println!("     the input could not be kept: {error}"),
    }
}

/// The seeds in the code and the inputs kept in `fuzz/corpus/TARGET/`, in the order of their names.
fn known_inputs(target: &Target) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(target.name);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    paths.sort();
    let kept = paths.iter().filter_map(|path| std::fs::read(path).ok());
    (target.seeds)().into_iter().chain(kept).collect()
}

fn attempt(target: &Target, input: &[u8]) -> Result<(), String> {
    for _ in 0..SLOW_TRIES {
        let started = now();
        std::panic::catch_unwind(|| (target.run)(input)).map_err(|cause| panic_text(&cause))?;
        if started.elapsed() < SLOW {
            return Ok(());
        }
    }
    Err(format!("took over {SLOW:?}, {SLOW_TRIES} times"))
}

fn panic_text(cause: &Box<dyn std::any::Any + Send>) -> String {
    let text = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied());
    format!("panicked: {}", text.unwrap_or("without words"))
}

/// Ends the process when an input does not end.
fn watch(name: &'static str, started: Instant, current: &Shared, began_ms: &Arc<AtomicU64>) {
    let (current, began_ms) = (Arc::clone(current), Arc::clone(began_ms));
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(Duration::from_millis(250));
            let began = Duration::from_millis(began_ms.load(Ordering::Relaxed));
            if started.elapsed().saturating_sub(began) > HUNG {
                let input = current.lock().expect("no holder panics");
                report(name, &input, &format!("has not ended after {HUNG:?}"));
                std::process::exit(1);
            }
        }
    });
}

/// A fault is reported once, with its input; the hook would print it without.
fn keep_panics_quiet() {
    std::panic::set_hook(Box::new(|_| {}));
}

fn since(started: Instant) -> u64 {
    u64::try_from(started.elapsed().as_millis()).expect("a run is shorter than an age")
}

/// FNV-1a: names a file, protects nothing.
fn fingerprint(input: &[u8]) -> u64 {
    input.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[expect(clippy::disallowed_methods, reason = "the fuzzer measures real time")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_with_its_words() {
        let target = Target {
            name: "bad",
            seeds: Vec::new,
            dictionary: &[],
            run: |input| assert!(!input.contains(&b'!'), "no shouting"),
        };
        assert_eq!(attempt(&target, b"calm"), Ok(()));
        assert_eq!(
            attempt(&target, b"loud!"),
            Err("panicked: no shouting".to_owned())
        );
    }
}
