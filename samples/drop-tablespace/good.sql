-- New tables go elsewhere; the tablespace goes by hand when nothing is left in it.
SET default_tablespace = '';
