"""Asks the reviewer about the flagged sentences of a story or all of them, and puts what is believed of its answers
into a review. `reviewer` is the way in.
"""

from collections.abc import Sequence
from functools import lru_cache

from mtcheck.core import Finding, Report, Skipped
from mtcheck.errors import ResourceError
from mtcheck.profile.above import REVIEWED
from mtcheck.profile.reviewer import STORY, ReviewerSettings
from mtcheck.reviewers.endpoint import anchor, kept, protocol
from mtcheck.reviewers.endpoint.client import Client
from mtcheck.reviewers.endpoint.protocol import Answer, Passage, Unusable
from mtcheck.reviewers.review import Review, Reviewer

_GIVE_UP = 3  # answers in a row that are of no use: the rest of the story is not asked about


class Asked:
    """Asks about what is new in a story; what was answered once is not asked for again, in this run or, where answers
    are kept, in a later one.
    """

    rules: tuple[str, ...] = (REVIEWED.id,)

    def __init__(self, settings: ReviewerSettings) -> None:
        self.notice = _notice(settings)
        self._settings = settings
        self._client = Client(settings)
        self._known: dict[str, Answer] = {}

    def review(self, report: Report, flagged: Sequence[Finding]) -> Review:
        """Raises ResourceError when nothing at all could be asked; what was answered before it failed is kept."""
        doc = report.document
        places = anchor.places(doc, flagged, self._settings.send_context, whole=self._settings.reads == STORY)
        spent = self._client.spent
        reason = self._learn(list({place.passage.key: place.passage for place in places}.values()))
        answered = [(place, self._known[place.passage.key]) for place in places if place.passage.key in self._known]
        if reason and not answered:
            raise ResourceError(" ".join((reason, *self._account(spent))))
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

    def _learn(self, passages: Sequence[Passage]) -> str:
        """Gets the answers that are not known yet, from earlier runs or the endpoint; why some are missing afterwards,
        or nothing.
        """
        unknown = [passage for passage in passages if passage.key not in self._known]
        if not unknown:
            return ""
        reason, useless = "", 0
        with kept.answers(self._settings) as answers:
            self._known.update(
                (passage.key, answer) for passage in unknown if (answer := answers.get(passage)) is not None
            )
            new = [passage for passage in unknown if passage.key not in self._known]
            for at in range(0, len(new), self._settings.batch_size):
                batch = new[at : at + self._settings.batch_size]
                try:
                    said = protocol.parse(self._client.ask(protocol.messages(batch), protocol.SCHEMA), batch)
                except Unusable as error:
                    reason, useless = str(error), useless + 1
                    if useless >= _GIVE_UP:
                        break
                    continue
                except ResourceError as error:
                    reason = str(error)
                    break
                useless = 0
                self._known.update((passage.key, answer) for passage, answer in zip(batch, said, strict=True))
                answers.put(batch, said)
        return reason

    def _account(self, before: "tuple[int, int, int]") -> tuple[str, ...]:
        requests, read, written = (now - then for now, then in zip(self._client.spent, before, strict=True))
        if not requests:
            return ()
        tokens = f", {read:,} tokens read and {written:,} written" if read or written else ""
        return (
            (
                f"The reviewer {self._settings.model} was asked"
                f" {'once' if requests == 1 else f'{requests} times'}{tokens}."
            ),
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
