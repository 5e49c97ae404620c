"""One file a command: `async (Request, Services) -> Reply`. Handlers never send."""
