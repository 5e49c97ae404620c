-- What a watch has told is forgotten by age, and so are the notices of it; at: seconds since 1970.
ALTER TABLE told ADD COLUMN at REAL NOT NULL DEFAULT 0;
UPDATE told SET at = CAST(strftime('%s', 'now') AS REAL);
CREATE INDEX told_by_time ON told (at);
CREATE INDEX notices_told ON notices (at) WHERE planned;
