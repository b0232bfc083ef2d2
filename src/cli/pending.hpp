// What a database says was run already.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "pgstage/db/session.hpp"
#include "pgstage/model/result.hpp"
#include "pgstage/source/framework.hpp"
#include "pgstage/source/source.hpp"

namespace pgstage::cli {

/// What the frameworks have written down in a database.
class Ledgers {
 public:
  /// Reads the table of each framework that has one there, by its usual name or, where one is
  /// given, by that. None without a session.
  static Result<Ledgers> read(db::Session* session, const std::string& table);

  bool empty() const { return keys_.empty(); }
  /// Nothing was, where its framework has no table.
  bool has(const source::Migration& migration) const;
  /// For people, a line each: what the frameworks of these began and did not finish.
  std::string unfinished_of(const source::Selection& selection) const;

 private:
  std::map<std::string, source::Keys, std::less<>> keys_;  ///< By the name of the framework.
  std::map<std::string, source::Keys, std::less<>> unfinished_;
};

}  // namespace pgstage::cli
