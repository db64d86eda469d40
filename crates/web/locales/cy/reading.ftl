# Hafan, lleisiau cyfarwydd, chwilio, newyddion i chi, rhesymau.

good-morning = Bore da
good-afternoon = Prynhawn da
good-evening = Noswaith dda
home-sub-new = Mae rhywbeth newydd yn eich lleoedd.
home-sub-quiet = Dim byd newydd yn eich lleoedd ers i chi fod yno.
home-place-new = Ysgrifennodd { $name } { $when }.
home-place-quiet = Dim byd newydd ers i chi fod yno.
home-invited = Mae gwahoddiad i chi i { $place }. Edrychwch, a phenderfynwch.
home-tabs = Beth i’w ddarllen
home-familiar = Lleisiau cyfarwydd
home-followed = Popeth rwy’n ei ddilyn
home-kept = Wedi’u cadw
home-fresh = Geiriau newydd ers i chi edrych. Eu dangos
# adolygu
home-familiar-empty = Yma byddwch yn darllen y bobl rydych wedi siarad â nhw: rydych chi wedi’u hateb neu’u henwi nhw, a nhw chithau. Atebwch rywun, ac mae’n dechrau.
home-followed-empty = Bydd yr hyn y mae’r bobl rydych yn eu dilyn yn ei ysgrifennu i’w weld yma, a’r hyn sy’n dechrau yn eich cymunedau.
home-first-title = Llannerch dawel
home-first-words = Bydd geiriau’r bobl rydych yn eu hadnabod yn byw yma. Does dim yn dod ohono’i hun: chi sy’n dewis. Pedair ffordd o ddechrau:
home-first-places = Edrych ar y cymunedau, ac ymuno ag un
home-first-profile = Dweud gair amdanoch chi’ch hun
home-first-people = Dod o hyd i rywun rydych yn ei adnabod
home-first-write = Ysgrifennu’r geiriau cyntaf

front-title = Croeso
front-lead = Cartref i bobl sydd am fod gyda’i gilydd mewn heddwch.
front-ask = Gofyn am gael ymuno
front-join = Sut i ymuno
front-join-open = Mae’r drws ar agor. Dewiswch enw a chyfrinair; does dim angen dim arall.
front-join-ask = Gofynnwch am gael ymuno ac atebwch un cwestiwn. Bydd rhywun sy’n gofalu am y lle hwn yn darllen eich ateb.
front-join-invitation = Trwy wahoddiad y mae pobl yn dod yma. Gall rhywun sydd yma eisoes anfon dolen atoch.
front-contact = Pwy sy’n gofalu am y lle hwn:
front-places = Cymunedau yma

kept-sub = Dim ond chi sy’n gweld y rhestr hon.
kept-empty-title = Dim wedi’i gadw eto
kept-empty = O dan bob postiad mae nod tudalen. Bydd yr hyn a gadwch yn aros yma, a does neb yn cael gwybod.
kept-end = Dyna bopeth a gadwoch.

mine-title = Fy mhostiadau
mine-sub = Popeth a ysgrifennoch fel y bersona hon, ble bynnag y mae.
mine-empty-title = Tudalen wag
mine-empty = Bydd yr hyn a ysgrifennwch i’w weld yma.
list-end = Dyna lle mae’n dechrau.

day-today = Heddiw
day-yesterday = Ddoe

