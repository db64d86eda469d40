# Writing and showing posts: composer, polls, pictures, threads, edits.

## The composer
write-title = Write
write-answer-title = Answer { $name }
post-this = The post
write-parent = The post you answer
write-quoted = The post you quote
write-quote-title = Quote { $name }
write-you-speak-as = You speak as
write-you-answer-as = You answer as
write-other-self = Speak as somebody else
write-elsewhere = Write somewhere else
write-what = What would you like to say?
write-your-answer = Your answer
write-send = Post
write-send-so = Post it like this
write-look = Look at it again
write-more-choices = Pictures and more
write-left = Characters left: {"{"}n{"}"}
write-over = Too long by {"{"}n{"}"} characters
write-pictures = Pictures
write-notice = Content notice
write-notice-label = What should people know before they read?
write-language = I write in
language-guess = Tell it from my words
write-to = Write to somebody
write-to-label = To whom?
write-to-hint = Their handles, with spaces between them: @mair @paul
write-in = { $name }
write-in-public = Everyone can read it. Members of { $name } answer.
write-in-members = Only members of { $name } can read it.
write-in-hidden = Only members of { $name }. For everyone else it does not exist.
audience-same = The same people as this conversation
audience-same-hint = Whoever can read what you answer. Nobody else.
who-usual = As usual
who-usual-hint = For you that is: { $mine }. In a community, what the community chose.
write-closed = You cannot write this here
write-marks-title = Making words stand out
write-marks = *One star* around words makes them slanted, **two** make them strong. A line that starts with > is a quotation, one that starts with - is a point of a list. A post that names a community with an @ sign stands in that community.

## When something came between
write-signed-out = You are signed out, so nothing was posted. Your words are all here. Open the sign-in page in another window, come back, and press “Post” again.
write-stale = This page was open for a long time, so nothing was posted yet. Your words are all here. Please look once more and press “Post” again.
write-other-persona = You are now here as { $name }, so nothing was posted. Please look at who is speaking, and press “Post” again if that is right.
write-gone = What you wanted to answer, quote or write in is not there any more, or not open to you. Nothing was posted; your words are all here.
post-from-blocked = By somebody you blocked. You look after this community, so you can open it.
denied-not-found = This conversation cannot be answered from here.
fault-form-cut-off = The form did not arrive whole, so nothing was done. Please try again.
fault-choose-one = Please choose one of the answers.
conflict-other-persona = You are here as another persona by now, so nothing was kept under this one.
conflict-edited = This post was changed while you were writing, so your change was not saved. Your words are all here. Look at how it reads now, then save yours if you still want to.

## Pictures
write-alt = What does the picture show?
write-alt-why = For people who can’t see it
write-alt-ask = One thing before it goes out: a few words about each picture let people who can’t see it take part. You can also post it as it is.
write-take-picture-out = Take it out
write-picture-earlier = Move it forward
picture-is-still = It moved; here it is a still picture.
picture-became-still = A moving picture became a still: only its first moment is shown here.
picture-too-big = “{ $name }” is larger than { $mb } MB. Please choose a smaller copy.
picture-wrong-type = “{ $name }” is not a picture we can show. JPEG, PNG, WebP and GIF work.
fault-too-many-pictures =
    { $bound ->
        [one] One picture fits into a post.
       *[other] { $bound } pictures fit into a post.
    }
fault-picture-listed = Picture { $bound } looks like one on a list of pictures that this place does not take. Nothing is lost: take the picture out and send the rest, or write to the hosts if you think this is a mistake.
fault-picture-taken-out = Picture { $bound } looks like one that was taken out of this community, so it is not shown here again. Nothing is lost: take the picture out and send the rest, or write to those who look after the community if you think this is a mistake.
fault-picture-gone = One of the pictures is not here any more. Please choose it again.

