// What each statement does to a catalog. One overload a statement; the files changes_*.cpp hold
// them by subject.
#pragma once

#include "pgstage/catalog/replay.hpp"

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
void run(const Change& change, const sql::CreateTrigger& statement);

/// Building blocks that CREATE TABLE and ALTER TABLE share.
void add_column(const Change& change, Relation& table, const sql::ColumnDefinition& definition);
void add_constraint(const Change& change, Relation& table,
                    const sql::ConstraintDefinition& definition, std::string_view column);
void drop_column(Relation& table, std::string_view column);
void drop_constraint(Relation& table, std::string_view constraint);

/// A name that PostgreSQL would choose: `table_column_suffix`, numbered when it is taken
/// (ChooseRelationName and ChooseConstraintName in the server).
std::string choose_name(const Relation& table, const std::vector<std::string>& columns,
                        std::string_view suffix);

}  // namespace pgstage::catalog
