# Who reaches your news at once, who waits, and who is not told of.

me-news = People at the door
me-news-hint = Who waits until you have looked, and whom you hear of at once
door-sub = Whoever you never had to do with waits here: their words only, without pictures or links. Before your yes no news of them reaches you, and their answers and quotes do not show to you in your own conversations. Everybody else sees them where they were written. Nobody is hindered, and nobody is told that they wait or what you choose.
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
door-waiting = At the door
door-stranger = People I never had to do with
door-stranger-hint = Not: people you follow, answered, named, invited or let in, and members of a community of yours with fewer than 150 people. If you choose not to be told, their words are left out of your conversations as well, and wait nowhere; they show again once you choose to be told.
door-waiting-none = Nobody waits at the moment.
door-waiting-none-yet = Nobody here just now. Those who wait come up at eight in the morning and at six in the evening.
door-waiting-hint = They come up at eight in the morning and at six in the evening. They are not told that they wait.
door-look-now = Look now
door-waits-since = Last { $when }
door-let-in = Let in
door-once = Let in this once
door-send-away = Decline quietly
door-all-in = Let all of these in
door-all-away = Decline all of these quietly
door-wrote-beside = { $names } wrote in a conversation of yours.
door-invited = { $names } invited you into a community. You find it among your places.
door-known = People you let in
door-forget = Let them wait again
door-declined = People you declined
door-declined-hint = Here for 30 days, in case you change your mind.
door-undecline = Let wait again
door-somebody-waits = People are at the door
done-door-let-in = You hear of them from now on. What waited stands in your News, and where it was written.
done-sent-away = What waited is gone from your door, and stays out of your conversations as you see them. They are not told, and everybody else sees it as before. If you change your mind, you find them below.
done-door-undeclined = What you declined waits at your door again.
done-door-once = What waited stands in your News, and where it was written. Next time they wait at the door again.
conflict-door-changed = Some of their words were changed after you read them, so nobody was let in. Nothing was lost. Please look at them again at your door.
done-door-forgotten = From now on your choices hold for them, too.

ledger-profile-news-not-followed = News from people you do not follow: { $new }.
ledger-profile-news-not-following = News from people who do not follow you: { $new }.
ledger-profile-news-newcomer = News from people who are new here: { $new }.
ledger-profile-news-private = News of words for you alone, from people you do not follow: { $new }.
ledger-profile-news-stranger = News from people you never had to do with: { $new }.
ledger-profile-news-limited = News from people whom this place holds back: { $new }.

## Older words
me-reach = Who can reach me
me-reach-hint = One question, three answers
reach-sub = One answer sets your door, your followers, and how new posts begin. Posts you have already written stay as they are.
reach-question = Who should be able to reach you?
reach-later = You can change this whenever you like.
reach-each = What changes is written in your record, where you can undo each part of it.
reach-own = You set some of this yourself. Choosing an answer here sets all of it.
reach-chosen = People I choose
reach-chosen-words = You say yes to each follower. New posts begin for followers, people you follow can answer, and nobody quotes you. Strangers wait at your door.
reach-knock = Everybody may knock
reach-knock-words = New posts are public. Strangers wait at your door, and you look at followers, answers and quotes before they show.
reach-everybody = Everybody
reach-everybody-words = Anybody can follow, answer and quote at once, and strangers’ words come straight to your news.
reach-always = Protected, whatever you choose
reach-always-pictures = Pictures by people you have had nothing to do with stay covered until you press.
reach-always-block = Whoever you block can’t write to you or answer you. Their answers leave your conversations for everybody.
reach-always-hidden = What stands in a members-only or hidden community stays inside it.
reach-cannot = What nobody can promise
reach-cannot-copy = Whoever can read your words can copy them, or take a picture of the screen.
reach-cannot-friend = Somebody you let in may not mean well. You can always block them, and they are not told.
reach-cannot-machine = Whoever runs the computer of this place can get at what is stored on it. No page shows hosts what is not addressed to them.
me-seen = Who can see what
me-seen-hint = Each group of people, and what of yours they can read
seen-sub = Counted just now, by the rule that every page asks. Whoever you blocked reads less than is said here.
seen-all = { $count ->
    [0] You have written nothing yet.
    [one] You have written one post.
   *[other] You have written { $count } posts.
}
seen-posts = { $count ->
    [0] They can read none of your posts.
    [one] They can read one of your posts.
   *[other] They can read { $count } of your posts.
}
seen-named = { $count ->
    [one] One post can be read only by people whom it names.
   *[other] { $count } posts can be read only by people whom they name.
}
seen-visitors = Everybody, without an account
seen-strangers = Everybody who has an account here
seen-followers = Your followers
seen-followed = People you follow
seen-members = Members of { $name }
seen-circle = Your circle { $name }
seen-itself = And your page itself
seen-page = Your name, picture and words about yourself can be seen by everybody.
seen-findable = People can find you by your name.
seen-not-findable = Nobody finds you by your name who doesn’t know your handle.
seen-posts-findable = Your public posts can be found by their words.
seen-posts-not-findable = Your posts can’t be found by their words, here or by search engines.
seen-old-closed = Your older words are closed.
seen-old-open = Your older words are as open as they were. Strangers can read only so many of them in a day.
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
