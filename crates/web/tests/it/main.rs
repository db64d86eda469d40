//! Pages, as people use them: see `hafan_testkit`.

mod hardening;
mod health;
mod hidden;
mod hostile;
mod identity;
mod live;
mod news;
mod post;
mod reading;
mod record;
mod relation;
mod rules;
mod search;
mod talk;
mod worlds;
