"""Environments: where the database comes from, protected = true, role, several projects in one database."""
import os
import time

from lib import (AFLOAT, CANARY, ENGINES, Project, environment, expect, has, has_not, same, server,
                 test)


def parts(engine, p, **more):
    """The connection of a project as keys of a table."""
    keys = {"engine": f'"{engine}"'}
    if engine == "sqlite":
        keys["database"] = '"app.db"'
    else:
        s = server(engine)
        keys["database"] = f'"{p.database}"'
        keys["socket"] = f'"{s.folder}"' if engine == "postgres" else f'"{s.folder}/my.sock"'
        keys["user"] = '"afloat"' if engine == "postgres" else '"root"'
        if engine == "postgres":
            keys["port"] = "5432"
    keys.update(more)
    return "".join(f"{k} = {v}\n" for k, v in keys.items() if v is not None)


def without_url(p):
    p.env.pop("AFLOAT_URL", None)
    return p


def with_login(engine, password=CANARY, rights=True):
    """A login with a password of its own. The servers trust it on the socket: PostgreSQL does not look."""
    p = without_url(Project(engine).tables(1))
    user = f"u{p.database}"
    if engine == "postgres":
        p.sql(f"CREATE ROLE {user} LOGIN SUPERUSER PASSWORD '{password}'")
    else:
        p.sql(f"CREATE USER {user}@localhost IDENTIFIED BY '{password}'")
        if rights:
            p.sql(f"GRANT ALL ON *.* TO {user}@localhost WITH GRANT OPTION")
    return p, user


# --- the connection --------------------------------------------------------------------------------


@test(*ENGINES)
def parts_of_a_connection(engine):
    p = without_url(Project(engine).tables(1))
    p.config("[env.x]\n" + parts(engine, p))
    p.run("up", "-e", "x").exits(0, "[env.x] in afloat.toml")
    expect(p.has_table("t1"), "no table")
    p.run("status", env={"AFLOAT_ENV": "x"}).exits(0, "1 applied")
    p.config("[env.x]\n" + parts(engine, p, database='{ env = "THE_DB" }'))
    name = "app.db" if engine == "sqlite" else p.database
    p.run("status", "-e", "x", env={"THE_DB": name}).exits(0, "1 applied")
    p.run("status", "-e", "x").exits(2, "AF2002", "THE_DB", "is not set")


@test()
def parts_that_do_not_fit():
    p = without_url(Project().tables(1))
    for text, part in (('host = "h"\n', "no engine"), ('engine = "oracle"\n', "not sqlite, postgres or mysql"),
                       ('engine = "sqlite"\n', "names no database"), ('url = "sqlite:a"\nhost = "h"\n', "both url and engine"),
                       ('engine = "postgres"\nport = 0\n', "65535"), ('engine = "postgres"\nhost = "a,b"\n', "more than one host")):
        p.config("[env.x]\n" + text).run("up", "-e", "x").exits(2, part)
    p.config('[env.x]\nengine = "sqlite"\ndatabase = "x.db"\nlock_timeout = { env = "LT" }\n')
    p.run("status", "-e", "x").exits(2, "LT", "is not set", "lock_timeout")
    p.run("status", "-e", "x", env={"LT": "soon"}).exits(2, "AF2004", "LT", "50ms")
    p.run("status", "-e", "x", env={"LT": "2s"}).exits(0)
    p.run("status", env={"AFLOAT_ENV": "y"}).exits(2, "AF2005")


@test("mariadb")
def password_from_everywhere(engine):
    p, user = with_login(engine)
    base = "[env.x]\n" + parts(engine, p, user=f'"{user}"')
    p.write("secret", CANARY + "\nsecond line\n")
    p.write("tell.sh", f"#!/bin/sh\necho noise {CANARY} >&2\necho {CANARY}\necho more\n")
    os.chmod(p.path("tell.sh"), 0o755)
    for extra, env in ((f'password = "{CANARY}"', {}), ('password = { env = "PW" }', {"PW": CANARY}),
                       ('password_file = "secret"', {}), ('password_command = ["./tell.sh"]', {}),
                       ('password_command = "./tell.sh | cat"', {}), ('password_command = ["echo", "' + CANARY + '"]', {})):
        r = p.config(base + extra + "\n").run("status", "-v", "-e", "x", env=env).exits(0, user)
        has_not(r.all, CANARY)
    r = p.config(base + 'password_file = "gone"\n').run("up", "-e", "x").exits(2, "AF2040", "password_file", "gone")
    for command, part in (('"echo ' + CANARY + ' >&2; exit 4"', "status 4"), ('["/no/such"]', "/no/such"), ('"true"', "nothing"),
                          ('"printf \'\\\\n%s\' ' + CANARY + '"', "nothing")):
        r = p.config(base + f"password_command = {command}\n").run("up", "-e", "x").exits(2, "AF2040", "password_command", part)
        has_not(r.all, CANARY)
    start = time.monotonic()
    p.config(base + 'password_command = "sleep 20"\ncommand_timeout = "200ms"\n')
    p.run("up", "-e", "x").exits(2, "AF2040", "did not end in time")
    expect(time.monotonic() - start < 8, "it took too long")
    p.config(base + 'password = "wrong"\n').run("up", "-e", "x").exits(3, "AF3002")
    p.config(base + 'password = "a"\npassword_file = "b"\n').run("up", "-e", "x").exits(2, "both password and password_file")


