#include "core/io/zip.h"

#include <array>
#include <cstdint>

#include "core/io/crc32.h"

namespace glossator {

uint32_t crc32(std::string_view bytes)
{
    static constexpr auto kTable = [] {
        std::array<uint32_t, 256> table{};
        for (uint32_t i = 0; i < 256; ++i) {
            table[i] = i;
            for (int bit = 0; bit < 8; ++bit) table[i] = (table[i] >> 1) ^ (table[i] & 1 ? 0xEDB88320u : 0);
        }
        return table;
    }();
    uint32_t crc = ~0u;
    for (const char c : bytes) crc = kTable[(crc ^ static_cast<unsigned char>(c)) & 0xFFu] ^ (crc >> 8);
    return ~crc;
}

namespace {

void put(std::string& out, size_t value, size_t size)  // little endian
{
    for (size_t i = 0; i < size; ++i) out += static_cast<char>(value >> (8 * i) & 0xFFu);
}

// What stands in front of a file's bytes and, but for a few more fields, in the directory at the end.
std::string common_header(const ExportedFile& file)
{
    constexpr size_t kVersion20 = 20, kUtf8Name = 0x800, kFirstDay = 0x21;  // 1 January 1980, the first that ZIP knows
    std::string out;
    put(out, kVersion20, 2);
    put(out, kUtf8Name, 2);
    put(out, 0, 2);  // stored
    put(out, 0, 2);  // midnight
    put(out, kFirstDay, 2);
    put(out, crc32(file.bytes), 4);
    put(out, file.bytes.size(), 4);
    put(out, file.bytes.size(), 4);
    put(out, file.name.size(), 2);
    put(out, 0, 2);  // no extra field
    return out;
}

}  // namespace

std::string write_zip(const std::vector<ExportedFile>& files)
{
    std::string out, directory;
    for (const ExportedFile& file : files) {
        const std::string header = common_header(file);
        directory += "PK\x01\x02";
        put(directory, 20, 2);
        directory += header;
        directory.append(2 + 2 + 2 + 4, 0);  // no comment, the first disk, no attributes
        put(directory, out.size(), 4);
        directory += file.name;
        out += "PK\x03\x04" + header + file.name + file.bytes;
    }
    const size_t begin = out.size();
    out += directory + "PK\x05\x06";
    put(out, 0, 4);  // one disk
    put(out, files.size(), 2);
    put(out, files.size(), 2);
    put(out, directory.size(), 4);
    put(out, begin, 4);
    put(out, 0, 2);  // no comment
    return out;
}

}  // namespace glossator
