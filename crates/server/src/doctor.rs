//! `hafan doctor`: what was found out, in plain sentences.

use crate::config::Settings;
use crate::keep::size;
use crate::{Fault as Trouble, house, say};
use hafan_app::doctor::{Fault, Report, examine};
use hafan_app::store::ledger::audit::{self, Problem};
use hafan_core::time::{DAY_US, HOUR_US, MINUTE_US};

/// Looks the place over and tells; true if nothing is wrong.
///
/// # Errors
/// The place can't be opened at all.
pub fn doctor(settings: &Settings, is_json: bool) -> Result<bool, Trouble> {
    house::require_place(settings)?;
    let app = house::open(settings, String::new())?;
    let report = examine(&app).map_err(crate::words::of)?;
    let faults = report.faults();
    let findings: Vec<(Fault, String)> = faults
        .iter()
        .map(|fault| (*fault, words(*fault, &report)))
        .collect();
    if is_json {
        say::line(&json(&report, &findings));
        return Ok(faults.is_empty());
    }
    for line in healthy(&report) {
        say::line(&line);
    }
    for (_, words) in &findings {
        say::line(&format!("WRONG: {words}"));
    }
    if faults.is_empty() {
        say::line("Nothing is wrong.");
    }
    Ok(faults.is_empty())
}

fn healthy(report: &Report) -> Vec<String> {
    let mut lines = vec![
        format!("Ledger: {} entries looked at.", report.audit.entries),
        format!("Pictures: {} files.", report.files),
        format!(
            "Jobs: {} waiting. Servers seen within a minute: {}.",
            report.waiting.0, report.servers
        ),
    ];
    if let Some((free, whole)) = report.disk {
        lines.push(format!("Disk: {} of {} free.", size(free), size(whole)));
    }
    lines.push(match report.backup_at {
        Some(at) => format!("Last backup: {} ago.", span(report.now.since(at))),
        None => "Last backup: none yet.".to_owned(),
    });
    if report.orphans > 0 {
        lines.push(format!(
            "Files that belong to no picture: {}. They go by themselves within a day.",
            report.orphans
        ));
    }
    if !report.is_set_up {
        lines.push("The place is not set up yet.".to_owned());
    }
    lines
}

fn words(fault: Fault, report: &Report) -> String {
    match fault {
        Fault::Damage => format!(
            "The database file is damaged. Stop Hafan, keep a copy of the folder, and restore the \
             last backup. It says: {}",
            report.damage.join("; ")
        ),
        Fault::Strays => {
            let found = report
                .strays
                .iter()
                .map(|(what, count)| format!("{count} {what}"));
            let found = found.collect::<Vec<_>>().join(", ");
            format!("Some rows belong to others that are not there, or lack theirs: {found}.")
        }
        Fault::Ledger => ledger(report),
        Fault::Missing => {
            let names = report.missing.iter().map(ToString::to_string);
            let names = names.collect::<Vec<_>>().join(", ");
            format!("Files of pictures are missing; a backup may have them: {names}.")
        }
        Fault::DeadJobs => {
            let jobs = report.dead_jobs.iter();
            let jobs = jobs.map(|(kind, tries, why)| format!("{kind} ({tries} tries): {why}"));
            let jobs = jobs.collect::<Vec<_>>().join("; ");
            format!("Jobs were laid aside after many tries: {jobs}.")
        }
        Fault::StuckJobs => format!(
            "{} jobs wait, the oldest for {}. Look at the log of the server.",
            report.waiting.0,
            span(report.waiting.1)
        ),
        Fault::Disk => {
            let free = report.disk.map_or(0, |(free, _)| free);
            format!("The disk is nearly full: {} free.", size(free))
        }
        Fault::Backup => match (&report.backup_failed, report.backup_at) {
            (Some(why), _) => format!("The last backup failed: {why}."),
            (None, Some(at)) => {
                format!("The last backup is {} old.", span(report.now.since(at)))
            }
            (None, None) => "There is no backup.".to_owned(),
        },
        Fault::Clock => format!(
            "The clock of this machine is wrong: something here happened {} in the future.",
            span(report.clock_behind_us)
        ),
    }
}

fn ledger(report: &Report) -> String {
    let faults = &report.audit.faults;
    let lines = faults.iter().map(|fault| {
        let what = match fault.problem {
            Problem::Differs => "is not what the ledger says",
            Problem::NoEntry => "has no entry in the ledger",
            Problem::NoRow => "has an entry in the ledger and is not there",
            Problem::BrokenChain => "was altered, or one before it was removed",
            Problem::CutOff => "is not the newest that was written",
        };
        let (kind, owner, value) = (fault.owner_kind, fault.owner, &fault.value);
        format!("\n  {kind} {owner}, {value}: {what}")
    });
    let more = if faults.len() >= audit::FAULTS_MAX {
        "\n  and more"
    } else {
        ""
    };
    format!(
        "Something changed people's data past Hafan:{}{more}",
        lines.collect::<String>()
    )
}

fn json(report: &Report, findings: &[(Fault, String)]) -> String {
    let faults = findings.iter().map(|(fault, words)| {
        serde_json::json!({ "code": format!("{fault:?}").to_lowercase(), "words": words })
    });
    serde_json::json!({
        "ok": findings.is_empty(),
        "faults": faults.collect::<Vec<_>>(),
        "ledger_entries": report.audit.entries,
        "media_files": report.files,
        "orphan_files": report.orphans,
        "jobs_waiting": report.waiting.0,
        "jobs_dead": report.dead_jobs.len(),
        "servers": report.servers,
        "disk_free_bytes": report.disk.map(|(free, _)| free),
        "backup_age_seconds": report.backup_at.map(|at| report.now.since(at) / 1_000_000),
    })
    .to_string()
}

/// A span of time as people say it.
fn span(micros: i64) -> String {
    let (number, unit) = match micros {
        us if us >= 2 * DAY_US => (us / DAY_US, "days"),
        us if us >= 2 * HOUR_US => (us / HOUR_US, "hours"),
        us if us >= 2 * MINUTE_US => (us / MINUTE_US, "minutes"),
        us => (us / 1_000_000, "seconds"),
    };
    format!("{number} {unit}")
}
