# Tudalennau’r rhai sy’n gofalu am y lle.

## Y tudalennau
# adolygu
host-pages = Tudalennau’r gwesteiwyr
host-health = Iechyd
host-invitations = Gwahoddiadau
host-waiting = Pobl sy’n aros
host-members = Aelodau
host-place = Enw, golwg a rheolau
# adolygu
host-pictures = Lluniau nas derbynnir
# adolygu
host-pictures-words = Rhestrau o luniau nas derbynnir yma, fel y mae lleoedd a sefydliadau eraill yn eu rhannu. Mae rhestr yn dweud mewn rhifau sut olwg sydd ar luniau: nid oes rhaid i neb yma weld yr un ohonynt. Dywedir wrth bwy bynnag sy’n anfon llun o’r fath ei fod ar restr, ac y gellir anfon y gweddill hebddo. Ni ddangosir i chi beth ddaeth, na gan bwy.
# adolygu
look-lists-held = { $count ->
    [one] Unwaith y daliwyd llun ar restr yn ôl.
   *[other] { $count } gwaith y daliwyd llun ar restr yn ôl.
}
# adolygu
look-list-about = { $count ->
    [one] Un llun, darllenwyd { $when }.
   *[other] { $count } llun, darllenwyd { $when }.
}
# adolygu
look-list-flat = { $count ->
    [one] Gadawyd un llinell allan: mae ei llun yn rhy blaen i’w adnabod eto.
   *[other] Gadawyd { $count } llinell allan: mae eu lluniau’n rhy blaen i’w hadnabod eto.
}
# adolygu
look-list-new = Darllen rhestr i mewn
# adolygu
look-list-name = Beth i’w galw
# adolygu
look-list-name-hint = Mae’n sefyll yng nghofnod y rhai sy’n cynnal y lle.
# adolygu
look-list-file = Y rhestr
# adolygu
look-list-file-hint = Ffeil destun neu CSV gydag un llun ar bob llinell: ei PDQ fel 64 digid hecs, ac os mynnwch ei ansawdd ac enw. { $most } llun ar y mwyaf.
# adolygu
look-list-read = Darllen i mewn
# adolygu
look-list-remove = Tynnu
# adolygu
look-list-remove-name = Tynnu’r rhestr { $name }
# adolygu
place-picture-lists = Rhestrau o luniau nas derbynnir
# adolygu
place-pictures-held = Lluniau ar restr a ddaliwyd yn ôl
# adolygu
done-look-list-read = Mae’r rhestr wedi’i darllen. Ni dderbynnir yr hyn sydd arni o hyn ymlaen.
# adolygu
done-look-list-removed = Mae’r rhestr wedi mynd. Derbynnir eto yr hyn oedd arni hi’n unig.
# adolygu
fault-look-list-empty = Nid oes llun yn y ffeil hon. Dewiswch ffeil destun neu CSV gyda 64 digid hecs ar bob llinell.
# adolygu
fault-look-list-long = Mae’r rhestr yn rhy hir: mae { $bound } llun yn ffitio mewn un. Ni ddarllenwyd dim; torrwch hi’n sawl un.
# adolygu
fault-look-list-line = Nid oes PDQ o 64 digid hecs ar linell { $bound }, neu mae mwy nag un. Ni ddarllenwyd dim; trwsiwch y ffeil a’i hanfon eto.
# adolygu
fault-look-lists-full = Nid oes lle i’r rhestr hon: ugain sydd gan le ar y mwyaf, gyda 300,000 o luniau gyda’i gilydd. Tynnwch un yn gyntaf.
host-limits = Meintiau a therfynau
# adolygu
host-record = Beth wnaeth y gwesteiwyr
host-promise = Rydych yn gofalu am y tŷ, nid am yr hyn y mae pobl yn ei ddweud ynddo.
host-cannot-title = Yr hyn na all gwesteiwr ei weld
host-cannot = Postiadau nad ydynt yn gyhoeddus, oni bai eich bod ymhlith y rhai y maent ar eu cyfer. Drafftiau, cylchoedd a negeseuon. Cymunedau nad ydych ynddynt, os ydynt yn gudd. A pha bersonâu sy’n perthyn i’r un person: yma dim ond yr enwau y mae pobl yn mewngofnodi â nhw a welwch. Gellir camddefnyddio un peth: mae pwy bynnag sy’n agor dolen untro yn mewngofnodi fel y person y mae hi ar ei gyfer, hyd yn oed y gwesteiwr a’i gwnaeth. Dim ond gyda chyfrinair newydd y mae’n gweithio, felly byddai’r person hwnnw’n cael ei allgofnodi, ac mae’r ffaith i westeiwr ei gwneud i’w gweld yn ei gofnod ac yng nghofnod y gwesteiwyr.

