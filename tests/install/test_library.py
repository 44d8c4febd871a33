"""tests/install/test_library.py: libafloat as it is installed: symbols, header, pkg-config, examples in C and Python."""
import os
import re
import shutil
import tempfile

from build import installed, migrations, need, sh
from lib import ENGINES, ROOT, WORK, Project, expect, has, same, test

STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Wstrict-prototypes", "-Werror", "-fsyntax-only"]


def tree(*parts):
    return os.path.join(installed(), "usr/local", *parts)


def flags(*words):
    env = {"PKG_CONFIG_PATH": tree("lib/pkgconfig") + os.pathsep + os.environ.get("PKG_CONFIG_PATH", "")}
    return sh("pkg-config", f"--define-variable=prefix={tree()}", *words, "afloat", env=env).stdout.split()


def declared():
    with open(os.path.join(ROOT, "include/afloat.h"), encoding="utf-8") as f:
        text = re.sub(r"/\*.*?\*/", "", f.read(), flags=re.S)
    return sorted(set(re.findall(r"AFLOAT_API[^;]*?(afloat_\w+)\(", text)))


@test()
def the_shared_library_shows_only_its_functions():
    need("nm", "readelf")
    rows = [line.split() for line in sh("nm", "-D", "--defined-only", tree("lib/libafloat.so.0")).stdout.splitlines()]
    same(sorted(r[2].split("@")[0] for r in rows if r[1] == "T"), declared(), "functions")
    same([r[2] for r in rows if r[1] != "T"], ["AFLOAT_0"], "other symbols")
    expect(all(r[2].endswith("@@AFLOAT_0") for r in rows if r[1] == "T"), "a function has no version")
    has(sh("readelf", "-d", tree("lib/libafloat.so.0")).stdout, "soname: [libafloat.so.0]")


@test()
def the_static_library_shows_only_its_functions():
    need("nm")
    rows = sh("nm", "-g", "--defined-only", tree("lib/libafloat.a")).stdout.splitlines()
    same(sorted(r.split()[2] for r in rows if len(r.split()) == 3), declared(), "symbols")


@test()
def the_library_never_exits_by_itself():
    """_exit stands in base/mem.c only, where the trap of the library goes before; no handler, no other folder."""
    need("nm")
    used = {r.split()[-1].split("@")[0] for r in sh("nm", "-D", "-u", tree("lib/libafloat.so.0")).stdout.splitlines()}
    for name in ("exit", "abort", "quick_exit", "signal", "sigaction", "chdir", "fchdir"):
        expect(name not in used, f"{name} is used")


@test()
def the_header_is_pure_c_and_pure_cpp():
    program = os.path.join(WORK, "header.c")
    with open(program, "w", encoding="utf-8") as f:
        f.write("#include <afloat.h>\nint main(void) { struct afloat_options o = AFLOAT_OPTIONS_INIT;"
                "struct afloat_sink s = AFLOAT_SINK_INIT; return (int)(o.size + s.size) * 0; }\n")
    include = "-I" + tree("include")
    for std in ("c99", "c11", "c17"):
        sh("gcc", f"-std={std}", *STRICT, include, program)
    compilers = [c for c in ("g++", "clang++") if shutil.which(c)]
    for compiler in compilers:
        sh(compiler, "-x", "c++", "-std=c++11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", include,
           program)
    if not compilers:
        print("# no C++ compiler: checked as C only", flush=True)


def compile_example(*extra):
    out = os.path.join(WORK, "deploy" + str(len(extra)))
    sh("gcc", "-std=c11", "-D_DEFAULT_SOURCE", "-Wall", "-Wextra", "-Werror", "-o", out,
       tree("share/doc/afloat/examples/c/deploy.c"), *flags("--cflags"), *extra)
    return out


def expect_deployed(command, p, env):
    first = sh(*command, p.url, "migrations", cwd=p.folder, env=env)
    has(first.stdout, "0001 1/1: ", "applied  0002 orders")
    p.write("migrations/0003_bad.sql", "-- afloat:up\nCREATE TABLE users (id integer);\n-- afloat:down\n")
    bad = sh(*command, p.url, "migrations", cwd=p.folder, env=env, ok=False)
    expect(bad.returncode in (6, 7), f"exit {bad.returncode}: {bad.stderr}")
    has(bad.stderr, "AF4101: ", "Nothing of 0003 was kept.")
    expect(p.has_table("orders"), "orders was not made")


def project(engine):
    p = Project(engine)
    migrations(p.folder)
    if engine == "sqlite":
        p.url = "sqlite:" + p.path("app.db")
    return p


