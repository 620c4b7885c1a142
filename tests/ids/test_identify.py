"""What a ledger does when a standard is made anew: renumbered, moved, reworded, cut, joined, gone and back again."""

import random
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from pipeline.errors import SourceError
from pipeline.identity import Identity
from pipeline.ids import NAME, identify, identify_from, mint, read_ledger, words
from pipeline.model import Copy, Node, Standard, walk
from pipeline.write import encode, encode_lines

ROOT = Path(__file__).parent.parent.parent
WRITTEN = sorted((ROOT / "normalized").glob("*/standard.json"))


def node(number: str, text: str, *children: Node) -> Node:
    """A criterion with its number as its address, until `addressed` says otherwise."""
    fp = sha256(text.encode()).hexdigest()[:16] if text else None
    return Node(id=number, kind="criterion", number=number, text=text, fp=fp, children=children)


def addressed(nodes: tuple[Node, ...], above: str = "") -> tuple[Node, ...]:
    made = []
    for one in nodes:
        address = f"{above}/{one.id.rpartition('/')[2]}" if above else one.id.rpartition("/")[2]
        made.append(msgspec.structs.replace(one, id=address, children=addressed(one.children, address)))
    return tuple(made)


def standard(*nodes: Node, source: str = "a" * 64) -> Standard:
    copy = Copy(file="x.txt", sha256=source, bytes=1, format="txt")
    return Standard(id="x", families=("document",), title="甲", sources=(copy,), body=addressed(nodes))


VISITS = "每周至少拜访三个重点客户并记录其需求"
REPORTS = "每月提交一份市场分析报告给部门负责人"
CHECKS = "按季度检查合同执行情况并汇总问题"


def uids(made: Standard) -> dict[str, str | None]:
    """uid by the words of the node."""
    return {words(one) or one.id: one.uid for one in walk(made.body)}


def again(first: Standard, second: Standard) -> tuple[Standard, Standard, tuple[Identity, ...]]:
    one, ledger = identify(first, ())
    two, ledger = identify(second, ledger)
    return one, two, ledger


def test_a_uid_is_minted_from_the_standard_and_the_first_address() -> None:
    made, ledger = identify(standard(node("1", VISITS)), ())
    assert made.body[0].uid == mint("x", "1") != mint("y", "1")
    assert [(line.status, line.first, line.last) for line in ledger] == [("active", "1", "1")]


def test_renumbered_statements_keep_their_uids() -> None:
    one, two, _ = again(
        standard(node("1", VISITS), node("2", REPORTS)), standard(node("1", CHECKS), node("2", VISITS), node("3", REPORTS))
    )
    before, after = uids(one), uids(two)
    assert (after[VISITS], after[REPORTS]) == (before[VISITS], before[REPORTS])
    assert after[CHECKS] not in before.values()


def test_a_moved_statement_keeps_its_uid() -> None:
    one, two, _ = again(
        standard(node("1", "甲组", node("1", VISITS)), node("2", "乙组", node("1", REPORTS))),
        standard(node("1", "甲组"), node("2", "乙组", node("1", REPORTS), node("2", VISITS))),
    )
    assert uids(one) == uids(two)


def test_a_reworded_statement_keeps_its_uid() -> None:
    one, two, ledger = again(
        standard(node("1", VISITS), node("2", REPORTS)), standard(node("1", VISITS.replace("三", "五")), node("2", REPORTS))
    )
    assert two.body[0].uid == one.body[0].uid
    assert [line.doubt for line in ledger] == [None, None]


def test_words_that_changed_much_are_told_until_a_person_says_so() -> None:
    changed = VISITS[:10] + "登记客户意见和建议"
    one, two, ledger = again(standard(node("1", VISITS)), standard(node("1", changed)))
    assert two.body[0].uid == one.body[0].uid
    assert [finding.code for finding in two.findings] == ["id-doubtful"]
    three, after = identify(standard(node("1", changed)), ledger)
    assert (three.findings, after) == (two.findings, ledger)


def test_a_doubt_goes_when_the_words_are_again_as_they_were() -> None:
    changed = VISITS[:10] + "登记客户意见和建议"
    _, two, ledger = again(standard(node("1", VISITS)), standard(node("1", changed)))
    assert [finding.code for finding in two.findings] == ["id-doubtful"]
    three, after = identify(standard(node("1", VISITS)), ledger)
    assert three.body[0].uid == two.body[0].uid
    assert (three.findings, after[0].doubt) == ((), None)


