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
fault-choice = Dewiswch un o’r rhai a gynigir.
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
join-handle-hint = Eich enw byr yma, er enghraifft mair_j. Mae eraill yn ei weld. Does dim rhaid defnyddio eich enw go iawn; llythrennau a i z, rhifau a _.
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
refused-said = Ni wnaeth y bobl sy’n gofalu am y lle hwn eich gadael i mewn. Dyma eu geiriau i chi:
refused-next = Os ydych yn meddwl mai camgymeriad oedd hyn, gofynnwch i rywun sy’n aelod yma.
refused-words = Ni wnaeth y bobl sy’n gofalu am y lle hwn eich gadael i mewn. Nid ydym yn gwybod eu rhesymau. Os ydych yn meddwl mai camgymeriad oedd hyn, gofynnwch i rywun sy’n aelod yma.
by-invitation-title = Trwy wahoddiad mae ymuno
by-invitation-words = Daw pobl newydd i { $place } trwy ddolen gan rywun sydd yma’n barod. Os ydych yn adnabod rhywun, gofynnwch iddynt am un.
denied-by-invitation = Trwy wahoddiad mae ymuno. Gofynnwch i rywun sydd yma am ddolen.
denied-not-set-up = Nid yw’r lle hwn wedi’i sefydlu eto.
invitation-over-title = Nid yw’r gwahoddiad hwn yn gweithio mwyach
invitation-over-words = Cafodd ei ddefnyddio i’r eithaf neu ei dynnu’n ôl, neu mae ei amser ar ben. Does dim bai arnoch chi: gofynnwch i’r sawl a’i hanfonodd am un newydd.
accept-as = Rydych yn ymuno fel @{ $handle }
accept-button = Ymuno fel { $name }
accept-already-here = I bobl nad ydynt yma eto y mae’r gwahoddiad hwn. Rydych chi i mewn yn barod.
denied-already-here = I bobl nad ydynt yma eto y mae’r gwahoddiad hwn. Rydych chi i mewn yn barod.

## Yr hyn sy’n eiddo i mi
me-sub = Yr hyn sy’n eiddo i chi, a sut mae’r lle hwn yn edrych i chi.
me-my-page = Fy nhudalen, fel y mae eraill yn ei gweld
# «Persona» yn fenywaidd drwyddi draw: y bersona hon, dwy bersona.
# adolygu
me-as-this = Fel y bersona hon
me-as-member = Ar gyfer fy holl bersonâu
me-mine = Fy nghofnod, a gadael
me-profile = Yr hyn mae eraill yn ei weld ohonof
me-profile-hint = Enw, ychydig eiriau, llun, pwy gaiff ddilyn
me-follows = Pwy rwy’n eu dilyn, a phwy sy’n fy nilyn i
me-follows-hint = Ceisiadau, a’r bobl rydych yn eu rhwystro neu’n gweld llai ohonynt, hefyd
me-circles = Fy nghylchoedd
me-circles-hint = Rhestri o bobl i rannu â nhw
me-posts = Fy mhostiadau fy hun
me-posts-hint = Popeth a ysgrifennoch fel y bersona hon
me-drafts = Drafftiau
me-drafts-hint = Geiriau ar eu ffordd
me-personas = Fy mhersonâu
me-personas-hint = Un ar gyfer pob rhan o’ch bywyd, os mynnwch. Ni all neb weld mai chi yw pob un.
me-settings = Sut mae’n edrych ac yn darllen
me-settings-hint = Iaith, lliwiau, Hawdd ei Ddeall, cylchfa amser
me-settings-sub = I chi yn unig y mae’r rhain, ac ar gyfer eich holl bersonâu.
me-devices = Mewngofnodi a dyfeisiau
me-devices-hint = Cyfrinair, enw mewngofnodi, lle rydych wedi mewngofnodi
me-devices-sub = Yr hyn rydych yn mewngofnodi ag ef, a lle rydych wedi mewngofnodi. Does neb arall yn gweld hyn.
me-recovery = Taflen adfer
me-recovery-hint = Papur sy’n gadael i chi ddod yn ôl i mewn pan fydd popeth arall ar goll
me-ledger = Fy nghofnod
me-ledger-hint = Pob newid i’r hyn sy’n eiddo i chi, gyda modd i’w ddadwneud
me-leave = Dileu fy nghyfrif
me-leave-hint = Beth sy’n mynd, beth sy’n aros, a sut

