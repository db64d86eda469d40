-- What becomes of news from people who never had to do with a persona: see hafan_core::door. They wait
-- from now on, for everybody; whoever wants it otherwise says so.
ALTER TABLE personas ADD COLUMN news_stranger {text} NOT NULL DEFAULT 'hold';
