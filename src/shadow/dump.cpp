#include "pgstage/shadow/dump.hpp"

#include "process.hpp"

namespace pgstage::shadow {

Result<std::string> dump_schema(const Binaries& binaries, const Host& host,
                                const std::vector<std::string>& connection,
                                const std::string& journal_schema) {
  auto environment = host.environment;
  environment.insert(environment.end(), connection.begin(), connection.end());
  const Command command({binaries.folder + "/pg_dump", "--schema-only", "--no-owner",
                         "--exclude-schema=" + journal_schema},
                        std::move(environment), std::nullopt);
  return output_of(command);
}

}  // namespace pgstage::shadow