## Mewngofnodi a dyfeisiau
password-row-hint = Ei newid; bydd dyfeisiau eraill yn cael eu hallgofnodi wedyn
password-title = Newid eich cyfrinair
password-sub = Mae pob dyfais arall yn cael ei hallgofnodi pan fyddwch yn ei newid.
password-current = Eich cyfrinair presennol
password-new = Cyfrinair newydd
login-title = Newid eich enw mewngofnodi
login-sub = Dim ond chi sy’n ei weld. Does dim rhaid iddo fod yn un o’ch enwau defnyddiwr, ac nid yw’r rheini’n newid gydag ef.
email = E-bost
email-none = Dim, ac nid oes angen un
email-title = E-bost
email-sub = Does dim rhaid i chi roi un.
# adolygu
email-hint = Nid yw’r lle hwn yn anfon e-byst, na newyddion na dolenni mewngofnodi. Mae’r hyn a ysgrifennwch yma yn aros gyda’ch cyfrif, ac nid oes unrhyw dudalen yn ei ddangos i neb ond chi. Mae ei adael yn wag yn ei ddileu.
recovery-has = Mae gennych un
recovery-has-none = Does gennych chi ddim un eto
devices-title = Lle rwyf wedi mewngofnodi
device-unknown = Dyfais na ddywedodd ddim amdani’i hun
device-times = Ers { $since } · defnyddiwyd ddiwethaf { $seen }
device-this = Yr un yma
devices-end-others = Allgofnodi ym mhobman arall
# adolygu
devices-note = Nid ydym yn cadw cyfeiriad na lleoliad unrhyw ddyfais: dim ond yr enw mae’n ei roi arni’i hun, ac awr ei defnydd diwethaf. Mae dyfais na ddefnyddir am naw deg diwrnod yn cael ei hallgofnodi.
done-device-ended = Mae’r ddyfais honno wedi’i hallgofnodi.
done-devices-ended = Mae pob dyfais arall wedi’i hallgofnodi.
done-password-changed = Mae eich cyfrinair wedi’i newid, ac mae pob dyfais arall wedi’i hallgofnodi.
done-login-changed = Mae eich enw mewngofnodi wedi’i newid.

## Adfer
recovery-first-title = Rydych i mewn. Un peth arall
recovery-words = Os collwch eich cyfrinair a’ch dyfeisiau, mae taflen adfer yn gadael i chi ddod yn ôl i mewn: cod ar bapur, yn eich meddiant chi a neb arall. Nid yw’r lle hwn yn anfon e-byst, felly dyma sut y mae’n gwybod mai chi sydd yno.
recovery-print = Argraffwch hi, neu copïwch y cod â llaw. Cadwch hi lle rydych yn cadw eich pasbort.
recovery-replaces = Mae gennych daflen yn barod. Bydd un newydd yn cymryd ei lle, a bydd yr hen un yn peidio â gweithio.
recovery-make = Gwneud fy nhaflen adfer
recovery-make-new = Gwneud taflen newydd
recovery-later = Yn nes ymlaen
sheet-print-or-copy = Argraffwch hon, neu copïwch y cod â llaw.
sheet-made = { $place } · { $address } · gwnaed ar { $day }
sheet-words = Os collwch eich cyfrinair, mae’r cod hwn yn gadael i chi ddod i mewn unwaith a byddwch yn dewis un newydd. Cadwch y papur lle rydych yn cadw eich pasbort. Ni all neb ei wneud eto, ac nid yw gan neb arall.
sheet-how = I’w ddefnyddio: agorwch { $address }/recover, teipiwch eich enw a’r cod hwn.
sheet-name = Fy enw mewngofnodi, os ydw i am ei ysgrifennu
sheet-done = Mae’r cod gen i ar bapur. Ymlaen
sheet-once = Dim ond nawr mae’r cod hwn yn cael ei ddangos. Os collwch ef, gwnewch daflen newydd.
recover-title = Mynd yn ôl i mewn
recover-sub = Gyda’ch taflen adfer rydych yn dewis cyfrinair newydd.
recover-link-sub = Rhoddodd gwesteiwr y ddolen hon i chi. Eich enw mewngofnodi yw { $login }. Dewiswch gyfrinair newydd, ac rydych i mewn.
recover-code = Y cod ar eich taflen adfer
recover-code-hint = Saith grŵp o bedwar. Does dim ots am lythrennau bach, bylchau na chysylltnodau.
recover-ends = Bydd pob dyfais sydd wedi mewngofnodi fel chi yn cael ei hallgofnodi wedyn, a bydd yr hen daflen yn peidio â gweithio.
recover-button = Gosod y cyfrinair a dod i mewn
# adolygu
recover-wait = Bu llawer o gynigion o’r fan hon, felly rydym yn aros ychydig. Mae eich taflen yn dal i weithio.
recover-no-sheet-title = Dim taflen?
recover-no-sheet = Gofynnwch i rywun sy’n gofalu am y lle hwn. Gall gwesteiwr roi dolen sy’n gadael i chi ddod i mewn unwaith.
fault-recovery = Nid yw’r enw hwn a’r cod hwn yn mynd gyda’i gilydd. Edrychwch ar y ddau. Mae taflen yn gweithio unwaith, a dim ond yr un ddiweddaraf sy’n gweithio.
fault-recovery-typo = Mae rhywbeth yn y cod hwn wedi’i gamdeipio. Cymharwch ef â’ch taflen: does dim I, L, O nac U ynddo.
done-recovered = Rydych i mewn eto, gyda’ch cyfrinair newydd. Nid yw’r hen daflen yn gweithio mwyach: gwnewch un newydd.
link-over-title = Nid yw’r ddolen hon yn gweithio mwyach
link-over-words = Mae dolen o’r fath yn gweithio unwaith, am un diwrnod. Gofynnwch i’r gwesteiwr am un newydd.

