//! Pages, as people use them: see `hafan_testkit`.

mod health;
mod identity;
mod hidden;
mod hostile;
mod worlds;
