"""The words of the published pages, English and Chinese."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # the page of a region
    "title": ("{region}: what is published", "{region}：公开的比较"),
    "limits": (
        "Two comparisons, each with the status quo. They say what follows from the assumptions, not what will happen: "
        "[how far to trust it]({up}README.md#how-far-to-trust-it), [the document's figures and the assumptions]"
        "({up}docs/generated/region-{name}.md).",
        "两项比较，均与现状相比。所述为假设的推论，不是预测：[可信到什么程度]({up}README.zh-CN.md#可以信到什么程度)、"
        "[文件数据与假设]({up}docs/generated/region-{name}.md)。",
    ),
    "made": (
        "{scale}, {first} to {last}, {n} replicates (seeds {seeds}), carecap {code}, data {data}. `make reference` "
        "makes all of it again, the line below this comparison alone:",
        "{scale}，{first}至{last}，重复{n}次（种子{seeds}），carecap {code}，数据{data}。"
        "`make reference`可全部重做，下行只重做这一项：",
    ),
    "whole": ("Every elder", "全部老年人口"),
    "sample": ("A sample of {share} % of the elders", "{share}%老年人口的样本"),
    "document": ("The document: {title}", "文件：{title}"),
    "signature": ("The experiment: {title}", "实验：{title}"),
    "targets": ("What the document promised", "文件的承诺"),
    "more": ("- and {n} more: [{file}]({file})", "- 另有{n}项，见[{file}]({file})"),
    "arms": ("Arm by arm", "逐个方案"),
    "joint": ("; ", "；"),
    "colon": (": ", "："),
    "doses": (
        "Doses and where they come from: [conf/compare/{name}.yaml]({up}conf/compare/{name}.yaml).",
        "剂量及其来源：[conf/compare/{name}.yaml]({up}conf/compare/{name}.yaml)。",
    ),
    "dose_document": (
        "What the scenario sets, measure by measure: [conf/scenario/{name}/document.yaml]"
        "({up}conf/scenario/{name}/document.yaml).",
        "情景逐项内容：[conf/scenario/{name}/document.yaml]({up}conf/scenario/{name}/document.yaml)。",
    ),
    "tables": ("Tables: {files}.", "表格：{files}。"),
    "closing": (
        "In brackets: 95 % interval of the paired difference, each by itself. It holds the luck of the runs, not doubt "
        "about the assumptions.",
        "方括号内为配对差值的95%区间，各自单独计算；只反映运行中的偶然，不反映假设的不确定。",
    ),
    # the index
    "index": ("What is published of the five regions", "五个地区公开的比较"),
    "index.about": (
        "For each region two comparisons with the status quo: its document as a scenario (what it prints and, where it "
        "prints no number, an assumed dose), and the experiment that its document asks for. Every run meets the same "
        "luck in all scenarios. {how} [What each lever does by itself](levers/README.md) "
        "and [whether intervals hold what they promise](coverage/README.md) stand apart.",
        "每个地区两项与现状的比较：以文件为情景（文件所列数字，未列者为假设剂量），以及文件引出的一项实验。"
        "各情景运气相同。{how}[每项政策工具单独的作用](levers/README.zh-CN.md)与[区间是否名副其实](coverage/README.zh-CN.md)另列。",
    ),
    "index.how": ("{which}: {scale}, {n} replicates, carecap {code}.", "{which}：{scale}，重复{n}次，carecap {code}。"),
    "index.how.document": ("Documents", "文件情景"),
    "index.how.experiment": ("Experiments", "专题比较"),
    "index.none": ("None is there yet.", "尚未生成。"),
    "index.region": ("region", "地区"),
    "index.comparison": ("comparison", "比较"),
    "index.document": ("the document", "文件"),
    "index.arm": ("scenario", "方案"),
    "index.met": ("targets met / missed", "目标达到/未达到"),
    "index.note": (
        "Differences to the status quo in {year}, with 95 % intervals; **bold** where the interval leaves zero out, "
        "= where no replicate differs.",
        "{year}年与现状之差及95%区间；**粗体**表示区间不含零，=表示各次重复均无差别。",
    ),
    "index.most": (
        "Of a comparison with more than {most} arms the first and the last stand here; its page has all.",
        "超过{most}个方案的比较在此只列首尾两个，其余见该地区页面。",
    ),
    "index.files": (
        "Files of a region: `document.csv` and one named after the experiment (main outcomes of a few years, of many "
        "arms of the last: base and value, paired difference, low and high of its 95 % interval, p10 and p90 between "
        "which the next replicate lies in about 8 of 10 cases, chance to be better), the same with `-causes` (empty "
        "beds and unmet hours of the last year by cause), `document-targets.csv` (every target: met, missed, or not to "
        "be judged, and what stopped it), `document-projects.csv` (in how many runs each project opened by its month), "
        "`-pareto` (unmet hours against public cost), pictures in both languages, `made.json` (command, seeds, hashes "
        "of model and data).",
        "各地区文件：`document.csv`及以实验命名的表（若干年的主要指标，方案多时仅最后一年：对照与数值、配对差值及其95%区间、"
        "p10与p90（下一次重复约有八成落在其间）、改善的概率）；带`-causes`者为最后一年空床与未满足工时的原因；"
        "`document-targets.csv`为各项目标：达到、未达到或无法判断，以及受何阻碍；"
        "`document-projects.csv`为各项目按期开放的次数；`-pareto`为未满足工时与财政支出；两种语言的图；`made.json`（命令、种子、模型与数据的散列值）。",
    ),
    "index.again": (
        "`make reference` lives all of it again and goes on where it was interrupted; where nothing moved, the "
        "difference to what is kept here is empty. `python -m experiments.reference only=banan scale=quick "
        "replicates=2` shows one region in a minute, in a folder of its own.",
        "`make reference`可全部重做，中断后从原处继续；若无变化，与此处所存逐字节相同。"
        "`python -m experiments.reference only=banan scale=quick replicates=2`一分钟看一个地区，写入另外的文件夹。",
    ),
}  # fmt: skip


def say(key: str, language: str, **facts: object) -> str:
    """The words of a key in a language, with facts filled in."""
    text = WORDS[key][1 if language == "zh" else 0]
    return text.format(**facts) if facts else text