## Newyddion i chi. { $names } yw un enw neu restr.
news-fresh = Rhywbeth newydd i chi. Ei ddangos
news-and-others = { $names } ac eraill
news-notice = Y tu ôl i rybudd: { $notice }
news-reply = Atebodd { $names } chi
news-replies = Atebodd { $names } yr hyn a ysgrifennoch
news-mention = Ysgrifennodd { $names } atoch chi
news-quote = Dyfynnodd { $names } chi
news-favourite = Diolchodd { $names } i chi
news-boost = Rhannodd { $names } yr hyn a ysgrifennoch
news-follow = Mae { $names } yn eich dilyn chi bellach
news-follow-asked = Mae { $names } yn gofyn am gael eich dilyn
news-follow-accepted = Mae { $names } yn gadael i chi eu dilyn
news-join-asked = Mae { $names } yn gofyn am gael ymuno â { $place }
# adolygu
news-join-question = Mae { $place } yn gofyn cwestiwn i’r rhai sydd am ymuno: gallwch ei ateb yma
# adolygu
news-membership = Newidiodd eich lle yn { $place }: mae eich cofnod yn dweud sut a pham
# adolygu
news-heir = Chi sy’n gofalu am { $place } bellach: mae’r gwesteiwr wedi gadael am byth, a chi yw’r nesaf
news-taken-out = Cafodd postiad gennych ei dynnu o { $place }
news-poll-ended = Mae pôl wedi dod i ben: gweld sut aeth hi
news-empty-title = Dim newyddion, popeth yn dawel
news-empty = Pan fydd rhywun yn eich ateb, bydd i’w weld yma.

## Tudalen persona, a sut rydym yn sefyll i’n gilydd
profile-edit = Newid fy nhudalen
profile-posts = Postiadau
profile-with-answers = Gydag atebion
profile-empty-title = Tudalen dawel
profile-empty = Does dim yma eto sy’n agored i chi.
somebody = Rhywun
tie-title = Chi a { $name }
tie-none = Nid ydych yn dilyn { $name }.
tie-approves = Nid ydych yn dilyn { $name }. Nhw sy’n penderfynu pwy sy’n eu dilyn, felly rhaid gofyn yn gyntaf.
tie-asked = Gofynnoch am gael dilyn { $name }. Does dim ateb eto.
tie-follow = Rydych yn dilyn { $name }: daw’r hyn a ysgrifennant i’ch tudalen gartref.
tie-following = Rydych yn eu dilyn
tie-follows-me = Yn eich dilyn chi
tie-shared = Mae’r ddau ohonoch yn { $place }
tie-remove-hint = Maent yn eich dilyn. Gallwch roi terfyn ar hynny; ni fyddant yn cael gwybod.
# adolygu
tie-mute-hint = Ni ddaw’r hyn maent yn ei ysgrifennu na’i rannu i’ch tudalen gartref, eich rhestrau na’ch newyddion mwyach. Ar eu tudalen, mewn sgyrsiau ac mewn cymunedau byddwch yn dal i’w weld. Ni fyddant yn cael gwybod, ac mae popeth arall rhyngoch yn aros. Gallwch roi terfyn arno yma unrhyw bryd.
tie-block-hint = O hyn ymlaen nid ydych yn gweld eich gilydd yn unman, ac ni all y naill ysgrifennu at y llall. Daw dilyn i ben y ddwy ffordd. Ni fyddant yn cael gwybod. Lle rydych yn gofalu am gymuned, gallwch agor yr hyn y maent yn ei ysgrifennu yno o hyd.
act-follow = Dilyn
act-ask = Gofyn am gael dilyn
act-unask = Tynnu fy nghais yn ôl
act-unfollow = Rhoi’r gorau i ddilyn
act-remove = Rhoi terfyn ar eu dilyn
act-accept = Gadael iddynt ddilyn
act-refuse = Gwrthod
act-mute = Gweld llai
act-unmute = Eu gweld eto
act-block = Rhwystro
act-unblock = Dadrwystro
done-followed = Rydych yn eu dilyn bellach.
done-follow-asked = Gofynnoch am gael eu dilyn. Cewch wybod pan fyddant yn caniatáu.
done-unfollowed = Nid ydych yn eu dilyn mwyach.
done-accepted = Maent yn eich dilyn bellach.
done-refused = Gwrthodwyd. Ni fyddant yn cael gwybod.
done-follower-removed = Nid ydynt yn eich dilyn mwyach. Ni fyddant yn cael gwybod.
done-blocked = Wedi’u rhwystro. Nid ydych yn gweld eich gilydd mwyach. Ni fyddant yn cael gwybod.
done-unblocked = Wedi’u dadrwystro. Ni ddaw’r hyn a ddaeth i ben drwy’r rhwystro yn ôl ohono’i hun.
# adolygu
done-muted = Rydych yn gweld llai ohonynt nes i chi roi terfyn arno, yma neu o dan “Gweld llai” ymhlith y bobl rydych yn eu dilyn. Ni fyddant yn cael gwybod.
done-muted-day = Rydych yn gweld llai ohonynt am ddiwrnod; yna daw i ben ohono’i hun. Ni fyddant yn cael gwybod.
done-muted-week = Rydych yn gweld llai ohonynt am wythnos; yna daw i ben ohono’i hun. Ni fyddant yn cael gwybod.
done-unmuted = Daw eu geiriau atoch eto, lle rydych yn eu dilyn.
denied-follow-not-now = Rhoddodd y person hwn derfyn ar hyn neu ei wrthod yn ddiweddar, felly ni newidiwyd dim. Gallwch ofyn eto ymhen mis.
denied-follows-full = Rydych yn dilyn cymaint o bobl ag y gall un bersona, felly ni newidiwyd dim. Rhowch y gorau i ddilyn rhywun yn gyntaf.
denied-blocks-full = Mae eich rhestr o bobl wedi’u rhwystro yn llawn, felly ni newidiwyd dim. Dywedwch wrth y bobl sy’n gofalu am y lle hwn.
denied-mutes-full = Mae eich rhestr o bobl rydych yn gweld llai ohonynt yn llawn, felly ni newidiwyd dim. Tynnwch rywun oddi arni yn gyntaf.
denied-that-is-you = Chi eich hun yw hwnnw, felly ni newidiwyd dim.

