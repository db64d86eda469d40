-- The wide picture across the top of somebody's page: a media id, or nothing.
ALTER TABLE personas ADD COLUMN header {text} NOT NULL DEFAULT '';
DROP INDEX media_face;
CREATE INDEX media_worn ON media (owner_id) WHERE purpose <> 'post';
