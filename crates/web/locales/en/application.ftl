# Applications: letting one in, and what is not right in what one sends.

## The page on which somebody lets an application in
app-title = Let this application in?
app-asks = { $name } asks to act for you here.
app-site = It says that its page is { $site }. We do not know who made it.
app-may = It will be able to
app-may-read = read what you can read here
app-may-know = see your profile and the people you have to do with
app-may-write = write posts and send pictures in your name
app-may-tie = follow, mute and block people in your name
app-may-profile = change your profile
app-may-push = be told when there is news for you
app-may-host = do what you may do as a host of this place
app-may-letters = read and write what is said to you alone
app-may-private = see whom you blocked and muted, and what you kept and thanked for
app-may-react = thank for posts in your name, and keep them
app-may-sort = change your lists and filters, and what is told to you
app-may-report = report in your name, and see what you reported
app-not = It does not get your password. You can end this at any time under “Signing in and devices”.
app-as = As whom?
app-as-hint = It sees and uses only this identity, and learns nothing of the others. For another one, add the application a second time.
app-allow = Let it in
app-deny = No, do not
app-code-title = One more step
app-code = Copy this code into the application. It works once, for ten minutes. Give it to nobody else: whoever asks you for it on the telephone or in a message is not your application.
app-device = Application · acts as @{ $handle }

## What is not right in what an application sends
fault-app-name = The application told no name that can be shown.
fault-app-address = The address of the application is none that a browser can open.
fault-app-redirect = The application wants its answer at an address that it did not register. Nothing was given to it. Please begin again in the application.
fault-app-unknown = No application is registered under this name. Please begin again in the application.
fault-app-challenge = The application guards its answer in a way that is not safe, so nothing was given to it. A newer version of it may help.
fault-scope-unknown = The application asks for something that does not exist here or that it did not register for. Nothing was given to it.
fault-json = What the application sent could not be read as JSON. Nothing was changed.
fault-params = The application sent more than can be read in one go. Nothing was changed.
denied-token = This sign-in has ended. Please sign in again in the application.
denied-scope = The application may not do this: you did not allow it. Nothing was changed.
denied-invalid-client = This application is not known here, or it did not prove who it is.
denied-invalid-grant = This code has been used, has run out, or was made for another application. Please sign in again.
denied-invalid-scope = The application asks for something that it did not register for.
denied-unauthorized-client = This key belongs to another application.
denied-grant-type = This way of getting a key is not offered here.
fault-poll-fixed = The choices of a poll stay as they are, so that every vote keeps its meaning. Nothing was changed.
fault-picture-hangs = This picture hangs on a post, so it stays. Change or delete the post instead.
fault-picture-focus = The middle of a picture is two numbers from -1 to 1. Nothing was changed.
fault-app-response = The application asks in a way that is not offered here. Nothing was given to it. A newer version of it may help.
fault-app-report = This place does not have that: a report that was closed was answered, and reports are for all hosts.
fault-app-endorse = Nobody is put forward here, so nothing was changed.
app-notice = Sensitive picture
denied-sign-up-asks = People ask to join here. Please open the page of this place in a browser and ask there.
fault-agreement = Please agree to the rules of this place.
app-report-looked-at = A host of the place looked at it.
fault-app-action = From an application, only “disable” is possible: it holds somebody’s writing. For anything else, open the page of members.
