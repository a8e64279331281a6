#include "core/io/plain_text.h"

#include "core/base/utf8.h"
#include "core/io/formats.h"

namespace glossator {

namespace {

bool begins_with(std::string_view text, std::string_view prefix)
{
    return text.substr(0, prefix.size()) == prefix;
}

}  // namespace

const char* other_encoding(std::string_view file)
{
    using namespace std::string_view_literals;
    if (begins_with(file, "\xFF\xFE\0\0"sv)) return "UTF-32 (little endian)";
    if (begins_with(file, "\0\0\xFE\xFF"sv)) return "UTF-32 (big endian)";
    if (begins_with(file, "\xFF\xFE"sv)) return "UTF-16 (little endian)";
    if (begins_with(file, "\xFE\xFF"sv)) return "UTF-16 (big endian)";
    return nullptr;
}

Result<TextPtr> read_plain_text(std::string_view file, std::vector<std::string>& notes)
{
    if (const char* encoding = other_encoding(file))
        return fail_at(0, std::string("the file is ") + encoding + "; save it as UTF-8");
    const size_t mark = begins_with(file, kByteOrderMark) ? kByteOrderMark.size() : 0;
    const std::string_view text = file.substr(mark);
    if (text.empty()) return fail_at(0, "the file is empty");
    if (text.size() > kMaxTextBytes) {
        const size_t megabytes = (text.size() + (1u << 20) - 1) >> 20;  // upwards: never the limit itself
        return fail(ErrorCode::TooLarge, "the text has " + std::to_string(megabytes) + " MB, more than the " +
                                             std::to_string(kMaxTextBytes >> 20) + " MB that fit");
    }
    if (const size_t nul = text.find('\0'); nul != std::string_view::npos) {
        const std::optional<size_t> invalid = find_invalid_utf8(text.substr(0, nul));
        return fail_at(mark + invalid.value_or(nul), "the file isn't text: it holds bytes that no text has");
    }
    Result<TextPtr> made = Text::make(std::string(text));
    if (!made) {
        if (made.error().offset != Error::kNoOffset) made.error().offset += mark;
        return made;
    }
    if (mark > 0) notes.push_back("a byte order mark was dropped");
    return made;
}

}  // namespace glossator
