DROP INDEX logs_at_idx;
