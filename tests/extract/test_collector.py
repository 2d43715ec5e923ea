"""The cyclic collector is off while a document is read, and as before afterwards."""

from __future__ import annotations

import gc

import pytest

from extract.collector import uncollected


def test_off_inside_on_again_outside() -> None:
    assert uncollected(gc.isenabled)() is False
    assert gc.isenabled()


def test_on_again_after_an_error() -> None:
    @uncollected
    def fails() -> None:
        raise ValueError

    with pytest.raises(ValueError, match=""):
        fails()
    assert gc.isenabled()


def test_stays_off_where_it_was_off() -> None:
    gc.disable()
    try:
        uncollected(int)()
        assert not gc.isenabled()
    finally:
        gc.enable()
