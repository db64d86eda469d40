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
mod rules;
mod talk;
<<<<<<< HEAD
mod post;
mod reading;
mod record;
mod relation;
mod search;
mod talk;
=======
>>>>>>> d76da6a (List the tests in order)
mod worlds;
