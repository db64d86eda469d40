-- The scope of a row (who may find it) and its folded words; rowid is the id of the post or account.
CREATE VIRTUAL TABLE post_search USING fts5(scope, words, tokenize = 'unicode61 remove_diacritics 0');
INSERT INTO post_search (post_search, rank) VALUES ('secure-delete', 1);
CREATE VIRTUAL TABLE account_search USING fts5(words, tokenize = 'unicode61 remove_diacritics 0');
INSERT INTO account_search (account_search, rank) VALUES ('secure-delete', 1);
