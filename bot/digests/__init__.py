"""Digests on a schedule: what a chat wants (wording.py), when that is (schedule.py), who plans it (planner.py)."""
