"""What the bot posts by itself: planned once, composed once, sent once; see store.py for how, worker.py for when."""
