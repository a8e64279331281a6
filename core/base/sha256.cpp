#include "core/base/sha256.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "core/base/sha256_blocks.h"

namespace glossator {
namespace {

using State = Sha256State;

constexpr State kInitialState = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

uint32_t read_big_endian(const char* bytes)
{
    std::array<unsigned char, 4> b;
    std::memcpy(b.data(), bytes, 4);
    return uint32_t{b[0]} << 24 | uint32_t{b[1]} << 16 | uint32_t{b[2]} << 8 | uint32_t{b[3]};
}

// The names are those of FIPS 180-4, section 6.2.2. Instead of moving each variable to the next, a round writes the two
// that are new in place, and the next is given them under their next names.
[[gnu::always_inline]] inline void hash_round(uint32_t a, uint32_t b, uint32_t c, uint32_t& d, uint32_t e, uint32_t f,
                                              uint32_t g, uint32_t& h, uint32_t constant_and_word)
{
    const uint32_t sum1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
    const uint32_t t1 = h + sum1 + (g ^ (e & (f ^ g))) + constant_and_word;
    const uint32_t sum0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
    d += t1;
    h = t1 + sum0 + ((a & b) | (c & (a | b)));
}

// A function of its own: a browser makes fast what is called often, and leaves slow what runs once, however long.
[[gnu::noinline]] void hash_block(State& state, const char* block)
{
    std::array<uint32_t, 64> w;
    for (size_t t = 0; t < 16; ++t) w[t] = read_big_endian(block + 4 * t);
    for (size_t t = 16; t < 64; ++t) {
        const uint32_t s0 = std::rotr(w[t - 15], 7) ^ std::rotr(w[t - 15], 18) ^ w[t - 15] >> 3;
        const uint32_t s1 = std::rotr(w[t - 2], 17) ^ std::rotr(w[t - 2], 19) ^ w[t - 2] >> 10;
        w[t] = w[t - 16] + s0 + w[t - 7] + s1;
    }
    auto [a, b, c, d, e, f, g, h] = state;
    for (size_t t = 0; t < 64; t += 8) {
        const auto word = [&](size_t i) { return kSha256Constants[t + i] + w[t + i]; };
        hash_round(a, b, c, d, e, f, g, h, word(0));
        hash_round(h, a, b, c, d, e, f, g, word(1));
        hash_round(g, h, a, b, c, d, e, f, word(2));
        hash_round(f, g, h, a, b, c, d, e, word(3));
        hash_round(e, f, g, h, a, b, c, d, word(4));
        hash_round(d, e, f, g, h, a, b, c, word(5));
        hash_round(c, d, e, f, g, h, a, b, word(6));
        hash_round(b, c, d, e, f, g, h, a, word(7));
    }
    const State round = {a, b, c, d, e, f, g, h};
    for (size_t i = 0; i < state.size(); ++i) state[i] += round[i];
}

}  // namespace

Sha256::Sha256(Way way) : state_(kInitialState)
{
    static const bool kHasInstructions = has_sha256_instructions();
    has_instructions_ = kHasInstructions && way == Way::Fastest;
}

void Sha256::hash(State& state, const char* blocks, size_t count) const
{
    if (has_instructions_) return hash_sha256_by_instructions(state, blocks, count);
    for (; count > 0; --count, blocks += kBlock) hash_block(state, blocks);
}

void Sha256::add(std::string_view bytes)
{
    const size_t held = total_ % kBlock;
    total_ += bytes.size();
    if (held > 0) {
        const size_t taken = std::min(kBlock - held, bytes.size());
        std::memcpy(rest_.data() + held, bytes.data(), taken);
        bytes.remove_prefix(taken);
        if (held + taken < kBlock) return;
        hash(state_, rest_.data(), 1);
    }
    hash(state_, bytes.data(), bytes.size() / kBlock);
    bytes.remove_prefix(bytes.size() - bytes.size() % kBlock);
    if (!bytes.empty()) std::memcpy(rest_.data(), bytes.data(), bytes.size());
}

std::string Sha256::hex() const
{
    // What is left after the whole blocks, with the padding of section 5.1.1: one or two blocks.
    State state = state_;
    const size_t held = total_ % kBlock;
    std::array<char, 2 * kBlock> last{};
    std::memcpy(last.data(), rest_.data(), held);
    last[held] = static_cast<char>(0x80);
    const size_t used = held + 9 <= kBlock ? kBlock : 2 * kBlock;
    const uint64_t bits = total_ * 8;
    for (size_t i = 0; i < 8; ++i) last[used - 1 - i] = static_cast<char>(bits >> (8 * i) & 0xFF);
    hash(state, last.data(), used / kBlock);

    std::string hex;
    hex.reserve(64);
    for (const uint32_t word : state)
        for (int shift = 28; shift >= 0; shift -= 4) hex.push_back("0123456789abcdef"[word >> shift & 0xF]);
    return hex;
}

std::string sha256_hex(std::string_view bytes)
{
    Sha256 hash;
    hash.add(bytes);
    return hash.hex();
}

}  // namespace glossator
