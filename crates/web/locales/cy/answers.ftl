# Atebion a dyfyniadau y mae rhywun yn edrych arnynt yn gyntaf, a’r hyn a guddir o dan eich postiadau eich hun.

# adolygu
who-ask = Pawb, ond rwy’n edrych yn gyntaf
# adolygu
who-ask-hint = Mae atebion yn aros i chi ddweud iawn cyn i neb eu gweld. Gwelir pobl yr ydych yn eu dilyn, a phobl a enwch, ar unwaith.
# adolygu
may-answer-ask = mae’r awdur yn edrych ar atebion yn gyntaf
# adolygu
answer-asks-first = Edrychir ar atebion yma yn gyntaf. Dangosir eich un chi pan gaiff ei adael i mewn.
# adolygu
quote-asks-first = Mae pwy bynnag a ysgrifennodd y postiad a ddyfynnir yn edrych yn gyntaf. Tan hynny dangosir eich postiad heb y dyfyniad.
# adolygu
answer-is-waiting = Dangosir hwn pan fydd y sawl yr ydych yn ei ateb yn ei adael i mewn. Os newidiwch ef wedyn, bydd yn aros eto.
# adolygu
answer-is-held = Heb ei ddangos i eraill: nid yw’r sawl y mae’n ei ateb am ei weld yma, neu nid yw wedi edrych eto. Rydych chi’n ei weld am eich bod yn gofalu am y gymuned hon.
# adolygu
quote-waiting = Dangosir y postiad a ddyfynnir pan fydd ei awdur yn ei adael i mewn.
# adolygu
denied-answer-waits = Mae’r ateb hwn yn aros i’r sawl y mae’n ei ateb ddweud iawn.
# adolygu
denied-not-your-thread = Dim ond y sawl y mae’n ei ateb, a’r sawl a gychwynnodd y sgwrs, all benderfynu am ateb.
# adolygu
conflict-answer-settled = Penderfynwyd hyn yn wahanol yn y cyfamser. Ni chollwyd dim: edrychwch arno eto ymhlith eich atebion.
# adolygu
conflict-answer-changed = Newidiwyd ei eiriau ar ôl i chi eu darllen, felly ni adawyd dim i mewn. Edrychwch arno eto ymhlith eich atebion.

me-answers = Atebion sy’n aros amdanoch
# adolygu
me-answers-hint = Eu gadael i mewn neu beidio, a dangos eto yr hyn a guddiwyd gennych
answers-wait = Mae atebion yn aros i chi edrych
# adolygu
answers-tray-sub = Dangosir y rhain wedi i chi ddweud iawn. Geiriau yn unig ydynt: daw lluniau a dolenni wedyn. Ni ddywedir wrth y sawl a ysgrifennodd pan ddywedwch na.
# adolygu
answers-away-sub = Yr hyn na adawsoch i mewn, a’r hyn a guddiwyd gennych. Mae’r sawl a’i hysgrifennodd yn dal i’w weld, ac ni ddywedir wrtho.
answers-tabs = Pa atebion
answers-waiting = Yn aros
answers-away = Heb eu dangos
answers-none = Does dim yn aros
# adolygu
answers-none-hint = Os dewiswch “rwy’n edrych yn gyntaf” ar gyfer postiad, yma y daw’r atebion iddo.
answers-none-away = Does dim wedi’i guddio
# adolygu
answers-none-away-hint = Yma y saif yr hyn na adewch i mewn, neu a guddiwch o dan eich postiadau.
answer-answers = Mae { $name } yn eich ateb
answer-quotes = Mae { $name } yn eich dyfynnu
# adolygu
answer-pictures = { $count ->
    [one] Gyda llun, a ddangosir wedi i chi ddweud iawn.
   *[other] Gyda lluniau ({ $count }), a ddangosir wedi i chi ddweud iawn.
}
# adolygu
answer-alts = Mae’n dweud amdanynt:
# adolygu
answer-choices = Mae’n gofyn, i ddewis o blith:
# adolygu
answer-beside = Mae’n dyfynnu { $name }:
answer-let-in = Gadael i mewn
answer-refuse = Peidio â gadael i mewn
answer-show = Dangos eto
answer-hide = Cuddio’r ateb hwn rhag pawb
answers-close = Cau’r atebion
answers-open = Agor yr atebion
done-answer-let-in = Mae’n cael ei ddangos nawr.
# adolygu
done-answer-refused = Mae’n aros heb ei weld, ac ni ddywedir wrth neb. Gallwch ei adael i mewn yn nes ymlaen, o dan “Heb eu dangos”.
# adolygu
# adolygu
done-answer-hidden = Ni ddangosir yr ateb mwyach. Mae’r sawl a’i hysgrifennodd yn dal i’w weld, ac ni ddywedir wrtho. Mae o dan “Atebion sy’n aros amdanoch”.
done-answer-shown = Mae’n cael ei ddangos eto.
done-answers-closed = Mae’r atebion wedi cau. Mae’r hyn a atebwyd eisoes yn aros.
done-answers-opened = Mae’r atebion ar agor.

settings-replies = Pwy gaiff ateb postiad newydd yma?
settings-quotes = Pwy gaiff ddyfynnu postiad newydd yma?
# adolygu
settings-usual-hint = Dyna’r man cychwyn i bostiad newydd. Gall y sawl sy’n ysgrifennu ddewis rhywbeth arall.
act-replies = Pwy gaiff ateb postiad newydd nawr: { $new }.
act-quotes = Pwy gaiff ddyfynnu postiad newydd nawr: { $new }.

ledger-to-answers = I’ch atebion
# adolygu
ledger-reply-open = Mae ateb gan { $name } yn sefyll fel o’r blaen.
ledger-reply-waiting = Mae ateb gan { $name } yn aros amdanoch eto.
# adolygu
ledger-reply-shielded = Mae geiriau newydd mewn ateb gan { $name }, ac mae eich tarian yn ei ddal.
ledger-reply-let-in = Gadawsoch ateb gan { $name } i mewn.
ledger-reply-refused = Ni adawsoch ateb gan { $name } i mewn.
ledger-reply-hidden = Cuddiwyd ateb gan { $name } rhag pawb.
# adolygu
ledger-quote-open = Mae dyfyniad gan { $name } yn sefyll fel o’r blaen.
ledger-quote-waiting = Mae dyfyniad gan { $name } yn aros amdanoch eto.
# adolygu
ledger-quote-shielded = Mae geiriau newydd mewn dyfyniad gan { $name }, ac mae eich tarian yn ei ddal.
ledger-quote-let-in = Gadawsoch i { $name } eich dyfynnu.
ledger-quote-refused = Ni adawsoch i { $name } eich dyfynnu.
# adolygu
ledger-quote-hidden = Tynnoch eich postiad o un gan { $name }.
