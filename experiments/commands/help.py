"""What ``--help`` prints, one text for each sub-command."""

from experiments.commands.help_studies import OPTIMISE, QUERY, REPORT, SENSITIVITY, SWEEP

COMMON = """\
Options (key=value; Hydra's grammar, quotes for the shell where there are blanks or braces):
  region=qingyuan        a name (carecap regions), or a folder of your own: region=./mine
  scale=full             tiny (about 2,000 elders, 24 months), quick (5 %), full; scale.fraction=0.1 for another
  seed=1                 replicate r runs with seed + r, in every scenario alike
  until=2035-12          last month; at scale=tiny 24 months from the census, so 2022-10
  language=en            en or zh
  laws=off               on: every law of the model is recounted every month (slow)
  workers=null           processes; null: one for each core. The results are the same whatever the number
  executor=processes     processes, serial, dask; executor.address=tcp://host:port of a Dask scheduler (run, compare)
  resume=null            true: go on with the interrupted study in out, or add replicates to a finished one (the same
                         words with a larger number); false: throw away the study in out. With neither a finished study
                         is shown again, and only the folder that nobody named gives way to another (run, compare)
  levers.<lever>.<field>=value      a lever, from the first month    (carecap levers)
  'levers.<lever>.<field>={2025-01: 0.2, 2027-01: 0.3}'              dated values, in order of time
  parameters.<subject>.<field>=value                                 an assumption    (carecap parameters)
"""

MAIN = """\
carecap - regional elder care in China, one agent per elder, month by month.

  carecap run           one scenario: the document beside the model, the years, tables and charts
  carecap compare       several scenarios, paired by luck, against the first
  carecap sweep         many runs, each of them kept: designs, replicates, resumable, local or cluster
  carecap query         a question in SQL to all runs of a study
  carecap sensitivity   what the outcomes of a sampled study hang on, and where a policy fails
  carecap optimise      the cheapest mix of levers for a service level, or the best for a budget
  carecap report        a study as one page, one PDF and one workbook, to be handed on
  carecap lists         the four lists: advice, tasks, layout and projects of every place
  carecap elder         the life of one elder, under the status quo and under a scenario
  carecap validate      hold the model against published facts, and write the table
  carecap calibrate     fit the constants of a region to its month 0, once
  carecap levers        every policy lever: identifier, range, status quo
  carecap outcomes      everything that is counted, and how
  carecap parameters    everything that is assumed, with range, grade and source
  carecap regions       the regions
  carecap new-region    a folder for a region of your own: an example that runs, to be overwritten
  carecap check-region  everything that is wrong with such a folder, or what is in it
  carecap scenarios     the named scenarios and their questions
  carecap comparisons   the named comparisons: question, regions, arms

carecap <command> --help says more. First steps:
  carecap run scale=tiny
  carecap compare region=qingyuan 'scenarios=[status_quo,build,operate,staff]' replicates=4 out=results/four
"""

RUN = f"""\
carecap run [key=value ...] - live one scenario of one region.

Prints the figures of the document beside those of the model in the month of the document, and the years.
Writes to out: data/ (every run, for carecap query), yearly.csv, ledger.csv, causes.csv, projects.csv, provenance.json,
charts/.

  scenario=status_quo    a scenario                          (carecap scenarios)
  replicates=1           runs with different luck
  out=results/run-<region>          a folder; out=null prints only
{COMMON}
Levers that are typed are laid over the scenario: a field that is typed replaces what the scenario says about
that field, with all its dates.

Examples:
  carecap run scale=tiny out=null
  carecap run region=qingyuan scenario=staff until=2030-12 out=results/staff
  carecap run scale=quick 'levers.pay.raise_share={{2025-01: 0.2}}' levers.visit.hours_per_month=20
"""