def test_a_doubt_about_how_long_words_end_stays_while_they_do() -> None:
    _, two, ledger = again(standard(node("1", VISITS + CHECKS + REPORTS)), standard(node("1", VISITS + CHECKS + "甲" * 18)))
    assert [finding.code for finding in two.findings] == ["id-doubtful"]
    assert identify(standard(node("1", VISITS + CHECKS + "甲" * 18)), ledger)[0].findings == two.findings


def test_other_words_at_an_address_get_another_uid_and_the_first_is_never_reused() -> None:
    one, two, ledger = again(standard(node("1", VISITS)), standard(node("1", CHECKS)))
    assert two.body[0].uid != one.body[0].uid
    assert [(line.uid, line.status) for line in ledger] == [(two.body[0].uid, "active"), (one.body[0].uid, "retired")]
    three, _ = identify(standard(node("1", REPORTS)), ledger)
    assert three.body[0].uid not in {one.body[0].uid, two.body[0].uid}


def test_a_statement_that_comes_back_is_the_one_it_was() -> None:
    one, _, ledger = again(standard(node("1", VISITS), node("2", REPORTS)), standard(node("1", REPORTS)))
    back, after = identify(standard(node("1", VISITS), node("2", REPORTS)), ledger)
    assert uids(back) == uids(one)
    assert {line.status for line in after} == {"active"}


def test_a_statement_cut_in_two_is_replaced_by_both_and_two_joined_by_one() -> None:
    one, two, ledger = again(standard(node("1", VISITS + REPORTS)), standard(node("1", VISITS), node("2", REPORTS)))
    [old] = [line for line in ledger if line.status == "split"]
    assert (old.uid, old.replaced_by) == (one.body[0].uid, tuple(child.uid for child in two.body))
    joined, ledger = identify(standard(node("1", VISITS + REPORTS)), [line for line in ledger if line.status == "active"])
    assert {line.replaced_by for line in ledger if line.status == "merged"} == {(joined.body[0].uid,)}


def test_a_heading_with_other_words_keeps_its_uid_by_what_stands_below_it() -> None:
    below = (node("1", VISITS), node("2", REPORTS))
    one, two, _ = again(standard(node("h1", "客户管理", *below)), standard(node("h2", "营销工作", *below)))
    assert [child.uid for child in walk(two.body)] == [child.uid for child in walk(one.body)]


def test_the_same_words_in_several_places_stay_in_their_order() -> None:
    cells = [node(f"h{k}", f"第{k}项考核要素的名称", node("1", "无"), node("2", "无")) for k in range(4)]
    one, two, _ = again(standard(*cells), standard(*cells[1:]))
    assert [child.uid for child in walk(two.body)] == [child.uid for child in walk(one.body[1:])]


@pytest.mark.parametrize("name", ["岗位{}", "岗位说明书"])
@pytest.mark.parametrize("gone", [0, 1])
def test_posts_with_the_same_sub_headings_keep_their_uids_when_one_before_them_goes(name: str, gone: int) -> None:
    def post(number: int, letter: str, duty: str, need: str) -> Node:
        duties = node("1", "岗位职责", node("1", duty), node("2", "无"))
        return node(str(number), name.format(letter), duties, node("2", "任职要求", node("1", need)))

    told = [("甲", VISITS, "本科以上学历"), ("乙", REPORTS, "熟悉招投标流程"), ("丙", CHECKS, "持有驾驶执照者优先")]
    left = [one for at, one in enumerate(told) if at != gone]
    one, two, _ = again(
        standard(*(post(number, *post_) for number, post_ in enumerate(told, start=1))),
        standard(*(post(number, *post_) for number, post_ in enumerate(left, start=1))),
    )
    kept = [child for at, child in enumerate(one.body) if at != gone]
    assert [child.uid for child in walk(two.body)] == [child.uid for child in walk(tuple(kept))]
    assert not two.findings


def test_the_sub_heading_of_a_new_post_does_not_take_the_uid_of_a_post_that_went() -> None:
    def post(number: str, title: str, duty: str) -> Node:
        return node(number, title, node("1", "岗位职责", node("1", duty)))

    one, two, _ = again(
        standard(post("1", "采购专员", VISITS), post("2", "会计", REPORTS)),
        standard(post("1", "仓库主管", CHECKS), post("2", "会计", REPORTS)),
    )
    assert not {child.uid for child in walk(two.body[:1])} & {child.uid for child in walk(one.body)}
    assert two.body[1] == one.body[1]


