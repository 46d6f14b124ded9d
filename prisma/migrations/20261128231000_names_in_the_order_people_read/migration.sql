-- What people name is listed as people read: 2 before 10, accents beside their letters, and the same on every database,
-- whatever locale it was made with. ICU's root order with natural numbers; Prisma's schema can't say a collation.
CREATE COLLATION "natural_order" (provider = icu, locale = 'und-u-kn-true');

ALTER TABLE "AccessReview" ALTER COLUMN "name" TYPE TEXT COLLATE "natural_order";
ALTER TABLE "NamedLocation" ALTER COLUMN "name" TYPE TEXT COLLATE "natural_order";
ALTER TABLE "Policy" ALTER COLUMN "name" TYPE TEXT COLLATE "natural_order";
ALTER TABLE "Principal" ALTER COLUMN "name" TYPE TEXT COLLATE "natural_order";
ALTER TABLE "Resource" ALTER COLUMN "title" TYPE TEXT COLLATE "natural_order";
ALTER TABLE "SensitivityLabel" ALTER COLUMN "name" TYPE TEXT COLLATE "natural_order";
ALTER TABLE "StoredFile" ALTER COLUMN "name" TYPE TEXT COLLATE "natural_order";
ALTER TABLE "TermsDocument" ALTER COLUMN "name" TYPE TEXT COLLATE "natural_order";
