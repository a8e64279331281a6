#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>

#include "core/base/sha256.h"
#include "core/base/utf8.h"
#include "tests/unit/random_text.h"

using namespace glossator;
using namespace std::string_view_literals;

namespace {

// The obvious way: decode, then ask whether that code point may be written so.
std::optional<size_t> find_invalid_plainly(std::string_view bytes)
{
    static constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    for (size_t at = 0; at < bytes.size();) {
        const auto lead = static_cast<unsigned char>(bytes[at]);
        const size_t length = lead < 0x80   ? 1
                              : lead < 0xC0 ? 0
                              : lead < 0xE0 ? 2
                              : lead < 0xF0 ? 3
                              : lead < 0xF8 ? 4
                                            : 0;
        if (length == 0 || at + length > bytes.size()) return at;
        for (size_t i = 1; i < length; ++i)
            if (!is_continuation(bytes[at + i])) return at;
        const char32_t c = decode_utf8(bytes, at).code_point;
        if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000) || (length > 1 && c < kSmallest[length])) return at;
        at += length;
    }
    return std::nullopt;
}

}  // namespace

TEST_CASE("utf8: what is not well formed is found where it begins")
{
    struct Case {
        std::string_view bytes;
        size_t offset;
    };
    for (const Case& damaged : std::initializer_list<Case>{
             {"\x80", 0},                          // a continuation without a lead
             {"ab\xBFz", 2},                       //
             {"\xC0\xAF", 0},                      // overlong '/'
             {"\xC1\xBF", 0},                      //
             {"\xE0\x9F\xBF", 0},                  // overlong U+07FF
             {"\xF0\x8F\xBF\xBF", 0},              // overlong U+FFFF
             {"x\xED\xA0\x80", 1},                 // the surrogate U+D800
             {"\xED\xBF\xBF", 0},                  // the surrogate U+DFFF
             {"\xF4\x90\x80\x80", 0},              // U+110000
             {"\xF5\x80\x80\x80", 0},              //
             {"\xFF", 0},                          //
             {"\xC3", 0},                          // cut off
             {"\xE2\x82", 0},                      //
             {"\xF0\x9F\x98", 0},                  //
             {"\xE2\x82z", 0},                     // broken off
             {"\xF0\x9F\x98z", 0},                 //
             {"\xC3\xA9\xC3\xA9\xC3", 4},          //
             {"plain words, then \xE9t\xE9", 18},  // Latin-1
             {"\xFE\xFFUTF-16", 0},                //
         }) {
        CAPTURE(damaged.bytes);
        CHECK(find_invalid_utf8(damaged.bytes) == damaged.offset);
    }
}

TEST_CASE("utf8: every code point is valid, and is read as it was written")
{
    std::string all;
    for (char32_t c = 0; c <= 0x10FFFF; c = c == 0xD7FF ? 0xE000 : c + 1) {
        const size_t at = all.size();
        append_utf8(all, c);
        const Decoded read = decode_utf8(all, at);
        if (read.code_point != c || read.length != all.size() - at) FAIL("U+", static_cast<uint32_t>(c));
    }
    CHECK(!find_invalid_utf8(all));
}

TEST_CASE("utf8: random bytes and damaged text are judged as by decoding them")
{
    std::mt19937 rng(1);
    for (int round = 0; round < 20000; ++round) {
        std::string bytes = random_text(rng, 6);
        for (size_t damage = rng() % 3; damage > 0 && !bytes.empty(); --damage)
            bytes[rng() % bytes.size()] = static_cast<char>(rng() & 0xFF);
        CAPTURE(round);
        CHECK(find_invalid_utf8(bytes) == find_invalid_plainly(bytes));
    }
}

TEST_CASE("utf8: damage is found wherever it lies in a long text, though that is gone through in parts")
{
    constexpr size_t kPart = 1 << 15;
    std::string text;
    for (size_t lead = 0; lead < 4; ++lead) {  // characters of three bytes lie over the border in each way
        text.assign(lead, 'a');
        while (text.size() < 2 * kPart + 100) append_utf8(text, U'\u0939');
        CHECK(!find_invalid_utf8(text));
        for (size_t at = kPart - 4; at < kPart + 4; ++at) {
            std::string damaged = text;
            damaged[at] = '\xFF';
            CAPTURE(lead);
            CAPTURE(at);
            CHECK(find_invalid_utf8(damaged) == find_invalid_plainly(damaged));
        }
    }
}

TEST_CASE("sha256: the processor's instructions give what the plain way gives, in pieces too")
{
    std::mt19937 rng(1);
    for (size_t size = 0; size < 300; ++size) {
        std::string bytes(size, '\0');
        for (char& each : bytes) each = static_cast<char>(rng());
        Sha256 plain(Sha256::Way::Plain), fastest;
        plain.add(bytes);
        const size_t cut = rng() % (size + 1);
        fastest.add(bytes.substr(0, cut));
        fastest.add(bytes.substr(cut));
        CHECK(fastest.hex() == plain.hex());
    }
}

TEST_CASE("sha256: the vectors of FIPS 180-4, and lengths around the border of a block")
{
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(
        sha256_hex(
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstn"
            "opqrstu") == "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
    CHECK(sha256_hex(std::string(1000000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    CHECK(sha256_hex(std::string(55, 'a')) == "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
    CHECK(sha256_hex(std::string(56, 'a')) == "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
    CHECK(sha256_hex(std::string(63, 'a')) == "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34");
    CHECK(sha256_hex(std::string(64, 'a')) == "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
    CHECK(sha256_hex(std::string(65, 'a')) == "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0");
}

TEST_CASE("sha256: bytes may come in pieces of any size")
{
    std::mt19937 rng(5);
    for (int round = 0; round < 300; ++round) {
        std::string bytes(rng() % 400, ' ');
        for (char& byte : bytes) byte = static_cast<char>(rng() & 0xFF);
        Sha256 hash;
        for (size_t at = 0; at < bytes.size();) {
            const size_t size = std::min<size_t>(rng() % 150, bytes.size() - at);
            hash.add(std::string_view(bytes).substr(at, size));
            at += size;
        }
        CHECK(hash.hex() == sha256_hex(bytes));
    }
}
