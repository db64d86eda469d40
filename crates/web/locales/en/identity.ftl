# Joining, signing in, personas, profile, recovery, devices.

## Words of forms
login = Your name for signing in
login-hint = Your handle, unless you changed it.
password = Password
password-hint = At least ten characters. Three or four words in a row are good and easy to remember.
password-show = Show
password-hide = Hide
display-name = Name that is shown
display-name-hint = Any letters, as you like to be called. Empty, your handle is shown.
fault-choice = Please choose one of what is offered.
fault-password-too-short = Please use at least { $bound } characters. A few words in a row are easy to remember.
fault-password-too-long = This password is too long: { $bound } characters at most.
fault-password-is-handle = This password is your own name here. Please choose one that nobody can guess.
fault-password-common = This password is one of those that are tried first. Please choose another.
fault-password-wrong = This is not your password. Nothing was changed. Please try again.
handles-free = These are free: { $names }.

## Signing in
sign-in-title = Come in
sign-in-sub = Your name and your password. Nothing else is needed.
cannot-get-in = I can’t get in
no-account-yet = No account yet?
how-to-join = How to join
ask-to-join = Ask to join
have-account = Here already?
fault-sign-in = This name and this password do not go together. Please check both and try again.
sign-in-wait-title = Please try again in { $wait }
sign-in-wait = This name was tried too often from here, so we wait a little. Your password was not changed. On a device where you signed in before, you can go on at once; your recovery sheet works too.
done-signed-out = You are signed out on this device.

## Joining
join-title = Join { $place }
join-ask-title = Ask to join { $place }
join-invited-title = { $name } invited you
join-invited-community = To { $community }, at { $place }.
join-invited-place = To { $place }.
join-needs = A handle and a password are all it takes: no e-mail, no birthday, no real name.
join-handle = Choose a handle
join-handle-hint = Your short name here, for example mair_j. Others see it. It doesn’t have to be your real name; letters a to z, numbers and _.
join-password = Choose a password
join-answer = A few words to the hosts
join-answer-hint = Only the hosts read this.
join-rules = By coming in you agree to
join-rules-link = the rules of this place
join-enter = Come in
fault-answer-empty = Please answer the question, in a few words.
waiting-title = Your request is with the hosts
waiting-words = Somebody who looks after this place will read your answer. Until then nobody else sees you here.
waiting-next = There is nothing more to do. Come back in a day or two and sign in with your name and password: it works as soon as a host has said yes.
refused-title = The hosts said no
refused-said = The people who look after this place did not let you in. They wrote to you:
refused-next = If you think it was a mistake, please ask somebody who is a member here.
refused-words = The people who look after this place did not let you in. We don’t know their reasons. If you think it was a mistake, please ask somebody who is a member here.
by-invitation-title = Joining is by invitation
by-invitation-words = New people come to { $place } by a link from somebody who is here already. If you know somebody, ask them for one.
denied-by-invitation = Joining is by invitation. Ask somebody who is here for a link.
denied-not-set-up = This place is not set up yet.
invitation-over-title = This invitation doesn’t work any more
invitation-over-words = It was used up, taken back, or its time is over. Nothing is wrong with you: ask the person who sent it for a new one.
accept-as = You join as @{ $handle }
accept-button = Join as { $name }
accept-already-here = This invitation is for people who are not here yet. You are in already.
denied-already-here = This invitation is for people who are not here yet. You are in already.

## What is mine
me-sub = What is yours, and how this place looks to you.
me-my-page = My page, as others see it
me-as-this = As this persona
me-as-member = For all my personas
me-mine = My record, and leaving
me-profile = What others see of me
me-profile-hint = Name, a few words, picture, who may follow
me-follows = Whom I follow, and who follows me
me-follows-hint = Requests, blocks and mutes too
me-circles = My circles
me-circles-hint = Lists of people to share with
me-posts = My own posts
me-posts-hint = Everything you wrote as this persona
me-drafts = Drafts
me-drafts-hint = Words on their way
me-personas = My personas
me-personas-hint = One for each part of your life, if you like. Nobody can see that they are all you.
me-settings = How it looks and reads
me-settings-hint = Language, colours, Easy Read, time zone
me-settings-sub = These are for you alone, and for all your personas.
me-devices = Signing in and devices
me-devices-hint = Password, name for signing in, where you are signed in
me-devices-sub = What you sign in with, and where you are signed in. Nobody else sees this.
me-recovery = Recovery sheet
me-recovery-hint = Paper that lets you back in when all else is lost
me-ledger = My record
me-ledger-hint = Every change to what is yours, with an undo
me-leave = Delete my account
me-leave-hint = What goes, what stays, and how

