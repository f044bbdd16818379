"""The command line. `main` runs one subcommand and gives back its exit code, `run` ends the process with it; the
subcommand's module is loaded when it is chosen.

Exit codes: 0 clean, 1 findings at or above the gate, 2 wrong usage or configuration, 3 something could not be checked.
"""

import os
import sys

COMMANDS = {
    "check": "report what machine translation has done to a story",
    "fix": "carry out the repairs that need no asking, or ask about each",
    "baseline": "write down the findings that are there, so that a gate fails on new ones only",
    "rules": "list the rules",
    "evaluate": "say how often mtcheck is right on data that people have judged",
    "calibrate": "make confidences the probabilities that your editors agree",
    "review": "open stories on a page, decide about findings and save",
    "learn": "propose changes of the profile from what your editors decided",
    "serve": "answer browsers, newsroom systems and programs that speak LanguageTool",
    "lsp": "show findings in a code editor",
    "watch": "poll feeds, and part each into a clean one and a quarantine",
    "archive": "check millions of stories on many machines, and go on after a stop",
    "train": "teach the bundled model your own corrections",
    "trust": "let the profile in a folder use its reviewer and its models",
    "completion": "teach your shell the commands and options",
    "explain": "say what a rule looks for and why, or what became of each finding in a story",
    "new": "begin a rule, or add a phrase, in a checkout",
}
# what brings the libraries that a command needs
EXTRAS = {
    "watch": "watch",
    "archive": "ray",
    "evaluate": "evaluate",
    "calibrate": "evaluate",
    "train": "train",
    "completion": "completion",
    "serve": "serve",
    "lsp": "lsp",
    "review": "serve,watch",
    "learn": "evaluate,watch",
}
CLEAN, FINDINGS, USAGE, UNCHECKED = range(4)
_INTERRUPTED, _PIPE_CLOSED, _TERMINATED = 130, 141, 143  # as a shell numbers the signals


def run() -> int:
    """`main` for a process of its own, which then ends at once: to take an interpreter apart that has checked a story
    takes a twentieth of the time. Gives back the exit code only where somebody still waits for its end.
    """
    import atexit
    import contextlib
    import threading

    code = main()
    if threading.active_count() > 1 or sys.gettrace() is not None or sys.getprofile() is not None:
        return code
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError, OSError):  # closed; what was not written has been told
            stream.flush()
    os._exit(code)


def main(argv: list[str] | tuple[str, ...] | None = None) -> int:
    """Runs the command line, by default this process's, and gives back the exit code.

    Nothing but SystemExit for --help leaves it.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if sys.stdout is None:  # closed; whoever needs it is told so
        sys.stdout = open(os.devnull)  # noqa: SIM115
    try:
        ours = arguments[:1] not in (["--version"], ["-V"]) and _end_in_order()
        try:
            return _run(arguments)
        finally:
            if ours:
                _give_back()
            sys.stdout.flush()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Terminated:
        return _TERMINATED
    except BrokenPipeError:
        from mtcheck.cli.output import silence_stdout

        silence_stdout()
        return _PIPE_CLOSED
    except OSError as error:
        from mtcheck.cli.output import complain, silence_stdout

        said = (error.strerror or str(error)).lower()
        if error.filename is not None:  # a file that nobody has foreseen
            complain(f"{error.filename} cannot be used: {said}.")
            return UNCHECKED
        silence_stdout()
        complain(f"Standard output cannot be written: {said}.")
        return USAGE


class Terminated(BaseException):
    """SIGTERM has come; what is under way is cleared up."""


def _end_in_order() -> bool:
    """SIGTERM unwinds the run, so that no temporary file is left; says whether it does.

    Where a caller has its own way with it, or is no main thread, it stays.
    """
    import signal
    import threading

    def end(number: int, frame: object) -> None:
        raise Terminated

    if (
        threading.current_thread() is not threading.main_thread()
        or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
    ):
        return False
    signal.signal(signal.SIGTERM, end)
    return True


def _give_back() -> None:
    import signal

    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _run(arguments: list[str]) -> int:
    if arguments[:1] in (["--version"], ["-V"]):
        from mtcheck.version import __version__

        print(f"mtcheck {__version__}")
        return CLEAN
    import atexit
    import gc

    from mtcheck.run import garbage

    gc.set_threshold(*garbage.SELDOM)  # from here on, for it looks for it while modules are read, too
    _import_without("dataclasses", "inspect")  # of use only to classes that say nothing about themselves
    from mtcheck.keeping import methods

    keeps = "--no-cache" not in arguments
    if keeps:
        methods.keep()  # before the first class is made
    from mtcheck.cli.parser import parse
    from mtcheck.errors import ConfigError, MtcheckError
    from mtcheck.keeping import tables
    from mtcheck.text import expressions

    atexit.register(gc.freeze)  # an interpreter that ends looks for them three times over: a fifth of a story's time
    try:
        options = parse(arguments)
        if keeps:
            expressions.keep()
            tables.keep(_state)
        code: int = options.run(options)
        for kept in (methods, expressions, tables):
            kept.save()
        return code
    except ModuleNotFoundError as error:
        from mtcheck.cli.output import complain

        command, module = arguments[0], (error.name or "").split(".")[0]
        if module == "mtcheck" or not module:
            raise
        extra = EXTRAS.get(command, "")
        complain(
            f"`mtcheck {command}` needs {module}, which is not installed; run `pip install"
            f' "mtcheck{f"[{extra}]" if extra else ""}"`.'
        )
        return UNCHECKED
    except MtcheckError as error:
        from mtcheck.cli.output import complain

        complain(str(error))
        return USAGE if isinstance(error, ConfigError) else UNCHECKED
    except OSError:
        raise
    except Exception as error:  # exit code 1 would say that something was found
        from mtcheck.cli.output import complain

        complain(_fell_over(error))
        return UNCHECKED


def _import_without(name: str, other: str) -> None:
    """Imports a module of the library in which another, that it imports, is read when something of it is first used."""
    from importlib import import_module
    from types import ModuleType

    if name in sys.modules or other in sys.modules:
        return
    stand_in = ModuleType(other)
    vars(stand_in)["__getattr__"] = lambda attribute: getattr(import_module(other), attribute)
    sys.modules[other] = stand_in
    try:
        import_module(name)
    finally:
        del sys.modules[other]


def _state() -> str:
    """What tables worked out from word lists depend on."""
    from mtcheck.run import signature

    return f"{signature.code()} {signature.lexicons()} {signature.models()}"


def need(*modules: str) -> None:
    """Raises ModuleNotFoundError, of which `main` makes a sentence, for a library that would be missed only later."""
    from importlib.util import find_spec

    for name in modules:
        if find_spec(name) is None:
            raise ModuleNotFoundError(name=name)


def _fell_over(error: Exception) -> str:
    """A sentence about an error that nobody has foreseen, with the place where it came from."""
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}".rstrip(".: ")
    return f"mtcheck crashed ({what}; {os.path.basename(place.filename)}, line {place.lineno}); please report this."