@test()
def commands_run_only_for_the_database():
    p = without_url(Project().tables(1))
    p.config('default_env = "x"\n[env.x]\nurl_command = "touch ran; echo sqlite:app.db"\n')
    p.run("new", "something").exits(0)
    expect(not os.path.exists(p.path("ran")), "new has run the command")
    p.run("status").exits(0, "url_command")
    expect(os.path.exists(p.path("ran")), "status has not run it")
    p.write("where", "sqlite:other.db\nx\n").config('default_env = "x"\n[env.x]\nurl_file = "where"\n')
    p.run("up").exits(0, "sqlite:other.db", "url_file")
    p.config('default_env = "x"\n[env.x]\nurl_command = "exit 1"\n').run("up").exits(2, "AF2040", "url_command")
    p.config('default_env = "x"\n[env.x]\nurl_file = "nowhere"\n').run("up").exits(2, "AF2040", "url_file")


@test("mariadb")
def option_file(engine):
    p, user = with_login(engine)
    s = server(engine)
    cnf = os.path.join(p.home, ".my.cnf")

    def write(text, mode=0o600):
        with open(cnf, "w", encoding="utf-8") as f:
            f.write(text)
        os.chmod(cnf, mode)

    full = f"[client]\nuser = {user}\npassword=\"{CANARY}\"\nsocket = {s.folder}/my.sock\nssl_mode = DISABLED\nskip-thing\n[mysql]\nuser=x\n"
    write(full)
    p.env["DATABASE_URL"] = f"mysql:///{p.database}"
    has_not(p.run("status", "-v").exits(0, user).all, CANARY, "warning")
    write(full, 0o644)
    has_not(p.run("status", "-v").exits(0, "can be read by others", "chmod 600").all, CANARY)
    write(full, 0o666)
    r = p.run("status", "-v", env={"DATABASE_URL": f"mysql://{user}@localhost/{p.database}?socket={s.folder}/my.sock"})
    has_not(r.exits(3, "everybody can write").all, CANARY)
    write("[client]\npassword = wrong\n[afloat]\npassword = " + CANARY + f"\nuser = {user}\nsocket = {s.folder}/my.sock\n")
    p.run("status").exits(0)
    # what is given goes before it, and a password is not taken for another user
    p.env["DATABASE_URL"] = f"mysql://root@localhost/{p.database}?socket={s.folder}/my.sock"
    p.run("status", "-v").exits(0, 'user "root')
    write("[client\nuser = x\n")
    has_not(p.run("status").exits(0, "line 1 is not understood").all, CANARY)


@test()
def variables_for_keys_and_flags():
    p = Project().tables(1)
    p.write("other/0001_x.sql", "-- afloat:up\nCREATE TABLE x (i int);\n")
    p.run("up", "-n", env={"AFLOAT_DIR": "other"}).exits(0, "CREATE TABLE x")
    p.run("up", "-n", "--dir", "migrations", env={"AFLOAT_DIR": "other"}).exits(0, "CREATE TABLE t1")
    p.run("up", env={"AFLOAT_DRY_RUN": "1"}).exits(0)
    expect(not os.path.exists(p.path("app.db")), "it was no dry run")
    same(p.run("status", env={"AFLOAT_JSON": "true"}).exits(0).json["migrations"][0]["version"], "0001")
    has(p.run("status", env={"AFLOAT_COLOR": "always"}).exits(0).out, "\x1b[")
    has_not(p.run("status", "--color", "never", env={"AFLOAT_COLOR": "always"}).exits(0).out, "\x1b[")
    p.run("status", env={"AFLOAT_COLOR": "pink"}).exits(2)
    p.run("status", env={"AFLOAT_QUIET": "perhaps"}).exits(2, "AFLOAT_QUIET")
    p.run("status", env={"AFLOAT_LOCK_WAIT": "soon"}).exits(2, "AFLOAT_LOCK_WAIT", "5min")
    p.run("status", env={"AFLOAT_PROTECTED": "maybe"}).exits(2, "AFLOAT_PROTECTED")
    p.run("up", env={"AFLOAT_HISTORY_PREFIX": "my_", "AFLOAT_PROJECT": "shop"}).exits(0)
    same(p.sql("SELECT project FROM my_history"), [["shop"]])
    p.write(".env", "AFLOAT_HISTORY_PREFIX=my_\n")
    p.run("status", env={"AFLOAT_PROJECT": "shop"}).exits(0, "1 applied")