COMPARE = f"""\
carecap compare [key=value ...] - live several scenarios with the same luck and compare them with the first.

Prints, for the last year, the main outcomes of each scenario beside the first one and the paired difference
with its 95 % interval; the range of futures, the probability that the scenario is better, and how many more
replicates would tell the difference from zero; then in words what
differs, which counted causes moved, what it cost and which projects missed their month; then what the document
wants, what each scenario has by then, and what stopped each target that is missed. Writes to out what run writes,
comparison.csv (every year, place and group), pairs.csv (each against each), prices.csv (yuan for each hour of care
less that goes unmet), pareto.csv (of three scenarios and more), pages in English and Chinese (summary, choices,
targets, years: .md and .zh-CN.md) and the charts in both languages.

  scenarios=[status_quo,build,operate,staff]   the first is what the others are compared with
  comparison=null        a named comparison with arms of its own instead (carecap comparisons)
  waterfall=off          on: take the last scenario apart. Each lever in which it differs from the first, and its
                         projects, get an arm of their own with the same luck (so many more runs); the interaction
                         is what the whole does less the sum of them: waterfall.csv, waterfall.md, charts/waterfall.png
  replicates=4           runs of each scenario; an interval needs two
  out=results/compare-<region>      a folder; out=null prints only
{COMMON}
Levers and parameters that are typed apply to every scenario compared, also to the first: a field that is typed
replaces what a scenario says about that field. To compare with and without a lever, write a scenario file
conf/scenario/<name>.yaml, or a comparison with several arms, conf/compare/<name>.yaml; docs/tutorial.md shows one of
each. Both may hold projects: the columns of projects.csv and decided, the month of the decision. Date levers after
the month of the document (carecap regions): before it nothing is ordered.

Examples:
  carecap compare scale=tiny 'scenarios=[status_quo,staff]' replicates=2 out=null
  carecap compare region=qingyuan 'scenarios=[status_quo,build,operate,staff]' replicates=4 out=results/four
  carecap compare region=banan 'scenarios=[status_quo,document]' replicates=8 out=results/document-banan
  carecap compare comparison=beds_or_aides scale=quick
  carecap compare region=banan 'scenarios=[status_quo,document]' waterfall=on scale=quick out=results/apart-banan
  carecap compare language=zh 'levers.admit.reserve_share={{2022-01: 0.5}}'
"""

ELDER = f"""\
carecap elder id=<number> [key=value ...] - tell the life of one elder from the events of the model.

With a scenario, the same elder with the same luck is shown under the status quo and under the scenario, side
by side. Writes nothing. Numbers start at 0: first the elders of the census, then those who turn 60.

  id=1000                the elder; must be given
  scenario=staff         what to compare the status quo with
{COMMON}
Levers that are typed are laid over the scenario; the status quo beside it stays as it is. Without a scenario
they make one of their own.

Examples:
  carecap elder id=17 scale=tiny
  carecap elder region=qingyuan id=120034 scenario=staff language=zh
"""


def _list_help(name: str, what: str, example: str) -> str:
    return f"""\
carecap {name} [region=qingyuan] [language=en] - {what}

  region=qingyuan        a name (carecap regions), or a folder of your own: region=./mine
  language=en            en or zh

Examples:
  carecap {name}
  carecap {name} {example}
"""


CALIBRATE = """\
carecap calibrate region=<name or ./folder> - fit the few constants of a region to its month 0.
carecap calibrate health                    - fit ability, dementia and death to their sources.

The first takes one to three minutes at full scale, prints each target with what the model reaches, and writes
choice.yaml in the folder of the region: how attractive homes of each ownership are to paying elders and to tekun, the
effective working time of aides, how much residents remember. Scenarios use these constants and never refit. The
second reproduces conf/health/china.yaml.

Examples:
  carecap calibrate region=qingyuan
  carecap calibrate region=./mine
"""

NEW_REGION = """\
carecap new-region <folder> [language=en] - write a folder for a region of your own.

Writes every file of a region as a small worked example that loads and runs, with comments, and README.md and
README.zh-CN.md, which explain each column with its unit and what is allowed. Overwrite the example with your region.
The last part of the folder is the name of the region. A folder that exists is never touched.

Examples:
  carecap new-region ./duyun
  carecap new-region ./work/duyun language=zh
"""

