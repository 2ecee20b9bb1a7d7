"""The examples of the page on the client run as they stand, but for the address."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.client.conftest import SAMPLES

PAGE = Path(__file__).parents[2] / "docs" / "client.md"
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
SAID = ["P1 eligible|P1 undetermined", "criterion|sex ", "win-win-3", "400 parameter rund"]


@pytest.mark.parametrize(("code", "said"), list(zip(EXAMPLES, SAID, strict=True)))
def test_an_example_runs(
    code: str, said: str, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(SAMPLES / "networks.csv", tmp_path)
    monkeypatch.chdir(tmp_path)
    exec(compile(code.replace("http://127.0.0.1:8000", url), str(PAGE), "exec"), {})  # noqa: S102 - our own page
    assert re.search(said, capsys.readouterr().out)


def test_every_public_method_and_option_stands_on_the_page() -> None:
    import inspect

    from regelgraph.client import Client

    page = PAGE.read_text(encoding="utf-8")
    methods = [name for name in dir(Client) if not name.startswith("_") and inspect.isfunction(getattr(Client, name))]
    options = [name for name in inspect.signature(Client).parameters if name not in ("url", "transport")]
    assert [
        name for name in (*methods, *options) if name != "close" and f"`{name}" not in page and name not in page
    ] == []