# --- protected ---------------------------------------------------------------------------------------


def protected():
    p = without_url(Project().tables(2))
    return p.config('default_env = "prod"\n[env.prod]\nurl = "sqlite:app.db"\nprotected = true\n')


@test()
def protected_needs_its_name():
    p = protected()
    for args in (["up"], ["up", "-y"], ["baseline"], ["baseline", "-y", "0001"]):
        p.run(*args).exits(4, "AF4040", "--confirm prod", "-y is not enough", "Nothing was changed")
    p.run("up", "--confirm", "staging").exits(4, "AF4040", "staging")
    p.run("up", "-n").exits(0)
    p.run("plan").exits(0)
    p.run("status").exits(0)
    p.run("up", "--confirm", "prod").exits(0)
    p.run("up").exits(0, "up to date")
    p.run("down").exits(4, "AF4040")
    p.run("down", "-n").exits(0)
    p.run("down", env={"AFLOAT_CONFIRM": "prod"}).exits(0)
    p.run("repair", "0001", "--mark", "not-applied", "--reason", "x").exits(4, "AF4040")
    p.run("repair", "0001", "--mark", "not-applied", "--reason", "x", "--confirm", "prod").exits(0)


@test()
def protected_asks_on_a_terminal():
    import lib
    p = protected()
    code, text = typed(p, ["up"], b"prod\n")
    expect(code == 0, text)
    has(text, "is protected", "sqlite:app.db")
    for answer in (b"y\n", b"pro\n", b"\n", b"PROD\n"):
        code, text = typed(p, ["down"], answer)
        expect(code == 4, text)
        has(text, "AF4040")
    same(lib.Project.applied(p), ["0001", "0002"])


def typed(p, args, answer):
    """As lib.on_terminal, for a question that wants a word."""
    import pty
    import select
    import subprocess
    master, slave = pty.openpty()
    done = subprocess.Popen([AFLOAT, *args], cwd=p.folder, env=environment(p.home, p.env), stdin=slave, stdout=slave,
                            stderr=slave)
    os.close(slave)
    text, end = b"", time.monotonic() + 20
    while time.monotonic() < end:
        if select.select([master], [], [], 0.1)[0]:
            try:
                text += os.read(master, 4096)
            except OSError:
                break
        if answer and b"Type its name" in text:
            os.write(master, answer)
            answer = None
    os.close(master)
    return done.wait(10), text.decode()


# --- role -------------------------------------------------------------------------------------------


def owner_of(p, table):
    return p.sql(f"SELECT tableowner FROM pg_tables WHERE tablename = '{table}'")[0][0]


@test("postgres")
def role_owns_what_is_made(engine):
    p = without_url(Project(engine))
    login, role = f"l{p.database}", f"r{p.database}"
    p.sql(f"CREATE ROLE {login} LOGIN; CREATE ROLE {role}; GRANT {role} TO {login}; "
          f"GRANT CREATE ON SCHEMA public TO {role}, {login}; GRANT CREATE ON DATABASE {p.database} TO {login}")
    p.config('default_env = "x"\n[env.x]\n' + parts(engine, p, user=f'"{login}"', role=f'"{role}"'))
    p.mig("0001_a", "CREATE TABLE a (id int PRIMARY KEY, n text);", "DROP TABLE a;")
    p.mig("0002_i", "CREATE INDEX CONCURRENTLY a_n ON a (n);\nCREATE TABLE b (id int);\nCREATE INDEX CONCURRENTLY b_i ON b (id);",
          "DROP INDEX a_n; DROP TABLE b;")
    p.mig("0003_own", "BEGIN;\nCREATE TABLE c (id int);\nCOMMIT;\nCREATE TABLE d (id int);", "DROP TABLE c, d;")
    p.mig("0004_set", "SET search_path = public;\nCREATE TABLE e (id int);", "DROP TABLE e;")
    p.run("up").exits(0)
    for table in "abcde":
        same(owner_of(p, table), role, table)
    for table in ("history", "journal", "fence"):
        same(owner_of(p, "afloat_" + table), login, table)
    p.mig("0005_bad", "CREATE TABLE f (id int);\nSELECT 1/0;")
    p.run("up").exits(7, "division by zero")
    p.mig("0005_bad", "CREATE INDEX CONCURRENTLY bad ON a ((1/id));")
    p.sql("INSERT INTO a VALUES (0, '')")
    p.run("up").exits(7, "division by zero")
    same(p.sql("SELECT count(*) FROM afloat_journal"), [["0"]])
    os.remove(p.path("migrations/0005_bad.sql"))
    p.run("down", "--to", "0").exits(0)
    p.run("up").exits(0)
    p.run("status").exits(0, "4 applied")
    p.config('default_env = "x"\n[env.x]\n' + parts(engine, p, user=f'"{login}"', role='"no_such_role"'))
    p.run("down").exits(4, "AF4042", "no_such_role", "GRANT role TO login")
    same(len(p.applied()), 4)


