-- newer: the version of the same page that has taken this one's place in the collection. What is superseded is found
-- and listed no more; its article stays, so that what was cited of it can still be shown.
ALTER TABLE memberships ADD COLUMN newer INTEGER REFERENCES articles (seq);
