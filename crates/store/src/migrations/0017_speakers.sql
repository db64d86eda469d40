-- Over as whom a session is here: see hafan_store::ledger::seal. Nothing for those of before, until
-- the first sweep seals them.
ALTER TABLE sessions ADD COLUMN persona_seal {bytes};
