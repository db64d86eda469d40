## Dweud wrth y gwesteiwyr am rywun

report-it = Adrodd amdano wrth y gwesteiwyr
report-person = Adrodd wrth y gwesteiwyr
report-title = Adrodd am { $name } wrth y gwesteiwyr
# adolygu
report-sub = Mae gwesteiwyr y lle hwn yn darllen yr hyn a ddywedwch wrthynt. Ni chaiff neb arall wybod i chi wneud.
report-with-post = Mae’r postiad y daethoch ohono yn mynd gydag ef.
report-about = Am beth mae hyn?
report-violation = Mae yn erbyn rheolau’r lle hwn
report-spam = Hysbyseb neu lol ydyw
report-legal = Gall fod yn erbyn y gyfraith
report-other = Rhywbeth arall
report-comment = Beth ddylai’r gwesteiwyr ei wybod?
report-comment-hint = Gallwch adael hwn yn wag.
report-send = Anfon at y gwesteiwyr
done-reported = Mae eich adroddiad gan y gwesteiwyr. Cewch glywed beth a ddaeth ohono yn eich newyddion.
fault-report-posts = Mae gormod o bostiadau yn yr adroddiad hwn: hanner cant ar y mwyaf.
news-report-taken = Mae eich adroddiad gan westeiwyr y lle hwn
news-report-closed = Edrychodd y gwesteiwyr ar yr hyn a adroddwyd gennych
host-reports = Adroddiadau
host-reports-open = Adroddiadau agored
host-reports-closed = Adroddiadau wedi’u cau
host-reports-hint = Dim ond gwesteiwyr sy’n gweld pwy a adroddodd. Mae adroddiadau amdanoch chi i’r gwesteiwyr eraill.
host-reports-empty = Dim adroddiadau
host-report-about = Am { $name }
host-report-by = Adroddwyd gan { $name }, { $when }
host-report-outcome = Beth a ddaeth ohono
host-report-outcome-hint = Un frawddeg. Bydd y sawl a adroddodd yn ei darllen.
host-report-close = Cau’r adroddiad
host-report-closed-by = { $name }, { $when }: { $outcome }
done-report-closed = Mae’r adroddiad wedi’i gau, a’r sawl a’i gwnaeth yn cael gwybod.
