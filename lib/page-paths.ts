// Paths of pages with something in them. Imports nothing, so that pages in the browser build them alike. `paths.test.ts`
// checks each against the list of pages.

/** Returns the path of the page on which a resource's sharer or an administrator manages it. */
export const sharePath = (resourceId: string) => `/shares/${resourceId}`

/** Returns the path of the page on which a resource's sharer edits it. */
export const editPath = (resourceId: string) => `${sharePath(resourceId)}/edit`

/** Returns the path of the page that shows the text of a page's version. */
export const versionPath = (resourceId: string, number: string) => `${sharePath(resourceId)}/versions/${number}`

/** Returns the path of the page that explains a person's access to a resource. */
export const accessPath = (resourceId: string, principalId: string) => `${sharePath(resourceId)}/access/${principalId}`

/** Returns the path of the page that shows a member what a guest holds of theirs. */
export const myGuestPath = (principalId: string) => `/guests/${principalId}`

/** Returns the path of the page on which a resource is opened. */
export const resourcePath = (resourceId: string) => `/shared-with-me/${resourceId}`

/** Returns the path of the page of a space, for everybody who may see it. */
export const spacePath = (spaceId: string) => `/spaces/${spaceId}`

/** Returns the path of a space's settings, for those who manage it. */
export const spaceSettingsPath = (spaceId: string) => `${spacePath(spaceId)}/settings`

/** Returns the path of the trash of a space, for those who manage it. */
export const spaceTrashPath = (spaceId: string) => `${spacePath(spaceId)}/trash`
/** Returns the path of the page of a folder in a space; without a folder, of the space's. */
export const folderPath = (spaceId: string, folderId: string) =>
  folderId ? `${spacePath(spaceId)}/folders/${folderId}` : spacePath(spaceId)

/** Returns the path of the form that moves what is in a space among its folders. */
export const movePath = (spaceId: string) => `${spacePath(spaceId)}/move`

/** Returns the path of the form that adds something to a space. */
export const addToSpacePath = (spaceId: string) => `${spacePath(spaceId)}/new`

/** Returns the path of the page of an invitation, by its token. */
export const invitationPath = (token: string) => `/invitations/${token}`

/** Returns the path of the page of a share link, by its token. */
export const shareLinkPath = (token: string) => `/links/${token}`

/** Returns the path of the page on which a reviewer answers a round. */
export const answeringPath = (roundId: string) => `/reviews/${roundId}`

/** Returns the path of the page of one text of terms. */
export const termsPath = (textId: string) => `/terms/${textId}`

/** Returns the path of the page of a mail in the local mailbox. */
export const localMailPath = (mailId: string) => `/mailbox/${mailId}`

/** Returns the path of the administrators' page of a person. */
export const personPath = (principalId: string) => `/admin/people/${principalId}`

/** Returns the path of the administrators' page of a policy. */
export const policyPath = (policyId: string) => `/admin/policies/${policyId}`

/** Returns the path of the administrators' page of a named location. */
export const locationPath = (locationId: string) => `/admin/locations/${locationId}`

/** Returns the path of the administrators' page of an access review. */
export const reviewPath = (reviewId: string) => `/admin/reviews/${reviewId}`

/** Returns the path of the administrators' page of a review's round. */
export const roundPath = (roundId: string) => `/admin/reviews/rounds/${roundId}`

/** Returns the path of the administrators' page of a document of terms. */
export const documentPath = (documentId: string) => `/admin/terms/${documentId}`
