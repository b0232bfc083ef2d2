ALTER INDEX events_kind ATTACH PARTITION events_new_kind;
