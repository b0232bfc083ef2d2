ALTER TABLE "Stays" ADD COLUMN price numeric(10), ADD COLUMN prices decimal(8)[], ADD COLUMN rest interval(3),
  ADD COLUMN age interval year to month, ADD COLUMN time_left interval day to second(2), ADD COLUMN code bpchar,
  ADD COLUMN mark char, ADD COLUMN marks char(3)[], ADD COLUMN flag bit, ADD COLUMN flags bit varying(4),
  ADD COLUMN "From" time(3) with time zone, ADD COLUMN "to" timestamp(0), ADD COLUMN size float(10);
