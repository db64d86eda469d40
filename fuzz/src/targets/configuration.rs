//! What an operator writes: a TOML file and variables of the environment. Above `---` is the file,
//! below are variables, one on a line.

use hafan_server::config::Settings;

use super::{Target, temporary, texts};

pub const TARGET: Target = Target {
    name: "configuration",
    seeds: || {
        texts(&[
            "listen = \"127.0.0.1:8080\"\ntrusted_proxies = [\"10.0.0.0/8\", \"::1\"]\n",
            "workers = 3\npublic_url = \"https://hafan.example/\"\n---\nHAFAN_LOG=debug",
            "---\nHAFAN_DATABASE_URL=postgres://hafan:secret@localhost/a\nHAFAN_LISTEN=[::]:80",
            "[place]\nname = 'x'\ndata = '''y'''\n---\nHAFAN_TRUSTED_PROXIES=1.2.3.4/33",
        ])
    },
    dictionary: &[
        "data",
        "listen",
        "public_url",
        "database_url",
        "database_workers",
        "trusted_proxies",
        "log",
        "workers",
        "connections_max",
        "flood_limits",
        "reach",
        "HAFAN_",
        "\n---\n",
        "https://",
        "postgres://",
        "[::1]",
        "/128",
        "\"\"\"",
        "'''",
        "=",
    ],
    run: |input| {
        let text = String::from_utf8_lossy(input);
        let (file, variables) = text.split_once("---").unwrap_or((&text, ""));
        let variables: Vec<(String, String)> = variables
            .lines()
            .filter_map(|line| line.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let path = temporary("toml");
        std::fs::write(&path, file).expect("a file");
        let gathered = Settings::gather(&[], &variables, Some(path.clone()));
        std::fs::remove_file(&path).expect("it was there");
        match gathered {
            Ok(settings) => {
                let url = settings.public_url.unwrap_or_default();
                assert!(!url.ends_with('/'), "{url:?} makes paths with two strokes");
            }
            Err(fault) => assert!(!fault.0.trim().is_empty(), "a mistake is told in words"),
        }
    },
};
