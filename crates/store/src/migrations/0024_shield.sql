-- The shield of a persona, a code of hafan_core::shield::Shield, or nothing; and how soon the place
-- speaks up by itself, a code of hafan_core::burst::Watch.
ALTER TABLE personas ADD COLUMN shield {text} NOT NULL DEFAULT '';
ALTER TABLE personas ADD COLUMN watch {text} NOT NULL DEFAULT 'usual';

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
  PRIMARY KEY (persona_id, actor_id, kind, about_id)
){strict_keyed};
CREATE INDEX contacts_at ON contacts (persona_id, at);
CREATE INDEX contacts_old ON contacts (at);

-- Different people in one hour, counted in hours since 1970.
CREATE TABLE contact_hours (
  persona_id {int} NOT NULL,
  hour {int} NOT NULL,
  people {int} NOT NULL,
  PRIMARY KEY (persona_id, hour)
){strict_keyed};
CREATE INDEX contact_hours_old ON contact_hours (hour);

-- What somebody was told of, and whether they said it is over.
CREATE TABLE alarms (
  persona_id {int} NOT NULL,
  at {int} NOT NULL,
  thread_id {int} NOT NULL,
  people {int} NOT NULL,
  is_over {bool} NOT NULL DEFAULT FALSE,
  PRIMARY KEY (persona_id, at)
){strict_keyed};
CREATE INDEX alarms_old ON alarms (at);
