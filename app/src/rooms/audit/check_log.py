import hashlib, json, sys

FIELDS = ["seq", "at", "actor_id", "actor_name", "action", "subject", "subject_id",
          "unit_id", "before", "after"]
entries, wrong, gaps, last, head, since = 0, 0, 0, 0, "0" * 64, None

def sha256(*values):
    text = json.dumps(values, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()

def fault(what):
    global wrong
    wrong += 1
    print(f"entry {entry['seq']}: {what}")

for line in open(sys.argv[1], encoding="utf-8"):
    entry = json.loads(line)
    said, prev = [entry[name] for name in FIELDS], entry["prev_hash"]
    if "since" in entry or "salt" in entry:
        since = since or entry.get("since")
        expected = sha256(since, prev, sha256(entry.get("salt"), *said))
    else:
        expected = sha256(*said, prev)
        if since:
            fault("it is of the older form, and entries before it are not")
    if expected != entry["hash"]:
        fault("its content does not match its hash")
    if entry["seq"] != last + 1:
        gaps += 1
        print(f"entry {entry['seq']}: it does not come next after entry {last}")
    elif prev != head:
        fault("it does not follow from the entry before it")
    entries, last, head = entries + 1, entry["seq"], entry["hash"]

print(f"{entries} entries, {wrong} wrong, {gaps} gaps, head {head}")
if gaps:
    print("Gaps are in order only in an export that was filtered.")
sys.exit(1 if wrong else 0)
