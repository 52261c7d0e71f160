"""The ledger: every yuan has a payer, a payee and a purpose; public purses are finite. Whole fen."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

FEN = 100
"""Fen in a yuan."""


class Account(IntEnum):
    """Whose money it is."""

    HOUSEHOLDS = 0
    SAFETY_NET = 1
    PURSES = 2  # county budgets, lottery and other public purses with a yearly limit
    UPPER_LEVELS = 3
    PUBLIC_HOMES = 4
    PUBLIC_PRIVATE_HOMES = 5
    PRIVATE_HOMES = 6
    INVESTORS = 7
    AIDES = 8
    SUPPLIERS = 9
    BUILDERS = 10
    HOME_CARE = 11
    INSURANCE = 12  # long-term-care insurance: premiums in, benefits out; what lacks stands below zero


class Purpose(IntEnum):
    """What a payment is for."""

    FEE = 0
    TEKUN_CARE = 1
    OPERATING_SUBSIDY = 2
    WAGE = 3
    WAGE_SUPPORT = 4
    RUNNING_COST = 5
    RENT = 6
    HOME_CARE = 7
    BOUGHT_HOURS = 8
    VISITING_POSTS = 9
    TRAINING = 10
    IDENTIFICATION = 11
    CAPITAL = 12
    PUBLIC_HOME_DEFICIT = 13
    EQUITY = 14
    MEALS = 15
    HOME_AIDS = 16  # adaptation, devices, family beds, bracelets
    CARER_SUPPORT = 17
    VOLUNTEERING = 18
    ASSISTANTS = 19
    CARE_SUBSIDY = 20
    INSURED_CARE = 21
    VOUCHER = 22
    PREMIUM = 23
    GRADING = 24
    MEDICAL = 25
    LENT_AIDES = 26  # what homes that run stations get for the visits of their aides


HOMES = (Account.PUBLIC_HOMES, Account.PUBLIC_PRIVATE_HOMES, Account.PRIVATE_HOMES)
"""Account of the homes of each ownership."""
PUBLIC_PAYERS = (Account.SAFETY_NET, Account.PURSES, Account.UPPER_LEVELS, Account.INSURANCE)
"""Accounts whose payments are public cost."""


def share_out(total: int, claims: NDArray[np.int64]) -> NDArray[np.int64]:
    """Whole fen in proportion to claims; the first claimants take the odd fen. Sums to ``total``."""
    claimed = int(claims.sum())
    if total == claimed:
        return claims.copy()
    claimed = max(1, claimed)
    whole = np.array([int(claim) * total // claimed for claim in claims], dtype=np.int64)  # beyond 64 bits on the way
    odd = total - int(whole.sum())
    claimants = np.flatnonzero(claims > 0)[:odd]
    whole[claimants] += 1
    return np.asarray(whole)


class Purse:
    """Yearly public money that may pay some purposes. It comes month by month; what is left in December is lost."""

    def __init__(self, name: str, yuan_per_year: float, pays: tuple[Purpose, ...], kind: str = "general") -> None:
        """A purse of ``yuan_per_year``; ``kind`` says where the money comes from."""
        self.name = name
        self.kind = kind
        self.pays = pays
        self.fill(yuan_per_year)
        self._months = 0
        self._spent = 0

    def fill(self, yuan_per_year: float) -> None:
        """The money of a year; to be changed in January only, before anything is spent."""
        self.fen_per_year = round(yuan_per_year * FEN)

    def turn(self, month: int) -> None:
        """A new month brings a twelfth; January starts afresh."""
        if month % 12 == 0:
            self._months = 0
            self._spent = 0
        self._months += 1

    @property
    def left(self) -> int:
        """Fen that can be spent now."""
        return self.fen_per_year * self._months // 12 - self._spent

    @property
    def carried(self) -> int:
        """Fen that earlier months of the year have left over; bonds are for building, all that is there counts."""
        return max(0, self.left - (0 if self.kind == "bonds" else self.fen_per_year // 12))

    def take(self, fen: int, carried: bool = False) -> int:
        """Spend up to ``fen`` (of what earlier months left over, if ``carried``); returns what was there."""
        got = max(0, min(fen, self.carried if carried else self.left))
        self._spent += got
        return got

    def give_back(self, fen: int) -> None:
        """Undo a ``take`` of this month."""
        self._spent -= fen


class Pot(Purse):
    """Public money that is there at once and stays until it is spent: a place's part of the yearly programme (L26)."""

    def __init__(self) -> None:
        """An empty pot; no purpose draws on it by itself."""
        super().__init__("programme", 0.0, (), "programme")
        self._put = 0

    def put(self, fen: int) -> None:
        """Put money in."""
        if fen < 0:
            raise ValueError(f"cannot put {fen} fen into a pot")
        self._put += fen

    def turn(self, month: int) -> None:
        """Months and years change nothing."""

    @property
    def left(self) -> int:
        """Fen that can be spent now."""
        return self._put - self._spent


