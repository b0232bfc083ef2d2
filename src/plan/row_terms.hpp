// What generated SQL says of rows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pgstage/catalog/relation.hpp"

namespace pgstage::plan {

/// `a IS DISTINCT FROM b`, by way of text for a type without an equality operator.
std::string differ(const catalog::Type& type, const std::string& a, const std::string& b);

/// `NEW.a IS DISTINCT FROM OLD.a OR …`; `false` of no columns.
std::string any_changed(const std::vector<catalog::Column>& columns);

/// `left.a = right.a AND …`
std::string same_key(const std::vector<std::string>& key, std::string_view left,
                     std::string_view right);

}  // namespace pgstage::plan
