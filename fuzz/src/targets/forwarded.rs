//! What proxies, and whoever pretends to be one, say about where a browser is. Each line is a line
//! of the header.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderValue};
use hafan_server::config::Network;
use hafan_server::listen::browser_behind;

use super::{Target, texts};

pub const TARGET: Target = Target {
    name: "forwarded",
    seeds: || {
        texts(&[
            "203.0.113.9",
            "203.0.113.9, 10.0.0.1",
            "10.0.0.2\n[2001:db8::1]:443, 10.0.0.3:80",
            "::ffff:203.0.113.9,unknown",
        ])
    },
    dictionary: &[
        ", ", "\n", "10.0.0.1", "::ffff:", "[::1]:", ":80", "unknown", "%25", "127.1",
    ],
    run: |input| {
        let mut headers = HeaderMap::new();
        for line in input.split(|byte| *byte == b'\n') {
            if let Ok(value) = HeaderValue::from_bytes(line) {
                headers.append("x-forwarded-for", value);
            }
        }
        let ours = [Network::parse("10.0.0.0/8").expect("a network")];
        let (proxy, stranger) = (IpAddr::from([10, 0, 0, 9]), IpAddr::from([203, 0, 113, 7]));
        let said = browser_behind(proxy, &headers, &ours);
        assert_eq!(said, said.to_canonical(), "an address has one spelling");
        let said = browser_behind(stranger, &headers, &ours);
        assert_eq!(said, stranger, "a stranger is not believed");
        let said = browser_behind(proxy, &headers, &[]);
        assert_eq!(said, proxy, "nobody is believed whom no operator named");
    },
};
