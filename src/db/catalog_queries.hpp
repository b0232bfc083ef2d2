#pragma once

#include <string>

namespace pgstage::db {

// The queries behind read_catalog(). Each gives plain rows; what belongs to a relation starts with
// its oid. Lists of names are JSON arrays. `major` is the server's: columns that its catalog does
// not have yet are replaced by what they would say.

std::string schemas_query();
/// name, volatility: the built-in functions that are not immutable.
std::string builtin_functions_query();
/// schema, name, volatility
std::string functions_query();
/// schema, name, typtype, labels, then of a domain: base schema, base name, modifiers, is array,
/// constrained
std::string types_query();

/// oid, schema, name, relkind, relpersistence, is partition, row security, rows, bytes
std::string relations_query();
/// oid, column, type schema, type name, modifiers, is array, not null, identity, generated,
/// default, its volatility by user functions, collation schema, collation name, what a generated
/// column is computed from
std::string columns_query(int major);
/// oid, name, contype, columns, expression, referenced schema, referenced name, referenced columns,
/// definition, validated, enforced, deferrable, not inherited
std::string constraints_query(int major);
/// oid, name, columns, included, mentions, method, definition, unique, valid, partial, constraint,
/// clustered on, replica identity
std::string indexes_query();
/// oid, name, function schema, function name, columns of UPDATE OF and WHEN
std::string triggers_query();
/// kind (p, r or s), oid, schema, name, columns
std::string table_objects_query();
/// schema, name, read schema, read name, columns
std::string function_reads_query();
/// name, of all tables, table schema, table name
std::string publications_query();
/// oid, read schema, read name, columns
std::string view_reads_query();
/// oid of the child, parent schema, parent name, is default partition
std::string parents_query();
/// oid of the parent, child schema, child name
std::string children_query();
/// oid, plain columns of the partition key
std::string partition_keys_query();
/// oid of the sequence, table schema, table name, column
std::string sequence_owners_query();

}  // namespace pgstage::db
