# Yr hyn sydd ei angen ar bob tudalen: llywio, botymau, enwau pethau sydd â chod.

## Symud o gwmpas
nav-home = Cartref
nav-places = Lleoedd
nav-write = Ysgrifennu
nav-search = Chwilio
nav-me = Fi
nav-notifications = Newyddion i chi
nav-host = Gofalu am y lle
nav-my-places = Fy lleoedd
nav-new = newydd
skip-to-content = Neidio i’r cynnwys
beside-label = Wrth ochr y dudalen hon
# adolygu
up-to-date = Rydych chi wedi gweld popeth.

## Mynd a dod
sign-in = Mewngofnodi
sign-out = Allgofnodi
sign-up = Ymuno
theme = Golwg
theme-auto = Fel fy nyfais
theme-light = Dydd
theme-dark = Min nos
language = Iaith
persona-switch = Newid persona
persona-switch-to = Parhau fel { $name }

## Troedyn
footer-about = Ynghylch { $place }
footer-rules = Rheolau
footer-privacy = Beth rydym yn ei gadw amdanoch
footer-source = Cod ffynhonnell

## Botymau
button-save = Cadw
button-cancel = Canslo
button-delete = Dileu
button-undo = Dadwneud
button-back = Yn ôl
button-older = Hŷn
button-more = Rhagor
button-change = Newid
button-edit = Golygu
button-print = Argraffu
button-show = Ei ddangos
button-hide = Ei guddio
button-search = Chwilio
button-try-again = Rhoi cynnig arall arni
done-saved = Wedi’i gadw.
done-undone = Wedi’i ddadwneud.
done-copied = Wedi’i gopïo.
optional = dewisol
pages-label = Tudalennau

## Pwy gaiff ei weld?
audience = Pwy gaiff weld hwn?
audience-public = Pawb
audience-public-hint = Unrhyw un ar y rhyngrwyd, hefyd heb fewngofnodi.
audience-quiet = Pawb, yn dawel
audience-quiet-hint = Unrhyw un sydd â’r ddolen. Ni fydd i’w weld wrth chwilio nac mewn rhestrau cyhoeddus.
audience-followers = Fy nilynwyr
audience-followers-hint = Pobl sy’n eich dilyn.
audience-community = Y gymuned hon
audience-community-hint = Pawb sy’n cael darllen yn y gymuned.
audience-circle = Un o’m cylchoedd
audience-circle-hint = Pobl a roesoch yn y cylch.
audience-named = Dim ond pobl rwy’n eu henwi
audience-named-hint = Pobl rydych yn eu henwi ynddo ag arwydd @.

## Pwy gaiff ateb, pwy gaiff ddyfynnu?
who-answers = Pwy gaiff ateb?
who-quotes = Pwy gaiff ddyfynnu?
who-everyone = Pawb sy’n gallu ei weld
who-followers = Fy nilynwyr
who-followed = Pobl rwy’n eu dilyn
who-members = Aelodau’r gymuned hon
who-named = Pobl rwy’n eu henwi ynddo
who-nobody = Neb

## Cymunedau
role-member = Aelod
role-helper = Cynorthwyydd
role-moderator = Cymedrolwr
# adolygu
role-host = Gwesteiwr
visibility = Pwy gaiff weld y gymuned hon?
visibility-public = Cyhoeddus
visibility-public-hint = Caiff pawb ddarllen yma. Aelodau sy’n ysgrifennu.
visibility-members = Aelodau yn unig
visibility-members-hint = Gall pawb weld ei bod yn bodoli. Dim ond aelodau sy’n darllen.
visibility-hidden = Cudd
visibility-hidden-hint = I bawb arall, nid yw’n bodoli.
join-rule = Sut mae pobl yn ymuno?
join-rule-open = Mae’r drws ar agor
join-rule-ask = Mae pobl yn gofyn yn gyntaf
join-rule-invitation = Drwy wahoddiad

## Cysylltu enwau: «ac» o flaen llafariad, «a» o flaen cytsain.
list-and = { $names } a { $last }
list-and-vowel = { $names } ac { $last }
# adolygu
list-more =
    { $count ->
        [one] { $names } ac 1 arall
        [8] { $names } ac { $count } arall
        [11] { $names } ac { $count } arall
       *[other] { $names } a { $count } arall
    }
