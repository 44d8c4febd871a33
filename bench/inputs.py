"""bench/inputs.py: what is measured on: one synthetic history in the forms of every contender."""
import os


def small(i):
    """Statements of migration i: a table with an index, then a column with an index."""
    table = f"t{(i + 1) // 2:04}"
    if i % 2:
        return ([f"CREATE TABLE {table} (id bigint PRIMARY KEY, name varchar(80) NOT NULL, made_at timestamp, note text)",
                 f"CREATE INDEX {table}_name ON {table} (name)"],
                [f"DROP TABLE {table}"])
    return ([f"ALTER TABLE {table} ADD COLUMN score bigint",
             f"CREATE INDEX {table}_score ON {table} (score)"],
            [f"DROP INDEX {table}_score", f"ALTER TABLE {table} DROP COLUMN score"])


def write(path, text):
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def script(statements):
    return "".join(s + ";\n" for s in statements)


def make_small(folder, count):
    """count small migrations: native/, golang/, dbmate/, goose/, flyway/ and the client's file booked.sql."""
    for form in ("native", "golang", "dbmate", "goose", "flyway"):
        os.makedirs(f"{folder}/{form}")
    booked = ["CREATE TABLE booked (version varchar(40) PRIMARY KEY, at timestamp DEFAULT CURRENT_TIMESTAMP)"]
    for i in range(1, count + 1):
        up, down = small(i)
        stem = f"{20200101000000 + i // 60 * 100 + i % 60}_step_{i:04}"
        up_text, down_text = script(up), script(down)
        write(f"{folder}/native/{stem}.sql", f"-- afloat:up\n{up_text}\n-- afloat:down\n{down_text}")
        write(f"{folder}/dbmate/{stem}.sql", f"-- migrate:up\n{up_text}\n-- migrate:down\n{down_text}")
        write(f"{folder}/goose/{stem}.sql", f"-- +goose Up\n{up_text}\n-- +goose Down\n{down_text}")
        write(f"{folder}/flyway/V{stem.replace('_', '__', 1)}.sql", up_text)
        write(f"{folder}/golang/{stem}.up.sql", up_text)
        write(f"{folder}/golang/{stem}.down.sql", down_text)
        booked += ["BEGIN", *up, f"INSERT INTO booked (version) VALUES ('{stem}')", "COMMIT"]
    write(f"{folder}/booked.sql", script(booked))


def lint_postgres(i):
    t = f"t{i:04}"
    return [
        f"CREATE TABLE {t} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name varchar(100) NOT NULL, "
        "email text, created timestamptz NOT NULL DEFAULT now(), amount numeric(12,2), ref bigint)",
        f"CREATE INDEX {t}_name ON {t} (name)",
        f"CREATE INDEX CONCURRENTLY {t}_email ON {t} (email)",
        f"ALTER TABLE {t} ADD COLUMN note text",
        f"ALTER TABLE {t} ADD COLUMN flag boolean NOT NULL DEFAULT false",
        f"ALTER TABLE {t} ALTER COLUMN note SET NOT NULL",
        f"ALTER TABLE {t} ADD CONSTRAINT {t}_amount CHECK (amount >= 0)",
        f"ALTER TABLE {t} ADD CONSTRAINT {t}_ref FOREIGN KEY (ref) REFERENCES t{max(0, i - 1):04} (id)",
        f"ALTER TABLE {t} RENAME COLUMN note TO remark",
        f"UPDATE {t} SET remark = '' WHERE remark IS NULL",
        f"ALTER TABLE {t} ALTER COLUMN name TYPE text",
        f"ALTER TABLE {t} DROP COLUMN email"]


def lint_mysql(i):
    t = f"t{i:04}"
    return [
        f"CREATE TABLE {t} (id bigint AUTO_INCREMENT PRIMARY KEY, name varchar(100) NOT NULL, email varchar(100), "
        "created datetime NOT NULL DEFAULT CURRENT_TIMESTAMP, amount decimal(12,2), ref bigint)",
        f"CREATE INDEX {t}_name ON {t} (name)",
        f"ALTER TABLE {t} ADD INDEX {t}_email (email)",
        f"ALTER TABLE {t} ADD COLUMN note varchar(50)",
        f"ALTER TABLE {t} ADD COLUMN flag tinyint NOT NULL DEFAULT 0",
        f"CREATE VIEW v_{t} AS SELECT id, name FROM {t}",
        f"ALTER TABLE {t} ADD CONSTRAINT {t}_amount CHECK (amount >= 0)",
        f"ALTER TABLE {t} ADD CONSTRAINT {t}_ref FOREIGN KEY (ref) REFERENCES t{max(0, i - 1):04} (id)",
        f"ALTER TABLE {t} RENAME COLUMN note TO remark",
        f"UPDATE {t} SET remark = '' WHERE remark IS NULL",
        f"ALTER TABLE {t} MODIFY name text",
        f"ALTER TABLE {t} DROP COLUMN email"]


