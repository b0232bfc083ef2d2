// Schemas and migrations as teams write them, made up from a seed: the same ones for the same seed
// on every machine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pgstage::tests {

struct RandomMigration {
  std::vector<std::string> schema;     ///< Makes the tables that the migration meets.
  std::vector<std::string> migration;  ///< One to six statements, which are fit for the schema.
};

RandomMigration random_migration(std::uint64_t seed);

}  // namespace pgstage::tests
