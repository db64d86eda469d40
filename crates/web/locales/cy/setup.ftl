# Sefydlu'r lle: y camau i'r gwesteiwr cyntaf.
