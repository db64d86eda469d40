# Wrth ymyl postiad: ar frig tudalen, allan o glyw, allan o ddyfyniad, ac ar ei amser ei hun.

## Ar frig eich tudalen
# adolygu
pin = Rhoi ar frig fy nhudalen
# adolygu
unpin = Tynnu oddi ar frig fy nhudalen
profile-pinned = Ar y brig
# adolygu
denied-pin-own = Dim ond eich postiadau eich hun all sefyll ar frig eich tudalen.
# adolygu
denied-pin-elsewhere = Dim ond yr hyn sydd ar eich tudalen eich hun all sefyll ar ei brig: nid yr hyn sydd mewn cymuned, i gylch neu i bobl a enwoch.
# adolygu
denied-pin-too-many = Mae pum postiad ar frig eich tudalen yn barod. Tynnwch un ohonynt oddi yno yn gyntaf.

## Sgyrsiau nad ydych am glywed amdanynt
# adolygu
hush = Dim rhagor o newyddion o’r sgwrs hon
# adolygu
unhush = Rhowch newyddion o’r sgwrs hon i mi eto

## Dyfyniadau
# adolygu
unquote = Tynnu fy mhostiad o’r un hwn
# adolygu
quote-revoked = Tynnodd awdur y postiad a ddyfynnwyd ef o’r un hwn.
# adolygu
denied-translate = Ni all pawb ddarllen y postiad hwn, felly ni roddir ei eiriau i neb eu cyfieithu.

## Ar ei amser ei hun
# adolygu
draft-goes-out = Yn mynd allan ohono’i hun: { $when }
draft-publish-now = Postio nawr
draft-hold-back = Cadw fel drafft
# adolygu
news-not-published = Ni ellid postio postiad a oedd i fynd allan ohono’i hun. Mae yn eich drafftiau: agorwch ef yno i weld pam.
# adolygu
fault-scheduled-time = Anfonodd yr ap amser na ellir ei ddarllen. Ni phostiwyd dim.
# adolygu
fault-scheduled-soon = Gall postiad fynd allan ohono’i hun ymhen { $bound } munud neu’n hwyrach. I’w bostio’n gynt, postiwch ef nawr.
# adolygu
fault-scheduled-late = Gall postiad fynd allan ohono’i hun o fewn { $bound } diwrnod, a dim hwyrach.
# adolygu
fault-scheduled-unread = Nid yw hwn yn ddiwrnod ac yn amser. Ni phostiwyd dim. Dewiswch y ddau.
# adolygu
write-later = Postio’n hwyrach
write-later-label = Diwrnod ac amser
# adolygu
write-later-hint = Gadewch ef yn wag i bostio nawr. Golygir yr amser fel y mae clociau yn { $zone } yn ei ddangos, y gylchfa amser yn eich gosodiadau.
draft-time = Amser arall
# adolygu
draft-time-set = Cymryd yr amser hwn
# adolygu
draft-time-hint = Golygir yr amser fel y mae clociau yn { $zone } yn ei ddangos, y gylchfa amser yn eich gosodiadau.
