"""What is new, by event: articles -> profiles (profile.py) -> pairs (likeness.py) -> stories (cluster.py) -> digest."""
