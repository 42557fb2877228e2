"""Pages for a desk: the editor's list and the report of a study, as plain data in and HTML out."""

from provenance.show.desk.beside import Beside, beside
from provenance.show.desk.figure import inline_svg
from provenance.show.desk.page import list_page, study_page
from provenance.show.desk.picture import list_picture

__all__ = ["Beside", "beside", "inline_svg", "list_page", "list_picture", "study_page"]
