#include <algorithm>
#include <cstdint>
#include <optional>

#include <stb_image.h>

#include "core/base/utf8.h"
#include "core/io/crc32.h"
#include "core/io/zip.h"

namespace glossator {

namespace {

constexpr size_t kEndSize = 22, kEntrySize = 46, kLocalSize = 30;
constexpr size_t kMostOfOneByte = 1032;  // that deflate makes: 258 of two bits
constexpr uint64_t kIn64 = 0xFFFFFFFF;   // stands where the number is in the field of ZIP64

uint64_t number(std::string_view bytes, size_t at, size_t size)  // little endian
{
    uint64_t out = 0;
    for (size_t i = size; i-- > 0;) out = out << 8 | static_cast<unsigned char>(bytes[at + i]);
    return out;
}

// Of at most four bytes.
size_t small_number(std::string_view bytes, size_t at, size_t size)
{
    return static_cast<size_t>(number(bytes, at, size));
}

bool is_record(std::string_view bytes, size_t at, size_t size, std::string_view signature)
{
    return at <= bytes.size() && bytes.size() - at >= size && bytes.substr(at, 4) == signature;
}

tl::unexpected<Error> damaged(const std::string& how)
{
    return fail(ErrorCode::Invalid, "the archive is damaged: " + how);
}

struct Entry {
    std::string name;
    uint64_t method, crc, packed, size, local;
    bool encrypted;
};

// As it may be written: no folder leads out, and bytes of an unknown code page are question marks.
std::string clean_name(std::string_view raw)
{
    std::string out;
    const bool is_utf8 = !find_invalid_utf8(raw);
    for (size_t begin = 0; begin <= raw.size();) {
        const size_t end = std::min(raw.find_first_of("/\\", begin), raw.size());
        const std::string_view part = raw.substr(begin, end - begin);
        begin = end + 1;
        if (part.empty() || part == "." || part == "..") continue;
        if (!out.empty()) out += '/';
        for (const char c : part)
            out += (static_cast<unsigned char>(c) < 0x20 || (!is_utf8 && (c & 0x80) != 0)) ? '?' : c;
    }
    return out;
}

// Where the record at the end stands, behind which only a comment follows.
std::optional<size_t> find_end(std::string_view archive)
{
    for (size_t comment = 0; comment <= 0xFFFF && kEndSize + comment <= archive.size(); ++comment) {
        const size_t at = archive.size() - kEndSize - comment;
        if (is_record(archive, at, kEndSize, "PK\x05\x06") && number(archive, at + 20, 2) == comment) return at;
    }
    return std::nullopt;
}

// Sizes and places above 32 bits, in the order in which they are left out of the entry.
bool read_64(std::string_view extra, Entry& entry)
{
    for (size_t at = 0; at + 4 <= extra.size();) {
        const size_t size = small_number(extra, at + 2, 2), begin = at + 4;
        if (size > extra.size() - begin) return false;
        at = begin + size;
        if (number(extra, begin - 4, 2) != 1) continue;
        size_t next = begin;
        for (uint64_t* field : {&entry.size, &entry.packed, &entry.local}) {
            if (*field != kIn64) continue;
            if (next + 8 > at) return false;
            *field = number(extra, next, 8);
            next += 8;
        }
    }
    return true;
}

Result<std::vector<Entry>> read_directory(std::string_view archive)
{
    const std::optional<size_t> end = find_end(archive);
    if (!end) return damaged("its end is missing");
    const size_t count = small_number(archive, *end + 10, 2), size = small_number(archive, *end + 12, 4);
    if (number(archive, *end + 4, 4) != 0 || number(archive, *end + 8, 2) != count)
        return fail(ErrorCode::Unsupported, "the archive is one of several parts: put them together before");
    if (count == 0xFFFF || size == kIn64 || number(archive, *end + 16, 4) == kIn64)
        return fail(ErrorCode::Unsupported, "the archive has 65,535 files or more: divide it");
    size_t at = small_number(archive, *end + 16, 4);
    if (at > *end || size != *end - at) return damaged("its directory isn't where its end says");
    const std::string_view directory = archive.substr(0, *end);
    std::vector<Entry> entries;
    for (size_t i = 0; i < count; ++i) {
        if (!is_record(directory, at, kEntrySize, "PK\x01\x02")) return damaged("its directory ends too early");
        const size_t name = small_number(directory, at + 28, 2), extra = small_number(directory, at + 30, 2);
        const size_t length = kEntrySize + name + extra + small_number(directory, at + 32, 2);
        if (directory.size() - at < length) return damaged("its directory ends too early");
        const std::string_view raw = directory.substr(at + kEntrySize, name);
        Entry entry{clean_name(raw),
                    number(directory, at + 10, 2),
                    number(directory, at + 16, 4),
                    number(directory, at + 20, 4),
                    number(directory, at + 24, 4),
                    number(directory, at + 42, 4),
                    (number(directory, at + 8, 2) & 1) != 0};
        if (!read_64(directory.substr(at + kEntrySize + name, extra), entry))
            return damaged("sizes are missing for “" + entry.name + "”");
        at += length;
        const bool is_folder = raw.empty() || raw.back() == '/' || raw.back() == '\\';
        if (!is_folder && !entry.name.empty()) entries.push_back(std::move(entry));
    }
    return entries;
}

// What can be told before anything is unpacked.
Status check_entries(const std::vector<Entry>& entries, const ZipLimits& limits)
{
    if (entries.size() > limits.files)
        return fail(ErrorCode::TooLarge, "the archive has " + std::to_string(entries.size()) +
                                             " files, more than the " + std::to_string(limits.files) +
                                             " that can be opened together");
    uint64_t left = limits.bytes;
    for (const Entry& entry : entries) {
        const std::string name = "“" + entry.name + "” in the archive ";
        if (entry.encrypted) return fail(ErrorCode::Unsupported, name + "is encrypted: unpack it before");
        if (entry.method != 0 && entry.method != 8)
            return fail(ErrorCode::Unsupported, name + "is packed in a way that isn't read: pack it by deflate");
        if (entry.method == 0 ? entry.size != entry.packed : entry.size / kMostOfOneByte > entry.packed)
            return damaged("“" + entry.name + "” can't have the size that it claims");
        if (entry.size > left)
            return fail(ErrorCode::TooLarge, "the archive unpacks to more than the " +
                                                 std::to_string(limits.bytes >> 20) +
                                                 " MB that can be opened together: open its files in parts");
        left -= entry.size;
    }
    return {};
}

Result<std::string> unpack(std::string_view archive, const Entry& entry)
{
    const std::string name = "“" + entry.name + "” ";
    const auto local = static_cast<size_t>(std::min<uint64_t>(entry.local, archive.size()));
    if (!is_record(archive, local, kLocalSize, "PK\x03\x04")) return damaged(name + "isn't where its directory says");
    const size_t begin =
        local + kLocalSize + small_number(archive, local + 26, 2) + small_number(archive, local + 28, 2);
    // The directory follows: stb's decoder looks a few bytes ahead, and the last codes need them.
    if (begin > archive.size() || entry.packed > archive.size() - begin || archive.size() - begin - entry.packed < 4)
        return damaged(name + "ends too early");
    const auto packed = static_cast<size_t>(entry.packed);
    std::string out(static_cast<size_t>(entry.size), '\0');  // which check_entries() has limited
    if (entry.method == 0) {
        out.assign(archive.substr(begin, packed));
    } else {
        const int made = stbi_zlib_decode_noheader_buffer(out.data(), static_cast<int>(out.size()),
                                                          archive.data() + begin, static_cast<int>(packed + 4));
        if (made < 0 || static_cast<size_t>(made) != out.size()) return damaged(name + "can't be unpacked");
    }
    if (crc32(out) != entry.crc) return damaged("the checksum of " + name + "is another");
    return out;
}

}  // namespace

bool begins_zip(std::string_view bytes)
{
    return is_record(bytes, 0, kLocalSize, "PK\x03\x04") || is_record(bytes, 0, kEndSize, "PK\x05\x06");
}

Result<std::vector<ExportedFile>> read_zip(std::string_view archive, ZipLimits& limits)
{
    if (archive.size() > kMaxFileBytes)
        return fail(ErrorCode::TooLarge,
                    "the file is larger than the " + std::to_string(kMaxFileBytes >> 20) + " MB that fit");
    const Result<std::vector<Entry>> entries = read_directory(archive);
    if (!entries) return fail(entries.error());
    if (const Status sound = check_entries(*entries, limits); !sound) return fail(sound.error());
    std::vector<ExportedFile> out;
    for (const Entry& entry : *entries) {
        Result<std::string> bytes = unpack(archive, entry);
        if (!bytes) return fail(bytes.error());
        limits.bytes -= bytes->size();
        --limits.files;
        out.push_back({entry.name, std::move(*bytes)});
    }
    return out;
}

}  // namespace glossator
