-- Lists of pictures that are not taken here, made elsewhere and read in by hosts.
CREATE TABLE look_lists (
  id {int} NOT NULL PRIMARY KEY,
  name {text} NOT NULL,
  looks {int} NOT NULL,
  flat {int} NOT NULL,
  at {int} NOT NULL
){strict};

-- Their looks, 32 bytes each, some thousands in a row: a list is read as a whole or not at all.
CREATE TABLE look_list_parts (
  list_id {int} NOT NULL,
  part {int} NOT NULL,
  bits {bytes} NOT NULL,
  PRIMARY KEY (list_id, part)
){strict_keyed};