CHECK_REGION = """\
carecap check-region <folder or name> [language=en] - what is wrong with the folder of a region, or what is in it.

Lists every problem at once: file, row (as a spreadsheet counts), column, what is wrong and what is allowed; then the
exit code is 2. If there is none, it prints what the folder holds. Warnings are for things that may be right: invented
numbers of the template, implausible ages, assumptions that nothing uses, facts that disagree with the homes.

Examples:
  carecap check-region ./duyun
  carecap check-region qingyuan language=zh
"""

VALIDATE = """\
carecap validate [region=<name or ./folder>] [out=<folder>] - hold the model against what is known.

Lives each region once under its status quo at full scale, every law recounted (about a minute each), and writes
validation.md and validation.zh-CN.md: month 0 beside the documents, life expectancy, deaths, life with limitations,
prevalence under several thresholds, published facts that were never fitted, laws, queues. A miss stays a miss.

  region=qingyuan        one region; without it all that come with the package
  out=docs               a folder; with one region results/validation

Examples:
  carecap validate
  carecap validate region=./mine out=results/mine
"""

OF_LISTS = "".join(line for line in COMMON.splitlines(keepends=True) if not line.startswith("  until="))
"""The lists have a last month of their own."""

LISTS = f"""\
carecap lists [key=value ...] - the four lists of a region out of its simulated state (建议单 任务单 布局单 项目单).

Lives the region to a month, tries each measure for a while in the same state and with the same luck, and writes for
every place: what binds there and which measure relieved it in the trials; dated targets and projects, where they stand
and whether they will be in time; where new homes and stations would reach most known need; candidate projects, ranked
by unmet hours removed for their money and chosen within a year's budget. Writes lists.md, lists.zh-CN.md, lists.xlsx,
lists.zh-CN.xlsx, maps/ and provenance.json. Three minutes at full scale (four replicates, two cores).

  scenario=status_quo    the state is that of a scenario instead        (carecap scenarios)
  until=null             month of the lists, YYYY-MM; null: a year after the document
  replicates=4           runs of the state and of each trial; an interval needs two
  trial_months=48        how long each trial lasts, 24-120; its last twelve months are compared
  budget=null            yuan that projects may cost in their first year; null: what the purses have for building
  homes=null             new homes to be sited; null: as many as that budget would build
  stations=null          new stations to be sited; null: as many as that budget would build
  assume.<name>=<value>  doses, years of use, sizes and caps of the lists; each list page names all of them
  out=results/lists-<region>        a folder; out=null prints only
{OF_LISTS}
Try scale=quick first: it takes about a minute. In such a sample people and beds are counted in twenties and some places
have no station at all: read single places at full scale. scale=tiny only shows that the command works.

Examples:
  carecap lists region=qiannan language=zh out=results/lists
  carecap lists region=qingyuan until=2024-12 budget=20000000 homes=2
  carecap lists scale=tiny replicates=2 out=null
"""

HELP = {
    "run": RUN,
    "compare": COMPARE,
    "sweep": SWEEP,
    "query": QUERY,
    "sensitivity": SENSITIVITY,
    "optimise": OPTIMISE,
    "report": REPORT,
    "lists": LISTS,
    "elder": ELDER,
    "calibrate": CALIBRATE,
    "validate": VALIDATE,
    "levers": _list_help(
        "levers", "every policy lever: key, range, unit, status quo of the region.", "region=liuzhou language=zh"
    ),
    "outcomes": _list_help(
        "outcomes", "everything that is counted: unit, kind, break-downs, definition.", "language=zh"
    ),
    "parameters": _list_help(
        "parameters", "everything that is assumed: value, range, grade, source.", "region=qingyuan"
    ),
    "regions": _list_help("regions", "the regions: elders, homes, beds, months, what is known.", "language=zh"),
    "new-region": NEW_REGION,
    "check-region": CHECK_REGION,
    "scenarios": _list_help("scenarios", "the named scenarios: questions, levers, projects.", "region=liuzhou"),
    "comparisons": _list_help("comparisons", "the named comparisons: question, regions, arms.", "region=banan"),
}
"""Sub-command -> its help; the commands are listed nowhere else."""
