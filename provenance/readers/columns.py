"""Which column of a table, or key of a record, is which field: usual names in any case, in several languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from provenance.errors import ConfigError

SYNONYMS = {
    "text": "text body content articletext fulltext articlebody bodytext maintext contenttext article story storytext plaintext texte "
    "contenu corps texteintegral articletexte corpsdutexte artikeltext beitragstext volltext fliesstext textocompleto cuerpodelarticulo textodelarticulo testocompleto beitrag inhalt artikel texto cuerpo contenido testo contenuto tekst inhoud meldung meldungstext dispatch dispatchtext depeche "
    "conteudo corpo brodtext brødtekst haupttext langtext contenttext bodycontent",
    "html": "html bodyhtml contenthtml htmlbody pagehtml rawhtml",
    "title": "title headline hed articletitle heading titre titel uberschrift schlagzeile titulo titular manchete titolo kop rubrik overskrift headlinemain head hl webtitle",
    "published": "published date publishedat publicationdate pubdate datepublished publisheddate publishdate publishedtime publishtime "
    "datetime timestamp time created createdat datecreated firstpublished publishedon articledate releasedate datum erscheinungsdatum "
    "veroffentlicht veroffentlichtam veroffentlichungsdatum erschienen erschienenam publiziertam datumundzeit dateheure dateetheure fechayhora fecha fechapublicacion fechadepublicacion datepublication datedepublication datedeparution dateparution publiele data datapubblicazione datapublicacao datadepublicacao datadipubblicazione publicatiedatum zeitpunkt zeitstempel sendezeit "
    "datepublish webpublicationdate issuedate dato day jour dia",
    "outlet": "outlet source newspaper publication publisher sitename paper media medium site website sourcename mediaoutlet medianame newssource "
    "journal zeitung veiculo quelle fuente periodico medio fonte giornale testata jornal krant bron tidning avis verlag "
    "sourcetitle sourcedomain domain presseorgan",
    "id": "id articleid docid documentid guid uuid identifier storyid recordid artikelid",
    "url": "url link href articleurl permalink weburl sourceurl canonicalurl webaddress lien enlace",
    "byline": "byline author authors writer reporter creator auteur auteurs autor autoren verfasser autore autores",
    "credit": "credit creditline",
    "language": "language lang langue sprache idioma lingua taal",
    "agency": "agency newsagency wire wireservice agence agentur nachrichtenagentur agencia agenzia persbureau",
    "updated": "updated updatedat modified datemodified lastmodified modifiedat lastupdated aktualisiert",
    "version": "version",
    "status": "status",
}  # fmt: skip
"""Field to the names that columns have, folded; the earlier in a row, the more sure."""

_LESS_SURE = 1_000
"""What a name with an owner before it is less sure by than any that is listed whole."""
_OWNERS = (
    "article",
    "news",
    "story",
    "document",
    "doc",
    "item",
    "post",
    "page",
    "press",
    "artikel",
    "nachrichten",
)
"""What a column's name may begin with: whose text, title or date it is."""
_FIELD = {name: (field, rank) for field, names in SYNONYMS.items() for rank, name in enumerate(names.split())}


def fold(name: str) -> str:
    """Return a name without case, accents and marks: ``Date Published`` and ``date_published`` are one."""
    plain = unicodedata.normalize("NFKD", name.removeprefix("\ufeff").removeprefix("ï»¿").casefold())
    return "".join(char for char in plain if char.isalnum())


@lru_cache(maxsize=1_000)
def told(columns: str) -> Mapping[str, str]:
    """Read ``text=Beitrag, title=Kopf``, the setting ``read.columns``.

    Raises:
        ConfigError: It is of another form, or names a field that documents do not have.
    """
    found: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in columns.split(","))):
        field, equals, name = (part.strip() for part in pair.partition("="))
        if not equals or not name or field not in SYNONYMS:
            raise ConfigError(
                f"--column takes FIELD=NAME such as text=Beitrag, not {pair!r}; fields are {', '.join(SYNONYMS)}"
            )
        found[field] = name
    return found


def match(names: Iterable[str], columns: str = "") -> dict[str, str]:
    """Return field to the column that holds it; a field that was told comes first, then its own name, then a usual one.

    >>> match(["Headline", "Article text", "Source"])
    {'title': 'Headline', 'text': 'Article text', 'outlet': 'Source'}
    """
    return dict(_match(tuple(names), columns))


@lru_cache(maxsize=10_000)
def _match(names: tuple[str, ...], columns: str) -> Mapping[str, str]:
    asked = told(columns)
    fixed = {field: name for field, wanted in asked.items() if (name := _named(wanted, names))}
    best: dict[str, tuple[int, str]] = {}
    for name in names:
        field, rank = (name, -1) if name in SYNONYMS else _field(fold(name))
        if (
            field
            and field not in fixed
            and name not in fixed.values()
            and (field not in best or rank < best[field][0])
        ):
            best[field] = (rank, name)
    return {**fixed, **{field: name for field, (_, name) in best.items()}}


def _field(folded: str) -> tuple[str, int]:
    """Return the field that a folded name stands for and how sure that is, ``("", 0)`` where it stands for none.

    >>> _field("newssource")[0], _field("documenttext")[0], _field("newspapername")[0], _field("newsletter")
    ('outlet', 'text', 'outlet', ('', 0))
    """
    if folded in _FIELD:
        return _FIELD[folded]
    bare = [folded.removeprefix(owner) for owner in _OWNERS if folded.startswith(owner)]
    bare += [folded.removesuffix("name")] if folded.endswith("name") else []
    found = next((_FIELD[name] for name in bare if name in _FIELD), None)
    return (found[0], found[1] + _LESS_SURE) if found else ("", 0)


def _named(wanted: str, names: tuple[str, ...]) -> str | None:
    return wanted if wanted in names else next((name for name in names if fold(name) == fold(wanted)), None)


def say(matched: Mapping[str, str]) -> str | None:
    """Return what was understood of the columns in one line; None where all have the names of the fields."""
    told_apart = [f"{field} from {name!r}" for field, name in matched.items() if field != name]
    return f"read: {', '.join(told_apart)}" if told_apart else None


def lacking(names: Iterable[str]) -> str:
    """Return the error of a table or record that has no text."""
    listed = ", ".join(repr(str(name)[:40]) for name in list(names)[:20])
    return f"no field 'text' or 'html' among {listed or 'none'}; --column text=NAME (in Python: text='NAME') says which one holds it"
