COMMENT ON COLUMN orders.state IS 'where the parcel is';
COMMENT ON TABLE orders IS 'what customers asked for';
