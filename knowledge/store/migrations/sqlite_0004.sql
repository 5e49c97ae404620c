-- page: the same for all addresses under which a site gives the article; for comparing, never to be shown.
ALTER TABLE articles ADD COLUMN page TEXT;
CREATE INDEX articles_by_page ON articles (page) WHERE page IS NOT NULL;
