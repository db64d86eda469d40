# Communities: charter, norms, joining, members, roles.

## The top of a community and its rooms
community-write = Write here
community-more = More for this community
community-rooms = Rooms of this community
community-square = Square
community-photos = Photos
community-people = People
community-about = About
community-invite = Invite somebody
community-requests = People at the door
community-settings = Name, charter and doors
community-leave = Leave
community-closed = Closed
community-closed-words = This community is closed. Its members can still read everything; nobody writes or joins any more.
community-someone-waits = Somebody asks to join.
community-see-requests = Read what they say
community-join = Join
community-ask = Ask to join
community-take-invitation = Look at the invitation
you-are-member = You are a member
you-are-helper = You are a helper
you-are-moderator = You are a moderator
you-are-host = You are a host
you-have-asked = You asked to join
you-are-invited = You are invited
somebody-who-left = Somebody who has left
that-is-you = you

## The square
community-which = What to show
community-all-said = Everything said
community-beginnings = Only beginnings
community-fresh = New words since you looked. Show them
community-seen-before = You have seen these before
community-newest = To the newest
community-empty-title = A quiet clearing
community-empty = Nobody has said anything here yet. Somebody has to be first; a good morning is enough.
community-empty-write = Say good morning

## Photos
photo-by = Shared by { $name }
photos-empty-title = No pictures yet
photos-empty = Pictures that members share here will hang on this wall.
photos-empty-write = Hang the first one
photos-end = That is the whole wall.

## About
community-charter = What we are here for
community-norms = How we treat each other
community-norms-read = Read what was agreed
community-carers = Who looks after this community
community-facts = In short
community-since = Here since
community-joining-open = The door is open: whoever comes is a member.
community-joining-ask = You ask first, and somebody who looks after it answers you.
community-joining-invitation = By invitation, from somebody who looks after it.
community-joining-closed = Nobody joins any more: this community is closed.

## At the door
community-porch-title = What is said here is for members
community-porch-words = You can read what this community is about. Only its members can read what they say to each other.
community-not-any-more = I changed my mind
community-ask-title = Ask to join
community-ask-words = Those who look after this community read your answer. Nobody else does, and it is forgotten once they have answered you.
community-ask-send = Send it
community-join-title = Join this community
community-join-words = You can leave at any time.
community-join-as = You would be here as:
community-answer = Would you like to say something?
community-answer-hint = A sentence or two is enough.
community-decline = No, thank you
community-invited-by = { $name } invited you to this community.
community-refused-by = { $name } could not let you in this time.
community-removed-by = { $name } removed you from this community.

## Leaving, stepping down, closing
community-leave-title = Leave { $name }?
community-leave-words = What you wrote stays where it is, and you can still delete it from your own posts. Nobody is told that you left.
community-stay = Stay
community-step-down-title = Or only rest
community-step-down-words = You can give your tasks back and stay as a member.
community-step-down = Give my tasks back
community-close-title = Close this community
community-close-short = A closed community becomes an archive for its members. It cannot be opened again.
community-close-go = What closing means
community-close-question = Close { $name } for good?
community-close-1 = Its members can read everything that was said, as before.
community-close-2 = Nobody can write, answer, join or change anything in it any more, you included.
community-close-3 = It cannot be opened again.
community-close-type = To be sure, type the name of the community
community-close = Close it for good

## People
community-members = Members
community-members-none = Nobody else is here yet.
community-removed = Removed
community-removed-words = They cannot come back by themselves. You can invite them back.
community-invite-back = Invite back
member-care = Care for
member-role-title = What they take care of
role-member-hint = Takes part like everybody else.
role-helper-hint = Invites people and answers those who ask to join.
role-moderator-hint = Also takes out posts and removes members who break what was agreed.
role-host-hint = Looks after everything with you. Only they themselves can give it back.
member-hand-over-title = Hand over
member-hand-over-words = They become the host, and you stay as a moderator.
member-hand-over = Hand this community over
member-remove-title = Remove from this community
member-remove-words = They can no longer read or write here. They are told your reason, and who decided. What they wrote stays.
member-reason = Why?
member-reason-hint = They will read this. Be exact and fair.
member-remove = Remove

