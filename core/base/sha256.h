#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace glossator {

// SHA-256 (FIPS 180-4) of bytes that come in pieces. Processors that have instructions for it are asked to use them.
class Sha256 {
public:
    enum class Way { Fastest, Plain };

    Sha256() : Sha256(Way::Fastest) {}
    explicit Sha256(Way way);
    void add(std::string_view bytes);
    // Of all that was added, as 64 lower-case hexadecimal digits; adding may go on.
    std::string hex() const;

private:
    using State = std::array<uint32_t, 8>;
    static constexpr size_t kBlock = 64;
    void hash(State& state, const char* blocks, size_t count) const;

    State state_;
    bool has_instructions_;
    std::array<char, kBlock> rest_{};  // what doesn't fill a block yet
    uint64_t total_ = 0;               // bytes
};

std::string sha256_hex(std::string_view bytes);

}  // namespace glossator
