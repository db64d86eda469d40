# Cofnod o bob newid i’r hyn sy’n eiddo i aelod.

ledger-title = Fy nghofnod
ledger-sub = Pob newid i’r hyn sy’n eiddo i chi: beth oedd, pwy a’i gwnaeth a pham. Dim ond chi sy’n ei weld.
ledger-end = Dyna lle mae eich cofnod yn dechrau.
ledger-undone = wedi’i ddadwneud
ledger-note = Yn eu geiriau nhw: { $note }
ledger-about = { $who } · { $when }
ledger-about-why = { $who } · { $cause } · { $when }
ledger-to-devices = Fy nyfeisiau
ledger-to-personas = Fy mhersonâu
ledger-a-place = cymuned nad yw’n agored i chi mwyach
conflict-ledger-newer = Newidiodd hyn eto ers hynny, felly ni ddadwnaed y cofnod hŷn. Ni chollwyd dim: edrychwch ar y cofnod diweddaraf amdano.
denied-undo-not-possible = Ni ellir dadwneud hyn yma, felly ni newidiwyd dim.

ledger-by-you = Chi
ledger-by-other = { $name }, o’u hochr nhw
ledger-by-carer = { $name }, sy’n gofalu am y gymuned
ledger-by-host = { $name }, un o westeiwyr y lle hwn
ledger-by-rule = Y lle, yn ôl rheol
ledger-by-operator = Rhywun wrth y gweinydd ei hun

ledger-cause-choice = o ddewis
ledger-cause-sign-up = wrth i chi ymuno
ledger-cause-set-up = wrth sefydlu’r lle
ledger-cause-invitation = trwy wahoddiad
ledger-cause-answer = yn ateb i gais
ledger-cause-block = oherwydd rhwystro
ledger-cause-care = i gadw’r normau
ledger-cause-host-decision = penderfyniad gwesteiwr
ledger-cause-recovery = gyda thaflen adfer neu ddolen untro
ledger-cause-undo = i ddadwneud newid cynharach
ledger-cause-deletion = oherwydd dileu cyfrif
ledger-cause-closing = oherwydd cau cymuned
ledger-cause-expiry = oherwydd i’r amser ddod i ben
ledger-cause-operator = ar y llinell orchymyn
ledger-cause-restore = gyda chopi wrth gefn a ddarllenwyd i mewn
# adolygu
ledger-cause-upkeep = er mwyn gofalu am y cofnodion

ledger-follow-none = Nid ydych yn dilyn { $name }.
ledger-follow-asked = Gofynnoch am gael dilyn { $name }.
ledger-follow-active = Dechreuoch ddilyn { $name }.
ledger-follow-accepted = Mae { $name } yn gadael i chi eu dilyn.
ledger-follow-ended-by-me = Rhoesoch y gorau i ddilyn { $name }.
ledger-follow-ended-by-them = Daeth eich dilyn o { $name } i ben o’u hochr nhw.
ledger-follow-refused = Ni chytunodd { $name } i chi eu dilyn.
ledger-block-yes = Rhwystroch { $name }.
ledger-block-no = Dadrwystroch { $name }.
ledger-mute-yes = Dewisoch weld llai o { $name }.
ledger-mute-no = Dewisoch weld { $name } eto.
# adolygu
ledger-mute-over = Daeth yr amser pan oeddech yn gweld llai o { $name } i ben.
ledger-membership-none = Nid oes gennych gysylltiad â { $place } mwyach.
ledger-membership-asked = Gofynnoch am gael ymuno â { $place }.
ledger-membership-invited = Cawsoch wahoddiad i { $place }.
ledger-membership-member = Rydych yn aelod o { $place }.
ledger-membership-helper = Rydych yn gynorthwyydd yn { $place }.
ledger-membership-moderator = Rydych yn gymedrolwr yn { $place }.
ledger-membership-host = Rydych yn westeiwr yn { $place }.
ledger-membership-refused = Ni dderbyniwyd eich cais i ymuno â { $place }.
ledger-membership-left = Gadawoch { $place }.
ledger-membership-removed = Cawsoch eich tynnu o { $place }.