## People who ask to join
requests-empty-title = Nobody waits at the door
requests-empty = When somebody asks to join, their answer to your question will stand here.
requests-asks = asks to join
requests-no-answer = Has not answered your question yet. You can wait for the answer, or let them in now.
community-answer-question = Answer the question
community-question-waits = You have asked to join, and this community asks a question. It is not answered yet.
requests-words = Add a few words
requests-words-label = Your words to them
requests-let-in = Let in
requests-refuse = Not this time

## Inviting
invite-by-name = By name
invite-by-name-words = For somebody who is at this place already. They find your invitation among their places.
invite-guest = Their handle
invite-send = Invite
invite-waiting = Not answered yet
invite-take-back = Take back
invited-by = Invited by { $name }
invite-by-link = With a link
invite-by-link-words = For people you know elsewhere. Whoever has the link can come in, also those who are new to this place, until it ends.
link-make = Make a link
link-uses = How many people may use it?
link-uses-unit = people
link-days = How long does it hold?
link-days-unit = days
link-note = A note to yourself
link-note-hint = For example where you will put it. Only those who may invite see it.
link-title = Made by { $name }
link-how = Point the camera of a phone at the square, or open this address:
link-qr = QR code with the address of this invitation
link-holds =
    { $left ->
        [one] For one more person, until { $until }.
       *[other] For { $left } more people, until { $until }.
    }
link-loopback = This link works only on this computer, because the place has no address of its own yet. Whoever runs the server starts it with --public-url and the address that people type, for example https://hafan.example, and then makes the links anew.
link-over = This link has ended.
link-came = By it came { $names }.
link-end = End it now

## Settings
settings-recorded = Every change is written into the record of this community, with your name.
settings-name = Name
settings-summary = In one sentence
settings-summary-hint = It stands under the name and in lists.
settings-charter-hint = Everybody who may know of this community can read this before joining.
settings-norms-hint = What people can rely on here, and what you ask of them.
settings-visibility-hint = This counts at once, and for everything that was said before.
settings-to-public = Everyone can read here, also everything that was said so far. Please ask your members first.
settings-to-members = Everyone can see that it exists and what it is for. Everything that was said is for members only.
settings-to-hidden = For everyone but members it does not exist, and neither does anything that was said in it. New people come by invitation. Its address becomes random letters: the old one leads nowhere any more, for members neither, and nobody else can take it.
settings-handle = Its address
settings-handle-hint = While it is hidden, its address is random letters that tell nothing. When it comes out of hiding it takes this one: letters, digits and _.
join-rule-open-hint = Whoever comes is a member at once.
join-rule-ask-hint = They answer your question, and you or a helper let them in.
join-rule-invitation-hint = Nobody can knock; you invite.
settings-question = Your question to those who ask to join
settings-question-hint = One question, not an examination.
settings-leave-it = Leave it as it was
community-picture = Picture
community-picture-row = Add one, change it or take it off
community-picture-hint = It stands beside the name, on every page and in lists. It is cut to a square.

## The record of a community
community-record = What was done here
community-record-words = Every act of those who look after this community, for its members to read. Whom a removal or a refusal was about, only those who could have decided it can read.
community-record-end = Here the record of this community begins.
act-founded = The community began.
act-name = The name is now “{ $new }”.
act-handle = The address is now { $new }.
act-summary = In one sentence, it is now: { $new }
act-charter = The charter was changed.
act-norms = What was agreed on how people treat each other was changed.
act-picture = The picture was changed.
act-picture-removed = The picture was removed.
act-visibility = Who can see it is now: { $new }.
act-join-rule = How people join is now: { $new }.
act-question = The question to those who ask to join was changed.
act-closed = The community was closed.
act-other = A setting was changed.
act-picture-held = A picture that was taken out before came again and was held back.
act-pictures-taken-out = Pictures of a post that was taken out are held back from now on.
act-pictures-let-back = Pictures that were taken out may be shown again.
pictures-taken-out = { $count ->
    [one] One picture that was taken out with a post is held back when it comes again, also smaller, cut a little or saved anew. Whoever sends it is told why, and that the rest of the post can be sent without it.
   *[other] { $count } pictures that were taken out with posts are held back when they come again, also smaller, cut a little or saved anew. Whoever sends one is told why, and that the rest of the post can be sent without it.
}
pictures-let-back = Let them be shown again
act-took-out = A post was taken out.
act-a-member = A member
act-role = What { $name } takes care of is now: { $role }.
act-let-in = { $name } was let in.
act-removed = { $name } was removed.
act-invited = { $name } was invited.
act-uninvited = The invitation of { $name } was taken back.
act-refused = { $name } was not let in.

