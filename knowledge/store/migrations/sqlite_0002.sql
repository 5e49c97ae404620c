-- When an article came into a collection, in seconds since 1970: what is new to a chat.
ALTER TABLE memberships ADD COLUMN added REAL NOT NULL DEFAULT 0;
UPDATE memberships SET added = (SELECT strftime('%s', a.added) FROM articles a WHERE a.seq = memberships.article);
CREATE INDEX memberships_by_time ON memberships (collection, added);
