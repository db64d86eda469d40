# Live updates for applications.

## What is not right in what somebody listens to
fault-stream-unknown = There is no list of this name to listen to.
fault-stream-tag = Which tag? Listening to a tag needs one, of at most 200 bytes.
fault-stream-list = Which list? Listening to a list needs its number.
fault-stream-full = One line can bring a hundred lists. Stop listening to another one first.
fault-stream-message = This message could not be read: it should say whether to subscribe or to unsubscribe, and which list.
