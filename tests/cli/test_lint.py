"""lint and assess: which files are judged, what is accepted, in which form it is told, how it ends.

What the rules find is tested beside them (tests/unit/assess); here: the commands around them.
"""
import glob
import json
import os
import re
import subprocess
import sys
import time
import xml.etree.ElementTree

from lib import ROOT, Project, Skip, expect, has, has_not, same, test

INDEX = "index-build-blocking"


def project(engine="postgres"):
    """Three files: a table, an index that blocks, a column that goes."""
    p = Project(None)
    p.config(f'[lint]\nengine = "{engine}"\nengine_version = "15"\n')
    p.mig("0001_users", "CREATE TABLE users (id bigint PRIMARY KEY, email text, nick text);", "DROP TABLE users;")
    p.mig("0002_index", "CREATE INDEX users_email ON users (email);", "DROP INDEX users_email;")
    p.mig("0003_drop", "ALTER TABLE users DROP COLUMN nick;", "ALTER TABLE users ADD COLUMN nick text;")
    return p


def slugs(r, file=None, allowed=False):
    found = [f for f in r.json["findings"] if (f["allowed"] is not None) == allowed]
    return sorted({f["slug"] for f in found if f["direction"] == "up" and (not file or file in f["file"])})


def git(p, *words, **more):
    return subprocess.run(["git", "-C", p.folder, "-c", "user.name=a", "-c", "user.email=a@b", *words], check=True,
                          stdout=subprocess.PIPE, text=True, **more).stdout.strip()


@test()
def a_project_needs_no_database():
    r = project().run("lint").exits(1)
    has(r.out, "index-build-blocking", "migrations/0002_index.sql:2:1", "^^^^", "instead:",
        "CREATE INDEX CONCURRENTLY users_email ON users (email);")
    has(r.out, "3 files, 6 statements (postgres 15):")


@test()
def earlier_files_are_replayed_for_a_file():
    p = project()
    r = p.run("lint", "migrations/0002_index.sql", "--json").exits(1)
    same(slugs(r), [INDEX])
    same(r.json["findings"][0]["confidence"], "replayed", "confidence")
    r = p.run("lint", "migrations/0003_drop.sql", "migrations/0002_index.sql", "--json").exits(1)
    has(" ".join(slugs(r)), INDEX, "drop-column")


@test()
def a_set_from_a_version_on_is_new_as_a_whole():
    p = project()
    has(" ".join(slugs(p.run("lint", "--json").exits(1), "0002")), INDEX)
    has_not(" ".join(slugs(p.run("lint", "--from", "0001", "--json"), "0002")), INDEX)
    r = p.run("lint", "--from", "0003", "--json").exits(1)
    same({f["file"] for f in r.json["findings"]}, {"migrations/0003_drop.sql"}, "files")


@test()
def standard_input_and_a_schema():
    p = Project(None)
    p.write("schema.sql", "CREATE TABLE t (a int);\n").write("one.sql", "CREATE INDEX i ON t (a);\nDROP TABLE u;\n")
    r = p.run("lint", "one.sql", "--engine", "postgres", "--schema", "schema.sql", "--json").exits(1)
    has(" ".join(slugs(r)), INDEX, "unknown-object")
    r = p.run("lint", "--engine", "postgres", "--stdin-filename", "x.sql", "--json", "-",
              given=b"CREATE INDEX i ON t (a);").exits(1)
    same((slugs(r), r.json["findings"][0]["file"]), ([INDEX], "x.sql"))


@test()
def a_file_of_no_project_has_directives_and_a_way_back():
    p = Project(None)
    p.write("thing.sql", '-- afloat:up\n-- afloat:allow drop-column reason="nobody reads it"\nALTER TABLE t DROP COLUMN a;\n\n'
            "-- afloat:down\nALTER TABLE t ADD COLUMN a int;\nDROP TABLE u;\n")
    r = p.run("lint", "thing.sql", "--engine", "postgres", "--json").exits(1)
    same([(f["slug"], f["line"]) for f in r.json["findings"] if not f["allowed"]], [("drop-table", 7), ("wide-lock-window", 7)])
    has(" ".join(slugs(r, allowed=True)), "drop-column")
    long = "ALTER TABLE t ADD COLUMN b int;\nUPDATE u SET a = 1 WHERE a = 2;\n"
    p.write("one.sql", "-- afloat:up\n" + long).write("any.sql", long)
    held = "statement-while-holding-ax"  # the markers say who runs it, and so where a transaction ends
    has(" ".join(slugs(p.run("lint", "one.sql", "--engine", "postgres", "--json"))), held)
    has_not(" ".join(slugs(p.run("lint", "any.sql", "--engine", "postgres", "--json"))), held)
    r = p.run("lint", "--engine", "postgres", "--json", "-", given=p.read("thing.sql").encode()).exits(1)
    same([f["slug"] for f in r.json["findings"] if not f["allowed"]], ["drop-table", "wide-lock-window"])


@test()
def a_name_that_is_missing_is_shown_where_it_stands_with_the_one_that_is_meant():
    p = Project(None)
    p.write("schema.sql", "CREATE TABLE users (id int PRIMARY KEY, email text);\n")
    p.write("one.sql", "ALTER TABLE usres ADD COLUMN x int;\nALTER TABLE users DROP COLUMN emial;\n"
            "ALTER TABLE bookings DROP COLUMN x;\n")
    r = p.run("lint", "one.sql", "--engine", "postgres", "--schema", "schema.sql", "--json").exits(1)
    found = [f for f in r.json["findings"] if f["slug"] == "unknown-object"]
    same([(f["line"], f["column"], f.get("advice")) for f in found],
         [(1, 13, 'Perhaps "users" is meant.'), (2, 31, 'Perhaps "email" is meant.'), (3, 13, None)])


@test()
def an_engine_has_to_be_known():
    p = Project(None).mig("0001_a", "SELECT 1;", "SELECT 1;")
    has(p.run("lint").exits(2).err, "AF2001", "--engine")
    has(p.run("lint", "--engine", "oracle").exits(2).err, "oracle")
    has(p.run("lint", "--engine", "postgres", "--engine-version", "new").exits(2).err, "not a version")


