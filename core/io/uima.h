#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/io/cas.h"
#include "core/io/codec.h"

namespace glossator {

// The two forms of a UIMA CAS that INCEpTION and dkpro-cassis exchange; cas.h tells how our records stand in it.
// Offsets count UTF-16 units (Apache UIMA 2.10, cassis 0.10). One file a document.
//
// "uima-xmi": XMI, with the type system of all files beside them as TypeSystem.xml, which other readers need. It is
// read with its type system where that is at hand, as TypeSystem.xml, typesystem.xml or by the file's own name; without
// it, features with the usual names of references are taken for such, all others for texts. Line ends and tabs in the
// text are references to characters, so that parsers keep them; characters that XML has not are lost.
Codec uima_xmi_codec();
// "uima-json": UIMA CAS JSON 0.4, which holds its types.
Codec uima_json_codec();

namespace cas {

std::string write_xmi(const Cas& cas);
std::string write_type_system(const std::vector<Type>& types);
// `types` may be none. Errors: with the offset.
Result<Cas> read_xmi(std::string_view xmi, const std::vector<Type>& types);
Result<std::vector<Type>> read_type_system(std::string_view xml);

std::string write_uima_json(const Cas& cas);
Result<Cas> read_uima_json(std::string_view json, Losses& losses);

// What cas_of() loses with its records, of all documents.
void count_uncarried_beside_records(const Project& project, Losses& losses);

}  // namespace cas

}  // namespace glossator
