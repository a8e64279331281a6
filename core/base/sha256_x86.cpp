#include <cpuid.h>
#include <immintrin.h>

#include "core/base/sha256_blocks.h"

// SHA-256 by the instructions of x86-64 processors.
namespace glossator {

namespace {

__m128i load(const void* four_words)
{
    return _mm_loadu_si128(static_cast<const __m128i*>(four_words));
}

}  // namespace

bool has_sha256_instructions()
{
    unsigned a = 0, b = 0, c = 0, d = 0;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & bit_SSE4_1) == 0) return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & bit_SHA) != 0;
}

// The instructions keep the state as the words A, B, E, F and C, D, G, H, highest first, and do two rounds at a time.
[[gnu::target("sha,sse4.1")]] void hash_sha256_by_instructions(Sha256State& state, const char* blocks, size_t count)
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
            const __m128i sums = _mm_add_epi32(here, load(&kSha256Constants[t]));
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

}  // namespace glossator
