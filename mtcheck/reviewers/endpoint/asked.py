"""Asks the reviewer about the flagged sentences of a story or all of them, and puts what is believed of its answers into a review. `reviewer` is the way in."""

from collections.abc import Sequence
from functools import lru_cache

from mtcheck.core import Finding, Report, Skipped
from mtcheck.errors import ResourceError
from mtcheck.profile.above import REVIEWED
from mtcheck.profile.reviewer import STORY, ReviewerSettings
from mtcheck.reviewers.endpoint import anchor, protocol
from mtcheck.reviewers.endpoint.client import Client
from mtcheck.reviewers.endpoint.protocol import Answer
from mtcheck.reviewers.review import Review, Reviewer


class Asked:
    """Asks about what is new in a story; what was answered once is not asked for again in this run."""

    rules: tuple[str, ...] = (REVIEWED.id,)

    def __init__(self, settings: ReviewerSettings) -> None:
        self.notice = _notice(settings)
        self._settings = settings
        self._client = Client(settings)
        self._known: dict[str, Answer] = {}

    def review(self, report: Report, flagged: Sequence[Finding]) -> Review:
        """Raises ResourceError when nothing at all could be asked; what was answered before the endpoint failed is kept."""
        doc = report.document
        places = anchor.places(doc, flagged, self._settings.send_context, whole=self._settings.reads == STORY)
        new = list(
            {place.passage.key: place.passage for place in places if place.passage.key not in self._known}.values()
        )
        spent = self._client.spent
        reason = ""
        for at in range(0, len(new), self._settings.batch_size):
            batch = new[at : at + self._settings.batch_size]
            try:
                answers = protocol.parse(self._client.ask(protocol.messages(batch), protocol.SCHEMA), batch)
            except ResourceError as error:
                reason = str(error)
                break
            self._known.update((passage.key, answer) for passage, answer in zip(batch, answers, strict=True))
        answered = [(place, self._known[place.passage.key]) for place in places if place.passage.key in self._known]
        if reason and not answered:
            raise ResourceError(reason)
        review = anchor.anchored(doc, answered, self._settings.model)
        skipped = (
            (
                Skipped(
                    REVIEWED.id,
                    f"{len(places) - len(answered)} of {len(places)} sentences were not asked about. {reason}",
                ),
            )
            if reason
            else ()
        )
        return Review(review.findings, review.repairs, skipped, notes=(*review.notes, *self._account(spent)))

    def _account(self, before: "tuple[int, int, int]") -> tuple[str, ...]:
        requests, read, written = (now - then for now, then in zip(self._client.spent, before, strict=True))
        if not requests:
            return ()
        tokens = f", {read:,} tokens read and {written:,} written" if read or written else ""
        return (
            f"The reviewer {self._settings.model} was asked {'once' if requests == 1 else f'{requests} times'}{tokens}.",
        )


@lru_cache(maxsize=4)
def reviewer(settings: ReviewerSettings) -> Reviewer:
    """One for each endpoint and run, so that its budget is the run's."""
    return Asked(settings)


def _notice(settings: ReviewerSettings) -> str:
    what = "Whole stories" if settings.reads == STORY else "Flagged sentences"
    if settings.is_local:
        return f"{what} go to {settings.model} at {settings.url}, on this machine."
    way = "" if settings.url.startswith("https:") else ", and unencrypted"
    stay = "`--depth standard` keeps them here."
    return f"{what} leave this machine{way}: they go to {settings.model} at {settings.url}; {stay}"
