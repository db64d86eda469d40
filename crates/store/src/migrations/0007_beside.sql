-- Posts at the top of the page of their author.
CREATE TABLE pins (
  account_id {int} NOT NULL,
  post_id {int} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (account_id, post_id)
){strict};
CREATE INDEX pins_post ON pins (post_id);

-- Conversations that a persona does not want to hear of.
CREATE TABLE thread_mutes (
  persona_id {int} NOT NULL,
  thread_id {int} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (persona_id, thread_id)
){strict};

-- The author of what it quotes took that out of it.
ALTER TABLE posts ADD COLUMN quote_revoked {bool} NOT NULL DEFAULT FALSE;

-- A draft that goes out by itself at a time; and the request it came of, so that the same one sent
-- twice makes one.
ALTER TABLE drafts ADD COLUMN goes_out_at {int};
ALTER TABLE drafts ADD COLUMN key_hash {bytes};
CREATE UNIQUE INDEX drafts_key ON drafts (persona_id, key_hash) WHERE key_hash IS NOT NULL;
