"""afloat grants: logins with just these rights can do their work, and no more."""
from lib import Project, has, has_not, same, server, test
from test_envs import parts, without_url


def run_script(p, text):
    """As an administrator, all of it."""
    for line in text.splitlines():
        if line and not line.startswith("--"):
            p.sql(line)


def logins(p, engine):
    role, reader = f"m{p.database}", f"r{p.database}"
    for name in (role, reader):
        p.sql(f"CREATE ROLE {name} LOGIN" if engine == "postgres" else f"CREATE USER {name}@localhost")
    host = "" if engine == "postgres" else "@localhost"
    return role, reader, ["--role", role + host, "--reader", reader + host]


def halves(text):
    first, second = text.split("-- a login that only asks")
    return first, "-- " + second


@test("postgres", "mariadb")
def what_is_granted_is_enough(engine):
    p = Project(engine).tables(2)
    p.mig("0003_more", "CREATE INDEX t1_i ON t1 (id);\nCREATE VIEW v AS SELECT id FROM t1;\nINSERT INTO t2 VALUES (1);",
          "DELETE FROM t2;\nDROP VIEW v;\nDROP INDEX t1_i" + (";" if engine == "postgres" else " ON t1;"))
    role, reader, flags = logins(p, engine)
    if engine.startswith(("postgres", "pg")):
        p.sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC")  # as it is from version 15 on
    as_role = {"AFLOAT_URL": server(engine).url(p.database, role)}
    as_reader = {"AFLOAT_URL": server(engine).url(p.database, reader)}
    r = p.run("up", env=as_role)
    same(r.code in (3, 4), True, r.all)
    migrate, read = halves(p.run("grants", *flags).exits(0).out)
    run_script(p, migrate)
    p.run("status", env=as_role).exits(0, "3 pending")
    p.run("up", env=as_role).exits(0)
    run_script(p, read)
    p.run("status", env=as_reader).exits(0, "3 applied")
    p.run("down", env=as_role).exits(0)
    p.run("status", env=as_reader).exits(0, "2 applied", "1 pending")
    p.run("up", env=as_role).exits(0)
    r = p.run("down", env=as_reader)
    same(r.code, 4, r.all)
    has(r.all, "denied")
    p.run("status", env=as_reader).exits(0, "3 applied")
    p.run("doctor", env=as_role).exits(0)
    p.run("down", "--to", "0", env=as_role).exits(0)


@test("postgres", "mariadb")
def with_role_and_history_apart(engine):
    p = without_url(Project(engine).tables(2))
    role, reader, flags = logins(p, engine)
    owner, schema = f"o{p.database}", f"h{p.database}"
    p.sql(f"CREATE ROLE {owner}")
    p.config(f'default_env = "x"\n[history]\nschema = "{schema}"\n[env.x]\n' + parts(engine, p, user=f'"{role}"', role=f'"{owner}"')
             + "[env.read]\n" + parts(engine, p, user=f'"{reader}"'))
    migrate, read = halves(p.run("grants", *flags).exits(0).out)
    run_script(p, migrate)
    p.run("up").exits(0)
    run_script(p, read)
    p.run("status", "-e", "read").exits(0, "2 applied")
    p.run("down").exits(0)
    p.run("status", "-e", "read").exits(0, "1 applied")
    if engine == "postgres":
        same(p.sql("SELECT tableowner FROM pg_tables WHERE tablename = 't1'"), [[owner]])


@test()
def what_it_prints():
    p = Project()
    r = p.run("grants").exits(0, "SQLite has no roles")
    same(p.run("grants", "--json").exits(0).json["grants"], [])
    url = ["--url", "postgres://adm@db.example.org/app?search_path=shop,public"]
    rows = p.run("grants", *url, "--role", 'od"d', "--json").exits(0).json["grants"]
    has(rows[1]["sql"], 'ON SCHEMA "shop" TO "od""d"')
    has(rows[-1]["role"], "reader")
    has_not(p.run("grants", *url).exits(0).out, "\x1b")
    p.config('[env.x]\nengine = "mysql"\nhost = "h"\ndatabase = "d"\nuser = "u"\npassword_command = "touch ran"\n')
    p.env = {}
    r = p.run("grants", "-e", "x").exits(0, "TO 'u'@'%'")
    import os
    same(os.path.exists(p.path("ran")), False, "the command was run")
    p.run("grants").exits(2, "AF2002")