@test()
def a_bad_file_is_a_finding_and_the_others_are_judged():
    p = project()
    bad = {"0004_open": (b"SELECT 'open;", "AF2201", 8), "0005_word": (b"-- afloat:contrakt\nSELECT 1;", "AF2301", 1),
           "0006_nul": (b"SELECT 1\0;", "AF2103", 9), "0007_bytes": (b"SELECT '\xff';", "AF2104", 9)}
    for name, (text, _, _) in bad.items():
        with open(p.path(f"migrations/{name}.sql"), "wb") as f:
            f.write(b"-- afloat:up\n" + text + b"\n")
    p.write("migrations/notes.sql", "SELECT 1;\n")
    r = p.run("lint", "--json").exits(1)
    has(" ".join(slugs(r)), INDEX)
    told = {os.path.basename(f["file"])[:-4]: f for f in r.json["findings"] if f["source"] == "file"}
    same({n: (f["code"], f["line"], f["column"]) for n, f in told.items() if n in bad},
         {n: (code, 2, column) for n, (_, code, column) in bad.items()})
    same(told["notes"]["code"], "AF2105", "a name")
    has(p.run("lint").exits(1).out, "SELECT 'open;", "^^^^^^")
    r = p.run("lint", "migrations/0004_open.sql", "--json").exits(1)
    same([f["code"] for f in r.json["findings"]], ["AF2201"], "a file alone")
    same(slugs(p.run("lint", "migrations/0002_index.sql", "--json").exits(1)), [INDEX], "beside it")


@test()
def after_a_file_that_cannot_be_read_nothing_is_certain():
    p = project()
    p.write("migrations/0002_open.sql", "-- afloat:up\nALTER TABLE users ADD COLUMN later text DEFAULT 'open;\n")
    os.remove(p.path("migrations/0002_index.sql"))
    p.mig("0004_more", "ALTER TABLE users DROP COLUMN later;", "ALTER TABLE users ADD COLUMN later text;")
    r = p.run("lint", "--json").exits(1)
    has_not(" ".join(slugs(r)), "unknown-object")
    same({f["confidence"] for f in r.json["findings"] if "0004" in f["file"] and f["slug"] == "drop-column"}, {"static"})


@test()
def two_files_with_one_version():
    p = project()
    p.mig("0002_twin", "CREATE INDEX users_nick ON users (nick);", "DROP INDEX users_nick;")
    r = p.run("lint", "--json").exits(1)
    found = {f["slug"]: f for f in r.json["findings"] if "0002_twin" in f["file"]}
    has(found["version-duplicate"]["message"], "0002_index.sql")
    has(" ".join(found), INDEX)
    has(" ".join(slugs(r, "0003")), "drop-column")


@test()
def an_allow_needs_a_reason_and_something_to_allow():
    p = project()
    p.write("migrations/0002_index.sql", '-- afloat:up\n-- afloat:allow index-build-blocking reason="small"\n'
            "CREATE INDEX users_email ON users (email);\n\n-- afloat:down\nDROP INDEX users_email;\n")
    r = p.run("lint", "migrations/0002_index.sql", "--json").exits(0)
    same((slugs(r), slugs(r, allowed=True), r.json["summary"]["allowed"]), ([], [INDEX], 1))
    has_not(p.run("lint", "migrations/0002_index.sql").exits(0).out, INDEX)
    has(p.run("lint", "migrations/0002_index.sql", "--allowed").exits(0).out, "allowed: small")
    p.write("migrations/0001_users.sql", '-- afloat:allow drop-table reason="x"\n-- afloat:up\n'
            "CREATE TABLE users (id bigint PRIMARY KEY, email text, nick text);\n\n-- afloat:down\nSELECT 1;\n")
    has(" ".join(slugs(p.run("lint", "migrations/0001_users.sql", "--json"))), "unused-allow")


@test()
def an_allow_of_the_configuration():
    p = project()
    p.config('[lint]\nengine = "postgres"\n[[allow]]\nfile = "0002*"\nrule = "index-build-blocking"\nreason = "small"\n')
    r = p.run("lint", "migrations/0002_index.sql", "--json").exits(0)
    same(slugs(r, allowed=True), [INDEX])


@test()
def an_allow_of_the_configuration_that_nothing_needs():
    p = project()
    p.config('[lint]\nengine = "postgres"\n[[allow]]\nfile = "*.sql"\nrule = "drop-column"\nreason = "small"\n'
             '[[allow]]\nfile = "0009*"\nrule = "drop-table"\nreason = "gone"\n'
             '[[allow]]\nfile = "0002*"\nrule = "drop-table"\nreason = "none"\n'
             '[[allow]]\nfile = "0009*"\nrule = "deleted-after-deploy"\nreason = "gone"\n')
    r = p.run("lint", "--json")
    found = [f for f in r.json["findings"] if f["slug"] == "unused-allow"]
    same([(f["file"].split("/")[-1], f["line"]) for f in found], [("afloat.toml", 9), ("afloat.toml", 13)])
    has(found[0]["message"], 'no file is called "0009*"')
    has(found[1]["message"], 'covers no finding in "0002*"')
    has_not(p.run("lint", "migrations/0002_index.sql").out, "unused-allow")
    p.run("assess").exits(0)


@test()
def one_clause_is_told_once_by_the_rule_that_says_more():
    p = project()
    p.mig("0004_small", "ALTER TABLE users ALTER COLUMN id TYPE int;", "SELECT 1;")
    r = p.run("lint", "migrations/0004_small.sql", "--json")
    same([s for s in slugs(r) if "type" in s], ["narrowing-type-change"])
    has([f for f in r.json["findings"] if f["slug"] == "narrowing-type-change"][0]["happens"], "written again")
    p.config('[lint]\nengine = "postgres"\n[lint.rules]\nnarrowing-type-change = "off"\n')
    r = p.run("lint", "migrations/0004_small.sql", "--json")
    same([s for s in slugs(r) if "type" in s], ["change-type"])


@test()
def a_wide_table_is_not_gone_through_for_each_column():
    p = Project(None)
    p.write("wide.sql", "CREATE TABLE t (id bigint PRIMARY KEY, " + ", ".join(f"c{i} int" for i in range(16000)) + ");\n")
    start = time.monotonic()
    p.run("lint", "wide.sql", "--engine", "mariadb").exits(0)
    took = time.monotonic() - start
    assert took < 5, f"{took:.1f} s"  # 15 s when it was


@test()
def severities_by_rule_path_and_environment():
    p = project()
    p.config('[lint]\nengine = "postgres"\n[lint.rules]\nindex-build-blocking = "warning"\n')
    r = p.run("lint", "migrations/0002_index.sql", "--json").exits(0)
    same(r.json["findings"][0]["severity"], "warning")
    p.run("lint", "migrations/0002_index.sql", "--fail-on", "warning").exits(1)
    p.config('[lint]\nengine = "postgres"\n[[lint.path]]\npath = "*/0002*"\nrules = { index-build-blocking = "off" }\n'
             '[env.dev]\nurl = "postgres://nowhere.invalid/x"\n[env.dev.lint.rules]\ndrop-column = "off"\n')
    r = p.run("lint", "--json").exits(1)
    has(" ".join(slugs(r)), "drop-column")
    has_not(" ".join(slugs(r)), INDEX)
    has_not(" ".join(slugs(p.run("lint", "--env", "dev", "--json"))), "drop-column")


