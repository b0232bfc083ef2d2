// What `pgstage lint` changes in files: comments that silence findings, and safe SQL.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "pgstage/lint/rerun.hpp"
#include "pgstage/model/result.hpp"

#include "command.hpp"
#include "inputs.hpp"

namespace pgstage::cli {

/// The texts with comments for all findings that can be ignored. Says how many where.
lint::Texts with_ignores(const Inputs& inputs, const lint::Options& options,
                         std::string_view reason, std::ostream& says);
/// Files that are new, with what is advised where that is safe. Says which files are not new.
Result<lint::Fixed> with_fixes(const Inputs& inputs, const lint::Options& options,
                               std::ostream& says);
/// What was taken, a line each.
std::string lines_of(const std::vector<lint::Fix>& fixes);

/// Fails for what no comment can hold.
Result<void> check_reason(const std::string& reason);

/// Writes texts into their files, whose ways back stay as they are.
Result<void> write_texts(const Inputs& inputs, const lint::Texts& texts);
/// The same as a patch.
Result<std::string> patch_of(const Inputs& inputs, const lint::Texts& texts);

}  // namespace pgstage::cli
