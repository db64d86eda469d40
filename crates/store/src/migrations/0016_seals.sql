-- The newest entry of each record once more, beside the ledger: its tail can't be cut off unseen.
CREATE TABLE ledger_heads (
  owner_kind {text} NOT NULL,
  owner_id {int} NOT NULL,
  seq {int} NOT NULL,
  hash {bytes} NOT NULL,
  PRIMARY KEY (owner_kind, owner_id)
){strict};
INSERT INTO ledger_heads (owner_kind, owner_id, seq, hash)
  SELECT owner_kind, owner_id, seq, hash FROM ledger l
  WHERE seq = (SELECT MAX(n.seq) FROM ledger n
               WHERE n.owner_kind = l.owner_kind AND n.owner_id = l.owner_id);

-- Over what a row holds beside values with entries: see hafan_store::ledger::seal.
ALTER TABLE ledger ADD COLUMN seal {bytes};

-- Wishes beside follows and terms of mutes from before they had entries. Every later row has one.
ALTER TABLE follow_options ADD COLUMN is_older {bool} NOT NULL DEFAULT FALSE;
UPDATE follow_options SET is_older = TRUE;
ALTER TABLE mute_terms ADD COLUMN is_older {bool} NOT NULL DEFAULT FALSE;
UPDATE mute_terms SET is_older = TRUE;
