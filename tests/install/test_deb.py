"""tests/install/test_deb.py: scripts/package-deb: build, contents, installation in a root of its own, removal."""
import functools
import glob
import hashlib
import os
import re
import shutil
import tempfile

from build import MULTI, files, need, release, sh
from lib import ROOT, WORK, expect, has, same, test

PACKAGES = ("afloat", "libafloat0", "libafloat-dev")


@functools.cache
def packages():
    """Path of each package by its name."""
    need("dpkg-deb", "dpkg-shlibdeps", "dpkg-architecture", "strip")
    sh("scripts/package-deb", "build/deb", env={"BUILD": release()})
    made = {os.path.basename(p).split("_")[0]: p for p in glob.glob(os.path.join(ROOT, "build/deb/*.deb"))}
    same(sorted(made), sorted(PACKAGES), "packages")
    return made


def contents(name):
    rows = sh("dpkg-deb", "-c", packages()[name]).stdout.splitlines()
    return {r.split(None, 5)[5].split(" -> ")[0]: r for r in rows}


def field(name, key):
    return sh("dpkg-deb", "-f", packages()[name], key).stdout.strip()


@test()
def each_package_has_its_files():
    lib = f"./usr/lib/{MULTI}/"
    wanted = {"afloat": ["./usr/bin/afloat", "./usr/share/doc/afloat/README.md"],
              "libafloat0": [lib + "libafloat.so.0", lib + "libafloat.so.0.1.0"],
              "libafloat-dev": ["./usr/include/afloat.h", lib + "libafloat.a", lib + "libafloat.so",
                                lib + "pkgconfig/afloat.pc", "./usr/share/doc/libafloat-dev/LIBRARY.md",
                                "./usr/share/doc/libafloat-dev/examples/c/deploy.c"]}
    seen = {}
    for name, paths in wanted.items():
        got = contents(name)
        for path in [*paths, f"./usr/share/doc/{name}/copyright", f"./usr/share/doc/{name}/changelog.gz"]:
            expect(path in got, f"{path} is not in {name}")
        for path, row in got.items():
            expect(" root/root " in row, f"not of root: {row}")
            if not path.endswith("/"):
                expect(path not in seen, f"{path} is in {name} and {seen.get(path)}")
                seen[path] = name


@test()
def each_package_says_what_it_needs():
    for name in ("afloat", "libafloat0"):
        has(field(name, "Depends"), "libc6", "libsqlite3-0", "libjansson4", "libssl3")
        has(field(name, "Recommends"), "libpq5", "libmariadb3")
    has(field("libafloat-dev", "Depends"), f"libafloat0 (= {field('libafloat0', 'Version')})", "libssl-dev")
    for name in PACKAGES:
        expect(re.fullmatch(r"[\w.+~-]+", field(name, "Version")), "version")
        for key in ("Architecture", "Maintainer", "Installed-Size", "Section", "Description"):
            expect(field(name, key), f"{name} has no {key}")


@test()
def the_packages_unpack_and_the_program_runs():
    root = os.path.join(WORK, "unpacked")
    for path in packages().values():
        sh("dpkg", "-x", path, root)
    has(sh(root + "/usr/bin/afloat", "version").stdout, "afloat 0.1.0")
    done = sh(root + "/usr/bin/afloat", "demo")
    has(done.stdout + done.stderr, "that was afloat")
    env = {"LIBAFLOAT": f"{root}/usr/lib/{MULTI}/libafloat.so.0",
           "PYTHONPATH": root + "/usr/share/doc/libafloat-dev/examples/python", "PYTHONDONTWRITEBYTECODE": "1"}
    has(sh("python3", "-c", "import afloat; print(afloat.version)", env=env).stdout, "0.1.0")
    for line in sh("sh", "-c", "for f in *; do dpkg-deb -I \"$f\" md5sums; done", cwd=ROOT + "/build/deb").stdout.split("\n"):
        if line:
            want, path = line.split("  ", 1)
            with open(os.path.join(root, path), "rb") as f:
                same(hashlib.md5(f.read()).hexdigest(), want, path)


@test()
def the_packages_install_and_go_without_a_trace():
    """In a database of dpkg's own; what they depend on is not there, so it is told not to mind."""
    root = tempfile.mkdtemp(dir=WORK)
    for folder in ("var/lib/dpkg/info", "var/lib/dpkg/updates", "var/lib/dpkg/triggers", "var/log"):
        os.makedirs(os.path.join(root, folder))
    for name in ("status", "available"):
        open(os.path.join(root, "var/lib/dpkg", name), "w", encoding="utf-8").close()
    before = [f for f in files(root) if not f.startswith("var/")]
    tool = [] if os.geteuid() == 0 else ["fakeroot"]
    need(*tool)
    dpkg = [*tool, "dpkg", f"--root={root}", "--force-depends", "--force-not-root", "--force-bad-path",
            "--force-script-chrootless", "--no-triggers", "--log=/dev/null"]
    sh(*dpkg, "-i", *packages().values(), env={"PATH": os.environ["PATH"] + ":/usr/sbin:/sbin"})
    listed = sh("dpkg-query", f"--admindir={root}/var/lib/dpkg", "-L", "afloat").stdout
    has(listed, "/usr/bin/afloat")
    done = sh(root + "/usr/bin/afloat", "demo")
    has(done.stdout + done.stderr, "that was afloat")
    sh(*dpkg, "-P", *PACKAGES, env={"PATH": os.environ["PATH"] + ":/usr/sbin:/sbin"})
    same([f for f in files(root) if not f.startswith("var/")], before, "files that are left")


@test()
def the_same_tree_gives_the_same_packages():
    first = {n: open(p, "rb").read() for n, p in packages().items()}
    sh("scripts/package-deb", "build/deb-again", env={"BUILD": release()})
    for name, path in packages().items():
        with open(os.path.join(ROOT, "build/deb-again", os.path.basename(path)), "rb") as f:
            expect(f.read() == first[name], f"{name} has other bytes")
    shutil.rmtree(os.path.join(ROOT, "build/deb-again"))


@test()
def lintian_finds_no_error():
    need("lintian")
    # Who builds the packages says who they are with DEBEMAIL.
    done = sh("lintian", "--fail-on", "error", "--suppress-tags", "bogus-mail-host,bogus-mail-host-in-debian-changelog",
              *packages().values(), ok=False)
    expect(done.returncode == 0, done.stdout + done.stderr)