@test()
def a_rule_that_does_not_exist():
    p = project()
    p.config('[lint]\nengine = "postgres"\n[lint.rules]\nindex-build-blokking = "off"\n')
    has(p.run("lint").exits(2).err, "AF2004", "afloat.toml:4", "index-build-blocking")


@test()
def a_baseline_hides_what_was_there_and_nothing_new():
    p = project()
    p.run("lint", "--baseline", "known.txt", "--write-baseline").exits(0)
    r = p.run("lint", "--baseline", "known.txt", "--json").exits(0)
    same(r.json["findings"], [])
    expect(r.json["summary"]["known"] >= 2, str(r.json["summary"]))
    p.write("migrations/0002_index.sql", "-- afloat:up\n\n-- moved\nCREATE INDEX users_email\n  ON users (email);\n\n"
            "-- afloat:down\nDROP INDEX users_email;\n")
    p.run("lint", "--baseline", "known.txt").exits(0)
    p.mig("0004_more", "CREATE INDEX users_nick ON users (id);", "DROP INDEX users_nick;")
    has(" ".join(slugs(p.run("lint", "--baseline", "known.txt", "--json").exits(1))), INDEX)
    has(p.run("lint", "--baseline", "none.txt").exits(2).err, "--write-baseline")


@test()
def fixes_are_put_into_the_file():
    p = project()
    p.run("lint", "--fix", "-n")
    has_not(p.read("migrations/0002_index.sql"), "CONCURRENTLY")
    has(p.run("lint", "--fix").out, "fixed")
    has(p.read("migrations/0002_index.sql"), "CREATE INDEX CONCURRENTLY users_email ON users (email);")
    has_not(" ".join(slugs(p.run("lint", "migrations/0002_index.sql", "--json"))), INDEX)


@test()
def since_a_revision():
    p = project()
    try:
        git(p, "init", "-q", "-b", "main")
    except FileNotFoundError as e:
        raise Skip("git is not installed") from e
    git(p, "add", "migrations/0001_users.sql", "migrations/0002_index.sql", "afloat.toml")
    git(p, "commit", "-q", "-m", "a")
    git(p, "checkout", "-q", "-b", "work")
    git(p, "add", "-A")
    git(p, "commit", "-q", "-m", "b")
    p.mig("0004_more", "CREATE INDEX users_id ON users (id);", "DROP INDEX users_id;")
    r = p.run("lint", "--since", "main", "--json").exits(1)
    same({os.path.basename(f["file"]) for f in r.json["findings"] if f["severity"] == "error"},
         {"0003_drop.sql", "0004_more.sql"}, "files")
    has(p.run("lint", "--since", "nothing").exits(2).err, "no common commit")


def committed(p):
    """All of the project is the first commit of main."""
    try:
        git(p, "init", "-q", "-b", "main")
    except FileNotFoundError as e:
        raise Skip("git is not installed") from e
    git(p, "add", "-A")
    git(p, "commit", "-q", "-m", "a")


@test()
def a_shallow_clone_is_told_what_to_fetch():
    p = project()
    committed(p)
    first = git(p, "rev-parse", "HEAD")
    git(p, "commit", "-q", "--allow-empty", "-m", "b")
    clone = p.path("clone")
    subprocess.run(["git", "clone", "-q", "--depth", "1", "file://" + p.folder, clone], check=True)
    r = p.run("lint", "--since", first, "--dir", "clone/migrations").exits(2)
    has(r.err, "shallow", "fetch-depth: 0")


@test()
def sarif_is_valid():
    schema = os.path.join(ROOT, "../shared/corpora/schemas/sarif-2.1.0.json")
    where = subprocess.run([f"{ROOT}/tests/real/fetch", "--where"], capture_output=True, text=True, check=True).stdout
    sys.path.append(os.path.join(os.path.dirname(where.strip()), "root/usr/lib/python3/dist-packages"))
    try:
        import jsonschema  # pylint: disable=import-outside-toplevel
    except ImportError as e:
        raise Skip("python3-jsonschema is not installed") from e
    if not os.path.exists(schema):
        raise Skip("the schema of SARIF 2.1.0 is not here")
    document = json.loads(project().run("lint", "--format", "sarif").exits(1).out)
    with open(schema, encoding="utf-8") as f:
        jsonschema.Draft7Validator(json.load(f)).validate(document)
    run = document["runs"][0]
    has(str([r["id"] for r in run["tool"]["driver"]["rules"]]), "AF1401")
    index = next(r for r in run["results"] if r["ruleId"] == "AF1401")
    same(index["locations"][0]["physicalLocation"]["region"]["startLine"], 2)


@test()
def other_formats():
    p = project()
    root = xml.etree.ElementTree.fromstring(p.run("lint", "--format", "junit").exits(1).out)
    expect(root.find(".//testcase/failure") is not None, "a failure")
    has(p.run("lint", "--format", "github").exits(1).out, "::error file=migrations/0002_index.sql,line=2,col=1")
    quality = json.loads(p.run("lint", "--format", "gitlab").exits(1).out)
    same(len({q["fingerprint"] for q in quality}), len(quality), "fingerprints")
    has(p.run("lint", "--format", "markdown").exits(1).out, "### afloat lint:", "```sql")
    has(p.run("lint", "--format", "gcc").exits(1).out, "migrations/0002_index.sql:2:1: error: ")
    has(p.run("lint", "--format", "none").exits(2).err, "sarif")


@test()
def assess_says_what_statements_do():
    p = project()
    r = p.run("assess", "--json").exits(0)
    s = {x["sql"]: x for x in r.json["statements"] if x["direction"] == "up"}
    index = s["CREATE INDEX users_email ON users (email)"]
    same((index["class"], index["blocks"], index["locks"], index["strategy"]),
         ("compatible-heavy", "writes", [{"relation": "users", "mode": "SHARE"}], "online-rewrite"))
    same([f["slug"] for f in index["findings"]], [INDEX])
    same(s["ALTER TABLE users DROP COLUMN nick"]["class"], "destructive")
    has(p.run("assess").exits(0).out, "statement", "strategy", "the risk is critical")


@test()
def a_statement_that_is_not_read_is_opaque_and_opens_what_is_known():
    r = Project(None).run("assess", "--engine", "postgres", "--json", "-", given=b"FROB THE TABLE t; SELECT 1;").exits(0)
    same([x["class"] for x in r.json["statements"]][:1], ["opaque"])
    same(r.json["summary"]["opaque"], 1)


