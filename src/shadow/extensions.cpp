#include "extensions.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "pgstage/sql/lexer.hpp"

namespace pgstage::shadow {
namespace {

/// The first words of a statement, and what follows them.
class Beginning {
 public:
  explicit Beginning(std::string_view sql) : lexer_(sql) { next(); }

  bool takes(std::initializer_list<std::string_view> words) {
    for (const auto word : words) {
      if (!there_ || !lexer_.is_word(token_, word)) return false;
      next();
    }
    return true;
  }
  std::string name() const {
    return there_ ? lexer_.identifier(token_).value_or("") : std::string{};
  }

 private:
  void next() { there_ = lexer_.next_significant(token_); }

  sql::Lexer lexer_;
  sql::Token token_;
  bool there_ = false;
};

/// The extension that a statement creates; empty for any other statement.
std::string created_by(const std::string& sql) {
  Beginning words(sql);
  if (!words.takes({"create", "extension"})) return {};
  words.takes({"if", "not", "exists"});
  return words.name();
}

std::string commented_by(const std::string& sql) {
  Beginning words(sql);
  return words.takes({"comment", "on", "extension"}) ? words.name() : std::string{};
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

Result<std::vector<std::string>> missing_extensions(db::Session& session,
                                                    const std::vector<std::string>& statements) {
  std::vector<std::string> out;
  for (const auto& sql : statements) {
    auto name = created_by(sql);
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
    return has(names, created_by(sql)) || has(names, commented_by(sql));
  });
  return out;
}

}  // namespace pgstage::shadow
