import hashlib, json, sys

FIELDS = ["seq", "at", "actor_id", "actor_name", "action", "subject", "subject_id",
          "unit_id", "before", "after", "prev_hash"]
entries, wrong, gaps, last, head = 0, 0, 0, 0, "0" * 64

for line in open(sys.argv[1], encoding="utf-8"):
    entry = json.loads(line)
    sealed = json.dumps([entry[name] for name in FIELDS], separators=(",", ":"), ensure_ascii=False)
    if hashlib.sha256(sealed.encode()).hexdigest() != entry["hash"]:
        wrong += 1
        print(f"entry {entry['seq']}: its content does not match its hash")
    if entry["seq"] != last + 1:
        gaps += 1
        print(f"entry {entry['seq']}: it does not come next after entry {last}")
    elif entry["prev_hash"] != head:
        wrong += 1
        print(f"entry {entry['seq']}: it does not follow from the entry before it")
    entries, last, head = entries + 1, entry["seq"], entry["hash"]

print(f"{entries} entries, {wrong} wrong, {gaps} gaps, head {head}")
if gaps:
    print("Gaps are in order only in an export that was filtered.")
sys.exit(1 if wrong else 0)
