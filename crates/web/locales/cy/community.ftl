# Cymunedau: siarter, normau, ymuno, aelodau, rolau.
