"""afloat.py: database migrations from Python, by libafloat and ctypes. Copy this file into a project.

    import afloat

    with afloat.open(url="sqlite:app.db", dir="migrations") as db:
        db.up(on_event=print)                     # work in progress, as it happens
        print(db.status()["summary"])             # records by name, each a list

A failure raises afloat.Error with code, message, file, line, database, hint, committed, next, exit_code.
The library is looked for as libafloat.so.0, or where the variable LIBAFLOAT says.
"""
import ctypes
import json
import os
from ctypes import CFUNCTYPE, POINTER, byref, c_char_p, c_int, c_int64, c_size_t, c_void_p

_TEXT, _NUMBER = c_char_p, c_int64


class _Options(ctypes.Structure):
    _fields_ = [("size", c_size_t)] + [(n, _TEXT) for n in ("url", "env", "dir", "config", "format_files")]


class _Option(ctypes.Structure):
    _fields_ = [("name", _TEXT), ("value", _TEXT)]


class _Event(ctypes.Structure):
    _fields_ = ([("size", c_size_t)] + [(n, _TEXT) for n in ("kind", "version", "name", "text")] +
                [(n, _NUMBER) for n in ("step", "steps", "n", "total", "ms")])


class _Error(ctypes.Structure):
    _fields_ = [("size", c_size_t), ("code", _TEXT), ("slug", _TEXT), ("message", _TEXT), ("file", _TEXT),
                ("line", _NUMBER), ("column", _NUMBER), ("excerpt", _TEXT), ("database", _TEXT),
                ("sqlstate", _TEXT), ("native_code", _NUMBER), ("detail", _TEXT), ("hint", _TEXT),
                ("committed", _TEXT), ("next", _TEXT), ("exit_code", _NUMBER)]


_ON_RECORD = CFUNCTYPE(None, c_void_p, c_void_p)
_ON_EVENT = CFUNCTYPE(None, c_void_p, POINTER(_Event))
_ON_ASK = CFUNCTYPE(c_int, c_void_p, c_char_p)


class _Sink(ctypes.Structure):
    _fields_ = [("size", c_size_t), ("data", c_void_p), ("record", _ON_RECORD), ("event", _ON_EVENT),
                ("ask", _ON_ASK)]


def _load():
    lib = ctypes.CDLL(os.environ.get("LIBAFLOAT", "libafloat.so.0"))
    lib.afloat_version.restype = c_char_p
    lib.afloat_open.restype = c_void_p
    lib.afloat_open.argtypes = [POINTER(_Options)]
    lib.afloat_close.argtypes = lib.afloat_cancel.argtypes = [c_void_p]
    lib.afloat_close.restype = lib.afloat_cancel.restype = None
    lib.afloat_last_error.restype = POINTER(_Error)
    lib.afloat_last_error.argtypes = [c_void_p]
    lib.afloat_run.argtypes = [c_void_p, c_char_p, POINTER(_Option), c_size_t, POINTER(_Sink)]
    lib.afloat_record_name.restype = lib.afloat_record_json.restype = c_char_p
    lib.afloat_record_name.argtypes = lib.afloat_record_json.argtypes = [c_void_p]
    return lib


_lib = _load()
version = _lib.afloat_version().decode()


def _plain(struct):
    """A struct as a dictionary with texts decoded."""
    out = {name: getattr(struct, name) for name, _ in struct._fields_ if name != "size"}
    return {k: v.decode("utf-8", "replace") if isinstance(v, bytes) else v for k, v in out.items()}


class Error(Exception):
    """Why a call failed: the attributes are those of struct afloat_error."""

    def __init__(self, parts):
        super().__init__(f"{parts['code']}: {parts['message']}")
        self.__dict__.update(parts)


class Handle:
    """A database and a folder of migrations. Used by one thread at a time; cancel() from any."""

    def __init__(self, **options):
        given = {k: os.fspath(v).encode() for k, v in options.items() if v is not None}
        self._handle = _lib.afloat_open(byref(_Options(size=ctypes.sizeof(_Options), **given)))
        if not self._handle:
            raise MemoryError("afloat_open")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        handle, self._handle = self._handle, None
        _lib.afloat_close(handle)

    def cancel(self):
        """The call under way stops at a safe point and raises Error with exit_code 130."""
        _lib.afloat_cancel(self._handle)

    def run(self, command, *plain, on_event=None, ask=None, **options):
        """Runs a command; returns its records by name, and the result as "result": 0, or 1 for a no.

        run("up", to="0003", dry_run=True) is "afloat up --to 0003 --dry-run".
        """
        out, events, questions = {}, on_event or (lambda e: None), ask or (lambda q: False)
        raised = []

        def guarded(f):
            def call(*args):
                try:
                    return f(*args)
                except BaseException as e:  # it must not cross the C frames
                    raised.append(e)
                    self.cancel()
                    return 0
            return call

        def record(_, r):
            out.setdefault(_lib.afloat_record_name(r).decode(), []).append(json.loads(_lib.afloat_record_json(r)))

        sink = _Sink(ctypes.sizeof(_Sink), None, _ON_RECORD(guarded(record)),
                     _ON_EVENT(guarded(lambda _, e: events(_plain(e.contents)))) if on_event else _ON_EVENT(),
                     _ON_ASK(guarded(lambda _, q: int(questions(q.decode())))) if ask else _ON_ASK())
        words = [_Option(None, os.fspath(p).encode()) for p in plain]
        words += [_Option(k.replace("_", "-").encode(), None if v is True else str(v).encode())
                  for k, v in options.items() if v is not None and v is not False]
        result = _lib.afloat_run(self._handle, command.encode(), (_Option * len(words))(*words), len(words),
                                 byref(sink))
        if raised:
            raise raised[0]
        if result < 0:
            raise RuntimeError("the handle is closed or at work")
        failure = _lib.afloat_last_error(self._handle)
        if failure:
            raise Error(_plain(failure.contents))
        out["result"] = result
        return out

    def status(self):
        return self.run("status")

    def plan(self, **options):
        return self.run("plan", **options)

    def up(self, on_event=None, **options):
        return self.run("up", on_event=on_event, **options)

    def down(self, on_event=None, **options):
        return self.run("down", on_event=on_event, **options)


def open(url=None, env=None, dir=None, config=None, format_files=None):  # pylint: disable=redefined-builtin
    """A handle; what is not given comes from where "afloat" itself takes it."""
    return Handle(url=url, env=env, dir=dir, config=config, format_files=format_files)
