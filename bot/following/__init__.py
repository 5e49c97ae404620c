"""Following: feeds, sites, people and topics.

types: the values; intervals, words: pure rules; subscriptions, feeds, entries, arrivals, watches: what is kept;
visit: one feed and its new pages; matching: new quotes that somebody watches for; notes: what chats are told;
follower: all of it again and again, beside the answering.
"""
