"""The reads of templates."""

from qitao.api.reads.read import Read
from qitao.lowcode import queries
from qitao.lowcode.values import Change, ViewTemplate


def preview(code: str) -> list[Change]:
    """Return what installing a template would create, change or keep; nothing is written."""
    return list(queries.preview_template(code))


READS = (
    Read(
        "lowcode",
        "installations",
        ViewTemplate,
        queries.InstallationRow,
        queries.list_installations,
        sorts=(),
    ),
    Read("lowcode", "preview", ViewTemplate, Change, preview, sorts=()),
)
