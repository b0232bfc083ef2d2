#include "pgstage/report/format.hpp"

#include <algorithm>

namespace pgstage::report {
namespace {

/// Of a format that is told when all is known.
class AtTheEnd final : public Printer {
 public:
  AtTheEnd(const Format& format, std::ostream& out, Surroundings around)
      : format_(format), out_(out), around_(std::move(around)) {}

  bool takes_statements() const override { return false; }
  void file_begins(const lint::Input&) override {}
  void statement(std::size_t, const sql::Statement&, const effects::Effects&) override {}
  void file_ends(const lint::JudgedFile&) override {}
  void finish(const lint::Report& report) override { format_.write(out_, report, around_); }

 private:
  const Format& format_;
  std::ostream& out_;
  Surroundings around_;
};

}  // namespace

std::vector<std::string> format_names() {
  std::vector<std::string> out;
  for (const auto* format : all_formats()) out.emplace_back(format->name);
  std::stable_partition(out.begin(), out.end(), [](const auto& name) { return name == "human"; });
  return out;
}

std::unique_ptr<Printer> printer_of(std::string_view format, std::ostream& out,
                                    Surroundings around) {
  const auto formats = all_formats();
  const auto& wanted = **std::find_if(formats.begin(), formats.end(),
                                      [&](const auto* each) { return each->name == format; });
  if (wanted.begin != nullptr) return wanted.begin(out, around);
  return std::make_unique<AtTheEnd>(wanted, out, std::move(around));
}

}  // namespace pgstage::report