## Personâu
personas-sub = Mae gan bob un ei thudalen, ei dilynwyr, ei drafftiau a’i llun ei hun.
persona-now = Rydych chi yma fel hon
persona-new = Gwneud persona arall
persona-new-sub = Enw arall, tudalen arall, dilynwyr eraill. Nid oes dim o’ch personâu eraill yn dod gyda hi.
persona-new-advice = Gall pobl adnabod eich ffordd o ysgrifennu, neu lun a ddefnyddioch mewn man arall. Enw defnyddiwr newydd, enw arall a lluniau eraill sy’n eich diogelu orau.
persona-make = Ei gwneud
persona-switch-words = Hyd yma rydych chi yma fel { $from }. { $to } fydd yn dweud yr hyn a ysgrifennwch ar ôl hyn, ar y ddyfais hon.
persona-stay = Aros fel { $name }
personas-linked-title = Ni all neb eu cysylltu
personas-linked = Nid oes yr un dudalen yn dweud mai chi piau dwy bersona: nid wrth aelodau eraill, nid wrth westeiwyr yn eu tudalennau, nid wrth leoedd eraill.
# adolygu
personas-not-protected = Heb ei ddiogelu: gallai pwy bynnag sy’n rhedeg y gweinydd ac yn edrych yn ei gronfa ddata ei weld, a gall eich arddull ysgrifennu neu lun a ddefnyddiwch ddwywaith eich datgelu.
personas-max = Gallwch gael hyd at { $count } ar yr un pryd.
persona-delete-title = Dileu { $name }
persona-delete-last = Dyma eich unig bersona. I adael yn llwyr, dilëwch eich cyfrif.
persona-delete-button = Dileu’r bersona hon
done-persona-made = Mae eich persona newydd yn barod. Newidiwch iddi pan fynnwch.
done-persona-switched = Rydych chi yma fel y bersona hon nawr.
done-persona-deleted = Mae’r bersona wedi’i dileu. Rydych chi yma fel yr un sydd wedi’i nodi isod.
denied-too-many-personas = Mae gennych ddeg persona, a dyna’r nifer mwyaf y gall rhywun ei gael. Dilëwch un yn gyntaf.
denied-last-persona = Dyma eich unig bersona. I adael yn llwyr, dilëwch eich cyfrif.

