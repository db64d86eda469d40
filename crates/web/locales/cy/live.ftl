# Live updates for applications.

## Yr hyn sydd o’i le wrth wrando
fault-stream-unknown = Does dim rhestr o’r enw hwn i wrando arni.
fault-stream-tag = Pa dag? Mae angen un er mwyn gwrando ar dag, o 200 beit ar y mwyaf.
fault-stream-list = Pa restr? Mae angen ei rhif er mwyn gwrando ar restr.
# adolygu
fault-stream-full = Gall un llinell ddod â chant o restrau. Peidiwch â gwrando ar un arall yn gyntaf.
# adolygu
fault-stream-message = Ni ellid darllen y neges hon: dylai ddweud a ydych am danysgrifio neu ddad-danysgrifio, ac i ba restr.

## Yr hyn sydd o’i le wrth ofyn am hysbysiadau gwthio
# adolygu
fault-address-unreadable = Ni ellid darllen y cyfeiriad ar gyfer hysbysiadau gwthio. Rhaid iddo ddechrau â https:// a bod yn fyrrach na 2,000 o lythrennau.
# adolygu
fault-address-https = Rhaid i’r cyfeiriad ar gyfer hysbysiadau gwthio ddechrau â https://, fel na wêl neb ar y ffordd bryd mae gennych newyddion.
fault-address-credentials = Rhaid i’r cyfeiriad ar gyfer hysbysiadau gwthio beidio â chario enw na chyfrinair.
# adolygu
fault-address-port = Mae’r cyfeiriad ar gyfer hysbysiadau gwthio yn enwi drws nad yw at hynny.
# adolygu
fault-address-private = Mae’r cyfeiriad ar gyfer hysbysiadau gwthio yn arwain i mewn i rwydwaith, neu i unman. Dim ond at wasanaethau ar y rhyngrwyd agored yr anfonir hwy.
# adolygu
fault-push-keys = Ni ellid darllen yr allweddi ar gyfer hysbysiadau gwthio. Ni newidiwyd dim; gall fersiwn newyddach o’r ap helpu.
