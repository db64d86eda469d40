-- What becomes of news from people who never had to do with a persona: see hafan_core::door. They wait
-- from now on, for everybody; whoever wants it otherwise says so.
ALTER TABLE personas ADD COLUMN news_stranger {text} NOT NULL DEFAULT 'hold';

-- When an invitation by name was spoken: a tie that ends, and that no later change of role renews.
ALTER TABLE memberships ADD COLUMN invited_at {int};
UPDATE memberships SET invited_at = since WHERE invited_by IS NOT NULL;

-- When the one who is followed last said yes to the wish to follow.
ALTER TABLE follows ADD COLUMN accepted_at {int};
UPDATE follows SET accepted_at = since WHERE state = 'active' AND target_id IN
  (SELECT id FROM personas WHERE approve_followers = TRUE);
