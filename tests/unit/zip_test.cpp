#include <algorithm>
#include <map>
#include <random>

#include <doctest/doctest.h>

#include "core/io/crc32.h"
#include "core/io/formats.h"
#include "core/io/unpack.h"
#include "core/io/zip.h"
#include "tests/unit/random_text.h"

// Archives: written, read again, damaged, and too large.
namespace glossator {
namespace {

std::string bytes_of(std::string_view hex)
{
    std::string out;
    for (size_t i = 0; i + 1 < hex.size(); i += 2)
        out += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    return out;
}

std::string little(uint64_t value, size_t size)
{
    std::string out;
    for (size_t i = 0; i < size; ++i) out += static_cast<char>(value >> (8 * i) & 0xFFu);
    return out;
}

// An archive with one member, as the fields say.
struct Member {
    std::string name = "a.txt";
    std::string packed;
    std::string plain;
    uint16_t method = 8;
    uint16_t flags = 0;
    uint64_t size = 0;  // 0: as it is
    bool in_64 = false;

    std::string archive() const
    {
        const uint64_t plain_size = size ? size : plain.size();
        const std::string extra =
            in_64 ? little(1, 2) + little(16, 2) + little(plain_size, 8) + little(packed.size(), 8) : "";
        const std::string common = little(20, 2) + little(flags, 2) + little(method, 2) + little(0x210000, 4) +
                                   little(crc32(plain), 4) + little(in_64 ? 0xFFFFFFFF : packed.size(), 4) +
                                   little(in_64 ? 0xFFFFFFFF : plain_size, 4) + little(name.size(), 2) +
                                   little(extra.size(), 2);
        const std::string local = "PK\x03\x04" + common + name + extra + packed;
        const std::string directory =
            "PK\x01\x02" + little(20, 2) + common + std::string(14 - 4, '\0') + little(0, 4) + name + extra;
        return local + directory + "PK\x05\x06" + little(0, 4) + little(1, 2) + little(1, 2) +
               little(directory.size(), 4) + little(local.size(), 4) + little(0, 2);
    }
};

// Written out as a deflate stream by zlib, with codes of its own.
std::string crowns()
{
    std::string out;
    for (int i = 0; i < 6; ++i)
        out += "Le bac du port: " + std::to_string(i * 37 % 101) + " couronnes, dit l'agence; le conseil, " +
               std::to_string(i * 53 % 97) + ". ";
    return out;
}
constexpr std::string_view kCrownsDeflated =
    "8dce4b0a80201446e1adfcb326219a963db6d026cc2e218846e5fe6b9c933b3e7c7056c2e63cf682335fcf0c099fcb9553a2bbc51e1ec4"
    "c61d943c2d88f4b57453882da4c0fa93daf268af6b6b0dcf4e3555cce3a1abad612eabb1b62373d92a8117";

// Deflates plainly: blocks by chance stored or with the fixed codes, in which what was said up to four bytes ago is
// repeated by reference.
class Deflater {
public:
    explicit Deflater(std::mt19937& rng) : rng_(rng) {}

    std::string deflate(std::string_view bytes)
    {
        for (size_t at = 0, size = 0;; at += size) {
            size = std::min<size_t>(bytes.size() - at, rng_() % 300);
            const bool is_last = at + size == bytes.size();
            bits(is_last ? 1 : 0, 1);
            if (rng_() % 2)
                stored(bytes.substr(at, size));
            else
                fixed(bytes, at, at + size);
            if (is_last) break;
        }
        if (used_ > 0) out_ += static_cast<char>(byte_);
        return std::move(out_);
    }

private:
    void bits(unsigned value, int count)  // the lowest first
    {
        for (int i = 0; i < count; ++i) {
            byte_ |= (value >> i & 1u) << used_;
            if (++used_ == 8) {
                out_ += static_cast<char>(byte_);
                byte_ = 0;
                used_ = 0;
            }
        }
    }
    void code(unsigned value, int count)  // the highest first
    {
        for (int i = count; i-- > 0;) bits(value >> i & 1u, 1);
    }
    void stored(std::string_view bytes)
    {
        bits(0, 2);
        while (used_ > 0) bits(0, 1);
        out_ += little(bytes.size(), 2) + little(~bytes.size(), 2);
        out_ += bytes;
    }
    void fixed(std::string_view bytes, size_t begin, size_t end)
    {
        bits(1, 2);
        for (size_t at = begin; at < end;) {
            size_t distance = 1;
            while (distance <= 4 &&
                   (distance > at || end - at < 3 || bytes.substr(at - distance, 3) != bytes.substr(at, 3)))
                ++distance;
            if (distance <= 4) {
                code(1, 7);  // three bytes
                code(static_cast<unsigned>(distance - 1), 5);
                at += 3;
                continue;
            }
            const auto byte = static_cast<unsigned char>(bytes[at++]);
            if (byte < 144)
                code(0x30u + byte, 8);
            else
                code(0x190u + byte - 144, 9);
        }
        code(0, 7);
    }

