-- The shield of a persona, a code of hafan_core::shield::Shield, or nothing; and how soon the place
-- speaks up by itself, a code of hafan_core::burst::Watch.
ALTER TABLE personas ADD COLUMN shield {text} NOT NULL DEFAULT '';
ALTER TABLE personas ADD COLUMN watch {text} NOT NULL DEFAULT 'usual';

-- Words from before this are for followers alone while a shield is up, beside what their author
-- closed by choice.
ALTER TABLE accounts ADD COLUMN shielded_before {int} NOT NULL DEFAULT 0;
-- Those whose shield is up, for the hourly look at which have run out.
CREATE INDEX personas_shield ON personas (id) WHERE shield <> '';

-- First contacts of the last two days: who did what to whom last, and about what of theirs. What is
-- usual for somebody is kept as numbers alone.
CREATE TABLE contacts (
  persona_id {int} NOT NULL,
  actor_id {int} NOT NULL,
  kind {text} NOT NULL,
  -- What of the persona's it is about, or 0; in which thread, or 0; and what was written, or 0.
  about_id {int} NOT NULL,
  thread_id {int} NOT NULL,
  post_id {int} NOT NULL,
  at {int} NOT NULL,
  -- When this person was last counted towards what is usual: once a day.
  counted_at {int} NOT NULL,
  PRIMARY KEY (persona_id, actor_id, kind, about_id)
){strict_keyed};
CREATE INDEX contacts_at ON contacts (persona_id, at);
CREATE INDEX contacts_old ON contacts (at);

-- Different people in one hour, each counted once a day; in hours since 1970.
CREATE TABLE contact_hours (
  persona_id {int} NOT NULL,
  hour {int} NOT NULL,
  people {int} NOT NULL,
  PRIMARY KEY (persona_id, hour)
){strict_keyed};
CREATE INDEX contact_hours_old ON contact_hours (hour);

-- What somebody was told of: a code of hafan_core::burst::Matter, and what it was.
CREATE TABLE alarms (
  persona_id {int} NOT NULL,
  matter {text} NOT NULL,
  at {int} NOT NULL,
  thread_id {int} NOT NULL,
  people {int} NOT NULL,
  PRIMARY KEY (persona_id, matter, at)
){strict_keyed};
CREATE INDEX alarms_old ON alarms (at);
