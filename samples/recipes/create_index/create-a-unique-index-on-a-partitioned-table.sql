CREATE UNIQUE INDEX visits_once ON visits (site, id) INCLUDE (token);
