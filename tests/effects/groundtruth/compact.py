#!/usr/bin/env python3
"""Folds the measured cases into measured.jsonl, which groundtruth_test.cpp reads.

usage: compact.py FOLDER > measured.jsonl

FOLDER holds cases.toml, results.jsonl and measure.py, whose `export` expands the fixtures. One line
is one case; majors on which the servers did the same share one entry of "measured". Only what the
test compares is kept, and ACCESS SHARE locks are left out.
"""

import importlib.util
import json
import sys
from pathlib import Path

SETS = ["rewritten", "scanned", "indexes_rebuilt", "reads_blocked", "writes_blocked", "dropped"]


def load_cases(folder):
    spec = importlib.util.spec_from_file_location("measure", folder / "measure.py")
    measure = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(measure)
    return measure.load_cases(folder / "cases.toml")


def strong(locks):
    return {name: mode for name, mode in sorted(locks.items()) if mode != "AccessShareLock"}


def facts(record):
    if not record["ok"]:
        return {"ok": False, "sqlstate": record["error"]["sqlstate"], "txn_ok": record["txn_ok"]}
    out = {"ok": True, "txn_ok": record["txn_ok"]}
    for field in ["locks", "index_locks"]:
        out[field] = strong(record.get(field, {}))
    for field in SETS:
        out[field] = sorted(record[field])
    return {name: value for name, value in out.items() if value not in ({}, [])}


def fold(records):
    groups = []
    for record in sorted(records, key=lambda each: each["major"]):
        known = facts(record)
        for group in groups:
            if group["facts"] == known:
                group["majors"].append(record["major"])
                break
        else:
            groups.append({"majors": [record["major"]], "facts": known})
    return [{"majors": group["majors"], **group["facts"]} for group in groups]


def main():
    folder = Path(sys.argv[1])
    records = {}
    for line in (folder / "results.jsonl").read_text().splitlines():
        record = json.loads(line)
        records.setdefault(record["id"], []).append(record)
    for case in load_cases(folder):
        if case["id"] not in records:
            continue
        kept = {name: case[name] for name in ["id", "session", "setup", "sql"] if case[name]}
        if case["autocommit"]:
            kept["autocommit"] = True
        print(json.dumps({**kept, "measured": fold(records[case["id"]])}))


if __name__ == "__main__":
    main()
