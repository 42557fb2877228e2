"""What agencies send and databases export: one small module a format, all giving :class:`~provenance.readers.wires.item.Item`."""
