"""The rules that give a line its kind: one ordered table, the order of trust.

Several rules may claim a line; the one that stands first here has it. Each row has a sentence that a journalist can
read, which is what :mod:`provenance.page.reading` and ``explain`` print.
"""

from __future__ import annotations

from dataclasses import dataclass

from provenance.page.kinds.lines import Sign
from provenance.records import Kind


@dataclass(frozen=True, slots=True)
class KindRule:
    """One rule: the kind that it gives, and why.

    ``sign`` is what a line is by its own words, for rules that read words; the place of other lines is told by it.
    """

    name: str
    kind: Kind
    sentence: str
    sign: Sign | None = None


_LIMITS = (
    KindRule("too_long", "furniture", "It has more words than any sentence has, so it is not compared."),
    KindRule("no_words", "furniture", "It has words that cannot be told apart, so it is not compared."),
    KindRule("too_many", "furniture", "It stands after the last sentence that is compared in one text."),
)
"""Given after the page is read: what is too long or too much to compare."""
_RECORD = (
    KindRule("title", "headline", "It is the title that the record gives."),
    KindRule("first_heading", "headline", "It is the first line above the story that reads like a heading."),
    KindRule("marked_caption", "caption", "The markup of the page calls it a caption."),
    KindRule("marked_table", "table", "The markup calls it a row of a table."),
    KindRule(
        "record_credit", "credit", "It repeats the byline or the credit that the record gives.", "byline"
    ),
)
"""What the record says, and the headline: all else is placed by them."""
_OVER_WORDS = (
    KindRule("stamp", "furniture", "It says when an entry of a live page was written.", "furniture"),
    KindRule("entry_heading", "subhead", "It is a short line between the stamp of an entry and its text."),
    KindRule("signed_text", "body", "It is an item of a page of several, and ends in the item's credit."),
    KindRule("toggled_credit", "credit", "It repeats the picture credit of a caption that can be hidden."),
    KindRule("rights_below", "furniture", "It reserves rights below the end of the story."),
    KindRule("repeated_heading", "caption", "Another line of the page says most of its words again."),
)
"""Where the place of a line says more than its words."""
_WORDS = (
    KindRule("marks", "furniture", "It holds no words, only marks or a count.", "furniture"),
    KindRule("arrow", "furniture", "It begins with an arrow, as links do.", "furniture"),
    KindRule("code", "furniture", "It is code of the page, not text.", "furniture"),
    KindRule(
        "post_signature",
        "furniture",
        "It signs an embedded post: a name, an account and a date.",
        "furniture",
    ),
    KindRule("list_head", "furniture", "It is a heading under which pages list other pages.", "list"),
    KindRule("story_end", "furniture", "It is a phrase that pages print where the story is over.", "end"),
    KindRule(
        "phrase",
        "furniture",
        "It is a phrase of buttons, menus or advertising and nothing else.",
        "furniture",
    ),
    KindRule("dated_agency", "credit", "It holds a date and an agency's name and little else.", "byline"),
    KindRule("date", "furniture", "It says when the page was published and little else.", "date"),
    KindRule(
        "label",
        "furniture",
        "It begins with a label such as 'Read more:' that leads to another page.",
        "furniture",
    ),
    KindRule("rights_agency", "credit", "It reserves an agency's rights in the text.", "trailer"),
    KindRule("rights_name", "credit", "It is a copyright mark and an agency's name alone.", "bare"),
    KindRule(
        "rights_picture", "credit", "It is a copyright mark and a short name, as below pictures.", "photo"
    ),
    KindRule("rights_site", "furniture", "It reserves the rights of the page or the outlet.", "furniture"),
    KindRule("invitation", "furniture", "It invites the reader to do something on the page.", "furniture"),
    KindRule("address", "furniture", "It is a web or mail address or an account to follow.", "furniture"),
    KindRule(
        "policy", "furniture", "It holds the words of a notice and is no sentence of an account.", "furniture"
    ),
    KindRule("running_head", "credit", "It is a dateline above a running account, with no news of its own."),
    KindRule("version", "furniture", "It tells the desk which version of a report this is.", "version"),
    KindRule("pictured", "caption", "It says that it tells of a picture.", "caption"),
    KindRule("placed", "caption", "It says where people stand in a picture.", "caption"),
    KindRule(
        "dated_scene", "caption", "It tells in the present tense what was seen on a full date.", "caption"
    ),
    KindRule(
        "trailer",
        "credit",
        "It says who reported, wrote or edited, or what the text was made from.",
        "trailer",
    ),
    KindRule("sign_off", "credit", "It is the initials of a desk.", "sign_off"),
    KindRule("byline_form", "credit", "It is 'by' and names, or names and an office.", "byline"),
    KindRule(
        "captioned_form", "caption", "It tells something and ends with an agency's picture credit.", "caption"
    ),
    KindRule("picture_form", "credit", "It is an agency's credit of a picture and nothing else.", "photo"),
    KindRule("bare_form", "credit", "It is an agency's name alone.", "bare"),
    KindRule(
        "agency_byline",
        "credit",
        "It is a byline or a dateline that names an agency, and nothing else.",
        "byline",
    ),
    KindRule(
        "agency_credit",
        "credit",
        "It is a form in which pages credit an agency, and nothing else.",
        "trailer",
    ),
    KindRule("picture_credit", "credit", "It is the credit of a picture and nothing else.", "photo"),
    KindRule(
        "captioned_credit", "caption", "It tells something and ends with the credit of a picture.", "caption"
    ),
    KindRule("cross_head", "subhead", "It stands between dashes, as cross-heads are sent.", "subhead"),
    KindRule("path", "furniture", "It is a path of sections or a row of menu entries.", "furniture"),
)
"""What a line is by its own words, wherever it stands; :mod:`provenance.page.kinds.signs` holds the tests."""
_BLOCKS = (
    KindRule("table_row", "table", "It is a row of figures or cells among others."),
    KindRule("table_title", "table", "It stands right above the rows of a table."),
    KindRule("list_line", "body", "It is a label with its facts, in a row of such lines."),
    KindRule("list_title", "subhead", "It stands right above a list."),
)
"""Rows of lines that are no prose: tables, line-ups, key figures."""
_HEAD = (
    KindRule("above_headline", "furniture", "It stands above the headline."),
    KindRule(
        "toggled_caption", "caption", "A picture credit and a button that hides captions stand below it."
    ),
    KindRule("above_picture_credit", "caption", "The credit of a picture stands directly below it."),
    KindRule(
        "printed_again",
        "furniture",
        "The page prints the story twice; the second printing is not read again.",
    ),
    KindRule("repeat", "caption", "It only says again what a caption or an earlier paragraph says."),
    KindRule("slide_show", "caption", "Several other lines of the page share a good part of its words."),
    KindRule("deck_above_byline", "deck", "It stands between the headline and the byline or date."),
    KindRule(
        "caption_above_byline",
        "caption",
        "It stands above the byline or date, below a first line or a picture.",
    ),
    KindRule("standfirst", "deck", "It stands first, and a later paragraph tells most of it again."),
    KindRule(
        "head_names",
        "credit",
        "It stands above the story and holds only names and words for those who write.",
    ),
    KindRule("head_place", "credit", "It is a place in capitals, perhaps with a date, above the story."),
    KindRule("head_list", "deck", "It is a point of a list between headline and story."),
    KindRule("head_repeat", "caption", "It stands above the story, and another line says most of it again."),
    KindRule("head_line", "deck", "It is one of the first lines between headline and story."),
    KindRule(
        "head_rest", "furniture", "It stands above the story and is too short, or comes too late, for a deck."
    ),
)
"""What the place between headline and story makes of a line, and pictures anywhere."""
_TAIL = (
    KindRule("names_below", "credit", "It stands directly below the story and holds only names."),
    KindRule("below_end", "furniture", "It stands below the end of the story."),
)
_STORY = (
    KindRule("telling", "body", "It is part of a list, of speech or of a sentence that goes on."),
    KindRule("in_list", "furniture", "It stands in the row of lines below a heading of other pages."),
    KindRule("figures", "table", "Half of it and more is figures."),
    KindRule("cross_heading", "subhead", "It is a short line between paragraphs without a full stop."),
    KindRule(
        "repeated_line", "caption", "It has no full stop, and another line says most of its words again."
    ),
    KindRule(
        "open_sentence", "body", "It has no full stop, but its words or the manner of the page tell a story."
    ),
    KindRule(
        "no_full_stop", "caption", "It is a long line without a full stop on a page that ends its sentences."
    ),
    KindRule("inner_notice", "furniture", "It is a notice in brackets within a paragraph."),
    KindRule("inner_trailer", "credit", "It says in brackets, within a paragraph, who reported or edited."),
    KindRule("prose", "body", "It reads like a sentence of the story, and nothing else claims it."),
)
"""Lines within the story, and what is left."""

RULES: tuple[KindRule, ...] = (*_LIMITS, *_RECORD, *_OVER_WORDS, *_WORDS, *_BLOCKS, *_HEAD, *_TAIL, *_STORY)
"""Every rule in the order of trust: the record, then what place says against words, then words, then place alone."""
WORD_RULES = _WORDS
BY_NAME = {rule.name: rule for rule in RULES}
RANK = {rule.name: rank for rank, rule in enumerate(RULES)}
