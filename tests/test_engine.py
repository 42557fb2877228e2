"""However a run is spread, it gives what one process gives: row for row, in order, whatever happens to a worker."""

from __future__ import annotations

import multiprocessing
import os
import signal
from dataclasses import replace

import pytest

from provenance.config import Config
from provenance.contract import to_json_line
from provenance.engine import Work, begun, run
from provenance.errors import ConfigError, EngineError, MissingExtra
from provenance.match import Archive, Shelf
from provenance.pipeline import annotate
from provenance.readers import read
from provenance.readers.samples import sample
from provenance.records import Annotation, Document
from provenance.spool import Spool

CONFIG = Config()
DEADLY = "The ferry of death leaves at noon."


def documents(name: str) -> list[Document]:
    return list(read([str(sample(name))], config=CONFIG.read, role="wire" if name == "wires" else "article"))


@pytest.fixture(scope="module")
def articles() -> list[Document]:
    """Return some articles, two of them in a second outlet as well, and one that is there twice."""
    found = documents("articles")[:7]
    others = [replace(item, id=f"{item.id}-again", outlet="The Other Bell") for item in found[:3]]
    return [*found, *others, found[0]]


@pytest.fixture(scope="module")
def archive() -> Archive:
    return Archive.build(documents("wires"))


def line(annotation: Annotation) -> str:
    if DEADLY in annotation.document.text and multiprocessing.parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    return to_json_line(annotation, sources=True)


@pytest.fixture(scope="module")
def expected(articles, archive) -> list[str]:
    return [line(annotation) for annotation in annotate(articles, archive)]


def lines(articles, archive, engine=None, **more) -> list[str | None]:
    work = Work(articles, archive, CONFIG, line, **more)
    found = list(run(work, engine))
    assert [number for number, _ in found] == list(range(more.get("first", 0), len(articles)))
    return [result for _, result in found]


def test_here_articles_may_be_written_aside_and_kept_nowhere(articles, archive, expected, monkeypatch):
    monkeypatch.setattr("provenance.pipeline.IN_MEMORY", 3)
    monkeypatch.setattr("provenance.pipeline.ON_DISK", 4)
    assert lines(Shelf(articles), archive) == expected


@pytest.fixture(scope="module")
def two():
    """Two processes for all tests that end none of them: what one run left there must not matter to the next."""
    with begun("processes", jobs=2) as engine:
        yield engine


@pytest.fixture(params=["here", "processes"])
def either(request):
    return request.getfixturevalue("two") if request.param == "processes" else None


def test_processes_give_what_one_gives(articles, archive, expected, two):
    assert lines(articles, archive, two) == expected
    with begun(jobs=2) as engine:
        assert type(engine) is type(two), "the engine that takes over where none is named"


def test_processes_open_an_archive_and_the_articles_from_the_disk(
    articles, expected, two, tmp_path, monkeypatch
):
    monkeypatch.setattr("provenance.pipeline.ON_DISK", 4)
    stored = Archive.open(tmp_path / "wires", create=True)
    stored.add(documents("wires"))
    assert lines(Shelf(articles), stored, two) == expected


def test_what_was_held_before_is_not_traced_again(articles, archive, expected, tmp_path, monkeypatch):
    assert lines(articles, archive, held=Spool(tmp_path / "held")) == expected
    monkeypatch.setattr("provenance.pipeline.hold_wires", lambda *_, **__: pytest.fail("traced again"))
    assert lines(articles, archive, held=Spool(tmp_path / "held")) == expected


def test_a_run_goes_on_from_where_another_ended(articles, archive, expected, either, tmp_path):
    held = Spool(tmp_path / "held")
    made = run(Work(articles, archive, CONFIG, line, held=held))
    begin = [next(made)[1] for _ in range(5)]
    made.close()
    held.close()
    with (tmp_path / "held").open("ab") as file:
        file.write(b"7 123 torn")
    rest = lines(articles, archive, either, first=5, held=Spool(tmp_path / "held"))
    assert begin + rest == expected


@pytest.mark.parametrize("given", [0, 1])
def test_few_articles_need_no_library(articles, archive, two, given):
    assert lines(articles[:given], archive, two) == [line(a) for a in annotate(articles[:given], archive)]
    assert lines(articles[:given], None, two) == [line(a) for a in annotate(articles[:given])]


def test_workers_that_are_killed_cost_nothing(articles, archive, expected):
    found, others = [], multiprocessing.active_children()
    with begun(jobs=2) as engine:
        for number, result in run(Work(articles, archive, CONFIG, line), engine):
            found.append(result)
            if number in (2, 7):
                own = [child for child in multiprocessing.active_children() if child not in others]
                assert (
                    own or number == 7
                )  # by then the first death may have ended all, and everything be done
                for child in own[:1]:
                    child.kill()
    assert found == expected


def test_an_article_that_ends_every_worker_is_left_out_and_the_others_are_done(articles, archive, expected):
    deadly = Document(id="deadly", text=DEADLY)
    with begun(jobs=2) as engine:
        found = lines([*articles[:4], deadly, *articles[4:]], archive, engine)
    assert found[4] is None
    assert None not in found[:4] + found[5:]


@pytest.mark.parametrize("after", [3, 14])
def test_what_ends_a_run_between_articles_ends_it_in_either_map(articles, archive, either, after):
    count = iter(range(after))

    def stop():
        if next(count, None) is None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        lines(articles, archive, either, pulse=stop)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"name": "dusk"}, "dusk"),
        ({"jobs": 0}, "jobs must be 1 or more"),
        ({"scheduler": "tcp://x:1", "jobs": 2}, "goes with the engine 'dask'"),
    ],
)
def test_an_engine_that_cannot_be_is_refused(given, message):
    with pytest.raises(ConfigError, match=message), begun(**given):
        pass


def test_without_dask_its_extra_is_named(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(MissingExtra, match=r"\[dask\]"), begun("dask"):
        pass


# --- Dask -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=2, processes=True, dashboard_address=None, silence_logs=50
    ) as found:
        yield found


def test_dask_gives_what_one_process_gives_row_for_row(articles, archive, expected, cluster):
    with begun("dask", scheduler=cluster.scheduler_address) as engine:
        assert lines(Shelf(articles), archive, engine) == expected


def test_a_lost_worker_of_dask_is_survived(articles, archive, expected, cluster):
    found = []
    with begun("dask", scheduler=cluster.scheduler_address) as engine:
        for number, result in run(Work(articles, archive, CONFIG, line), engine):
            found.append(result)
            if number == 2:
                os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
    assert found == expected


def test_where_no_scheduler_answers_it_is_said(monkeypatch):
    pytest.importorskip("distributed", reason="the extra dask is not installed")
    monkeypatch.setattr("provenance.engine.dask.ANSWER", 1)
    with pytest.raises(EngineError, match="no Dask scheduler"), begun("dask", scheduler="tcp://127.0.0.1:9"):
        pass
