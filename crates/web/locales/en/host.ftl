# Pages of those who look after the place.

## The pages
host-pages = Pages of hosts
host-health = Health
host-invitations = Invitations
host-waiting = People waiting
host-members = Members
host-place = Name, look and rules
host-pictures = Unwanted pictures
host-pictures-words = Lists of pictures that are not taken here, as other places and organisations share them. A list says what pictures look like in numbers: nobody here has to see one of them. Whoever sends such a picture is told that it is on a list, and that the rest can be sent without it. You are not shown what came, or from whom.
look-lists-held = { $count ->
    [one] Once a picture on a list was held back.
   *[other] { $count } times a picture on a list was held back.
}
look-list-about = { $count ->
    [one] One picture, read in { $when }.
   *[other] { $count } pictures, read in { $when }.
}
look-list-flat = { $count ->
    [one] One line was left out: its picture is too plain to be known again.
   *[other] { $count } lines were left out: their pictures are too plain to be known again.
}
look-list-new = Read in a list
look-list-name = What to call it
look-list-name-hint = It stands in the record of the hosts.
look-list-file = The list
look-list-file-hint = A text or CSV file with one picture a line: its PDQ as 64 hex digits, and if you like its quality and a name. At most { $most } pictures.
look-list-read = Read it in
look-list-remove = Remove
look-list-remove-name = Remove the list { $name }
place-picture-lists = Lists of unwanted pictures
place-pictures-held = Pictures on a list that were held back
done-look-list-read = The list is read in. What is on it is not taken from now on.
done-look-list-removed = The list is gone. What was on it alone is taken again.
fault-look-list-empty = There is no picture in this file. Please choose a text or CSV file with 64 hex digits on each line.
fault-look-list-long = The list is too long: { $bound } pictures fit into one. Nothing was read in; please cut it into several.
fault-look-list-line = Line { $bound } holds no PDQ of 64 hex digits, or more than one. Nothing was read in; please mend the file and send it again.
fault-look-lists-full = There is no room for this list: a place has at most twenty, with 300,000 pictures together. Please remove one first.
host-limits = Sizes and limits
host-record = What hosts did
host-promise = You look after the house, not after what people say in it.
host-cannot-title = What a host cannot see
host-cannot = Posts that are not public, unless you are among those they are for. Drafts, circles and messages. Communities you are not in, where they are hidden. And which personas belong to one person: here you see only the names people sign in with. One thing can be misused: whoever opens a one-time link signs in as the person it is for, also a host who made it. It works only with a new password, so that person would be signed out, and that a host made it stands in their record and in the record of hosts.

## Health
health-disk = Room on the disk
health-disk-free = { $size } free
health-disk-used = Share of the disk that is used
health-disk-low = It gets tight. Nothing is lost, but please make room soon.
health-backup = Last backup
health-backup-never = None yet
health-backup-hint = It is kept beside the data. Please copy it to another machine too.
health-backup-failed = One failed { $at }. The record of the server says why.
health-work = Work waiting
health-work-none = Nothing waits
health-work-waits =
    { $count ->
        [one] 1 thing, not yet due
       *[other] { $count } things, none due yet
    }
health-work-late =
    { $count ->
        [one] 1 thing, due { $since }
       *[other] { $count } things, the oldest due { $since }
    }
health-work-hint = Pictures are made and notices are sent in their time.
health-work-late-hint = If this stays for minutes, the server may be overloaded or stopped.
health-database = Database
health-program = Program
health-server = Version { $version }, running since { $since }
health-dead = Work that failed
health-dead-words = It was tried many times and laid aside. Once the cause is gone, try it again.
health-tried =
    { $count ->
        [one] Tried once.
       *[other] Tried { $count } times.
    }
size-bytes = { $number } bytes
size-kilobytes = { $number } kB
size-megabytes = { $number } MB
size-gigabytes = { $number } GB

## Invitations and people waiting
host-invitations-words = A link lets in as many people as you say, until it ends. Which community they join is up to them.
host-links = Your links
host-waiting-empty = When somebody asks to join this place, their answer will stand here.
host-asked-to-join = asked to join

