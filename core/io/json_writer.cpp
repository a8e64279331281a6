#include "core/io/json_writer.h"

#include "core/io/json.h"
#include "core/io/json_number.h"

namespace glossator {

JsonWriter& JsonWriter::key(std::string_view name)
{
    separate();
    write_json_string(out_, name);
    out_ += ':';
    first_ = true;
    return *this;
}

JsonWriter& JsonWriter::string(std::string_view value)
{
    separate();
    write_json_string(out_, value);
    return *this;
}

JsonWriter& JsonWriter::number(double value)
{
    separate();
    write_json_number(out_, value);
    return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json)
{
    separate();
    out_ += json;
    return *this;
}

JsonWriter& JsonWriter::begin(char bracket)
{
    separate();
    out_ += bracket;
    first_ = true;
    return *this;
}

JsonWriter& JsonWriter::end(char bracket)
{
    out_ += bracket;
    first_ = false;
    return *this;
}

void JsonWriter::separate()
{
    if (!first_) out_ += ',';
    first_ = false;
}

}  // namespace glossator
