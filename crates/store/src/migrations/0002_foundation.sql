-- Tokens in braces are spelt by dialect.rs; everything else is understood by both databases.
-- Times are microseconds. Codes are texts of `codes!` enumerations. Ids of accounts, members,
-- media, sessions and ledger entries are random; posts and notifications are ordered by time.

CREATE TABLE place (
  field {text} NOT NULL PRIMARY KEY,
  value {text} NOT NULL
){strict};

CREATE TABLE accounts (
  id {id},
  kind {text} NOT NULL,
  handle {text} NOT NULL,
  handle_key {text} NOT NULL,
  handle_skeleton {text} NOT NULL,
  state {text} NOT NULL,
  created_day {int} NOT NULL
){strict};
CREATE UNIQUE INDEX accounts_handle ON accounts (handle_key);
CREATE INDEX accounts_skeleton ON accounts (handle_skeleton);

CREATE TABLE personas (
  id {id},
  name {text} NOT NULL,
  name_key {text} NOT NULL,
  bio {text} NOT NULL,
  picture {text} NOT NULL,
  approve_followers {bool} NOT NULL,
  is_findable {bool} NOT NULL,
  posts_findable {bool} NOT NULL,
  default_audience {text} NOT NULL,
  default_replies {text} NOT NULL,
  default_quotes {text} NOT NULL
){strict};
CREATE INDEX personas_findable ON personas (name_key) WHERE is_findable = TRUE;

CREATE TABLE account_keys (
  account_id {int} NOT NULL,
  kind {text} NOT NULL,
  public_key {bytes} NOT NULL,
  private_key {bytes} NOT NULL,
  PRIMARY KEY (account_id, kind)
){strict};

CREATE TABLE members (
  id {id},
  login {text} NOT NULL,
  login_key {text} NOT NULL,
  password_hash {text} NOT NULL,
  recovery_hash {bytes},
  state {text} NOT NULL,
  is_host {bool} NOT NULL,
  email {text} NOT NULL,
  locale {text} NOT NULL,
  theme {text} NOT NULL,
  easy_read {bool} NOT NULL,
  shows_counts {bool} NOT NULL,
  time_zone {text} NOT NULL,
  joined_day {int} NOT NULL,
  invitation_id {int},
  answer {text} NOT NULL
){strict};
CREATE UNIQUE INDEX members_login ON members (login_key);
CREATE INDEX members_waiting ON members (id) WHERE state = 'waiting';
CREATE INDEX members_invitation ON members (invitation_id, login_key)
  WHERE invitation_id IS NOT NULL;

-- The only place that joins a member to personas. Nothing but persona_links.rs reads it.
CREATE TABLE persona_links (
  persona_id {id},
  member_id {int} NOT NULL,
  position {int} NOT NULL
){strict};
CREATE INDEX persona_links_member ON persona_links (member_id, position);

CREATE TABLE sessions (
  id {id},
  token_hash {bytes} NOT NULL,
  csrf {text} NOT NULL,
  member_id {int} NOT NULL,
  persona_id {int} NOT NULL,
  device {text} NOT NULL,
  created_at {int} NOT NULL,
  seen_at {int} NOT NULL,
  expires_at {int} NOT NULL,
  state {text} NOT NULL
){strict};
CREATE UNIQUE INDEX sessions_token ON sessions (token_hash);
CREATE INDEX sessions_member ON sessions (member_id);
CREATE INDEX sessions_expires ON sessions (expires_at);

-- One-time links: help with sign-in from a host, and the set-up link.
CREATE TABLE one_time_links (
  token_hash {bytes} NOT NULL PRIMARY KEY,
  purpose {text} NOT NULL,
  member_id {int},
  made_at {int} NOT NULL,
  expires_at {int} NOT NULL
){strict};

CREATE TABLE access_tokens (
  token_hash {bytes} NOT NULL PRIMARY KEY,
  persona_id {int} NOT NULL,
  scopes {text} NOT NULL,
  label {text} NOT NULL,
  created_at {int} NOT NULL
){strict};
CREATE INDEX access_tokens_persona ON access_tokens (persona_id);

-- Token buckets that must be the same on every machine (sign-in, sign-up, recovery).
CREATE TABLE throttles (
  bucket {text} NOT NULL PRIMARY KEY,
  failures {int} NOT NULL,
  until {int} NOT NULL,
  at {int} NOT NULL
){strict};
CREATE INDEX throttles_at ON throttles (at);

