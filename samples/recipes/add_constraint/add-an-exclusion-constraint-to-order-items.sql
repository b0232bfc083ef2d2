ALTER TABLE ONLY "Order Items" ADD EXCLUDE USING btree ("Id" WITH =) WHERE ("Kind" <> '');
