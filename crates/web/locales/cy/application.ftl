# Apiau: gadael un i mewn, a’r hyn sydd o’i le yn yr hyn mae un yn ei anfon.

## Y dudalen lle mae rhywun yn gadael ap i mewn
app-title = Gadael yr ap hwn i mewn?
app-asks = Mae { $name } yn gofyn am gael gweithredu drosoch yma.
# adolygu
app-site = Mae’n dweud mai { $site } yw ei dudalen. Ni wyddom pwy a’i gwnaeth.
app-may = Bydd yn gallu
app-may-read = darllen yr hyn y gallwch chi ei ddarllen yma
# adolygu
app-may-know = gweld eich proffil a’r bobl yr ydych yn ymwneud â nhw
app-may-write = ysgrifennu negeseuon ac anfon lluniau yn eich enw chi
app-may-tie = dilyn, tewi a rhwystro pobl yn eich enw chi
app-may-profile = newid eich proffil
app-may-push = cael gwybod pan fydd newyddion i chi
app-may-host = gwneud yr hyn a gewch chi ei wneud fel gwesteiwr y lle hwn
# adolygu
app-may-letters = darllen ac ysgrifennu’r hyn a ddywedir wrthych chi yn unig
# adolygu
app-may-private = gweld pwy rydych wedi’u rhwystro a’u tewi, a’r hyn rydych wedi’i gadw a diolch amdano
app-may-react = diolch am negeseuon yn eich enw chi, a’u cadw
# adolygu
app-may-sort = newid eich rhestrau a’ch hidlwyr, a’r hyn y dywedir wrthych amdano
app-may-report = adrodd yn eich enw chi, a gweld yr hyn rydych wedi’i adrodd
app-not = Nid yw’n cael eich cyfrinair. Gallwch ddod â hyn i ben unrhyw bryd dan “Mewngofnodi a dyfeisiau”.
app-as = Fel pwy?
# adolygu
app-as-hint = Dim ond y bersona hon mae’n ei gweld a’i defnyddio, ac nid yw’n dysgu dim am y lleill. I gael un arall, ychwanegwch yr ap eilwaith.
app-allow = Gadael i mewn
app-deny = Na, peidio
app-code-title = Un cam arall
# adolygu
app-code = Copïwch y cod hwn i’r ap. Mae’n gweithio unwaith, am ddeng munud. Peidiwch â’i roi i neb arall: nid eich ap chi yw pwy bynnag sy’n gofyn amdano ar y ffôn neu mewn neges.
app-device = Ap · yn gweithredu fel @{ $handle }

## Yr hyn sydd o’i le yn yr hyn mae ap yn ei anfon
fault-app-name = Ni roddodd yr ap enw y gellir ei ddangos.
fault-app-address = Nid yw cyfeiriad yr ap yn un y gall porwr ei agor.
# adolygu
fault-app-redirect = Mae’r ap am gael ei ateb mewn cyfeiriad na chofrestrodd. Ni roddwyd dim iddo. Dechreuwch eto yn yr ap.
# adolygu
fault-app-redirects = Mae cyfeiriad yn redirect_uris na ellir anfon pobl iddo: rhaid i bob un fod yn gyflawn, fel https://app.example/back neu app:/back, heb #, ugain ar y mwyaf. Ni chofrestrwyd yr ap.
fault-app-unknown = Nid oes ap wedi’i gofrestru dan yr enw hwn. Dechreuwch eto yn yr ap.
# adolygu
fault-app-challenge = Mae’r ap yn gwarchod ei ateb mewn ffordd nad yw’n ddiogel, felly ni roddwyd dim iddo. Gall fersiwn newyddach helpu.
# adolygu
fault-scope-unknown = Mae’r ap yn gofyn am rywbeth nad yw’n bod yma neu na chofrestrodd amdano. Ni roddwyd dim iddo.
fault-json = Ni ellid darllen yr hyn a anfonodd yr ap fel JSON. Ni newidiwyd dim.
fault-params = Anfonodd yr ap fwy nag y gellir ei ddarllen ar unwaith. Ni newidiwyd dim.
# adolygu
fault-multipart = Ni ellid darllen yr hyn a anfonodd yr ap fel ffurflen mewn rhannau (multipart/form-data). Ni newidiwyd dim.
# adolygu
denied-token = Nid yw’r tocyn mynediad yn ddilys: mae’r mewngofnodi hwn wedi dod i ben. Mewngofnodwch eto yn yr ap.
# adolygu
app-no-token = Nid yw’r tocyn mynediad yn ddilys: ni ddaeth un sy’n perthyn i rywun. Mewngofnodwch yn yr ap.
# adolygu
app-not-found = Does dim byd yma, neu nid yw’n agored i chi.
# adolygu
app-unavailable = Ni all y lle wneud hyn ar hyn o bryd. Mae’r hyn a gadwyd o’r blaen yn ddiogel. Rhowch gynnig arall arni ymhen ychydig funudau.
# adolygu
denied-no-confirmation = Nid oes angen cadarnhau cyfeiriad e-bost yma, felly ni anfonwyd dim.
# adolygu
denied-token-request = Nid yw’r cais am allwedd yn dweud yr hyn sydd ei angen: grant_type, ac ar gyfer cod, y cod.
denied-scope = Ni chaiff yr ap wneud hyn: ni wnaethoch ei ganiatáu. Ni newidiwyd dim.
denied-invalid-client = Nid yw’r ap hwn yn hysbys yma, neu ni phrofodd pwy ydyw.
denied-invalid-grant = Mae’r cod hwn wedi’i ddefnyddio, wedi dod i ben, neu wedi’i wneud i ap arall. Mewngofnodwch eto.
denied-invalid-scope = Mae’r ap yn gofyn am rywbeth na chofrestrodd amdano.
denied-unauthorized-client = Mae’r allwedd hon yn perthyn i ap arall.
denied-grant-type = Ni chynigir y ffordd hon o gael allwedd yma.
# adolygu
fault-poll-fixed = Mae dewisiadau pleidlais yn aros fel y maent, er mwyn i bob pleidlais gadw ei hystyr. Ni newidiwyd dim.
# adolygu
fault-picture-hangs = Mae’r llun hwn yn perthyn i bostiad, felly mae’n aros. Newidiwch neu dilëwch y postiad yn lle hynny.
# adolygu
fault-picture-focus = Dau rif o -1 i 1 yw canol llun. Ni newidiwyd dim.
fault-app-response = Mae’r ap yn gofyn mewn ffordd na chynigir yma. Ni roddwyd dim iddo. Gall fersiwn newyddach helpu.
# adolygu
fault-app-report = Nid oes gan y lle hwn mo hynny: atebwyd adroddiad a gaewyd, ac mae adroddiadau i’r holl westeiwyr.
# adolygu
fault-app-endorse = Ni roddir neb ar y blaen yma, felly ni newidiwyd dim.
app-notice = Llun sensitif
denied-sign-up-asks = Mae pobl yn gofyn am gael ymuno yma. Agorwch dudalen y lle hwn mewn porwr a gofynnwch yno.
fault-agreement = Cytunwch â rheolau’r lle hwn.
# adolygu
app-report-looked-at = Edrychodd gwesteiwr y lle arno.
# adolygu
fault-app-action = O ap, dim ond “disable” sy’n bosibl: mae’n dal yr hyn y mae rhywun yn ei ysgrifennu. Am unrhyw beth arall, agorwch dudalen yr aelodau.
