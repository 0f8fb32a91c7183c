"""What the house knows of each verb, read off its signature: the doors are generated from this."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel, ConfigDict, TypeAdapter, create_model

from qitao.base.actor import Permission
from qitao.base.ids import is_id_type, noun_of

VERBS: dict[str, "Verb"] = {}


@dataclass(frozen=True)
class Verb:
    """One business verb: `floor.function`, its permission, its parameters and its result."""

    name: str
    permission: Permission
    function: Callable[..., Any]
    call: Callable[..., Any]
    """The one way in, which a door calls with the actor and the given values."""
    shared: bool = False
    """What it writes belongs to all plants: it needs the permission without bounds."""

    @property
    def floor(self) -> str:
        """The floor that the verb lives on."""
        return self.name.split(".", 1)[0]

    @property
    def doc(self) -> str:
        """The verb's docstring."""
        return inspect.getdoc(self.function) or ""

    @cached_property
    def hints(self) -> dict[str, Any]:
        """The types of all parameters (without the actor) and of the result, resolved."""
        hints = get_type_hints(self.function, include_extras=True)
        hints.pop("actor", None)
        return hints

    @cached_property
    def given(self) -> type[BaseModel]:
        """A pydantic model of the parameters, which a door validates its input with."""
        parameters = inspect.signature(self.function).parameters
        shape: dict[str, Any] = {}
        for name, parameter in parameters.items():
            if name != "actor":
                missing = parameter.default is inspect.Parameter.empty
                shape[name] = (self.hints[name], ... if missing else parameter.default)
        title = self.name.replace(".", "_")
        return create_model(title, __config__=ConfigDict(extra="forbid"), **shape)

    @cached_property
    def result(self) -> TypeAdapter[Any]:
        """The adapter that writes and reads the result as JSON."""
        return TypeAdapter(self.hints["return"])

    def dump_given(self, given: dict[str, Any]) -> bytes:
        """Write the given values as JSON; secrets come out masked."""
        model = self.given.model_construct(**given)
        return self.given.__pydantic_serializer__.to_json(model, warnings=False)

    @cached_property
    def _subjects(self) -> tuple[tuple[str, str], ...]:
        return tuple((name, noun_of(hint)) for name, hint in self.hints.items() if is_id_type(hint))

    @cached_property
    def _result_subjects(self) -> tuple[tuple[str, str], ...]:
        hint = self.hints["return"]
        if not is_dataclass(hint):
            return ()
        hints = get_type_hints(hint)
        return tuple(
            (field.name, noun_of(hints[field.name]))
            for field in fields(hint)
            if is_id_type(hints[field.name])
        )

    def subject(self, given: dict[str, Any], result: Any = None) -> str:
        """Return what the call was about, `work_order:5`.

        What a `create_` verb made; else a given value that names its own subject, else the first id
        given, else the first returned.
        """
        made = self._made(result)
        if made and self.name.split(".")[1].startswith("create_"):
            return made
        for value in given.values():
            if (named := getattr(value, "subject", None)) and isinstance(named, str):
                return named
        for name, noun in self._subjects:
            if given.get(name) is not None:
                return f"{noun}:{given[name]}"
        return made or self._plural_subject(given)

    def _made(self, result: Any) -> str:
        for name, noun in self._result_subjects:
            if getattr(result, name, None) is not None:
                return f"{noun}:{getattr(result, name)}"
        return ""

    def _plural_subject(self, given: dict[str, Any]) -> str:
        for name, hint in self.hints.items():
            parts = get_args(hint)
            if name != "return" and parts and is_id_type(parts[0]):
                ids = given.get(name) or ()
                if ids:
                    first = ids[0] if isinstance(ids, list | tuple) else ids
                    return f"{noun_of(parts[0])}:{first}"
        return ""

    def touched(self, given: Any) -> set[str]:
        """Return the subjects that a journal entry's given values name, for who follows along.

        Where only a digest was kept of them: each noun with a star, `work_order:*`.
        """
        whole = isinstance(given, dict) and not given.keys() >= {"bytes", "sha256"}
        found: set[str] = set()
        for name, part, noun in self._id_places:
            value = given.get(name) if whole else "*"
            for each in value if isinstance(value, list) else [value]:
                inner = each.get(part) if part and isinstance(each, dict) else each
                found.update(() if inner is None else (f"{noun}:{inner}",))
        return found

    @cached_property
    def _id_places(self) -> tuple[tuple[str, str, str], ...]:
        """Where ids stand: the parameter, the field of its values if they have any, the noun."""
        found = []
        for name, hint in self.hints.items():
            for part in (hint, *get_args(hint)) if name != "return" else ():
                if is_id_type(part):
                    found.append((name, "", noun_of(part)))
                elif isinstance(part, type) and is_dataclass(part):  # a validator is none
                    ids = (each for each in get_type_hints(part).items() if is_id_type(each[1]))
                    found.extend((name, field, noun_of(kind)) for field, kind in ids)
        return tuple(found)


def list_verbs() -> Iterator[Verb]:
    """Yield every registered verb in the order of their names."""
    yield from (VERBS[name] for name in sorted(VERBS))
