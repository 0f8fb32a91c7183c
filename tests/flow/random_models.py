"""Random models of the subset, drawn once as Qitao's BPMN and once as the oracle reads it.

Blocks nest: task, gate, sequence, choice, parallel, loop, task with a boundary timer, step with a
boundary error, early end of everything. What decides does so by a variable that the task right
before it sets, so that it means the same in an engine that keeps data per branch.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from hypothesis import strategies as st

from tests.flow.drawing import Drawing


@dataclass(frozen=True)
class Block:
    """One block of a model; `parts` are its inner blocks."""

    kind: str
    parts: tuple[Block, ...] = ()


Blocks = st.SearchStrategy[Block]


def _join(inner: Blocks, *kinds: str) -> Blocks:
    some = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.builds(Block, st.sampled_from(kinds), some)


def _loop(body: Blocks) -> Blocks:
    return st.builds(Block, st.just("loop"), body.map(lambda block: (block,)))


LEAVES = st.sampled_from(
    [Block(kind) for kind in ("task", "task", "task", "gate", "gate", "empty", "risky", "stop")]
)
TIMED = st.sampled_from([Block("timed"), Block("beside")])


def models(*, timers: bool, max_leaves: int = 8) -> Blocks:
    """Return random models, with or without boundary timers, of any nesting."""
    leaves = st.one_of(LEAVES, TIMED) if timers else LEAVES

    def nest(inner: Blocks) -> Blocks:
        return st.one_of(_join(inner, "sequence", "choice", "parallel"), _loop(inner))

    return st.recursive(leaves, nest, max_leaves=max_leaves)


def oracle_models(*, timers: bool, max_leaves: int = 8) -> Blocks:
    """Return random models without parallel work inside a loop.

    SpiffWorkflow 3.2 lets the join of a second round through as soon as one branch has come, since
    it still counts the branches of the first round.
    """
    leaves = st.one_of(LEAVES, TIMED) if timers else LEAVES

    def nest_body(inner: Blocks) -> Blocks:
        return st.one_of(_join(inner, "sequence", "choice"), _loop(inner))

    bodies = st.recursive(leaves, nest_body, max_leaves=max(2, max_leaves // 2))
    whole = st.one_of(leaves, _loop(bodies))
    return st.recursive(
        whole, lambda inner: _join(inner, "sequence", "choice", "parallel"), max_leaves=max_leaves
    )


@dataclass
class Sketch:
    """A model as both engines read it."""

    ours: Drawing
    theirs: Drawing
    deciders: dict[str, str] = field(default_factory=dict)
    """The tasks that set a variable when they are done."""
    timed: dict[str, str] = field(default_factory=dict)
    """The tasks that a timer may interrupt or accompany, with its boundary event."""
    risks: dict[str, str] = field(default_factory=dict)
    """The tasks whose value decides whether the step behind them fails, with the error's code."""
    numbers: Callable[[], int] = field(default_factory=lambda: count(1).__next__)

    def key(self, prefix: str) -> str:
        return f"{prefix}{self.numbers()}"

    def node(self, kind: str, key: str, *, default: str = "") -> str:
        for drawing in (self.ours, self.theirs):
            drawing.node(kind, key, plain=f'default="{default}"' if default else "")
        return key

    def flow(self, source: str, target: str, variable: str = "", value: int = 0) -> None:
        self.ours.flow(source, target, f"{variable} = {value}" if variable else "")
        self.theirs.flow(source, target, f"{variable} == {value}" if variable else "")

    def task(self) -> str:
        key = self.key("task")
        self.ours.user(key, verb=key)
        self.theirs.user(key)
        return key

    def decide(self, after: str) -> tuple[str, str]:
        """Draw a task that sets a fresh variable; return the task and the variable."""
        task, variable = self.task(), self.key("v")
        self.flow(after, task)
        self.deciders[task] = variable
        return task, variable

    def draw(self, block: Block, after: str) -> str:
        """Draw a block behind a node; return the node at which it ends."""
        return getattr(self, f"draw_{block.kind}")(block, after)

    def draw_task(self, _: Block, after: str) -> str:
        key = self.task()
        self.flow(after, key)
        return key

    def draw_empty(self, _: Block, after: str) -> str:
        key = self.node("exclusiveGateway", self.key("merge"))
        self.flow(after, key)
        return key

    def draw_gate(self, _: Block, after: str) -> str:
        key = self.key("gate")
        self.ours.service(key, "test.gate")
        self.theirs.node("scriptTask", key, "<bpmn:script>pass</bpmn:script>")
        self.flow(after, key)
        return key

    def draw_sequence(self, block: Block, after: str) -> str:
        for part in block.parts:
            after = self.draw(part, after)
        return after

    def draw_choice(self, block: Block, after: str) -> str:
        task, variable = self.decide(after)
        split, merge = self.key("split"), self.node("exclusiveGateway", self.key("merge"))
        starts = [self.node("exclusiveGateway", self.key("branch")) for _ in block.parts]
        self.node("exclusiveGateway", split, default=f"{split}_{starts[-1]}")
        self.flow(task, split)
        for number, (start, part) in enumerate(zip(starts, block.parts, strict=True)):
            last = number == len(starts) - 1
            self.flow(split, start, "" if last else variable, number)
            self.flow(self.draw(part, start), merge)
        return merge

    def draw_parallel(self, block: Block, after: str) -> str:
        fork, join = (self.node("parallelGateway", self.key(word)) for word in ("fork", "join"))
        self.flow(after, fork)
        for part in block.parts:
            start = self.node("exclusiveGateway", self.key("branch"))
            self.flow(fork, start)
            self.flow(self.draw(part, start), join)
        return join

    def draw_loop(self, block: Block, after: str) -> str:
        begin, again = self.node("exclusiveGateway", self.key("begin")), self.key("again")
        self.flow(after, begin)
        task, variable = self.decide(self.draw(block.parts[0], begin))
        leave = self.node("exclusiveGateway", self.key("leave"))
        self.node("exclusiveGateway", again, default=f"{again}_{leave}")
        self.flow(task, again)
        self.flow(again, leave)
        self.flow(again, begin, variable, 1)
        return leave

    def draw_timed(self, _: Block, after: str) -> str:
        """A task that a timer takes away to another task; both ways meet again."""
        task, timer, other = self.task(), self.key("timer"), self.task()
        merge = self.node("exclusiveGateway", self.key("merge"))
        self._boundary(task, timer, interrupts=True)
        self.flow(after, task)
        self.flow(task, merge)
        self.flow(timer, other)
        self.flow(other, merge)
        return merge

    def draw_beside(self, _: Block, after: str) -> str:
        """A task beside which a timer opens another one, which has an end of its own."""
        task, timer, other = self.task(), self.key("timer"), self.task()
        self._boundary(task, timer, interrupts=False)
        self.flow(after, task)
        self.flow(timer, other)
        self.flow(other, self.node("endEvent", self.key("end")))
        return task

    def draw_risky(self, _: Block, after: str) -> str:
        """A step that may fail with an error that its boundary catches; both ways meet again.

        The oracle knows error events at sub-processes only: there it is one that ends in the error.
        """
        task, variable = self.decide(after)
        step, caught, other = self.key("risk"), self.key("caught"), self.task()
        merge, code = self.node("exclusiveGateway", self.key("merge")), f"test.{step}"
        self.risks[task] = code
        self.ours.service(step, "test.risk").error(caught, step, code)
        self.theirs.subprocess(step, _failing(step, variable, code)).error(caught, step, code)
        self.flow(task, step)
        self.flow(step, merge)
        self.flow(caught, other)
        self.flow(other, merge)
        return merge

    def draw_stop(self, _: Block, after: str) -> str:
        """A place where the whole process may be ended, whatever else still lives in it."""
        task, variable = self.decide(after)
        split, stop = self.key("split"), self.key("stop")
        go_on = self.node("exclusiveGateway", self.key("branch"))
        self.node("exclusiveGateway", split, default=f"{split}_{go_on}")
        for drawing in (self.ours, self.theirs):
            drawing.terminate(stop)
        self.flow(task, split)
        self.flow(split, stop, variable, 1)
        self.flow(split, go_on)
        return go_on

    def _boundary(self, task: str, timer: str, *, interrupts: bool) -> None:
        self.ours.timer(timer, task, "PT1H", interrupts=interrupts)
        self.theirs.timer(timer, task, '"PT1H"', interrupts=interrupts)
        self.timed[task] = timer


def _failing(key: str, variable: str, code: str) -> Drawing:
    """Draw the inside of the oracle's step: it ends with the error where the variable is 1."""
    begin, split, fine, bad = (f"{key}_{word}" for word in ("begin", "split", "fine", "bad"))
    inside = Drawing(key).start(begin).xor(split, default=f"{split}_{fine}").end(fine)
    inside.node("endEvent", bad, f'<bpmn:errorEventDefinition errorRef="err_{code}"/>')
    return inside.chain(begin, split).flow(split, bad, f"{variable} == 1").flow(split, fine)


def sketch(block: Block, key: str) -> Sketch:
    """Draw a whole process around a block."""
    drawn = Sketch(Drawing(key), Drawing(key))
    drawn.node("startEvent", "start")
    last = drawn.draw(block, "start")
    drawn.node("endEvent", "end")
    drawn.flow(last, "end")
    return drawn
