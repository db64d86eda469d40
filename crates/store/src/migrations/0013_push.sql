-- Secrets of the place itself, made once and kept: see hafan_store::secret.
CREATE TABLE secrets (
  name {text} NOT NULL PRIMARY KEY,
  bytes {bytes} NOT NULL
){strict};

-- Where applications want to be told of news: see hafan_app::push. One belongs to a session.
CREATE TABLE push_subscriptions (
  id {id},
  session_id {int} NOT NULL,
  persona_id {int} NOT NULL,
  endpoint {text} NOT NULL,
  public_key {bytes} NOT NULL,
  auth {bytes} NOT NULL,
  is_standard {bool} NOT NULL,
  alerts {text} NOT NULL,
  policy {text} NOT NULL,
  made_at {int} NOT NULL
){strict};
CREATE UNIQUE INDEX push_subscriptions_session ON push_subscriptions (session_id);
CREATE INDEX push_subscriptions_persona ON push_subscriptions (persona_id);
