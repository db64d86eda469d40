-- Whose words wait at the door of a persona, from which of their posts on: what stands before it was
-- told, or let in. By author, so that no list of news has to hold what a thread leaves out.
CREATE TABLE strangers (
  persona_id {int} NOT NULL,
  account_id {int} NOT NULL,
  from_post_id {int} NOT NULL,
  PRIMARY KEY (persona_id, account_id)
){strict_keyed};
CREATE INDEX strangers_account ON strangers (account_id);

-- What waited at the door and was declined, for a while: so that it can be undone.
CREATE TABLE declined (
  id {id},
  persona_id {int} NOT NULL,
  kind {text} NOT NULL,
  actor_id {int} NOT NULL,
  post_id {int},
  community_id {int},
  at {int} NOT NULL,
  declined_at {int} NOT NULL
){strict};
CREATE INDEX declined_persona ON declined (persona_id, actor_id);
CREATE INDEX declined_actor ON declined (actor_id);
CREATE INDEX declined_post ON declined (post_id) WHERE post_id IS NOT NULL;
CREATE INDEX declined_at ON declined (declined_at);

-- What waits of one sender, and of whom most waits.
CREATE INDEX notifications_held ON notifications (persona_id, actor_id, id) WHERE is_held = TRUE;
