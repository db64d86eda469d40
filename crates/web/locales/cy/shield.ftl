# Y darian: tawelwch pan fydd gormod o ddieithriaid yn troi at rywun ar unwaith.

shield-too-much = Mae hyn yn ormod
me-shield = Y darian
# adolygu
me-shield-hint = Tawelwch am sbel, pan fydd gormod o bobl yn troi atoch ar unwaith
# adolygu
shield-sub = Tawelwch am saith diwrnod. Mae pobl rydych yn eu hadnabod yn eich cyrraedd fel arfer.
# adolygu
shield-offer = Mae’r hyn a ddywed dieithriaid wrthych yn aros nes i chi edrych. Ni chollir dim, ac ni ddywedir wrth neb.
shield-raise = Tawelwch nawr
shield-is-up = Mae’n dawel
# adolygu
shield-why-asked = Chi gododd hi.
# adolygu
shield-why-hostile = Trodd llawer o bobl nad ydych yn eu hadnabod atoch ar unwaith, ac nid oedd yn edrych yn garedig. Felly cododd y darian ohoni’i hun.
# adolygu
shield-why-digging = Mae rhywun nad ydych yn ei adnabod yn mynd trwy’r hyn a ysgrifennoch ers talwm. Felly cododd y darian ohoni’i hun.
# adolygu
shield-scope-all = Mae’n cynnwys popeth a ysgrifennoch.
# adolygu
shield-scope-thread = Mae’n cynnwys un sgwrs.
# adolygu
shield-scope-old = Mae’n cynnwys eich postiadau sy’n hŷn na 30 diwrnod.
# adolygu
shield-until = Daw i ben ohoni’i hun ar { $until }.
# adolygu
shield-about = At y postiad dan sylw
shield-lower = Dod â hi i ben nawr
# adolygu
shield-held = { $answers ->
    [0] Nid oes ateb yn aros.
    [one] Mae 1 ateb yn aros.
   *[other] Mae { $answers } ateb yn aros.
} { $quotes ->
    [0] Ni thynnwyd chi o unrhyw ddyfyniad.
    [one] Tynnwyd chi o 1 dyfyniad.
   *[other] Tynnwyd chi o { $quotes } dyfyniad.
}
# adolygu
shield-look = Penderfynu amdanynt, pan fyddwch yn teimlo fel hynny
# adolygu
shield-show-all = Dangos y cyfan
# adolygu
shield-show-all-hint = Mae popeth y mae’r darian yn ei ddal yn ymddangos i bawb, hefyd yr hyn nad ydych wedi ei ddarllen. Mae pob un ohonynt yn eich cofnod, gyda’i ffordd yn ôl.
# adolygu
shield-show-all-now = Dangos y cyfan nawr
# adolygu
shield-friends = Pobl sy’n eich cyrraedd ar unwaith
# adolygu
shield-friends-hint = Rydych yn cyfnewid geiriau â nhw, ac maent yn eich cyrraedd hefyd tra mae’n dawel.
# adolygu
shield-friends-none = Yma mae’r bobl rydych yn cyfnewid geiriau â nhw ac sy’n eich cyrraedd ar unwaith, hefyd tra mae’n dawel.
shield-does = Beth mae’n ei wneud
# adolygu
shield-does-answers = Mae atebion gan bobl na fu gennych ddim i’w wneud â nhw yn aros lle rydych yn penderfynu amdanynt. Mae eu newyddion yn aros wrth eich drws.
# adolygu
shield-does-quotes = Os yw pobl felly yn eich dyfynnu, nid yw eich geiriau’n ymddangos ynddo i neb ond nhw cyn i chi ddweud ie; felly hefyd gyda’r hyn a ddyfynasant yn y ddau ddiwrnod diwethaf.
# adolygu
shield-does-old = Mae’r hyn a ysgrifennoch fwy na 30 diwrnod yn ôl i’ch dilynwyr yn unig, hefyd lle gallai eraill ei ddarllen; mae’r hyn sydd mewn cymuned yn aros gyda’i haelodau, a’r hyn a gaesoch eich hun yn aros fel y dewisoch.
# adolygu
shield-does-friends = Mae pobl rydych yn eu dilyn, wedi eu hateb, eu henwi, eu gwahodd neu eu gadael i mewn, ac aelodau eich cymunedau bach, yn eich cyrraedd fel arfer. Os nad ydynt yn eich dilyn chi, ni welant eich postiadau hŷn yn ystod yr amser hwnnw.
# adolygu
shield-does-not = Nid yw’n rhwystro neb rhag ysgrifennu amdanoch mewn man arall, ac ni all dynnu’n ôl yr hyn a ddarllenwyd eisoes. Gall pwy bynnag a fynn edrych ar yr hyn sy’n gyhoeddus heb fewngofnodi. Os ydych yn cael eich bygwth, dywedwch wrth y rhai sy’n gofalu am y lle hwn.
# adolygu
shield-watch = A ddylai’r darian godi ohoni’i hun?
# adolygu
shield-watch-hint = Mae’r lle’n cyfrif faint o bobl na fu gennych ddim i’w wneud â nhw sy’n troi atoch, ac nid yw’n darllen dim o’r hyn a ddywedant. Os yw’n llawer mwy nag arfer mae’n dweud wrthych, unwaith. Os nad yw’n edrych yn garedig, mae’r darian yn codi dros y sgwrs honno, neu dros bopeth lle nad yw’n ymwneud ag un o’ch rhai chi. Os â rhywun ymlaen trwy eich hen bostiadau, caeir y rheini. Nid yw’r hyn y dewch chi ag ef i ben yn codi eto ohono’i hun am saith diwrnod.
# adolygu
shield-watch-usual = Dylai, pan fydd yn llawer mwy nag arfer
# adolygu
shield-watch-sensitive = Dylai, a gorau po gyntaf
shield-watch-off = Na, fi sy’n penderfynu
# adolygu
done-shield-raised = Mae’n dawel nawr. Mae pobl rydych yn eu hadnabod yn eich cyrraedd fel arfer.
# adolygu
done-shield-shown = Mae’r cyfan yn ymddangos, neu bydd ymhen munud neu ddwy.
# adolygu
done-shield-lowered = Mae’r darian i lawr. Mae’r hyn a ddaliodd yn dal i aros nes i chi benderfynu, neu ddangos y cyfan.
ledger-profile-shield-up = Cododd y darian.
ledger-profile-shield-down = Daeth y darian i lawr.
# adolygu
ledger-profile-watch = Mae’r darian yn codi ohoni’i hun: { $new }.
# adolygu
ledger-cause-attention = am fod dieithriaid wedi troi atoch yn fwy nag arfer
# adolygu
why-news-shield = Am fod y lle’n cyfrif faint o ddieithriaid sy’n troi atoch.
# adolygu
news-alarm = { $count ->
    [0] Mae mwy o bobl nag arfer nad ydych yn eu hadnabod yn troi atoch. Beth am seibiant?
   *[other] Mae { $count } o bobl nad ydych yn eu hadnabod yn troi atoch ar unwaith. Beth am seibiant?
}
# adolygu
news-alarm-post = Mae { $count } o bobl nad ydych yn eu hadnabod yn ateb neu’n dyfynnu un postiad o’ch eiddo. Beth am seibiant?
# adolygu
news-shield-up = { $count ->
    [0] Cododd y darian ohoni’i hun: mae’r hyn a ddywed dieithriaid wrthych yn aros. Mae pobl rydych yn eu hadnabod yn eich cyrraedd fel arfer.
   *[other] Trodd { $count } o bobl nad ydych yn eu hadnabod atoch ar unwaith, ac nid oedd yn edrych yn garedig. Cododd y darian: mae’r hyn a ddywed dieithriaid yno yn aros. Mae pobl rydych yn eu hadnabod yn eich cyrraedd fel arfer.
}
# adolygu
news-digging = Mae rhywun nad ydych yn ei adnabod yn mynd trwy’r hyn a ysgrifennoch ers talwm. Beth am seibiant?
# adolygu
news-old-words-shielded = Aeth rhywun nad ydych yn ei adnabod ymlaen trwy’r hyn a ysgrifennoch ers talwm. Am wythnos mae’ch postiadau hŷn i’ch dilynwyr yn unig.
# adolygu
news-shield-ended = Daeth y darian i lawr ohoni’i hun ar ôl saith diwrnod. Mae’r hyn a ddaliodd yn dal i aros nes i chi benderfynu, neu ddangos y cyfan.
