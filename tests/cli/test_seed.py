"""seed: files of data."""
import os

from lib import ENGINES, Project, expect, has, has_not, same, test


def seeded(engine):
    p = Project(engine).mig("0001_t", "CREATE TABLE t (id integer PRIMARY KEY, name varchar(40));", "DROP TABLE t;")
    p.run("up").exits(0)
    p.write("seeds/02_b.sql", "INSERT INTO t VALUES (2, 'b;b');\n")
    p.write("seeds/01_a.sql", "-- the first\nINSERT INTO t VALUES (1, 'a');\nUPDATE t SET name = 'aa' WHERE id = 1;\n")
    p.write("seeds/README.md", "not a seed")
    p.write("seeds/.hidden.sql", "nonsense")
    return p


@test(*ENGINES)
def files_of_the_folder(engine):
    p = seeded(engine)
    history = p.sql("SELECT count(*) FROM afloat_history")
    p.run("seed", "-n").exits(0, "seeds/01_a.sql", "seeds/02_b.sql", "2 seeds would be run. Nothing was changed.")
    same(p.sql("SELECT count(*) FROM t"), [["0"]], "-n ran them")
    r = p.run("seed").exits(0, "ran 2 seeds")
    expect(r.err.index("01_a.sql") < r.err.index("02_b.sql"), "their order")
    same(p.sql("SELECT id, name FROM t ORDER BY id"), [["1", "aa"], ["2", "b;b"]])
    same(p.sql("SELECT count(*) FROM afloat_history"), history, "rows of the history")
    same(p.sql("SELECT count(*) FROM afloat_journal"), [["0"]], "rows of the journal")
    p.run("seed").exits(7, "seeds/01_a.sql:2", "AF4101")
    p.run("up").exits(0, "up to date")
    p.run("validate").exits(0, "nothing is wrong")


@test(*ENGINES)
def one_transaction_a_file(engine):
    p = seeded(engine)
    p.write("seeds/02_b.sql", "INSERT INTO t VALUES (2, 'b');\nINSERT INTO nowhere VALUES (1);\n")
    p.write("seeds/03_c.sql", "INSERT INTO t VALUES (3, 'c');\n")
    r = p.run("seed").exits(6, "seeds/02_b.sql:2", "1 seed was run. Nothing of seeds/02_b.sql was kept.",
                            "afloat seed seeds/02_b.sql seeds/03_c.sql")
    has(r.err, "^^^^^^")
    same(p.sql("SELECT id FROM t ORDER BY id"), [["1"]])
    p.write("seeds/02_b.sql", "INSERT INTO t VALUES (2, 'b');\n")
    p.run("seed", "seeds/02_b.sql", "seeds/03_c.sql").exits(0, "ran 2 seeds")
    same(p.sql("SELECT id FROM t ORDER BY id"), [["1"], ["2"], ["3"]])


@test(*ENGINES)
def all_files_are_read_first(engine):
    p = seeded(engine)
    p.write("seeds/09_z.sql", "INSERT INTO t VALUES (9, 'no end);\n")
    p.run("seed").exits(2, "AF2201", "seeds/09_z.sql:1")
    same(p.sql("SELECT count(*) FROM t"), [["0"]])
    p.write("seeds/09_z.sql", "-- afloat:bogus\nSELECT 1;\n")
    p.run("seed").exits(2, "AF2301")
    p.run("seed", "nowhere.sql").exits(2, "AF2101", "nowhere.sql")
    same(p.sql("SELECT count(*) FROM t"), [["0"]])


@test(*ENGINES)
def what_cannot_be_in_a_transaction(engine):
    p = seeded(engine)
    alone = {"sqlite": "VACUUM;", "postgres": "CREATE INDEX CONCURRENTLY t_name ON t (name);\nVACUUM t;",
             "mariadb": "CREATE TABLE more (id int);"}[engine]
    p.write("seeds/01_a.sql", f"INSERT INTO t VALUES (1, 'a');\n{alone}\nINSERT INTO t VALUES (7, 'c');\n")
    p.run("seed").exits(0, "ran 2 seeds")
    same(p.sql("SELECT id FROM t ORDER BY id"), [["1"], ["2"], ["7"]])
    same(p.sql("SELECT count(*) FROM afloat_journal"), [["0"]])


