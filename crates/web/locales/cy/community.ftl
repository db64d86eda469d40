# Cymunedau: siarter, arferion, ymuno, aelodau, rolau.

## Brig cymuned a’i hystafelloedd
community-write = Ysgrifennu yma
community-more = Rhagor am y gymuned hon
community-rooms = Ystafelloedd y gymuned hon
community-square = Sgwâr
community-photos = Lluniau
community-people = Pobl
community-about = Ynghylch
community-invite = Gwahodd rhywun
community-requests = Pobl wrth y drws
community-settings = Enw, siarter a drysau
community-leave = Gadael
community-closed = Ar gau
community-closed-words = Mae’r gymuned hon ar gau. Gall ei haelodau ddarllen popeth o hyd; nid oes neb yn ysgrifennu nac yn ymuno mwyach.
community-someone-waits = Mae rhywun yn gofyn am gael ymuno.
community-see-requests = Darllen yr hyn maen nhw’n ei ddweud
community-join = Ymuno
community-ask = Gofyn am gael ymuno
community-take-invitation = Edrych ar y gwahoddiad
you-are-member = Rydych chi’n aelod
you-are-helper = Rydych chi’n gynorthwyydd
you-are-moderator = Rydych chi’n gymedrolwr
# adolygu
you-are-host = Rydych chi’n westeiwr
you-have-asked = Rydych chi wedi gofyn am gael ymuno
you-are-invited = Mae gwahoddiad i chi
somebody-who-left = Rhywun sydd wedi gadael
that-is-you = chi

## Y sgwâr
community-which = Beth i’w ddangos
community-all-said = Popeth a ddywedwyd
community-beginnings = Dim ond dechreuadau
community-fresh = Geiriau newydd ers i chi edrych. Eu dangos
community-seen-before = Rydych chi wedi gweld y rhain o’r blaen
community-newest = I’r diweddaraf
community-empty-title = Llannerch dawel
community-empty = Nid oes neb wedi dweud dim yma eto. Rhaid i rywun fod yn gyntaf; mae bore da yn ddigon.
community-empty-write = Dweud bore da

## Lluniau
photo-by = Rhannwyd gan { $name }
photos-empty-title = Dim lluniau eto
photos-empty = Bydd lluniau y mae aelodau’n eu rhannu yma yn hongian ar y wal hon.
photos-empty-write = Hongian yr un cyntaf
photos-end = Dyna’r wal gyfan.

## Ynghylch
community-charter = Pam rydym ni yma
community-norms = Sut rydym yn trin ein gilydd
community-norms-read = Darllen yr hyn y cytunwyd arno
community-carers = Pwy sy’n gofalu am y gymuned hon
community-facts = Yn fyr
community-since = Yma ers
community-joining-open = Mae’r drws ar agor: mae pwy bynnag a ddaw yn aelod.
community-joining-ask = Rydych yn gofyn yn gyntaf, ac mae rhywun sy’n gofalu amdani yn eich ateb.
community-joining-invitation = Drwy wahoddiad, gan rywun sy’n gofalu amdani.
community-joining-closed = Nid oes neb yn ymuno mwyach: mae’r gymuned hon ar gau.

## Wrth y drws
community-porch-title = I aelodau y mae’r hyn a ddywedir yma
community-porch-words = Gallwch ddarllen beth yw pwrpas y gymuned hon. Dim ond ei haelodau sy’n gallu darllen yr hyn a ddywedant wrth ei gilydd.
community-not-any-more = Rwyf wedi newid fy meddwl
community-ask-title = Gofyn am gael ymuno
community-ask-words = Bydd y rhai sy’n gofalu am y gymuned hon yn darllen eich ateb. Ni fydd neb arall, a bydd yn cael ei anghofio ar ôl iddynt eich ateb.
community-ask-send = Ei anfon
community-join-title = Ymuno â’r gymuned hon
community-join-words = Gallwch adael unrhyw bryd.
community-join-as = Byddech yma fel:
community-answer = Hoffech chi ddweud rhywbeth?
community-answer-hint = Mae brawddeg neu ddwy yn ddigon.
community-decline = Dim diolch
community-invited-by = Gwahoddodd { $name } chi i’r gymuned hon.
community-refused-by = Ni allai { $name } eich gadael i mewn y tro hwn.
# adolygu
community-removed-by = Tynnodd { $name } chi o’r gymuned hon.

