-- Who reaches a persona's news at once, who waits, and who is not told of: see hafan_core::door.
ALTER TABLE personas ADD COLUMN news_not_followed {text} NOT NULL DEFAULT 'tell';
ALTER TABLE personas ADD COLUMN news_not_following {text} NOT NULL DEFAULT 'tell';
ALTER TABLE personas ADD COLUMN news_newcomer {text} NOT NULL DEFAULT 'tell';
ALTER TABLE personas ADD COLUMN news_private {text} NOT NULL DEFAULT 'tell';
ALTER TABLE personas ADD COLUMN news_limited {text} NOT NULL DEFAULT 'hold';

ALTER TABLE notifications ADD COLUMN is_held {bool} NOT NULL DEFAULT FALSE;
DROP INDEX notifications_persona;
CREATE INDEX notifications_persona ON notifications (persona_id, is_held, id);
DROP INDEX notifications_actor;
CREATE INDEX notifications_actor ON notifications (actor_id, persona_id, id);

-- Whom a persona let in after their news had waited.
CREATE TABLE let_in (
  persona_id {int} NOT NULL,
  account_id {int} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (persona_id, account_id)
){strict};
CREATE INDEX let_in_account ON let_in (account_id);

ALTER TABLE markers ADD COLUMN version {int} NOT NULL DEFAULT 1;

-- Threads of words for named people, as each of them lists them. The id is random: that of the
-- thread may be of a post that is not theirs to know.
CREATE TABLE conversations (
  id {id},
  persona_id {int} NOT NULL,
  thread_id {int} NOT NULL,
  last_post_id {int} NOT NULL,
  read_to {int} NOT NULL
){strict};
CREATE UNIQUE INDEX conversations_thread ON conversations (persona_id, thread_id);
CREATE INDEX conversations_last ON conversations (persona_id, last_post_id);
