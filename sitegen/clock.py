"""The present moment, which decides only whether a story is due: no page depends on when it was made."""

from __future__ import annotations

import datetime
import os

from sitegen.errors import SitegenError
from sitegen.messages import say


def now() -> datetime.datetime:
    """Return the present moment, or that of SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/).

    Raises:
        SitegenError: SOURCE_DATE_EPOCH is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.datetime.now(datetime.UTC)
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    except (ValueError, OverflowError, OSError) as error:
        message = say(
            "SOURCE_DATE_EPOCH is {text!r}; set it to a number of seconds since 1970, or unset it", text=epoch[:40]
        )
        raise SitegenError(message) from error
