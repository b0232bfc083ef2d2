#include "printing.hpp"

namespace pgstage::cli {

Result<void> Printing::open(const std::vector<Output>& outputs, const std::function<Make>& make,
                            Environment& environment) {
  for (const auto& output : outputs) {
    auto stream = OutputStream::open(output, environment);
    if (!stream) return stream.error();
    printers_.push_back(make(output, (*stream)->stream()));
    streams_.push_back(*std::move(stream));
    listeners_.push_back(printers_.back().get());
  }
  return {};
}

Result<void> Printing::finish(const lint::Report& report) {
  for (const auto& printer : printers_) printer->finish(report);
  for (const auto& stream : streams_) {
    if (auto closed = stream->close(); !closed) return closed;
  }
  return {};
}

}  // namespace pgstage::cli
