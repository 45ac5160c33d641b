"""A theme's texts as its templates ask for them: ``_("Home")`` and the like, as filters, which Jinja calls faster."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from gettext import NullTranslations

from jinja2 import nodes, pass_context
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

_FUNCTIONS = {"_": "gettext", "gettext": "gettext", "ngettext": "ngettext", "pgettext": "pgettext"}
_PLAIN = {str, int, Markup}
"""Values of these types are the same text whenever they are equal, so that texts with them can be kept."""


class WordsAsFilters(NodeTransformer):
    """Turns calls for a text into filters. For a call, Jinja copies the template's variables; for a filter, nothing."""

    def visit_Call(self, call: nodes.Call) -> nodes.Node:  # noqa: N802  # Jinja's name
        """Return the node that replaces ``call``."""
        self.generic_visit(call)
        function = _FUNCTIONS.get(call.node.name) if isinstance(call.node, nodes.Name) else None
        if not function or not call.args or call.dyn_args or call.dyn_kwargs:
            return call
        return nodes.Filter(call.args[0], function, call.args[1:], call.kwargs, None, None, lineno=call.lineno)


def word_filters(catalogue: NullTranslations) -> dict[str, Callable[..., str]]:
    """Return the filters that take the place of Jinja's functions of the same names, and do the same.

    They take the context, because Jinja would take a filter without it for one that has the same result in every
    language.
    """

    @lru_cache(maxsize=2048, typed=True)
    def finished(text: str, /, **variables: object) -> str:
        return Markup(catalogue.gettext(text)) % variables  # noqa: S704  # the theme's own text

    def filled(context: Context, text: str, variables: dict[str, object]) -> str:
        return (Markup(text) if context.eval_ctx.autoescape else text) % variables  # noqa: S704

    @pass_context
    def gettext(context: Context, text: str, /, **variables: object) -> str:
        if context.eval_ctx.autoescape:
            if not variables:
                return finished(text)
            if _PLAIN.issuperset(map(type, variables.values())):
                return finished(text, **variables)
        return filled(context, catalogue.gettext(text), variables)

    @pass_context
    def ngettext(context: Context, one: str, many: str, number: int, /, **variables: object) -> str:
        variables.setdefault("num", number)
        return filled(context, catalogue.ngettext(one, many, number), variables)

    @pass_context
    def pgettext(context: Context, place: str, text: str, /, **variables: object) -> str:
        variables.setdefault("context", place)
        return filled(context, catalogue.pgettext(place, text), variables)

    return {"gettext": gettext, "ngettext": ngettext, "pgettext": pgettext}