## Gadael, camu’n ôl, cau
community-leave-title = Gadael { $name }?
community-leave-words = Mae’r hyn a ysgrifennoch yn aros lle y mae, a gallwch ei ddileu o hyd o’ch postiadau eich hun. Ni ddywedir wrth neb eich bod wedi gadael.
community-stay = Aros
community-step-down-title = Neu ddim ond gorffwys
community-step-down-words = Gallwch roi eich tasgau yn ôl ac aros fel aelod.
community-step-down = Rhoi fy nhasgau yn ôl
community-close-title = Cau’r gymuned hon
community-close-short = Mae cymuned sydd wedi cau yn dod yn archif i’w haelodau. Ni ellir ei hagor eto.
community-close-go = Beth mae cau yn ei olygu
community-close-question = Cau { $name } am byth?
community-close-1 = Gall ei haelodau ddarllen popeth a ddywedwyd, fel o’r blaen.
community-close-2 = Ni all neb ysgrifennu, ateb, ymuno na newid dim ynddi mwyach, gan eich cynnwys chi.
community-close-3 = Ni ellir ei hagor eto.
community-close-type = I fod yn siŵr, teipiwch enw’r gymuned
community-close = Ei chau am byth

## Pobl
community-members = Aelodau
community-members-none = Nid oes neb arall yma eto.
community-removed = Wedi’u tynnu
community-removed-words = Ni allant ddod yn ôl ar eu pen eu hunain. Gallwch eu gwahodd yn ôl.
community-invite-back = Gwahodd yn ôl
member-care = Gofalu am
member-role-title = Am beth maen nhw’n gofalu
role-member-hint = Yn cymryd rhan fel pawb arall.
role-helper-hint = Yn gwahodd pobl ac yn ateb y rhai sy’n gofyn am gael ymuno.
role-moderator-hint = Hefyd yn tynnu postiadau ac aelodau sy’n torri’r hyn y cytunwyd arno.
role-host-hint = Yn gofalu am bopeth gyda chi. Dim ond nhw eu hunain sy’n gallu rhoi’r gwaith yn ôl.
member-hand-over-title = Trosglwyddo
# adolygu
member-hand-over-words = Nhw fydd y gwesteiwr, a byddwch chi’n aros fel cymedrolwr.
member-hand-over = Trosglwyddo’r gymuned hon
member-remove-title = Tynnu o’r gymuned hon
member-remove-words = Ni allant ddarllen nac ysgrifennu yma mwyach. Dywedir wrthynt beth yw eich rheswm, a phwy a benderfynodd. Mae’r hyn a ysgrifennon nhw yn aros.
member-reason = Pam?
member-reason-hint = Byddant yn darllen hwn. Byddwch yn fanwl ac yn deg.
member-remove = Tynnu

## Pobl sy’n gofyn am gael ymuno
requests-empty-title = Nid oes neb yn aros wrth y drws
requests-empty = Pan fydd rhywun yn gofyn am gael ymuno, bydd eu hateb i’ch cwestiwn i’w weld yma.
requests-asks = yn gofyn am gael ymuno
# adolygu
requests-no-answer = Heb ateb eich cwestiwn eto. Gallwch aros am yr ateb, neu eu gadael i mewn nawr.
# adolygu
community-answer-question = Ateb y cwestiwn
# adolygu
community-question-waits = Rydych wedi gofyn am gael ymuno, ac mae’r gymuned hon yn gofyn cwestiwn. Nid yw wedi’i ateb eto.
requests-words = Ychwanegu ychydig eiriau
requests-words-label = Eich geiriau iddyn nhw
requests-let-in = Gadael i mewn
requests-refuse = Nid y tro hwn

