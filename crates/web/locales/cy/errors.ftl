# Beth aeth o’i le: beth ddigwyddodd, na chollwyd dim, a beth i’w wneud nesaf.

error-not-found-title = Nid yw’r dudalen hon yma
error-not-found = Does dim byd yma, neu nid yw’n agored i chi. Ni chollwyd dim. Gwiriwch y cyfeiriad, neu ewch yn ôl i’ch tudalen gartref.
error-denied-title = Ni allwch wneud hyn
error-denied = Nid chi biau newid hwn, felly ni newidiwyd dim. Os ydych yn meddwl y dylech allu, gofynnwch i rywun sy’n gofalu am y lle.
error-invalid-title = Mae angen golwg arall ar rywbeth
# adolygu
error-invalid = Doedd rhywbeth yn yr hyn a anfonwyd ddim yn iawn, felly ni chadwyd dim. Ewch yn ôl i’r ffurflen: fel arfer bydd yr hyn a ysgrifennoch yno o hyd.
error-conflict-title = Roedd rhywun yn gynt
error-conflict = Newidiodd hwn wrth i chi ysgrifennu, felly wnaethon ni ddim ysgrifennu drosto. Mae’ch geiriau yma o hyd. Edrychwch ar y fersiwn newydd, yna cadwch eto.
error-limited-title = Saib fach
error-limited = Roedd hynny’n llawer mewn amser byr, felly ni wnaed hyn. Ni chollwyd dim. Arhoswch ychydig a rhowch gynnig arall arni.
error-unavailable-title = Mae hwn yn gorffwys am eiliad
error-unavailable = Ni all y lle gadw dim ar hyn o bryd. Mae popeth a gadwyd o’r blaen yn ddiogel. Gadewch y dudalen hon ar agor a rhowch gynnig arall arni ymhen ychydig funudau.
error-internal-title = Ein camgymeriad ni oedd hwnnw
error-internal = Torrodd rhywbeth ar ein hochr ni, ac ni chadwyd hwn. Mae popeth a gadwyd o’r blaen yn ddiogel. Rhowch gynnig arall arni; os bydd yn digwydd eto, dywedwch wrth y bobl sy’n gofalu am y lle.

## Camgymeriadau mewn un maes
# «Enw defnyddiwr» am «handle».
# adolygu
fault-handle-empty = Dewiswch enw defnyddiwr.
fault-handle-too-long = Mae’r enw defnyddiwr hwn yn rhy hir: 30 nod ar y mwyaf.
fault-handle-bad-character = Dim ond y llythrennau a i z heb acenion, rhifau a’r danlinell (_) sydd mewn enw defnyddiwr. Gall eich enw gynnwys unrhyw lythrennau.
fault-handle-bad-start = Mae enw defnyddiwr yn dechrau â llythyren.
fault-handle-reserved = Mae’r enw defnyddiwr hwn wedi’i gadw ar gyfer y lle ei hun. Dewiswch un arall.
fault-handle-lookalike = Mae’r enw defnyddiwr hwn yn rhy debyg i un sydd gan rywun. Dewiswch un arall.
fault-handle-taken = Mae’r enw defnyddiwr hwn gan rywun. Dewiswch un arall.
fault-name-empty = Ysgrifennwch enw y gellir ei weld.
fault-name-too-long = Mae’r enw hwn yn rhy hir: 50 nod ar y mwyaf.
fault-text-empty = Does dim byd yma eto. Ysgrifennwch rywbeth yn gyntaf.
fault-text-too-long = Mae hwn yn rhy hir: { $bound } nod ar y mwyaf.
fault-email-invalid = Nid yw hwn yn edrych fel cyfeiriad e-bost. Gallwch hefyd ei adael yn wag.
fault-language-unknown = Nid ydym yn adnabod yr iaith hon. Dewiswch un o’r rhestr.

## Ffeil na chafodd ei derbyn yn llun, neu na ellid ei chadw
blob-store-full = Does dim lle ar ôl i luniau ar hyn o bryd, felly ni chadwyd hwn. Mae popeth a gadwyd o’r blaen yn ddiogel. Gall y bobl sy’n gofalu am y lle wneud lle.
# adolygu
fault-uploads-busy = Mae lluniau eraill ar eu ffordd o hyd, felly ni chymerwyd yr un hwn. Dewiswch ef eto ymhen ychydig.
picture-refused-empty = Does dim byd yn y ffeil hon. Dewiswch lun arall.
picture-refused-too-large = Mae’r ffeil hon yn rhy fawr i’r lle hwn. Gwnewch y llun yn llai a’i ddewis eto.
# adolygu
picture-refused-too-many-pixels = Mae’r llun hwn yn rhy fawr i’r lle hwn: mae ganddo ormod o bicseli. Gwnewch ef yn llai a’i ddewis eto.
picture-refused-video = Ni ellir rhannu ffilmiau yma, dim ond lluniau: JPEG, PNG, WebP neu GIF.
picture-refused-sound = Ni ellir rhannu sain yma, dim ond lluniau: JPEG, PNG, WebP neu GIF.
picture-refused-avif = Ni ellir rhannu lluniau AVIF yma eto. Cadwch y llun fel JPEG neu PNG a’i ddewis eto.
# «most compatible»: gosodiad ar rai ffonau.
# adolygu
picture-refused-heic = Ni ellir rhannu lluniau HEIC yma eto. Cadwch y llun fel JPEG a’i ddewis eto; mae gosodiad ar gyfer hyn ar lawer o ffonau, o’r enw “most compatible”.
picture-refused-jpeg-xl = Ni ellir rhannu lluniau JPEG XL yma eto. Cadwch y llun fel JPEG neu PNG a’i ddewis eto.
picture-refused-other-picture = Ni ellir rhannu’r math hwn o lun yma. Cadwch y llun fel JPEG neu PNG a’i ddewis eto.
# adolygu
picture-refused-svg = Ni ellir rhannu darluniau SVG yma, oherwydd y gallant gario rhaglenni. Cadwch y darlun fel PNG a’i ddewis eto.
picture-refused-html = Tudalen we yw’r ffeil hon, nid llun. Dewiswch JPEG, PNG, WebP neu GIF.
picture-refused-pdf = PDF yw’r ffeil hon, nid llun. Dewiswch JPEG, PNG, WebP neu GIF.
picture-refused-unknown = Nid ydym yn adnabod y math hwn o ffeil. Dewiswch JPEG, PNG, WebP neu GIF.
# adolygu
picture-refused-damaged = Mae’r llun hwn wedi’i ddifrodi neu’n anghyflawn, felly ni ellid ei ddarllen. Agorwch ef ar eich dyfais, ei gadw eto a dewis y ffeil newydd.

## Dangosir gan y porwr ei hun pan gollir y cysylltiad
offline-title = Dim cysylltiad ar hyn o bryd
# adolygu
offline-words = Ni all y ddyfais hon gyrraedd y lle ar hyn o bryd. Mae’r hyn yr oeddech wedi dechrau ei ysgrifennu wedi’i gadw ar y ddyfais hon. Rhowch gynnig arall arni pan fydd gennych gysylltiad.
