use hafan_core::handle::{Handle, HandleError};

fn handle(name: &str) -> Handle {
    Handle::parse(name).expect("a good handle")
}

#[test]
fn a_handle_is_stored_as_typed_and_found_in_any_case() {
    assert_eq!(handle(" @MairJones ").as_str(), "MairJones");
    assert_eq!(handle("MairJones").key(), handle("mairjones").key());
}

#[test]
fn a_handle_that_breaks_a_rule_is_refused_with_that_rule() {
    let thirty_one = "a".repeat(31);
    let cases = [
        ("", HandleError::Empty),
        ("@", HandleError::Empty),
        ("1mair", HandleError::BadStart),
        ("_mair", HandleError::BadStart),
        ("12345", HandleError::BadStart),
        (thirty_one.as_str(), HandleError::TooLong),
        ("mair jones", HandleError::BadCharacter),
        ("mair-jones", HandleError::BadCharacter),
        ("mâir", HandleError::BadCharacter),
        ("mаir", HandleError::BadCharacter), // Cyrillic а
        ("mair\u{200B}", HandleError::BadCharacter),
        ("mair\u{202E}", HandleError::BadCharacter),
        ("../etc", HandleError::BadCharacter),
        ("mair/followers", HandleError::BadCharacter),
        ("mair%2e", HandleError::BadCharacter),
        ("mair@example.org", HandleError::BadCharacter),
    ];
    for (name, expected) in cases {
        assert_eq!(Handle::parse(name), Err(expected), "{name:?}");
    }
    assert!(Handle::parse(&"a".repeat(30)).is_ok());
}

#[test]
fn names_of_pages_and_of_authority_are_reserved_in_every_disguise() {
    let reserved = [
        "api",
        "Admin",
        "ADMIN",
        "adm1n_mair",
        "host",
        "h0st",
        "hafan",
        "Hafan_Support",
        "mair_admin",
        "adrnin",
        "setting5",
        "me",
        "about",
        "l0gin",
    ];
    for name in reserved {
        assert_eq!(Handle::parse(name), Err(HandleError::Reserved), "{name}");
    }
}

#[test]
fn everyday_names_are_not_reserved() {
    for name in [
        "mair",
        "Lona",
        "gwesteiwr_bach",
        "hosta",
        "administer",
        "teamaker",
        "paul2",
    ] {
        assert!(Handle::parse(name).is_ok(), "{name}");
    }
}

#[test]
fn imitations_have_the_skeleton_of_what_they_imitate() {
    let pairs = [
        ("paul", "pau1"),
        ("paul", "pauI"),
        ("paul", "PAUL"),
        ("mair", "rnair"),
        ("mair", "ma1r"),
        ("Iona", "lona"),
        ("mair", "m_a_i_r"),
        ("mair_jones", "MairJones"),
        ("carol", "car0l"),
        ("wyn", "vvyn"),
        ("bessie", "be55ie"),
        ("modern", "modem"),
        ("delyth", "clelyth"),
    ];
    for (known, new) in pairs {
        assert_eq!(
            handle(known).skeleton(),
            handle(new).skeleton(),
            "{known} {new}"
        );
    }
}

#[test]
fn different_names_have_different_skeletons() {
    let names = [
        "mair", "mari", "iona", "iola", "paul", "paula", "paul2", "nia", "mia", "rhian",
    ];
    for (index, one) in names.iter().enumerate() {
        for other in &names[index + 1..] {
            assert_ne!(
                handle(one).skeleton(),
                handle(other).skeleton(),
                "{one} {other}"
            );
        }
    }
}

#[test]
fn the_handle_of_a_hidden_community_can_be_neither_chosen_nor_imitated() {
    for seed in 0..=255_u8 {
        let random = std::array::from_fn(|i| seed.wrapping_mul(31).wrapping_add(i as u8 * 7));
        let hidden = Handle::unguessable(random);
        assert_eq!(
            hidden.skeleton(),
            hidden.as_str(),
            "nothing else looks like it"
        );
        let split = format!("H_{}", &hidden.as_str()[1..]);
        for name in [hidden.as_str(), &hidden.as_str().to_uppercase(), &split] {
            assert_eq!(Handle::parse(name), Err(HandleError::Reserved), "{name}");
        }
        let found = Handle::parse_unreserved(hidden.as_str());
        assert!(found.is_ok_and(|found| found.is_unguessable()));
    }
    assert!(
        Handle::parse("hbfghjkpqtxzb").is_ok(),
        "another length is free"
    );
}
