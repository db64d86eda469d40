# Who reaches your news at once, who waits, and who is not told of.

me-news = Who can reach your News
me-news-hint = Whom you hear of at once, and who waits until you have looked
door-sub = You decide whom you hear of. What people do is not hindered by it, and nobody is told what you choose here.
door-rules = News from
door-rules-hint = Where more than one of these fits somebody, the strictest counts. Whoever you let in reaches you always.
door-answer-tell = Tell me
door-answer-hold = Let it wait
door-answer-drop = Do not tell me
door-not-followed = People I do not follow
door-not-following = People who do not follow me
door-newcomer = People who came here in the last 30 days
door-private = Words for me alone, from people I do not follow
door-private-hint = Answers to what you wrote or began reach you always.
door-limited = People whom those who look after this place hold back
door-waiting = Waiting for you
door-waiting-none = Nobody waits at the moment.
door-waiting-hint = They are not told that they wait.
door-waits-since = Last { $when }
door-let-in = Let in
door-send-away = Take it away
door-known = People you let in
door-forget = Let them wait again
door-somebody-waits = There is news from people you want to look at first
done-door-let-in = You hear of them from now on, and what waited stands in your News.
done-sent-away = What waited is gone. They are not told.
done-door-forgotten = From now on your choices hold for them, too.

ledger-profile-news-not-followed = News from people you do not follow: { $new }.
ledger-profile-news-not-following = News from people who do not follow you: { $new }.
ledger-profile-news-newcomer = News from people who are new here: { $new }.
ledger-profile-news-private = News of words for you alone, from people you do not follow: { $new }.
ledger-profile-news-limited = News from people whom this place holds back: { $new }.

## Older words
me-old-words = My older words
me-old-words-hint = Who can still read what you wrote long ago
old-words-sub = Nobody has to answer today for every word they ever wrote. What is closed stays yours: you go on seeing it, and you can open it again at any time.
old-words-when = Which words are closed?
old-words-open = None: they stay as open as they were
old-words-days = What is older than { $days } days
old-words-until-now = Everything I wrote until now
old-words-before = Everything I wrote until { $day }
old-words-still = Who can read them still?
old-words-still-hint = You always can. So can people whom a post names, and members, where it stands in a community.
old-words-followed = People I follow
old-words-followers = People who follow me
old-words-nobody = Nobody but me
old-words-know = Good to know
old-words-can = It holds everywhere at once: on your page, in threads, in search, in what others passed on or quoted, and in applications.
old-words-cannot = What somebody copied or photographed before, Hafan cannot take back.
ledger-profile-old-words = Your older words were closed. { $after }; they are open to: { $still }.
ledger-profile-old-words-open = Your older words were opened again.
