"""tests/install/test_static.py: make STATIC=1, and the container that is made of it."""
import os
import re
import shutil
import stat
import subprocess
import tempfile

from build import migrations, need, sh, static
from lib import LONG, ROOT, SERVER, WORK, Project, Skip, expect, has, test


@test()
def the_static_program_needs_no_library():
    need("file", "ldd")
    afloat, _ = static()
    has(sh("file", "-b", afloat).stdout, "static")
    has(sh("ldd", afloat, ok=False).stdout + sh("ldd", afloat, ok=False).stderr, "statically linked")


@test()
def the_static_program_runs_the_demonstration():
    afloat, _ = static()
    done = sh(afloat, "demo")
    has(done.stdout + done.stderr, "that was afloat")


def check_engine(engine, word):
    afloat, why = static()
    p = Project(engine)
    migrations(p.folder)
    done = sh(afloat, "up", cwd=p.folder, env=p.env, ok=False)
    if f"no {word} client" in done.stderr:
        raise Skip(why or f"the archives of the {word} client are not here")
    expect(done.returncode == 0, done.stderr)
    has(sh(afloat, "status", cwd=p.folder, env=p.env).stdout, "2 applied, 0 pending")
    expect(p.has_table("orders"), "no table orders")
    sh(afloat, "down", "--to", "0", "-y", cwd=p.folder, env=p.env)


@test()
def the_static_program_reaches_postgresql():
    check_engine("postgres", "PostgreSQL")


@test()
def the_static_program_reaches_mariadb():
    check_engine("mariadb", "MySQL and MariaDB")


@test()
def the_static_program_logs_in_to_mysql():
    """MySQL 8 and newer ask for caching_sha2_password, which the linked library does not know by itself."""
    need("mariadb")
    have = subprocess.run([SERVER, "mysql9", "have"], capture_output=True, text=True, check=False)
    if have.returncode:
        lines = (have.stdout + have.stderr).strip().splitlines()
        raise Skip(lines[0] if len(lines) == 1 else "tests/harness/server has no MySQL server")
    afloat, _ = static()
    # A set of its own: beside the two servers that the other tests share.
    env = {**os.environ, "AFLOAT_SERVER_SET": WORK + ".static"}
    started = subprocess.run([SERVER, "mysql9", "start", "--with", str(os.getpid())], stdout=subprocess.PIPE, text=True,
                             env=env, check=False)
    expect(started.returncode == 0, "MySQL did not start")
    env.update(re.findall(r"export (\w+)='(.*)'", started.stdout))
    socket = env["AFLOAT_TEST_MY_SOCKET"]
    try:
        sh("mariadb", "--no-defaults", "-u", "root", "-S", socket, "-e",
           "CREATE USER known@'%' IDENTIFIED BY 'geheim'; GRANT ALL ON *.* TO known@'%';"
           "CREATE USER open@'%' IDENTIFIED BY ''; GRANT ALL ON *.* TO open@'%'")
        here = migrations(tempfile.mkdtemp(dir=WORK))
        for user, code, words in (("known:geheim", 0, "2 pending"), ("known:geheim", 0, "2 pending"),
                                  ("known:wrong", 3, "AF3002"), ("open", 0, "2 pending")):
            done = sh(afloat, "status", "--url", f"mysql://{user}@localhost/test?socket={socket}", cwd=here, ok=False)
            expect(done.returncode == code, f"{user}: exit {done.returncode}\n{done.stderr}")
            has(done.stdout + done.stderr, words)
    finally:
        subprocess.run([SERVER, "mysql9", "stop", env["AFLOAT_TEST_MY_DIR"]], env=env, stdout=subprocess.DEVNULL,
                       check=False)


@test()
def the_static_program_verifies_a_name_by_dns():
    """Host names are looked up by the C library inside: a name that is not there gives an error, not a crash."""
    afloat, _ = static()
    done = sh(afloat, "status", "--url", "postgres://u@no-such-host.invalid/x", cwd=migrations(tempfile.mkdtemp(dir=WORK)),
              ok=False)
    expect(done.returncode in (2, 3), f"exit {done.returncode}: {done.stderr}")
    has(done.stderr, "error[AF")


@test()
def an_engine_that_is_not_in_it_is_named():
    """The same objects, linked as where libpq.a, libpgport.a and libmariadbclient.a are not."""
    afloat, _ = static()
    folder = os.path.join(ROOT, "build/install-without")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(os.path.dirname(afloat), folder)
    again = ("src/engines/postgres/pg_lib.c", "src/engines/postgres/pg_static.c", "src/engines/mysql/my_lib.c")
    sh("make", "-s", "STATIC=1", f"BUILD={folder}", "PG_STATIC_DIR=", "MARIADB_A=", *[w for f in again for w in ("-W", f)])
    here = migrations(tempfile.mkdtemp(dir=WORK))
    for url, product, package in (("postgres://u@localhost/x", "PostgreSQL", "libpq5"),
                                  ("mysql://u@localhost/x", "MySQL and MariaDB", "libmariadb3")):
        done = sh(folder + "/afloat", "status", "--url", url, cwd=here, ok=False)
        expect(done.returncode == 2, f"exit {done.returncode}")
        has(done.stderr, f"error[AF2006]: this static build of afloat has no {product} client in it", "hint:", package)
    sh(folder + "/afloat", "demo")


# --- the container -----------------------------------------------------------------------------


def containerfile():
    """Its steps as pairs (word, rest)."""
    with open(os.path.join(ROOT, "Containerfile"), encoding="utf-8") as f:
        return re.findall(r"^([A-Z]+) +(.*)$", f.read(), re.M)


@test()
def the_container_installs_packages_that_exist():
    need("apt-cache")
    names = [w for word, rest in containerfile() if word == "RUN" and "apt-get" in rest
             for w in rest.split("--no-install-recommends", 1)[1].split()]
    expect(len(names) > 5, f"packages: {names}")
    known = sh("apt-cache", "policy", *names, ok=False).stdout
    if not known.strip():
        raise Skip("apt has no lists of packages")
    for name in names:
        expect(re.search(rf"^{name}:\n.*\n  Candidate: [^(]", known, re.M), f"no package {name}")


@test()
def the_container_has_a_program_that_runs_alone():
    """Rehearses the steps on a copy of the tree, and runs the result with nothing else around it."""
    if not LONG:
        raise Skip("builds the program again: only with --long")
    need("unshare", "chroot")
    probe = subprocess.run(["unshare", "-r", "true"], capture_output=True, check=False)
    if probe.returncode:
        raise Skip("no user namespaces: chroot is not allowed here")
    src = os.path.join(WORK, "src")
    shutil.copytree(ROOT, src, ignore=shutil.ignore_patterns("build", ".git"), symlinks=True)
    for word, rest in containerfile():
        if word == "RUN" and "apt-get" not in rest:
            sh("sh", "-ec", rest.replace("/src", src), cwd=src)
    root = os.path.join(src, "rootfs")
    expect(os.stat(root + "/tmp").st_mode & stat.S_ISVTX, "/tmp is not sticky")
    migrations(root + "/work")
    for args in (["version"], ["demo"], ["up", "--url", "sqlite:/tmp/a.db", "--dir", "/work/migrations"]):
        sh("unshare", "-r", "chroot", root, "/afloat", *args, cwd=root)
    size = os.path.getsize(root + "/afloat")
    print(f"# {size} bytes", flush=True)
    expect(size < 10_000_000, f"the program has {size} bytes")
