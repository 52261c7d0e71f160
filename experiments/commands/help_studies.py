"""What ``--help`` prints about studies: sweep, query, sensitivity, optimise, report."""

SWEEP = """\
carecap sweep [key=value ...] - live many runs of one region and keep each of them.

The runs are scenarios x samples of a design x replicates. Provenance and design are written before the first run,
and every few runs write their own part of the study, so a kill loses only what was not finished:
the same command with resume=true goes on. The result is the same to the bit whoever lives the runs.

  scenario=status_quo    one scenario, or scenarios=[status_quo,build]     (carecap scenarios)
  design=null            a file of conf/design, or a path to one of your own; design.points=64, design.seed=2, …
  design.quantities=[…]  what is varied instead: paths and sets; each keeps what the file says of it
  design.within=0.5      bounds not given: half of the declared value either way (of 0: half of the range); null: all
  replicates=4           runs of each point: replicate r has the same luck in all of them
  keep=years             years: flows summed, stocks averaged; months: every month too
  out=results/sweep-<region>        folder of the study
  resume=null            true: go on with the study in out; false: throw it away; null: begin, or show a finished one
  executor=processes     processes, serial, dask
  executor.address=null  of a Dask scheduler, tcp://host:port; out must then be a folder that all its workers see
  workers=null           processes; null: one for each core
  region, scale, seed, until, language, laws, levers.…, parameters.… as in carecap run

Examples:
  carecap sweep scale=tiny replicates=20 out=results/luck
  carecap sweep scale=tiny design=screening replicates=2 out=results/screening
  carecap sweep scale=quick scenarios=[status_quo,build] replicates=200 out=results/many resume=true
  carecap sweep executor=dask executor.address=tcp://127.0.0.1:8786 replicates=100 out=results/cluster
"""

QUERY = """\
carecap query STUDY "select …" [csv=on] - ask all runs of a study in SQL (DuckDB).

STUDY is the folder that run, compare or sweep wrote. Views: runs, outcomes (yearly), causes, ledger, events, targets,
stops, projects, failed; months, if they were kept. `describe outcomes` names the columns; group is a word of SQL and
wants quotes. A row of outcomes is of the whole region, of one place or of one group: without place = '' and
"group" = '' a mean mixes all of them.

  csv=off                on: every row, as CSV

Examples:
  carecap query results/first "describe runs"
  carecap query results/first "select scenario, year, avg(value) from outcomes where outcome = 'waiting' and place = ''
    and \\"group\\" = '' group by all order by all"
  carecap query results/first "from ledger where year = 2030" csv=on
"""

SENSITIVITY = """\
carecap sensitivity STUDY [key=value ...] - what the outcomes of a study hang on, and where a policy fails.

STUDY is a finished folder of carecap sweep design=…. Replicates are averaged first. Of a morris design: mu* and sigma;
of a sobol design: first and total indices; all with 95 % intervals, and a check whether the sample has converged, with
how much more it takes if not. Writes into STUDY/sensitivity: indices.csv, convergence.csv, summary.md and
summary.zh-CN.md, a chart of each outcome in both languages, and rules.csv if fails= is given.

  outcomes=[unmet_hours,waiting]    outcomes, or all                    (carecap outcomes)
  years=[2030,2035]                 years, or all; without it the last full one, which the charts show
  'fails=unmet_hours>300000'        a failure: the plain-rule box of quantities in which it happens, of any design;
                                    an outcome, one of < <= > >=, a number in its unit, shares as 0.85 or 85%
  year=2035                         year of fails=
  language=en                       en or zh
  out=STUDY/sensitivity             another folder; null prints only

With several scenarios each is told, and what each but the first changes. Designs that come with the package:
screening (morris), variance (sobol), policies (latin_hypercube), pay_and_visits (grid); their files in conf/design
explain how to write one.

Examples:
  carecap sweep region=qingyuan scale=quick design=screening replicates=2 out=results/screening
  carecap sensitivity results/screening outcomes=[unmet_hours,waiting] years=[2030,2035]
  carecap sensitivity results/screening 'fails=entered_90<0.85' year=2030
"""

OPTIMISE = """\
carecap optimise goal=<name> [key=value ...] - the cheapest mix of levers for a service level, or the best for a budget.

A goal says which levers may be moved, which lines must be kept in which years (outcomes, a yearly budget), and what is
wanted: the least public cost, or the best of an outcome. Mixes are lived with the same luck and held against the status
quo; a line holds if it holds in the mean of the replicates. If there are no more mixes than trials, all are lived;
else TPE chooses, then also the neighbours of the best and what a sum of effects calls best. The found mix is lived
again with other luck, and both numbers are shown; what binds is named year by year. With every elder 60 mixes take
about a quarter of an hour on two cores. A search is kept as it goes: after a kill the same command with resume=true
ends with the same answer.

Writes to out: result.md, result.zh-CN.md, trials.csv (every mix), constraints.csv, charts/, provenance.json, and the
runs as a study (data/, design.csv: carecap query), those of the second look in check/.

  goal=service_level     a file of conf/goal (service_level, best_for_budget), or a path to one of your own
  region=<of the goal>   one of the regions that the goal has doses for
  scale=full             of the search; quick tries a goal out, but a sample is not the region: take no mix from it
  check=full             scale of the second look, not smaller than that of the search; null: no second look
  replicates=4           runs of each mix; an interval needs three
  trials=60              most mixes that are lived; more of them, or another check, is a new search in its own folder
  budget=null            yuan a year above the status quo, instead of that of the goal
  out=results/optimise-<goal>-<region>   a folder; out=null prints only
  resume=null            true: go on with the search in out; false: throw it away; null: begin, or show a finished one
  scenario, seed, until, executor, workers, language, laws, levers.…, parameters.… as in carecap run

Examples:
  carecap optimise goal=service_level scale=quick trials=20
  carecap optimise goal=best_for_budget region=qiannan budget=10e6 trials=100
  carecap optimise goal=./mine.yaml out=results/mine resume=true
"""

REPORT = """\
carecap report STUDY [language=en] [out=STUDY/report] - a study as one page, one PDF and one workbook, to be handed on.

STUDY is the finished folder of carecap run, compare or sweep. Writes report.html (one file, needs no network),
report.pdf and report.xlsx (the numbers behind every chart and table); in Chinese report.zh-CN.…. In them stand the
question, the region with its limits, what was compared, findings with intervals, charts, the map, causes, targets and
what stopped them, cost, assumptions with grades, what the model does not know, and the command that makes it again.
Below each figure stand scenarios, seeds and the version of the code. Of a sweep the report has years and their spread
instead of monthly charts, map, causes, targets and cost; a sweep without a design has them too if it keeps months.

  language=en            en or zh
  out=STUDY/report       another folder

Examples:
  carecap report results/four
  carecap report results/four language=zh out=results/for-the-bureau
"""