## Gwahodd
invite-by-name = Wrth enw
invite-by-name-words = I rywun sydd yn y lle hwn yn barod. Byddant yn gweld eich gwahoddiad ymhlith eu lleoedd.
# adolygu
invite-guest = Eu henw defnyddiwr
invite-send = Gwahodd
invite-waiting = Heb ateb eto
invite-take-back = Tynnu’n ôl
invited-by = Gwahoddwyd gan { $name }
invite-by-link = Gyda dolen
invite-by-link-words = I bobl rydych yn eu hadnabod o fannau eraill. Gall pwy bynnag sydd â’r ddolen ddod i mewn, hefyd rhai sy’n newydd i’r lle hwn, nes iddi ddod i ben.
link-make = Gwneud dolen
link-uses = Faint o bobl gaiff ei defnyddio?
link-uses-unit = o bobl
link-days = Am faint mae’n para?
link-days-unit = diwrnod
link-note = Nodyn i chi’ch hun
link-note-hint = Er enghraifft ble byddwch yn ei rhoi. Dim ond y rhai sy’n cael gwahodd fydd yn ei weld.
link-title = Gwnaed gan { $name }
link-how = Pwyntiwch gamera ffôn at y sgwâr, neu agorwch y cyfeiriad hwn:
link-qr = Cod QR gyda chyfeiriad y gwahoddiad hwn
# adolygu
link-holds =
    { $left ->
        [zero] I neb arall, tan { $until }.
        [one] I un person arall, tan { $until }.
        [two] I ddau berson arall, tan { $until }.
        [few] I { $left } pherson arall, tan { $until }.
        [many] I { $left } pherson arall, tan { $until }.
       *[other] I { $left } o bobl eraill, tan { $until }.
    }
# adolygu
link-loopback = Dim ond ar y cyfrifiadur hwn y mae’r ddolen hon yn gweithio, oherwydd nad oes gan y lle ei gyfeiriad ei hun eto. Mae pwy bynnag sy’n rhedeg y gweinydd yn ei gychwyn gyda --public-url a’r cyfeiriad y bydd pobl yn ei deipio, er enghraifft https://hafan.example, ac yna’n gwneud y dolenni o’r newydd.
link-over = Mae’r ddolen hon wedi dod i ben.
link-came = Daeth { $names } drwyddi.
link-end = Dod â hi i ben nawr

## Gosodiadau
settings-recorded = Cofnodir pob newid yng nghofnod y gymuned hon, gyda’ch enw chi.
settings-name = Enw
settings-summary = Mewn un frawddeg
settings-summary-hint = Mae’n ymddangos o dan yr enw ac mewn rhestrau.
settings-charter-hint = Gall pawb sy’n cael gwybod am y gymuned hon ddarllen hyn cyn ymuno.
settings-norms-hint = Beth y gall pobl ddibynnu arno yma, a beth rydych yn ei ofyn ganddynt.
settings-visibility-hint = Daw hyn i rym ar unwaith, a hefyd ar gyfer popeth a ddywedwyd o’r blaen.
settings-to-public = Gall pawb ddarllen yma, hefyd bopeth a ddywedwyd hyd yn hyn. Gofynnwch i’ch aelodau yn gyntaf.
settings-to-members = Gall pawb weld ei bod yn bodoli a beth yw ei phwrpas. I aelodau yn unig y mae popeth a ddywedwyd.
# adolygu
settings-to-hidden = I bawb ond aelodau nid yw’n bodoli, na dim a ddywedwyd ynddi. Daw pobl newydd drwy wahoddiad. Llythrennau ar hap fydd ei chyfeiriad: nid yw’r hen un yn arwain i unman mwyach, nac i aelodau ychwaith, ac ni all neb arall ei gymryd.
settings-handle = Ei chyfeiriad
settings-handle-hint = Tra bydd yn gudd, llythrennau ar hap nad ydynt yn dweud dim yw ei chyfeiriad. Pan ddaw allan o guddio bydd yn cymryd hwn: llythrennau, rhifau a _.
join-rule-open-hint = Mae pwy bynnag a ddaw yn aelod ar unwaith.
join-rule-ask-hint = Maen nhw’n ateb eich cwestiwn, a chi neu gynorthwyydd sy’n eu gadael i mewn.
join-rule-invitation-hint = Ni all neb guro; chi sy’n gwahodd.
settings-question = Eich cwestiwn i’r rhai sy’n gofyn am gael ymuno
settings-question-hint = Un cwestiwn, nid arholiad.
settings-leave-it = Ei adael fel yr oedd
community-picture = Llun
community-picture-row = Ychwanegu, newid neu dynnu
community-picture-hint = Mae’n ymddangos wrth ymyl yr enw, ar bob tudalen ac mewn rhestrau. Caiff ei dorri’n sgwâr.

