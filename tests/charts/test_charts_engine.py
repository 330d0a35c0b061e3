"""The drawing engine stands beside the process, which can be copied at any time."""

from __future__ import annotations

import json
import multiprocessing
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from briefbook.charts import engine

BAR: dict[str, Any] = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "data": {"values": [{"label": "a", "value": 3}]},
    "mark": "bar",
    "encoding": {
        "x": {"field": "value", "type": "quantitative"},
        "y": {"field": "label", "type": "nominal"},
    },
}


def _draw(_number: int) -> str:
    return engine.svg(BAR)


def test_a_copy_of_a_process_that_has_drawn_draws_too() -> None:
    here = engine.svg(BAR)
    with multiprocessing.get_context("fork").Pool(2) as pool:
        there = pool.map_async(_draw, range(4)).get(timeout=60)
    assert there == [here] * 4
    assert engine.svg(BAR) == here


def test_drawing_loads_nothing_with_threads_into_this_process() -> None:
    program = (
        "import json, sys; from briefbook.charts import engine; "
        "drawn = engine.svg(json.load(sys.stdin)); print(drawn[:4], 'vl_convert' in sys.modules)"
    )
    done = subprocess.run(  # this Python
        [sys.executable, "-c", program],
        input=json.dumps(BAR),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["<svg", "False"]


def test_a_specification_that_is_none_is_told_and_the_next_is_drawn() -> None:
    with pytest.raises(engine.EngineError, match=r"\S"):
        engine.svg({"mark": 3})
    assert engine.svg(BAR).startswith("<svg")


def test_an_engine_that_fell_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    engine.svg(BAR)
    with monkeypatch.context() as patch:
        patch.setattr(engine, "_PROGRAM", Path("no-such-program.py"))
        engine._engine.cache_clear()
        with pytest.raises(engine.EngineError, match="the engine ended with"):
            engine.svg(BAR)
    assert engine.svg(BAR).startswith("<svg")


def test_what_was_drawn_before_is_not_drawn_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.keep_in(tmp_path / "charts")
    try:
        first = engine.svg(BAR)
        with monkeypatch.context() as patch:
            patch.setattr(engine, "_drawn", lambda text: f"drawn again: {len(text) > 0}")
            assert engine.svg(BAR) == first
            other = {**BAR, "height": 77}
            assert engine.svg(other) == "drawn again: True"
            patch.setattr("importlib.metadata.version", lambda _: "another")
            assert engine.svg(BAR) == "drawn again: True"
    finally:
        engine.keep_in(None)
