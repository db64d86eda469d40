-- The middle of what matters in a picture, in millionths from -1,000,000 to 1,000,000.
ALTER TABLE media ADD COLUMN focus_x {int} NOT NULL DEFAULT 0;
ALTER TABLE media ADD COLUMN focus_y {int} NOT NULL DEFAULT 0;

-- With what an application opens pictures that not everyone may see: see hafan_app::media::pass.
CREATE TABLE picture_passes (
  id {text} NOT NULL PRIMARY KEY,
  session_id {int} NOT NULL,
  secret {bytes} NOT NULL,
  -- Midnight (UTC) before it was made.
  day {int} NOT NULL
){strict};
CREATE UNIQUE INDEX picture_passes_session ON picture_passes (session_id, day);
CREATE INDEX picture_passes_day ON picture_passes (day);
