"""Stories checked with a reviewer behind the server of chat_server.py."""

from pathlib import Path
from typing import Any

from chat_server import Answers, Endpoint, serving

import mtcheck
from mtcheck.core import Report
from mtcheck.profile.config import Config, parse

STORY = """Mayor visits the quay

Lena Horvat spoke on Monday. The the harbour makes part of the old town since long. Nobody asked about the cost.

The council met in Brodnik. It was a quiet evening.
"""
SENTENCE = "The the harbour makes part of the old town since long."


def profile(url: str, **keys: Any) -> Config:
    table = {"url": url, "model": "desk-8b", "retries": 0, "timeout": 60, **keys}
    return parse(
        {"depth": "deep", "select": ["doubled-word", "reviewer-finding"], "reviewer": table}, Path("mtcheck.toml")
    )


def reviewed(answers: Answers, story: str = STORY, **keys: Any) -> tuple[Report, Endpoint]:
    with serving(answers) as endpoint:
        return mtcheck.check(story, config=profile(endpoint.url, **keys)), endpoint


def of_reviewer(report: Report) -> list[str]:
    return [
        finding.span.of(report.document.text) for finding in report.findings if finding.rule.id == "reviewer-finding"
    ]
