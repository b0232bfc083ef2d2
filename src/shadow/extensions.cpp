#include "extensions.hpp"

#include <algorithm>

#include "pgstage/catalog/extensions.hpp"

namespace pgstage::shadow {
namespace {

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

Result<std::vector<std::string>> missing_extensions(db::Session& session,
                                                    const std::vector<std::string>& statements) {
  std::vector<std::string> out;
  for (const auto& sql : statements) {
    auto name = catalog::created_extension(sql);
    if (name.empty() || has(out, name)) continue;
    const auto there = session.query("SELECT FROM pg_available_extensions WHERE name = $1", {name});
    if (!there) return there.error();
    if (there->rows.empty()) out.push_back(std::move(name));
  }
  return out;
}

std::vector<std::string> without_extensions(const std::vector<std::string>& statements,
                                            const std::vector<std::string>& names) {
  auto out = statements;
  std::erase_if(out, [&](const auto& sql) {
    return has(names, catalog::created_extension(sql)) ||
           has(names, catalog::commented_extension(sql));
  });
  return out;
}

}  // namespace pgstage::shadow