people-tabs = Pobl
people-since = ers { $when }
people-followed = Rydych yn dilyn
people-followed-hint = Daw’r hyn a ysgrifennant i’ch tudalen gartref.
people-followed-empty = Nid ydych yn dilyn neb eto
people-asked = Gofynnoch
people-asked-hint = Does dim ateb eto.
people-asked-empty = Dim ceisiadau agored
people-followers = Yn eich dilyn
people-followers-hint = Maent yn darllen yr hyn a ysgrifennwch i’ch dilynwyr. Dim ond chi sy’n gweld y rhestr hon.
people-followers-empty = Does neb yn eich dilyn eto
people-requests = Yn gofyn am gael dilyn
people-requests-hint = Chi sy’n penderfynu. Ni fydd y sawl a wrthodir yn cael gwybod.
people-requests-empty = Does neb yn aros
people-blocked = Wedi’u rhwystro
people-blocked-hint = Nid ydych yn gweld eich gilydd yn unman. Ni fyddant yn cael gwybod.
people-blocked-empty = Nid ydych wedi rhwystro neb
people-muted = Gweld llai
# adolygu
people-muted-hint = Ni ddaw’r hyn maent yn ei ysgrifennu na’i rannu i’ch tudalen gartref, eich rhestrau na’ch newyddion. Ar eu tudalen, mewn sgyrsiau ac mewn cymunedau byddwch yn dal i’w weld. Ni fyddant yn cael gwybod.
people-muted-empty = Nid ydych yn gweld llai o neb

## Chwilio
search-label = Geiriau i chwilio amdanynt
search-sub = Yn eich cymunedau, yn yr hyn a ysgrifennoch, ac ymysg pobl a phostiadau sydd wedi dewis cael eu canfod.
search-sub-visitor = Ymysg pobl, cymunedau a phostiadau sydd wedi dewis cael eu canfod gan bawb.
search-nothing = Dim wedi’i ganfod ar gyfer “{ $query }”
search-nothing-hint = Rhowch gynnig ar lai o eiriau, neu sillafiad arall.
search-people = Pobl
search-places = Cymunedau
search-posts = Postiadau
search-end = Dyna bopeth a ganfuwyd.
tag-sub = Postiadau â’r tag hwn y gallwch eu canfod wrth eu geiriau.
tag-empty-title = Dim byd yma eto
tag-empty = Does neb wedi defnyddio’r tag hwn lle gallwch ei ddarllen.
