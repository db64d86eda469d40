//! Pages, as people use them: see `hafan_testkit`.

mod api;
mod community;
mod draft;
mod face;
mod full_disk;
mod hardening;
mod header;
mod health;
mod hidden;
mod host;
mod hostile;
mod identity;
mod live;
mod media;
mod model;
mod news;
mod own_words;
mod poll;
mod post;
mod reading;
mod record;
mod relation;
mod rules;
mod search;
mod talk;
mod worlds;
