# Cartref, lleisiau cyfarwydd, chwilio, newyddion i chi, rhesymau.