## Iechyd
health-disk = Lle ar y ddisg
health-disk-free = { $size } yn rhydd
health-disk-used = Y gyfran o’r ddisg a ddefnyddir
health-disk-low = Mae’n mynd yn brin. Nid oes dim ar goll, ond gwnewch le yn fuan.
health-backup = Copi wrth gefn diwethaf
health-backup-never = Dim un eto
health-backup-hint = Fe’i cedwir wrth ymyl y data. Copïwch ef i beiriant arall hefyd.
health-backup-failed = Methodd un { $at }. Mae cofnod y gweinydd yn dweud pam.
health-work = Gwaith sy’n aros
health-work-none = Nid oes dim yn aros
# adolygu
health-work-waits =
    { $count ->
        [zero] Dim byd
        [one] 1 peth, heb gyrraedd ei amser eto
        [two] 2 beth, heb gyrraedd eu hamser eto
        [few] { $count } pheth, heb gyrraedd eu hamser eto
        [many] { $count } pheth, heb gyrraedd eu hamser eto
       *[other] { $count } peth, heb gyrraedd eu hamser eto
    }
# adolygu
health-work-late =
    { $count ->
        [zero] Dim byd
        [one] 1 peth, i fod i’w wneud { $since }
        [two] 2 beth, yr hynaf i fod i’w wneud { $since }
        [few] { $count } pheth, yr hynaf i fod i’w wneud { $since }
        [many] { $count } pheth, yr hynaf i fod i’w wneud { $since }
       *[other] { $count } peth, yr hynaf i fod i’w wneud { $since }
    }
health-work-hint = Gwneir lluniau ac anfonir hysbysiadau yn eu pryd.
health-work-late-hint = Os yw hyn yn aros am funudau, efallai fod y gweinydd dan ormod o bwysau neu wedi stopio.
health-database = Cronfa ddata
health-program = Rhaglen
health-server = Fersiwn { $version }, yn rhedeg ers { $since }
health-dead = Gwaith a fethodd
health-dead-words = Rhoddwyd cynnig arno lawer gwaith a’i roi o’r neilltu. Pan fydd yr achos wedi mynd, rhowch gynnig arall arni.
# adolygu
health-tried =
    { $count ->
        [zero] Heb roi cynnig arno eto.
        [one] Rhoddwyd cynnig arno unwaith.
        [two] Rhoddwyd cynnig arno ddwywaith.
        [few] Rhoddwyd cynnig arno { $count } gwaith.
        [many] Rhoddwyd cynnig arno { $count } gwaith.
       *[other] Rhoddwyd cynnig arno { $count } gwaith.
    }
size-bytes = { $number } beit
size-kilobytes = { $number } kB
size-megabytes = { $number } MB
size-gigabytes = { $number } GB

## Gwahoddiadau a phobl sy’n aros
host-invitations-words = Mae dolen yn gadael cynifer o bobl i mewn ag y dywedwch, nes iddi ddod i ben. Nhw sy’n dewis pa gymuned i ymuno â hi.
host-links = Eich dolenni
host-waiting-empty = Pan fydd rhywun yn gofyn am gael ymuno â’r lle hwn, bydd eu hateb i’w weld yma.
host-asked-to-join = wedi gofyn am gael ymuno

