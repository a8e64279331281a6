#include "core/io/file_name.h"

#include <algorithm>
#include <array>

#include "core/base/utf8.h"
#include "core/text/invisible.h"

namespace glossator {

namespace {

constexpr size_t kMostBytes = 120;
constexpr size_t kLongestExtension = 16;

bool is_device(std::string_view stem)
{
    std::string upper(stem.substr(0, stem.find('.')));
    for (char& c : upper)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    constexpr std::array<std::string_view, 4> kDevices = {"CON", "PRN", "AUX", "NUL"};
    if (std::find(kDevices.begin(), kDevices.end(), upper) != kDevices.end()) return true;
    return upper.size() == 4 && (upper.substr(0, 3) == "COM" || upper.substr(0, 3) == "LPT") && upper[3] >= '0' &&
           upper[3] <= '9';
}

std::string_view trimmed(std::string_view name)
{
    const size_t begin = name.find_first_not_of(". ");
    if (begin == std::string_view::npos) return {};
    return name.substr(begin, name.find_last_not_of(". ") + 1 - begin);
}

}  // namespace

std::string safe_file_name(std::string_view wanted)
{
    std::string kept;
    for (size_t at = 0; at < wanted.size();) {
        const Decoded next = decode_utf8(wanted, at);
        at += next.length;
        const char32_t c = next.code_point;
        if (c < 0x20 || (c >= 0x7F && c < 0xA0) || is_line_separator(c) || is_default_ignorable(c)) continue;
        const bool separates =
            c < 0x80 && std::string_view("/\\:*?\"<>|").find(static_cast<char>(c)) != std::string_view::npos;
        append_utf8(kept, separates ? U'-' : c);
    }
    std::string name(trimmed(kept));
    const size_t dot = name.rfind('.');
    const std::string extension =
        dot != std::string::npos && name.size() - dot <= kLongestExtension ? name.substr(dot) : std::string();
    std::string stem = name.substr(0, name.size() - extension.size());
    if (stem.size() > kMostBytes) {
        size_t end = kMostBytes;
        while (end > 0 && is_continuation(stem[end])) --end;
        stem = std::string(trimmed(stem.substr(0, end)));
    }
    return (is_device(stem) ? "_" : "") + stem + extension;
}

std::string plain_file_name(std::string_view title)
{
    std::string name;
    for (const char c : safe_file_name(title)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           static_cast<unsigned char>(c) >= 0x80;
        if (plain)
            name += c;
        else if (!name.empty() && name.back() != '-')
            name += '-';
    }
    while (!name.empty() && name.back() == '-') name.pop_back();
    return name.empty() ? "project" : name;
}

std::string free_name(std::string_view wanted, std::string_view extension, std::set<std::string>& taken)
{
    std::string base = safe_file_name(file_stem(wanted));
    if (base.empty()) base = "document";
    std::string name = base + std::string(extension);
    for (size_t n = 2; !taken.insert(name).second; ++n) name = base + "-" + std::to_string(n) + std::string(extension);
    return name;
}

std::string_view without_folders(std::string_view name)
{
    const size_t slash = name.find_last_of("/\\");
    return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

std::string_view file_stem(std::string_view name)
{
    const std::string_view file = without_folders(name);
    const size_t dot = file.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? file : file.substr(0, dot);
}

}  // namespace glossator
