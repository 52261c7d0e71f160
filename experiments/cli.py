"""``carecap``: one command, its sub-commands, and what happens when something is wrong.

Wrong input, a region folder that cannot be used and an output that cannot be written end with a message and
exit code 2, and nothing is written; Ctrl-C ends with 130 and leaves whole files only.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any

from experiments.commands.help import HELP, MAIN

OF_STUDIES = {
    "sweep": "experiments.commands.sweep",
    "query": "experiments.commands.query",
    "sensitivity": "experiments.commands.sensitivity",
    "optimise": "experiments.commands.optimise",
    "report": "experiments.commands.report_study",
}
"""Command -> module of that family."""
WRONG_INPUT = 2
INTERRUPTED = 130
TERMINATED = 143
WORDS_AT_END = {
    signal.SIGINT: "interrupted; no partial file was left",
    signal.SIGTERM: "ended; no partial file was left",
}
"""Signal that ends a command -> what is said if nobody knows more."""
_loading = threading.Event()
"""Set while the modules of a command are loaded."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one sub-command; returns the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words[0] in {"-V", "--version"}:
        from experiments.provenance import code_version

        return _say(f"carecap {code_version()}")
    if not words or words[0] in {"-h", "--help", "help"}:
        topic = words[1] if len(words) > 1 and words[1] in HELP else ""
        return _say(HELP.get(topic, MAIN))
    command, *rest = words
    if command not in HELP:
        return _unknown_command(command)
    if rest == ["help"] or any(word in {"-h", "--help"} for word in rest):
        return _say(HELP[command])
    if threading.current_thread() is not threading.main_thread():  # nobody can interrupt it
        return _guarded(command, rest)
    _loading.set()
    # a job in the background of a script is deaf to Ctrl-C and stays so
    heard = [number for number in WORDS_AT_END if signal.getsignal(number) not in (signal.SIG_IGN, None)]
    before = {number: signal.signal(number, _end) for number in heard}
    try:
        return _guarded(command, rest)
    except SystemExit as error:  # SIGTERM; whoever cleaned up has noted what is left
        if error.code == TERMINATED:
            told = [*getattr(error, "__notes__", ()), WORDS_AT_END[signal.SIGTERM]]
            print(f"carecap: {told[0]}", file=sys.stderr)
        raise
    finally:
        _loading.clear()
        for number, handler in before.items():
            signal.signal(number, handler)


def _guarded(command: str, rest: Sequence[str]) -> int:
    """Run a sub-command; what its user can put right becomes a message instead of a traceback."""
    from experiments.executors import Unreachable
    from experiments.files import CannotWrite
    from experiments.overrides import BadInput
    from experiments.regions import RegionError
    from experiments.runs import RunFailed
    from experiments.store import StudyError

    function = _command(command)
    _loading.clear()
    try:
        function(rest)
        sys.stdout.flush()
    except BadInput as error:
        return _fail(str(error))
    except RegionError as error:
        return _fail(f"carecap: the region cannot be used; nothing was run or written\n\n{error}")
    except (CannotWrite, RunFailed, StudyError, Unreachable) as error:
        return _fail(f"carecap: {error}")
    except BrokenPipeError:  # the reader, for instance `head`, has seen enough
        _hush()
        return 0
    except OSError as error:  # a file of conf/ that cannot be read, a full disk behind `> file`
        _hush()
        return _fail(f"carecap: {error}")
    except KeyboardInterrupt as error:
        print(f"\ncarecap: {str(error) or WORDS_AT_END[signal.SIGINT]}", file=sys.stderr)
        return INTERRUPTED
    return 0


def _hush() -> None:
    """Nothing more can be printed."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _command(name: str) -> Callable[[Sequence[str]], Any]:
    """The function of a sub-command; what it needs is imported only now."""
    if name in {"run", "compare"}:
        from experiments.commands import study as family
    elif name in OF_STUDIES:
        family = importlib.import_module(OF_STUDIES[name])
    elif name == "elder":
        from experiments.commands import life as family
    elif name == "validate":
        from experiments.commands import hold as family
    elif name == "calibrate":
        from experiments.commands import fit as family
    elif name == "lists":
        from experiments.commands import four as family
    elif name in {"new-region", "check-region"}:
        from experiments.commands import own as family
    else:
        from experiments.commands import lists as family
    return getattr(family, name.replace("-", "_"))  # type: ignore[no-any-return]


def _unknown_command(command: str) -> int:
    import difflib

    near = difflib.get_close_matches(command, HELP, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return _fail(f"carecap: unknown command {command!r}.{hint} Known: {', '.join(HELP)}")


def _end(number: int, frame: Any) -> None:
    """Ctrl-C or SIGTERM: clean up what is staged, end the workers; while modules are loaded leave at once.

    Nothing is written then, and an exception in the middle of an import would come out as another one.
    """
    code = INTERRUPTED if number == signal.SIGINT else TERMINATED
    if _loading.is_set():
        os.write(2, f"\ncarecap: {WORDS_AT_END[signal.Signals(number)]}\n".encode())
        os._exit(code)
    raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(code)


def _say(text: str) -> int:
    print(text.rstrip())
    return 0


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return WRONG_INPUT


if __name__ == "__main__":
    sys.exit(main())
