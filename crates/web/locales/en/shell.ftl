# What every page needs: navigation, buttons, the names of things that have codes.

## Getting around
nav-home = Home
nav-places = Places
nav-write = Write
nav-search = Search
nav-me = Me
nav-notifications = News for you
nav-host = Look after the place
nav-my-places = My places
nav-new = new
skip-to-content = Skip to content
beside-label = Beside this page
up-to-date = You are up to date.

## Coming and going
sign-in = Sign in
sign-out = Sign out
sign-up = Join
theme = Look
theme-auto = As my device
theme-light = Day
theme-dark = Evening
language = Language
persona-switch = Change persona
persona-switch-to = Continue as { $name }

## Footer
footer-about = About { $place }
footer-rules = Rules
footer-privacy = What we keep about you
footer-source = Source code

## Buttons
button-save = Save
button-cancel = Cancel
button-delete = Delete
button-undo = Undo
button-back = Back
button-older = Older
button-more = More
button-change = Change
button-edit = Edit
button-print = Print
button-show = Show it
button-hide = Hide it
button-search = Search
button-try-again = Try again
done-saved = Saved.
done-undone = Undone.
done-copied = Copied.
optional = optional
pages-label = Pages

## Who can see it?
audience = Who can see this?
audience-public = Everyone
audience-public-hint = Anyone on the internet, also without signing in.
audience-quiet = Everyone, quietly
audience-quiet-hint = Anyone with the link. It stays out of search and public lists.
audience-followers = My followers
audience-followers-hint = People who follow you.
audience-community = This community
audience-community-hint = Whoever can read in the community.
audience-circle = A circle of mine
audience-circle-hint = People you put into the circle.
audience-named = Only people I name
audience-named-hint = People you name in it with an @ sign.

## Who can answer, who can quote?
who-answers = Who can answer?
who-quotes = Who can quote?
who-everyone = Everyone who can see it
who-followers = My followers
who-followed = People I follow
who-members = Members of this community
who-named = People I name in it
who-nobody = Nobody

## Communities
role-member = Member
role-helper = Helper
role-moderator = Moderator
role-host = Host
visibility = Who can see this community?
visibility-public = Public
visibility-public-hint = Everyone can read here. Members write.
visibility-members = Members only
visibility-members-hint = Everyone can see that it exists. Only members read.
visibility-hidden = Hidden
visibility-hidden-hint = For everyone else it does not exist.
join-rule = How do people join?
join-rule-open = The door is open
join-rule-ask = People ask first
join-rule-invitation = By invitation

## Joining names. { $names } is a list with commas, or one name.
list-and = { $names } and { $last }
list-and-vowel = { $names } and { $last }
list-more =
    { $count ->
        [one] { $names } and 1 other
       *[other] { $names } and { $count } others
    }
