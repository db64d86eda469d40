# Ysgrifennu a dangos postiadau: y dudalen ysgrifennu, polau, lluniau, edafedd, golygu.

## The composer
write-title = Ysgrifennu
write-answer-title = Ateb { $name }
post-this = Y postiad
write-parent = Y postiad rydych yn ei ateb
write-quoted = Y postiad rydych yn ei ddyfynnu
write-quote-title = Dyfynnu { $name }
write-you-speak-as = Rydych yn siarad fel
write-you-answer-as = Rydych yn ateb fel
write-other-self = Siarad fel rhywun arall
write-elsewhere = Ysgrifennu yn rhywle arall
write-what = Beth hoffech chi ei ddweud?
write-your-answer = Eich ateb
write-send = Postio
write-send-so = Postio fel y mae
write-look = Edrych arno eto
write-more-choices = Lluniau a mwy
write-left = Nodau ar ôl: {"{"}n{"}"}
write-over = Rhy hir o {"{"}n{"}"} nod
write-pictures = Lluniau
write-notice = Rhybudd cynnwys
write-notice-label = Beth ddylai pobl ei wybod cyn darllen?
write-language = Rwy’n ysgrifennu yn
language-guess = Ei dyfalu o’m geiriau
write-to = Ysgrifennu at rywun
write-to-label = At bwy?
# adolygu
write-to-hint = Eu henwau defnyddiwr, gyda bylchau rhyngddynt: @mair @paul
write-in = { $name }
write-in-public = Gall pawb ei ddarllen. Aelodau { $name } sy’n ateb.
write-in-members = Dim ond aelodau { $name } all ei ddarllen.
write-in-hidden = Aelodau { $name } yn unig. I bawb arall, nid yw’n bodoli.
audience-same = Yr un bobl â’r sgwrs hon
audience-same-hint = Pawb sy’n gallu darllen yr hyn rydych yn ei ateb. Neb arall.
who-usual = Fel arfer
# adolygu
who-usual-hint = I chi, dyna: { $mine }. Mewn cymuned, yr hyn a ddewisodd y gymuned.
write-closed = Ni allwch ysgrifennu hyn yma
write-marks-title = Pwysleisio geiriau
# adolygu
write-marks = Mae *un seren* o gwmpas geiriau yn eu gogwyddo, a **dwy** yn eu cryfhau. Dyfyniad yw llinell sy’n dechrau â >, a phwynt mewn rhestr yw un sy’n dechrau â -. Yn y gymuned honno y mae postiad sy’n enwi cymuned ag arwydd @ yn sefyll.

## When something came between
write-signed-out = Rydych wedi allgofnodi, felly ni phostiwyd dim. Mae eich geiriau i gyd yma. Agorwch y dudalen mewngofnodi mewn ffenestr arall, dewch yn ôl, a phwyswch “Postio” eto.
write-stale = Bu’r dudalen hon ar agor am amser hir, felly ni phostiwyd dim eto. Mae eich geiriau i gyd yma. Edrychwch unwaith eto a phwyswch “Postio”.
write-other-persona = Rydych yma fel { $name } erbyn hyn, felly ni phostiwyd dim. Edrychwch pwy sy’n siarad, a phwyswch “Postio” eto os yw’n iawn.
write-gone = Nid yw’r hyn yr oeddech am ei ateb, ei ddyfynnu neu ysgrifennu ynddo yno mwyach, neu nid yw ar agor i chi. Ni phostiwyd dim; mae eich geiriau i gyd yma.
# adolygu
post-from-blocked = Gan rywun rydych wedi’i flocio. Rydych yn gofalu am y gymuned hon, felly gallwch ei agor.
# adolygu
denied-not-found = Ni ellir ateb y sgwrs hon o’r fan hon.
fault-form-cut-off = Ni chyrhaeddodd y ffurflen yn gyfan, felly ni wnaed dim. Rhowch gynnig arall arni.
fault-choose-one = Dewiswch un o’r atebion.
conflict-other-persona = Rydych yma fel persona arall erbyn hyn, felly ni chadwyd dim o dan hon.
conflict-edited = Newidiwyd y postiad hwn tra oeddech yn ysgrifennu, felly ni chadwyd eich newid. Mae eich geiriau i gyd yma. Edrychwch sut mae’n darllen nawr, yna cadwch eich un chi os dymunwch o hyd.

