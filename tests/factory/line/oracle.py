"""The same lines in SimPy, with the same draws: after each event all that can be done is tried in turn.

It shares nothing with the kernel but the draws: no lists of what is due, no timers, no millionths.
"""

from __future__ import annotations

from math import inf, log1p
from typing import TYPE_CHECKING, Any

import simpy

from reshore.chance.philox import uniform_at
from reshore.chance.streams import Streams
from reshore.factory.line.line import Basis, Kind
from reshore.factory.line.release import Conwip, Plan, Poisson, Saturated

if TYPE_CHECKING:
    from collections.abc import Generator

    from reshore.factory.line.line import Group, Line, Product, Step

    Process = Generator[simpy.Event, Any, None]

EPSILON = 1e-7


class Unit:
    """A unit of a product."""

    def __init__(self, product: Product, number: int, entered: float) -> None:
        self.product, self.number, self.entered = product, number, entered
        self.rounds, self.again = 0, False
        self.step: Step | None = None
        self.failed: dict[str, int] = {}
        self.fitted: set[str] = set()


class Server:
    """One server of a group."""

    def __init__(self, group: Group, number: int) -> None:
        self.group, self.number = group, number
        self.units: list[Unit] = []
        self.step: Step | None = None
        self.product = ""
        self.phase = "free"
        self.down = self.people = self.power = False
        self.remaining = 0.0
        self.wear = inf
        self.failures = 0
        self.waits = False
        self.hindrance = ""
        self.since = 0.0
        self.service: simpy.Process | None = None


