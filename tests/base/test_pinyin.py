"""Chinese names sort as in a dictionary and are found by their letters."""

import pytest

from qitao.base.pinyin import CHARS_MAX, search_key, sort_key


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("齐套", "qi2 tao4"),
        ("PP 粒料 A-12", "pp li4 liao4 a-12"),
        ("ａｂ　１号", "ab 1 hao4"),
        ("", ""),
    ],
)
def test_a_key_sorts_bytewise(words: str, key: str) -> None:
    assert sort_key(words) == key


def test_names_stand_in_dictionary_order() -> None:
    names = ["张三", "李四", "单雄", "王五", "曾哥", "阿宝"]
    assert sorted(names, key=lambda name: sort_key(name, person=True)) == [
        "阿宝", "李四", "单雄", "王五", "曾哥", "张三",
    ]  # fmt: skip


def test_a_surname_is_read_as_one_only_for_persons() -> None:
    assert sort_key("单价", person=False) == "dan1 jia4"
    assert sort_key("单价", person=True) == "shan4 jia4"


@pytest.mark.parametrize(
    ("words", "key"),
    [("张三", "zhangsan zs"), ("注塑车间1号机", "zhusuchejian1haoji zscj1hj"), ("", "")],
)
def test_letters_find_a_name(words: str, key: str) -> None:
    assert search_key(words) == key


def test_a_key_fits_its_column() -> None:
    assert len(sort_key("装" * 200)) <= CHARS_MAX
