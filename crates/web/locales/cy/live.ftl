# Live updates for applications.

## Yr hyn sydd o’i le wrth wrando
fault-stream-unknown = Does dim rhestr o’r enw hwn i wrando arni.
fault-stream-tag = Pa dag? Mae angen un er mwyn gwrando ar dag, o 200 beit ar y mwyaf.
fault-stream-list = Pa restr? Mae angen ei rhif er mwyn gwrando ar restr.
# adolygu
fault-stream-full = Gall un llinell ddod â chant o restrau. Peidiwch â gwrando ar un arall yn gyntaf.
# adolygu
fault-stream-message = Ni ellid darllen y neges hon: dylai ddweud a ydych am danysgrifio neu ddad-danysgrifio, ac i ba restr.
