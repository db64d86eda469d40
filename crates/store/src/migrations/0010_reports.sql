-- What somebody tells the hosts of the place: see hafan_app::report. Cases and evidence stand on it.
CREATE TABLE reports (
  id {id},
  -- 0 for somebody who has left.
  reporter_id {int} NOT NULL,
  target_id {int} NOT NULL,
  category {text} NOT NULL,
  comment {text} NOT NULL,
  rules {text} NOT NULL,
  made_at {int} NOT NULL,
  closed_at {int},
  -- Who closed it, and what came of it in a sentence; the reporter is told the sentence.
  closed_by {int},
  outcome {text} NOT NULL
){strict};
CREATE INDEX reports_open ON reports (made_at, id) WHERE closed_at IS NULL;
CREATE INDEX reports_made ON reports (made_at, id);
CREATE INDEX reports_reporter ON reports (reporter_id, made_at);
CREATE INDEX reports_target ON reports (target_id);
CREATE INDEX reports_closed_by ON reports (closed_by) WHERE closed_by IS NOT NULL;
CREATE TABLE report_posts (
  report_id {int} NOT NULL,
  post_id {int} NOT NULL,
  PRIMARY KEY (report_id, post_id)
){strict};
