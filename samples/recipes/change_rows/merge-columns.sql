ALTER TABLE "Guests" ADD COLUMN "Full Name" text;
UPDATE "Guests" AS g SET "Full Name" = concat_ws(' ', g."First", g."Last") WHERE "Full Name" IS NULL;
ALTER TABLE "Guests" DROP COLUMN "First", DROP COLUMN "Last";
