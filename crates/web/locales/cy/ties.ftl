## Rhestri, tagiau, a’r hyn a ddymunir gan bobl unigol

me-lists = Rhestri
me-lists-hint = Pobl a chymunedau rydych yn eu darllen gyda’i gilydd.
lists = Fy rhestri
lists-sub = Pobl a chymunedau rydych yn eu darllen gyda’i gilydd. Ni ddywedir wrth neb eu bod mewn un.
lists-empty-title = Dim rhestri eto
# adolygu
lists-empty = Mae rhestr ar gyfer darllen rhai pobl ar eu pennau eu hunain: y cymdogion, y côr, y bobl nad ydych am eu colli.
list-new = Rhestr newydd
list-title = Ei henw
list-make = Gwneud y rhestr
list-read = Ei darllen
list-sub = Yr hyn mae’r bobl yn y rhestr hon yn ei ysgrifennu, a’r hyn sy’n dechrau yn ei chymunedau.
list-empty = Nid oes neb yn y rhestr hon eto.
list-add-label = Pwy neu beth hoffech chi ei ychwanegu?
list-add-hint = Rhywun rydych yn ei ddilyn, neu gymuned rydych ynddi.
list-change = Newid neu ddileu
list-replies = Atebion mae’n eu dangos
list-replies-list = Y rhai i bobl yn y rhestr
list-replies-followed = Y rhai i unrhyw un rwy’n ei ddilyn
list-replies-none = Dim un
list-exclusive = Ei darllen yma’n unig
list-exclusive-hint = Ni ddaw’r hyn sydd yn y rhestr hon i’ch tudalen gartref hefyd.
list-delete = Dileu’r rhestr
list-delete-title = Dileu “{ $name }”?
list-delete-sub = Byddwch yn dal i ddilyn y bobl sydd ynddi.
list-read-empty-title = Dim yma eto
list-read-empty = Yma bydd yr hyn mae’r bobl yn y rhestr hon yn ei ysgrifennu.
done-list-made = Mae’r rhestr wedi’i gwneud. Nawr rhowch bobl ynddi.
done-list-changed = Mae’r rhestr wedi’i newid.
done-list-added = Wedi’i ychwanegu at y rhestr. Ni ddywedir wrthynt.
done-list-removed = Wedi’i dynnu o’r rhestr. Ni ddywedir wrthynt.
done-list-deleted = Mae’r rhestr wedi’i dileu.
denied-too-many-lists = Mae gennych hanner cant o restri. Dilëwch un ohonynt yn gyntaf.
denied-list-full = Mae pum cant yn y rhestr hon; mae’n llawn.
fault-list-unknown = Nid ydych yn dilyn neb â’r enw hwn, nac mewn cymuned sy’n cael ei galw felly.
why-list = Yma am ei fod mewn rhestr o’ch eiddo.

me-tags = Tagiau
me-tags-hint = Tagiau rydych yn eu dilyn, a thagiau ar eich tudalen.
tags = Fy nhagiau
tags-sub = Gair â’r arwydd # o’i flaen yw tag.
tags-followed = Tagiau rydych yn eu dilyn
# adolygu
tags-followed-hint = Daw postiadau cyhoeddus â’r tagiau hyn i’ch tudalen gartref, lle mae eu hawduron yn gadael iddynt gael eu canfod. Ni ddywedir wrth neb.
tags-followed-empty = Nid ydych yn dilyn unrhyw dagiau eto.
tags-featured = Tagiau ar eich tudalen
tags-featured-hint = Mae pwy bynnag sy’n agor eich tudalen yn eu gweld.
tags-add = Ychwanegu tag
tags-name = Y tag
tags-name-hint = Llythrennau, rhifau a _ heb fylchau.
tag-follow = Dilyn y tag hwn
tag-unfollow = Rhoi’r gorau i ddilyn y tag hwn
tag-feature = Ei roi ar fy nhudalen
done-tag-followed = Rydych yn dilyn y tag bellach.
done-tag-unfollowed = Nid ydych yn dilyn y tag mwyach.
done-tag-featured = Mae’r tag ar eich tudalen bellach.
done-tag-unfeatured = Nid yw’r tag ar eich tudalen mwyach.
denied-too-many-tags = Rydych yn dilyn cymaint o dagiau ag y gall un bersona. Rhowch y gorau i ddilyn un ohonynt yn gyntaf.
denied-too-many-featured = Mae deg tag ar eich tudalen. Tynnwch un ohonynt i ffwrdd yn gyntaf.
fault-tag = Mae gan dag lythrennau, rhifau a _ heb fylchau, ac o leiaf un llythyren.
why-tag = Yma am eich bod yn dilyn tag sydd ynddo.

