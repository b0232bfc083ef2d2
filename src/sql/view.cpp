#include "pgstage/sql/statements.hpp"

namespace pgstage::sql {

View::View() = default;
View::View(const View&) = default;
View::View(View&&) noexcept = default;
View& View::operator=(const View&) = default;
View& View::operator=(View&&) noexcept = default;
View::~View() = default;

}  // namespace pgstage::sql