## Pictures
write-alt = Beth mae’r llun yn ei ddangos?
write-alt-why = I bobl na allant ei weld
write-alt-ask = Un peth cyn iddo fynd: mae ychydig eiriau am bob llun yn gadael i bobl nad ydynt yn gallu ei weld gymryd rhan. Gallwch hefyd ei bostio fel y mae.
write-take-picture-out = Ei dynnu allan
write-picture-earlier = Ei symud ymlaen
picture-is-still = Roedd yn symud; llun llonydd ydyw yma.
picture-became-still = Aeth llun symudol yn llun llonydd: dim ond ei eiliad gyntaf a ddangosir yma.
picture-too-big = Mae “{ $name }” yn fwy na { $mb } MB. Dewiswch gopi llai.
picture-wrong-type = Nid yw “{ $name }” yn llun y gallwn ei ddangos. Mae JPEG, PNG, WebP a GIF yn gweithio.
fault-too-many-pictures =
    { $bound ->
        [one] Un llun sy’n ffitio mewn postiad.
        [two] { $bound } lun sy’n ffitio mewn postiad.
       *[other] { $bound } llun sy’n ffitio mewn postiad.
    }
# adolygu
fault-picture-listed = Mae llun { $bound } yn edrych fel un ar restr o luniau nas derbynnir yn y lle hwn. Does dim wedi ei golli: tynnwch y llun ac anfonwch y gweddill, neu ysgrifennwch at y rhai sy’n cynnal y lle os credwch mai camgymeriad yw hyn.
# adolygu
fault-picture-taken-out = Mae llun { $bound } yn edrych fel un a dynnwyd allan o’r gymuned hon, felly ni chaiff ei ddangos yma eto. Does dim wedi ei golli: tynnwch y llun ac anfonwch y gweddill, neu ysgrifennwch at y rhai sy’n gofalu am y gymuned os credwch mai camgymeriad yw hyn.
fault-picture-gone = Nid yw un o’r lluniau yma mwyach. Dewiswch ef eto.

## Polls
poll-choice = Dewis { $number }
poll-multiple = Caiff pobl ddewis mwy nag un
poll-lasts = Am faint y gall pobl bleidleisio?
poll-lasts-hour = Un awr
poll-lasts-hours = Chwe awr
poll-lasts-day = Un diwrnod
poll-lasts-days = Tri diwrnod
poll-lasts-week = Un wythnos
poll-lasts-month = Deg diwrnod ar hugain
fault-poll-too-few = Mae angen o leiaf { $bound } o ddewisiadau ar bôl.
fault-poll-too-many = Mae gan bôl { $bound } o ddewisiadau ar y mwyaf.
fault-poll-same-choice = Mae dau ddewis yn y pôl yn dweud yr un peth.
fault-poll-lasts = Dewiswch am faint y gall pobl bleidleisio.
fault-poll-choose = Dewiswch ateb yn gyntaf.
fault-poll-choose-one = Dewiswch un ateb yn unig.
denied-poll-own = Eich pôl chi yw hwn; ni fyddai eich pleidlais yn dweud dim newydd wrth neb.
denied-poll-closed = Mae’r pôl hwn wedi cau, felly ni chyfrifwyd eich pleidlais.
denied-poll-voted = Rydych eisoes wedi pleidleisio yn y pôl hwn. Mae eich pleidlais yn sefyll.

