#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace glossator {

enum class ErrorCode {
    Invalid,      // the input breaks a rule
    NotFound,     // something named isn't there
    InUse,        // something can't go, since another record refers to it
    Unsupported,  // well formed, but not something this version can do
    TooLarge,     // over a limit that protects memory
};

// What went wrong, said once for the program and once for the person.
struct Error {
    static constexpr size_t kNoOffset = static_cast<size_t>(-1);

    ErrorCode code = ErrorCode::Invalid;
    std::string message;        // what to say, without file name or place; sentence() makes it one
    size_t offset = kNoOffset;  // the byte of the input where it was noticed, if an input is to blame
    std::string field = {};     // JSON Pointer (RFC 6901) into the record at fault, "" if it is the record as a whole
};

// `message` as it is shown to a person: with a capital at its begin and a full stop at its end.
std::string sentence(std::string_view message);

// A value, or the reason why there is none. Never ignored: the class is [[nodiscard]].
template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
public:
    using tl::expected<T, Error>::expected;
    Result(tl::expected<T, Error> other) : tl::expected<T, Error>(std::move(other)) {}
};

using Status = Result<void>;

inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string field = {})
{
    return tl::unexpected<Error>(Error{code, std::move(message), Error::kNoOffset, std::move(field)});
}

inline tl::unexpected<Error> fail_at(size_t offset, std::string message, ErrorCode code = ErrorCode::Invalid)
{
    return tl::unexpected<Error>(Error{code, std::move(message), offset, {}});
}

inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

}  // namespace glossator
