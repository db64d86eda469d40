-- What becomes of somebody's older words: a code of hafan_core::old_words::OldWords.
ALTER TABLE personas ADD COLUMN old_words {text} NOT NULL DEFAULT '';
-- What follows from it today, beside what every post is read with: words from before this are closed
-- to all but these.
ALTER TABLE accounts ADD COLUMN closed_before {int} NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN closed_for {text} NOT NULL DEFAULT 'everyone';
-- Those whose words grow old by themselves, for the daily look.
CREATE INDEX personas_old_words ON personas (id) WHERE old_words <> '';
