# Pwy sy’n cyrraedd eich newyddion ar unwaith, pwy sy’n aros, ac am bwy nad ydych yn clywed.

me-news = Pobl wrth y drws
# adolygu
me-news-hint = Pwy sy’n aros nes i chi edrych, ac am bwy y clywch ar unwaith
# adolygu
door-sub = Yma mae pwy bynnag na fu gennych ddim i’w wneud â nhw yn aros: eu geiriau’n unig, heb luniau na dolenni. Cyn i chi ddweud ie ni ddaw newyddion amdanynt atoch, ac nid yw eu hatebion na’u dyfyniadau’n ymddangos i chi yn eich sgyrsiau eich hun. Mae pawb arall yn eu gweld lle’r ysgrifennwyd nhw. Nid yw hyn yn rhwystro neb, ac ni ddywedir wrth neb eu bod yn aros na beth a ddewiswch.
door-rules = Newyddion gan
# adolygu
door-rules-hint = Lle mae mwy nag un o’r rhain yn wir am rywun, y llymaf sy’n cyfrif. Mae pwy bynnag a adewch i mewn yn eich cyrraedd bob amser.
door-answer-tell = Dweud wrthyf
door-answer-hold = Gadael iddo aros
door-answer-drop = Peidio â dweud wrthyf
door-not-followed = Pobl nad wyf yn eu dilyn
door-not-following = Pobl nad ydynt yn fy nilyn i
door-newcomer = Pobl a ddaeth yma yn y 30 diwrnod diwethaf
door-private = Geiriau i mi yn unig, gan bobl nad wyf yn eu dilyn
# adolygu
door-private-hint = Mae atebion i’r hyn a ysgrifennoch neu a gychwynnoch yn eich cyrraedd bob amser.
# adolygu
door-limited = Pobl y mae’r rhai sy’n gofalu am y lle hwn yn eu dal yn ôl
door-waiting = Wrth y drws
# adolygu
door-stranger = Pobl na fu gennyf ddim i’w wneud â nhw
# adolygu
door-stranger-hint = Nid: pobl rydych yn eu dilyn, wedi eu hateb, eu henwi, eu gwahodd neu eu gadael i mewn, nac aelodau cymuned o’ch eiddo â llai na 150 o bobl. Os dewiswch beidio â chlywed, caiff eu geiriau eu gadael allan o’ch sgyrsiau hefyd, ac nid ydynt yn aros yn unman; maent yn ymddangos eto pan ddewiswch glywed.
door-waiting-none = Does neb yn aros ar hyn o bryd.
# adolygu
door-waiting-none-yet = Neb yma ar hyn o bryd. Daw’r rhai sy’n aros i’r golwg am wyth y bore ac am chwech yr hwyr.
# adolygu
door-waiting-hint = Maent yn dod i’r golwg am wyth y bore ac am chwech yr hwyr. Ni ddywedir wrthynt eu bod yn aros.
door-look-now = Edrych nawr
door-waits-since = Diwethaf { $when }
door-let-in = Gadael i mewn
# adolygu
door-once = Gadael i mewn y tro hwn
# adolygu
door-send-away = Gwrthod yn dawel
# adolygu
door-all-in = Gadael pob un o’r rhain i mewn
# adolygu
door-all-away = Gwrthod pob un o’r rhain yn dawel
# adolygu
door-wrote-beside = Ysgrifennodd { $names } mewn sgwrs o’ch eiddo.
# adolygu
door-invited = Gwahoddodd { $names } chi i gymuned. Mae hi ymhlith eich lleoedd.
door-known = Pobl a adawsoch i mewn
door-forget = Gadael iddynt aros eto
# adolygu
door-declined = Pobl a wrthodasoch
# adolygu
door-declined-hint = Yma am 30 diwrnod, rhag ofn i chi newid eich meddwl.
# adolygu
door-undecline = Gadael iddynt aros eto wrth y drws
door-somebody-waits = Mae pobl wrth y drws
# adolygu
done-door-let-in = Byddwch yn clywed amdanynt o hyn ymlaen. Mae’r hyn oedd yn aros yn eich Newyddion, a lle’r ysgrifennwyd ef.
# adolygu
done-sent-away = Mae’r hyn oedd yn aros wedi mynd o’ch drws, ac yn aros allan o’ch sgyrsiau fel y gwelwch chi nhw. Ni ddywedir wrthynt, ac mae pawb arall yn ei weld fel o’r blaen. Os newidiwch eich meddwl, maent isod.
# adolygu
done-door-undeclined = Mae’r hyn a wrthodasoch yn aros wrth eich drws eto.
# adolygu
done-door-once = Mae’r hyn oedd yn aros yn eich Newyddion, a lle’r ysgrifennwyd ef. Y tro nesaf byddant yn aros wrth y drws eto.
# adolygu
conflict-door-changed = Newidiwyd rhai o’u geiriau ar ôl i chi eu darllen, felly ni adawyd neb i mewn. Ni chollwyd dim. Edrychwch arnynt eto wrth eich drws.
# adolygu
done-door-forgotten = O hyn ymlaen mae eich dewisiadau yn wir amdanynt hwythau hefyd.