-- Browsers in which a member has signed in before: guessing elsewhere does not slow them down.
CREATE TABLE known_devices (
  device_hash {bytes} NOT NULL PRIMARY KEY,
  member_id {int} NOT NULL,
  seen_at {int} NOT NULL
){strict};
CREATE INDEX known_devices_member ON known_devices (member_id);
CREATE INDEX known_devices_seen ON known_devices (seen_at);

CREATE TABLE invitations (
  id {id},
  code {text} NOT NULL,
  made_by {int} NOT NULL,
  community_id {int},
  note {text} NOT NULL,
  uses {int} NOT NULL,
  uses_max {int} NOT NULL,
  made_at {int} NOT NULL,
  expires_at {int} NOT NULL,
  is_revoked {bool} NOT NULL
){strict};
CREATE UNIQUE INDEX invitations_code ON invitations (code);
CREATE INDEX invitations_made_by ON invitations (made_by, made_at);
CREATE INDEX invitations_community ON invitations (community_id, made_at);
CREATE INDEX invitations_place ON invitations (made_at, id) WHERE community_id IS NULL;
CREATE TABLE invitation_uses (
  invitation_id {int} NOT NULL,
  account_id {int} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (invitation_id, account_id)
){strict};
CREATE INDEX invitation_uses_account ON invitation_uses (account_id);

CREATE TABLE communities (
  id {id},
  name {text} NOT NULL,
  name_key {text} NOT NULL,
  summary {text} NOT NULL,
  charter {text} NOT NULL,
  norms {text} NOT NULL,
  picture {text} NOT NULL,
  visibility {text} NOT NULL,
  join_rule {text} NOT NULL,
  join_question {text} NOT NULL,
  default_replies {text} NOT NULL,
  state {text} NOT NULL,
  last_post_id {int} NOT NULL,
  created_day {int} NOT NULL
){strict};
CREATE INDEX communities_listed ON communities (name_key, id)
  WHERE visibility <> 'hidden' AND state = 'active';

CREATE TABLE memberships (
  community_id {int} NOT NULL,
  persona_id {int} NOT NULL,
  standing {text} NOT NULL,
  since {int} NOT NULL,
  answer {text} NOT NULL,
  invited_by {int},
  read_to {int} NOT NULL,
  visited_at {int} NOT NULL,
  PRIMARY KEY (community_id, persona_id)
){strict};
CREATE INDEX memberships_persona ON memberships (persona_id, community_id);
CREATE INDEX memberships_standing ON memberships (community_id, standing, since, persona_id);

CREATE TABLE follows (
  follower_id {int} NOT NULL,
  target_id {int} NOT NULL,
  state {text} NOT NULL,
  since {int} NOT NULL,
  PRIMARY KEY (follower_id, target_id)
){strict};
CREATE INDEX follows_target ON follows (target_id, state, since);

CREATE TABLE blocks (
  owner_id {int} NOT NULL,
  target_id {int} NOT NULL,
  since {int} NOT NULL,
  PRIMARY KEY (owner_id, target_id)
){strict};
CREATE INDEX blocks_target ON blocks (target_id);

CREATE TABLE mutes (
  owner_id {int} NOT NULL,
  target_id {int} NOT NULL,
  since {int} NOT NULL,
  PRIMARY KEY (owner_id, target_id)
){strict};

-- `from_id` has answered or named `to_id`. Both directions together make a familiar voice.
CREATE TABLE exchanges (
  from_id {int} NOT NULL,
  to_id {int} NOT NULL,
  first_at {int} NOT NULL,
  last_at {int} NOT NULL,
  PRIMARY KEY (from_id, to_id)
){strict};
CREATE INDEX exchanges_to ON exchanges (to_id, from_id);

CREATE TABLE circles (
  id {id},
  owner_id {int} NOT NULL,
  name {text} NOT NULL
){strict};
CREATE INDEX circles_owner ON circles (owner_id);
CREATE TABLE circle_people (
  circle_id {int} NOT NULL,
  account_id {int} NOT NULL,
  PRIMARY KEY (circle_id, account_id)
){strict};
CREATE INDEX circle_people_account ON circle_people (account_id);

