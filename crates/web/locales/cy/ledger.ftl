# Cofnod o bob newid i'r hyn sy'n eiddo i aelod.
