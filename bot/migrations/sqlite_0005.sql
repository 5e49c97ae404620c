-- Why a feed does not work is kept as a kind and values (see knowledge/problems.py), of which each chat gets a sentence in
-- its own language. Sentences of before are not taken over: the next look tells.
ALTER TABLE feeds RENAME COLUMN error TO problem;
UPDATE feeds SET problem = NULL;
