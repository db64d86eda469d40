-- Labels and values that somebody shows on their page, each on a line of its own, in turn.
ALTER TABLE personas ADD COLUMN fields {text} NOT NULL DEFAULT '';
