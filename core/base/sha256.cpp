#include "core/base/sha256.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace glossator {
namespace {

using State = std::array<uint32_t, 8>;

constexpr State kInitialState = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

constexpr std::array<uint32_t, 64> kRoundConstants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

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
        const auto word = [&](size_t i) { return kRoundConstants[t + i] + w[t + i]; };
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

Sha256::Sha256() : state_(kInitialState) {}

void Sha256::add(std::string_view bytes)
{
    const size_t held = total_ % kBlock;
    total_ += bytes.size();
    if (held > 0) {
        const size_t taken = std::min(kBlock - held, bytes.size());
        std::memcpy(rest_.data() + held, bytes.data(), taken);
        bytes.remove_prefix(taken);
        if (held + taken < kBlock) return;
        hash_block(state_, rest_.data());
    }
    for (; bytes.size() >= kBlock; bytes.remove_prefix(kBlock)) hash_block(state_, bytes.data());
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
    for (size_t at = 0; at < used; at += kBlock) hash_block(state, last.data() + at);

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