def test_where_two_might_have_been_it_both_are_told() -> None:
    first = standard(node("1", "甲组", node("1", VISITS)), node("2", "乙组", node("1", VISITS)))
    _, two, _ = again(first, standard(node("3", "丙组的工作要求", node("1", VISITS))))
    assert "id-rival" in [finding.code for finding in two.findings]


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.parent.name)
def test_a_ledger_held_against_its_own_tree_stays_as_it_is(path: Path) -> None:
    made = msgspec.json.decode(path.read_bytes(), type=Standard)
    ledger = read_ledger(path.with_name(NAME), made.id)
    plain = msgspec.structs.replace(made, findings=())
    named, after = identify(plain, ledger)
    assert list(after) == ledger
    assert named.body == made.body


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.parent.name)
def test_after_random_changes_no_uid_is_on_two_nodes_and_none_is_lost(path: Path) -> None:
    made = msgspec.json.decode(path.read_bytes(), type=Standard)
    rng = random.Random(path.parent.name)
    ledger: tuple[Identity, ...] = identify(made, ())[1]
    for _ in range(6):
        body = addressed(_changed(made.body, rng))
        now, after = identify(msgspec.structs.replace(made, body=_unique(body)), ledger)
        given = [one.uid for one in walk(now.body)]
        assert len(set(given)) == len(given)
        assert {line.uid for line in ledger} <= {line.uid for line in after}
        ledger = after


def _changed(nodes: tuple[Node, ...], rng: random.Random) -> tuple[Node, ...]:
    """Some nodes go, some stand twice, some change places with their neighbours, some lose a character."""
    made: list[Node] = []
    for one in nodes:
        toss = rng.random()
        below = msgspec.structs.replace(one, children=_changed(one.children, rng))
        if toss < 0.05:
            continue
        if toss < 0.1 and below.text and len(below.text) > 6:
            text = below.text[:3] + below.text[4:]
            below = msgspec.structs.replace(below, text=text, fp=sha256(text.encode()).hexdigest()[:16])
        made.append(below)
        if toss > 0.97:
            made.append(below)
        if toss > 0.9 and len(made) > 1:
            made[-1], made[-2] = made[-2], made[-1]
    return tuple(made)


def _unique(nodes: tuple[Node, ...], above: str = "") -> tuple[Node, ...]:
    taken: dict[str, int] = {}
    made = []
    for one in nodes:
        part = one.id.rpartition("/")[2]
        taken[part] = taken.get(part, 0) + 1
        name = part if taken[part] == 1 else f"{part}_{taken[part]}"
        address = f"{above}/{name}" if above else name
        made.append(msgspec.structs.replace(one, id=address, children=_unique(one.children, address)))
    return tuple(made)


def _written(tmp_path: Path, *lines: Identity) -> Path:
    path = tmp_path / NAME
    path.write_bytes(encode_lines(lines))
    return path


def test_a_ledger_of_another_standard_is_refused(tmp_path: Path) -> None:
    _, ledger = identify(standard(node("1", VISITS)), ())
    with pytest.raises(SourceError, match="was not minted for 1 of y"):
        read_ledger(_written(tmp_path, *ledger), "y")


def test_a_ledger_with_a_uid_twice_is_refused(tmp_path: Path) -> None:
    _, ledger = identify(standard(node("1", VISITS)), ())
    with pytest.raises(SourceError, match=r"line 2: the uid .* stands twice"):
        read_ledger(_written(tmp_path, *ledger, *ledger), "x")


def test_a_broken_line_of_a_ledger_is_named(tmp_path: Path) -> None:
    path = _written(tmp_path, *identify(standard(node("1", VISITS)), ())[1])
    path.write_bytes(path.read_bytes() + b'{"uid": 3}\n')
    with pytest.raises(SourceError, match="line 2") as caught:
        read_ledger(path, "x")
    assert "version control" in caught.value.advice


@pytest.mark.parametrize("empty", [False, True], ids=["missing", "empty"])
def test_a_lost_ledger_is_made_again_from_the_standard_beside_it_and_told(tmp_path: Path, empty: bool) -> None:
    path = tmp_path / NAME
    old = standard(node("1", VISITS), node("2", REPORTS))
    made, lines = identify_from(path, old)
    assert not made.findings
    (tmp_path / "standard.json").write_bytes(encode(made))
    if empty:
        path.write_bytes(b"")
    new = standard(node("1", CHECKS), node("2", VISITS), node("3", REPORTS))
    again, _ = identify_from(path, new)
    assert [one.uid for one in again.body[1:]] == [one.uid for one in made.body]
    assert again.body[0].uid not in {line.uid for line in lines}
    assert [finding.code for finding in again.findings] == ["ids-rebuilt"]
    (tmp_path / "standard.json").write_bytes(encode(again))
    third, rebuilt = identify_from(path, new)  # the addresses that these uids were minted for are known no more
    assert third.body == again.body
    assert [line.first for line in rebuilt] == ["1", "", ""]
    path.write_bytes(encode_lines(rebuilt))
    assert identify_from(path, new)[0].body == again.body
