-- The fast disk is taken out of the machine.
DROP TABLESPACE fast;
