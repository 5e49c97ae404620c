-- contents: grows as version does, but not with vectors: what is read of articles and quotes is read anew only then.
INSERT INTO meta SELECT 'contents', value FROM meta WHERE key = 'version';
-- Newest first, so that a list of ten does not sort them all.
CREATE INDEX articles_by_date ON articles (coalesce(published, added) DESC, seq DESC);
-- All that is read of quotes to know who speaks in what office, in the order in which it is put together.
CREATE INDEX quotes_of_speakers ON quotes (speaker, article, ordinal, name, speaker_kind, role)
    WHERE speaker IS NOT NULL;
