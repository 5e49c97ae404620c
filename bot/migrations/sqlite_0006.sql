-- Feeds that are followed before anybody has looked at them, as those of a list are. backlog: how many of the newest
-- entries are read at the next look, because somebody has begun to follow the feed.
ALTER TABLE feeds ADD COLUMN backlog INTEGER NOT NULL DEFAULT 0;
