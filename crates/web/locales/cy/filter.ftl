## Geiriau y byddai’n well gan rywun beidio â dod ar eu traws

# adolygu
me-filters = Geiriau yr hoffwn eu hosgoi
me-filters-hint = Plygu neu hepgor yr hyn sy’n eu cynnwys.
filters = Geiriau yr hoffwn eu hosgoi
# adolygu
filters-sub = Caiff yr hyn sy’n cynnwys y geiriau hyn ei blygu neu ei hepgor, ble bynnag y darllenwch. Dim ond chi sy’n gweld hyn, ac ni ddywedir wrth neb.
filter-new = Hidlydd newydd
filter-phrases = Geiriau
# adolygu
filter-phrases-hint = Un gair neu sawl un ar bob llinell. Mae priflythrennau a llythrennau bach yr un fath. Mewn negeseuon Cymraeg, caiff geiriau wedi’u treiglo eu canfod hefyd: mae “tân” yn canfod “dân”, “nhân” a “thân”.
filter-title = Beth i’w alw
# adolygu
filter-title-hint = Bydd hwn ar yr hyn sydd wedi’i blygu. Os gadewch yn wag, y geiriau cyntaf fydd yno.
filter-parts = O fewn geiriau hirach hefyd
filter-parts-hint = Wedyn caiff “cath” ei ganfod yn “cathod” hefyd.
filter-does = Mae’r hyn sy’n eu cynnwys
filter-warn = yn cael ei blygu; gallaf ei agor
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
filter-left-out = Wedi’i hepgor gan hidlydd o’ch eiddo.
filter-pictures = Lluniau, wedi’u plygu gan eich hidlydd: { $title }
# adolygu
pictures-of-strangers = Lluniau gan bobl nad ydych wedi ymwneud â nhw
# adolygu
pictures-of-strangers-why = Maent yn aros ynghudd, ble bynnag y darllenwch, nes i chi bwyso i’w gweld. Dangosir ar unwaith luniau gan bobl yr ydych yn eu dilyn, wedi ysgrifennu atynt, wedi’u gadael i mewn neu wedi’u gwahodd, a’r hyn sydd yn eich cymunedau.
# adolygu
pictures-of-strangers-show = Dangos y lluniau hyn ar unwaith
# adolygu
pictures-you-refused = { $count ->
    [one] Gwrthodoch lun: ei adrodd, ei wrthod wrth eich drws neu rwystro’r dieithryn a’i hanfonodd. Mae beth bynnag sy’n edrych fel ef yn aros ynghudd i chi, pwy bynnag sy’n ei ddangos. Ni ddywedir wrth neb.
   *[other] Gwrthodoch { $count } llun: eu hadrodd, eu gwrthod wrth eich drws neu rwystro’r dieithryn a’u hanfonodd. Mae beth bynnag sy’n edrych fel nhw yn aros ynghudd i chi, pwy bynnag sy’n ei ddangos. Ni ddywedir wrth neb.
}
# adolygu
pictures-accept = Anghofio’r hyn a wrthodais
# adolygu
done-pictures-accepted = Nid yw’r lluniau a wrthodoch yn hysbys mwyach. Fe’u dangosir fel lluniau eraill.
done-filter-kept = Mae eich hidlydd wedi’i gadw.
done-filter-deleted = Mae’r hidlydd wedi’i ddileu.
denied-too-many-filters = Mae gennych gant o hidlwyr. Dilëwch un ohonynt yn gyntaf.
denied-filters-full = Mae mil o eiriau a phostiadau yn eich hidlwyr. Tynnwch rai allan yn gyntaf.
fault-filter-nowhere = Dewiswch ble mae’n edrych.
# adolygu
fault-filter-shared = Mae’r geiriau hyn yn rhannu hidlydd ag eraill. Newidiwch yr hidlydd cyfan ar y dudalen “Geiriau yr hoffwn eu hosgoi”.