## What is not right with a post
# adolygu
fault-to-unknown = Nid oes gan neb yma’r enw defnyddiwr hwnnw. Edrychwch sut mae wedi’i ysgrifennu.
fault-names-nobody = Dim ond pobl rydych yn eu henwi rydych am eu cyrraedd, ond ni enwyd neb eto. Ysgrifennwch eu henwau defnyddiwr ag arwydd @.
fault-too-many-names = Gall postiad enwi { $bound } o bobl ar y mwyaf.
# adolygu
fault-strangers-enough = Gallwch ysgrifennu at { $bound } o bobl y dydd nad ydynt yn eich adnabod yma, a dyna faint y bu hi. Mae eich geiriau wedi’u cadw. Daw un lle yn ôl bob ychydig oriau, a gallwch ysgrifennu unrhyw bryd at bobl sy’n eich dilyn neu sydd wedi eich ateb, ac at rai yn eich cymunedau.
fault-audience-wider-than-thread = Gall ateb gyrraedd pobl y sgwrs, neu lai, ond nid mwy.
# adolygu
fault-answer-in-community = Mae ateb mewn cymuned yn cyrraedd pawb sy’n gallu darllen y gymuned, a dewisoch lai o bobl. Ni chyhoeddwyd dim. I gyrraedd llai, dechreuwch bostiad newydd.
fault-circle-gone = Nid yw’r cylch hwn yno mwyach. Dewiswch pwy gaiff ei weld.
# adolygu
fault-communities-named = Mewn un gymuned y mae postiad yn sefyll, ac rydych yn enwi mwy nag un. Ni chyhoeddwyd dim. Gadewch yr arwydd @ o flaen un ohonynt, ac ysgrifennwch y lleill hebddo.
# adolygu
fault-community-for-few = Mae postiad sy’n enwi cymuned yn mynd at bawb ynddi, a dewisoch lai o bobl. Ni chyhoeddwyd dim. Ysgrifennwch enw’r gymuned heb arwydd @, neu dewiswch bawb.
# adolygu
fault-community-for-followers = Gall pawb ddarllen y gymuned hon, a dewisoch eich dilynwyr. Ni chyhoeddwyd dim. Dewiswch bawb, neu ysgrifennwch enw’r gymuned heb arwydd @.
# adolygu
fault-named-not-member = Rydych yn enwi cymuned, a dim ond ei haelodau sy’n gallu postio yno. Ni chyhoeddwyd dim. Ymunwch â hi’n gyntaf, neu ysgrifennwch ei henw heb arwydd @.
# adolygu
fault-named-closed = Rydych yn enwi cymuned sydd wedi cau, felly ni chyhoeddwyd dim. Ysgrifennwch ei henw heb arwydd @.
# adolygu
fault-name-unclear = Mae rhai o’ch geiriau’n edrych fel enw cymuned, ond heb eu hysgrifennu’n union felly, felly nid yw’n glir i bwy y maent. Ni chyhoeddwyd dim. Ysgrifennwch arwydd @ ac yna’r enw yn unig, â bwlch o’i flaen, neu gadewch yr arwydd @ allan.
# adolygu
fault-community-around = Rydych yn enwi cymuned yn y rhybudd neu mewn pôl, ac nid yw hynny’n rhoi postiad ynddi. Ni chyhoeddwyd dim. Enwch hi yn y testun, neu ysgrifennwch ei henw heb arwydd @.
# adolygu
fault-community-in-answer = Mae ateb yn aros yn ei sgwrs ac ni ellir ei roi mewn cymuned arall. Ni chyhoeddwyd dim. Ysgrifennwch enw’r gymuned heb arwydd @, neu dechreuwch bostiad newydd.
# adolygu
fault-community-in-edit = Ni ellir symud postiad i gymuned drwy ei newid. Ni newidiwyd dim. Ysgrifennwch enw’r gymuned heb arwydd @, neu dechreuwch bostiad newydd.
fault-members-of-nothing = Dim ond y tu mewn i gymuned y mae “aelodau” yn golygu rhywbeth. Dewiswch ateb arall.