    std::mt19937& rng_;
    std::string out_;
    unsigned byte_ = 0;
    int used_ = 0;
};

Result<std::string> unpacked(const Member& member)
{
    ZipLimits limits;
    const auto files = read_zip(member.archive(), limits);
    if (!files) return fail(files.error());
    REQUIRE(files->size() == 1);
    CHECK(files->front().name == member.name);
    return files->front().bytes;
}

std::string fault(std::string_view archive)
{
    ZipLimits limits;
    const auto files = read_zip(archive, limits);
    return files ? std::string() : files.error().message;
}

TEST_CASE("zip: what is written is read again")
{
    std::mt19937 rng(3);
    for (size_t count = 0; count < 12; ++count) {
        std::vector<ExportedFile> files;
        for (size_t i = 0; i < count; ++i)
            files.push_back(
                {"folder/" + std::to_string(i) + "-\u00E9.txt", random_text(rng, static_cast<uint32_t>(i * 40))});
        const std::string archive = write_zip(files);
        CHECK(begins_zip(archive));
        ZipLimits limits;
        const auto read = read_zip(archive, limits);
        REQUIRE(read.has_value());
        REQUIRE(read->size() == count);
        for (size_t i = 0; i < count; ++i) {
            CHECK((*read)[i].name == files[i].name);
            CHECK((*read)[i].bytes == files[i].bytes);
        }
        CHECK(limits.files == kMaxFilesTogether - count);
    }
}
TEST_CASE("zip: deflated members are read, with codes of their own, in blocks by chance, and up to the last bit")
{
    Member zlib;
    zlib.packed = bytes_of(kCrownsDeflated);
    zlib.plain = crowns();
    CHECK(unpacked(zlib) == crowns());
    zlib.in_64 = true;
    CHECK(unpacked(zlib) == crowns());
    std::mt19937 rng(5);
    for (uint32_t round = 0; round < 300; ++round) {
        Member member;
        member.plain = random_text(rng, round);
        if (round % 3 == 0) member.plain += std::string(round, 'x');
        member.packed = Deflater(rng).deflate(member.plain);
        const Result<std::string> bytes = unpacked(member);
        CAPTURE(round);
        REQUIRE_MESSAGE(bytes.has_value(), (bytes ? "" : bytes.error().message));
        CHECK(*bytes == member.plain);
    }
}

TEST_CASE("zip: every prefix of an archive is refused, and a changed byte changes no text")
{
    Member member;
    member.packed = bytes_of(kCrownsDeflated);
    member.plain = crowns();
    const std::string deflated = member.archive(), stored = write_zip({{"a.txt", "One."}, {"b/c.txt", "Two."}});
    for (const std::string& archive : {deflated, stored}) {
        for (size_t size = 0; size < archive.size(); ++size) CHECK(fault(archive.substr(0, size)) != "");
        ZipLimits none;
        const auto whole = read_zip(archive, none);
        REQUIRE(whole.has_value());
        for (size_t at = 0; at < 8 * archive.size(); ++at) {
            std::string changed = archive;
            changed[at / 8] = static_cast<char>(changed[at / 8] ^ (1u << at % 8));
            ZipLimits limits;
            const auto read = read_zip(changed, limits);
            for (size_t i = 0; read && i < read->size(); ++i)
                CHECK(std::any_of(whole->begin(), whole->end(),
                                  [&](const ExportedFile& file) { return file.bytes == (*read)[i].bytes; }));
        }
    }
}

TEST_CASE("zip: what isn't read is told in a sentence")
{
    Member member;
    member.packed = member.plain = "One.";
    member.method = 0;
    const auto with = [&](const auto& change) {
        Member changed = member;
        change(changed);
        return fault(changed.archive());
    };
    CHECK(with([](Member&) {}) == "");
    CHECK(with([](Member& m) { m.flags = 1; }) == "“a.txt” in the archive is encrypted: unpack it before");
    CHECK(with([](Member& m) { m.method = 12; }) ==
          "“a.txt” in the archive is packed in a way that isn't read: pack it by deflate");
    CHECK(with([](Member& m) { m.plain = "Two."; }) == "the archive is damaged: the checksum of “a.txt” is another");
    CHECK(with([](Member& m) { m.size = 5; }) == "the archive is damaged: “a.txt” can't have the size that it claims");
    CHECK(fault("PK\x05\x06") == "the archive is damaged: its end is missing");
    ZipLimits limits;
    member.name = "../..\\C\xA3/./a.txt";
    const auto files = read_zip(member.archive(), limits);
    REQUIRE(files.has_value());
    CHECK(files->front().name == "C?/a.txt");
}

TEST_CASE("zip: an archive that would fill the memory is refused before anything is unpacked")
{
    Member bomb;
    bomb.packed = std::string(1000, 'x');
    bomb.plain = "x";
    bomb.size = 2'000'000;
    CHECK(fault(bomb.archive()) == "the archive is damaged: “a.txt” can't have the size that it claims");
    bomb.packed = std::string(700'000, 'x');
    bomb.size = 600u << 20;
    CHECK(fault(bomb.archive()) ==
          "the archive unpacks to more than the 512 MB that can be opened together: open its files in parts");
    ZipLimits few{100, 1};
    CHECK(read_zip(write_zip({{"a", ""}, {"b", ""}}), few).error().message ==
          "the archive has 2 files, more than the 1 that can be opened together");
    CHECK(!read_zip(write_zip({{"a", std::string(101, 'x')}}), few).has_value());
    CHECK(read_zip(write_zip({{"a", std::string(100, 'x')}}), few).has_value());
    CHECK(few.bytes == 0);
    CHECK(few.files == 0);
}

TEST_CASE("unpack: what is read comes with what belongs to it, what isn't is told, and archives in it are unpacked")
{
    const std::string inner = write_zip({{"b.txt", "Inner."}});
    const std::string archive = write_zip({{"day/a.txt", "Ilse said so."},
                                           {"day/a.ann", "T1\tPER 0 4\tIlse\n"},
                                           {"__MACOSX/day/._a.txt", "?"},
                                           {".DS_Store", "?"},
                                           {"picture.png", std::string("\x89PNG\0\0", 6)},
                                           {"more.zip", inner}});
    const Result<Unpacked> out = unpack_archive("work.zip", archive);
    REQUIRE(out.has_value());
    std::vector<std::string> names;
    for (const ExportedFile& file : out->files) names.push_back(file.name);
    CHECK(names == std::vector<std::string>{"work.zip/day/a.txt", "work.zip/day/a.ann", "work.zip/more.zip/b.txt"});
    REQUIRE(out->notes.size() == 1);
    CHECK(out->notes.front() ==
          "one file in the archive passed over, for example \"work.zip/picture.png\": no format that is read fits");

    CHECK(unpack_archive("x.zip", write_zip({})).error().message == "there is no file in the archive that can be read");
    std::string deep = inner;
    for (int i = 0; i < 3; ++i) deep = write_zip({{"x.zip", deep}});
    CHECK(unpack_archive("x.zip", deep).has_value());
    CHECK(unpack_archive("x.zip", write_zip({{"x.zip", deep}})).error().code == ErrorCode::TooLarge);
}

}  // namespace
}  // namespace glossator