## Signing in and devices
password-row-hint = Change it; other devices are signed out then
password-title = Change your password
password-sub = Every other device is signed out when you change it.
password-current = Your password now
password-new = New password
login-title = Change your name for signing in
login-sub = Only you see it. It need not be one of your handles, and your handles do not change with it.
email = E-mail
email-none = None, and none is needed
email-title = E-mail
email-sub = You need not give one.
email-hint = This place sends no e-mails, neither news nor links for signing in. What you write here stays with your account, and no page shows it to anybody but you. Empty removes it.
recovery-has = You have one
recovery-has-none = You have none yet
devices-title = Where I am signed in
device-unknown = A device that told nothing about itself
device-times = Since { $since } · last used { $seen }
device-this = This one
devices-end-others = Sign out everywhere else
devices-note = We keep no address and no place of a device: only what it calls itself, and the hour of its last use. A device that is not used for ninety days is signed out.
done-device-ended = That device is signed out.
done-devices-ended = Every other device is signed out.
done-password-changed = Your password is changed, and every other device is signed out.
done-login-changed = Your name for signing in is changed.

## Recovery
recovery-first-title = You are in. One more thing
recovery-words = If you lose your password and your devices, a recovery sheet lets you back in: a code on paper, kept by you and by nobody else. This place sends no e-mails, so this is how it knows that it is you.
recovery-print = Print it, or copy the code by hand. Keep it where you keep your passport.
recovery-replaces = You have a sheet already. A new one takes its place, and the old one stops working.
recovery-make = Make my recovery sheet
recovery-make-new = Make a new sheet
recovery-later = Later
sheet-print-or-copy = Print this, or copy the code by hand.
sheet-made = { $place } · { $address } · made on { $day }
sheet-words = If you lose your password, this code lets you in once and you choose a new one. Keep the paper where you keep your passport. Nobody can make it again, and nobody else has it.
sheet-how = To use it: open { $address }/recover, type your name and this code.
sheet-name = My name for signing in, if I want to write it down
sheet-done = I have it on paper. Go on
sheet-once = This code is shown only now. If you lose it, make a new sheet.
recover-title = Get back in
recover-sub = With your recovery sheet you choose a new password.
recover-link-sub = A host gave you this link. Your name for signing in is { $login }. Choose a new password, and you are in.
recover-code = Code on your recovery sheet
recover-code-hint = Seven groups of four. Small letters, gaps and dashes do not matter.
recover-ends = Every device that is signed in as you is signed out then, and the old sheet stops working.
recover-button = Set the password and come in
recover-wait = There were many tries from here, so we wait a little. Your sheet still works.
recover-no-sheet-title = No sheet?
recover-no-sheet = Ask somebody who looks after this place. A host can give you a link that lets you in once.
fault-recovery = This name and this code do not go together. Please check both. A sheet works once, and only the newest one does.
fault-recovery-typo = Something in this code is mistyped. Please compare it with your sheet: there is no I, L, O or U in it.
done-recovered = You are in again, with your new password. The old sheet does not work any more: please make a new one.
link-over-title = This link doesn’t work any more
link-over-words = Such a link works once, for one day. Ask the host for a new one.

## Personas
personas-sub = Each has its own page, followers, drafts and picture.
persona-now = You are here as this one
persona-new = Make another persona
persona-new-sub = Another name, another page, other followers. Nothing of your other personas comes along.
persona-new-advice = People may recognise how you write, or a picture you used elsewhere. A new handle, another name and other pictures protect you best.
persona-make = Make it
persona-switch-words = Until now you are here as { $from }. What you write after this is said by { $to }, on this device.
persona-stay = Stay { $name }
personas-linked-title = Nobody can link them
personas-linked = No page tells that two personas are yours: not to other members, not to hosts in their pages, not to other places.
personas-not-protected = Not protected: whoever runs the server and looks into its database could see it, and your style of writing or a picture you use twice can give you away.
personas-max = You can have up to { $count } at the same time.
persona-delete-title = Delete { $name }
persona-delete-last = This is your only persona. To leave altogether, delete your account.
persona-delete-button = Delete this persona
done-persona-made = Your new persona is ready. Switch to it when you like.
done-persona-switched = You are here as this persona now.
done-persona-deleted = The persona is deleted. You are here as the one marked below.
denied-too-many-personas = You have ten personas, and that is as many as one can have. Delete one first.
denied-last-persona = This is your only persona. To leave altogether, delete your account.

