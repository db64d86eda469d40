# Joining, signing in, personas, profile, recovery, devices.