# adolygu
tie-options = Yr hyn sy’n dod oddi wrth { $name }
tie-boosts = Daw’r hyn maent yn ei rannu hefyd
tie-tells = Dweud wrthyf pan fyddant yn ysgrifennu
tie-languages = Yn yr ieithoedd hyn yn unig
tie-languages-hint = Codau â bylchau rhyngddynt, fel en cy. Gadewch yn wag am bob un.
done-wished = Wedi’i gadw.
tie-mute-until = Am faint
tie-mute-day = am ddiwrnod
tie-mute-week = am wythnos
tie-mute-ever = nes i mi ei orffen
# adolygu
tie-mute-news = Dal i ddweud wrthyf pan fyddant yn fy ateb neu’n fy enwi
# adolygu
tie-muted = Rydych yn gweld llai o { $name }, nes i chi roi terfyn arno: ni ddaw’r hyn maent yn ei ysgrifennu na’i rannu i’ch tudalen gartref, eich rhestrau na’ch newyddion. Ni fyddant yn cael gwybod.
# adolygu
tie-mute-ends = Rydych yn gweld llai o { $name } tan { $when }: tan hynny, ni ddaw’r hyn maent yn ei ysgrifennu na’i rannu i’ch tudalen gartref, eich rhestrau na’ch newyddion. Ni fyddant yn cael gwybod.
tie-mute-keeps = Byddwch yn dal i gael gwybod pan fyddant yn eich ateb neu’n eich enwi.
tie-note = Fy nodyn am { $name }
tie-note-hint = Dim ond chi sy’n ei weld.
tie-note-keep = Cadw’r nodyn
done-noted = Mae’r nodyn wedi’i gadw. Dim ond chi sy’n ei weld.
denied-notes-full = Rydych yn cadw cymaint o nodiadau ag y gall un bersona. Gwagiwch un ohonynt yn gyntaf.
news-posted = Ysgrifennodd { $names } rywbeth
people-until = tan { $when }

ledger-wishes = Sut rydych yn dilyn { $name }: { $how }.
ledger-wishes-none = Rydych yn dilyn { $name } yn y ffordd arferol eto.
ledger-wish-no-boosts = heb yr hyn y maent yn ei rannu
ledger-wish-tells = cewch wybod pan fyddant yn ysgrifennu
ledger-wish-languages = yn yr ieithoedd hyn yn unig ({ $languages })
ledger-terms = Sut rydych yn gweld llai o { $name }: { $how }.
# adolygu
ledger-terms-none = Rydych yn gweld llai o { $name } yn y ffordd arferol: heb derfyn, a heb newyddion amdanynt.
ledger-term-ends = am gyfnod
ledger-term-news = cewch wybod o hyd pan fyddant yn eich ateb neu’n eich enwi
ledger-domain-yes = Rhwystroch y gweinydd { $domain }.
ledger-domain-no = Dadrwystroch y gweinydd { $domain }.
fault-domain = Nid enw gweinydd yw hwn. Mae’n edrych fel hyn: llanfair.example

profile-fields = Wrth ochr eich geiriau
profile-fields-hint = Hyd at bedwar peth â label, fel “Côr: tenor”. Mae pawb a all weld eich tudalen yn eu gweld.
profile-label = Label { $number }
profile-value = Gwerth { $number }
fault-labels = Mae lle i bedwar.
