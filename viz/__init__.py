"""Pages and pictures: the map, the explorer and its server, the analysis page."""
