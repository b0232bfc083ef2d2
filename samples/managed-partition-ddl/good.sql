-- The oldest measurements go, and the extension knows.
SELECT drop_chunks('measurements', older_than => interval '5 years');
