"""What may come between somebody and a sheet; each says what to do."""

from __future__ import annotations

from collections.abc import Sequence

from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.self_check.model import Answer, Draft, Question


class Conflict(ChuyiError):  # noqa: N818 (an answer to the writer, not a fault)
    """Somebody else saved this item first.

    Nothing was written; ``stored`` is theirs and ``mine`` what was sent.
    """

    def __init__(self, stored: Answer, mine: Draft) -> None:
        super().__init__(
            _("这一项刚由 %(who)s 保存过，您的填写没有覆盖它。请比较两份内容后再选择。") % {"who": stored.saved_by}
        )
        self.stored, self.mine = stored, mine


class Moved(ChuyiError):  # noqa: N818
    """The sheet, or the facts behind it, changed since the reader last saw it.

    Nothing was written.
    """


class Incomplete(ChuyiError):  # noqa: N818
    """The sheet cannot be handed in yet; ``missing`` are its unfinished items in order."""

    def __init__(self, missing: Sequence[Question]) -> None:
        super().__init__(_("还有 %(number)d 项没有填完，请补齐后再提交。") % {"number": len(missing)})
        self.missing = tuple(missing)


def sheet_has_moved() -> Moved:
    """Build the refusal of an action on an outdated state of the sheet."""
    return Moved(_("这张自查表刚被别人处理过，状态已经变了。请看清现在的状态再操作。"))


def item_has_moved() -> Moved:
    """Build the refusal of a ruling on an answer that has changed since."""
    return Moved(_("这一项刚被别人改过或处理过，您的处理没有写入。请看清现在的内容再处理。"))
