-- What one persona keeps about others and about words, for itself alone. Nothing here is shown to
-- anybody else. Follows, mutes and blocks themselves are the ledger's.

CREATE TABLE lists (
  id {id},
  owner_id {int} NOT NULL,
  title {text} NOT NULL,
  replies {text} NOT NULL,
  is_exclusive {bool} NOT NULL
){strict};
CREATE INDEX lists_owner ON lists (owner_id);
CREATE TABLE list_accounts (
  list_id {int} NOT NULL,
  account_id {int} NOT NULL,
  PRIMARY KEY (list_id, account_id)
){strict};
CREATE INDEX list_accounts_account ON list_accounts (account_id);

-- Wishes beside a follow; no row where everything is as usual.
CREATE TABLE follow_options (
  follower_id {int} NOT NULL,
  target_id {int} NOT NULL,
  without_boosts {bool} NOT NULL,
  tells {bool} NOT NULL,
  languages {text} NOT NULL,
  PRIMARY KEY (follower_id, target_id)
){strict};
CREATE INDEX follow_options_target ON follow_options (target_id, follower_id);

-- How long a mute lasts, and whether news still come; no row where it lasts and none come.
CREATE TABLE mute_terms (
  owner_id {int} NOT NULL,
  target_id {int} NOT NULL,
  ends_at {int},
  keeps_news {bool} NOT NULL,
  PRIMARY KEY (owner_id, target_id)
){strict};
CREATE INDEX mute_terms_target ON mute_terms (target_id);

CREATE TABLE account_notes (
  owner_id {int} NOT NULL,
  target_id {int} NOT NULL,
  note {text} NOT NULL,
  PRIMARY KEY (owner_id, target_id)
){strict};
CREATE INDEX account_notes_target ON account_notes (target_id);

CREATE TABLE domain_blocks (
  owner_id {int} NOT NULL,
  domain {text} NOT NULL,
  since {int} NOT NULL,
  PRIMARY KEY (owner_id, domain)
){strict};

CREATE TABLE followed_tags (
  persona_id {int} NOT NULL,
  tag_key {text} NOT NULL,
  tag {text} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (persona_id, tag_key)
){strict};
CREATE TABLE featured_tags (
  id {id},
  persona_id {int} NOT NULL,
  tag_key {text} NOT NULL,
  tag {text} NOT NULL,
  at {int} NOT NULL
){strict};
CREATE UNIQUE INDEX featured_tags_persona ON featured_tags (persona_id, tag_key);
