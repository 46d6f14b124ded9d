-- Only a file can be kept: what was given on a link or a page as "download" was never more than viewing, and reads so from here on.
UPDATE "Grant" g SET role = 'view' FROM "Resource" r WHERE r.id = g."resourceId" AND r.kind <> 'file' AND g.role = 'download';
UPDATE "ShareLink" l SET role = 'view' FROM "Resource" r WHERE r.id = l."resourceId" AND r.kind <> 'file' AND l.role = 'download';
UPDATE "ReviewItem" i SET role = 'view' FROM "Resource" r WHERE r.id = i."resourceId" AND r.kind <> 'file' AND i.role = 'download';
