"""What documents that were laid out for print share: lines, grids, tables."""
