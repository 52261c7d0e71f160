"""The month on one page. The order below is the model; it stands here and nowhere else.

enact            dated lever values come into force; targets become projects and tenders; each January the counties
                 decide on their yearly programme; homes are inspected and graded; clinics and agreements begin
build            funded projects advance; beds open, come back from works; tendered homes change hands
age              everyone is a month older; those who turn 60 and those who move in arrive
change_ability   one draw for each elder: worsen, recover, dementia, stay (and who dies or leaves)
die              those who die or leave are gone; their beds are free on the same day
live_in_families spouses die, children leave, strain wears: the roll of those in need is called
be_identified    some in need become known to the authorities
seek_care        the known whose situation changed, or whose gap persists, apply to homes or stay
be_admitted      one matching of applicants to free operable beds; waiting ends
be_cared_for     help is set up at home, and money that follows the elder assigned; meals, families, visiting aides
                 and volunteers give hours at home, worst off first; homes give theirs to their residents
staff            aides quit, retire, apply, are trained and hired; homes set what they can operate
pay              fees and what follows the elder into homes, premiums, subsidies, wages, running cost, help at home:
                 every yuan has a payer and a payee
decide           each quarter operators set prices, convert, enter, take over, leave
record           outcomes and causes
"""

from __future__ import annotations

from sim.processes.age import age
from sim.processes.be_admitted import be_admitted
from sim.processes.be_cared_for import be_cared_for
from sim.processes.be_identified import be_identified
from sim.processes.build import build
from sim.processes.change_ability import change_ability
from sim.processes.decide import decide
from sim.processes.die import die
from sim.processes.enact import enact
from sim.processes.live_in_families import live_in_families
from sim.processes.pay import pay
from sim.processes.record import record
from sim.processes.seek_care import seek_care
from sim.processes.staff import staff

STORY = (
    enact,
    build,
    age,
    change_ability,
    die,
    live_in_families,
    be_identified,
    seek_care,
    be_admitted,
    be_cared_for,
    staff,
    pay,
    decide,
    record,
)
