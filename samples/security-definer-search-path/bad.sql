-- Customers may not read the table, but ask whether a voucher is good.
CREATE FUNCTION is_good(code text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
AS 'SELECT EXISTS (SELECT FROM vouchers v WHERE v.code = is_good.code)';
