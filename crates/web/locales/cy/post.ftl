# Ysgrifennu a dangos negeseuon: golygydd, polau, lluniau, edafedd, golygiadau.
