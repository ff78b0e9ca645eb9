"""`pitboss complaints packs`: what there is, what is wrong with a file, what compliance should look at."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from tests.test_cli import pitboss


async def test_it_lists_every_pack_with_its_warnings() -> None:
    code, said = await pitboss({}, "complaints", "packs")
    assert code == 0
    for pack in ("gb", "malta", "curacao", "ontario", "russia", "iso10002"):
        assert f"\n{pack}  " in f"\n{said}"
    assert "gb.final_answer" in said
    assert "8 weeks" in said
    assert "! gb.pause_player: From memory; no source was read." in said


async def test_it_says_what_is_wrong_with_a_file_in_a_sentence(tmp_path: Path) -> None:
    good = (resources.files("pitboss.complaints") / "packs" / "gb.yaml").read_text()
    (tmp_path / "good.yaml").write_text(good)
    (tmp_path / "bad.yaml").write_text(good.replace("count: 8, unit: weeks", "count: 8, unit: fortnights"))
    assert await pitboss({}, "complaints", "packs", "--quiet", str(tmp_path / "good.yaml")) == (0, "")
    code, said = await pitboss({}, "complaints", "packs", "--quiet", str(tmp_path / "bad.yaml"))
    assert code == 1
    assert said == "bad.yaml: $.deadlines[3].within.unit: Invalid enum value 'fortnights'.\n"
    code, said = await pitboss({}, "complaints", "packs", str(tmp_path / "none.yaml"))
    assert code == 1
    assert "Traceback" not in said