## Proffil
profile-sub = Eich dewis chi yw popeth yma, ac nid oes angen dim ohono.
profile-handle-hint = Newid eich enw defnyddiwr
profile-picture-hint = Ychwanegu, newid neu dynnu
bio = Ychydig eiriau amdanoch chi
bio-hint = Mae pawb yn eu gweld ar eich tudalen. Mae fformatio ysgafn a dolenni’n gweithio.
profile-door = Eich drws
approve-followers = Fi sy’n penderfynu pwy sy’n fy nilyn
approve-followers-hint = Mae dilynwyr newydd yn aros nes i chi ddweud ie.
findable = Gall pobl ddod o hyd i mi
findable-hint = Rydych yn ymddangos pan fydd rhywun yma’n chwilio am eich enw.
posts-findable = Gellir dod o hyd i’m postiadau cyhoeddus
# adolygu
posts-findable-hint = Yn ôl eu geiriau: gan bawb yma, a chan beiriannau chwilio. Mae tudalen sydd hefyd yn dal geiriau rhywun na ddewisodd hyn yn aros y tu allan i beiriannau chwilio.
profile-defaults = Mae postiadau newydd yn dechrau gyda
profile-defaults-hint = Gallwch ddewis yn wahanol ar gyfer pob postiad.
handle-title = Newid eich enw defnyddiwr
handle-sub = Mae eich tudalen yn symud gydag ef, a’ch postiadau a’ch dilynwyr hefyd.
# adolygu
handle-after = Mae’r hen enw defnyddiwr yn diflannu o bostiadau sy’n eich enwi, ac nid yw’n arwain i unman. Ni all neb arall byth ei gymryd; gallwch chi fynd yn ôl ato. Mae copïau a wnaeth pobl mewn mannau eraill yn aros fel y maent.
handle-button = Ei newid
done-handle-changed = Mae eich enw defnyddiwr wedi’i newid. Bydd yr hen un yn diflannu o bostiadau ymhen eiliad.

## Pictures of personas and communities
my-picture = Fy llun
my-picture-sub = Mae’n ymddangos wrth ymyl popeth a ysgrifennwch. Does dim rhaid cael un.
my-picture-hint = Caiff ei dorri’n sgwâr, a chaiff popeth a ysgrifennodd y camera ynddo ei dynnu ohono.
# adolygu
my-header = Fy llun pennawd
my-header-sub = Llun llydan ar draws brig eich tudalen. Does dim rhaid cael un.
# adolygu
my-header-hint = Mae eich tudalen yn dangos stribed o’i ganol. Caiff popeth a ysgrifennodd y camera ynddo ei dynnu ohono.
picture-file = Dewiswch lun
picture-file-optional = Llun, os hoffech
picture-kinds = JPEG, PNG, WebP neu GIF, hyd at { $mb } MB.
picture-kept = Pan fyddwch yn newid neu’n tynnu llun, cedwir yr un blaenorol am fis, heb i neb ei weld, er mwyn gallu dadwneud y newid. Wedyn caiff ei ddileu.
picture-remove = Tynnu’r llun
fault-picture-none = Dewiswch lun yn gyntaf.
done-picture-removed = Ni ddangosir y llun mwyach.