## What may not be done
denied-reply-everyone = Ni allwch ateb yma.
denied-reply-followers = Atebion gan eu dilynwyr y mae’r awdur yn eu derbyn yma.
denied-reply-followed = Atebion gan bobl y maent yn eu dilyn y mae’r awdur yn eu derbyn yma.
denied-reply-members = Atebion gan aelodau’r gymuned y mae’r awdur yn eu derbyn yma.
denied-reply-named = Atebion gan y bobl a enwyd y mae’r awdur yn eu derbyn yma.
denied-reply-nobody = Mae’r awdur wedi cau’r atebion yma.
denied-quote-leaves-audience = Nid pawb all ddarllen y postiad hwn, felly dim ond lle mae’n sefyll y gellir ei ddyfynnu.
denied-quote-not-wanted = Nid yw’r awdur am i’r postiad hwn gael ei ddyfynnu.
# adolygu
fault-boost-narrow = Mae’r hyn rydych yn ei rannu yn sefyll ar eich tudalen, lle gall pawb ei ddarllen. Ni ellir ei rannu â llai o bobl, felly ni rannwyd dim.
denied-boost-not-public = Dim ond postiadau y gall pawb eu darllen y gellir eu rhannu.
denied-not-your-post = Nid eich postiad chi yw hwn i’w newid.
denied-not-moderator = Dim ond pobl sy’n cadw normau cymuned all dynnu postiadau ohoni.
denied-too-many-drafts = Mae gennych gant o ddrafftiau. Postiwch neu taflwch rai ohonynt yn gyntaf.
denied-too-many-circles = Mae gennych hanner cant o gylchoedd. Dilëwch un ohonynt yn gyntaf.
denied-circle-full = Mae pum cant o bobl yn y cylch hwn; mae’n llawn.

## Done
done-published = Mae eich postiad allan.
done-post-changed = Cadwyd eich newid. Gellir darllen y geiriau cynharach o dan “golygwyd”.
done-post-deleted = Dilëwyd eich postiad. Mae ei eiriau a’i luniau wedi mynd.
done-answers-set = Wedi’i gadw. Mae’n cyfrif o hyn ymlaen; mae atebion cynharach yn aros.
done-taken-out = Tynnwyd y postiad allan. Dywedwyd wrth ei awdur, gyda’ch rheswm.
done-draft-kept = Cadwyd fel drafft.
# adolygu
done-scheduled = Mae’n mynd allan ohono’i hun ar yr amser a ddewisoch. Tan hynny ni wêl neb arall mohono.
done-draft-deleted = Taflwyd y drafft.
done-circle-made = Mae’r cylch wedi’i wneud. Nawr rhowch bobl ynddo.
done-circle-renamed = Mae gan y cylch enw newydd.
done-circle-added = Wedi’i ychwanegu at y cylch. Ni ddywedir wrthynt.
done-circle-removed = Wedi’i dynnu o’r cylch. Ni ddywedir wrthynt.
done-circle-deleted = Mae’r cylch wedi’i ddileu.

## Drafts
drafts = Drafftiau
drafts-sub = Geiriau ar eu ffordd. Dim ond chi, fel y bersona hon, sy’n eu gweld.
drafts-empty-title = Dim geiriau’n aros
drafts-empty = Mae’r hyn rydych yn dechrau ei ysgrifennu heb ei bostio yn aros yma, hyd yn oed pan aiff y trydan.
# adolygu
answer-begun = Fe ddechreuoch ateb a mwy na geiriau ynddo. Ewch ymlaen ag ef
draft-keep = Cadw fel drafft
draft-saving = Yn cadw drafft …
draft-saved = Cadwyd fel drafft
draft-offline = Cedwir ar y ddyfais hon nes i ni gyrraedd y gweinydd
draft-restored = Daethom â’r hyn a ysgrifennoch yn ôl.
draft-throw-away = Taflu
draft-without-words = Heb eiriau eto
draft-post = Postiad
draft-answer = Ateb
draft-quote = Postiad gyda dyfyniad
draft-in-place = Postiad mewn cymuned

