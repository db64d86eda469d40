//! Every route that the pages answer to, read from the router itself, so that a walk over all
//! surfaces cannot forget one.

use crate::place::Place;
use axum::body::Body;
use axum::http::Method;
use std::collections::BTreeMap;

/// A route of the pages.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Route {
    /// As the router has it: `/c/{handle}/join`.
    pub path: String,
    /// `GET`, `POST`, or both.
    pub methods: Vec<String>,
}

impl Route {
    /// True if it answers to this method.
    pub fn takes(&self, method: &str) -> bool {
        self.methods.iter().any(|known| known == method)
    }

    /// The path with these values in place of its parameters; a parameter that is not given
    /// becomes a word that nothing is called.
    pub fn filled(&self, values: &BTreeMap<&str, String>) -> String {
        let mut path = String::new();
        for (words, name) in parts(&self.path) {
            path.push_str(words);
            let Some(name) = name else { continue };
            path.push_str(values.get(name).map_or(NOTHING, String::as_str));
        }
        path
    }

    /// The names of its parameters.
    pub fn parameters(&self) -> Vec<&str> {
        parts(&self.path).filter_map(|(_, name)| name).collect()
    }
}

/// Nothing is called this.
const NOTHING: &str = "dim";

/// A path in pieces: words, and the parameter behind them.
fn parts(path: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    path.split_inclusive('}').map(|piece| {
        let Some((words, name)) = piece.split_once('{') else {
            return (piece, None);
        };
        (
            words,
            Some(name.trim_end_matches('}').trim_start_matches('*')),
        )
    })
}

impl Place {
    /// Every route, in the order of its path.
    ///
    /// # Panics
    /// If the router no longer tells what it has.
    pub async fn routes(&self) -> Vec<Route> {
        let told = format!("{:?}", self.router());
        let mut paths: Vec<String> = quoted(&told);
        paths.sort();
        paths.dedup();
        // The addresses of the API are taken with a stroke at their end as well.
        let is_twin = |path: &str| {
            paths
                .iter()
                .any(|other| path.strip_suffix('/') == Some(other))
        };
        let twins: Vec<String> = paths.iter().filter(|path| is_twin(path)).cloned().collect();
        paths.retain(|path| !twins.contains(path));
        let mut routes = Vec::new();
        let visitor = self.visitor();
        for path in paths {
            let unknown = Method::from_bytes(b"TRYOUT").expect("a method");
            let route = Route {
                path,
                methods: vec![],
            };
            let at = route.filled(&BTreeMap::new());
            let answer = visitor.send(unknown, &at, None, Body::empty()).await;
            let allowed = answer.header("allow").unwrap_or_default();
            let methods = allowed.split(',').map(str::to_owned).collect();
            routes.push(Route { methods, ..route });
        }
        let watched = routes.iter().find(|route| route.path == "/healthz");
        assert!(
            watched.is_some_and(|route| route.takes("GET")),
            "the router does not tell its routes any more: {told}"
        );
        routes
    }
}

/// The paths in what a router says about itself.
fn quoted(told: &str) -> Vec<String> {
    const BEFORE: &str = "RouteId(";
    let mut found = Vec::new();
    for piece in told.split(BEFORE).skip(1) {
        let Some((_, rest)) = piece.split_once("): \"") else {
            continue;
        };
        let Some((path, _)) = rest.split_once('"') else {
            continue;
        };
        if path.starts_with('/') && !path.contains("__private__") {
            found.push(path.to_owned());
        }
    }
    found
}
