"""tests/install/test_install.py: make install, uninstall, dist; the installed program; sizes and start."""
import hashlib
import os
import shutil
import tarfile
import tempfile
import time

from build import files, install, installed, make, migrations, need, release, sh
from lib import ROOT, WORK, Skip, expect, has, same, test

WANTED = ["bin/afloat", "include/afloat.h", "lib/libafloat.a", "lib/libafloat.so", "lib/libafloat.so.0",
          "lib/libafloat.so.0.1.0", "lib/pkgconfig/afloat.pc", "share/doc/afloat/LICENSE", "share/doc/afloat/README.md",
          "share/doc/afloat/LIBRARY.md", "share/doc/afloat/examples/c/deploy.c",
          "share/doc/afloat/examples/python/afloat.py", "share/doc/afloat/examples/python/deploy.py",
          "share/man/man1/afloat.1", "share/man/man1/afloat-up.1", "share/man/man5/afloat.toml.5",
          "share/man/man3/libafloat.3",
          "share/bash-completion/completions/afloat", "share/zsh/site-functions/_afloat",
          "share/fish/vendor_completions.d/afloat.fish"]
# One for each command, and each page of docs/ that is for users.
MAY = ("share/man/man1/afloat-", "share/doc/afloat/")


@test()
def the_list_of_installed_files_is_right():
    got = files(installed())
    for path in WANTED:
        expect("usr/local/" + path in got, f"{path} is not installed: {got}")
    for path in got:
        rest = path.removeprefix("usr/local/")
        expect(rest in WANTED or rest.startswith(MAY), f"{path} should not be there")
    for path in got:
        mode = os.lstat(os.path.join(installed(), path)).st_mode & 0o777
        expect(mode in (0o755, 0o777) if path.endswith(("bin/afloat", ".so", ".so.0")) else mode == 0o644,
               f"{path} has mode {mode:o}")


def digest(folder):
    return {p: hashlib.sha256(open(os.path.join(folder, p), "rb").read()).hexdigest() for p in files(folder)}


@test()
def installing_twice_gives_the_same_bytes():
    other = os.path.join(WORK, "again")
    install(other)
    same(digest(other), digest(installed()), "files")


@test()
def uninstall_leaves_nothing():
    dest = os.path.join(WORK, "gone")
    install(dest)
    theirs = os.path.join(dest, "usr/local/lib/theirs.so")
    open(theirs, "w", encoding="utf-8").close()
    install(dest, goal="uninstall")
    same(files(dest), ["usr/local/lib/theirs.so"], "files that are left")
    expect(not os.path.exists(os.path.join(dest, "usr/local/share/doc/afloat")), "the folder of the documents is left")


@test()
def folders_can_be_chosen():
    dest = os.path.join(WORK, "chosen")
    install(dest, "PREFIX=/opt/a", "libdir=/opt/a/lib64", "mandir=/opt/m")
    with open(os.path.join(dest, "opt/a/lib64/pkgconfig/afloat.pc"), encoding="utf-8") as f:
        has(f.read(), "prefix=/opt/a\n", "libdir=${prefix}/lib64\n", "includedir=${prefix}/include\n", "Version: 0.1.0\n")


@test()
def nothing_is_written_outside_destdir():
    need("strace")
    log = os.path.join(WORK, "trace")
    dest = os.path.join(WORK, "traced")
    sh("strace", "-f", "-o", log, "-e", "trace=openat,creat,mkdir,mkdirat,rename,renameat2,symlink,symlinkat,unlinkat",
       "make", "-s", "MODE=release", f"BUILD={release()}", f"DESTDIR={dest}", "install")
    with open(log, encoding="utf-8", errors="replace") as f:
        for line in f:
            if " = -1 " in line or ("openat" in line and not any(w in line for w in ("O_WRONLY", "O_RDWR", "O_CREAT"))):
                continue
            paths = [p for p in line.split('"')[1::2] if p.startswith("/")]
            for path in paths:
                expect(path.startswith((dest, release(), "/dev/", "/tmp/", WORK)), f"written: {line}")


@test()
def the_installed_program_runs_from_a_read_only_folder():
    afloat = os.path.join(installed(), "usr/local/bin/afloat")
    folder = migrations(tempfile.mkdtemp(dir=WORK))
    data = tempfile.mkdtemp(dir=WORK)
    for at, dirs, names in os.walk(folder):
        for name in names:
            os.chmod(os.path.join(at, name), 0o444)
    os.chmod(os.path.join(folder, "migrations"), 0o555)
    os.chmod(folder, 0o555)
    try:
        if os.geteuid():
            expect(not os.access(folder, os.W_OK), "the folder can be written")
        env = {"AFLOAT_URL": f"sqlite:{data}/app.db"}
        has(sh(afloat, "status", cwd=folder, env=env).stdout, "0 applied, 2 pending")
        sh(afloat, "up", cwd=folder, env=env)
        has(sh(afloat, "status", cwd=folder, env=env).stdout, "2 applied, 0 pending")
        same(os.listdir(folder), ["migrations"], "the folder")
    finally:
        os.chmod(folder, 0o755)
        os.chmod(os.path.join(folder, "migrations"), 0o755)


@test()
def the_archive_of_the_source_is_the_committed_tree():
    if not os.path.isdir(os.path.join(ROOT, ".git")) and not os.path.isfile(os.path.join(ROOT, ".git")):
        raise Skip("not a git clone")
    make("dist")
    path = os.path.join(ROOT, "build/afloat-0.1.0.tar.gz")
    with open(path, "rb") as f:
        first = f.read()
    with tarfile.open(path) as t:
        names = t.getnames()
    for name in ("Makefile", "include/afloat.h", "src/main.c", "LICENSE"):
        expect(f"afloat-0.1.0/{name}" in names, f"{name} is not in the archive")
    expect(all(n.startswith("afloat-0.1.0") for n in names), "a path is outside the folder")
    time.sleep(1.1)
    make("dist")
    with open(path, "rb") as f:
        expect(f.read() == first, "a second archive has other bytes")


@test()
def program_and_library_are_small():
    need("strip")
    total = 0
    for name in ("bin/afloat", "lib/libafloat.so.0.1.0", "lib/libafloat.a"):  # the last is for who builds with it
        copy = os.path.join(WORK, "small")
        shutil.copy(os.path.join(installed(), "usr/local", name), copy)
        sh("strip", "--strip-debug" if name.endswith(".a") else "--strip-unneeded", copy)
        size = os.path.getsize(copy)
        print(f"# {name}: {size} bytes", flush=True)
        total += 0 if name.endswith(".a") else size
    expect(total <= 5_000_000, f"{total} bytes are more than 5 MB")


def cpu_ms(*command):
    """Processor time: what the machine does beside has little part in it."""
    child = os.posix_spawn(command[0], command, {"PATH": os.environ["PATH"]},
                           file_actions=[(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)])
    _, status, used = os.wait4(child, 0)
    same(status, 0, "exit")
    return (used.ru_utime + used.ru_stime) * 1000


@test()
def the_program_starts_at_once():
    afloat = os.path.join(installed(), "usr/local/bin/afloat")
    linked = sh("ldd", afloat).stdout
    expect("libpq" not in linked and "libmariadb" not in linked, f"client libraries are linked:\n{linked}")
    ms = min(cpu_ms(afloat, "--version") for _ in range(20))
    print(f"# {ms:.1f} ms of processor time", flush=True)
    expect(ms <= 4, f"{ms:.1f} ms")
