# Ymuno, mewngofnodi, personâu, proffil, adfer, dyfeisiau.
