# What went wrong. Each says what happened, that nothing was lost, and what to do next.

error-not-found-title = This page is not here
error-not-found = There is nothing here, or it is not open to you. Nothing was lost. Check the address, or go back to your home page.
error-denied-title = You cannot do this
error-denied = This is not yours to change, so nothing was changed. If you think it should be, ask someone who looks after the place.
error-invalid-title = Something needs another look
error-invalid = Something in what was sent was not right, so nothing was saved. Please go back to the form: what you wrote is usually still there.
error-conflict-title = Somebody was quicker
error-conflict = This changed while you were writing, so we did not overwrite it. Your words are still here. Look at the new version, then save again.
error-limited-title = A short pause
error-limited = That was a lot in a short time, so this one was not done. Nothing was lost. Please wait a little and try again.
error-unavailable-title = This is resting for a moment
error-unavailable = The place cannot save anything just now. What was saved before is safe. Please keep this page open and try again in a few minutes.
error-internal-title = That was our mistake
error-internal = Something broke on our side, and this was not saved. What was saved before is safe. Please try again; if it happens again, tell the people who look after the place.

## Mistakes in one field: what is wrong and how to put it right
fault-handle-empty = Please choose a handle.
fault-handle-too-long = This handle is too long: 30 characters at most.
fault-handle-bad-character = A handle has only the letters a to z without accents, digits and the underscore (_). Your name can have any letters.
fault-handle-bad-start = A handle starts with a letter.
fault-handle-reserved = This handle is kept for the place itself. Please choose another.
fault-handle-lookalike = This handle looks too much like one that somebody has. Please choose another.
fault-handle-taken = Somebody has this handle. Please choose another.
fault-name-empty = Please write a name that can be seen.
fault-name-too-long = This name is too long: 50 characters at most.
fault-text-empty = There is nothing here yet. Please write something first.
fault-text-too-long = This is too long: { $bound } characters at most.
fault-email-invalid = This does not look like an e-mail address. You can also leave it empty.
fault-language-unknown = We do not know this language. Please choose one from the list.

## A file that was not taken as a picture, or could not be kept
blob-store-full = There is no room left for pictures just now, so this one was not kept. What was saved before is safe. The people who look after the place can make room.
fault-uploads-busy = Other pictures are still on their way, so this one was not taken. Please choose it again in a moment.
picture-refused-empty = This file has nothing in it. Please choose another picture.
picture-refused-too-large = This file is too large for this place. Please make the picture smaller and choose it again.
picture-refused-too-many-pixels = This picture is too large for this place: it has too many pixels. Please make it smaller and choose it again.
picture-refused-video = Films cannot be shared here, only pictures: JPEG, PNG, WebP or GIF.
picture-refused-sound = Sound cannot be shared here, only pictures: JPEG, PNG, WebP or GIF.
picture-refused-avif = AVIF pictures cannot be shared here yet. Please save it as JPEG or PNG and choose it again.
picture-refused-heic = HEIC pictures cannot be shared here yet. Please save it as JPEG and choose it again; many phones have a setting for this, called “most compatible”.
picture-refused-jpeg-xl = JPEG XL pictures cannot be shared here yet. Please save it as JPEG or PNG and choose it again.
picture-refused-other-picture = This kind of picture cannot be shared here. Please save it as JPEG or PNG and choose it again.
picture-refused-svg = SVG drawings cannot be shared here, because they can carry programs. Please save it as PNG and choose it again.
picture-refused-html = This file is a web page, not a picture. Please choose a JPEG, PNG, WebP or GIF.
picture-refused-pdf = This file is a PDF, not a picture. Please choose a JPEG, PNG, WebP or GIF.
picture-refused-unknown = We do not know this kind of file. Please choose a JPEG, PNG, WebP or GIF.
picture-refused-damaged = This picture is damaged or not complete, so it could not be read. Please open it on your device, save it again and choose the new file.

## Shown by the browser itself where the line is lost
offline-title = No line just now
offline-words = This device cannot reach the place at the moment. What you had begun to write is kept on this device. Please try again when you are connected.
