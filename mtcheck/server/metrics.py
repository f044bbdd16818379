"""Figures for Prometheus: requests, times, findings by rule, what waits and what failed for which cause."""

from functools import partial

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from mtcheck.server.desk import Desk
from mtcheck.server.tasks import Answer

MEDIA = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """One server's figures, in a registry of its own."""

    def __init__(self, desk: Desk) -> None:
        self._registry = CollectorRegistry()
        counter, gauge = partial(Counter, registry=self._registry), partial(Gauge, registry=self._registry)
        self._requests = counter("mtcheck_requests_total", "Requests answered.", ("path", "status"))
        self._seconds = Histogram(
            "mtcheck_request_seconds",
            "Time to the end of an answer.",
            ("path",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._findings = counter("mtcheck_findings_total", "Findings reported, by rule.", ("rule",))
        self._failures = counter(
            "mtcheck_failures_total", "Requests not answered as they were meant, by cause.", ("cause",)
        )
        waiting = gauge("mtcheck_waiting", "Requests that wait for a process.")
        waiting.set_function(lambda: max(0, desk.waiting - desk.working))
        gauge("mtcheck_working", "Requests that a process works on.").set_function(lambda: desk.working)

    def request(self, path: str, status: int, seconds: float) -> None:
        """Counts a request. `path`: one that the server has, or “other”, so that nobody can make up labels."""
        self._requests.labels(path, str(status)).inc()
        self._seconds.labels(path).observe(seconds)

    def answer(self, answer: Answer) -> None:
        for rule, number in answer.findings:
            self._findings.labels(rule).inc(number)
        if answer.cause:
            self.failure(answer.cause)

    def failure(self, cause: str) -> None:
        self._failures.labels(cause).inc()

    def page(self) -> bytes:
        return generate_latest(self._registry)