@test()
def a_rule_is_explained():
    has(Project(None).run("explain", INDEX).exits(0).out, "AF1401", "CONCURRENTLY", "afloat:allow")
    has(Project(None).run("lint", "--rules").exits(0).out, "AF1401", INDEX)


@test()
def pages_of_the_rules_are_fresh():
    """docs/RULES.md and docs/rules are what the program makes: make docs."""
    p = Project(None)
    with open(os.path.join(ROOT, "docs/RULES.md"), encoding="utf-8") as f:
        expect(p.run("__docs", "rules").exits(0).out == f.read(), "docs/RULES.md is stale: make docs")
    names = p.run("__docs", "rule").exits(0).out.split()
    same(sorted(os.path.basename(g)[:-3] for g in glob.glob(os.path.join(ROOT, "docs/rules/*.md"))), sorted(names))
    for name in names:
        with open(os.path.join(ROOT, f"docs/rules/{name}.md"), encoding="utf-8") as f:
            expect(p.run("__docs", "rule", name).exits(0).out == f.read(), f"docs/rules/{name}.md is stale: make docs")


@test()
def jobs_and_hooks_call_what_there_is():
    """examples/ci and .pre-commit-hooks.yaml: every option and format in them is one of lint."""
    said = Project(None).run("lint", "--help").exits(0).out
    calls = 0
    for name in (*glob.glob(os.path.join(ROOT, "examples/ci/*.yml")), os.path.join(ROOT, ".pre-commit-hooks.yaml")):
        with open(name, encoding="utf-8") as f:
            for line in f:
                if "afloat lint" in line and not line.lstrip().startswith("#") and "name:" not in line:
                    calls += 1
                    has(said, *re.findall(r"--[a-z-]+", line))
                    for form in re.findall(r"--format (\w+)", line):
                        has(said, form)
    expect(calls >= 4, f"{calls} calls")


@test()
def what_is_known_at_the_end_is_shown_at_its_statement():
    p = project()
    p.config('[lint]\nengine = "postgres"\nengine_version = "15"\n[lint.rules]\n'
             'naming-table = { severity = "error", pattern = "^[a-z]+$" }\n')
    p.mig("0004_logs", "CREATE TABLE logs2 (line text);\nALTER TABLE users ADD CONSTRAINT u CHECK (id > 0) NOT VALID;",
          "ALTER TABLE users DROP CONSTRAINT u;\nDROP TABLE logs2;")
    found = {f["slug"]: f for f in p.run("lint", "--json").exits(1).json["findings"] if "0004" in f["file"]}
    same((found["no-primary-key"]["line"], found["never-validated"]["line"]), (2, 3))
    has(found["naming-table"]["message"], "logs2")
    p.mig("0005_valid", "ALTER TABLE users VALIDATE CONSTRAINT u;\nALTER TABLE logs2 ADD PRIMARY KEY (line);",
          "ALTER TABLE logs2 DROP CONSTRAINT logs2_pkey;")
    later = slugs(p.run("lint", "--json"))
    expect("no-primary-key" not in later and "never-validated" not in later, str(later))


@test()
def what_runs_outside_of_the_transaction_is_not_in_it():
    p = project()
    p.mig("0004_more", "CREATE INDEX CONCURRENTLY users_more ON users (email);",
          "DROP INDEX CONCURRENTLY users_more;")
    expect("concurrently-in-tx" not in slugs(p.run("lint", "--json")), "afloat runs it by itself")


@test()
def a_new_file_before_one_that_is_there():
    p = project()
    p.mig("0006_last", "CREATE TABLE last (id bigint PRIMARY KEY);", "DROP TABLE last;")
    git(p, "init", "-q")
    git(p, "add", ".")
    git(p, "commit", "-q", "-m", "a")
    p.mig("0005_between", "CREATE TABLE between (id bigint PRIMARY KEY);", "DROP TABLE between;")
    found = [f for f in p.run("lint", "--since", "HEAD", "--json").json["findings"] if f["slug"] == "out-of-order"]
    same(len(found), 1)
    has(found[0]["file"], "0005_between")


def branched(p):
    """All of the project is on main; work goes on in another branch."""
    committed(p)
    git(p, "checkout", "-q", "-b", "work")
    return p


def since(p, code=1, ref="main"):
    return {f["slug"]: f for f in p.run("lint", "--since", ref, "--json").exits(code).json["findings"]}


@test()
def a_deployed_file_that_is_edited():
    p = branched(project())
    same(since(p, 0), {})
    p.write("migrations/0001_users.sql", p.read("migrations/0001_users.sql").replace("nick text", "nick varchar(20)"))
    found = since(p)
    same(list(found), ["edited-after-deploy"], "findings")
    f = found["edited-after-deploy"]
    same((f["severity"], os.path.basename(f["file"]), f["line"]), ("error", "0001_users.sql", 2))
    has(f["advice"], "git checkout main -- migrations/0001_users.sql", "afloat new")
    subprocess.run(f["advice"].split(": ")[1].split(",")[0], shell=True, check=True, cwd=p.folder,
                   stderr=subprocess.DEVNULL)
    same(since(p, 0), {}, "after the advice was followed")
    git(p, "commit", "-q", "--allow-empty", "-m", "b")
    p.write("migrations/0001_users.sql", "-- more words\n" + p.read("migrations/0001_users.sql"))
    same(since(p, 0)["edited-after-deploy"]["severity"], "info", "of comments")


@test()
def an_edited_file_does_not_make_its_tables_new():
    p = branched(project())
    p.write("migrations/0001_users.sql", p.read("migrations/0001_users.sql").replace("nick text", "nick varchar(20)"))
    p.mig("0004_more", "CREATE INDEX users_id ON users (id);", "DROP INDEX users_id;")
    has(" ".join(since(p)), INDEX, "edited-after-deploy")


@test()
def an_edit_is_accepted_in_the_configuration():
    p = branched(project())
    p.write("migrations/0001_users.sql", p.read("migrations/0001_users.sql").replace("nick text", "nick varchar(20)"))
    p.config('[lint]\nengine = "postgres"\n[[allow]]\nfile = "0001*"\nrule = "edited-after-deploy"\nreason = "never ran"\n')
    same(since(p, 0)["edited-after-deploy"]["allowed"], "never ran")
    p.config('[lint]\nengine = "postgres"\n[lint.rules]\nedited-after-deploy = "off"\n')
    same(since(p, 0), {})


