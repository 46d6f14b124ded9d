import { trailKept } from '../../audit/retention'

/** The privacy statement for guests until an administrator writes another. Markdown. */
export const privacyStatement = `## What is kept about you

- Your mail address, and your name if you give one.
- When you signed in, from which browser and which network address.
- What was shared with you, by whom, and when you opened or downloaded it.

There are no passwords, no advertising and no tracking. Cookies serve to keep you signed in, nothing else.

## Who can see it

- The people who share with you see your address, your name and when you opened what they shared.
- The administrators of this organization see all of the above.
- Other guests don’t see you.

## How long it is kept

- A session ends after 24 hours. The code mailed to you is worth nothing after 10 minutes.
- The record of who did what is kept for ${trailKept.words}.
- Your address and name are kept for as long as anything is shared with you.
- A file that is deleted opens for nobody from that moment on. It is erased from the server a week later.
- Copies kept for the day that the server is lost hold the same, as it was when they were made.

## How to leave

You can give up access to anything on your page “Shared with me”. To have what is kept about you shown,
corrected or erased, write to the person who shared with you, or to an administrator of this organization.
`
