-- What somebody would rather not meet: see hafan_core::lens. Nobody else sees it.
CREATE TABLE filters (
  id {id},
  owner_id {int} NOT NULL,
  title {text} NOT NULL,
  contexts {text} NOT NULL,
  action {text} NOT NULL,
  expires_at {int}
){strict};
CREATE INDEX filters_owner ON filters (owner_id);
CREATE TABLE filter_words (
  id {id},
  filter_id {int} NOT NULL,
  phrase {text} NOT NULL,
  is_whole {bool} NOT NULL
){strict};
CREATE INDEX filter_words_filter ON filter_words (filter_id, id);
CREATE TABLE filter_posts (
  id {id},
  filter_id {int} NOT NULL,
  post_id {int} NOT NULL
){strict};
CREATE INDEX filter_posts_filter ON filter_posts (filter_id, id);
CREATE INDEX filter_posts_post ON filter_posts (post_id);
