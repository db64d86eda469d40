-- Applications in which people sign in instead of a browser: see hafan_app::application. What one
-- was allowed for a persona is a session, so that it is listed and ended like every other device.

DROP TABLE access_tokens;

CREATE TABLE applications (
  id {id},
  client_key {text} NOT NULL,
  secret_hash {bytes} NOT NULL,
  name {text} NOT NULL,
  website {text} NOT NULL,
  redirect_uris {text} NOT NULL,
  scopes {text} NOT NULL,
  made_at {int} NOT NULL,
  used_at {int}
){strict};
CREATE UNIQUE INDEX applications_client_key ON applications (client_key);
CREATE INDEX applications_made ON applications (made_at);

-- A consent on its way back to the application; used once, within minutes.
CREATE TABLE application_codes (
  code_hash {bytes} NOT NULL PRIMARY KEY,
  application_id {int} NOT NULL,
  member_id {int} NOT NULL,
  persona_id {int} NOT NULL,
  redirect_uri {text} NOT NULL,
  scopes {text} NOT NULL,
  challenge {text} NOT NULL,
  expires_at {int} NOT NULL
){strict};
CREATE INDEX application_codes_expires ON application_codes (expires_at);
CREATE INDEX application_codes_member ON application_codes (member_id);

-- What an application may do for itself, without anybody signed in.
CREATE TABLE application_tokens (
  token_hash {bytes} NOT NULL PRIMARY KEY,
  application_id {int} NOT NULL,
  scopes {text} NOT NULL,
  made_at {int} NOT NULL
){strict};
CREATE INDEX application_tokens_application ON application_tokens (application_id);
CREATE INDEX application_tokens_made ON application_tokens (made_at);

ALTER TABLE sessions ADD COLUMN application_id {int};
ALTER TABLE sessions ADD COLUMN scopes {text} NOT NULL DEFAULT '';
CREATE INDEX sessions_application ON sessions (application_id);

-- The same request sent twice makes one post. Forgotten after a day.
CREATE TABLE idempotency_keys (
  persona_id {int} NOT NULL,
  key_hash {bytes} NOT NULL,
  post_id {int} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (persona_id, key_hash)
){strict};
CREATE INDEX idempotency_keys_at ON idempotency_keys (at);
