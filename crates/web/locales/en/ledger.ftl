# The record of every change to what is a member's own.

ledger-title = My record
ledger-sub = Every change to what is yours: what it was, who made it and why. Only you see it.
ledger-end = That is where your record begins.
ledger-undone = undone
ledger-note = In their words: { $note }
ledger-about = { $who } · { $when }
ledger-about-why = { $who } · { $cause } · { $when }
ledger-to-devices = My devices
ledger-to-personas = My personas
ledger-a-place = a community that is not open to you any more
conflict-ledger-newer = This changed again since, so the older entry was not undone. Nothing was lost: look at the newest entry about it.
denied-undo-not-possible = This cannot be undone here, so nothing was changed.

ledger-by-you = You
ledger-by-other = { $name }, from their side
ledger-by-carer = { $name }, who looks after the community
ledger-by-host = { $name }, a host of this place
ledger-by-rule = The place, by a rule
ledger-by-operator = Somebody at the server itself

ledger-cause-choice = by choice
ledger-cause-sign-up = when you joined
ledger-cause-set-up = when the place was set up
ledger-cause-invitation = by an invitation
ledger-cause-answer = as an answer to a request
ledger-cause-block = because of a block
ledger-cause-care = to keep the norms
ledger-cause-host-decision = a host's decision
ledger-cause-recovery = with a recovery sheet or a one-time link
ledger-cause-undo = to undo an earlier change
ledger-cause-deletion = because an account was deleted
ledger-cause-closing = because a community was closed
ledger-cause-expiry = because its time ran out
ledger-cause-operator = at the command line
ledger-cause-restore = with a backup that was read in
ledger-cause-upkeep = to look after the records

ledger-follow-none = You do not follow { $name }.
ledger-follow-asked = You asked to follow { $name }.
ledger-follow-active = You began to follow { $name }.
ledger-follow-accepted = { $name } lets you follow them.
ledger-follow-ended-by-me = You stopped following { $name }.
ledger-follow-ended-by-them = Your following of { $name } ended from their side.
ledger-follow-refused = { $name } did not agree that you follow them.
ledger-block-yes = You blocked { $name }.
ledger-block-no = You unblocked { $name }.
ledger-mute-yes = You chose to see less of { $name }.
ledger-mute-no = You chose to see { $name } again.
ledger-mute-over = The time for which you saw less of { $name } has run out.
ledger-membership-none = You have nothing to do with { $place } any more.
ledger-membership-asked = You asked to join { $place }.
ledger-membership-invited = You were invited to { $place }.
ledger-membership-member = You are a member of { $place }.
ledger-membership-helper = You are a helper in { $place }.
ledger-membership-moderator = You are a moderator in { $place }.
ledger-membership-host = You are a host of { $place }.
ledger-membership-refused = Your wish to join { $place } was not accepted.
ledger-membership-left = You left { $place }.
ledger-membership-removed = You were removed from { $place }.

ledger-profile-handle = The handle changed from { $old } to { $new }.
ledger-profile-handle-first = The handle is { $new }.
ledger-profile-name = The name changed from “{ $old }” to “{ $new }”.
ledger-profile-name-first = The name is “{ $new }”.
ledger-profile-bio = The words about you changed.
ledger-profile-fields = What stands beside the words about you changed.
ledger-profile-picture = Your picture changed.
ledger-profile-header = Your header picture changed.
ledger-profile-approve-followers-yes = People now ask before they follow you.
ledger-profile-approve-followers-no = People can now follow you without asking.
ledger-profile-findable-yes = You can now be found in search.
ledger-profile-findable-no = You can no longer be found in search.
ledger-profile-posts-findable-yes = Your public posts can now be found by their words.
ledger-profile-posts-findable-no = Your public posts can no longer be found by their words.
ledger-profile-shows-pictures-yes = Pictures by people you have had nothing to do with are now shown at once.
ledger-profile-shows-pictures-no = Pictures by people you have had nothing to do with now stay covered.
ledger-profile-refused-pictures = { $count ->
    [0] No picture is covered any more because you refused it.
    [one] One picture you refused stays covered when it comes again.
   *[other] { $count } pictures you refused stay covered when they come again.
}
ledger-profile-default-audience = New posts now start with: { $new }.
ledger-profile-default-replies = Who can answer a new post now starts with: { $new }.
ledger-profile-default-quotes = Who can quote a new post now starts with: { $new }.
ledger-account-waiting = Your account waits for an answer.
ledger-account-active = Your account is in use.
ledger-account-frozen = Your writing was paused.
ledger-account-deleted = Your account was deleted.
ledger-persona = The persona { $name } was made.

ledger-setting-login = The name for signing in changed from { $old } to { $new }.
ledger-setting-login-first = The name for signing in is { $new }.
ledger-setting-password = The password was changed.
ledger-setting-recovery-sheet = A recovery sheet was made.
ledger-setting-sign-in-help = A host made a one-time link so that you can sign in again.
ledger-setting-email = The e-mail address was changed.
ledger-setting-persona = A persona was made.
ledger-setting-locale = The language of your pages is now { $new }.
ledger-setting-theme = The look of your pages is now: { $new }.
ledger-setting-easy-read-yes = Easy Read was turned on.
ledger-setting-easy-read-no = Easy Read was turned off.
ledger-setting-counts-yes = Numbers about popularity are now shown to you.
ledger-setting-counts-no = Numbers about popularity are no longer shown to you.
ledger-setting-time-zone = Your time zone is now { $new }.
ledger-zone-of-place = that of the place
ledger-setting-host-yes = You look after the place now.
ledger-setting-host-no = You do not look after the place any more.
ledger-setting-state-waiting = You asked to join the place.
ledger-setting-state-active = You can sign in and write.
ledger-setting-state-frozen = Your writing was paused.
ledger-setting-state-refused = Your wish to join was not accepted.
ledger-setting-state-gone = You left the place.
ledger-session-open = A device signed in.
ledger-session-ended = A device was signed out.
