"""Pages for a desk: the editor's list and the report of a study, as plain data in and HTML out."""

from provenance.show.desk.beside import Beside, beside
from provenance.show.desk.page import list_page
from provenance.show.desk.picture import list_picture

__all__ = ["Beside", "beside", "list_page", "list_picture"]