## Polls
poll-choice = Choice { $number }
poll-multiple = People may choose more than one
poll-lasts = How long can people vote?
poll-lasts-hour = One hour
poll-lasts-hours = Six hours
poll-lasts-day = One day
poll-lasts-days = Three days
poll-lasts-week = One week
poll-lasts-month = Thirty days
fault-poll-too-few = A poll needs at least { $bound } choices.
fault-poll-too-many = A poll has { $bound } choices at most.
fault-poll-same-choice = Two choices of the poll say the same.
fault-poll-lasts = Please choose how long people can vote.
fault-poll-choose = Please choose an answer first.
fault-poll-choose-one = Please choose only one answer.
denied-poll-own = This is your own poll; your vote would tell nobody anything new.
denied-poll-closed = This poll has closed, so your vote was not counted.
denied-poll-voted = You have voted in this poll already. Your vote stands.

## What is not right with a post
fault-to-unknown = Nobody here has that handle. Please check how it is written.
fault-names-nobody = You want to reach only people you name, but nobody is named yet. Write their handles with an @ sign.
fault-too-many-names = A post can name { $bound } people at most.
fault-strangers-enough = You can write to { $bound } people a day who do not know you here, and that many it has been. Your words are kept. One place comes back every few hours, and people who follow you or answered you, and those in your communities, you can write to at any time.
fault-audience-wider-than-thread = An answer can reach the people of its conversation, or fewer, but not more.
fault-answer-in-community = An answer in a community reaches whoever can read the community, and you chose fewer people. Nothing was published. To reach fewer, please begin a new post.
fault-circle-gone = This circle is not there any more. Please choose who can see it.
fault-communities-named = A post stands in one community, and you name more than one. Nothing was published. Please leave the @ sign before one of them, and write the others without it.
fault-community-for-few = A post that names a community goes to everybody in it, and you chose fewer people. Nothing was published. Please write the name of the community without an @ sign, or choose everyone.
fault-community-for-followers = Everyone can read this community, and you chose your followers. Nothing was published. Please choose everyone, or write the name of the community without an @ sign.
fault-named-not-member = You name a community, and only its members can post there. Nothing was published. Join it first, or write its name without an @ sign.
fault-named-closed = You name a community that is closed, so nothing was published. Please write its name without an @ sign.
fault-name-unclear = Some of your words look like the name of a community, but are not written quite like it, so it is not clear who they are for. Nothing was published. Please write an @ sign and then the name alone, with a space before it, or leave the @ sign away.
fault-community-around = You name a community in the notice or in a poll, and that does not put a post into it. Nothing was published. Please name it in the text, or write its name without an @ sign.
fault-community-in-answer = An answer stays in its conversation and cannot be put into another community. Nothing was published. Please write the name of the community without an @ sign, or begin a new post.
fault-community-in-edit = A post cannot be moved into a community by changing it. Nothing was changed. Please write the name of the community without an @ sign, or begin a new post.
fault-members-of-nothing = “Members” means something only inside a community. Please choose another answer.

## What may not be done
denied-reply-everyone = You cannot answer here.
denied-reply-followers = The author takes answers from their followers here.
denied-reply-followed = The author takes answers from people they follow here.
denied-reply-members = The author takes answers from members of the community here.
denied-reply-named = The author takes answers from the people they named here.
denied-reply-nobody = The author has closed the answers here.
denied-quote-leaves-audience = Not everyone can read this post, so it can be quoted only where it stands.
denied-quote-not-wanted = The author does not want this post to be quoted.
fault-boost-narrow = What you share stands on your page, where everyone can read it. It cannot be shared with fewer people, so nothing was shared.
denied-boost-not-public = Only posts that everyone can read can be shared.
denied-not-your-post = This post is not yours to change.
denied-not-moderator = Only people who keep the norms of a community can take posts out of it.
denied-too-many-drafts = You have a hundred drafts. Please post or throw away some of them first.
denied-too-many-circles = You have fifty circles. Please delete one of them first.
denied-circle-full = There are five hundred people in this circle; it is full.

