// Which files of a folder are migrations in code, and in which order they are run.
#pragma once

#include <string>
#include <vector>

#include "pgstage/source/source.hpp"

#include "code/framework.hpp"

namespace pgstage::source {

/// Whether a folder with these files is one of migrations, by what they are called: most code is
/// none and is not even opened.
bool may_hold_code(const std::string& folder, const std::vector<std::string>& files);

/// The framework that the first one of its migrations is of; null when it has none.
const CodeFramework* code_framework_in(const std::string& folder,
                                       const std::vector<std::string>& files);

/// Those of the files in one folder that are migrations in code, in the order in which their
/// framework runs them. What cannot be read is none. `named`: whose they are said to be; or null.
std::vector<std::string> code_in_order(const std::vector<std::string>& files,
                                       const ReadFile& read_file, const CodeFramework* named);

}  // namespace pgstage::source
