# Ymuno, mewngofnodi, personâu, proffil, adfer, dyfeisiau.

## Geiriau ffurflenni
login = Eich enw mewngofnodi
login-hint = Eich enw defnyddiwr, oni bai eich bod wedi’i newid.
password = Cyfrinair
password-hint = O leiaf ddeg nod. Mae tri neu bedwar gair yn olynol yn dda ac yn hawdd eu cofio.
password-show = Dangos
password-hide = Cuddio
display-name = Yr enw sy’n cael ei ddangos
display-name-hint = Unrhyw lythrennau, fel yr hoffech gael eich galw. Os yw’n wag, eich enw defnyddiwr sy’n cael ei ddangos.
fault-choice = Dewiswch un o’r hyn sy’n cael ei gynnig.
fault-password-too-short = Defnyddiwch o leiaf { $bound } nod. Mae ychydig eiriau yn olynol yn hawdd eu cofio.
fault-password-too-long = Mae’r cyfrinair hwn yn rhy hir: { $bound } nod ar y mwyaf.
fault-password-is-handle = Eich enw chi yma yw’r cyfrinair hwn. Dewiswch un na all neb ei ddyfalu.
# adolygu
fault-password-common = Mae’r cyfrinair hwn yn un o’r rhai sy’n cael eu cynnig gyntaf. Dewiswch un arall.
fault-password-wrong = Nid hwn yw eich cyfrinair. Ni newidiwyd dim. Rhowch gynnig arall arni.
handles-free = Mae’r rhain ar gael: { $names }.

## Mewngofnodi
sign-in-title = Dewch i mewn
sign-in-sub = Eich enw a’ch cyfrinair. Does dim angen dim byd arall.
cannot-get-in = Alla i ddim mynd i mewn
no-account-yet = Dim cyfrif eto?
how-to-join = Sut i ymuno
ask-to-join = Gofyn am gael ymuno
have-account = Yma’n barod?
fault-sign-in = Nid yw’r enw hwn a’r cyfrinair hwn yn mynd gyda’i gilydd. Edrychwch ar y ddau a rhowch gynnig arall arni.
sign-in-wait-title = Rhowch gynnig arall arni ymhen { $wait }
# adolygu
sign-in-wait = Rhoddwyd cynnig ar yr enw hwn yn rhy aml o’r fan hon, felly rydym yn aros ychydig. Ni newidiwyd eich cyfrinair. Ar ddyfais lle gwnaethoch fewngofnodi o’r blaen, gallwch fynd ymlaen ar unwaith; mae eich taflen adfer yn gweithio hefyd.
done-signed-out = Rydych wedi allgofnodi ar y ddyfais hon.

## Ymuno
join-title = Ymuno â { $place }
join-ask-title = Gofyn am gael ymuno â { $place }
join-invited-title = Gwahoddodd { $name } chi
join-invited-community = I { $community }, yn { $place }.
join-invited-place = I { $place }.
join-needs = Enw defnyddiwr a chyfrinair yw’r cyfan sydd ei angen: dim e-bost, dim pen-blwydd, dim enw go iawn.
join-handle = Dewiswch enw defnyddiwr
join-handle-hint = Eich enw byr yma, er enghraifft mair_j. Mae eraill yn ei weld. Does dim rhaid iddo fod yn enw go iawn; llythrennau a i z, rhifau a _.
join-password = Dewiswch gyfrinair
join-answer = Ychydig eiriau i’r gwesteiwyr
join-answer-hint = Dim ond y gwesteiwyr sy’n darllen hwn.
join-rules = Wrth ddod i mewn rydych yn cytuno i
join-rules-link = reolau’r lle hwn
join-enter = Dewch i mewn
fault-answer-empty = Atebwch y cwestiwn, mewn ychydig eiriau.
waiting-title = Mae eich cais gyda’r gwesteiwyr
waiting-words = Bydd rhywun sy’n gofalu am y lle hwn yn darllen eich ateb. Tan hynny does neb arall yn eich gweld yma.
waiting-next = Does dim byd arall i’w wneud. Dewch yn ôl ymhen diwrnod neu ddau a mewngofnodwch gyda’ch enw a’ch cyfrinair: bydd yn gweithio cyn gynted ag y bydd gwesteiwr wedi dweud ie.
refused-title = Dywedodd y gwesteiwyr na
refused-words = Ni wnaeth y bobl sy’n gofalu am y lle hwn eich gadael i mewn. Nid ydym yn gwybod eu rhesymau. Os ydych yn meddwl mai camgymeriad oedd hyn, gofynnwch i rywun sy’n aelod yma.
by-invitation-title = Trwy wahoddiad mae ymuno
by-invitation-words = Daw pobl newydd i { $place } trwy ddolen gan rywun sydd yma’n barod. Os ydych yn adnabod rhywun, gofynnwch am un.
denied-by-invitation = Trwy wahoddiad mae ymuno. Gofynnwch i rywun sydd yma am ddolen.
denied-not-set-up = Nid yw’r lle hwn wedi’i sefydlu eto.
invitation-over-title = Nid yw’r gwahoddiad hwn yn gweithio mwyach
invitation-over-words = Cafodd ei ddefnyddio i’r eithaf neu ei dynnu’n ôl, neu mae ei amser ar ben. Does dim bai arnoch chi: gofynnwch i’r sawl a’i hanfonodd am un newydd.
accept-as = Rydych yn ymuno fel @{ $handle }
accept-button = Ymuno fel { $name }
accept-already-here = I bobl nad ydynt yma eto y mae’r gwahoddiad hwn. Rydych chi i mewn yn barod.
denied-already-here = I bobl nad ydynt yma eto y mae’r gwahoddiad hwn. Rydych chi i mewn yn barod.
