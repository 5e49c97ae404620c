-- broken: how often in a row it could not be composed; tries counts each claim, those of a network that is down too.
ALTER TABLE deliveries ADD COLUMN broken INTEGER NOT NULL DEFAULT 0;
-- What is in doubt is forgotten with the rest: after so long nobody looks any more.
DROP INDEX deliveries_over;
CREATE INDEX deliveries_over ON deliveries (changed) WHERE state NOT IN ('planned', 'sending');