## Done
done-published = Your post is out.
done-post-changed = Your change is saved. The earlier words stay readable under “edited”.
done-post-deleted = Your post is deleted. Its words and pictures are gone.
done-answers-set = Saved. It counts from now on; earlier answers stay.
done-taken-out = The post was taken out. Its author was told, with your reason.
done-draft-kept = Kept as a draft.
done-scheduled = It goes out by itself at the time you chose. Until then nobody else sees it.
done-draft-deleted = The draft is thrown away.
done-circle-made = The circle is made. Now put people into it.
done-circle-renamed = The circle has a new name.
done-circle-added = Added to the circle. They are not told.
done-circle-removed = Taken out of the circle. They are not told.
done-circle-deleted = The circle is deleted.

## Drafts
drafts = Drafts
drafts-sub = Words on their way. Only you as this persona see them.
drafts-empty-title = No words waiting
drafts-empty = What you begin to write and do not post stays here, also when the power goes out.
answer-begun = You began an answer with more in it than words. Go on with it
draft-keep = Keep as draft
draft-saving = Keeping a draft …
draft-saved = Kept as a draft
draft-offline = Kept on this device until we reach the server
draft-restored = We brought back what you had written.
draft-throw-away = Throw away
draft-without-words = Without words yet
draft-post = A post
draft-answer = An answer
draft-quote = A post with a quotation
draft-in-place = A post in a community

## A post and its page
back-to = Back to { $name }
back-to-post = Back to the post
post-edit-title = Change your post
post-edit-sub = Everyone who can see the post can also read its earlier words.
post-edit-now = How it reads now
post-edit-yours = Your change
post-delete-title = Delete this post?
post-delete-sub = Its words, pictures and votes go for everyone, at once and for good. A short line stays where it stood, so that answers still make sense.
post-delete-yes = Delete it
post-delete-no = Leave it
answers-sub = This counts from now on. What was answered and quoted before stays.
take-out-lead = The post goes for everyone, and its author is told by whom and why. Use it for what the norms of { $place } do not allow.
take-out-reason = What is the reason?
take-out-reason-hint = Its author reads this. Which norm is it about?
take-out-yes = Take it out
history-title = Earlier words
history-sub = Everything this post of { $name } has said, the newest first.
history-now = now
thread-above = What it answers
thread-post = The post
thread-below = Answers
thread-fresh = New words here since you looked. Show them
thread-earlier = Earlier answers
thread-later = Later answers
thread-end = These are all the answers so far.
thread-at-door = Answers by people you don’t know wait at the door.
thread-no-answers = Nobody has answered yet.
answers-unseen = In answer to a post that is not shown here
gone-title = A post stood here
gone = A post stood here. Its author took it back.
gone-yours = Your post stood here. You took it back.
gone-taken-out = A post stood here. It was taken out by people who keep the norms of this place.
gone-taken-out-yours = Your post stood here. It was taken out by people who keep the norms of this place.
gone-reason = Their reason: { $reason }

## Circles
circles = My circles
circles-sub = Lists of people you share some things with. Nobody is told that they are in one.
circles-empty-title = No circles yet
circles-empty = A circle is for what you share with a few: the family, the neighbours, the people who know.
circle-new = A new circle
circle-name = Its name
circle-name-hint = Only you see it.
circle-make = Make the circle
circle-empty = Nobody is in this circle yet.
circle-add-label = Whom would you like to add?
circle-add = Add
circle-take-out = Take out
circle-change = Rename or delete
circle-delete = Delete the circle
circle-delete-title = Delete “{ $name }”?
circle-delete-sub = What you wrote to this circle can then be seen only by you and the people named in it.

## When the place itself is away
salvage = The place cannot save anything just now, so nothing was posted. Your words are all here. Keep this page open and try again in a few minutes.
salvage-limited = That was a lot in a short time, so nothing was posted this time. Your words are all here. Please wait a little and try again.
salvage-pictures = Pictures cannot come along this way; please add them again afterwards.
salvage-words = Your words
pictures-refused = { $count ->
    [one] It looks like a picture you refused
   *[other] { $count } pictures; one looks like a picture you refused
}
pictures-covered = { $count ->
    [one] A picture by someone you have had nothing to do with yet
   *[other] { $count } pictures by someone you have had nothing to do with yet
}
