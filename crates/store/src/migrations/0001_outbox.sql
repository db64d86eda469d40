-- Live events on their way between processes that share a PostgreSQL: ids and kinds only.
CREATE TABLE outbox (
    id {autoid},
    topic {text} NOT NULL,
    body {text} NOT NULL
){strict};
