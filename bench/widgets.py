"""The states that a browser would send back for the widgets of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from streamlit.proto.Element_pb2 import Element
from streamlit.proto.WidgetStates_pb2 import WidgetState

# Kind of element -> field of WidgetState that carries its value.
_PLAIN = {
    "checkbox": "bool_value",
    "text_input": "string_value",
    "text_area": "string_value",
    "time_input": "string_value",
    "color_picker": "string_value",
    "date_input": "string_array_value",
    "date_time_input": "string_array_value",
}
_ONE_OPTION = {"selectbox", "radio"}
_SEVERAL_OPTIONS = {"multiselect", "button_group"}


def state_of(element: Element) -> WidgetState | None:
    """Return the state that a browser stores when it mounts the widget ``element``.

    A browser stores the default when it first draws a widget (or the value, when the app has set one), and
    sends the states of all widgets with each rerun. None for everything that stores nothing by itself:
    figures, charts without a selection, buttons that were not clicked, unknown kinds of widget.
    """
    kind = element.WhichOneof("type")
    if kind is None:
        return None
    widget: Any = getattr(element, kind)
    if kind in _PLAIN:
        return _state(widget, _PLAIN[kind], _field(widget, "value" if widget.set_value else "default"))
    if kind in _ONE_OPTION:
        return _state(widget, "string_value", _chosen_option(widget))
    if kind in _SEVERAL_OPTIONS:
        return _state(widget, "string_array_value", _chosen_options(widget))
    if kind == "number_input":
        field = "int_value" if widget.data_type == widget.INT else "double_value"
        number = _field(widget, "value" if widget.set_value else "default")
        return _state(widget, field, int(number) if field == "int_value" and number is not None else number)
    if kind == "slider":
        return _slider(widget)
    return None


def is_set_by_app(element: Element) -> bool:
    """Tell whether the app set the widget's value, which then replaces the browser's."""
    kind = element.WhichOneof("type")
    return kind is not None and bool(getattr(getattr(element, kind), "set_value", False))


def _slider(widget: Any) -> WidgetState:
    numbers = list(widget.value if widget.set_value else widget.default)
    if widget.type != widget.SELECT_SLIDER:
        return _state(widget, "double_array_value", numbers)
    chosen = list(widget.raw_value) if widget.set_value else _texts(widget.options, map(int, numbers))
    return _state(widget, "string_array_value", chosen)


def _chosen_option(widget: Any) -> str | None:
    if widget.set_value:
        return widget.raw_value if widget.HasField("raw_value") else None
    index = _field(widget, "default")
    return None if index is None or not widget.options else _texts(widget.options, [index])[0]


def _chosen_options(widget: Any) -> list[str]:
    return list(widget.raw_values) if widget.set_value else _texts(widget.options, widget.default)


def _texts(options: Sequence[Any], indices: Iterable[int]) -> list[str]:
    """Return the options' texts; those of a button group are messages with an icon."""
    chosen = [options[index] for index in indices]
    return [o if isinstance(o, str) else f"{o.content_icon} {o.content}".strip() for o in chosen]


def _field(widget: Any, name: str) -> Any:
    """Return a field's value; None where the field is optional and was left out."""
    field = widget.DESCRIPTOR.fields_by_name[name]
    return None if field.has_presence and not widget.HasField(name) else getattr(widget, name)


def _state(widget: Any, field: str, value: Any) -> WidgetState:
    """Return the state; a widget without a value is sent with its id alone, as a browser does."""
    state = WidgetState(id=widget.id)
    if value is None:
        return state
    if field.endswith("_array_value"):
        array = getattr(state, field)
        array.SetInParent()
        array.data.extend(value)
    else:
        setattr(state, field, value)
    return state
