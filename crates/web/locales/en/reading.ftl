# Home, familiar voices, search, news for you, reasons.
