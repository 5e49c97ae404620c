-- What is posted without anybody asking, each once; see bot/deliveries/store.py. Times are seconds since 1970.
-- subject: what it is about, as JSON; parts: the messages, as JSON, once they are composed; sent: how many of them are;
-- called: when the next one was first handed over, 0 where it surely was not.
CREATE TABLE deliveries (
    place   TEXT NOT NULL,
    kind    TEXT NOT NULL,
    period  TEXT NOT NULL,
    chat    TEXT NOT NULL,
    due     REAL NOT NULL,
    until   REAL NOT NULL,
    subject TEXT NOT NULL,
    state   TEXT NOT NULL DEFAULT 'planned',
    parts   TEXT,
    sent    INTEGER NOT NULL DEFAULT 0,
    called  REAL NOT NULL DEFAULT 0,
    tries   INTEGER NOT NULL DEFAULT 0,
    later   REAL NOT NULL DEFAULT 0,
    worker  TEXT,
    leased  REAL NOT NULL DEFAULT 0,
    changed REAL NOT NULL,
    PRIMARY KEY (place, kind, period)
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_open ON deliveries (due) WHERE state IN ('planned', 'sending');
CREATE INDEX deliveries_by_chat ON deliveries (chat, due);
CREATE INDEX deliveries_unknown ON deliveries (due) WHERE state = 'unknown';
CREATE INDEX deliveries_over ON deliveries (changed) WHERE state NOT IN ('planned', 'sending', 'unknown');

-- When a place gets its digest; see bot/digests/schedule.py. weekday: 0 is Monday, none for every day.
CREATE TABLE schedules (
    place   TEXT PRIMARY KEY,
    chat    TEXT NOT NULL,
    at      TEXT NOT NULL,
    weekday INTEGER,
    made    REAL NOT NULL,
    tells   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX schedules_by_chat ON schedules (chat);

-- Places that take no messages any more, until their chat is heard of again.
CREATE TABLE silent_places (
    place TEXT PRIMARY KEY,
    chat  TEXT NOT NULL,
    since REAL NOT NULL
) STRICT, WITHOUT ROWID;