## Profile
profile-sub = Everything here is your choice, and none of it is needed.
profile-handle-hint = Change your handle
profile-picture-hint = Add one, change it or take it off
bio = A few words about you
bio-hint = Everyone sees them on your page. Light formatting and links work.
profile-door = Your door
approve-followers = I decide who follows me
approve-followers-hint = New followers wait until you say yes.
findable = People may find me
findable-hint = You appear when somebody here searches for your name.
posts-findable = My public posts may be found
posts-findable-hint = By their words: by everyone here, and by search engines. A page that also holds words of somebody who did not choose this stays out of search engines.
profile-defaults = New posts start with
profile-defaults-hint = You can choose otherwise for every post.
handle-title = Change your handle
handle-sub = Your page moves with it, and so do your posts and followers.
handle-after = The old handle disappears from posts that name you, and leads nowhere. Nobody else can ever take it; you can go back to it. Copies that people made elsewhere stay as they are.
handle-button = Change it
done-handle-changed = Your handle is changed. The old one disappears from posts in a moment.

## Pictures of personas and communities
my-picture = My picture
my-picture-sub = It stands beside everything you write. You need not have one.
my-picture-hint = It is cut to a square, and everything the camera wrote into it is removed.
my-header = My header picture
my-header-sub = A wide picture across the top of your page. You need not have one.
my-header-hint = Your page shows a strip from its middle. Everything the camera wrote into it is removed.
picture-file = Choose a picture
picture-file-optional = A picture, if you like
picture-kinds = JPEG, PNG, WebP or GIF, up to { $mb } MB.
picture-kept = When you change or remove a picture, the one before is kept for a month, seen by nobody, so that the change can be undone. Then it is deleted.
picture-remove = Remove the picture
fault-picture-none = Please choose a picture first.
done-picture-removed = The picture is not shown any more.

## Leaving
leave-sub = You can go at any time. This cannot be undone.
leave-goes = What goes: your posts, pictures, drafts, circles, thanks, everything you kept, your followers, your settings and your record.
leave-stays = What stays: your handle, so that nobody can pass for you, and a line without words where a post of yours stood in a thread. What other people copied is theirs. If hosts did something about your account, that stays in their record, with their reason and without your name.
leave-backups = Backups made before today still hold what you delete. The nightly ones are gone after a week; ask your hosts whether they keep others.
leave-personas = Your personas
leave-personas-hint = The one you are here as disappears now. Each of the others disappears at a random time within two weeks, so that nobody who watches can tell that they belonged together.
leave-at-once = All at once, now
leave-at-once-hint = Somebody who watches could see them disappear together.
leave-button = Delete my account for good
leave-not = I’d rather stay
leave-hand-over-title = Somebody must take over first
leave-hand-over = These communities have no other host. Hand each over to somebody, or close it:
leave-hand = Hand it over
leave-close = Close it
leave-hand-over-name = { $name } looks after it: change to that name first.
leave-last-host-title = You are the only host of this place
leave-last-host = Make somebody else a host first, so that the place is not left alone.
denied-last-host-of-place = You are the only host of this place. Make somebody else a host first.
done-left = Your account is deleted. Thank you for having been here.

## Settings
settings-reading = Reading
easy-read = Easy Read
easy-read-hint = Shorter sentences, larger letters, one thing at a time.
counts = Show numbers
counts-hint = How many people thanked or follow. Off, as usual here: what counts is what is said.
time-zone = Time zone
time-zone-of-place = As this place ({ $zone })

## About the place
about-no-rules = No rules are written down here yet.
about-contact = Who looks after it
about-no-contact = The hosts have not written down yet how to reach them.
about-hosts = What hosts can and cannot read
about-hosts-can = Hosts see who is a member and how people came here, the answers of those who ask to join, and the record of what hosts did. They can help somebody to sign in, pause somebody’s writing, and remove somebody, each with a reason.
about-hosts-cannot = Hosts cannot read what is not addressed to them: not your posts for followers, circles or named people, not communities they are not in, not your drafts. Their pages do not show which personas belong together.
about-operator = Whoever runs the server could look into its database. Join a place whose people you trust.
about-keep = We ask for no legal name, birthday, gender or phone. We keep what you write and choose here until you delete it; no addresses of devices, and of what you read only how far you came.
about-cookies = Cookies keep you signed in, keep your language and protect forms. There are no others, and nothing is loaded from elsewhere.
about-join-ask = You ask to join, with a few words; a host reads them and answers.
about-join-open = The door is open: choose a handle and a password, and you are in.
about-program = This place runs on Hafan { $version }, free software.
