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
