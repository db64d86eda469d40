-- What those who have a say have said about answers to them and quotes of them: ADR 7. No row:
-- nobody was asked, and nobody hid it.
CREATE TABLE answers (
  post_id {int} NOT NULL,
  kind {text} NOT NULL,
  owner_id {int} NOT NULL,
  standing {text} NOT NULL,
  since {int} NOT NULL,
  -- From before there were entries.
  is_older {bool} NOT NULL DEFAULT FALSE,
  PRIMARY KEY (post_id, kind, owner_id)
){strict_keyed};
CREATE INDEX answers_tray ON answers (owner_id, standing, post_id);

-- Of an answer: who wrote what it answers (of one who goes on from their own words, whoever they
-- answered before), and who began its thread. Both have a say, and their blocks cut it off.
ALTER TABLE posts ADD COLUMN answered_id {int};
ALTER TABLE posts ADD COLUMN thread_by_id {int};
UPDATE posts SET
  thread_by_id = (SELECT t.author_id FROM posts t WHERE t.id = posts.thread_id),
  answered_id = (SELECT q.author_id FROM posts q
                 WHERE q.id = posts.reply_to AND q.author_id <> posts.author_id)
  WHERE reply_to IS NOT NULL;
UPDATE posts SET answered_id =
  (SELECT COALESCE(q.answered_id, q.thread_by_id) FROM posts q WHERE q.id = posts.reply_to)
  WHERE reply_to IS NOT NULL AND answered_id IS NULL;

INSERT INTO answers (post_id, kind, owner_id, standing, since, is_older)
  SELECT p.id, 'quote', q.author_id, 'hidden', p.created_at, TRUE
  FROM posts p JOIN posts q ON q.id = p.quote_of WHERE p.quote_revoked = TRUE;
ALTER TABLE posts DROP COLUMN quote_revoked;

ALTER TABLE communities ADD COLUMN default_quotes {text} NOT NULL DEFAULT 'members';
