# Y ffrâm o gwmpas pob tudalen, a phostiad lle bynnag y mae.

## Frame
persona-you-are-here = Rydych chi yma fel y bersona hon
footer-about-place = Am y lle hwn
button-not-now = Nid nawr
nav-shortcuts = Llwybrau byr
nav-notifications-short = Newyddion
to-home = I’r dudalen gartref
visitor-title = Rydych chi’n edrych o’r tu allan
visitor-words = Yr hyn a welwch yma yw’r hyn y dewisodd pobl ei ddangos i bawb. Mewngofnodwch i weld eich lleoedd eich hun.
# adolygu
you-are-frozen = Mae gwesteiwr wedi oedi eich ysgrifennu. Gallwch ddarllen. Mae eich cofnod yn dweud pam.
denied-sign-in = Mewngofnodwch yn gyntaf. Mae’r hyn a ysgrifennoch yn dal yn eich porwr: ewch yn ôl i’w gael.
denied-frozen = Mae gwesteiwr wedi oedi eich ysgrifennu, felly ni wnaed hyn. Ni chollwyd dim. Mae eich cofnod yn dweud pam.
denied-foreign-form = Daeth y ffurflen hon o wefan arall, felly ni wnaed dim. Os mai chi oedd yno, agorwch y dudalen yma a rhowch gynnig arall arni.
denied-stale-form = Bu’r dudalen hon ar agor yn rhy hir, felly ni wnaed dim. Ewch yn ôl, ail-lwythwch y dudalen a rhowch gynnig arall arni; cedwir eich geiriau.
fault-form-too-large = Roedd hynny’n fwy nag sy’n ffitio ({ $bound } beit). Ni newidiwyd dim.

## A post
answer = Ateb
thank = Diolch
keep = Cadw
more-for-post = Mwy ar gyfer y postiad hwn
boost = Rhannu â’m dilynwyr
unboost = Rhoi’r gorau i’w rannu
quote-it = Dyfynnu
link-to-post = Dolen i’r postiad hwn
who-may-answer = Pwy gaiff ateb a dyfynnu
mute-or-block = Gweld llai, neu rwystro
take-out = Tynnu o’r gymuned hon
post-edited = golygwyd
passed-on-by = Rhannodd { $name } hyn
in-place = yn { $name }
answers-name = Yn ateb { $name }
may-answer-followers = caiff dilynwyr ateb
may-answer-followed = caiff y bobl maen nhw’n eu dilyn ateb
may-answer-members = caiff aelodau ateb
may-answer-named = caiff y bobl a enwir ateb
may-answer-nobody = mae’r atebion wedi cau
## Who else can read it, where somebody else wrote it
readers-followers = Dilynwyr { $name }
# adolygu
readers-circle = Cylch gan { $name }
readers-named = Dim ond pobl a enwir ynddo

picture-without-words = Llun. Nid oes disgrifiad ohono gan yr awdur.
quote-withheld = Nid yw’r postiad a ddyfynnwyd yno, neu nid yw ar agor i chi.
poll = Pôl
poll-vote = Rhoi fy mhleidlais
poll-your-choice = (eich dewis chi)
poll-open = Ar agor tan { $when }
poll-ended = Caeodd { $when }
why-yours = Yma am mai chi a’i hysgrifennodd.
why-follow = Yma am eich bod yn dilyn { $name }.
why-familiar = Yma am eich bod chi a { $name } wedi sgwrsio.
why-named = Yma am i { $name } ei ysgrifennu atoch chi.
why-passed-on = Yma am eich bod yn dilyn { $name }, a’i rhannodd.
why-member = Yma am eich bod yn aelod o { $name }.
why-page = Yma am i chi agor tudalen { $name }.
# adolygu
why-square = Yma am i chi agor sgwâr { $name }.
# adolygu
why-conversation = Yma am i chi agor y sgwrs hon.
# adolygu
why-thanked = Yma am i chi ddiolch amdano.
why-searched = Yma am i chi chwilio am eiriau sydd ynddo.
why-news-tells = Yma am eich bod am gael gwybod pan fyddant yn ysgrifennu.
why-news-carer = Yma am eich bod yn gofalu am y gymuned hon.
why-news-yours = Yma am ei fod amdanoch chi neu’r hyn sy’n eiddo i chi.
why-kept = Yma am i chi ei gadw.
