"""The decoder: of overlapping proposals the strongest, and why the others lost."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from extract.decoder import Taken, decode, strength
from extract.findings import Proposal


def proposal(start: int, end: int, weight: float = 0.8, kind: str = "Enterprise") -> Proposal:
    return Proposal(start, end, kind, weight, "test")


def test_proposals_apart_are_all_chosen_in_text_order() -> None:
    a, b, c = proposal(8, 10), proposal(0, 4), proposal(4, 8)
    assert decode([a, b, c]) == ([b, c, a], [])


def test_the_stronger_of_two_wins() -> None:
    weak, strong = proposal(0, 6, 0.5), proposal(4, 8, 0.9)
    assert decode([weak, strong]) == ([strong], [(weak, strong)])


def test_of_equally_sure_ones_the_longer_wins() -> None:
    short, long = proposal(2, 6), proposal(0, 8)
    assert decode([short, long]) == ([long], [(short, long)])
    assert strength(long) > strength(short)


def test_length_counts_only_so_far() -> None:
    assert strength(proposal(0, 24)) == strength(proposal(0, 90))


def test_a_weak_proposal_is_dropped_for_nobody() -> None:
    weak = proposal(0, 6, 0.39)
    assert decode([weak]) == ([], [(weak, None)])
    assert decode([weak], threshold=0.3) == ([weak], [])


def test_one_stretch_with_several_winners() -> None:
    a, bridge, b = proposal(0, 4, 0.9), proposal(2, 8, 0.5), proposal(6, 10, 0.9)
    assert decode([bridge, b, a]) == ([a, b], [(bridge, a)]) or decode([bridge, b, a])[0] == [a, b]


def test_the_same_proposal_twice_is_chosen_once_and_not_called_dropped() -> None:
    assert decode([proposal(0, 4), proposal(0, 4)]) == ([proposal(0, 4)], [])


def test_a_tie_between_types_does_not_depend_on_the_order() -> None:
    a, b = proposal(0, 4, kind="Enterprise"), proposal(0, 4, kind="School")
    assert decode([a, b]) == decode([b, a])


def test_nothing() -> None:
    assert decode([]) == ([], [])


PROPOSALS = st.lists(
    st.builds(
        lambda start, length, weight, kind: proposal(start, start + length, weight, kind),
        st.integers(0, 60),
        st.integers(1, 20),
        st.sampled_from([0.1, 0.4, 0.45, 0.62, 0.8, 0.95, 1.0]),
        st.sampled_from(["Enterprise", "School", "Major"]),
    ),
    max_size=30,
)


@given(PROPOSALS)
def test_the_chosen_never_overlap_and_nothing_is_lost(given_: list[Proposal]) -> None:
    chosen, dropped = decode(given_)
    assert all(a.end <= b.start for a, b in pairwise(chosen))
    assert all(any(p is q for q in given_) for p in chosen)
    for loser, rival in dropped:
        if rival is None:
            assert loser.weight < 0.4
        else:
            assert rival.start < loser.end and loser.start < rival.end
            assert strength(rival) >= strength(loser)
            assert any(rival is c for c in chosen)
    seen = {(p.start, p.end, p.type) for p in chosen} | {(p.start, p.end, p.type) for p, _ in dropped}
    assert seen == {(p.start, p.end, p.type) for p in given_}


@given(PROPOSALS, st.randoms(use_true_random=False))
def test_the_spans_chosen_do_not_depend_on_the_order(given_: list[Proposal], random: object) -> None:
    shuffled = given_[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    spans = [[(p.start, p.end, p.type, p.weight) for p in decode(x)[0]] for x in (given_, shuffled)]
    assert spans[0] == spans[1]


@given(PROPOSALS, st.integers(0, 80), st.integers(1, 10))
def test_taken_tells_what_mentions_cover(given_: list[Proposal], start: int, length: int) -> None:
    chosen, _ = decode(given_)
    expected = any(m.start < start + length and start < m.end for m in chosen)
    assert Taken(chosen).overlaps(start, start + length) is expected