## The list of places, and starting one
places-words = A community is a place of its own, with members, a charter and a door.
places-start = Start a community
places-invited = You are invited
places-asked = Waiting for an answer
places-open = Places you can find
places-open-none = There are no others to find just now.
places-end = These are all.
places-none-title = You are not in a community yet
places-none = Look at those below, ask somebody for an invitation, or start one of your own.
places-new = { $name } wrote here { $when }.
new-words = A name, some words on how you treat each other, and a door. You can change everything later.
new-name = What is it called?
new-name-hint = As people say it. Welsh letters are welcome: ŵ, ŷ, â.
new-kind = What kind of community will it be?
new-kind-hint = It starts with a charter that fits. You can change every word of it.
new-language = In which language shall its charter be?
new-usual = As usual for this kind
new-usual-hint = Support circles are for members only; clubs and campaigns are public.
new-more = Choose its address yourself
new-handle = Address
new-handle-hint = Letters without accents, digits and _. If you leave it empty, it is made from the name. Not for a hidden community: what you type here is then not used, because its address is always random letters that nobody can guess.
new-you-are-host = You will be its host. You can hand it over at any time.
new-found = Start it

## What was done
done-founded = Your community is here. Invite the first people, or write the first words.
done-founded-hidden = Your community is here. The address you typed was not used: a hidden community has random letters, so that nobody can guess it.
done-asked = Your wish to join is with those who look after this community.
done-joined-community = You are a member now. Welcome.
done-withdrawn = Done. Nobody waits for you there.
done-left-community = You have left.
done-stepped-down = You gave your tasks back. Thank you for what you did.
done-pictures-let-back = What was taken out before may be shown here again.
done-role-changed = Their role was changed, and they were told.
done-member-removed = They were removed, and told why.
done-handed-over = The community is handed over.
done-let-in = They are a member now.
done-refused-community = They were told, with your words.
done-invited = They were invited.
done-uninvited = The invitation was taken back.
done-link-made = The link is ready.
done-link-ended = The link has ended.
done-closed = This community is closed.

## What cannot be done
denied-not-member = Only members of this community can do this.
denied-not-enough-role = In this community, this is for somebody with another task. Ask one of its hosts.
denied-community-closed = This community is closed: it can be read, and nothing in it changes any more.
denied-already-member = That person is a member already.
denied-already-asked = You have asked already. Those who look after this community will answer.
denied-was-removed = You were removed from this community, so this door is shut. Only those who look after it can invite you back.
denied-was-refused = You asked not long ago. A month after the answer you can ask again.
denied-invitation-only = People join this community by invitation. Ask somebody who looks after it.
denied-last-host = You are the only host. Hand the community over to somebody first, or close it.
denied-too-many-communities = You look after twenty communities already. That is as many as one persona can.
denied-too-many-memberships = You have to do with three hundred communities already. Leave one first.
denied-already-invited = That person is invited already and has not answered yet.
denied-already-host = That person is a host already.
denied-too-many-links = You have fifty open links. End one first.
fault-nobody-of-that-name = There is nobody of this handle here whom you could invite.
fault-name-differs = This is not the name of the community. Nothing was closed.
fault-uses-out-of-bounds = Please choose a number of people from 1 to { $bound }.
fault-days-out-of-bounds = Please choose a number of days from 1 to { $bound }.
