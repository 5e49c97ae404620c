-- Numbers of which articles of one site have some in common that share most of their words (knowledge/text/shingles.py):
-- where one may be another edition of another.
CREATE TABLE prints (
    band    INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (seq) ON DELETE CASCADE,
    PRIMARY KEY (band, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX prints_by_article ON prints (article);
