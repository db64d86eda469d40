# Beside a post: at the top of a page, out of earshot, out of a quotation, and at its own time.

## At the top of one's page
pin = Put at the top of my page
unpin = Take from the top of my page
profile-pinned = At the top
denied-pin-own = Only your own posts can stand at the top of your page.
denied-pin-elsewhere = Only what stands on your own page can be put at its top: not what is in a community, for a circle or for people you named.
denied-pin-too-many = Five posts stand at the top of your page already. Please take one of them from there first.

## Conversations one does not want to hear of
hush = No more news from this conversation
unhush = Tell me news from this conversation again

## Quotations
unquote = Take my post out of this one
quote-revoked = The author of the quoted post took it out of this one.
denied-translate = Not everyone can read this post, so its words are given to nobody to translate.

## At its own time
draft-goes-out = Goes out by itself: { $when }
draft-publish-now = Post it now
draft-hold-back = Keep it as a draft
news-not-published = A post that was to go out by itself could not be posted. It is kept in your drafts: open it there to see why.
fault-scheduled-time = The application sent a time that cannot be read. Nothing was posted.
fault-scheduled-soon = A post can go out by itself in { $bound } minutes or later. To post it sooner, post it now.
fault-scheduled-late = A post can go out by itself within { $bound } days, and no later.
fault-scheduled-unread = This is not a day and a time. Nothing was posted. Please choose both.
write-later = Post later
write-later-label = Day and time
write-later-hint = Leave it empty to post now. The time is meant as clocks show it in { $zone }, the time zone in your settings.
draft-time = Another time
draft-time-set = Take this time
draft-time-hint = The time is meant as clocks show it in { $zone }, the time zone in your settings.