## The record of a community
community-record = Beth a wnaed yma
# adolygu
community-record-words = Pob gweithred gan y rhai sy’n gofalu am y gymuned hon, i’w haelodau ei darllen. Dim ond y rhai a allai fod wedi penderfynu sy’n gweld pwy gafodd ei dynnu neu ei wrthod.
community-record-end = Dyma lle mae cofnod y gymuned hon yn dechrau.
act-founded = Dechreuodd y gymuned.
act-name = Yr enw bellach yw “{ $new }”.
act-handle = Y cyfeiriad bellach yw { $new }.
act-summary = Mewn un frawddeg, bellach: { $new }
act-charter = Newidiwyd y siarter.
act-norms = Newidiwyd yr hyn y cytunwyd arno ynghylch sut mae pobl yn trin ei gilydd.
act-picture = Newidiwyd y llun.
act-picture-removed = Tynnwyd y llun.
act-visibility = Pwy all ei gweld bellach: { $new }.
act-join-rule = Sut mae pobl yn ymuno bellach: { $new }.
act-question = Newidiwyd y cwestiwn i’r rhai sy’n gofyn am gael ymuno.
act-closed = Caewyd y gymuned.
act-other = Newidiwyd gosodiad.
# adolygu
act-picture-held = Daeth llun a dynnwyd allan o’r blaen eto, a daliwyd ef yn ôl.
# adolygu
act-pictures-taken-out = Delir lluniau postiad a dynnwyd allan yn ôl o hyn ymlaen.
# adolygu
act-pictures-let-back = Caiff lluniau a dynnwyd allan eu dangos eto.
# adolygu
pictures-taken-out = { $count ->
    [one] Delir un llun a dynnwyd allan gyda phostiad yn ôl pan ddaw eto, hefyd yn llai, wedi’i dorri ychydig neu wedi’i gadw o’r newydd. Dywedir wrth bwy bynnag sy’n ei anfon pam, ac y gellir anfon gweddill y postiad hebddo.
   *[other] Delir { $count } llun a dynnwyd allan gyda phostiadau yn ôl pan ddônt eto, hefyd yn llai, wedi’u torri ychydig neu wedi’u cadw o’r newydd. Dywedir wrth bwy bynnag sy’n anfon un pam, ac y gellir anfon gweddill y postiad hebddo.
}
# adolygu
pictures-let-back = Gadael iddynt gael eu dangos eto
act-took-out = Tynnwyd postiad allan.
act-a-member = Aelod
act-role = Gwaith { $name } bellach: { $role }.
act-let-in = Gadawyd { $name } i mewn.
# adolygu
act-removed = Tynnwyd { $name } o’r gymuned.
act-invited = Gwahoddwyd { $name }.
act-uninvited = Tynnwyd gwahoddiad { $name } yn ôl.
act-refused = Ni adawyd { $name } i mewn.

## Rhestr y lleoedd, a dechrau un
places-words = Lle iddi hi ei hun yw cymuned, gydag aelodau, siarter a drws.
places-start = Dechrau cymuned
places-invited = Mae gwahoddiad i chi
places-asked = Yn aros am ateb
places-open = Lleoedd y gallwch eu canfod
places-open-none = Does dim rhai eraill i’w canfod ar hyn o bryd.
places-end = Dyna’r cyfan.
places-none-title = Nid ydych mewn cymuned eto
places-none = Edrychwch ar y rhai isod, gofynnwch i rywun am wahoddiad, neu dechreuwch un eich hun.
places-new = Ysgrifennodd { $name } yma { $when }.
new-words = Enw, ychydig eiriau ar sut rydych yn trin eich gilydd, a drws. Gallwch newid popeth yn nes ymlaen.
new-name = Beth yw ei henw?
new-name-hint = Fel y mae pobl yn ei ddweud. Mae croeso i ŵ, ŷ ac â.
new-kind = Pa fath o gymuned fydd hi?
new-kind-hint = Mae’n dechrau gyda siarter addas. Gallwch newid pob gair ohoni.
new-language = Ym mha iaith y dylai ei siarter fod?
new-usual = Fel sy’n arferol i’r math hwn
new-usual-hint = I aelodau yn unig y mae cylchoedd cymorth; mae clybiau ac ymgyrchoedd yn gyhoeddus.
new-more = Dewis ei chyfeiriad eich hun
new-handle = Cyfeiriad
# adolygu
new-handle-hint = Llythrennau heb acenion, rhifau a _. Os gadewch ef yn wag, fe’i gwneir o’r enw. Nid i gymuned gudd: ni ddefnyddir yr hyn a deipiwch yma bryd hynny, am mai llythrennau ar hap na all neb eu dyfalu yw ei chyfeiriad bob amser.
# adolygu
new-you-are-host = Chi fydd ei gwesteiwr. Gallwch ei throsglwyddo unrhyw bryd.
new-found = Ei dechrau

