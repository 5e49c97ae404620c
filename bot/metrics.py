"""Figures for Prometheus: what was asked, how it went, how long it took."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

LATENCY_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds in seconds."""


class Metrics:
    """A registry of its own, so that two bots in one process do not share figures."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._asked = Counter(
            "kutip_requests", "Requests answered", ["platform", "command", "outcome"], registry=self._registry
        )
        self._seconds = Histogram(
            "kutip_request_seconds",
            "Seconds from a request to its reply, sending not included",
            ["platform"],
            buckets=LATENCY_BUCKETS,
            registry=self._registry,
        )
        self._failures = Counter(
            "kutip_send_failures", "Replies that could not be sent", ["platform", "reason"], registry=self._registry
        )

    def asked(self, platform: str, command: str, outcome: str, seconds: float) -> None:
        """outcome: answered, not_found or failed."""
        self._asked.labels(platform, command, outcome).inc()
        self._seconds.labels(platform).observe(seconds)

    def send_failed(self, platform: str, reason: str) -> None:
        """reason: the name of the error."""
        self._failures.labels(platform, reason).inc()

    def page(self) -> bytes:
        """The text that Prometheus reads."""
        return generate_latest(self._registry)
