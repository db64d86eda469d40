-- The scope of a row (who may find it) and its folded words.
CREATE TABLE post_search (
  post_id BIGINT PRIMARY KEY,
  scope TSVECTOR NOT NULL,
  words TSVECTOR NOT NULL
);
CREATE INDEX post_search_words ON post_search USING GIN (scope, words);
CREATE TABLE account_search (
  account_id BIGINT PRIMARY KEY,
  words TSVECTOR NOT NULL
);
CREATE INDEX account_search_words ON account_search USING GIN (words);
