# Tudalennau'r rhai sy'n gofalu am y lle.
