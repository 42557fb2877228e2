"""An explanation as people read it: a terminal's text, a picture in a notebook, a page of its own; one wording for all."""
