"""Files of other tools, once up, status and down each."""
import os
import sqlite3

from lib import Project, expect, has, same, test

FILES = {
    "dbmate": {"20260101000000_one.sql": "-- migrate:up\nCREATE TABLE one (id int);\n\n-- migrate:down\nDROP TABLE one;\n",
               "20260102000000_two.sql": "-- migrate:up\nCREATE TABLE two (id int);\n\n-- migrate:down\nDROP TABLE two;\n"},
    "goose": {"00001_one.sql": "-- +goose Up\nCREATE TABLE one (id int);\n\n-- +goose Down\nDROP TABLE one;\n",
              "00002_two.sql": "-- +goose Up\n-- +goose StatementBegin\nCREATE TABLE two (id int);\n"
                               "-- +goose StatementEnd\n\n-- +goose Down\nDROP TABLE two;\n"},
    "golang-migrate": {"000001_one.up.sql": "CREATE TABLE one (id int);\n", "000001_one.down.sql": "DROP TABLE one;\n",
                       "000002_two.up.sql": "CREATE TABLE two (id int);\n", "000002_two.down.sql": "DROP TABLE two;\n"},
    "sqlx": {"20260101000000_one.up.sql": "CREATE TABLE one (id int);\n",
             "20260101000000_one.down.sql": "DROP TABLE one;\n",
             "20260102000000_two.up.sql": "CREATE TABLE two (id int);\n",
             "20260102000000_two.down.sql": "DROP TABLE two;\n"},
    "diesel": {"2026-01-01-000000_one/up.sql": "CREATE TABLE one (id int);\n",
               "2026-01-01-000000_one/down.sql": "DROP TABLE one;\n",
               "2026-01-02-000000_two/up.sql": "CREATE TABLE two (id int);\n",
               "2026-01-02-000000_two/down.sql": "DROP TABLE two;\n"},
    "native": {"0001_one.sql": "-- afloat:up\nCREATE TABLE one (id int);\n\n-- afloat:down\nDROP TABLE one;\n",
               "0002_two.sql": "-- afloat:up\nCREATE TABLE two (id int);\n\n-- afloat:down\nDROP TABLE two;\n"},
}


@test(*FILES)
def up_status_down(name):
    p = Project()
    p.engine = "sqlite"
    for path, text in FILES[name].items():
        p.write("migrations/" + path, text)
    clear = name not in ("golang-migrate", "sqlx")  # one cannot be told from the other by the files alone
    flags = [] if clear else ["--format-files", name]
    if clear:
        same(p.run("status", "--json").exits(0).json["target"]["format"], name)
    p.run("status", *flags).exits(0, "0 applied, 2 pending")
    p.run("plan", *flags).exits(0, "CREATE TABLE one", "CREATE TABLE two")
    p.run("up", *flags).exits(0, "applied 2 migrations")
    p.run("status", *flags).exits(0, "2 applied, 0 pending", "one", "two")
    expect(p.has_table("one") and p.has_table("two"), "no tables")
    p.run("down", *flags).exits(0, "took back 1 migration")
    expect(p.has_table("one") and not p.has_table("two"), "the wrong one was taken back")
    p.run("up", *flags).exits(0, "applied 1 migration")
    p.run("down", "--to", "0", *flags).exits(0, "took back 2")
    expect(not p.has_table("one"), "the table is there")
    r = p.run("new", "three more", *flags).exits(0, "three_more")
    p.run("status", *flags).exits(0, "0 applied, 3 pending")


@test()
def format_in_the_configuration():
    p = Project().config('format = "golang-migrate"\n')
    for path, text in FILES["golang-migrate"].items():
        p.write("migrations/" + path, text)
    same(p.run("up", "--json").exits(0).json["target"]["format"], "golang-migrate")
    p.run("up", "--format-files", "nosuch").exits(2, "golang-migrate", "dbmate")


@test()
def format_not_clear():
    p = Project()
    for path, text in FILES["golang-migrate"].items():
        p.write("migrations/" + path, text)
    r = p.run("status")
    if r.code:
        has(r.all, "AF2106", "golang-migrate", "sqlx", "--format-files")