## Members
host-members-words = By the names they sign in with. Which personas they have is not shown to anybody.
host-members-none = Nobody comes after this name.
host-members-first = To the first ones
host-find = Name they sign in with
host-login = Signs in as
host-came = Came
host-since = Since
host-what-to-do = What to do
host-help-or-act = Help or act
host-frozen = frozen
host-waits = waits for an answer
host-refused = not let in
host-to-waiting = Answer
came-by-link = By an invitation
came-by-noted-link = By the invitation “{ $note }”
came-by-community = By an invitation of a community
came-otherwise = Without an invitation
host-reason = Why?
host-reason-hint = It is written into their record and into the record of hosts, with your name.
host-help-title = Help with signing in
host-help-words = For somebody who lost both password and recovery sheet. Make sure that it is really them: call them, or meet them.
host-help = Make a one-time link
host-help-for = A way back in for { $name }
host-help-how = Give them this address. With it they choose a new password, once, within a day.
host-help-once = You see it only now. If it gets lost, make another; this one is worth nothing then.
host-help-qr = QR code with the address of this one-time link
host-sign-out = Sign them out on all devices
host-sign-out-words = For somebody who lost a device. They can sign in again with their password.
host-sign-out-do = Sign them out
host-freeze-title = Hold their writing for a while
host-unfreeze-title = Let them write again
host-freeze-words = While it is held they can read, but not write, join or follow.
host-freeze = Hold it
host-unfreeze = Let them write again
host-make-title = Make them a host
host-make-words = Hosts look after the place together with you. They can do all that you can do here.
host-make = Make them a host
host-unmake-title = No longer a host
host-unmake-words = They stay a member like everybody else.
host-unmake = Take the role of host back
host-remove-title = Remove from this place
host-remove-words = They cannot sign in any more, and everything they are here goes: their first persona at once, others, if there are any, one by one within two weeks, so that nobody can tell that they belonged together. A community that only they looked after passes to its moderators or helpers, or closes. This cannot be undone.
host-remove-again = To be sure, type the name they sign in with
host-remove = Remove for good

## Name, look, rules, limits
place-name = Name of the place
place-summary = In one sentence
place-summary-hint = Visitors read it on the first page.
place-rules = Rules
place-rules-hint = What everybody agrees to who joins. You can use light Markdown.
place-contact = Who looks after this place
place-contact-hint = Names or handles, and how to reach you. Visitors can read it.
place-sign-up = How do people join this place?
place-question = Your question to those who ask to join
place-question-hint = One question, not an examination.
place-locale = Language for visitors
place-locale-hint = For people whose browser does not say which language they read. Everybody can change it.
place-time-zone = Time zone
place-time-zone-hint = For example Europe/London.
place-accent = Colour of the place
place-post-chars = Length of a post
place-picture-bytes = Size of a picture
place-pictures = Pictures in a post
sign-up-invitation = By invitation
sign-up-invitation-hint = Hosts, and those who look after a community, give out links.
sign-up-ask = People ask first
sign-up-ask-hint = They answer your question, and a host lets them in.
sign-up-open = The door is open
sign-up-open-hint = Whoever comes is a member at once.
accent-pine = Pine
accent-sea = Sea
accent-heather = Heather
accent-clay = Clay
host-limits-words = They count for what is written and uploaded from now on.
limits-between = From { $least } to { $most }.
unit-characters = characters
unit-megabytes = megabytes
unit-pictures = pictures

## The record
host-record-words = What hosts did with people, with the reason they gave, and what they changed about this place, for all hosts to read. Invitations have a page of their own. Each member reads what concerns them in their own record.
host-record-none = Nothing has been done yet.
host-operator = At the command line
host-member-gone = somebody who is gone
act-member-active = { $name } was let in, or may write again.
act-member-frozen = The writing of { $name } was held.
act-member-refused = { $name } was not let in.
act-member-removed = A member was removed: { $name }.
act-member-host = { $name } became a host.
act-member-not-host = { $name } is no longer a host.
act-member-signed-out = { $name } was signed out on all devices.
act-member-help = A one-time link was made for { $name }.
act-member-other = A setting of { $name } was changed.
act-place = { $what }, now: { $new }
act-place-empty = { $what }: nothing is written there now.

## What was done, and what cannot be done
done-job-retried = It is back in the queue.
done-place-let-in = They can sign in now.
done-place-refused = They read your words when they try to sign in.
done-frozen = Their writing is held, and they were told why.
done-unfrozen = They can write again.
done-removed = They were removed.
done-made-host = They are a host now.
done-unmade-host = The role of host was taken back.
done-signed-out-everywhere = They are signed out everywhere.
denied-host-first = They are a host. Take the role of host back first.
fault-too-small = Please choose at least { $bound }.
fault-too-large = Please choose at most { $bound }.
fault-no-number = Please write a whole number.
fault-login-differs = This is not the name they sign in with. Nobody was removed.
