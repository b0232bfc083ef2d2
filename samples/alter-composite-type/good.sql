-- No table is of this type.
ALTER TYPE place ADD ATTRIBUTE height float8;
