#!/usr/bin/env python3
"""deploy.py URL FOLDER: bring a database up to date and say what was done."""
import sys

import afloat


def tell(event):
    if event["kind"] == "step_done":
        print(f"{event['version']} {event['step']}/{event['steps']}: {event['ms']} ms")
    elif event["kind"] == "warning":
        print(f"warning: {event['text']}")


def main(url, folder):
    with afloat.open(url=url, dir=folder) as db:
        try:
            db.up(on_event=tell)
        except afloat.Error as e:
            print(f"{e}\n  {e.committed}\n  {e.hint or e.next or ''}", file=sys.stderr)
            return e.exit_code
        for row in db.status()["migrations"]:
            print(f"{row['state']:8} {row['version']} {row['name']}")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: deploy.py URL FOLDER")
    sys.exit(main(sys.argv[1], sys.argv[2]))
