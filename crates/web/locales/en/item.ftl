# The frame around every page, and a post wherever it stands.

## Frame
persona-you-are-here = You are here as this persona
footer-about-place = About this place
button-not-now = Not now
nav-shortcuts = Shortcuts
nav-notifications-short = News
to-home = To the home page
visitor-title = You are looking from outside
visitor-words = What you see here is what people chose to show everyone. Sign in to see your own places.
you-are-frozen = A host has paused your writing. You can read. Your record says why.
denied-sign-in = Please sign in first. What you wrote is still in your browser: go back to find it.
denied-frozen = A host has paused your writing, so this was not done. Nothing was lost. Your record says why.
denied-foreign-form = This form came from another website, so nothing was done. If it was you, open the page here and try again.
denied-stale-form = This page was open for too long, so nothing was done. Go back, reload the page and try again; your words are kept.
fault-form-too-large = That was more than fits ({ $bound } bytes). Nothing was changed.

## A post
answer = Answer
thank = Thank
keep = Keep
more-for-post = More for this post
boost = Share with my followers
unboost = Stop sharing
quote-it = Quote
link-to-post = Link to this post
who-may-answer = Who can answer and quote
mute-or-block = See less, or block
take-out = Take out of this community
post-edited = edited
passed-on-by = { $name } shared this
in-place = in { $name }
answers-name = In answer to { $name }
may-answer-followers = followers may answer
may-answer-followed = people they follow may answer
may-answer-members = members may answer
may-answer-named = people named may answer
may-answer-nobody = answers are closed
## Who else can read it, where somebody else wrote it
readers-followers = Followers of { $name }
readers-circle = A circle of { $name }
readers-named = Only people named in it

picture-without-words = A picture. The author has not described it.
quote-withheld = The quoted post is not there, or not for you to see.
poll = Poll
poll-vote = Give my vote
poll-your-choice = (your choice)
poll-open = Open until { $when }
poll-ended = Closed { $when }
why-yours = Here because you wrote it.
why-follow = Here because you follow { $name }.
why-familiar = Here because you and { $name } have talked.
why-named = Here because { $name } wrote it to you.
why-passed-on = Here because you follow { $name }, who shared it.
why-member = Here because you are a member of { $name }.
why-page = Here because you opened the page of { $name }.
why-square = Here because you opened the square of { $name }.
why-conversation = Here because you opened this conversation.
why-thanked = Here because you thanked for it.
why-searched = Here because you searched for words in it.
why-news-tells = Here because you want to be told when they write.
why-news-carer = Here because you look after this community.
why-news-yours = Here because it is about you or what is yours.
why-kept = Here because you kept it.
