// What the tests of SQL in code have in common.
#pragma once

#include <string>

#include <doctest/doctest.h>

#include "pgstage/source/code.hpp"

namespace pgstage::source {

inline CodeSql read(const std::string& path, const std::string& code) {
  const auto* framework = code_framework_of(path, code);
  REQUIRE_MESSAGE(framework != nullptr, code);
  return sql_in(code, *framework);
}

/// With one blank for several, and without those around it.
inline std::string words(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank) out += c;
    if (blank && !out.empty() && out.back() != ' ') out += ' ';
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

inline std::string up(const std::string& path, const std::string& code) {
  return words(read(path, code).up);
}
inline std::string down(const std::string& path, const std::string& code) {
  return words(read(path, code).down);
}
inline std::string why(const std::string& path, const std::string& code) {
  std::string out;
  for (const auto& each : read(path, code).unread) out += (out.empty() ? "" : " | ") + each.why;
  return out;
}

inline std::string alembic(const std::string& code) {
  return "from alembic import op\n\ndef upgrade():\n" + code;
}
inline std::string knex(const std::string& code) {
  return "exports.up = async function(knex) {\n" + code + "\n};\n";
}
inline std::string rails(const std::string& code) {
  return "class A < ActiveRecord::Migration[7.1]\n  def up\n" + code + "\n  end\nend\n";
}
inline std::string ecto(const std::string& code) {
  return "defmodule A do\n  use Ecto.Migration\n  def change do\n" + code + "\n  end\nend\n";
}
inline std::string gorm(const std::string& code) {
  return "package m\nimport \"gorm.io/gorm\"\nfunc up(tx *gorm.DB) error {\n" + code + "\n}\n";
}

/// What every text has to hold, whatever it says.
inline bool keeps_lines(const std::string& code, const std::string& text) {
  if (text.size() != code.size()) return false;
  for (std::size_t at = 0; at < code.size(); ++at) {
    const bool ends = code[at] == '\n' || code[at] == '\r';
    if (ends != (text[at] == '\n' || text[at] == '\r')) return false;
  }
  return true;
}

}  // namespace pgstage::source
