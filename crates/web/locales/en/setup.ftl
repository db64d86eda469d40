# Setting up the place: the wizard a first host goes through.
