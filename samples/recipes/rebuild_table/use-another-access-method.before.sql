CREATE ACCESS METHOD beside TYPE TABLE HANDLER heap_tableam_handler;
CREATE TABLE rooms (id integer PRIMARY KEY, name text NOT NULL, last_booking bigint);
CREATE TABLE "Bookings" (
  "Id" bigint GENERATED ALWAYS AS IDENTITY (INCREMENT BY 3) PRIMARY KEY,
  number serial UNIQUE,
  room integer NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
  days int4range NOT NULL,
  nights integer GENERATED ALWAYS AS (upper(days) - lower(days)) STORED,
  guest varchar(20) NOT NULL DEFAULT 'nobody' COLLATE "C",
  extra json,
  moved_from bigint REFERENCES "Bookings" ("Id") ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT no_guest_without_name CHECK (guest <> '')
) WITH (fillfactor = 70, toast.autovacuum_enabled = false);
ALTER TABLE "Bookings" ADD CONSTRAINT "a Real Stay" CHECK (nights < 1000) NOT VALID;
ALTER TABLE rooms ADD CONSTRAINT rooms_last_booking FOREIGN KEY (last_booking)
  REFERENCES "Bookings" ("Id") ON UPDATE CASCADE ON DELETE SET NULL;
CREATE TABLE payments (
  id integer PRIMARY KEY,
  booking bigint NOT NULL REFERENCES "Bookings" ON DELETE CASCADE,
  amount numeric(8,2)
);
CREATE INDEX "Guests" ON "Bookings" (lower(guest), room DESC) INCLUDE (number);
CREATE INDEX bookings_long ON "Bookings" USING hash (room) WHERE nights > 7;
CREATE UNIQUE INDEX bookings_first ON "Bookings" (guest, number, room);
ALTER TABLE "Bookings" CLUSTER ON "Guests";
ALTER TABLE "Bookings" REPLICA IDENTITY USING INDEX bookings_first;
CREATE STATISTICS guests_and_rooms ON guest, room FROM "Bookings";
COMMENT ON STATISTICS guests_and_rooms IS 'who likes which';
ALTER TABLE "Bookings" ALTER COLUMN guest SET STATISTICS 300;
ALTER TABLE "Bookings" ALTER COLUMN room SET (n_distinct = 40);
ALTER TABLE "Bookings" ALTER COLUMN extra SET STORAGE EXTERNAL;
COMMENT ON TABLE "Bookings" IS 'who sleeps where';
COMMENT ON COLUMN "Bookings".days IS 'the last one is that of leaving';
COMMENT ON CONSTRAINT no_guest_without_name ON "Bookings" IS 'ask for it';
COMMENT ON CONSTRAINT payments_booking_fkey ON payments IS 'what for';
COMMENT ON INDEX "Guests" IS 'for the search';
CREATE VIEW stays AS
  SELECT b."Id", r.name, b.guest, b.nights FROM "Bookings" AS b JOIN rooms AS r ON r.id = b.room;
CREATE VIEW long_stays WITH (security_barrier) AS SELECT "Id", guest FROM stays WHERE nights > 7;
CREATE VIEW guests AS SELECT "Id" AS booking, guest FROM "Bookings";
COMMENT ON VIEW guests IS 'without rooms';
CREATE FUNCTION note_guest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE rooms SET last_booking = NEW."Id" WHERE id = NEW.room;
  RETURN NULL;
END $$;
CREATE TRIGGER "Note" AFTER INSERT ON "Bookings" FOR EACH ROW EXECUTE FUNCTION note_guest();
COMMENT ON TRIGGER "Note" ON "Bookings" IS 'for the desk';
CREATE TRIGGER never BEFORE UPDATE OF guest ON "Bookings"
  FOR EACH ROW WHEN (OLD.guest IS DISTINCT FROM NEW.guest) EXECUTE FUNCTION note_guest();
ALTER TABLE "Bookings" DISABLE TRIGGER never;
CREATE POLICY named ON "Bookings" FOR SELECT TO clerk USING (guest <> 'secret');
CREATE POLICY paid ON payments USING (
  EXISTS (SELECT FROM "Bookings" AS b WHERE b."Id" = payments.booking AND b.guest <> 'nobody'));
ALTER TABLE "Bookings" ENABLE ROW LEVEL SECURITY;
CREATE PUBLICATION stays_of_today FOR TABLE "Bookings", payments;
GRANT SELECT, INSERT ON "Bookings" TO desk WITH GRANT OPTION;
GRANT SELECT (guest) ON "Bookings" TO reporting;
GRANT SELECT ON guests TO reporting;
ALTER TABLE "Bookings" OWNER TO clerk;
REVOKE TRUNCATE ON "Bookings" FROM clerk;
