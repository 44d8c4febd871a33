"""tests/peers/tables.py: the tables of docs/SQUAWK.md."""
import os

HERE = os.path.dirname(os.path.abspath(__file__))
PAGE = os.path.join(os.path.dirname(os.path.dirname(HERE)), "docs/SQUAWK.md")
MARKS = ("<!-- compared: begin (tests/peers/run --table) -->", "<!-- compared: end -->")
TIMES = ("<!-- times: begin (tests/peers/run --table) -->", "<!-- times: end -->")
GROUPS = ("examples", "statements", "histories")


def add(*rows):
    return [sum(x) for x in zip(*rows)]


def of_group(counts, group, rules):
    """[both, only squawk, only afloat] of the rules that both have."""
    return add([0, 0, 0], *(row for rule, row in counts.get(group, {}).items() if rules[rule][0]))


def agreement(row):
    return f"{100 * row[0] / sum(row):.0f} %" if sum(row) else "-"


def cell(row):
    return " / ".join(map(str, row)) if any(row) else ""


def page(all_sources, rules, counts, why):
    out = [MARKS[0], "",
           "| files | statements | both | only squawk | only afloat | agreement | no reason |",
           "| --- | --- | --- | --- | --- | --- | --- |"]
    for group in GROUPS:
        statements = sum(len(s.statements) for s in all_sources if s.group == group)
        row = of_group(counts, group, rules)
        out.append(f"| {group} | {statements} | {row[0]} | {row[1]} | {row[2]} | {agreement(row)} | "
                   f"{sum(n for (g, _, reason), n in why.items() if g == group and not reason)} |")
    out += ["", "Both / only squawk / only afloat, by rule of squawk:", "",
            "| squawk | afloat | examples | statements | histories |", "| --- | --- | --- | --- | --- |"]
    for rule, (slugs, _) in rules.items():
        cells = [cell(counts.get(g, {}).get(rule, [0, 0, 0])) for g in GROUPS]
        names = ", ".join(f"[{x}](rules/{x}.md)" for x in slugs) or "none"
        out.append(f"| {rule} | {names} | {' | '.join(cells)} |")
    out += ["", "What only squawk finds, and why afloat says nothing:", "", "| squawk | times | why |",
            "| --- | --- | --- |"]
    all_groups = {}
    for (_, rule, reason), n in why.items():
        all_groups[rule, reason or "none yet"] = all_groups.get((rule, reason or "none yet"), 0) + n
    out += [f"| {rule} | {n} | {reason} |" for (rule, reason), n in sorted(all_groups.items())]
    return "\n".join(out + ["", MARKS[1]])


def read():
    if not os.path.exists(PAGE):
        return ""
    with open(PAGE, encoding="utf-8") as f:
        return f.read()


def same(text):
    return text in read()


def put(text, marks, part):
    if marks[0] not in text:
        return text + "\n" + part + "\n"
    head, rest = text.split(marks[0], 1)
    return head + part + rest.split(marks[1], 1)[1]


def write(text, spent, wall):
    times = "\n".join([TIMES[0], "", "| all histories, one run each | afloat | squawk |", "| --- | --- | --- |",
                       f"| CPU | {spent[0]:.2f} s | {spent[1]:.2f} s |", f"| time | {wall[0]:.2f} s | {wall[1]:.2f} s |",
                       "", TIMES[1]])
    with open(PAGE, "w", encoding="utf-8") as f:
        f.write(put(put(read(), MARKS, text), TIMES, times))


def summary(all_sources, rules, counts):
    for group in GROUPS:
        row = of_group(counts, group, rules)
        n = sum(len(s.statements) for s in all_sources if s.group == group)
        print(f"{group}: {n} statements: both {row[0]}, only squawk {row[1]}, only afloat {row[2]}, "
              f"agreement {agreement(row)}")