## Aelodau
host-members-words = Yn ôl yr enwau y maent yn mewngofnodi â nhw. Ni ddangosir i neb pa bersonâu sydd ganddynt.
host-members-none = Nid oes neb ar ôl yr enw hwn.
host-members-first = I’r rhai cyntaf
host-find = Yr enw y maent yn mewngofnodi ag ef
host-login = Yn mewngofnodi fel
host-came = Daethant
host-since = Ers
host-what-to-do = Beth i’w wneud
host-help-or-act = Helpu neu weithredu
host-frozen = wedi’i rewi
host-waits = yn aros am ateb
host-refused = heb ei dderbyn
host-to-waiting = Ateb
came-by-link = Drwy wahoddiad
came-by-noted-link = Drwy’r gwahoddiad “{ $note }”
came-by-community = Drwy wahoddiad cymuned
came-otherwise = Heb wahoddiad
host-reason = Pam?
# adolygu
host-reason-hint = Fe’i hysgrifennir yn eu cofnod nhw ac yng nghofnod y gwesteiwyr, gyda’ch enw chi.
host-help-title = Cymorth i fewngofnodi
host-help-words = I rywun sydd wedi colli’r cyfrinair a’r daflen adfer. Gwnewch yn siŵr mai nhw ydynt mewn gwirionedd: ffoniwch nhw, neu cwrddwch â nhw.
host-help = Gwneud dolen untro
host-help-for = Ffordd yn ôl i mewn i { $name }
host-help-how = Rhowch y cyfeiriad hwn iddynt. Ag ef byddant yn dewis cyfrinair newydd, unwaith, o fewn diwrnod.
host-help-once = Dim ond nawr y gwelwch ef. Os aiff ar goll, gwnewch un arall; ni fydd hwn yn werth dim wedyn.
host-help-qr = Cod QR gyda chyfeiriad y ddolen untro hon
host-sign-out = Eu hallgofnodi ar bob dyfais
host-sign-out-words = I rywun a gollodd ddyfais. Gallant fewngofnodi eto gyda’u cyfrinair.
host-sign-out-do = Eu hallgofnodi
host-freeze-title = Atal eu hysgrifennu am gyfnod
host-unfreeze-title = Gadael iddynt ysgrifennu eto
host-freeze-words = Tra bydd wedi’i atal gallant ddarllen, ond nid ysgrifennu, ymuno na dilyn.
host-freeze = Ei atal
host-unfreeze = Gadael iddynt ysgrifennu eto
# adolygu
host-make-title = Eu gwneud yn westeiwr
# adolygu
host-make-words = Mae gwesteiwyr yn gofalu am y lle gyda chi. Gallant wneud popeth y gallwch chi ei wneud yma.
host-make = Eu gwneud yn westeiwr
host-unmake-title = Ddim yn westeiwr mwyach
host-unmake-words = Maent yn aros yn aelod fel pawb arall.
# adolygu
host-unmake = Cymryd rôl y gwesteiwr yn ôl
host-remove-title = Tynnu o’r lle hwn
# adolygu
host-remove-words = Ni allant fewngofnodi mwyach, ac mae popeth ydynt yma’n mynd: eu persona cyntaf ar unwaith, ac eraill, os oes rhai, fesul un o fewn pythefnos, fel na all neb weld eu bod yn perthyn i’w gilydd. Mae cymuned yr oeddent yn gofalu amdani ar eu pennau eu hunain yn mynd i’w chymedrolwyr neu ei chynorthwywyr, neu’n cau. Ni ellir dadwneud hyn.
host-remove-again = I fod yn siŵr, teipiwch yr enw y maent yn mewngofnodi ag ef
host-remove = Tynnu am byth

