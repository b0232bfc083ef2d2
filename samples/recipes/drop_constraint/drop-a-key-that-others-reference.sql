ALTER TABLE logins DROP CONSTRAINT logins_user_id_fkey;
ALTER TABLE "Users" DROP CONSTRAINT "Users_pkey" CASCADE;
