"""tests/install/build.py: builds and trees that the tests of the installation share, each made once."""
import functools
import os
import shutil
import subprocess

from lib import ROOT, WORK, Failed, Skip, environment

MULTI = subprocess.run(["gcc", "-print-multiarch"], capture_output=True, text=True, check=False).stdout.strip()


def sh(*command, cwd=ROOT, env=None, ok=True, timeout=580):
    """Runs a command; returns it with its output as text. Fails the test when it fails, unless ok is False."""
    done = subprocess.run(command, cwd=cwd, env={**environment(WORK), **(env or {})}, text=True, check=False,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout)
    if ok and done.returncode:
        raise Failed(f"{' '.join(command)}: exit {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done


def need(*tools):
    for tool in tools:
        if not shutil.which(tool):
            raise Skip(f"no program {tool}")


def make(*words, **options):
    return sh("make", "-s", "-j2", *words, **options)


@functools.cache
def release():
    """The folder of a release build."""
    folder = os.environ.get("AFLOAT_INSTALL_BUILD", os.path.join(ROOT, "build/install"))
    make("MODE=release", f"BUILD={folder}", "all", "lib")
    return folder


def install(dest, *words, goal="install"):
    return make("MODE=release", f"BUILD={release()}", f"DESTDIR={dest}", *words, goal)


@functools.cache
def installed():
    """A tree with everything below PREFIX=/usr/local; do not change it."""
    dest = os.path.join(WORK, "installed")
    install(dest)
    return dest


def files(folder):
    return sorted(os.path.relpath(os.path.join(at, name), folder)
                  for at, _, names in os.walk(folder) for name in names)


@functools.cache
def static():
    """The static program; skips where its archives are not."""
    folder = os.path.join(ROOT, "build/install-static")
    fetched = sh("scripts/static-libs", ok=False)
    for lib_name in ("libsqlite3.a", "libcrypto.a", "libjansson.a", "libutf8proc.a", "libc.a"):
        if not sh("gcc", f"-print-file-name={lib_name}").stdout.startswith("/"):
            raise Skip(f"no {lib_name}")
    make("STATIC=1", f"BUILD={folder}")
    return os.path.join(folder, "afloat"), fetched.stdout.strip()


def migrations(folder):
    os.makedirs(os.path.join(folder, "migrations"), exist_ok=True)
    for i, name in enumerate(("users", "orders"), 1):
        with open(os.path.join(folder, f"migrations/000{i}_{name}.sql"), "w", encoding="utf-8") as f:
            f.write(f"-- afloat:up\nCREATE TABLE {name} (id integer);\n-- afloat:down\nDROP TABLE {name};\n")
    return folder
