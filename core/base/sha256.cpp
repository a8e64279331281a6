#include "core/base/sha256.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

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

#if defined(__x86_64__)

bool has_instructions()
{
    unsigned a = 0, b = 0, c = 0, d = 0;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & bit_SSE4_1) == 0) return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & bit_SHA) != 0;
}

__m128i load(const void* four_words)
{
    return _mm_loadu_si128(static_cast<const __m128i*>(four_words));
}

// The instructions keep the state as the words A, B, E, F and C, D, G, H, highest first, and do two rounds at a time.
[[gnu::target("sha,sse4.1")]] void hash_with_instructions(State& state, const char* blocks, size_t count)
{
    const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    const __m128i cdab = _mm_shuffle_epi32(load(&state[0]), 0xB1), efgh = _mm_shuffle_epi32(load(&state[4]), 0x1B);
    __m128i abef = _mm_alignr_epi8(cdab, efgh, 8), cdgh = _mm_blend_epi16(efgh, cdab, 0xF0);
    for (; count > 0; --count, blocks += 64) {
        const __m128i abef_before = abef, cdgh_before = cdgh;
        __m128i w[4];  // the sixteen words up to those of this round
        for (size_t t = 0; t < 64; t += 4) {
            __m128i& here = w[t / 4 % 4];
            const __m128i &next = w[(t / 4 + 1) % 4], &last_but_one = w[(t / 4 + 2) % 4], &last = w[(t / 4 + 3) % 4];
            if (t < 16)
                here = _mm_shuffle_epi8(load(blocks + 4 * t), big_endian);
            else
                here = _mm_sha256msg2_epu32(
                    _mm_add_epi32(_mm_sha256msg1_epu32(here, next), _mm_alignr_epi8(last, last_but_one, 4)), last);
            const __m128i sums = _mm_add_epi32(here, load(&kRoundConstants[t]));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sums);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sums, 0x0E));
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    const __m128i feba = _mm_shuffle_epi32(abef, 0x1B), dchg = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(&state[0]), _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(&state[4]), _mm_alignr_epi8(dchg, feba, 8));
}

#else

bool has_instructions()
{
    return false;
}

void hash_with_instructions(State&, const char*, size_t) {}

#endif

}  // namespace

Sha256::Sha256(Way way) : state_(kInitialState)
{
    static const bool kHasInstructions = has_instructions();
    has_instructions_ = kHasInstructions && way == Way::Fastest;
}

void Sha256::hash(State& state, const char* blocks, size_t count) const
{
    if (has_instructions_) return hash_with_instructions(state, blocks, count);
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
