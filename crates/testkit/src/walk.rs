//! A walk over every surface: what the parameters of the routes can stand for.

use crate::routes::Route;
use hafan_core::id::{AccountId, CommunityId, PostId};
use std::collections::BTreeMap;

/// What stands in a place, and so what the parameters of routes can be filled with.
#[derive(Clone, Default, Debug)]
pub struct Things {
    /// Personas: handle and id.
    pub personas: Vec<(String, AccountId)>,
    /// Communities: handle and id.
    pub communities: Vec<(String, CommunityId)>,
    /// Posts: handle of the author, and id.
    pub posts: Vec<(String, PostId)>,
    /// Pictures: `KEY/SIZE.EXT`.
    pub pictures: Vec<String>,
    /// Codes of invitations.
    pub codes: Vec<String>,
    /// What somebody may search for.
    pub words: Vec<String>,
}

/// Begins of routes that show nothing of people, and of streams that do not end.
const NOT_WALKED: &[&str] = &[
    "/assets/",
    "/sw.js",
    "/favicon.ico",
    "/healthz",
    "/readyz",
    "/live",
    "/api/v1/streaming",
];

/// Begins of routes whose parameters are ids of many kinds.
const OF_NUMBERS: &[&str] = &["/me/", "/host/", "/drafts/", "/notifications/", "/recover"];

impl Things {
    /// Every path of this route, with each thing its parameters can stand for.
    ///
    /// # Panics
    /// For a parameter that nothing is known to fill: add it here, so that the walks see it.
    pub fn paths(&self, route: &Route) -> Vec<String> {
        if NOT_WALKED.iter().any(|begin| route.path.starts_with(begin)) {
            return vec![];
        }
        let names = route.parameters();
        let Some((first, others)) = names.split_first() else {
            return vec![route.path.clone()];
        };
        let firsts = self.firsts(&route.path);
        let mut paths = Vec::new();
        for (value, second) in firsts {
            let seconds = match (others.first(), second) {
                (None, _) => vec![String::new()],
                (Some(_), Some(second)) => vec![second],
                (Some(_), None) => self.numbers(),
            };
            for second in seconds {
                let mut values = BTreeMap::from([(*first, value.clone())]);
                if let Some(name) = others.first() {
                    values.insert(name, second);
                }
                paths.push(route.filled(&values));
            }
        }
        paths.dedup();
        paths
    }

    /// What can be asked of a route behind its `?`.
    pub fn questions(&self, route: &str) -> Vec<String> {
        let posts = || self.posts.iter().map(|(_, id)| id);
        let places = || self.communities.iter().map(|(handle, _)| handle);
        let people = || self.personas.iter().map(|(handle, _)| handle);
        match route {
            "/write" => (posts().map(|id| format!("?reply={id}")))
                .chain(posts().map(|id| format!("?quote={id}")))
                .chain(places().map(|handle| format!("?in={handle}")))
                .chain(people().map(|handle| format!("?to={handle}")))
                .collect(),
            "/me/door" => vec!["?now=yes".to_owned()],
            "/search" => (self.words.iter().chain(people()))
                .map(|word| format!("?q={word}"))
                .collect(),
            "/api/v2/search" | "/api/v1/accounts/search" => {
                let words = self.words.iter().chain(people()).chain(places());
                words.map(|word| format!("?q={word}")).collect()
            }
            "/api/v1/accounts/lookup" => (people().chain(places()))
                .map(|handle| format!("?acct={handle}"))
                .collect(),
            "/api/v1/accounts" | "/api/v1/accounts/relationships" => {
                let ids = self.ids_of("/accounts/").into_iter();
                ids.map(|id| format!("?id[]={id}")).collect()
            }
            _ => vec![],
        }
    }

    /// Values of the first parameter; with the second, where both are of one thing.
    fn firsts(&self, path: &str) -> Vec<(String, Option<String>)> {
        let alone = |values: Vec<String>| values.into_iter().map(|v| (v, None)).collect();
        let begins = |begin: &str| path.starts_with(begin);
        if begins("/@{") {
            let is_post = path.matches('{').count() > 1;
            if is_post {
                let posts = self.posts.iter();
                return posts
                    .map(|(by, id)| (by.clone(), Some(id.to_string())))
                    .collect();
            }
            return alone(self.personas.iter().map(|(h, _)| h.clone()).collect());
        }
        if begins("/c/{") {
            return alone(self.communities.iter().map(|(h, _)| h.clone()).collect());
        }
        if begins("/api/") {
            return alone(self.ids_of(path));
        }
        if begins("/post/{") {
            return alone(self.posts.iter().map(|(_, id)| id.to_string()).collect());
        }
        if begins("/media/{") {
            let pictures = self.pictures.iter();
            return pictures
                .filter_map(|path| path.split_once('/'))
                .map(|(key, file)| (key.to_owned(), Some(file.to_owned())))
                .collect();
        }
        if begins("/people/{") {
            let people = self.personas.iter();
            return alone(people.map(|(_, id)| id.to_string()).collect());
        }
        if begins("/tags/{") {
            return alone(self.words.clone());
        }
        if begins("/join/{") {
            return alone(self.codes.clone());
        }
        let is_known = OF_NUMBERS.iter().any(|begin| begins(begin));
        assert!(
            is_known,
            "{path}: say in testkit/src/walk.rs what its parameters can stand for"
        );
        alone(self.numbers())
    }

    /// What an endpoint of the API can be asked about: posts or accounts by their path, and where
    /// the path does not tell, everything.
    fn ids_of(&self, path: &str) -> Vec<String> {
        let posts = self.posts.iter().map(|(_, id)| id.to_string());
        let people = self.personas.iter().map(|(_, id)| id.to_string());
        let places = self.communities.iter().map(|(_, id)| id.to_string());
        if path.contains("/statuses/") || path.contains("/polls/") {
            return posts.collect();
        }
        if path.contains("/tags/") || path.contains("/timelines/tag/") {
            return self.words.clone();
        }
        if path.contains("/accounts/") {
            return people.chain(places).collect();
        }
        posts
            .chain(people)
            .chain(places)
            .chain(self.numbers())
            .collect()
    }

    /// Numbers and names that could be the id of something.
    fn numbers(&self) -> Vec<String> {
        let ids = self.personas.iter().map(|(_, id)| id.to_string());
        let handles = self.personas.iter().map(|(handle, _)| handle.clone());
        ids.chain(handles).chain(["1".to_owned()]).collect()
    }
}
