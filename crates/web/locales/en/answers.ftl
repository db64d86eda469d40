# Answers and quotes that somebody looks at first, and what is hidden under one's own posts.

who-ask = Everyone, but I look first
who-ask-hint = Answers wait for your yes before anybody sees them. People you follow, and people you name, are seen at once.
may-answer-ask = the author looks at answers first
answer-asks-first = Answers here are looked at first. Yours shows when it is let in.
quote-asks-first = Whoever wrote the quoted post looks first. Until then your post shows without the quote.
answer-is-waiting = It shows when whoever you answer lets it in. If you change it later, it waits again.
answer-is-held = Not shown to others: whoever it answers does not want it here, or has not looked yet. You see it because you look after this community.
quote-waiting = The quoted post shows when its author lets it in.
denied-answer-waits = This answer waits for the yes of whom it answers.
denied-not-your-thread = Only whom it answers, and whoever began the conversation, can decide about an answer.
conflict-answer-settled = This was decided differently in the meantime. Nothing was lost: look at it again among your answers.
conflict-answer-changed = Its words were changed after you read them, so nothing was let in. Please look at it again among your answers.

me-answers = Answers that wait for you
me-answers-hint = Let them in or not, and show again what you hid
answers-wait = Answers wait until you look
answers-tray-sub = These show after your yes. They are words alone: pictures and links come with it. Whoever wrote is not told when you say no.
answers-away-sub = What you did not let in, and what you hid. Whoever wrote it still sees it, and is not told.
answers-tabs = Which answers
answers-waiting = Waiting
answers-away = Not shown
answers-none = Nothing waits
answers-none-hint = If you choose “I look first” for a post, answers to it come here.
answers-none-away = Nothing is hidden
answers-none-away-hint = What you do not let in, or hide under your posts, stands here.
answer-answers = { $name } answers you
answer-quotes = { $name } quotes you
answer-pictures = { $count ->
    [one] With a picture, which shows after your yes.
   *[other] With { $count } pictures, which show after your yes.
}
answer-alts = It says of them:
answer-choices = It asks, to choose from:
answer-beside = It quotes { $name }:
answer-let-in = Let in
answer-refuse = Do not let in
answer-show = Show again
answer-hide = Hide this answer for everyone
answers-close = Close the answers
answers-open = Open the answers
done-answer-let-in = It shows now.
done-answer-refused = It stays unseen, and nobody is told. You can let it in later, under “Not shown”.
done-answer-hidden = The answer does not show any more. Whoever wrote it still sees it, and is not told. You find it under “Answers that wait for you”.
done-answer-shown = It shows again.
done-answers-closed = The answers are closed. What was answered before stays.
done-answers-opened = The answers are open.

settings-replies = Who can answer a new post here?
settings-quotes = Who can quote a new post here?
settings-usual-hint = What a new post starts with. Whoever writes can choose something else.
act-replies = Who can answer a new post is now: { $new }.
act-quotes = Who can quote a new post is now: { $new }.

ledger-to-answers = To your answers
ledger-reply-open = An answer by { $name } stands as it did before.
ledger-reply-waiting = An answer by { $name } waits for you again.
ledger-reply-shielded = An answer by { $name } has new words, and your shield holds it.
ledger-reply-let-in = You let in an answer by { $name }.
ledger-reply-refused = You did not let in an answer by { $name }.
ledger-reply-hidden = An answer by { $name } was hidden for everyone.
ledger-quote-open = A quote by { $name } stands as it did before.
ledger-quote-waiting = A quote by { $name } waits for you again.
ledger-quote-shielded = A quote by { $name } has new words, and your shield holds it.
ledger-quote-let-in = You let { $name } quote you.
ledger-quote-refused = You did not let { $name } quote you.
ledger-quote-hidden = You took your post out of one by { $name }.
