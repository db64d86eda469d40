//! The table, or the same as lines of JSON.

use crate::process;
use serde_json::json;

/// Writes figures as they come.
pub struct Report {
    is_json: bool,
    section: String,
    missed: Vec<String>,
}

/// A figure.
pub struct Figure<'f> {
    /// What was measured.
    pub name: &'f str,
    /// How much.
    pub value: f64,
    /// In what.
    pub unit: &'f str,
    /// It should be below this (or, for a rate, at least this).
    pub target: Option<Target>,
    /// What else is worth knowing.
    pub note: String,
}

/// What a figure should be.
#[derive(Clone, Copy)]
pub enum Target {
    /// Below this.
    Below(f64),
    /// This or more.
    AtLeast(f64),
}

impl Target {
    fn holds(self, value: f64) -> bool {
        match self {
            Self::Below(bound) => value < bound,
            Self::AtLeast(bound) => value >= bound,
        }
    }

    fn words(self) -> String {
        match self {
            Self::Below(bound) => format!("< {bound}"),
            Self::AtLeast(bound) => format!(">= {bound}"),
        }
    }
}

impl<'f> Figure<'f> {
    /// A figure without a target.
    pub fn new(name: &'f str, value: f64, unit: &'f str) -> Self {
        Self {
            name,
            value,
            unit,
            target: None,
            note: String::new(),
        }
    }

    /// The same figure with a target.
    pub fn target(mut self, target: Target) -> Self {
        self.target = Some(target);
        self
    }

    /// The same figure with a remark.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
}

impl Report {
    /// An empty report.
    pub fn new(is_json: bool) -> Self {
        Self {
            is_json,
            section: String::new(),
            missed: Vec::new(),
        }
    }

    /// Says what the machine is.
    pub fn machine(&self) {
        let cores = std::thread::available_parallelism().map_or(0, usize::from);
        let load = process::load_average();
        if self.is_json {
            println!("{}", json!({ "cores": cores, "load_average": load }));
        } else {
            println!("{cores} cores, load average {load} at the start");
        }
    }

    /// Begins a group of figures.
    pub fn section(&mut self, name: &str) {
        name.clone_into(&mut self.section);
        if !self.is_json {
            println!("\n{name}");
            let (figure, value, target) = ("figure", "value", "target");
            println!("{figure:<46} {value:>12} {:<8} {target}", "");
        }
    }

    /// Writes a figure down.
    pub fn figure(&mut self, figure: &Figure<'_>) {
        let Figure {
            name,
            value,
            unit,
            target,
            note,
        } = figure;
        let holds = target.map(|target| target.holds(*value));
        if holds == Some(false) {
            self.missed.push(format!("{}: {name}", self.section));
        }
        if self.is_json {
            let line = json!({
                "section": self.section, "figure": name, "value": value, "unit": unit,
                "target": target.map(Target::words), "holds": holds, "note": note,
            });
            println!("{line}");
            return;
        }
        let target = target.map(Target::words).unwrap_or_default();
        let mark = match holds {
            Some(true) => "ok",
            Some(false) => "MISSED",
            None => "",
        };
        let value = format!("{value:.*}", places(*value));
        println!("{name:<46} {value:>12} {unit:<8} {target:<10} {mark:<7}{note}");
    }

    /// Says what missed its target.
    pub fn end(&self) {
        if self.is_json {
            println!("{}", json!({ "missed": self.missed }));
        } else if self.missed.is_empty() {
            println!("\nEvery figure with a target holds it.");
        } else {
            println!("\nMissed: {}", self.missed.join("; "));
        }
    }
}

/// Digits after the point: three that mean something.
fn places(value: f64) -> usize {
    match value.abs() {
        v if v >= 100.0 => 0,
        v if v >= 10.0 => 1,
        v if v >= 1.0 => 2,
        _ => 3,
    }
}