## Gadael
leave-sub = Gallwch fynd ar unrhyw adeg. Ni ellir dadwneud hyn.
leave-goes = Yr hyn sy’n mynd: eich postiadau, lluniau, drafftiau, cylchoedd, diolchiadau, popeth a gadwoch, eich dilynwyr, eich gosodiadau a’ch cofnod.
# adolygu
leave-stays = Yr hyn sy’n aros: eich enw defnyddiwr, fel na all neb esgus mai chi ydyw, a llinell heb eiriau lle roedd postiad gennych mewn edefyn. Eiddo pobl eraill yw’r hyn a gopïwyd ganddynt. Os gwnaeth gwesteiwyr rywbeth ynghylch eich cyfrif, mae hynny’n aros yn eu cofnod nhw, gyda’u rheswm a heb eich enw.
# adolygu
leave-backups = Mae copïau wrth gefn a wnaed cyn heddiw yn dal i gynnwys yr hyn a ddilëwch. Mae’r rhai nosweithiol wedi mynd ymhen wythnos; gofynnwch i’ch gwesteiwyr a ydynt yn cadw eraill.
leave-personas = Eich personâu
leave-personas-hint = Mae’r un rydych chi yma fel hi yn diflannu nawr. Mae pob un o’r lleill yn diflannu ar amser ar hap o fewn pythefnos, fel na all neb sy’n gwylio weld eu bod yn perthyn i’w gilydd.
leave-at-once = Y cyfan ar unwaith, nawr
leave-at-once-hint = Gallai rhywun sy’n gwylio eu gweld yn diflannu gyda’i gilydd.
leave-button = Dileu fy nghyfrif am byth
leave-not = Byddai’n well gen i aros
leave-hand-over-title = Rhaid i rywun gymryd drosodd yn gyntaf
leave-hand-over = Does gan y cymunedau hyn ddim gwesteiwr arall. Trosglwyddwch bob un i rywun, neu caewch hi:
leave-hand = Ei throsglwyddo
leave-close = Ei chau
# adolygu
leave-hand-over-name = { $name } sy’n gofalu amdani: newidiwch i’r enw hwnnw yn gyntaf.
leave-last-host-title = Chi yw unig westeiwr y lle hwn
leave-last-host = Gwnewch rywun arall yn westeiwr yn gyntaf, fel na adewir y lle ar ei ben ei hun.
denied-last-host-of-place = Chi yw unig westeiwr y lle hwn. Gwnewch rywun arall yn westeiwr yn gyntaf.
done-left = Mae eich cyfrif wedi’i ddileu. Diolch am fod yma.

## Gosodiadau
settings-reading = Darllen
easy-read = Hawdd ei Ddeall
easy-read-hint = Brawddegau byrrach, llythrennau mwy, un peth ar y tro.
counts = Dangos rhifau
counts-hint = Faint o bobl a ddiolchodd neu sy’n dilyn. Wedi’i ddiffodd, fel sy’n arferol yma: yr hyn a ddywedir sy’n cyfrif.
time-zone = Cylchfa amser
time-zone-of-place = Fel y lle hwn ({ $zone })

## Am y lle
about-no-rules = Does dim rheolau wedi’u hysgrifennu yma eto.
about-contact = Pwy sy’n gofalu amdano
about-no-contact = Nid yw’r gwesteiwyr wedi ysgrifennu eto sut i gysylltu â nhw.
about-hosts = Yr hyn y gall gwesteiwyr ei ddarllen, a’r hyn na allant
about-hosts-can = Mae gwesteiwyr yn gweld pwy sy’n aelod a sut y daeth pobl yma, atebion y rhai sy’n gofyn am gael ymuno, a’r cofnod o’r hyn a wnaeth gwesteiwyr. Gallant helpu rhywun i fewngofnodi, oedi ysgrifennu rhywun, a symud rhywun oddi yma, bob tro gyda rheswm.
about-hosts-cannot = Ni all gwesteiwyr ddarllen yr hyn nad yw wedi’i gyfeirio atynt: nid eich postiadau i ddilynwyr, cylchoedd neu bobl a enwir, nid cymunedau nad ydynt ynddynt, nid eich drafftiau. Nid yw eu tudalennau’n dangos pa bersonâu sy’n perthyn i’w gilydd.
# adolygu
about-operator = Gallai pwy bynnag sy’n rhedeg y gweinydd edrych yn ei gronfa ddata. Ymunwch â lle y mae gennych ffydd yn ei bobl yn unig.
about-keep = Nid ydym yn gofyn am enw cyfreithiol, pen-blwydd, rhywedd na ffôn. Rydym yn cadw’r hyn a ysgrifennwch ac a ddewiswch yma nes i chi ei ddileu; dim cyfeiriadau dyfeisiau, ac o’r hyn a ddarllenwch dim ond pa mor bell y daethoch.
about-cookies = Mae cwcis yn eich cadw wedi mewngofnodi, yn cadw eich iaith ac yn diogelu ffurflenni. Does dim rhai eraill, ac nid oes dim yn cael ei lwytho o fannau eraill.
about-join-ask = Rydych yn gofyn am gael ymuno, gydag ychydig eiriau; mae gwesteiwr yn eu darllen ac yn ateb.
about-join-open = Mae’r drws ar agor: dewiswch enw defnyddiwr a chyfrinair, ac rydych i mewn.
about-program = Mae’r lle hwn yn rhedeg ar Hafan { $version }, meddalwedd rydd.
