"""What is unread, and what stands first: values in, values out."""

from collections.abc import Iterable, Mapping

from qitao.watch.values import Group, Notice, SeenMark


def is_unread(group: Group, mark: SeenMark | None) -> bool:
    """Tell whether something joined the group since it was seen."""
    return mark is None or group.newest > mark.newest or group.count > mark.count


def noticed(groups: Iterable[Group], marks: Mapping[str, SeenMark]) -> list[Notice]:
    """Return the groups as one person reads them, the newest first."""
    ordered = sorted(groups, key=lambda group: (group.newest, group.key), reverse=True)
    return [Notice(group, is_unread(group, marks.get(group.key))) for group in ordered]
