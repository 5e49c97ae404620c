-- What is followed, by whom, and what has come of it. Times are seconds since 1970, addresses are absolute.

-- A feed or sitemap, however many chats follow it. site: its origin. check_at: when the list itself is asked for,
-- next_at: when anything of it is due, or until when one process has it. pause: seconds between two looks, longer
-- where nothing comes; rest: what it asks for. news_at: when it last had something new. failures, failing_since,
-- error: since it last worked; told: that it does not. ended_at: it is gone for good.
CREATE TABLE feeds (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    address       TEXT NOT NULL UNIQUE,
    site          TEXT NOT NULL,
    title         TEXT NOT NULL,
    link          TEXT,
    etag          TEXT,
    last_modified TEXT,
    check_at      REAL NOT NULL,
    next_at       REAL NOT NULL,
    pause         REAL NOT NULL,
    rest          REAL,
    news_at       REAL,
    failures      INTEGER NOT NULL DEFAULT 0,
    failing_since REAL,
    error         TEXT,
    told          INTEGER NOT NULL DEFAULT 0,
    ended_at      REAL
) STRICT;
CREATE INDEX feeds_by_time ON feeds (next_at) WHERE ended_at IS NULL;

-- What a feed has listed. url: canonical, address: as listed; stamp: of what the list says of it, so that a change is
-- seen. content: the article where the feed itself has it. due_at: when the page is to be read, null for never.
-- article: what it was when it was read last, at read_at.
CREATE TABLE feed_entries (
    feed      INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    url       TEXT NOT NULL,
    address   TEXT NOT NULL,
    title     TEXT,
    published TEXT,
    content   TEXT,
    stamp     TEXT NOT NULL,
    first_at  REAL NOT NULL,
    listed_at REAL NOT NULL,
    due_at    REAL,
    tries     INTEGER NOT NULL DEFAULT 0,
    read_at   REAL,
    article   TEXT,
    PRIMARY KEY (feed, url)
) STRICT, WITHOUT ROWID;
CREATE INDEX feed_entries_by_time ON feed_entries (feed, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX feed_entries_by_url ON feed_entries (url) WHERE article IS NOT NULL;

-- Who follows a feed. place: where notes go, null for the terminal. allowed, denied: words, as JSON.
CREATE TABLE subscriptions (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    feed       INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    collection TEXT NOT NULL,
    place      TEXT,
    allowed    TEXT NOT NULL DEFAULT '[]',
    denied     TEXT NOT NULL DEFAULT '[]',
    muted      INTEGER NOT NULL DEFAULT 0,
    UNIQUE (collection, feed)
) STRICT;
CREATE INDEX subscriptions_by_feed ON subscriptions (feed);

-- Which article came into which collection by which feed; feed 0: somebody put it in. state: see arrivals.py.
CREATE TABLE arrivals (
    collection TEXT NOT NULL,
    article    TEXT NOT NULL,
    feed       INTEGER NOT NULL,
    at         REAL NOT NULL,
    state      INTEGER NOT NULL,
    PRIMARY KEY (collection, article, feed)
) STRICT, WITHOUT ROWID;
CREATE INDEX arrivals_by_state ON arrivals (state, at);

-- People and topics of whom a chat wants to know each new quote. folded: text, for comparing.
CREATE TABLE watches (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    collection TEXT NOT NULL,
    place      TEXT NOT NULL,
    kind       TEXT NOT NULL,
    text       TEXT NOT NULL,
    folded     TEXT NOT NULL,
    since      REAL NOT NULL,
    UNIQUE (collection, kind, folded)
) STRICT;

-- What a watch has told already: an article by its address or id, a quote by its words.
CREATE TABLE told (
    watch INTEGER NOT NULL REFERENCES watches (id) ON DELETE CASCADE,
    what  TEXT NOT NULL,
    PRIMARY KEY (watch, what)
) STRICT, WITHOUT ROWID;

-- Quotes of an article (see watches.py) that a watch is to tell. bundle: the message that tells them, null while
-- more may join; planned: it is in the outbox.
CREATE TABLE notices (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    watch   INTEGER NOT NULL REFERENCES watches (id) ON DELETE CASCADE,
    article TEXT NOT NULL,
    quotes  TEXT NOT NULL,
    at      REAL NOT NULL,
    bundle  INTEGER,
    planned INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX notices_by_bundle ON notices (bundle);
CREATE INDEX notices_unplanned ON notices (id) WHERE NOT planned;
