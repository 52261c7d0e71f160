"""Step 11: aides quit, retire, apply, are trained and hired; homes see what they can operate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.agents.kinds import Ownership
from sim.calendar import MONTHS_PER_YEAR, monthly_probability
from sim.chance import Decision
from sim.kernels.hiring import hire
from sim.ledger import Account, Purpose
from sim.world.programme import programme_posts
from sim.world.staffing import aides_for, bought_posts, capacity_minutes, cost_of_seats, mean_load, relative_wage
from sim.world.stock import government_run, is_government_run, is_home, is_open, is_station, open_homes
from sim.world.workforce import Origin, add_aides

if TYPE_CHECKING:
    from sim.model import CareSystem

GRADUATION = 6
"""Colleges end in July (month of the year 6, counted from 0)."""


def staff(model: CareSystem) -> None:
    """One month of the labour market of aides, place by place."""
    plan_posts(model)
    quit_and_retire(model)
    certify(model)
    train_aides_in_work(model)
    give_up_searching(model)
    apply_for_work(model)
    graduate(model)
    take_posts(model)


def plan_posts(model: CareSystem) -> None:
    """How many aides each employer wants.

    Government-run homes keep their post list, and what policy adds to it. Privately run homes want the aides that
    their residents and first applicants would take, and some to spare. Stations have the posts that public money
    pays, or those they had.
    """
    homes, elders, parameters = model.facilities, model.elders, model.parameters.aides
    run = open_homes(model) & (homes.col("ownership") != Ownership.PUBLIC)
    waiting = model.waiting.rows(elders.row_of)
    asked = np.bincount(elders.raw("choices")[waiting, 0], minlength=homes.n)[: homes.n]
    beds = (homes.col("beds") - homes.col("works")).sum(axis=1)
    occupied = homes.col("occupied").sum(axis=1)
    expected = np.minimum(beds, occupied + asked)
    each = mean_load(model)
    wanted = aides_for(model, expected * each * (1 + parameters.spare))
    opening = np.maximum(homes.col("opened"), homes.col("taken_over"))
    young = (model.month - opening < model.parameters.homes.fill_months) & (opening > model.region.start)
    hoped = aides_for(model, model.parameters.homes.slack * beds * each)
    wanted = np.where(young, np.maximum(wanted, hoped), wanted)
    homes.col("posts")[run] = wanted[run]
    stations = is_station(model)
    ordered = bought_for_stations(model) + programme_posts(model)
    homes.col("posts")[stations] = homes.col("usual_posts")[stations] + ordered[stations]
    closed = ~is_open(model)
    homes.col("posts")[closed] = 0
    homes.col("added_posts")[run | closed] = 0
    add_posts(model)


def bought_for_stations(model: CareSystem) -> NDArray[np.int64]:
    """Posts that public money buys at each centre and station (L12): a whole number, by a lasting draw up or down.

    In a sample a station has the posts of those for which it stands.
    """
    each = model.levers.visit.posts_per_station
    if each == 0:
        return np.zeros(model.facilities.n, dtype=np.int64)
    luck = model.chance.units(Decision.ORDER_OF_PART, model.facilities.col("luck"))
    return np.floor(each * model.facilities.col("stands_for") + luck).astype(np.int64)


def add_posts(model: CareSystem) -> None:
    """Posts of government-run homes on top of their own list: those that public money buys, and the least number.

    The list is that of month 0, of the opening or of the handing back; both levers at nothing leave it as it is. In a
    sample a home has the least number of those for which it stands.
    """
    homes, least = model.facilities, model.levers.ratio.least_staff
    public = government_run(model)
    own = homes.col("posts") - homes.col("added_posts")
    floor = np.floor(least * homes.col("stands_for") + 0.5).astype(np.int64)
    wanted = np.maximum(own + bought_posts(model) + programme_posts(model), floor)
    homes.col("added_posts")[:] = np.where(public, wanted - own, homes.col("added_posts"))
    homes.col("posts")[:] = np.where(public, wanted, homes.col("posts"))


def quit_and_retire(model: CareSystem) -> None:
    """Aides leave: rate = base x new x certified x (relative wage)^-e1 x (workload)^e2; all stop at the age limit."""
    aides, homes, p = model.aides, model.facilities, model.parameters.aides
    employer = aides.col("employer")
    employed = employer >= 0
    capacity, load = capacity_minutes(model), homes.col("load")
    workload = np.where(capacity > 0, np.clip(load / np.maximum(capacity, 1), 0.5, 2.0), 1.0)
    workload = np.where(is_home(model), workload, 1.0)
    rate = np.full(aides.n, p.quit)
    rate *= np.where(model.month - aides.col("since") < MONTHS_PER_YEAR, p.quit_new, 1.0)
    rate *= np.where(aides.col("certified") == 1, p.quit_certified, 1.0)
    certified = aides.col("certified") == 1
    rate *= np.where(certified, relative_wage(model, True) ** -p.quit_wage, relative_wage(model) ** -p.quit_wage)
    rate *= np.where(employed, workload[np.maximum(employer, 0)], 1.0) ** p.quit_load
    u = model.chance.units(Decision.AIDE_QUIT, aides.col("luck"), model.month)
    old = model.month - aides.col("birth") >= p.retire_age * MONTHS_PER_YEAR
    leaves = employed & ((u < -np.expm1(-rate / MONTHS_PER_YEAR)) | old)
    rows = np.flatnonzero(leaves)
    np.subtract.at(homes.col("aides"), employer[rows], 1)
    model.book.aides_quit = len(rows)
    remove_aides(model, rows)


def certify(model: CareSystem) -> None:
    """Some of those who work without a certificate get one.

    Where only certified aides count for the ratio (L17) employers do not wait: they send the others to courses, which
    they pay in step 12.
    """
    aides, p = model.aides, model.parameters.aides
    rows = np.flatnonzero((aides.col("employer") >= 0) & (aides.col("certified") == 0))
    u = model.chance.units(Decision.AIDE_CERTIFY, aides.col("luck")[rows], model.month)
    by_themselves = u < monthly_probability(p.certify)
    sent = (u < monthly_probability(p.certify_required)) & model.levers.train.certificates_required & ~by_themselves
    aides.col("certified")[rows[by_themselves | sent]] = 1
    model.sent_to_courses = np.bincount(aides.col("employer")[rows[sent]], minlength=model.facilities.n)


def train_aides_in_work(model: CareSystem) -> None:
    """Seats of courses for aides in work without a certificate, as many as the money buys.

    When the course is over (``course_months``) those longest in the job have the certificate; ties by key.
    """
    aides, p = model.aides, model.parameters.aides
    rows = np.flatnonzero((aides.col("employer") >= 0) & (aides.col("certified") == 0))
    due = sum(seats for month, seats in model.upgrading if month <= model.month)
    model.upgrading = [course for course in model.upgrading if course[0] > model.month]
    if due > 0:
        u = float(model.chance.units(Decision.UPGRADE_SEATS, np.zeros(1), model.month)[0])
        order = np.lexsort((aides.col("luck")[rows], aides.col("since")[rows]))
        done, rows = np.split(rows[order], [int(due + u)])
        aides.col("certified")[done] = 1
    in_courses = sum(seats for _, seats in model.upgrading)
    seats = min(model.levers.train.upgrade_seats / MONTHS_PER_YEAR, max(0.0, len(rows) - in_courses))
    if seats > 0:
        cost = cost_of_seats(model, seats)
        paid = model.ledger.pay_from_purses(Account.SUPPLIERS, Purpose.TRAINING, cost)
        model.upgrading.append((model.month + p.course_months, seats * (paid / cost if cost else 1.0)))


def give_up_searching(model: CareSystem) -> None:
    """Who found no post for some months, or is past the age limit, looks no longer."""
    aides, p = model.aides, model.parameters.aides
    long = model.month - aides.col("since") >= p.search_months
    old = model.month - aides.col("birth") >= p.retire_age * MONTHS_PER_YEAR
    rows = np.flatnonzero((aides.col("employer") < 0) & (long | old))
    remove_aides(model, rows)


def remove_aides(model: CareSystem, rows: NDArray[Any]) -> None:
    """Aides who leave the trade or the region."""
    model.book.aides_gone += len(rows)
    model.aides.remove(rows)


def vacancies(model: CareSystem) -> NDArray[np.int64]:
    """Posts of each employer that it fills now. Government-run homes fill none after a month in which money lacked."""
    homes = model.facilities
    vacant = np.maximum(0, homes.col("posts").astype(np.int64) - homes.col("aides"))
    if model.purses_dry:
        vacant[is_government_run(model)] = 0
    return np.asarray(vacant)


def apply_for_work(model: CareSystem) -> None:
    """Untrained people apply: in proportion to the aides of month 0 and to vacant posts, more at a higher wage."""
    p, homes = model.parameters.aides, model.facilities
    vacant = vacancies(model)
    vacant_there = np.bincount(homes.col("place"), weights=vacant, minlength=model.region.n_places)
    yearly = model.aides_at_start * p.apply + vacant_there * p.apply_vacancy
    expected = yearly / MONTHS_PER_YEAR * relative_wage(model) ** p.apply_wage
    u = model.chance.units(Decision.AIDE_APPLICANTS, np.arange(len(expected)), model.month)
    add_aides(model, Origin.APPLICANT, np.floor(expected + u).astype(np.int64), certified=False)


def graduate(model: CareSystem) -> None:
    """Those whose course has ended, and in July the college classes, come into the labour market.

    A share looks for work as an aide in the region. They are spread over the places as the aides of month 0.
    (Seats of courses are bought in step 12; college graduates are of the intake of three years ago.)
    """
    if model.month % MONTHS_PER_YEAR == GRADUATION:
        then = max(model.month - model.parameters.aides.college_months, model.region.start)
        intake = model.schedule.at(then).train
        graduates = intake.college_intake * intake.college_retention
        model.graduates.append((model.month, Origin.GRADUATE, graduates))
    due = [g for g in model.graduates if g[0] <= model.month]
    model.graduates = [g for g in model.graduates if g[0] > model.month]
    weights = model.aides_at_start / max(1, model.aides_at_start.sum())
    for _, origin, number in due:
        u = model.chance.units(Decision.TRAINED, np.arange(len(weights)), model.month, with_whom=int(origin))
        add_aides(model, Origin(origin), np.floor(number * weights + u).astype(np.int64), certified=True)


def take_posts(model: CareSystem) -> None:
    """Those who look for work take vacant posts of their place: certified first, then as they came."""
    aides, homes = model.aides, model.facilities
    seekers = np.flatnonzero(aides.col("employer") < 0)
    luck = aides.col("luck")[seekers].astype(np.int64)
    order = np.lexsort((luck, -aides.col("certified")[seekers].astype(np.int64)))
    vacant = vacancies(model)
    chosen = hire(
        luck[order].astype(np.uint32), aides.col("place")[seekers[order]],
        homes.col("luck"), homes.col("place"), vacant,
        np.uint32(Decision.AIDE_CHOICE), model.chance.key0, model.chance.key1,
    )  # fmt: skip
    taken = chosen >= 0
    rows = seekers[order][taken]
    aides.col("employer")[rows] = chosen[taken]
    aides.col("since")[rows] = model.month
    np.add.at(homes.col("aides"), chosen[taken], 1)
    model.book.aides_hired = len(rows)
