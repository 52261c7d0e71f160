"""布局单 in words: sites of homes and stations, what they cover, the map."""

from __future__ import annotations

from experiments.labels import number
from experiments.lists.blocks import Block, Heading, Picture, Table, Text
from experiments.lists.place import whole
from experiments.lists.telling import Teller, whole_number

MAPS = {"en": "maps/layout.png", "zh": "maps/layout.zh-CN.png"}


class Siting(Teller):
    """The layout list."""

    def blocks(self) -> list[Block]:
        """Sites of homes and stations with what they cover, and the map."""
        return [
            Picture(self.say("map"), MAPS[self.language]),
            Heading(self.say("homes"), 3),
            *self._homes(),
            Heading(self.say("stations"), 3),
            *self._stations(),
        ]

    def solved(self, exact: bool, gap: float) -> Text:
        """How the sites were found."""
        return Text(self.say("exact") if exact else self.say("not_exact", gap=number(100 * gap)))

    def _homes(self) -> list[Block]:
        made = self.lists.layout
        people, left = made.people.sum(), made.demand.sum()
        covered = made.homes.covered
        rule = self.say(
            "homes.rule", wanted=made.wanted_homes, beds=self.assumed.home_beds,
            most=f"{self.assumed.most_share:g}", people=whole_number(people),
            taken=whole_number(people - left), left=whole_number(left), covered=whole_number(covered), km=made.km,
            share=f"{100 * covered / max(left, 1e-9):.0f}", waiting=whole_number(whole(self.place, "waiting")),
        )  # fmt: skip
        blocks: list[Block] = [Text(rule)]
        if not made.homes.units.any():
            why = "why.no_money" if made.wanted_homes == 0 else "why.no_need"
            blocks.append(Text(self.say("homes.none", why=self.say(why))))
        else:
            blocks.append(self.solved(made.homes.exact, made.homes.gap))
        heads = ("place", "head.people", "head.left", "head.new_homes", "head.new_beds", "head.here_served",
                 "head.from")  # fmt: skip
        comma = "、" if self.language == "zh" else ", "
        rows = []
        for p, name in enumerate(self.places):
            served = made.homes.served
            fed = comma.join(self.places[q] for q in range(len(self.places)) if served[p, q] >= 0.5)
            units = int(made.homes.units[p])
            rows.append([name, round(made.people[p]), round(made.demand[p]), units, units * self.assumed.home_beds,
                         round(served[:, p].sum()), fed or "-"])  # fmt: skip
        return [*blocks, Table([self.say(h) for h in heads], rows)]

    def _stations(self) -> list[Block]:
        made = self.lists.layout
        out, covered = made.station_demand.sum(), made.stations.covered
        rule = self.say(
            "stations.rule", wanted=made.wanted_stations, rural=whole_number(made.station_reach[0]),
            urban=whole_number(made.station_reach[1]), people=whole_number(out), covered=whole_number(covered),
            share=f"{100 * covered / max(out, 1e-9):.0f}", most=f"{self.assumed.most_share:g}",
        )  # fmt: skip
        blocks: list[Block] = [Text(rule)]
        if not made.stations.units.any():
            no_circle = not made.station_reach.any()
            why = "no_circle" if no_circle else "no_station_money" if made.wanted_stations == 0 else "no_out"
            blocks.append(Text(self.say("stations.none", why=self.say(f"why.{why}"))))
        else:
            blocks.append(self.solved(made.stations.exact, made.stations.gap))
        heads = ("place", "head.out_rural", "head.out_urban", "head.new_rural", "head.new_urban", "head.brought")
        rows = [
            [name, *(round(made.station_demand[2 * p + r]) for r in (0, 1)), *(made.stations_of(p, r) for r in (0, 1)),
             round(made.stations.served[:, 2 * p : 2 * p + 2].sum())]
            for p, name in enumerate(self.places)
        ]  # fmt: skip
        return [*blocks, Table([self.say(h) for h in heads], rows)]
