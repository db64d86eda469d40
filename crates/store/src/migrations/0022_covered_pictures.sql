-- Whether pictures of people a persona has nothing to do with are shown at once, or stay covered until
-- they are asked for. Covered, for everybody; whoever wants it otherwise says so.
ALTER TABLE personas ADD COLUMN shows_pictures {bool} NOT NULL DEFAULT FALSE;
