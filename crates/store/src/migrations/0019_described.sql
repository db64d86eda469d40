-- What an earlier wording said of its pictures: a JSON list of pairs, picture and words. Nothing for
-- wordings of before, of which nobody knows it any more.
ALTER TABLE post_edits ADD COLUMN pictures {text};
