//! The list of text files. A new room is one line here and one file in each language.

/// One room's texts: its name and its source in every language.
pub(super) struct File {
    pub room: &'static str,
    pub en: &'static str,
    pub cy: &'static str,
}

/// `files!["shell"]` expands to
/// `&[File { room: "shell", en: include_str!(".../en/shell.ftl"), cy: … }]`.
macro_rules! files {
    ($($room:literal),* $(,)?) => {
        &[$(File {
            room: $room,
            en: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/locales/en/", $room, ".ftl")),
            cy: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/locales/cy/", $room, ".ftl")),
        }),*]
    };
}

/// Every file of texts, compiled into the program.
pub(super) const FILES: &[File] = files![
    "shell",
    "item",
    "when",
    "errors",
    "setup",
    "identity",
    "host",
    "community",
    "post",
    "reading",
    "ties",
    "filter",
    "report",
    "ledger",
    "door",
    "application",
    "live",
    "beside",
    "answers",
    "shield",
];
