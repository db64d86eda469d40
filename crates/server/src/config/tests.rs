use super::*;

fn gather(flags: &[Flag], environment: &[(&str, &str)]) -> Result<Settings, ConfigError> {
    let owned = environment
        .iter()
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    Settings::gather(flags, &owned.collect::<Vec<_>>(), None)
}

fn with_file(text: &str, environment: &[(&str, &str)]) -> Result<Settings, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("hafan.toml");
    std::fs::write(&path, text).expect("a file");
    let owned = environment
        .iter()
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    Settings::gather(&[], &owned.collect::<Vec<_>>(), Some(path.clone()))
        .map_err(|error| error.0.replace(&path.display().to_string(), "FILE"))
}

#[test]
fn nothing_said_means_a_folder_here_and_this_machine_alone() {
    let settings = gather(&[], &[]).expect("defaults fit");
    assert_eq!(settings.data, PathBuf::from("./hafan-data"));
    assert_eq!(settings.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(settings.database_url, None);
}

#[test]
fn a_flag_beats_the_environment_and_the_environment_beats_the_file() {
    let from_file = with_file("log = \"error\"\nworkers = 3\n", &[("HAFAN_WORKERS", "4")]);
    let from_file = from_file.expect("fits");
    assert_eq!((from_file.log.as_str(), from_file.workers), ("error", 4));
    let flag = [("workers", "5".to_owned())];
    let settings = gather(&flag, &[("HAFAN_WORKERS", "4")]).expect("fits");
    assert_eq!(settings.workers, 5);
}

#[test]
fn an_unknown_key_is_an_error_with_its_line_and_the_nearest_known_one() {
    let error = with_file("# mine\nlisten = \"0.0.0.0:80\"\npubic_url = \"x\"\n", &[]);
    let error = error.expect_err("unknown");
    assert_eq!(
        error,
        "FILE line 3: there is no setting \"pubic_url\"; the nearest is \"public_url\""
    );
}

#[test]
fn an_unknown_variable_is_an_error_with_the_nearest_known_one() {
    let error = gather(&[], &[("HAFAN_LISTN", "1")]).expect_err("unknown");
    assert!(error.0.contains("the nearest is HAFAN_LISTEN"), "{error}");
    assert!(gather(&[], &[("HAFAN_listen", "127.0.0.1:1")]).is_err());
    assert!(gather(&[], &[("HAFAN_TEST_POSTGRES", "x"), ("HOME", "/")]).is_ok());
}

#[test]
fn a_value_that_does_not_fit_is_named_with_its_place() {
    let error = with_file("\nlisten = \"8080\"\n", &[]).expect_err("no address");
    assert!(
        error.starts_with("FILE line 2: \"8080\" is not an address"),
        "{error}"
    );
    for bad in [
        "hafan.example",
        "https://hafan.example/path",
        "ftp://x",
        "https://",
    ] {
        assert!(
            gather(&[("public_url", bad.to_owned())], &[]).is_err(),
            "{bad}"
        );
    }
    let torn = with_file("listen = \n", &[]).expect_err("no TOML");
    assert!(torn.starts_with("FILE line 1: "), "{torn}");
}

#[test]
fn a_wrong_database_address_is_refused_without_being_repeated() {
    let error = gather(&[("database_url", "mysql://u:secret@h/d".to_owned())], &[]);
    let error = error.expect_err("not PostgreSQL");
    assert!(!error.0.contains("secret"), "{error}");
}

#[test]
fn a_list_in_the_file_is_a_list_of_networks() {
    let settings = with_file("trusted_proxies = [\"10.0.0.0/8\", \"::1\"]\n", &[]).expect("fits");
    let holds = |text: &str| {
        let address = text.parse().expect("an address");
        settings
            .trusted_proxies
            .iter()
            .any(|network| network.holds(address))
    };
    assert!(holds("10.255.1.1") && holds("::1") && holds("::ffff:10.1.1.1"));
    assert!(!holds("11.0.0.1") && !holds("::2"));
    assert!(gather(&[("trusted_proxies", "10.0.0.0/33".to_owned())], &[]).is_err());
}

#[test]
fn a_slash_at_the_end_of_the_public_address_is_dropped() {
    let settings = gather(&[("public_url", "https://Hafan.Example/".to_owned())], &[]);
    assert_eq!(
        settings.expect("fits").public_url.as_deref(),
        Some("https://hafan.example")
    );
}