## Yr hyn a wnaed
done-founded = Mae’ch cymuned yma. Gwahoddwch y bobl gyntaf, neu ysgrifennwch y geiriau cyntaf.
# adolygu
done-founded-hidden = Mae’ch cymuned yma. Ni ddefnyddiwyd y cyfeiriad a deipiasoch: llythrennau ar hap sydd gan gymuned gudd, fel na all neb ei ddyfalu.
done-asked = Mae’ch dymuniad i ymuno gyda’r rhai sy’n gofalu am y gymuned hon.
done-joined-community = Rydych chi’n aelod nawr. Croeso.
done-withdrawn = Iawn. Nid oes neb yn aros amdanoch yno.
done-left-community = Rydych chi wedi gadael.
done-stepped-down = Rydych wedi rhoi eich tasgau yn ôl. Diolch am yr hyn a wnaethoch.
# adolygu
done-pictures-let-back = Caiff yr hyn a dynnwyd allan o’r blaen ei ddangos yma eto.
done-role-changed = Newidiwyd eu rôl, a dywedwyd wrthynt.
done-member-removed = Fe’u tynnwyd, a dywedwyd wrthynt pam.
done-handed-over = Mae’r gymuned wedi’i throsglwyddo.
done-let-in = Maen nhw’n aelod nawr.
done-refused-community = Dywedwyd wrthynt, gyda’ch geiriau chi.
done-invited = Maen nhw wedi cael gwahoddiad.
done-uninvited = Tynnwyd y gwahoddiad yn ôl.
done-link-made = Mae’r ddolen yn barod.
done-link-ended = Mae’r ddolen wedi dod i ben.
done-closed = Mae’r gymuned hon ar gau.

## Yr hyn na ellir ei wneud
denied-not-member = Dim ond aelodau’r gymuned hon sy’n gallu gwneud hyn.
denied-not-enough-role = Yn y gymuned hon, i rywun â thasg arall y mae hyn. Gofynnwch i un o’i gwesteiwyr.
denied-community-closed = Mae’r gymuned hon ar gau: gellir ei darllen, ac nid oes dim ynddi’n newid mwyach.
denied-already-member = Mae’r person hwnnw’n aelod yn barod.
denied-already-asked = Rydych wedi gofyn yn barod. Bydd y rhai sy’n gofalu am y gymuned hon yn ateb.
denied-was-removed = Cawsoch eich tynnu o’r gymuned hon, felly mae’r drws hwn ar gau. Dim ond y rhai sy’n gofalu amdani sy’n gallu eich gwahodd yn ôl.
denied-was-refused = Gofynnoch yn ddiweddar. Fis ar ôl yr ateb gallwch ofyn eto.
denied-invitation-only = Drwy wahoddiad y mae pobl yn ymuno â’r gymuned hon. Gofynnwch i rywun sy’n gofalu amdani.
denied-last-host = Chi yw’r unig westeiwr. Trosglwyddwch y gymuned i rywun yn gyntaf, neu ei chau.
denied-too-many-communities = Rydych yn gofalu am ugain o gymunedau yn barod. Dyna gymaint ag y gall un bersona.
denied-too-many-memberships = Mae gennych gysylltiad â thri chant o gymunedau yn barod. Gadewch un yn gyntaf.
denied-already-invited = Mae’r person hwnnw wedi cael gwahoddiad yn barod a heb ateb eto.
denied-already-host = Mae’r person hwnnw’n westeiwr yn barod.
denied-too-many-links = Mae gennych hanner cant o ddolenni agored. Dewch ag un i ben yn gyntaf.
fault-nobody-of-that-name = Nid oes neb â’r enw defnyddiwr hwn yma y gallech ei wahodd.
fault-name-differs = Nid dyma enw’r gymuned. Ni chaewyd dim.
fault-uses-out-of-bounds = Dewiswch nifer o bobl o 1 i { $bound }.
fault-days-out-of-bounds = Dewiswch nifer o ddiwrnodau o 1 i { $bound }.
