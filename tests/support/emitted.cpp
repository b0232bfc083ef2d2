#include "emitted.hpp"

#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>

namespace pgstage::tests {

Emitted::Emitted(const plan::Plan& plan, const source::Framework& framework) {
  const auto emission =
      emit::emit(plan, framework,
                 {.last = framework.name == "flyway" ? "V42__change" : "0042_change",
                  .up_suffix = framework.name == "sqlx" ? ".up.sql" : ".sql",
                  .down_suffix = ".down.sql"});
  if (!emission) FAIL(emission.error().message);
  files_ = emission->files;
  for (const auto& file : files_) {
    const auto path = folder_ / file.path;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << file.text;
  }
  const auto selected = source::select({.paths = {(folder_ / "").string()}, .one_batch = true});
  if (!selected) FAIL(selected.error().message);
  migrations_ = selected->batches.front();
}

}  // namespace pgstage::tests
