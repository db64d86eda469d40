# Live updates for applications.

## What is not right in what somebody listens to
fault-stream-unknown = There is no list of this name to listen to.
fault-stream-tag = Which tag? Listening to a tag needs one, of at most 200 bytes.
fault-stream-list = Which list? Listening to a list needs its number.
fault-stream-full = One line can bring a hundred lists. Stop listening to another one first.
fault-stream-message = This message could not be read: it should say whether to subscribe or to unsubscribe, and which list.

## What is not right in what somebody wants to be told by push
fault-address-unreadable = The address for push could not be read. It has to begin with https:// and be shorter than 2,000 letters.
fault-address-https = The address for push has to begin with https://, so that nobody on the way sees when you have news.
fault-address-credentials = The address for push must not carry a name or a password.
fault-address-port = The address for push names a door that is not for push.
fault-address-private = The address for push leads inside a network, or nowhere. Push is only sent to services on the open Internet.
fault-push-keys = The keys for push could not be read. Nothing was changed; a newer version of the application may help.
