-- What somebody thanked for, the latest first: see hafan_store::reaction.
DROP INDEX favourites_account;
CREATE INDEX favourites_at ON favourites (account_id, at, post_id);
