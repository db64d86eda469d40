## Geiriau y byddai’n well gan rywun beidio â dod ar eu traws

# adolygu
me-filters = Yr hyn yr hoffwn ei osgoi
me-filters-hint = Plygu, rhoi o’r neilltu neu hepgor geiriau, pobl, cymunedau.
filters = Yr hyn yr hoffwn ei osgoi
# adolygu
filters-sub = Caiff geiriau, pynciau, pobl a chymunedau eu meddalu fel y dymunwch, ble bynnag y darllenwch. Dim ond chi sy’n gweld hyn, ac ni ddywedir wrth neb.
filter-new = Hidlydd newydd
# adolygu
filter-phrases = Geiriau, pynciau, pobl, cymunedau
# adolygu
filter-phrases-hint = Un ar bob llinell: geiriau, #pwnc, neu @enw rhywun neu gymuned. Caiff yr hyn y mae’r person hwnnw yn ei ysgrifennu neu’n ei rannu ei ganfod, a’r hyn sydd yn y gymuned honno. Mae priflythrennau a llythrennau bach yr un fath. Mewn negeseuon Cymraeg, caiff geiriau wedi’u treiglo eu canfod hefyd: mae “tân” yn canfod “dân”, “nhân” a “thân”.
filter-title = Beth i’w alw
# adolygu
filter-title-hint = Bydd hwn ar yr hyn sydd wedi’i blygu. Os gadewch yn wag, y geiriau cyntaf fydd yno.
filter-parts = O fewn geiriau hirach hefyd
filter-parts-hint = Wedyn caiff “cath” ei ganfod yn “cathod” hefyd.
filter-does = Mae’r hyn sy’n eu cynnwys
filter-warn = yn cael ei blygu; gallaf ei agor
# adolygu
filter-later = yn cael ei roi o’r neilltu, i’w ddarllen pan fydd gennyf egni
filter-hide = yn cael ei hepgor
filter-blur = yn dangos ei luniau wedi’u plygu
filter-where = Ymhle
filter-home = Ar fy nhudalen gartref, yn fy rhestri a’m cymunedau
filter-notifications = Yn fy newyddion
filter-public = Wrth chwilio ac o dan dagiau
filter-thread = Mewn sgyrsiau rwy’n eu hagor
filter-account = Ar dudalennau pobl
filter-lasts = Am ba hyd
filter-ever = Nes i mi ei orffen
filter-day = Am ddiwrnod
filter-week = Am wythnos
filter-month = Am dri deg diwrnod
filter-same = Fel y mae nawr
filter-over = daeth i ben { $when }
filter-delete = Dileu’r hidlydd hwn
filter-folded = Eich hidlydd: { $title }
# adolygu
filter-aside = Wedi’i roi o’r neilltu gan eich hidlydd: { $title }
filter-left-out = Wedi’i hepgor gan hidlydd o’ch eiddo.
filter-pictures = Lluniau, wedi’u plygu gan eich hidlydd: { $title }
# adolygu
energy = Faint o egni sydd gennych heddiw?
# adolygu
energy-why = Mae un wasgiad yn symud popeth a feddalwyd gennych un cam, ac yn ôl eto. Mae’r hyn a hepgorwyd yn aros wedi’i hepgor.
# adolygu
energy-bright = Llawn
# adolygu
energy-bright-hint = Un cam yn llai: caiff yr hyn a roddwyd o’r neilltu ei blygu, mae’r hyn a blygwyd ar agor a’i luniau wedi’u plygu, a dangosir lluniau a blygwyd.
# adolygu
energy-gentle = Tyner
# adolygu
energy-gentle-hint = Popeth fel y’i gosodwyd gennych isod.
# adolygu
energy-low = Isel
# adolygu
energy-low-hint = Un cam yn fwy: caiff yr hyn a blygwyd ei roi o’r neilltu, a chaiff yr hyn a’i luniau wedi’u plygu ei blygu’n gyfan.
# adolygu
aside = Wedi’i roi o’r neilltu
# adolygu
aside-sub = Yr hyn yr hoffech ei ddarllen pan fydd gennych egni. Mae wedi gadael eich tudalen gartref, ac nid oes dim wedi’i golli.
# adolygu
aside-empty-title = Nid oes dim wedi’i roi o’r neilltu
# adolygu
aside-empty = Pan fydd rhywbeth i’w ddarllen yn nes ymlaen, bydd yn aros yma.
# adolygu
aside-end = Dyna’r cyfan sy’n aros yma.
# adolygu
home-aside = Rhoddwyd rhywbeth o’r neilltu
# adolygu
soften = Meddalu’r hyn y maent yn ei ysgrifennu
# adolygu
pictures-of-strangers = Lluniau gan bobl nad ydych wedi ymwneud â nhw
# adolygu
pictures-of-strangers-why = Maent yn aros ynghudd, ble bynnag y darllenwch, nes i chi bwyso i’w gweld. Dangosir ar unwaith luniau gan bobl yr ydych yn eu dilyn, wedi ysgrifennu atynt, wedi’u gadael i mewn neu wedi’u gwahodd, a’r hyn sydd yn eich cymunedau.
# adolygu
pictures-of-strangers-show = Dangos y lluniau hyn ar unwaith
done-filter-kept = Mae eich hidlydd wedi’i gadw.
done-filter-deleted = Mae’r hidlydd wedi’i ddileu.
denied-too-many-filters = Mae gennych gant o hidlwyr. Dilëwch un ohonynt yn gyntaf.
denied-filters-full = Mae mil o eiriau a phostiadau yn eich hidlwyr. Tynnwch rai allan yn gyntaf.
fault-filter-nowhere = Dewiswch ble mae’n edrych.
# adolygu
fault-filter-shared = Mae’r geiriau hyn yn rhannu hidlydd ag eraill. Newidiwch yr hidlydd cyfan ar y dudalen “Yr hyn yr hoffwn ei osgoi”.