@test()
def a_deployed_file_that_is_deleted():
    p = branched(project())
    os.remove(p.path("migrations/0003_drop.sql"))
    found = since(p)
    same(list(found), ["deleted-after-deploy"])
    f = found["deleted-after-deploy"]
    same((os.path.basename(f["file"]), f["line"]), ("0003_drop.sql", None))
    has(f["advice"], "git checkout main -- migrations/0003_drop.sql")
    p.write("migrations/README.md", "words")
    git(p, "add", "-A")
    git(p, "commit", "-q", "-m", "b")
    same(list(since(p)), ["deleted-after-deploy"])


@test()
def a_deployed_file_with_another_version():
    p = branched(project())
    os.rename(p.path("migrations/0003_drop.sql"), p.path("migrations/0009_drop.sql"))
    found = since(p)
    same(list(found), ["renamed-after-deploy"])
    has(found["renamed-after-deploy"]["advice"], "mv migrations/0009_drop.sql migrations/0003_drop.sql")
    os.rename(p.path("migrations/0009_drop.sql"), p.path("migrations/0003_drop_nick.sql"))
    found = since(p, 0)
    same({s: f["severity"] for s, f in found.items()}, {"renamed-after-deploy": "info"}, "only its name")


@test()
def deployed_files_of_other_tools():
    p = Project(None)
    p.config('[lint]\nengine = "postgres"\n').write("flyway.conf", "")
    p.write("migrations/V1__users.sql", "CREATE TABLE users (id bigint PRIMARY KEY);\n")
    p.write("migrations/R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT id FROM users;\n")
    p = branched(p)
    p.write("migrations/V1__users.sql", "-- words\nCREATE TABLE users (id bigint PRIMARY KEY);\n")
    p.write("migrations/R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT id, 1 AS one FROM users;\n")
    found = since(p)
    same({s: f["severity"] for s, f in found.items()}, {"edited-after-deploy": "error"}, "Flyway sums comments")
    git(p, "checkout", "-q", ".")
    os.rename(p.path("migrations/V1__users.sql"), p.path("migrations/V1__people.sql"))
    same({s: f["severity"] for s, f in since(p).items()}, {"renamed-after-deploy": "error"}, "and the name")


@test()
def a_deployed_file_with_a_down_of_its_own():
    p = Project(None)
    p.config('[lint]\nengine = "postgres"\n')
    p.write("migrations/1_users.up.sql", "CREATE TABLE users (id bigint PRIMARY KEY);\n")
    p.write("migrations/1_users.down.sql", "DROP TABLE users;\n")
    p = branched(p)
    p.write("migrations/1_users.down.sql", "DROP TABLE IF EXISTS users;\n")
    same({s: f["severity"] for s, f in since(p, 0).items()}, {"edited-after-deploy": "info"})
    os.remove(p.path("migrations/1_users.down.sql"))
    same({s: f["severity"] for s, f in since(p, 0).items()}, {"edited-after-deploy": "info"})
    os.remove(p.path("migrations/1_users.up.sql"))
    p.write("migrations/2_a.up.sql", "CREATE TABLE a (id bigint PRIMARY KEY);\n").write("migrations/2_a.down.sql", "DROP TABLE a;\n")
    has(" ".join(since(p)), "deleted-after-deploy")


def with_code(p, files=("src/app.py",)):
    """main has the project and a file of code; the branch changes code."""
    p.write("src/app.py", "one\n").write("README.md", "words\n")
    p = branched(p)
    for path in files:
        p.write(path, "changed\n")
    return p


def coupled(p, *more, code=0):
    r = p.run("lint", "--since", "main", "--json", "--fail-on", "never", *more).exits(code)
    return [f for f in r.json["findings"] if f["slug"] == "code-coupling"]


RENAME = ("ALTER TABLE users RENAME COLUMN email TO mail;", "ALTER TABLE users RENAME COLUMN mail TO email;")
ADD = ("ALTER TABLE users ADD COLUMN born date;", "ALTER TABLE users DROP COLUMN born;")


@test()
def code_beside_an_incompatible_change():
    for engine in ("postgres", "sqlite", "mysql"):
        p = project("postgres")
        p = with_code(p, ["src/app.py", "src/b.py", "lib/c.py", "src/d.py", "src/e.py"])
        p.mig("0004_more", *ADD).mig("0005_name", *RENAME)
        more = ("--engine", engine, "--engine-version", "15" if engine == "postgres" else "8.0" if engine == "mysql" else "3.40")
        found = coupled(p, *more)
        same([(f["severity"], os.path.basename(f["file"]), f["line"]) for f in found], [("warning", "0005_name.sql", 2)], engine)
        has(found[0]["happens"], "src/app.py", " and 2 more")
        has(found[0]["advice"], "merge request of its own")
        git(p, "add", "-A")
        git(p, "commit", "-q", "-m", "b")
        same(len(coupled(p, *more)), 1, "when it is committed")
        has_not(p.run("lint", "--json", "--fail-on", "never", *more).out, "code-coupling")
        has(p.run("lint", "--since", "main", *more).exits(1).out, "code-coupling", "src/app.py")


@test()
def no_code_beside_an_incompatible_change():
    p = with_code(project(), [])
    p.mig("0004_name", *RENAME)
    same(coupled(p), [], "only the migration")
    for path in ("README.md", "docs/a.html", "x.txt", "LICENSE", ".github/a.yml", ".gitlab-ci.yml", "tests/a.py", "src/app_test.go",
                 "db/schema.rb", "structure.sql", "prisma/schema.prisma", "migrations/notes.sql", "sub/docs/x.css"):
        p.write(path, "changed\n")
    p.write("afloat.toml", p.read("afloat.toml") + "\n")
    same(coupled(p), [], "no code")
    os.remove(p.path("src/app.py"))
    has(coupled(p)[0]["happens"], "changes src/app.py, too")


@test()
def code_beside_a_change_that_adds():
    p = with_code(project())
    p.mig("0004_add", *ADD)
    p.mig("0005_table", "CREATE TABLE t (a bigint PRIMARY KEY, b int);\nALTER TABLE t DROP COLUMN b;", "DROP TABLE t;")
    same(coupled(p), [])
    p.mig("0006_must", "ALTER TABLE users ALTER COLUMN email SET NOT NULL;", "ALTER TABLE users ALTER COLUMN email DROP NOT NULL;")
    same([os.path.basename(f["file"]) for f in coupled(p)], ["0006_must.sql"])