@test(*ENGINES)
def the_example_in_c_works(engine):
    need("pkg-config")
    p = project(engine)
    expect_deployed([compile_example(*flags("--libs"))], p, {"LD_LIBRARY_PATH": tree("lib")})


@test()
def the_example_in_c_links_with_the_static_library():
    need("pkg-config")
    libs = [w for w in flags("--static", "--libs") if w != "-lafloat" and not w.startswith("-L" + tree())]
    p = project("sqlite")
    expect_deployed([compile_example(tree("lib/libafloat.a"), *libs)], p, {})


@test(*ENGINES)
def the_example_in_python_works(engine):
    env = {"LIBAFLOAT": tree("lib/libafloat.so.0"), "PYTHONDONTWRITEBYTECODE": "1"}
    expect_deployed(["python3", tree("share/doc/afloat/examples/python/deploy.py")], project(engine), env)


PYTHON = """
import afloat, threading
with afloat.open(url="sqlite:t.db", dir="migrations") as db:
    assert db.up(dry_run=True)["result"] == 0
    assert [m["state"] for m in db.status()["migrations"]] == ["pending", "pending"]
    events = []
    db.up(on_event=events.append, to="0001")
    assert [e["version"] for e in events if e["kind"] == "step_done"] == ["0001"], events
    assert db.run("status", exit_code=True)["result"] == 1
    db.run("up", "1")
    assert db.status()["summary"][0]["pending"] == 0
    try:
        db.run("upp")
    except afloat.Error as e:
        assert e.code == "AF2001" and e.exit_code == 2, e.__dict__
    else:
        raise SystemExit("no error")
    def broken(event):
        raise KeyError("mine")
    try:
        db.down(on_event=broken)
    except KeyError:
        pass
    else:
        raise SystemExit("the exception was lost")
    db.cancel()
    try:
        db.up()
    except afloat.Error as e:
        assert e.exit_code == 130, e.__dict__
try:
    db.status()
except RuntimeError:
    print(afloat.version, "fine")
"""


@test()
def python_sees_results_errors_and_exceptions():
    folder = migrations(tempfile.mkdtemp(dir=WORK))
    env = {"LIBAFLOAT": tree("lib/libafloat.so.0"), "PYTHONPATH": tree("share/doc/afloat/examples/python"),
           "PYTHONDONTWRITEBYTECODE": "1"}
    has(sh("python3", "-c", PYTHON, cwd=folder, env=env).stdout, "0.1.0 fine")


def blocks(language):
    """Examples of docs/LIBRARY.md, without those that are marked as parts."""
    with open(os.path.join(ROOT, "docs/LIBRARY.md"), encoding="utf-8") as f:
        text = re.sub(r"<!-- part -->\n```.*?```", "", f.read(), flags=re.S)
    found = re.findall(rf"^```{language}\n(.*?)^```", text, re.S | re.M)
    expect(found, f"no example in {language}")
    return found


@test()
def the_examples_of_the_documentation_work():
    need("pkg-config")
    env = {"LD_LIBRARY_PATH": tree("lib"), "LIBAFLOAT": tree("lib/libafloat.so.0"), "PYTHONDONTWRITEBYTECODE": "1",
           "PYTHONPATH": tree("share/doc/afloat/examples/python")}
    for text in blocks("c"):
        folder = migrations(tempfile.mkdtemp(dir=WORK))
        with open(folder + "/deploy.c", "w", encoding="utf-8") as f:
            f.write(text)
        sh("gcc", "-Wall", "-Wextra", "-Werror", "-o", "deploy", "deploy.c", *flags("--cflags", "--libs"), cwd=folder)
        sh("./deploy", cwd=folder, env=env)
        has(sh(tree("bin/afloat"), "status", "--url", "sqlite:shop.db", cwd=folder).stdout, "2 applied")
    for text in blocks("python"):
        folder = migrations(tempfile.mkdtemp(dir=WORK))
        has(sh("python3", "-c", text, cwd=folder, env=env).stdout, "applied 0002 orders", "AF4008")


@test()
def the_documentation_names_every_kind_of_event():
    with open(os.path.join(ROOT, "src/base/events.def"), encoding="utf-8") as f:
        kinds = re.findall(r'^EV\(\w+, *"(\w+)"', f.read(), re.M)
    with open(os.path.join(ROOT, "docs/LIBRARY.md"), encoding="utf-8") as f:
        text = f.read()
    missing = [k for k in kinds if f"`{k}`" not in text]
    expect(not missing, f"docs/LIBRARY.md does not know the events {missing}")