class Ledger:
    """Double entry: a payment lowers one account and raises another by the same fen."""

    def __init__(self, purses: tuple[Purse, ...]) -> None:
        """An empty ledger over some purses."""
        self.purses = purses
        self.balance = np.zeros(len(Account), dtype=np.int64)
        self.month = 0
        self._set_aside: list[tuple[Purse, int]] = []
        self._rows: list[tuple[int, int, int, int, int]] = []
        self.paid = np.zeros((len(Purpose), len(Account)), dtype=np.int64)
        """Fen paid this month by [purpose, payer]."""
        self.paid_this_year = np.zeros(len(Account), dtype=np.int64)
        """Fen paid since January by payer."""

    def turn(self, month: int) -> None:
        """Start the payments of a month."""
        self.month = month
        self.paid[:] = 0
        if month % 12 == 0:
            self.paid_this_year[:] = 0
        for purse in self.purses:
            purse.turn(month)

    def pay(self, payer: Account, payee: Account, purpose: Purpose, fen: int) -> None:
        """Move whole fen from payer to payee; ValueError if negative."""
        if fen < 0:
            raise ValueError(f"{payer.name} cannot pay {fen} fen to {payee.name}")
        if fen == 0:
            return
        self.balance[payer] -= fen
        self.balance[payee] += fen
        self.paid[purpose, payer] += fen
        self.paid_this_year[payer] += fen
        self._rows.append((self.month, payer, payee, purpose, fen))

    def pay_from_purses(self, payee: Account, purpose: Purpose, fen: int, carried: bool = False) -> int:
        """Pay from the purses that may pay this purpose, in their order; returns the fen that were there.

        With ``carried`` only what earlier months of the year have left over is touched.
        """
        got = 0
        for purse in self.purses:
            if purpose in purse.pays and got < fen:
                got += purse.take(fen - got, carried)
        self.pay(Account.PURSES, payee, purpose, got)
        return got

    def pay_from(self, purse: Purse, payee: Account, purpose: Purpose, fen: int) -> int:
        """Pay from one purse, whatever it may pay by itself; returns the fen that were there."""
        got = purse.take(fen)
        self.pay(Account.PURSES, payee, purpose, got)
        return got

    def available(self, purpose: Purpose, carried: bool = False) -> int:
        """Fen left this month for a purpose; with ``carried`` only what earlier months of the year have left over."""
        mine = [purse for purse in self.purses if purpose in purse.pays]
        return sum(max(0, purse.carried if carried else purse.left) for purse in mine)

    def set_aside(self, purpose: Purpose, fen: int) -> None:
        """Keep money of the purses for what has been promised this month: nothing else can be paid with it."""
        for purse in self.purses:
            if purpose in purse.pays and fen > 0:
                got = purse.take(fen)
                self._set_aside.append((purse, got))
                fen -= got

    def free_what_is_set_aside(self) -> None:
        """Put the money that was set aside back into the purses: what was promised is paid now."""
        for purse, fen in self._set_aside:
            purse.give_back(fen)
        self._set_aside.clear()

    @property
    def entries(self) -> list[tuple[int, int, int, int, int]]:
        """All payments as (month, payer, payee, purpose, fen)."""
        return self._rows

    def rows(self) -> list[tuple[int, str, str, str, float]]:
        """All payments as (month, payer, payee, purpose, yuan)."""
        return [
            (m, Account(a).name.lower(), Account(b).name.lower(), Purpose(p).name.lower(), fen / FEN)
            for m, a, b, p, fen in self._rows
        ]

    def public_cost(self) -> int:
        """Fen paid this month by the public side."""
        return int(self.paid[:, list(PUBLIC_PAYERS)].sum())

    def household_cost(self) -> int:
        """Fen paid this month by elders and families."""
        return int(self.paid[:, Account.HOUSEHOLDS].sum())

    def by_purpose(self) -> NDArray[np.int64]:
        """Fen paid this month by purpose."""
        return np.asarray(self.paid.sum(axis=1))