@test()
def what_is_code_is_configured():
    p = with_code(project(), ["web/a.ts", "docs/b.html"])
    p.mig("0004_name", *RENAME)
    head = '[lint]\nengine = "postgres"\nengine_version = "15"\n'
    same(len(coupled(p)), 1)
    p.config(head + 'code = ["src/**", "*.c"]\n')
    same(coupled(p), [], "of other folders")
    p.config(head + 'code = ["src/**", "web/**"]\n')
    has(coupled(p)[0]["happens"], "changes web/a.ts, too")
    p.config(head + 'code = ["docs/*"]\n')
    has(coupled(p)[0]["happens"], "docs/b.html")
    for bad in ('"src/**"', "[]", '["a", 1]', '[""]', "true"):
        p.config(head + f"code = {bad}\n")
        has(p.run("lint", "--since", "main").exits(2).err, "AF2004", '"code"', "an array of patterns")
    p.config(head + 'cod = ["a"]\n')
    has(p.run("lint").exits(2).err, '"code"')


@test()
def patterns_of_code_in_a_folder_of_a_repository():
    top = Project(None)
    top.write("other/x.c", "1\n").write("back/src/a.c", "1\n")
    top.write("back/afloat.toml", '[lint]\nengine = "postgres"\ncode = ["src/*"]\n')
    top.write("back/migrations/0001_a.sql", "-- afloat:up\nCREATE TABLE t (a int, b int);\n-- afloat:down\nDROP TABLE t;\n")
    branched(top)
    top.write("back/migrations/0002_b.sql", "-- afloat:up\nALTER TABLE t DROP COLUMN b;\n-- afloat:down\nALTER TABLE t ADD COLUMN b int;\n")
    top.write("other/x.c", "2\n")
    same(coupled(top, "--config", "back/afloat.toml"), [])
    top.write("back/src/a.c", "2\n")
    has(coupled(top, "--config", "back/afloat.toml")[0]["happens"], "changes back/src/a.c, too")


@test()
def the_rule_on_code_is_set_and_accepted():
    p = with_code(project())
    p.mig("0004_name", "-- afloat:allow code-coupling reason=\"one instance\"\n" + RENAME[0], RENAME[1])
    same([f["allowed"] for f in coupled(p)], ["one instance"])
    for more in ((), ("--since", "main")):
        has_not(p.run("lint", "--json", "--fail-on", "never", *more).out, "unused-allow")
    p.mig("0004_name", *RENAME)
    head = '[lint]\nengine = "postgres"\nengine_version = "15"\n'
    p.config(head + '[lint.rules]\ncode-coupling = "error"\n')
    same([f["severity"] for f in coupled(p)], ["error"])
    p.config(head + '[lint.rules]\ncode-coupling = "off"\n')
    same(coupled(p), [])
    p.config(head + '[[lint.path]]\npath = "0004*"\nrules = { AF1226 = "off" }\n')
    same(coupled(p), [])
    p.config(head + '[[allow]]\nfile = "0004*"\nrule = "code-coupling"\nreason = "one instance"\n')
    same([f["allowed"] for f in coupled(p)], ["one instance"])
    has_not(p.run("lint", "--json", "--fail-on", "never").out, "unused-allow")


@test()
def code_beside_a_table_that_is_there_again():
    p = with_code(Project(None).config('[lint]\nengine = "sqlite"\n').mig(
        "0001_users", "CREATE TABLE users (id integer PRIMARY KEY, email text);", "DROP TABLE users;"))
    p.mig("0002_again", "CREATE TABLE u (id integer PRIMARY KEY, email text NOT NULL DEFAULT '');\nINSERT INTO u SELECT id, email FROM users;\n"
          "DROP TABLE users;\nALTER TABLE u RENAME TO users;", "SELECT 1;")
    same(coupled(p), [], "as it was")
    p.mig("0002_again", "CREATE TABLE u (id integer PRIMARY KEY);\nINSERT INTO u SELECT id FROM users;\n"
          "DROP TABLE users;\nALTER TABLE u RENAME TO users;", "SELECT 1;")
    same([f["line"] for f in coupled(p)], [4], "without a column")


@test()
def very_many_fixes_in_one_file():
    p = Project(None).config('[lint]\nengine = "postgres"\n')
    p.mig("0001_t", "CREATE TABLE t (a bigint PRIMARY KEY, b text);", "DROP TABLE t;")
    p.mig("0002_i", "\n".join(f"CREATE INDEX i{i} ON t (b);" for i in range(1500)),
          "\n".join(f"DROP INDEX i{i};" for i in range(1500)))
    has(p.run("lint", "--fix", "-n", "--format", "text").out, "3000 would be fixed")
    before = p.read("migrations/0002_i.sql")
    has_not(before, "CONCURRENTLY")
    begin = time.monotonic()
    has(p.run("lint", "--fix").out, "3000 fixed")
    expect(time.monotonic() - begin < 20, "it takes too long")
    text = p.read("migrations/0002_i.sql")
    same((text.count("INDEX CONCURRENTLY i"), text.replace(" CONCURRENTLY", "")), (3000, before))
    has_not(p.run("lint", "--fix", "--fail-on", "never").exits(0).out, "fixed")
    same(p.read("migrations/0002_i.sql"), text, "a second time")


@test()
def fixes_of_several_statements_of_a_line():
    p = project()
    p.mig("0002_index", "CREATE INDEX i ON users (nick); /* é */ CREATE UNIQUE INDEX j ON users (email);CREATE INDEX k ON users (id);", "SELECT 1;")
    p.run("lint", "--fix")
    has(p.read("migrations/0002_index.sql"), "CREATE INDEX CONCURRENTLY i ON users (nick); /* é */ CREATE UNIQUE INDEX CONCURRENTLY j ON users "
        "(email);CREATE INDEX CONCURRENTLY k ON users (id);")


@test()
def a_dry_run_writes_no_baseline():
    p = project()
    p.run("lint", "--baseline", "base.txt", "--write-baseline", "-n").exits(0)
    expect(not os.path.exists(p.path("base.txt")), "the baseline was written")


@test()
def a_schema_of_plain_files():
    p = Project(None)
    p.write("x.sql", "ALTER TABLE t DROP COLUMN b;\nDROP TABLE q;\n")
    p.write("schema/a.sql", "CREATE TABLE t (a bigint PRIMARY KEY, b int);\n").write("schema/b.sql", "CREATE TABLE q (a bigint PRIMARY KEY);\n")
    p.write("schema/notes.txt", "words\n")
    r = p.run("lint", "x.sql", "--engine", "postgres", "--schema", "schema", "--json").exits(1)
    same([(f["slug"], f["confidence"]) for f in r.json["findings"] if f["severity"] == "error"],
         [("drop-column", "replayed"), ("drop-table", "replayed")])
    p.write("schema/b.sql", "CREATE TABLE q (a bigint DEFAULT 'x")
    for schema in ("schema", "schema/b.sql"):
        r = p.run("lint", "x.sql", "--engine", "postgres", "--schema", schema, "--json").exits(1)
        same([os.path.basename(f["file"]) for f in r.json["findings"] if f["source"] == "file"], ["b.sql"], schema)


