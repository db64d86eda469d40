# Dyddiadau a chyfnodau fel y mae pobl yn eu dweud.
when-now = nawr
# Ymadrodd amser: treiglad meddal yn yr unigol, a’r enw yn unigol ar ôl rhif.
# adolygu
when-minutes-ago =
    { $count ->
        [one] funud yn ôl
        [two] 2 funud yn ôl
       *[other] { $count } munud yn ôl
    }
when-morning = y bore ’ma am { $time }
when-today = heddiw am { $time }
when-yesterday = ddoe am { $time }
when-tomorrow = yfory am { $time }
when-weekday = { $day } am { $time }
when-day = { $day } { $month }
when-day-year = { $day } { $month } { $year }
when-month-year = { $month } { $year }
when-full = { $weekday }, { $date }, { $time }

# adolygu
when-lasting-minutes =
    { $count ->
        [one] 1 munud
        [two] 2 funud
       *[other] { $count } munud
    }
when-lasting-hours =
    { $count ->
        [one] 1 awr
       *[other] { $count } awr
    }
# Ar ôl 2 daw treiglad meddal (ddiwrnod); ar ôl 5, 7, 8, 9 a 10 mae’r trwynol (niwrnod) ar lafar,
# ond wedi ffigur cedwir «diwrnod».
# adolygu
when-lasting-days =
    { $count ->
        [one] 1 diwrnod
        [two] 2 ddiwrnod
       *[other] { $count } diwrnod
    }

## Y diwrnod mewn brawddeg, wedi’i dreiglo’n feddal am mai ymadrodd amser ydyw.
when-on-mon = ddydd Llun
when-on-tue = ddydd Mawrth
when-on-wed = ddydd Mercher
when-on-thu = ddydd Iau
when-on-fri = ddydd Gwener
when-on-sat = ddydd Sadwrn
when-on-sun = ddydd Sul

weekday-mon = Dydd Llun
weekday-tue = Dydd Mawrth
weekday-wed = Dydd Mercher
weekday-thu = Dydd Iau
weekday-fri = Dydd Gwener
weekday-sat = Dydd Sadwrn
weekday-sun = Dydd Sul

month-1 = Ionawr
month-2 = Chwefror
month-3 = Mawrth
month-4 = Ebrill
month-5 = Mai
month-6 = Mehefin
month-7 = Gorffennaf
month-8 = Awst
month-9 = Medi
month-10 = Hydref
month-11 = Tachwedd
month-12 = Rhagfyr
