-- What becomes of news from people who never had to do with a persona: see hafan_core::door. They wait
-- from now on, for everybody; whoever wants it otherwise says so.
ALTER TABLE personas ADD COLUMN news_stranger {text} NOT NULL DEFAULT 'hold';

-- What somebody at the door wrote to a persona that said no to it: it does not stand in the persona's
-- own threads afterwards either, for the persona alone.
CREATE TABLE turned_away (
  persona_id {int} NOT NULL,
  post_id {int} NOT NULL,
  actor_id {int} NOT NULL,
  PRIMARY KEY (persona_id, post_id)
){strict};
CREATE INDEX turned_away_actor ON turned_away (actor_id, persona_id);
