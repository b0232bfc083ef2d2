// The databases of a proof on the throwaway server.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/db/session.hpp"
#include "pgstage/model/result.hpp"
#include "pgstage/shadow/compare.hpp"
#include "pgstage/shadow/server.hpp"

namespace pgstage::shadow {

class Databases {
 public:
  Databases(const Server& server, db::Session& maintenance)
      : server_(server), maintenance_(maintenance) {}

  /// Makes `to` anew. Nobody may be connected to `from`.
  Result<void> copy(std::string_view from, std::string_view to);
  Result<std::unique_ptr<db::Session>> connect(std::string_view database) const {
    return server_.connect(database);
  }
  const std::string& version() const { return server_.version(); }
  Result<Snapshot> snapshot_of(std::string_view database) const;
  Result<Tables> tables_of(std::string_view database) const;
  /// All in one session; the error says which statement of whose fails.
  Result<void> send_each(std::string_view database, const std::vector<std::string>& statements,
                         std::string_view whose) const;

 private:
  const Server& server_;
  db::Session& maintenance_;
};

}  // namespace pgstage::shadow