## A post and its page
back-to = Yn ôl i { $name }
back-to-post = Yn ôl i’r postiad
post-edit-title = Newid eich postiad
post-edit-sub = Gall pawb sy’n gallu gweld y postiad ddarllen ei eiriau cynharach hefyd.
post-edit-now = Sut mae’n darllen nawr
post-edit-yours = Eich newid chi
post-delete-title = Dileu’r postiad hwn?
post-delete-sub = Bydd ei eiriau, ei luniau a’i bleidleisiau’n diflannu i bawb, ar unwaith ac am byth. Mae llinell fer yn aros lle safai, fel bod atebion yn dal i wneud synnwyr.
post-delete-yes = Ei ddileu
post-delete-no = Ei adael
answers-sub = Mae hyn yn cyfrif o hyn ymlaen. Mae’r hyn a atebwyd ac a ddyfynnwyd o’r blaen yn aros.
# adolygu
take-out-lead = Bydd y postiad yn diflannu i bawb, a dywedir wrth ei awdur gan bwy y’i tynnwyd a pham. Defnyddiwch hyn ar gyfer yr hyn nad yw normau { $place } yn ei ganiatáu.
take-out-reason = Beth yw’r rheswm?
take-out-reason-hint = Bydd ei awdur yn darllen hwn. Pa norm sydd dan sylw?
take-out-yes = Ei dynnu allan
history-title = Geiriau cynharach
history-sub = Popeth a ddywedodd y postiad hwn gan { $name }, y diweddaraf yn gyntaf.
history-now = nawr
thread-above = Yr hyn y mae’n ei ateb
thread-post = Y postiad
thread-below = Atebion
thread-fresh = Geiriau newydd yma ers i chi edrych. Eu dangos
thread-earlier = Atebion cynharach
thread-later = Atebion diweddarach
thread-end = Dyma’r holl atebion hyd yma.
# adolygu
thread-at-door = Mae atebion gan bobl nad ydych yn eu hadnabod yn aros wrth y drws.
thread-no-answers = Nid oes neb wedi ateb eto.
answers-unseen = Yn ateb postiad na ddangosir yma
gone-title = Safai postiad yma
gone = Safai postiad yma. Cymerodd ei awdur ef yn ôl.
gone-yours = Safai eich postiad yma. Cymeroch chi ef yn ôl.
gone-taken-out = Safai postiad yma. Fe’i tynnwyd gan bobl sy’n cadw normau’r lle hwn.
gone-taken-out-yours = Safai eich postiad yma. Fe’i tynnwyd gan bobl sy’n cadw normau’r lle hwn.
gone-reason = Eu rheswm: { $reason }

## Circles
circles = Fy nghylchoedd
circles-sub = Rhestri o bobl rydych yn rhannu rhai pethau â nhw. Ni ddywedir wrth neb eu bod mewn un.
circles-empty-title = Dim cylchoedd eto
circles-empty = Mae cylch ar gyfer yr hyn rydych yn ei rannu ag ychydig: y teulu, y cymdogion, y bobl sy’n gwybod.
circle-new = Cylch newydd
circle-name = Ei enw
circle-name-hint = Dim ond chi sy’n ei weld.
circle-make = Gwneud y cylch
circle-empty = Nid oes neb yn y cylch hwn eto.
circle-add-label = Pwy hoffech chi ei ychwanegu?
circle-add = Ychwanegu
circle-take-out = Tynnu allan
circle-change = Ailenwi neu ddileu
circle-delete = Dileu’r cylch
circle-delete-title = Dileu “{ $name }”?
circle-delete-sub = Wedyn, dim ond chi a’r bobl a enwir ynddo all weld yr hyn a ysgrifennoch i’r cylch hwn.

## When the place itself is away
salvage = Ni all y lle gadw dim ar hyn o bryd, felly ni phostiwyd dim. Mae eich geiriau i gyd yma. Cadwch y dudalen hon ar agor a rhowch gynnig arall arni ymhen ychydig funudau.
salvage-limited = Roedd hynny’n llawer mewn amser byr, felly ni phostiwyd dim y tro hwn. Mae eich geiriau i gyd yma. Arhoswch ychydig a rhowch gynnig arall arni.
salvage-pictures = Ni all lluniau ddod fel hyn; ychwanegwch nhw eto wedyn.
salvage-words = Eich geiriau
# adolygu
pictures-refused = { $count ->
    [one] Mae’n edrych fel llun a wrthodwyd gennych
   *[other] { $count } llun; mae un yn edrych fel llun a wrthodwyd gennych
}
# adolygu
pictures-covered = { $count ->
    [one] Llun gan rywun nad ydych wedi ymwneud ag ef eto
   *[other] { $count } llun gan rywun nad ydych wedi ymwneud ag ef eto
}
