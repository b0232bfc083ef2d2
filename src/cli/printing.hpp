#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "pgstage/report/format.hpp"

#include "options.hpp"

namespace pgstage::cli {

/// The printers of one command, each with where it writes to.
class Printing {
 public:
  using Make = std::unique_ptr<report::Printer>(const Output& output, std::ostream& out);

  /// One printer for each output that was asked for.
  Result<void> open(const std::vector<Output>& outputs, const std::function<Make>& make,
                    Environment& environment);
  lint::Listeners listeners() const { return listeners_; }
  Result<void> finish(const lint::Report& report);

 private:
  std::vector<std::unique_ptr<OutputStream>> streams_;
  std::vector<std::unique_ptr<report::Printer>> printers_;
  std::vector<lint::Listener*> listeners_;
};

/// What formats may know of a run over `folder` and what is below it.
report::Surroundings surroundings_of(const po::variables_map& values, const std::string& folder,
                                     ServerVersion version, const Environment& environment);

}  // namespace pgstage::cli
