// What each statement does to a catalog. One overload a statement; the files changes_*.cpp hold
// them by subject.
#pragma once

#include <functional>

#include "pgstage/catalog/replay.hpp"
#include "pgstage/catalog/tree.hpp"

namespace pgstage::catalog {

/// What a change works on: the catalog, and the session that gives names their meaning.
struct Change {
  Catalog& catalog;
  const Replay& session;
  const sql::Script& script;
  std::string_view text;  ///< Of the statement.

  /// The relation, assumed to exist when nothing is known of it.
  QualifiedName existing(const sql::Name& name) const;
};

void run(const Change& change, const sql::CreateTable& statement);
void run(const Change& change, const sql::AlterTable& statement);
void run(const Change& change, const sql::CreateIndex& statement);
void run(const Change& change, const sql::CreateTableAs& statement);
void run(const Change& change, const sql::CreateView& statement);
void run(const Change& change, const sql::CreateSequence& statement);
void run(const Change& change, const sql::AlterSequence& statement);
void run(const Change& change, const sql::Drop& statement);
void run(const Change& change, const sql::Rename& statement);
void run(const Change& change, const sql::SetSchema& statement);
void run(const Change& change, const sql::CreateSchema& statement);
void run(const Change& change, const sql::CreateEnum& statement);
void run(const Change& change, const sql::AlterEnum& statement);
void run(const Change& change, const sql::CreateDomain& statement);
void run(const Change& change, const sql::AlterDomain& statement);
void run(const Change& change, const sql::CreateType& statement);
void run(const Change& change, const sql::CreateFunction& statement);
void run(const Change& change, const sql::AlterFunction& statement);
void run(const Change& change, const sql::CreateTrigger& statement);
void run(const Change& change, const sql::TableObject& statement);
void run(const Change& change, const sql::Statistics& statement);
void run(const Change& change, const sql::Publication& statement);
void run(const Change& change, const sql::Owned& statement);
void run(const Change& change, const sql::Cluster& statement);
void run(const Change& change, const sql::Refresh& statement);

/// Building blocks that CREATE TABLE and ALTER TABLE share.
void add_column(const Change& change, Relation& table, const sql::ColumnDefinition& definition);
void add_constraint(const Change& change, Relation& table,
                    const sql::ConstraintDefinition& definition, std::string_view column);
/// What follows its name, with everything qualified and without NOT VALID.
std::string definition_of(const Change& change, const Constraint& made,
                          const sql::ConstraintDefinition& written);
/// The text says another name for a column of the constraint's own table.
std::string with_own_column(const Constraint& constraint, const std::string& from,
                            std::string_view to);
/// The same for a column that a foreign key references.
std::string with_referenced_column(const Constraint& key, const std::string& from,
                                   std::string_view to);
void drop_column(Relation& table, std::string_view column);
void drop_constraint(Relation& table, std::string_view constraint);

/// Makes a relation a child of another, on both sides. false: it cannot be, and nothing changed.
bool adopt(const Change& change, const QualifiedName& parent, const QualifiedName& child);
void disown(const Change& change, const QualifiedName& parent, const QualifiedName& child);
/// It is a table of its own now.
void leave_partition(Relation& table);
void copy_foreign_keys(const Change& change, Relation& table, const QualifiedName& parent);
/// The sequences behind serial and identity columns.
void add_identity_sequence(const Change& change, const Relation& table, std::string_view column,
                           bool starts = false);
void add_owned_sequences(const Change& change, const Relation& table,
                         const std::vector<sql::ColumnDefinition>& columns);
/// A partition gets an index for every one of its parent; one of its own that matches is taken
/// (DefineIndex and AttachPartitionEnsureIndexes in the server).
void cover_partition(Relation& partition, const Relation& parent);
/// The same for everything below a partitioned table.
void cover_tree(Catalog& catalog, const QualifiedName& parent);
/// ALTER INDEX … ATTACH PARTITION.
void attach_index(const Change& change, const sql::AlterTable& statement);
/// ALTER TYPE … ADD, DROP, ALTER ATTRIBUTE.
void alter_composite(const Change& change, const sql::AlterTable& statement);
/// A relation and, with CASCADE, the views over it and the foreign keys to it.
void drop_relation(const Change& change, const QualifiedName& name, bool cascade);
/// Relations whose definition names the relation, type or function.
std::vector<QualifiedName> users_of(const Catalog& catalog, const QualifiedName& name);
/// What goes with a column: the sequences that it owns and, with CASCADE, what reads it.
void drop_from(const Change& change, const QualifiedName& table, const std::string& column,
               bool cascade);
/// Foreign keys to columns of the table that this is true of.
void drop_keys_to(const Change& change, const QualifiedName& table,
                  const std::function<bool(const std::vector<std::string>&)>& over);
/// Everything of the schema.
void drop_schema(const Change& change, const std::string& schema);

/// What of the user's own an expression calls.
std::vector<QualifiedName> own_functions(const Change& change, const sql::ExpressionFacts& facts);
Default default_of(const Change& change, const sql::Expression& expression);
/// What a query reads.
std::vector<Reads> reads_of(const Change& change, const sql::Expression& query);

/// `table_column_suffix`, where the longer of the first two is cut if the whole would be too long
/// (makeObjectName in the server).
std::string object_name(std::string_view table, std::string_view column, std::string_view suffix);
/// A name that PostgreSQL would choose: `table_column_suffix`, numbered when it is taken
/// (ChooseRelationName and ChooseConstraintName in the server).
std::string choose_name(const Relation& table, const std::vector<std::string>& columns,
                        std::string_view suffix);

}  // namespace pgstage::catalog
