"""The ledger held against the tree: every node has the uid that the ledger keeps for its address, and no two nodes one."""

from collections.abc import Iterator, Sequence

from pipeline.check.fault import Fault
from pipeline.identity import Identity
from pipeline.model import Standard, walk


def identity_faults(standard: Standard, ledger: Sequence[Identity]) -> Iterator[Fault]:
    """Where standard.json and ids.jsonl do not say the same."""
    uids = [line.uid for line in ledger]
    for uid in sorted({uid for uid in uids if uids.count(uid) > 1}) if len(set(uids)) < len(uids) else ():
        yield Fault("uid-twice", "ids.jsonl", {"uid": uid})
    known = {line.last: line.uid for line in ledger if line.status == "active"}
    named = {node.id: node.uid for node in walk(standard.body) if node.uid is not None}
    for address in sorted(known.keys() | named.keys()):
        if known.get(address) != named.get(address):
            params = {"node": address, "said": str(named.get(address)), "true": str(known.get(address))}
            yield Fault("uid-other", "standard.json", params)
    ends = {line.uid for line in ledger}
    for line in ledger:
        for uid in line.replaced_by:
            if uid not in ends:
                yield Fault("uid-unknown", "ids.jsonl", {"uid": line.uid, "other": uid})
