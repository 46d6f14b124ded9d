-- AlterTable
ALTER TABLE "Resource" ADD COLUMN     "archivedAt" TIMESTAMPTZ(3),
ADD COLUMN     "guestsMeet" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "guestsUntil" TIMESTAMPTZ(3);

-- Only a space has these.
ALTER TABLE "Resource" ADD CONSTRAINT "Resource_space_settings"
CHECK ("kind"::text = 'space' OR ("guestsUntil" IS NULL AND NOT "guestsMeet" AND "archivedAt" IS NULL));

-- What is live asks for each grant whether it is on a space that has ended for guests: few are.
CREATE INDEX "Resource_ended_for_guests" ON "Resource"("id") WHERE "guestsUntil" IS NOT NULL;