@test("postgres")
def copy_data(engine):
    p = seeded(engine)
    p.write("copy.sql", "COPY t (id, name) FROM stdin;\n7\tseven\n8\teight\n\\.\nINSERT INTO t VALUES (9, 'nine');\n")
    p.run("seed", "copy.sql").exits(0)
    same(p.sql("SELECT id, name FROM t ORDER BY id"), [["7", "seven"], ["8", "eight"], ["9", "nine"]])


@test(*ENGINES)
def environments(engine):
    p = seeded(engine)
    url = p.env.pop("AFLOAT_URL")
    p.write("data/01.sql", "INSERT INTO t VALUES (1, 'common');\n")
    p.write("data/dev/00.sql", "INSERT INTO t VALUES (2, 'dev');\n")
    p.write("data/prod/00.sql", "DELETE FROM t;\n")
    p.config(f'[seed]\ndir = "data"\n[env.dev]\nurl = "{url}"\n[env.prod]\nurl = "{url}"\nprotected = true\n'
             f'[env.none]\nurl = "{url}"\n')
    r = p.run("seed", "--env", "dev").exits(0, "ran 2 seeds", "data/dev/00.sql")
    expect(r.err.index("data/01.sql") < r.err.index("data/dev/00.sql"), "the common ones come first")
    same(p.sql("SELECT name FROM t ORDER BY id"), [["common"], ["dev"]])
    p.run("seed", "--env", "none", "-n").exits(0, "1 seed would be run")
    p.write("data/01.sql", "UPDATE t SET name = 'new' WHERE id = 1;\n")
    p.run("seed", "--env", "prod", "-n").exits(0, "2 seeds would be run")
    for args in ([], ["-y"], ["--confirm", "dev"]):
        p.run("seed", "--env", "prod", *args).exits(4, "AF4040")
    same(p.sql("SELECT count(*) FROM t"), [["2"]], "it ran")
    p.run("seed", "--env", "prod", "--confirm", "prod").exits(0)
    same(p.sql("SELECT count(*) FROM t"), [["0"]])


@test("sqlite")
def nothing_to_run(engine):
    p = Project(engine).tables(1)
    p.run("seed").exits(3, "AF3001", "afloat up")
    expect(not os.path.exists(p.path("app.db")), "it made the database")
    p.run("up").exits(0)
    p.run("seed").exits(2, "AF2101", "no folder of seeds")
    os.mkdir(p.path("seeds"))
    p.run("seed").exits(0, "nothing to do")
    p.run("seed", "").exits(2, "AF2001")
    p.write("seeds/a.sql", "-- afloat:up\nINSERT INTO t1 VALUES (1);\n-- afloat:down\nDELETE FROM t1;\n")
    p.run("seed").exits(0)
    same(p.sql("SELECT count(*) FROM t1"), [["1"]], "the down was run too")
    said = p.run("seed", "-n", "--json").exits(0).json
    same(list(said), ["target", "seeds", "seed"])
    same(list(said["seeds"][0]), ["file", "statements"])
    same(list(said["seed"]), ["files", "ms", "message"])


@test("postgres", "mariadb")
def a_password_in_a_seed_is_not_shown(engine):
    p = seeded(engine)
    p.write("role.sql", "CREATE USER seed_user IDENTIFIED BY 's3cr3t-Canary-77' NONSENSE;\n" if engine == "mariadb" else
            "CREATE ROLE seed_user PASSWORD 's3cr3t-Canary-77' NONSENSE;\n")
    r = p.run("seed", "role.sql", "-v").exits(7)
    has_not(r.all, "s3cr3t-Canary-77")