-- A boost is a row with `boost_of` and nothing else of its own.
CREATE TABLE posts (
  id {id},
  author_id {int} NOT NULL,
  community_id {int},
  audience {text} NOT NULL,
  -- Whose followers or circle see it: in answers those of the one who began the thread.
  audience_of {int} NOT NULL,
  circle_id {int},
  reply_to {int},
  thread_id {int} NOT NULL,
  quote_of {int},
  boost_of {int},
  source {text} NOT NULL,
  html {text} NOT NULL,
  notice {text} NOT NULL,
  language {text} NOT NULL,
  replies {text} NOT NULL,
  quotes {text} NOT NULL,
  pictures {int} NOT NULL,
  has_poll {bool} NOT NULL,
  created_at {int} NOT NULL,
  edited_at {int},
  state {text} NOT NULL,
  state_note {text} NOT NULL
){strict};
CREATE INDEX posts_author ON posts (author_id, id);
CREATE INDEX posts_community ON posts (community_id, id) WHERE community_id IS NOT NULL;
CREATE INDEX posts_beginnings ON posts (community_id, id)
  WHERE community_id IS NOT NULL AND reply_to IS NULL;
CREATE INDEX posts_pictured ON posts (community_id, id)
  WHERE community_id IS NOT NULL AND pictures > 0;
CREATE INDEX posts_thread ON posts (thread_id, id);
CREATE INDEX posts_reply ON posts (reply_to, id) WHERE reply_to IS NOT NULL;
CREATE INDEX posts_quote ON posts (quote_of, id) WHERE quote_of IS NOT NULL;
CREATE UNIQUE INDEX posts_boost ON posts (boost_of, author_id) WHERE boost_of IS NOT NULL;

-- What flows where: the posts and boosts of a persona outside communities under the persona's id,
-- what begins a conversation in a community under the community's. A table of its own, because
-- its only order is the one that feeds read in: no planner can choose a slower one.
CREATE TABLE streams (
  stream_id {int} NOT NULL,
  post_id {int} NOT NULL,
  PRIMARY KEY (stream_id, post_id)
){strict_keyed};

-- People a post names: in its text, or as its audience.
CREATE TABLE post_names (
  post_id {int} NOT NULL,
  account_id {int} NOT NULL,
  PRIMARY KEY (post_id, account_id)
){strict};
CREATE INDEX post_names_account ON post_names (account_id, post_id);

CREATE TABLE post_edits (
  post_id {int} NOT NULL,
  at {int} NOT NULL,
  source {text} NOT NULL,
  html {text} NOT NULL,
  notice {text} NOT NULL,
  language {text} NOT NULL,
  PRIMARY KEY (post_id, at)
){strict};

CREATE TABLE media (
  id {id},
  blob_key {text} NOT NULL,
  owner_id {int} NOT NULL,
  purpose {text} NOT NULL,
  post_id {int},
  -- The draft it waits in; loose pictures of a draft that is still there are not swept.
  draft_id {int},
  position {int} NOT NULL,
  extension {text} NOT NULL,
  sizes {text} NOT NULL,
  width {int} NOT NULL,
  height {int} NOT NULL,
  alt {text} NOT NULL,
  placeholder {bytes} NOT NULL,
  blurhash {text} NOT NULL,
  color {int} NOT NULL,
  was_animated {bool} NOT NULL,
  made_at {int} NOT NULL
){strict};
CREATE UNIQUE INDEX media_blob ON media (blob_key);
CREATE INDEX media_post ON media (post_id, position) WHERE post_id IS NOT NULL;
CREATE INDEX media_draft ON media (draft_id, position) WHERE draft_id IS NOT NULL;
CREATE INDEX media_loose ON media (made_at) WHERE post_id IS NULL;
CREATE INDEX media_owner ON media (owner_id);
CREATE INDEX media_face ON media (owner_id) WHERE purpose = 'face';

CREATE TABLE polls (
  post_id {id},
  is_multiple {bool} NOT NULL,
  ends_at {int} NOT NULL,
  is_told {bool} NOT NULL
){strict};
CREATE TABLE poll_options (
  post_id {int} NOT NULL,
  position {int} NOT NULL,
  label {text} NOT NULL,
  votes {int} NOT NULL,
  PRIMARY KEY (post_id, position)
){strict};
CREATE TABLE poll_votes (
  post_id {int} NOT NULL,
  account_id {int} NOT NULL,
  position {int} NOT NULL,
  PRIMARY KEY (post_id, account_id, position)
){strict};
CREATE INDEX poll_votes_account ON poll_votes (account_id);