def lint_sqlite(i):
    t = f"t{i:04}"
    return [
        f"CREATE TABLE {t} (id integer PRIMARY KEY, name text NOT NULL, email text, "
        f"created text DEFAULT CURRENT_TIMESTAMP, amount numeric, ref integer REFERENCES t{max(0, i - 1):04} (id))",
        f"CREATE INDEX {t}_name ON {t} (name)",
        f"CREATE INDEX {t}_email ON {t} (email)",
        f"ALTER TABLE {t} ADD COLUMN note text",
        f"ALTER TABLE {t} ADD COLUMN flag integer NOT NULL DEFAULT 0",
        f"CREATE VIEW v_{t} AS SELECT id, name FROM {t}",
        f"ALTER TABLE {t} RENAME COLUMN note TO remark",
        f"UPDATE {t} SET remark = '' WHERE remark IS NULL",
        f"DROP INDEX {t}_email",
        f"DELETE FROM {t} WHERE name = ''",
        f"DROP INDEX {t}_name",
        f"ALTER TABLE {t} DROP COLUMN email"]


LINT = {"sqlite": lint_sqlite, "postgres": lint_postgres, "mysql": lint_mysql, "mariadb": lint_mysql}


def one_table(engine, count):
    """Statements that all are about one table: what it has must not be gone through for each of them."""
    made = ["CREATE TABLE t (id integer PRIMARY KEY, a integer)"]
    return {"columns": made + [f"ALTER TABLE t ADD COLUMN c{i} integer" for i in range(count)],
            "foreign keys": made + [f"CREATE TABLE r{i} (id integer PRIMARY KEY, t integer, "
                                    "FOREIGN KEY (t) REFERENCES t (id))" for i in range(count)],
            "one CREATE TABLE": ["CREATE TABLE t (id integer PRIMARY KEY, " + ", ".join(
                f"c{i} integer CHECK (c{i} > 0)" for i in range(count // 4)) + ")"],
            **({"rebuilds": [s for i in range(count // 4) for s in (
                f"CREATE TABLE o{i} (id integer PRIMARY KEY, a integer REFERENCES o{max(0, i - 1)} (id))",
                f"CREATE TABLE n{i} (id integer PRIMARY KEY, a text REFERENCES o{max(0, i - 1)} (id))",
                f"DROP TABLE o{i}", f"ALTER TABLE n{i} RENAME TO o{i}")]} if engine == "sqlite" else {
                "checks": made + [f"ALTER TABLE t ADD CHECK (a > {i})" for i in range(count)]})}


def make_lint(folder, count, engine="postgres"):
    """count files of 12 statements, the same in one file, and a small one without a finding."""
    os.makedirs(f"{folder}/files/migrations")
    texts = []
    for i in range(count):
        texts.append(script(LINT[engine](i)))
        write(f"{folder}/files/migrations/{i:04}_t{i:04}.sql", texts[-1])
    write(f"{folder}/all.sql", "".join(texts))
    write(f"{folder}/one.sql", "ALTER TABLE users ADD COLUMN email text;\n")


def make_big(folder, megabytes):
    """One migration of that size: a table and INSERTs of 100 rows each."""
    os.makedirs(f"{folder}/native")
    os.makedirs(f"{folder}/golang")
    table = "CREATE TABLE big (id bigint PRIMARY KEY, name varchar(80) NOT NULL, note text)"
    pad = "the sea is calm tonight, the tide is full, the moon lies fair upon the straits"
    size, row = 0, 0
    with open(f"{folder}/plain.sql", "w", encoding="utf-8") as f:
        size += f.write(table + ";\n")
        while size < megabytes * 1000 * 1000:
            rows = ",\n".join(f"({row + k}, 'name {row + k}', '{pad[(row + k) % 20:]}')" for k in range(100))
            size += f.write(f"INSERT INTO big (id, name, note) VALUES\n{rows};\n")
            row += 100
    with open(f"{folder}/plain.sql", encoding="utf-8") as f:
        text = f.read()
    write(f"{folder}/native/20200101000000_big.sql", f"-- afloat:up\n{text}\n-- afloat:down\nDROP TABLE big;\n")
    write(f"{folder}/golang/20200101000000_big.up.sql", text)
    write(f"{folder}/golang/20200101000000_big.down.sql", "DROP TABLE big;\n")
    write(f"{folder}/one.sql", f"BEGIN;\n{text}COMMIT;\n")
    return size