class Oracle:
    """A run of a line in SimPy.

    Attributes
    ----------
    left
        Product, time of entry and of leaving of each good unit.
    scrapped, released
        Units by product.
    """

    def __init__(self, line: Line, seed: int) -> None:
        self.line, self.streams, self.env = line, Streams(seed), simpy.Environment()
        self.servers = [Server(g, n) for g in line.groups for n in range(g.servers)]
        self.queue: dict[str, list[Unit]] = {g.name: [] for g in line.groups}
        self.coming = dict.fromkeys(self.queue, 0)
        self.open = {g.name: not g.opens or g.opens[0][0] == 0 for g in line.groups}
        self.used = {pool.name: 0.0 for pool in line.pools}
        self.store = {p.name: 0.0 for p in line.products if p.store is not None}
        self.inside = {p.name: 0 for p in line.products}
        self.released, self.scrapped = dict(self.inside), dict(self.inside)
        self.outside: list[Product] = []
        self.waiting: dict[str, float] = dict.fromkeys(self.inside, 0)
        self.left: list[tuple[str, float, float]] = []
        self.crews = inf if line.crews is None else line.crews
        self.broken: list[Server] = []
        vehicles = line.moves and line.moves.vehicles
        self.vehicles = inf if vehicles is None else vehicles
        for server in self.servers:
            if server.group.failures and server.group.failures.basis is Basis.CLOCK:
                self.env.process(self.clock(server))
            elif server.group.failures:
                server.wear = self.outage(server, 0)
        for group in line.groups:
            if group.opens:
                self.env.process(self.shifts(group))
        for product in line.products:
            if isinstance(product.release, Saturated | Conwip):
                self.waiting[product.name] = inf
                self.line_up(product)
            else:
                self.env.process(self.releases(product))

    def run(self, until: float) -> None:
        """Run up to a time."""
        self.settle()
        self.env.run(until)

    # Draws

    def uniform(self, place: int, *key: str) -> float:
        return uniform_at(self.streams.key(*key), 0, place)

    def outage(self, server: Server, half: int) -> float:
        failures = server.group.failures
        assert failures is not None
        mean = failures.hours_to_repair if half else failures.hours_between
        place = server.number << 40 | server.failures << 1 | half
        return -mean * log1p(-self.uniform(place, "failure", server.group.name))

    # Processes

    def clock(self, server: Server) -> Process:
        while True:
            yield self.env.timeout(self.outage(server, 0))
            if server.phase == "running":
                self.pause(server, failed=True)
            yield from self.repair(server)

    def repair(self, server: Server) -> Process:
        server.down = True
        server.waits = False
        crew = self.env.event()
        if self.crews > 0:
            self.crews -= 1
        else:
            self.broken.append((server, crew))
            self.settle()
            yield crew
        self.settle()
        repair = self.outage(server, 1)
        server.failures += 1
        yield self.env.timeout(repair)
        if self.broken:
            self.broken.pop(0)[1].succeed()
        else:
            self.crews += 1
        server.down = False
        if server.group.failures.basis is Basis.WORKING:
            server.wear = self.outage(server, 0)
        self.ask(server)
        self.settle()

    def shifts(self, group: Group) -> Process:
        week = 0.0
        while True:
            for begin, end in group.opens:
                if week + begin > self.env.now:
                    yield self.env.timeout(week + begin - self.env.now)
                if not self.open[group.name]:
                    self.open[group.name] = True
                    for server in self.of(group):
                        self.ask(server)
                    self.settle()
                yield self.env.timeout(week + end - self.env.now)
                if end == 168 and group.opens[0][0] == 0:
                    continue
                self.open[group.name] = False
                for server in self.of(group):
                    if server.phase == "running":
                        self.pause(server)
                    self.give(server, power=True, people=True)
                    server.waits = False
                self.settle()
            week += 168

    def releases(self, product: Product) -> Process:
        rule, group = product.release, self.group(self.line.way(product.name)[0].group)
        count = 0
        while not isinstance(rule, Plan) or count < len(rule.times):
            if isinstance(rule, Plan):
                yield self.env.timeout(rule.times[count] - self.env.now)
            else:
                wait = rule.hours
                if isinstance(rule, Poisson):
                    wait *= -log1p(-self.uniform(count, "release", product.name))
                yield self.env.timeout(self.after(group, wait) - self.env.now)
            count += 1
            self.waiting[product.name] += 1
            self.line_up(product)
            self.settle()

    def after(self, group: Group, wait: float) -> float:
        """Return when so many open hours will have passed."""
        if not group.opens:
            return self.env.now + wait
        week = self.env.now // 168 * 168
        while True:
            for begin, end in group.opens:
                first = max(week + begin, self.env.now)
                if first < week + end:
                    if first + wait <= week + end:
                        return first + wait
                    wait -= week + end - first
            week += 168

    # Services

    def ask(self, server: Server) -> None:
        """Let a service that is held ask for its pools."""
        if server.phase == "held" and self.open[server.group.name] and not server.down:
            server.waits, server.since = True, self.env.now

    def needs(self, server: Server) -> dict[str, float]:
        held = {Kind.PEOPLE: server.people, Kind.POWER: server.power, Kind.COOLING: server.power}
        pools = [pool for pool in self.line.pools if not held[pool.kind]]
        return {pool.name: server.step.takes.get(pool.name, 0.0) for pool in pools}

    def begin(self, server: Server) -> bool:
        """Let a service run if it gets all that it needs."""
        needs = self.needs(server)
        for pool in self.line.pools:
            most = inf if pool.capacity is None else pool.capacity
            # Who asks for nothing of a pool isn't held up by it.
            if needs.get(pool.name) and self.used[pool.name] + needs[pool.name] > most + EPSILON:
                return False
        for pool, amount in needs.items():
            self.used[pool] += amount
        server.people = server.power = True
        server.waits, server.phase = False, "running"
        server.service = self.env.process(self.serve(server))
        return True

    def give(self, server: Server, *, power: bool, people: bool) -> None:
        for pool in self.line.pools if server.step else ():
            is_people = pool.kind is Kind.PEOPLE
            if (people and server.people) if is_people else (power and server.power):
                self.used[pool.name] -= server.step.takes.get(pool.name, 0.0)
        server.power = server.power and not power
        server.people = server.people and not people

    def pause(self, server: Server, *, failed: bool = False) -> None:
        server.phase = "held"
        server.service.interrupt()
        if failed:
            self.give(server, power=True, people=False)

    def serve(self, server: Server) -> Process:
        begun = self.env.now
        fails = server.wear < server.remaining
        try:
            yield self.env.timeout(min(server.wear, server.remaining))
        except simpy.Interrupt:
            server.remaining -= self.env.now - begun
            server.wear -= self.env.now - begun
            return
        if fails:
            server.remaining -= server.wear
            server.phase = "held"
            self.give(server, power=True, people=False)
            self.env.process(self.repair(server))
            return
        server.wear -= server.remaining
        self.give(server, power=True, people=True)
        server.phase, server.since = "done", self.env.now
        self.judge(server)
        self.settle()

    def judge(self, server: Server) -> None:
        step, on, back = server.step, [], []
        server.step = None
        way = self.line.way(step.product)
        for unit in server.units:
            unit.again = False
            place = unit.rounds << 40 | unit.number << 1 | 1
            failed = next(
                (t for t in step.tasks if self.uniform(place, "task", step.product, t.name) >= t.good), None
            )
            if failed is None:
                later = way[[s.name for s in way].index(step.name) + 1 :]
                unit.step = later[0] if later else None
                on.append(unit)
            elif failed.rework is not None and unit.failed.get(failed.name, 0) < failed.limit:
                unit.failed[failed.name] = unit.failed.get(failed.name, 0) + 1
                unit.rounds += 1
                unit.again = True
                unit.step = next(s for s in way if s.name == failed.rework)
                back.insert(0, unit)
            else:
                self.scrapped[unit.product.name] += 1
                self.out(unit)
        server.units = back + on

    # What can be done now

    def settle(self) -> None:
        """Do what can be done until nothing can."""
        while self.leave_one() or self.load_one() or self.admit_one() or self.begin_one():
            pass

    def leave_one(self) -> bool:
        """Let a unit leave, of the servers that were done first."""
        done = [s for s in self.servers if s.phase == "done"]
        for server in sorted(done, key=lambda s: (s.since, self.servers.index(s))):
            if not server.units:
                server.phase = "free"
                return True
            server.hindrance = self.hindrance(server)
            if not server.hindrance:
                self.leave(server)
                return True
        return False

    def hindrance(self, server: Server) -> str:
        """Return what keeps the first unit on its server."""
        unit = server.units[0]
        if unit.step is None:
            store = unit.product.store
            return "store" if store is not None and self.store[unit.product.name] + 1 > store else ""
        group = self.group(unit.step.group)
        if not unit.again and self.room(group, server) <= 0:
            return "room"
        return "vehicle" if self.moves(server, unit) and self.vehicles <= 0 else ""

    def moves(self, server: Server, unit: Unit) -> bool:
        return self.line.moves is not None and unit.step.group != server.group.name

    def leave(self, server: Server) -> None:
        unit = server.units.pop(0)
        if unit.step is None:
            self.left.append((unit.product.name, unit.entered, self.env.now))
            if unit.product.store is not None:
                self.store[unit.product.name] += 1
            self.out(unit)
        elif self.moves(server, unit):
            self.vehicles -= 1
            self.coming[unit.step.group] += 1
            self.env.process(self.move(unit, server.group))
        else:
            self.join(unit)

    def move(self, unit: Unit, origin: Group) -> Process:
        target, moves = self.group(unit.step.group), self.line.moves
        metres = abs(origin.x - target.x) + (moves.aisle if origin.row != target.row else 0.0)
        yield self.env.timeout(metres / moves.speed / 60)
        self.vehicles += 1
        self.coming[target.name] -= 1
        self.join(unit)
        self.settle()

    def begin_one(self) -> bool:
        waiting = [s for s in self.servers if s.waits]
        return any(
            self.begin(server) for server in sorted(waiting, key=lambda s: (s.since, self.servers.index(s)))
        )

    def load_one(self) -> bool:
        return any(self.load(group) for group in self.line.groups)

    def load(self, group: Group) -> bool:
        """Put a batch onto a free server; the queue is in its order."""
        free = [s for s in self.of(group) if s.phase == "free" and not s.down]
        for first in self.queue[group.name] if free else ():
            step = first.step
            batch = [unit for unit in self.queue[group.name] if unit.step is step][: group.batch]
            new = sum(step.name not in unit.fitted for unit in batch)
            short = any(
                self.store[name] + EPSILON < quantity * new for name, quantity in step.components.items()
            )
            if len(batch) < group.batch or short:
                continue
            same = [s for s in free if s.product == step.product] if group.changeover else []
            self.put(batch, (same or free)[0])
            return True
        return False

    def put(self, batch: list[Unit], server: Server) -> None:
        step, group = batch[0].step, server.group
        self.queue[group.name] = [unit for unit in self.queue[group.name] if unit not in batch]
        for name, quantity in step.components.items():
            self.store[name] -= quantity * sum(step.name not in unit.fitted for unit in batch)
        for unit in batch:
            unit.fitted.add(step.name)
        turning = group.changeover if server.product not in {"", step.product} else 0.0
        server.units, server.step, server.product, server.phase = batch, step, step.product, "held"
        place = batch[0].rounds << 40 | batch[0].number << 1
        draws = (
            float(t.hours.quantile(self.uniform(place, "task", step.product, t.name))) for t in step.tasks
        )
        server.remaining = turning + sum(draws)
        self.ask(server)

    def line_up(self, product: Product) -> None:
        """Let a product wait outside if it has units, and room among its own: products take turns."""
        most = product.release.units if isinstance(product.release, Conwip) else inf
        if self.waiting[product.name] and self.inside[product.name] < most and product not in self.outside:
            self.outside.append(product)

    def admit_one(self) -> bool:
        for product in self.outside:
            first = self.line.way(product.name)[0]
            if self.room(self.group(first.group), None) <= 0:
                continue
            unit = Unit(product, self.released[product.name], self.env.now)
            unit.step = first
            self.released[product.name] += 1
            self.inside[product.name] += 1
            self.waiting[product.name] -= 1
            self.join(unit)
            self.outside.remove(product)
            self.line_up(product)
            return True
        return False

    def join(self, unit: Unit) -> None:
        queue = self.queue[unit.step.group]
        place = sum(other.again for other in queue) if unit.again else len(queue)
        queue.insert(place, unit)

    def room(self, group: Group, leaving: Server | None) -> float:
        """Return the room in a group; a server that a unit leaves for its own group counts as free."""
        free = sum(s.phase == "free" and not s.down for s in self.of(group))
        own = leaving is not None and leaving.group is group and not leaving.down
        places = inf if group.buffer is None else group.buffer
        return places + (free + own) * group.batch - len(self.queue[group.name]) - self.coming[group.name]

    def of(self, group: Group) -> list[Server]:
        return [server for server in self.servers if server.group is group]

    def group(self, name: str) -> Group:
        return next(group for group in self.line.groups if group.name == name)

    def out(self, unit: Unit) -> None:
        self.inside[unit.product.name] -= 1
        self.line_up(unit.product)