@test("mariadb")
def role_adds_its_rights(engine):
    p, login = with_login(engine, rights=False)
    role = f"r{p.database}"
    p.sql(f"CREATE ROLE {role}; GRANT {role} TO {login}@localhost; GRANT ALL ON {p.database}.* TO {role}; "
          f"CREATE DATABASE {role}_h; GRANT ALL ON {role}_h.* TO {login}@localhost")
    base = 'default_env = "x"\n[history]\nschema = "' + role + '_h"\n[env.x]\n' + parts(
        engine, p, user=f'"{login}"', password=f'"{CANARY}"', role=f'"{role}"')
    # Without the role the login does not even see the database.
    p.config(base.replace(f'role = "{role}"\n', "")).run("up").exits(3)
    p.sql(f"GRANT SELECT ON {p.database}.* TO {login}@localhost")
    p.config(base.replace(f'role = "{role}"\n', "")).run("up").exits(4, "denied")
    p.config(base)
    p.mig("0002_i", "CREATE TABLE b (id int);\nINSERT INTO b VALUES (1);\nCREATE INDEX b_i ON b (id);", "DROP TABLE b;")
    p.run("up").exits(0)
    p.run("down", "2").exits(0)
    p.run("up").exits(0)
    p.mig("0003_bad", "CREATE TABLE c (id int);\nSELECT * FROM nowhere;\n").run("up").exits(6, "nowhere")
    p.mig("0003_bad", "CREATE TABLE c (id int);\nSELECT 1;\n").run("up").exits(0)


@test("sqlite")
def role_on_sqlite(engine):
    p = Project(engine).tables(1).config('role = "x"\n')
    p.run("up").exits(4, "AF4042", "SQLite has no roles")
    expect(not p.has_table("t1"), "t1 was made")


# --- projects --------------------------------------------------------------------------------------


@test(*ENGINES)
def several_projects_in_one_database(engine):
    p = Project(engine).tables(1)
    p.run("up").exits(0)
    p.write("shop/0001_s.sql", "-- afloat:up\nCREATE TABLE s1 (i int);\n-- afloat:down\nDROP TABLE s1;\n")
    shop = {"AFLOAT_PROJECT": "shop", "AFLOAT_DIR": "shop"}
    p.run("status", env=shop).exits(0, "pending")
    p.run("baseline", env=shop).exits(0) if p.run("up", env=shop).code == 4 else None
    p.run("up", env=shop).exits(0)
    expect(p.has_table("s1") and p.has_table("t1"), "a table is missing")
    same(p.sql("SELECT project, version FROM afloat_history WHERE version <> '' ORDER BY project"),
         [["default", "0001"], ["shop", "0001"]])
    p.run("down", env=shop).exits(0)
    p.run("status").exits(0, "1 applied")
    same(p.sql("SELECT count(*) FROM afloat_fence"), [["2"]])


@test("postgres", "mariadb")
def history_in_another_schema(engine):
    p = Project(engine).tables(2)
    schema = f"h_{p.database}"
    p.config(f'[history]\nschema = "{schema}"\nprefix = "my-"\n')
    p.run("status").exits(0, "2 pending")
    p.run("up").exits(0)
    p.run("status").exits(0, "2 applied")
    q = '"' if engine == "postgres" else "`"
    same(p.sql(f"SELECT count(*) FROM {schema}.{q}my-history{q}"), [["2"]])
    expect(not p.has_table("afloat_history"), "a table in the wrong place")
    p.run("down", "--to", "0").exits(0)
    p.run("status").exits(0, "2 pending")


@test("sqlite")
def history_prefix(engine):
    p = Project(engine).tables(1).config('[history]\nprefix = "a b"\n')
    p.run("up").exits(0)
    same(p.sql('SELECT count(*) FROM "a bhistory"'), [["1"]])
    p.run("status").exits(0, "1 applied")


@test("postgres")
def history_schema_without_rights(engine):
    p = without_url(Project(engine).tables(1))
    login = f"l{p.database}"
    p.sql(f"CREATE ROLE {login} LOGIN; GRANT CREATE ON SCHEMA public TO {login}")
    p.config(f'default_env = "x"\n[history]\nschema = "h_{login}"\n[env.x]\n' + parts(engine, p, user=f'"{login}"'))
    p.run("up").exits(4, "AF3201", "permission denied")
    p.sql(f"CREATE SCHEMA h_{login} AUTHORIZATION {login}")
    p.run("up").exits(0)
