"""How long it takes from place to place. Each source answers `matrix` and says where it is from."""
