-- dated: that of the article, when it was published or else added; so the newest quotes of a speaker stand first in an
-- index, and no more of them are read than are wanted. An article is never dated anew.
ALTER TABLE quotes ADD COLUMN dated TEXT NOT NULL DEFAULT '';
UPDATE quotes SET dated = (SELECT coalesce(a.published, a.added) FROM articles a WHERE a.seq = quotes.article);
DROP INDEX quotes_by_speaker;
CREATE INDEX quotes_by_speaker ON quotes (speaker, dated DESC, article DESC, ordinal);
