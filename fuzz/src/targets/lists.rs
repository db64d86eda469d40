//! Lists of unwanted pictures: what is read stands there, and is read the same way again.

use hafan_core::look::list::read_list;

use super::{Target, texts};

pub const TARGET: Target = Target {
    name: "lists",
    seeds: || {
        texts(&[
            "hash,quality,name\r\n\
             d8f8f0cce0f4a84f0e370a22028f67f0b36e2ed596623e1d33e6b39c4e9c9b22,100,\"one\"\r\n",
            "# ours\n\n  38A50EFD71C83F429013D68D0FFFFC52E34E0E15ADA952A9D29684214AA9E5AF\t49\n",
        ])
    },
    dictionary: &["\u{feff}", "\r\n", ",", ";", "#", "100", "f8f0cce0f4a84f0e"],
    run: |input| {
        if let Ok(list) = read_list(input) {
            let lines: Vec<String> = list.looks.iter().map(ToString::to_string).collect();
            let again = read_list(lines.join("\n").as_bytes()).expect("a list");
            assert_eq!(again.looks, list.looks, "a list has one meaning");
        }
    },
};
