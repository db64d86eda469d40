-- A person or community that somebody would rather not meet: whatever they are called by then.
ALTER TABLE filter_words ADD COLUMN account_id {int};
CREATE INDEX filter_words_account ON filter_words (account_id) WHERE account_id IS NOT NULL;

-- How much somebody has room for: see hafan_core::lens::Energy.
ALTER TABLE personas ADD COLUMN energy {text} NOT NULL DEFAULT 'gentle';
