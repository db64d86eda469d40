# Dates and lengths of time as people say them.
when-now = just now
when-minutes-ago =
    { $count ->
        [one] 1 minute ago
       *[other] { $count } minutes ago
    }
when-morning = this morning at { $time }
when-today = today at { $time }
when-yesterday = yesterday at { $time }
when-tomorrow = tomorrow at { $time }
when-weekday = { $day } at { $time }
when-day = { $day } { $month }
when-day-year = { $day } { $month } { $year }
when-month-year = { $month } { $year }
when-full = { $weekday } { $date }, { $time }

when-lasting-minutes =
    { $count ->
        [one] 1 minute
       *[other] { $count } minutes
    }
when-lasting-hours =
    { $count ->
        [one] 1 hour
       *[other] { $count } hours
    }
when-lasting-days =
    { $count ->
        [one] 1 day
       *[other] { $count } days
    }

## The weekday inside a sentence: "Tuesday at 9:12".
when-on-mon = Monday
when-on-tue = Tuesday
when-on-wed = Wednesday
when-on-thu = Thursday
when-on-fri = Friday
when-on-sat = Saturday
when-on-sun = Sunday

weekday-mon = Monday
weekday-tue = Tuesday
weekday-wed = Wednesday
weekday-thu = Thursday
weekday-fri = Friday
weekday-sat = Saturday
weekday-sun = Sunday

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
