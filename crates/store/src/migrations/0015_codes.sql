-- What a consent was exchanged for, so that its code, shown a second time, ends that (RFC 6749, 4.1.2).
ALTER TABLE application_codes ADD COLUMN session_id {int};
