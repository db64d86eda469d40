# The shield: quiet when too many strangers turn to somebody at once.

shield-too-much = This is too much
me-shield = The shield
me-shield-hint = Quiet for a while, when too many people turn to you at once
shield-sub = Quiet for seven days. People you know reach you as ever.
shield-offer = What strangers say to you waits until you look. Nothing is lost, and nobody is told.
shield-raise = Make it quiet now
shield-is-up = It is quiet
shield-why-asked = You raised it yourself.
shield-why-hostile = Many people you do not know turned to you at once, and it did not look kind. So the shield went up by itself.
shield-why-digging = Somebody you do not know is going through what you wrote long ago. So the shield went up by itself.
shield-scope-all = It covers everything you wrote.
shield-scope-thread = It covers one conversation.
shield-scope-old = It covers your posts that are older than 30 days.
shield-until = It ends by itself on { $until }.
shield-about = To the post it is about
shield-lower = End it now
shield-held = { $answers ->
    [0] No answer waits.
    [one] 1 answer waits.
   *[other] { $answers } answers wait.
} { $quotes ->
    [0] You were not taken out of any quote.
    [one] You were taken out of 1 quote.
   *[other] You were taken out of { $quotes } quotes.
}
shield-look = Decide about them, when you feel like it
shield-show-all = Show all of it
shield-show-all-hint = Everything that the shield holds shows to everyone, also what you have not read. Each of them stands in your record, with its way back.
shield-show-all-now = Show all of it now
shield-friends = People who reach you at once
shield-friends-hint = You exchange words with them, and they reach you also while it is quiet.
shield-friends-none = People stand here with whom you exchange words, and who reach you at once, also while it is quiet.
shield-does = What it does
shield-does-answers = Answers by people you never had to do with wait where you decide about them. Their news waits at your door.
shield-does-quotes = If such people quote you, your words show in it to nobody but them before your yes; so it is with what they quoted in the last two days.
shield-does-old = What you wrote more than 30 days ago is for your followers alone, also where others could read it; what is in a community stays with its members, and what you closed yourself stays as you chose.
shield-does-friends = People you follow, answered, named, invited or let in, and members of your small communities, reach you as ever. If they do not follow you, they miss your older posts for that time.
shield-does-not = It does not hinder anybody from writing elsewhere about you, and it cannot take back what was read already. Whoever wants to can look at what is public without signing in. If you are threatened, please tell those who look after this place.
shield-watch = Should the shield go up by itself?
shield-watch-hint = The place counts how many people you never had to do with turn to you, and reads nothing of what they say. If it is far more than usual it tells you, once. If it does not look kind, the shield goes up for that conversation, or for everything where it is not about one of yours. If somebody goes on through your old posts, these are closed. What you end yourself does not go up again by itself for seven days.
shield-watch-usual = Yes, when it is far more than usual
shield-watch-sensitive = Yes, and rather too soon
shield-watch-off = No, I decide alone
done-shield-raised = It is quiet now. People you know reach you as ever.
done-shield-shown = All of it shows, or will within a minute or two.
done-shield-lowered = The shield is down. What it held goes on waiting until you decide, or show all of it.
ledger-profile-shield-up = The shield went up.
ledger-profile-shield-down = The shield came down.
ledger-profile-watch = The shield goes up by itself: { $new }.
ledger-cause-attention = because strangers turned to you more than usual
why-news-shield = Because the place counts how many strangers turn to you.
news-alarm = { $count ->
    [0] More people than usual whom you do not know are turning to you. Take a break?
   *[other] { $count } people you do not know are turning to you at once. Take a break?
}
news-alarm-post = { $count } people you do not know are answering or quoting one post of yours. Take a break?
news-shield-up = { $count ->
    [0] The shield went up by itself: what strangers say to you waits. People you know reach you as ever.
   *[other] { $count } people you do not know turned to you at once, and it did not look kind. The shield went up: what strangers say there waits. People you know reach you as ever.
}
news-digging = Somebody you do not know is going through what you wrote long ago. Take a break?
news-old-words-shielded = Somebody you do not know went on through what you wrote long ago. Your older posts are for your followers alone for a week.
news-shield-ended = The shield came down by itself after seven days. What it held goes on waiting until you decide, or show all of it.
