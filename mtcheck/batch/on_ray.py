"""The parts of an archive on Ray Data, with a pool of actors on this machine or on a cluster: `on_ray`."""

import gc
import logging
import os
import pickle
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from secrets import token_hex
from typing import Any

from mtcheck.batch.plan import Part
from mtcheck.batch.work import Job, Outcome, Worker
from mtcheck.errors import ResourceError
from mtcheck.run import garbage

_BLOCKS = 2_000  # at most; the parts of a block are done one after another
_MEMORY = 128 * 1024 * 1024  # bytes of Ray's object store on this machine; nothing but counts goes through it
_SHOWN = 300  # characters of Ray's message
_STARTS = 4  # attempts to start Ray here: it gives up after 30 seconds, too soon for a busy machine
HERE = "local"


class Actor:
    """A worker in one of Ray's processes."""

    def __init__(self, job: Job) -> None:
        gc.set_threshold(*garbage.SELDOM)
        self._worker = Worker(job)

    def __call__(self, rows: Any) -> Iterator[Any]:
        import pyarrow as pa

        for part in rows["part"].to_pylist():
            yield pa.table({"outcome": [pickle.dumps(self._worker.do(pickle.loads(part)))]})


def on_ray(job: Job, parts: Sequence[Part], workers: int | None, address: str) -> Iterator[Outcome]:
    """What became of each part. `workers`: how many actors; None for one a processor. `address`: of a cluster, or HERE
    for this machine alone.

    A part whose processes kept dying is missing. Raises ResourceError when there is no such cluster, or it goes away.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing leaves the machine that nobody asked for
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    # Ray's ports are open to the network, but useless without the token, which it reads when it is imported.
    if address == HERE and "ray" not in sys.modules:
        os.environ.setdefault("RAY_AUTH_MODE", "token")
        os.environ.setdefault("RAY_AUTH_TOKEN", token_hex(32))
    import ray
    from ray.data import ActorPoolStrategy, DataContext

    _begin(ray, address, workers)
    try:
        context = DataContext.get_current()
        context.enable_progress_bars = False
        context.max_errored_blocks = -1
        there = max(1, int(ray.cluster_resources().get("CPU", 1)))
        count = min(workers or there, len(parts))
        rows = [{"part": pickle.dumps(part)} for part in parts]
        given = ray.data.from_items(rows, override_num_blocks=min(len(parts), _BLOCKS))
        done = given.map_batches(
            Actor,
            fn_constructor_args=(job,),
            batch_size=None,
            batch_format="pyarrow",
            compute=ActorPoolStrategy(min_size=min(count, there), max_size=count, max_tasks_in_flight_per_actor=1),
            num_cpus=1,
        )
        for row in done.iter_rows():
            yield pickle.loads(row["outcome"])
    except Exception as error:  # Ray raises plain Exception for some troubles of a cluster
        raise ResourceError(
            f"Ray stopped: {_said(error)}; what is done is kept, and the same command goes on from there."
        ) from None
    finally:
        ray.shutdown()


def _begin(ray: Any, address: str, workers: int | None) -> None:
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.ERROR)
    more: dict[str, Any] = {}
    if address == HERE:
        more = {"num_cpus": workers, "object_store_memory": _MEMORY, "include_dashboard": False}
    told = signal.getsignal(signal.SIGTERM)
    for again in reversed(range(_STARTS if address == HERE else 1)):
        try:
            ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **more)
            break
        except Exception as error:
            ray.shutdown()
            if again and "timed out" in str(error):
                continue
            what = "Ray cannot start here" if address == HERE else f"There is no Ray cluster at {address}"
            raise ResourceError(f"{what}: {_said(error)}.") from None
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, told)  # Ray takes it for itself


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:_SHOWN].rstrip(".") or type(error).__name__