## Enw, golwg, rheolau, terfynau
place-name = Enw’r lle
place-summary = Mewn un frawddeg
place-summary-hint = Bydd ymwelwyr yn ei darllen ar y dudalen gyntaf.
place-rules = Rheolau
place-rules-hint = Yr hyn y mae pawb sy’n ymuno yn cytuno iddo. Gallwch ddefnyddio Markdown ysgafn.
place-contact = Pwy sy’n gofalu am y lle hwn
place-contact-hint = Enwau neu enwau defnyddiwr, a sut i gysylltu â chi. Gall ymwelwyr ddarllen hyn.
place-sign-up = Sut mae pobl yn ymuno â’r lle hwn?
place-question = Eich cwestiwn i’r rhai sy’n gofyn am gael ymuno
place-question-hint = Un cwestiwn, nid arholiad.
place-locale = Iaith i ymwelwyr
place-locale-hint = I bobl nad yw eu porwr yn dweud pa iaith y maent yn ei darllen. Gall pawb ei newid.
place-time-zone = Cylchfa amser
place-time-zone-hint = Er enghraifft Europe/London.
place-accent = Lliw’r lle
place-post-chars = Hyd postiad
place-picture-bytes = Maint llun
place-pictures = Lluniau mewn postiad
sign-up-invitation = Drwy wahoddiad
# adolygu
sign-up-invitation-hint = Mae gwesteiwyr, a’r rhai sy’n gofalu am gymuned, yn rhoi dolenni.
sign-up-ask = Mae pobl yn gofyn yn gyntaf
sign-up-ask-hint = Maen nhw’n ateb eich cwestiwn, a gwesteiwr sy’n eu gadael i mewn.
sign-up-open = Mae’r drws ar agor
sign-up-open-hint = Mae pwy bynnag a ddaw yn aelod ar unwaith.
accent-pine = Pinwydd
accent-sea = Môr
accent-heather = Grug
accent-clay = Clai
host-limits-words = Maent yn berthnasol i’r hyn a ysgrifennir ac a lanlwythir o hyn ymlaen.
limits-between = O { $least } i { $most }.
unit-characters = nod
unit-megabytes = megabeit
unit-pictures = llun

## Y cofnod
# adolygu
# adolygu
host-record-words = Yr hyn a wnaeth gwesteiwyr gyda phobl, gyda’r rheswm a roddwyd, a’r hyn a newidiwyd ganddynt yn y lle hwn, i bob gwesteiwr ei ddarllen. Mae gan wahoddiadau dudalen eu hunain. Mae pob aelod yn darllen yr hyn sy’n ymwneud â nhw yn eu cofnod eu hunain.
host-record-none = Nid oes dim wedi’i wneud eto.
host-operator = Ar y llinell orchymyn
host-member-gone = rhywun sydd wedi mynd
act-member-active = Cafodd { $name } ddod i mewn, neu ysgrifennu eto.
act-member-frozen = Ataliwyd ysgrifennu { $name }.
act-member-refused = Ni chafodd { $name } ddod i mewn.
act-member-removed = Tynnwyd aelod: { $name }.
act-member-host = Daeth { $name } yn westeiwr.
act-member-not-host = Nid yw { $name } yn westeiwr mwyach.
act-member-signed-out = Allgofnodwyd { $name } ar bob dyfais.
act-member-help = Gwnaed dolen untro i { $name }.
act-member-other = Newidiwyd gosodiad { $name }.
act-place = { $what } nawr: { $new }
# adolygu
act-place-empty = { $what }: does dim wedi’i ysgrifennu yno nawr.

## Yr hyn a wnaed, a’r hyn na ellir ei wneud
done-job-retried = Mae’n ôl yn y ciw.
done-place-let-in = Gallant fewngofnodi nawr.
done-place-refused = Byddant yn darllen eich geiriau pan geisiant fewngofnodi.
done-frozen = Ataliwyd eu hysgrifennu, a dywedwyd wrthynt pam.
done-unfrozen = Gallant ysgrifennu eto.
done-removed = Fe’u tynnwyd.
done-made-host = Maen nhw’n westeiwr nawr.
# adolygu
done-unmade-host = Cymerwyd rôl y gwesteiwr yn ôl.
done-signed-out-everywhere = Maen nhw wedi’u hallgofnodi ym mhobman.
denied-host-first = Gwesteiwr ydynt. Cymerwch rôl y gwesteiwr yn ôl yn gyntaf.
fault-too-small = Dewiswch o leiaf { $bound }.
fault-too-large = Dewiswch { $bound } ar y mwyaf.
fault-no-number = Ysgrifennwch rif cyfan.
fault-login-differs = Nid dyma’r enw y maent yn mewngofnodi ag ef. Ni thynnwyd neb.
