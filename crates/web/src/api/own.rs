//! Hafan's own API, for what Mastodon's has no word for: `docs/api.md` tells of it.

mod answer;
mod circle;
mod community;
mod ledger;
mod persona;
mod post;

use super::endpoint::Endpoints;

pub fn endpoints(all: Endpoints) -> Endpoints {
    let all = persona::endpoints(all);
    let all = community::endpoints(all);
    let all = answer::endpoints(all);
    let all = circle::endpoints(all);
    let all = ledger::endpoints(all);
    post::endpoints(all)
}
