#include "core/edit/compose_schema.h"
#include "core/io/native.h"

// A schema that is read can be written and read again, and taken by a project.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size)
{
    auto schema = glossator::read_schema({reinterpret_cast<const char*>(data), size});
    if (!schema) return 0;
    glossator::History history{glossator::Project()};
    glossator::IdMaker ids(history.project());
    auto change = glossator::change_schema({history.project(), ids, {}, {}}, glossator::replace_schema(*schema));
    if (!change || (!change->step.edits.empty() && !history.run(std::move(change->step)))) __builtin_trap();
    if (history.project().schema() != *schema) __builtin_trap();
    return 0;
}
