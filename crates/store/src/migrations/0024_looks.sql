-- What pictures of posts look like: nine ways of looking at each, 32 bytes a way, and from 0 to 100 how
-- much they say. It never leaves the server. Pictures from before are looked at bit by bit.
CREATE TABLE looks (
  media_id {int} NOT NULL PRIMARY KEY,
  seen {bytes} NOT NULL,
  quality {int} NOT NULL
){strict};

-- What is remembered of pictures that a persona refused: two looks of 64 hex digits, whose they were, and how it refused them: 'report',
-- 'decline' or 'block'.
CREATE TABLE refused_looks (
  persona_id {int} NOT NULL,
  look {text} NOT NULL,
  from_id {int} NOT NULL,
  how {text} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (persona_id, look)
){strict_keyed};
CREATE INDEX refused_looks_from ON refused_looks (from_id);

-- The looks of pictures that were taken out of a community with a post.
CREATE TABLE taken_out_looks (
  community_id {int} NOT NULL,
  look {text} NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (community_id, look)
){strict_keyed};
