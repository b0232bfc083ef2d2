#pragma once

#include <string>
#include <string_view>

#include "pgstage/catalog/catalog.hpp"

namespace pgstage::catalog {

/// What a plan may rely on, in words that come out the same whether the catalog was replayed from
/// SQL or read from a server; so types and states are named and expressions are not.
///
/// Objects are named `public.users` (a relation), `public.users.name` (a column),
/// `constraint users_check on public.users` and `index public.users_name_idx`, each identifier
/// quoted where it must be. The answer is, for example, `table`, `text, not null, has default`,
/// `check, valid`, `unique index on public.users, valid`, or `absent`.
std::string describe(const Catalog& catalog, std::string_view object);

/// Whether the object belongs to a relation that is only assumed to exist, so that describe() could
/// do no more than guess.
bool is_assumed(const Catalog& catalog, std::string_view object);

}  // namespace pgstage::catalog
