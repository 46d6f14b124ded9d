-- AlterTable
ALTER TABLE "KnownBrowser" ADD COLUMN     "id" UUID NOT NULL DEFAULT gen_random_uuid(),
ADD COLUMN     "knownAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Policy" ADD COLUMN     "since" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "browserId" UUID,
ADD COLUMN     "browserKnownAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "KnownBrowser_id_idx" ON "KnownBrowser"("id");

-- What was met in the browsers there are was not kept. They stay known, unless policies ask something of new ones that can
-- be met: then each is asked once. A block would shut out everybody who was never asked.
UPDATE "KnownBrowser" SET "knownAt" = "succeededAt"
WHERE NOT EXISTS (SELECT FROM "Policy" WHERE "deletedAt" IS NULL AND state = 'on' AND settings #>> '{when,browser}' = 'new')
  OR EXISTS (SELECT FROM "Policy" WHERE "deletedAt" IS NULL AND state = 'on' AND settings #>> '{when,browser}' = 'new' AND settings #>> '{controls,block}' = 'true');

-- Reviewing was asked for nothing. What is asked for administration is asked for it, too, until somebody says otherwise.
UPDATE "Policy" SET settings = jsonb_set(settings, '{what,areas}', settings #> '{what,areas}' || '["reviews"]'), revision = revision + 1
WHERE jsonb_typeof(settings #> '{what,areas}') = 'array' AND settings #> '{what,areas}' @> '["administration"]' AND NOT settings #> '{what,areas}' @> '["reviews"]';

-- Mail domains are written in their one spelling after this, by `canonicalDomains` in server/migration-steps.

UPDATE "Organization" SET "policyVersion" = "policyVersion" + 1;