ledger-profile-handle = Newidiodd yr enw defnyddiwr o { $old } i { $new }.
ledger-profile-handle-first = Yr enw defnyddiwr yw { $new }.
ledger-profile-name = Newidiodd yr enw o “{ $old }” i “{ $new }”.
ledger-profile-name-first = Yr enw yw “{ $new }”.
ledger-profile-bio = Newidiodd y geiriau amdanoch.
ledger-profile-fields = Newidiodd yr hyn sydd wrth ochr y geiriau amdanoch.
ledger-profile-picture = Newidiodd eich llun.
# adolygu
ledger-profile-header = Newidiodd eich llun pennawd.
ledger-profile-approve-followers-yes = Mae pobl bellach yn gofyn cyn eich dilyn.
ledger-profile-approve-followers-no = Gall pobl bellach eich dilyn heb ofyn.
ledger-profile-findable-yes = Gellir eich canfod wrth chwilio bellach.
ledger-profile-findable-no = Ni ellir eich canfod wrth chwilio mwyach.
ledger-profile-posts-findable-yes = Gellir canfod eich postiadau cyhoeddus wrth eu geiriau bellach.
ledger-profile-posts-findable-no = Ni ellir canfod eich postiadau cyhoeddus wrth eu geiriau mwyach.
# adolygu
ledger-profile-shows-pictures-yes = Dangosir lluniau gan bobl nad ydych wedi ymwneud â nhw ar unwaith bellach.
# adolygu
ledger-profile-shows-pictures-no = Mae lluniau gan bobl nad ydych wedi ymwneud â nhw bellach yn aros ynghudd.
# adolygu
ledger-profile-refused-pictures = { $count ->
    [0] Nid oes llun ynghudd mwyach am i chi ei wrthod.
    [one] Mae un llun a wrthodwyd gennych yn aros ynghudd pan ddaw eto.
   *[other] Mae { $count } llun a wrthodwyd gennych yn aros ynghudd pan ddônt eto.
}
ledger-profile-default-audience = Mae postiadau newydd bellach yn dechrau gyda: { $new }.
ledger-profile-default-replies = Pwy gaiff ateb postiad newydd, i ddechrau: { $new }.
ledger-profile-default-quotes = Pwy gaiff ddyfynnu postiad newydd, i ddechrau: { $new }.
ledger-account-waiting = Mae eich cyfrif yn aros am ateb.
ledger-account-active = Mae eich cyfrif mewn defnydd.
ledger-account-frozen = Cafodd eich ysgrifennu ei oedi.
ledger-account-deleted = Cafodd eich cyfrif ei ddileu.
ledger-persona = Gwnaed y bersona { $name }.

ledger-setting-login = Newidiodd yr enw mewngofnodi o { $old } i { $new }.
ledger-setting-login-first = Yr enw mewngofnodi yw { $new }.
ledger-setting-password = Newidiwyd y cyfrinair.
ledger-setting-recovery-sheet = Gwnaed taflen adfer.
ledger-setting-sign-in-help = Gwnaeth gwesteiwr ddolen untro er mwyn i chi allu mewngofnodi eto.
ledger-setting-email = Newidiwyd y cyfeiriad e-bost.
ledger-setting-persona = Gwnaed persona.
ledger-setting-locale = Iaith eich tudalennau bellach yw { $new }.
ledger-setting-theme = Golwg eich tudalennau bellach yw: { $new }.
ledger-setting-easy-read-yes = Trowyd Hawdd ei Ddeall ymlaen.
ledger-setting-easy-read-no = Trowyd Hawdd ei Ddeall i ffwrdd.
ledger-setting-counts-yes = Dangosir rhifau am boblogrwydd i chi bellach.
ledger-setting-counts-no = Ni ddangosir rhifau am boblogrwydd i chi mwyach.
ledger-setting-time-zone = Eich cylchfa amser bellach yw { $new }.
ledger-zone-of-place = cylchfa’r lle
ledger-setting-host-yes = Rydych yn gofalu am y lle bellach.
ledger-setting-host-no = Nid ydych yn gofalu am y lle mwyach.
ledger-setting-state-waiting = Gofynnoch am gael ymuno â’r lle.
ledger-setting-state-active = Gallwch fewngofnodi ac ysgrifennu.
ledger-setting-state-frozen = Cafodd eich ysgrifennu ei oedi.
ledger-setting-state-refused = Ni dderbyniwyd eich cais i ymuno.
ledger-setting-state-gone = Gadawoch y lle.
ledger-session-open = Mewngofnododd dyfais.
ledger-session-ended = Allgofnodwyd dyfais.
