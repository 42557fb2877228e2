"""A small invented corpus in which there is one of each thing that an editor should look at."""

from __future__ import annotations

from functools import cache

from provenance.match import Archive
from provenance.pipeline import annotate
from provenance.records import Annotation, Document

PIER = [
    "A ferry struck the wooden pier of Wenlow in thick fog on Tuesday evening, throwing 31 passengers into the shallow harbour.",
    "Volunteers from the sailing club pulled every one of them out within twenty minutes, harbour master Orla Penn said.",
    '"I heard the timbers crack and then the bell of the ferry ringing on its own," night watchman Tam Colley told AFP.',
    "The pier, built in 1911 for the herring trade, had been closed to heavy vessels since a storm loosened its eastern piles.",
    "Divers will look at the hull on Wednesday before the vessel is towed to the repair yard at Marnish Sound.",
]
FIRE = [
    "Flames destroyed the old rope factory of Castelmar in the small hours of Monday, sending black smoke over the fish market.",
    "Two roofers who had been warming tar beside the drying loft were questioned by the harbour police and released.",
    "The factory had wound ships' cables for a hundred and forty years before it was turned into painters' studios.",
    "Nobody was hurt, but the studios of thirty painters and a collection of brass winding engines were lost.",
]
BRIDGE = [
    "Engineers in Orlania reopened the swing bridge at Dunmarrow on Sunday after replacing a gear wheel cast in 1888.",
    "The wheel had been drawn by hand from the only surviving plan, which a schoolteacher found behind a cupboard.",
    "Barges loaded with gravel queued for two miles along the canal to be the first to pass beneath the lifted span.",
]
OWN = [
    "The choir of our own town sang in the market hall last night, and the roof let the rain through onto the tenors.",
    "Nobody minded much, because the baker had brought two trays of plum buns and the mayor had forgotten his speech.",
    "The next rehearsal is in the fire station, where the roof is sound and the acoustics are said to be generous.",
]
SWANS = [
    "Eleven swans have moved from the mill pond to the car park of the library, where a burst pipe keeps the gravel wet.",
    "The librarian feeds them on stale rye loaves and has put up a notice that asks drivers to look beneath their wheels.",
    "A plumber is expected on Thursday, and children have begun a petition for the pipe to be left exactly as it is.",
]
KILN = [
    "The last tile kiln of the valley was let go cold on Friday by the sisters who had kept it burning since they were girls.",
    "They unloaded four thousand green roof tiles and chalked the date on the iron door before they walked home to supper.",
    "A museum of brick has asked for the door, and the sisters are minded to let it go if somebody else carries it.",
]


def _text(*lines: str, head: str = "", foot: str = "") -> str:
    return "\n\n".join(filter(None, [head, *lines, foot]))


def dispatches() -> list[Document]:
    """Return the dispatches: one corrected, one withdrawn."""
    mended = [PIER[0].replace("31 passengers", "13 passengers"), *PIER[1:]]
    return [
        Document("d1", _text(*PIER), title="Ferry strikes pier at Wenlow", agency="AFP", published="2033-05-10T19:00:00Z"),
        Document(
            "d2", _text(*mended), title="CORRECTED-Ferry strikes pier at Wenlow", agency="AFP",
            published="2033-05-11T15:00:00Z", status="corrected", meta={"replaces": ["d1"]},
        ),
        Document("d3", _text(*FIRE), title="Rope factory burns", agency="AP", published="2033-05-09T05:00:00Z"),
        Document(
            "d4", "The item Rope factory burns is withdrawn.", title="WITHDRAWN-Rope factory burns", agency="AP",
            published="2033-05-09T20:00:00Z", status="withdrawn", meta={"replaces": ["d3"]},
        ),
        Document("d5", _text(*BRIDGE), title="Swing bridge reopens", agency="Reuters", published="2033-05-08T12:00:00Z"),
    ]  # fmt: skip


def articles() -> list[Document]:
    """Return the articles, one for each thing to look at, and one in which there is nothing."""
    changed = [
        PIER[0].replace("31 passengers", "47 passengers"),
        PIER[1],
        PIER[2].replace("told AFP", "said").replace("ringing on its own", "singing on its own"),
        *PIER[3:],
    ]
    at = "2033-05-11T06:00:00Z"
    return [
        Document("pier", _text(*changed), title="Fog ferry hits pier", outlet="Harbour Post", published=at),
        Document("old", _text(*PIER, head="By AFP"), title="Pier struck", outlet="Wenlow Echo", published=at),
        Document("fire", _text(*FIRE, head="By AP"), title="Ropes burn", outlet="Castelmar Bell", published="2033-05-09T10:00:00Z"),
        Document("forged", _text(*OWN, head="By \u0410FP"), title="Choir sings", outlet="Town Crier", published=at),
        Document("missed", _text(*SWANS, head="By Reuters"), title="Swans on the pond", outlet="Bun Weekly", published=at),
        Document("unseen", _text(*KILN, head="By dpa"), title="Kiln cools", outlet="Rain Daily", published=at),
        Document("undated", _text(*BRIDGE), title="Bridge swings again", outlet="Canal News"),
        Document("own", _text("Our reporter counted eleven swans on the mill pond.", "She counted them twice."), outlet="Pond Gazette", published=at),
    ]  # fmt: skip


@cache
def annotations() -> tuple[Annotation, ...]:
    """Return the articles, decided against the dispatches."""
    return annotate(articles(), Archive.build(dispatches()))