ledger-profile-news-not-followed = Newyddion gan bobl nad ydych yn eu dilyn: { $new }.
ledger-profile-news-not-following = Newyddion gan bobl nad ydynt yn eich dilyn chi: { $new }.
ledger-profile-news-newcomer = Newyddion gan bobl sy’n newydd yma: { $new }.
ledger-profile-news-private = Newyddion am eiriau i chi yn unig, gan bobl nad ydych yn eu dilyn: { $new }.
# adolygu
ledger-profile-news-stranger = Newyddion gan bobl na fu gennych ddim i’w wneud â nhw: { $new }.
# adolygu
ledger-profile-news-limited = Newyddion gan bobl y mae’r lle hwn yn eu dal yn ôl: { $new }.

## Older words
# adolygu
me-reach = Pwy all gysylltu â mi
me-reach-hint = Un cwestiwn, tri ateb
# adolygu
reach-sub = Mae un ateb yn gosod eich drws, eich dilynwyr, a sut mae postiadau newydd yn dechrau. Mae’r postiadau a ysgrifennwyd eisoes yn aros fel y maent.
reach-question = Pwy ddylai allu cysylltu â chi?
reach-later = Gallwch newid hyn pryd bynnag y mynnwch.
# adolygu
reach-each = Mae’r hyn sy’n newid wedi’i nodi yn eich cofnod, lle gallwch ddadwneud pob rhan ohono.
# adolygu
reach-own = Chi osododd rai o’r pethau hyn. Mae dewis ateb yma yn gosod y cyfan.
reach-chosen = Pobl rwy’n eu dewis
# adolygu
reach-chosen-words = Rydych yn cytuno i bob dilynwr. Mae postiadau newydd yn dechrau ar gyfer dilynwyr, gall y bobl yr ydych yn eu dilyn ateb, ac nid oes neb yn eich dyfynnu. Mae dieithriaid yn aros wrth eich drws.
# adolygu
reach-knock = Caiff pawb guro
# adolygu
reach-knock-words = Mae postiadau newydd yn gyhoeddus. Mae dieithriaid yn aros wrth eich drws, ac rydych yn edrych ar ddilynwyr, atebion a dyfyniadau cyn iddynt ymddangos.
reach-everybody = Pawb
# adolygu
reach-everybody-words = Gall unrhyw un ddilyn, ateb a dyfynnu ar unwaith, ac mae geiriau dieithriaid yn dod yn syth i’ch newyddion.
# adolygu
reach-always = Wedi’i ddiogelu, beth bynnag a ddewiswch
# adolygu
reach-always-pictures = Mae lluniau gan bobl nad ydych wedi ymwneud â nhw yn aros ynghudd nes i chi bwyso.
# adolygu
reach-always-block = Ni all neb yr ydych yn ei rwystro ysgrifennu atoch na’ch ateb. Mae eu hatebion yn gadael eich sgyrsiau i bawb.
# adolygu
reach-always-hidden = Mae’r hyn sydd mewn cymuned i aelodau’n unig neu gymuned gudd yn aros y tu mewn iddi.
# adolygu
reach-cannot = Yr hyn na all neb ei addo
# adolygu
reach-cannot-copy = Gall pwy bynnag sy’n gallu darllen eich geiriau eu copïo, neu dynnu llun o’r sgrin.
# adolygu
reach-cannot-friend = Efallai nad yw rhywun yr ydych yn ei adael i mewn yn meddwl yn dda. Gallwch eu rhwystro bob amser, ac ni ddywedir wrthynt.
# adolygu
reach-cannot-machine = Gall pwy bynnag sy’n rhedeg cyfrifiadur y lle hwn gyrraedd yr hyn sydd wedi’i storio arno. Nid oes tudalen yn dangos i westeiwyr yr hyn nad yw wedi’i gyfeirio atynt.
me-seen = Pwy all weld beth
# adolygu
me-seen-hint = Pob grŵp o bobl, a’r hyn o’ch eiddo y gallant ei ddarllen
# adolygu
seen-sub = Wedi’i gyfrif nawr, gan y rheol y mae pob tudalen yn ei gofyn. Mae pwy bynnag yr ydych wedi’i rwystro yn darllen llai nag a ddywedir yma.
# adolygu
seen-all = { $count ->
    [zero] Nid ydych wedi ysgrifennu dim eto.
    [one] Rydych wedi ysgrifennu un postiad.
    [two] Rydych wedi ysgrifennu dau bostiad.
    [few] Rydych wedi ysgrifennu { $count } phostiad.
    [many] Rydych wedi ysgrifennu { $count } phostiad.
   *[other] Rydych wedi ysgrifennu { $count } postiad.
}
# adolygu
seen-posts = { $count ->
    [zero] Ni allant ddarllen yr un o’ch postiadau.
    [one] Gallant ddarllen un o’ch postiadau.
    [two] Gallant ddarllen dau o’ch postiadau.
    [few] Gallant ddarllen { $count } o’ch postiadau.
    [many] Gallant ddarllen { $count } o’ch postiadau.
   *[other] Gallant ddarllen { $count } o’ch postiadau.
}
# adolygu
seen-named = { $count ->
    [one] Dim ond y bobl y mae’n eu henwi all ddarllen un postiad.
    [two] Dim ond y bobl y maent yn eu henwi all ddarllen dau bostiad.
    [few] Dim ond y bobl y maent yn eu henwi all ddarllen { $count } phostiad.
    [many] Dim ond y bobl y maent yn eu henwi all ddarllen { $count } phostiad.
   *[other] Dim ond y bobl y maent yn eu henwi all ddarllen { $count } postiad.
}
seen-visitors = Pawb, heb gyfrif
seen-strangers = Pawb sydd â chyfrif yma
seen-followers = Eich dilynwyr
seen-followed = Pobl yr ydych yn eu dilyn
seen-members = Aelodau { $name }
seen-circle = Eich cylch { $name }
seen-itself = A’ch tudalen ei hun
# adolygu
seen-page = Gall pawb weld eich enw, eich llun a’ch geiriau amdanoch eich hun.
# adolygu
seen-findable = Gall pobl ddod o hyd i chi wrth eich enw.
# adolygu
seen-not-findable = Nid oes neb nad yw’n gwybod eich dolen yn dod o hyd i chi wrth eich enw.
# adolygu
seen-posts-findable = Gellir canfod eich postiadau cyhoeddus wrth eu geiriau.
# adolygu
seen-posts-not-findable = Ni ellir canfod eich postiadau wrth eu geiriau, yma na chan beiriannau chwilio.
# adolygu
seen-old-closed = Mae eich geiriau hŷn ar gau.
# adolygu
seen-old-open = Mae eich geiriau hŷn mor agored ag yr oeddent. Dim ond hyn a hyn ohonynt y gall dieithriaid eu darllen mewn diwrnod.
me-old-words = Fy hen eiriau
# adolygu
me-old-words-hint = Pwy sy’n dal i allu darllen yr hyn a ysgrifennoch amser maith yn ôl
# adolygu
old-words-sub = Does dim rhaid i neb ateb heddiw am bob gair a ysgrifennodd erioed. Mae’r hyn sydd ar gau yn aros yn eiddo i chi: rydych yn dal i’w weld, a gallwch ei agor eto unrhyw bryd.
# adolygu
old-words-when = Pa eiriau sydd ar gau?
old-words-open = Dim: maent yn aros mor agored ag yr oeddent
# adolygu
old-words-days = Yr hyn sy’n hŷn na { $days } diwrnod
# adolygu
old-words-until-now = Popeth a ysgrifennais hyd yn hyn
# adolygu
old-words-before = Popeth a ysgrifennais hyd at { $day }
# adolygu
old-words-still = Pwy sy’n dal i allu eu darllen?
# adolygu
old-words-still-hint = Gallwch chi bob amser. Felly hefyd bobl y mae postiad yn eu henwi, ac aelodau, lle mae’n sefyll mewn cymuned.
old-words-followed = Pobl rwy’n eu dilyn
old-words-followers = Pobl sy’n fy nilyn i
old-words-nobody = Neb ond fi
old-words-know = Da gwybod
# adolygu
old-words-can = Mae’n dal ym mhobman ar unwaith: ar eich tudalen, mewn edefynnau, wrth chwilio, yn yr hyn a basiodd neu a ddyfynnodd eraill, ac mewn apiau.
# adolygu
old-words-cannot = Ni all Hafan gymryd yn ôl yr hyn a gopïodd neu a ffotograffodd rhywun o’r blaen.
# adolygu
ledger-profile-old-words = Caewyd eich hen eiriau. { $after }; maent ar agor i: { $still }.
ledger-profile-old-words-open = Agorwyd eich hen eiriau eto.