@test()
def places_of_sarif():
    p = Project(None)
    p.write("a b%c\u00e9.sql", "SELECT '\u00f6\u00f6\u00f6\U0001f600'; DROP TABLE foo;\nDROP TABLE bar\n  ;\n")
    run = json.loads(p.run("lint", "a b%c\u00e9.sql", "--engine", "postgres", "--format", "sarif").exits(1).out)["runs"][0]
    places = [r["locations"][0]["physicalLocation"] for r in run["results"] if r["ruleId"] == "AF1102"]
    same(places[0], {"artifactLocation": {"uri": "a%20b%25c%C3%A9.sql"},
                     "region": {"startLine": 1, "startColumn": 28, "endLine": 1, "endColumn": 31}})
    same(run["columnKind"], "utf16CodeUnits")


@test()
def one_document_is_asked_for():
    p = project()
    has(p.run("lint", "--format", "sarif", "--json").exits(2).err, "AF2001", "--format sarif and --json")
    same(p.run("lint", "--format", "json", "--json").exits(1).json["summary"]["errors"], 2)


@test()
def no_repository():
    p = project()
    r = p.run("lint", "--since", "main", env={"GIT_CEILING_DIRECTORIES": os.path.dirname(p.folder)}).exits(2)
    has(r.err, 'git finds no repository at "migrations"')
    same(r.err.count("fatal:"), 1, "words of git")


@test()
def the_contract_step_is_told_as_a_note():
    p = project()
    p.mig("0003_drop", "-- afloat:contract\nALTER TABLE users DROP COLUMN nick;", "ALTER TABLE users ADD COLUMN nick text;")
    found = {f["slug"]: f for f in p.run("lint", "--json").json["findings"] if f["direction"] == "up" and "0003" in f["file"]}
    same((found["drop-column"]["severity"], found["drop-column"]["line"]), ("info", 3))
    has(found["drop-column"]["advice"], "contract phase")
    p.mig("0003_drop", "-- afloat:contract\nALTER TABLE users ALTER COLUMN nick SET NOT NULL;",
          "ALTER TABLE users ALTER COLUMN nick DROP NOT NULL;")
    found = {f["slug"]: f["severity"] for f in p.run("lint", "--json").json["findings"] if "0003" in f["file"]}
    same(found["set-not-null-scan"], "error", "locks are not excused")


@test()
def a_backfill_is_batches():
    p = project()
    p.mig("0003_fill", "UPDATE users SET nick = email;", "SELECT 1;")
    has(" ".join(slugs(p.run("lint", "--json"))), "dml-no-where")
    p.mig("0003_fill", "-- afloat:backfill key=id batch=1000\nUPDATE users SET nick = email;", "SELECT 1;")
    has_not(" ".join(slugs(p.run("lint", "--json"))), "dml-no-where", "dml-in-migration")
    p.mig("0003_fill", "ALTER TABLE users ADD COLUMN tag text;\n-- afloat:backfill\nUPDATE users SET tag = email;",
          "ALTER TABLE users DROP COLUMN tag;")
    has_not(" ".join(slugs(p.run("lint", "--json"), "0003")), "backfill-in-ddl", "dml-")


@test()
def another_runner_needs_what_afloat_does_itself():
    p = Project(None)
    p.mig("0001_users", "CREATE TABLE users (id bigint PRIMARY KEY);", "DROP TABLE users;")
    p.mig("0002_age", "ALTER TABLE users ADD COLUMN age int;", "ALTER TABLE users DROP COLUMN age;")
    head = '[lint]\nengine = "postgres"\n'
    p.config(head)
    same(slugs(p.run("lint", "--json"), "0002"), [])
    p.config(head + 'runner = "other"\n')
    same(slugs(p.run("lint", "--json"), "0002"), ["no-lock-timeout"])
    p.config(head + 'runner = "cron"\n')
    r = p.run("lint").exits(2)
    has(r.err, "afloat, dbmate")


@test()
def a_contract_that_never_came():
    p = Project(None)
    p.config('[lint]\nengine = "mysql"\n')
    p.mig("20260101000000_users", "CREATE TABLE users (id bigint PRIMARY KEY, nick varchar(20));", "DROP TABLE users;")
    p.mig("20260102000000_handle", "ALTER TABLE users ADD COLUMN handle varchar(20);\n"
          "CREATE TRIGGER users_sync BEFORE INSERT ON users FOR EACH ROW\n"
          "    SET NEW.handle = COALESCE(NEW.handle, NEW.nick);\n",
          "DROP TRIGGER users_sync;\nALTER TABLE users DROP COLUMN handle;")
    p.mig("20260120000000_teams", "CREATE TABLE teams (id bigint PRIMARY KEY);", "DROP TABLE teams;")
    has_not(" ".join(slugs(p.run("lint", "--json"), "handle")), "contract-missing")
    p.mig("20260301000000_more", "CREATE TABLE more (id bigint PRIMARY KEY);", "DROP TABLE more;")
    r = p.run("lint", "--json")
    has(" ".join(slugs(r, "handle")), "contract-missing")
    has("".join(f["message"] for f in r.json["findings"]), "after 58 days")
    p.mig("20260302000000_end", "-- afloat:contract\nDROP TRIGGER users_sync;", "-- none")
    has_not(" ".join(slugs(p.run("lint", "--json"), "handle")), "contract-missing")


@test()
def what_is_marked_as_a_backfill_is_found_no_more():
    p = Project(None)
    p.config('[lint]\nengine = "postgres"\n')
    p.mig("0001_users", "CREATE TABLE users (id bigint PRIMARY KEY, nick text);", "DROP TABLE users;")
    p.mig("0002_empty", "-- afloat:backfill\nUPDATE users SET nick = '';", "-- none")
    same(set(slugs(p.run("lint", "--json"), "0002")) & {"dml-no-where"}, set())


@test()
def bad_sql_is_told_where_and_the_next_statement_is_judged():
    p = project()
    p.mig("0004_bad", "CREATE TABLE logs (\n    id bigint PRIMARY KEY,\n    note text,\n);\nCREATE TABEL x (id int);\n"
          "CREATE INDEX users_id ON users (id);", "SELECT 1;")
    r = p.run("lint", "--json").exits(1)
    found = [f for f in r.json["findings"] if "0004" in f["file"] and f["direction"] == "up"]
    same([(f["line"], f["column"]) for f in found if f["slug"] == "syntax-error"], [(4, 14), (6, 8)])
    has(" ".join(f["slug"] for f in found), INDEX)
    has(p.run("lint").exits(1).out, "Perhaps TABLE is meant", "^^^^^")


