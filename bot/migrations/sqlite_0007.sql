-- Those that are too old are looked for by time; the table, with the pages of long replies, is far larger than this.
CREATE INDEX tokens_by_time ON tokens (at);
