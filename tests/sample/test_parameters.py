from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from chuyi_dash.config import DATA_DIR
from chuyi_dash.errors import ChuyiError
from chuyi_dash.sample import read_parameters


def test_the_seed_is_in_the_data_folder():
    assert isinstance(read_parameters()["seed"], int)


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(ChuyiError, match=r"sample\.yaml"):
        read_parameters(tmp_path)


def test_a_file_without_a_seed_is_refused(tmp_path: Path):
    data = shutil.copytree(DATA_DIR, tmp_path / "data")
    text = (data / "sample.yaml").read_text(encoding="utf-8")
    (data / "sample.yaml").write_text(text.replace("seed: 20220408\n", ""), encoding="utf-8")
    with pytest.raises(ChuyiError, match=r"sample\.yaml 第 \d+ 行：缺少键 “seed”"):
        read_parameters(data)


def test_a_file_that_is_no_yaml_is_refused(tmp_path: Path):
    (tmp_path / "sample.yaml").write_text("seed: [1\n", encoding="utf-8")
    with pytest.raises(ChuyiError, match=r"sample\.yaml"):
        read_parameters(tmp_path)