@test()
def each_finding_shows_its_line():
    """A file is read once for its findings, also where they go back, and for files in between."""
    p = project()
    p.mig("0004_many", "\n".join(f"DROP TABLE t{i};\n" for i in range(50)), "SELECT 1;")
    p.mig("0005_keys", "CREATE TABLE b (id bigint);\nCREATE TABLE c (x text);", "DROP TABLE c;\nDROP TABLE b;")
    r = p.run("lint", "--json").exits(1)
    shown = 0
    for f in r.json["findings"]:
        if f["line"]:
            shown += 1
            same(f["excerpt"], p.read(f["file"]).split("\n")[f["line"] - 1], f["slug"])
    expect(shown > 50, f"{shown} places")


@test()
def a_table_that_is_known_to_be_gone_is_not_lost():
    """SQLite's way to alter a table: a copy takes its name, and what is left of another try is dropped."""
    p = Project(None).config('[lint]\nengine = "sqlite"\n')
    p.mig("0001_users", "CREATE TABLE users (id integer PRIMARY KEY, nick text);", "DROP TABLE users;")
    for n in (2, 3):
        p.mig(f"000{n}_again", "CREATE TABLE copy (id integer PRIMARY KEY, nick text);\nINSERT INTO copy SELECT id, nick FROM users;\n"
              "DROP TABLE users;\nALTER TABLE copy RENAME TO users;\nDROP TABLE IF EXISTS Copy;", "SELECT 1;")
    p.mig("0004_more", "DROP TABLE IF EXISTS copy;\nDROP TABLE IF EXISTS users;\nDROP TABLE IF EXISTS other;", "SELECT 1;")
    drops = [(os.path.basename(f["file"])[:4], f["line"]) for f in p.run("lint", "--json").exits(1).json["findings"]
             if f["slug"] == "drop-table" and f["direction"] == "up" and f["file"] >= "migrations/0004"]
    same(drops, [("0004", 3), ("0004", 4)])
    same([f for f in p.run("lint", "--json").json["findings"] if f["slug"] == "drop-table" and "opy" in f["excerpt"]], [])


@test()
def who_runs_the_files_decides_about_transactions():
    p = project()
    p.mig("0004_more", "CREATE INDEX CONCURRENTLY users_more ON users (email);", "DROP INDEX CONCURRENTLY users_more;")
    p.mig("0005_two", "ALTER TABLE users ADD COLUMN x int;\nCREATE INDEX CONCURRENTLY users_x ON users (x);",
          "DROP INDEX CONCURRENTLY users_x;\nALTER TABLE users DROP COLUMN x;")
    told = {}
    for runner in ("afloat", "flyway", "golang-migrate", "client"):
        p.config(f'[lint]\nengine = "postgres"\nrunner = "{runner}"\n')
        found = p.run("lint", "--json").exits(1).json["findings"]
        told[runner] = (sorted({os.path.basename(f["file"])[:4] for f in found
                                if f["slug"] == "concurrently-in-tx" and f["direction"] == "up"}),
                        any(f["slug"] == "no-lock-timeout" for f in found))
    same(told, {"afloat": ([], False), "flyway": (["0004", "0005"], True), "golang-migrate": (["0005"], True),
                "client": ([], True)})
    p.config('[lint]\nengine = "postgres"\nrunner = "flywy"\n')
    has(p.run("lint").exits(2).err, "AF2004", "flyway, goose")


@test()
def settings_that_mean_nothing_are_refused():
    p = Project(None)
    p.mig("0001_users", "CREATE TABLE users (id bigint PRIMARY KEY, nick text);", "DROP TABLE users;")
    head = '[lint]\nengine = "postgres"\n[lint.rules]\n'
    for rules, says in [('naming-column = { pattern = "^[a-z" }', "not an extended regular expression"),
                        ('drop-column = { pattern = "^[a-z]" }', "takes no pattern"),
                        ('drop-colum = "off"', 'nearest rule is "drop-column"')]:
        p.config(head + rules + "\n")
        has(p.run("lint").exits(2).err, says)
    p.config(head + 'naming-index = { pattern = "^{table}_{columns}_idx$" }\n')
    p.run("lint").exits(0)


@test()
def an_allow_takes_a_code():
    p = Project(None)
    p.config('[lint]\nengine = "postgres"\n')
    p.mig("0001_users", "CREATE TABLE users (id bigint PRIMARY KEY, nick text);", "DROP TABLE users;")
    p.mig("0002_drop", '-- afloat:allow AF1101 reason="not read"\nALTER TABLE users DROP COLUMN nick;',
          "ALTER TABLE users ADD COLUMN nick text;")
    same(slugs(p.run("lint", "--json").exits(0), "0002", allowed=True), ["drop-column"])


@test()
def what_no_file_has_made():
    p = Project(None)
    p.config('[lint]\nengine = "postgres"\n')
    p.mig("0001_rename", "ALTER INDEX users_email RENAME TO users_mail;", "ALTER INDEX users_mail RENAME TO users_email;")
    p.mig("0002_drop", "DROP INDEX users_name;", "SELECT 1;")
    p.mig("0003_drop", "DROP TABLE app.users;\nDROP TABLE IF EXISTS shop.users;", "SELECT 1;")
    p.mig("0004_twice", "CREATE TABLE logs (id bigint PRIMARY KEY);", "DROP TABLE logs;")
    p.mig("0005_twice", "CREATE TABLE logs (at date PRIMARY KEY);", "SELECT 1;")
    found = p.run("lint", "--json").exits(1).json["findings"]
    texts = {f["message"] for f in found}
    has("\n".join(texts), 'dropping the index "users_name" locks its table')
    same(sum(f["slug"] == "drop-table" for f in found), 2)
    same([f["slug"] for f in found if "0005" in f["file"] and f["severity"] != "info" and f["direction"] == "up"], ["duplicate-object"])


@test()
def a_file_that_changes_very_many_tables():
    """Their number is no matter of its square, and the message names the first."""
    p = Project(None).config('[lint]\nengine = "postgres"\n')
    p.mig("0001_all", "\n".join(f"ALTER TABLE t{i} ADD COLUMN x int;" for i in range(40)), "SELECT 1;")
    found = [f["message"] for f in p.run("lint", "--json").json["findings"] if f["slug"] == "several-tables"]
    same(found, ['one file changes ' + ", ".join(f'"t{i}"' for i in range(8)) + " and others"])