CREATE TABLE favourites (
  post_id {int} NOT NULL,
  account_id {int} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (post_id, account_id)
){strict};
CREATE INDEX favourites_account ON favourites (account_id, at);

CREATE TABLE bookmarks (
  account_id {int} NOT NULL,
  post_id {int} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (account_id, post_id)
){strict};
CREATE INDEX bookmarks_at ON bookmarks (account_id, at, post_id);
CREATE INDEX bookmarks_post ON bookmarks (post_id);

CREATE TABLE drafts (
  id {id},
  persona_id {int} NOT NULL,
  body {text} NOT NULL,
  changed_at {int} NOT NULL
){strict};
CREATE INDEX drafts_persona ON drafts (persona_id, changed_at);
-- Which post came of a draft: sending the same form again leads there, and a late autosave makes
-- no new draft. Rows are swept when no browser can still hold such a form.
CREATE TABLE drafts_sent (
  persona_id {int} NOT NULL,
  draft_id {int} NOT NULL,
  post_id {int} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (persona_id, draft_id)
){strict};
CREATE INDEX drafts_sent_at ON drafts_sent (at);

CREATE TABLE notifications (
  id {id},
  persona_id {int} NOT NULL,
  kind {text} NOT NULL,
  actor_id {int} NOT NULL,
  post_id {int},
  community_id {int},
  at {int} NOT NULL
){strict};
CREATE INDEX notifications_persona ON notifications (persona_id, id);
CREATE INDEX notifications_actor ON notifications (actor_id);
CREATE UNIQUE INDEX notifications_once
  ON notifications (persona_id, kind, actor_id, post_id) WHERE post_id IS NOT NULL;
CREATE INDEX notifications_post ON notifications (post_id) WHERE post_id IS NOT NULL;

-- Where a persona has read to in a list of its own: `home`, `notifications`.
CREATE TABLE markers (
  persona_id {int} NOT NULL,
  list {text} NOT NULL,
  read_to {int} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (persona_id, list)
){strict};

CREATE TABLE ledger (
  id {id},
  owner_kind {text} NOT NULL,
  owner_id {int} NOT NULL,
  seq {int} NOT NULL,
  kind {text} NOT NULL,
  what {text} NOT NULL,
  old_value {text} NOT NULL,
  new_value {text} NOT NULL,
  by_kind {text} NOT NULL,
  by_id {int},
  cause {text} NOT NULL,
  note {text} NOT NULL,
  at {int} NOT NULL,
  hash {bytes} NOT NULL
){strict};
CREATE UNIQUE INDEX ledger_owner ON ledger (owner_kind, owner_id, seq);
CREATE INDEX ledger_value ON ledger (owner_kind, owner_id, kind, what, seq);
CREATE INDEX ledger_hosts ON ledger (at, id) WHERE by_kind IN ('host', 'operator');
CREATE INDEX ledger_by ON ledger (by_id, at) WHERE by_id IS NOT NULL;
CREATE INDEX ledger_community ON ledger (owner_id, at, id) WHERE owner_kind = 'community';
CREATE INDEX ledger_carers ON ledger (what, at, id)
  WHERE by_kind = 'carer' AND kind = 'membership';

CREATE TABLE jobs (
  id {id},
  kind {text} NOT NULL,
  body {text} NOT NULL,
  dedupe {text},
  run_at {int} NOT NULL,
  lease_until {int} NOT NULL,
  lease_owner {int} NOT NULL,
  attempts {int} NOT NULL,
  state {text} NOT NULL,
  last_error {text} NOT NULL
){strict};
CREATE INDEX jobs_due ON jobs (run_at, id) WHERE state = 'waiting';
CREATE UNIQUE INDEX jobs_dedupe ON jobs (dedupe) WHERE dedupe IS NOT NULL AND state = 'waiting';

-- Processes that serve this database; a row older than its lease is a process that is gone.
CREATE TABLE servers (
  id {id},
  started_at {int} NOT NULL,
  seen_at {int} NOT NULL,
  version {text} NOT NULL
){strict};

-- Events of the place's own machinery that its hosts look at: backups, restores, checks.
CREATE TABLE upkeep (
  kind {text} NOT NULL PRIMARY KEY,
  at {int} NOT NULL,
  detail {text} NOT NULL
){strict};
