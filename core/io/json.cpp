#include "core/io/json.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include <yyjson.h>

#include "core/base/utf8.h"
#include "core/io/json_number.h"
#include "core/io/limits.h"

namespace glossator {

// Strings and numbers point into `buffer`, from which their offset follows.
struct JsonStorage {
    std::string buffer;
    yyjson_doc* doc = nullptr;
    size_t base = 0;

    JsonStorage() = default;
    JsonStorage(const JsonStorage&) = delete;
    JsonStorage& operator=(const JsonStorage&) = delete;
    ~JsonStorage() { yyjson_doc_free(doc); }
};

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

bool is_scalar_with_text(yyjson_val* value)
{
    return unsafe_yyjson_is_str(value) || unsafe_yyjson_is_raw(value);
}

std::string_view text_of(yyjson_val* value)
{
    return {value->uni.str, unsafe_yyjson_get_len(value)};
}

// Where the text of a string (without its quotation mark) or number begins in the buffer.
size_t text_place(const JsonStorage& storage, yyjson_val* value)
{
    return static_cast<size_t>(value->uni.str - storage.buffer.data());
}

size_t scalar_place(const JsonStorage& storage, yyjson_val* value)
{
    return text_place(storage, value) - (unsafe_yyjson_is_str(value) ? 1 : 0);
}

// The place of the value after a key. Parsing in place has put a NUL over the key's closing mark, or before it if the
// key had escapes: then the key's own place must do.
size_t place_after_key(const JsonStorage& storage, yyjson_val* key)
{
    const std::string& buffer = storage.buffer;
    size_t at = text_place(storage, key) + unsafe_yyjson_get_len(key) + 1;
    while (at < buffer.size() && is_blank(buffer[at])) ++at;
    if (at >= buffer.size() || buffer[at] != ':') return scalar_place(storage, key);
    do ++at;
    while (at < buffer.size() && is_blank(buffer[at]));
    return at;
}

// The place of a container, back from the first string or number in it; what stands between is only blanks and
// brackets.
size_t place_before_descendant(const JsonStorage& storage, yyjson_val* value)
{
    size_t depth = 0;
    while (unsafe_yyjson_is_ctn(value) && unsafe_yyjson_get_len(value) > 0) {
        value = unsafe_yyjson_get_first(value);
        ++depth;
    }
    if (!is_scalar_with_text(value)) return std::string::npos;
    size_t at = scalar_place(storage, value);
    for (; depth > 0; --depth) {
        do --at;
        while (at > 0 && is_blank(storage.buffer[at]));
    }
    return at;
}

size_t place_of(const JsonStorage& storage, yyjson_val* key, yyjson_val* value)
{
    if (is_scalar_with_text(value)) return scalar_place(storage, value);
    if (key != nullptr) return place_after_key(storage, key);
    const size_t found = place_before_descendant(storage, value);
    if (found != std::string::npos) return found;
    for (yyjson_val* before = value; before-- != storage.doc->root;)
        if (is_scalar_with_text(before)) return scalar_place(storage, before);
    return 0;
}

// The later of two members with the same key, or null.
yyjson_val* repeated_key(yyjson_val* object)
{
    const size_t count = unsafe_yyjson_get_len(object);
    if (count > 64) {  // compare each with its neighbours in order only
        std::vector<std::pair<std::string_view, yyjson_val*>> keys;
        keys.reserve(count);
        yyjson_val* key = unsafe_yyjson_get_first(object);
        for (size_t i = 0; i < count; ++i, key = unsafe_yyjson_get_next(key + 1)) keys.emplace_back(text_of(key), key);
        std::sort(keys.begin(), keys.end());
        const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
        const auto found = std::adjacent_find(keys.begin(), keys.end(), same);
        return found == keys.end() ? nullptr : std::next(found)->second;
    }
    uint64_t seen = 0;  // one bit for each first letter and length, so that few keys are compared at all
    yyjson_val* key = unsafe_yyjson_get_first(object);
    for (size_t i = 0; i < count; ++i, key = unsafe_yyjson_get_next(key + 1)) {
        const std::string_view name = text_of(key);
        const size_t letter = name.empty() ? 0 : static_cast<unsigned char>(name.front());
        const uint64_t bit = uint64_t{1} << ((letter * 5 + name.size()) % 64);
        if ((seen & bit) != 0) {
            yyjson_val* other = unsafe_yyjson_get_first(object);
            for (; other != key; other = unsafe_yyjson_get_next(other + 1))
                if (text_of(other) == name) return key;
        }
        seen |= bit;
    }
    return nullptr;
}

Status check_tree(const JsonStorage& storage, yyjson_val* key, yyjson_val* value, size_t depth)
{
    if (!unsafe_yyjson_is_ctn(value)) return {};
    if (depth > kMaxJsonDepth)
        return fail_at(place_of(storage, key, value),
                       "arrays and objects are nested more than " + std::to_string(kMaxJsonDepth) + " deep");
    const bool is_object = unsafe_yyjson_is_obj(value);
    if (is_object) {
        if (yyjson_val* repeated = repeated_key(value))
            return fail_at(scalar_place(storage, repeated),
                           "the key \"" + std::string(text_of(repeated)) + "\" stands twice in this object");
    }
    yyjson_val* child = unsafe_yyjson_get_first(value);
    for (size_t left = unsafe_yyjson_get_len(value); left > 0; --left) {
        yyjson_val* child_key = is_object ? child++ : nullptr;
        if (unsafe_yyjson_is_ctn(child)) {
            Status status = check_tree(storage, child_key, child, depth + 1);
            if (!status) return status;
        }
        child = unsafe_yyjson_get_next(child);
    }
    return {};
}

std::string syntax_sentence(const yyjson_read_err& error)
{
    switch (error.code) {
    case YYJSON_READ_ERROR_EMPTY_CONTENT: return "there is nothing in it";
    case YYJSON_READ_ERROR_UNEXPECTED_END: return "the JSON ends here, in the middle of a value";
    case YYJSON_READ_ERROR_UNEXPECTED_CONTENT: return "something follows after the end of the JSON value";
    case YYJSON_READ_ERROR_MEMORY_ALLOCATION: return "there is not enough memory to read it";
    default: return std::string("this is not valid JSON: ") + error.msg;
    }
}

tl::unexpected<Error> syntax_error(std::string_view text, const yyjson_read_err& error, size_t base)
{
    if (error.code == YYJSON_READ_ERROR_MEMORY_ALLOCATION)
        return fail_at(base, syntax_sentence(error), ErrorCode::TooLarge);
    const std::optional<size_t> invalid = find_invalid_utf8(text);
    if (invalid && *invalid <= error.pos) return fail_at(base + *invalid, "this byte is not UTF-8");
    return fail_at(base + std::min(error.pos, text.size()), syntax_sentence(error));
}

void append_text(std::string& out, yyjson_val* value)
{
    if (unsafe_yyjson_is_str(value)) return write_json_string(out, text_of(value));
    if (unsafe_yyjson_is_raw(value)) {
        out += text_of(value);
    } else if (unsafe_yyjson_is_ctn(value)) {
        const bool is_object = unsafe_yyjson_is_obj(value);
        out += is_object ? '{' : '[';
        yyjson_val* child = unsafe_yyjson_get_first(value);
        const size_t count = unsafe_yyjson_get_len(value);
        for (size_t i = 0; i < count; ++i, child = unsafe_yyjson_get_next(child)) {
            if (i > 0) out += ',';
            if (is_object) {
                write_json_string(out, text_of(child++));
                out += ':';
            }
            append_text(out, child);
        }
        out += is_object ? '}' : ']';
    } else {
        out += unsafe_yyjson_is_true(value) ? "true" : unsafe_yyjson_is_false(value) ? "false" : "null";
    }
}

// One token of a JSON Pointer with its escapes taken back.
std::string unescape_token(std::string_view token)
{
    std::string out;
    for (size_t i = 0; i < token.size(); ++i) {
        if (token[i] == '~' && i + 1 < token.size())
            out += token[++i] == '1' ? '/' : '~';
        else
            out += token[i];
    }
    return out;
}

}  // namespace

bool JsonValue::is_object() const
{
    return yyjson_is_obj(value_);
}
bool JsonValue::is_array() const
{
    return yyjson_is_arr(value_);
}
bool JsonValue::is_string() const
{
    return yyjson_is_str(value_);
}
bool JsonValue::is_number() const
{
    return yyjson_is_raw(value_);
}
bool JsonValue::is_bool() const
{
    return yyjson_is_bool(value_);
}
bool JsonValue::is_null() const
{
    return yyjson_is_null(value_);
}
bool JsonValue::boolean() const
{
    return yyjson_is_true(value_);
}
size_t JsonValue::size() const
{
    return yyjson_is_ctn(value_) ? unsafe_yyjson_get_len(value_) : 0;
}

std::string_view JsonValue::string() const
{
    return is_string() ? text_of(value_) : std::string_view();
}

std::string_view JsonValue::key() const
{
    return key_ != nullptr ? text_of(key_) : std::string_view();
}

std::optional<double> JsonValue::number() const
{
    return is_number() ? read_json_number(text_of(value_)) : std::nullopt;
}

std::optional<uint32_t> JsonValue::unsigned32() const
{
    if (!is_number()) return std::nullopt;
    uint64_t number = 0;
    for (const char digit : text_of(value_)) {
        if (digit < '0' || digit > '9') return std::nullopt;
        number = number * 10 + static_cast<uint64_t>(digit - '0');
        if (number > UINT32_MAX) return std::nullopt;
    }
    return static_cast<uint32_t>(number);
}

JsonValue JsonValue::operator[](std::string_view key) const
{
    if (!is_object()) return {};
    for (const JsonValue child : children())
        if (text_of(child.key_) == key) return child;
    return {};
}

JsonValue JsonValue::item(size_t index) const
{
    yyjson_val* value = yyjson_arr_get(value_, index);
    return value == nullptr ? JsonValue() : JsonValue(storage_, nullptr, value);
}

JsonChildren JsonValue::children() const
{
    JsonChildren out;
    if (size() == 0) return out;
    yyjson_val* first = unsafe_yyjson_get_first(value_);
    const bool object = is_object();
    out.begin_.child_ = JsonValue(storage_, object ? first : nullptr, object ? first + 1 : first);
    out.begin_.left_ = size();
    return out;
}

JsonChildren::Iterator& JsonChildren::Iterator::operator++()
{
    if (--left_ == 0) return *this;
    yyjson_val* next = unsafe_yyjson_get_next(child_.value_);
    if (child_.key_ != nullptr) child_.key_ = next++;
    child_.value_ = next;
    return *this;
}

JsonValue JsonValue::at_pointer(std::string_view pointer) const
{
    JsonValue here = *this;
    while (here && !pointer.empty()) {
        if (pointer.front() != '/') return {};
        pointer.remove_prefix(1);
        const std::string token = unescape_token(pointer.substr(0, pointer.find('/')));
        pointer.remove_prefix(std::min(pointer.find('/'), pointer.size()));
        if (here.is_object()) {
            here = here[token];
            continue;
        }
        const bool is_index = !token.empty() && token.size() < 10 &&
                              std::all_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; });
        size_t index = 0;
        if (is_index)
            for (const char digit : token) index = index * 10 + static_cast<size_t>(digit - '0');
        if (!is_index) return {};
        here = here.item(index);
    }
    return here;
}

size_t JsonValue::offset() const
{
    return value_ == nullptr ? Error::kNoOffset : storage_->base + place_of(*storage_, key_, value_);
}

size_t JsonValue::key_offset() const
{
    return key_ == nullptr ? offset() : storage_->base + scalar_place(*storage_, key_);
}

std::string JsonValue::text() const
{
    std::string out;
    if (value_ != nullptr) append_text(out, value_);
    return out;
}

JsonDocument::JsonDocument(std::unique_ptr<JsonStorage> storage) : storage_(std::move(storage)) {}
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;
JsonDocument::~JsonDocument() = default;

Result<JsonDocument> JsonDocument::parse(std::string_view text, size_t base, size_t depth)
{
    if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
        text.remove_prefix(kByteOrderMark.size());
        base += kByteOrderMark.size();
    }
    auto storage = std::make_unique<JsonStorage>();
    storage->base = base;
    storage->buffer.reserve(text.size() + YYJSON_PADDING_SIZE);
    storage->buffer.assign(text);
    storage->buffer.append(YYJSON_PADDING_SIZE, '\0');
    yyjson_read_err error = {};
    storage->doc = yyjson_read_opts(storage->buffer.data(), text.size(), YYJSON_READ_INSITU | YYJSON_READ_NUMBER_AS_RAW,
                                    nullptr, &error);
    if (text.empty()) error.code = YYJSON_READ_ERROR_EMPTY_CONTENT;
    if (storage->doc == nullptr) return syntax_error(text, error, base);
    Status status = check_tree(*storage, nullptr, storage->doc->root, depth + 1);
    if (!status) {
        status.error().offset += base;
        return fail(status.error());
    }
    return JsonDocument(std::move(storage));
}

JsonValue JsonDocument::root() const
{
    return {storage_.get(), nullptr, storage_->doc->root};
}

namespace {

// True for a byte that is escaped or may begin a character that is.
constexpr std::array<bool, 256> kNeedsALook = [] {
    std::array<bool, 256> table = {};
    for (size_t control = 0; control < 0x20; ++control) table[control] = true;
    table['"'] = table['\\'] = true;
    table[0xE2] = table[0xEF] = true;  // U+2028, U+2029 and U+FEFF
    return table;
}();

void append_escape(std::string& out, unsigned char control)
{
    switch (control) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\b': out += "\\b"; break;
    case '\f': out += "\\f"; break;
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    default:
        out += "\\u00";
        out += "0123456789abcdef"[control >> 4];
        out += "0123456789abcdef"[control & 15u];
    }
}

// Whether none of the eight bytes needs a look, told for all at once; of bytes beyond ASCII it is not tried.
bool is_plain_word(const char* bytes)
{
    constexpr uint64_t kOnes = 0x0101010101010101u, kHigh = kOnes * 0x80;
    uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    const auto has_zero = [](uint64_t x) { return (x - kOnes) & ~x & kHigh; };
    const uint64_t control = (word - kOnes * 0x20) & ~word & kHigh;
    return ((word & kHigh) | control | has_zero(word ^ kOnes * '"') | has_zero(word ^ kOnes * '\\')) == 0;
}

const char* long_escape(std::string_view character)
{
    if (character == "\xE2\x80\xA8") return "\\u2028";
    if (character == "\xE2\x80\xA9") return "\\u2029";
    if (character == kByteOrderMark) return "\\ufeff";
    return nullptr;
}

}  // namespace

void write_json_string(std::string& out, std::string_view text)
{
    out += '"';
    size_t plain = 0;  // what stands before `i` from here on is copied as it is
    for (size_t i = 0; i < text.size();) {
        if (i + 8 <= text.size() && is_plain_word(text.data() + i)) {
            i += 8;
            continue;
        }
        for (const size_t stop = std::min(i + 8, text.size()); i < stop; ++i) {
            const auto byte = static_cast<unsigned char>(text[i]);
            if (!kNeedsALook[byte]) continue;
            const char* escape = byte >= 0x80 ? long_escape(text.substr(i, 3)) : nullptr;
            if (byte >= 0x80 && escape == nullptr) continue;
            out.append(text.substr(plain, i - plain));
            if (escape != nullptr) {
                out += escape;
                i += 2;
            } else {
                append_escape(out, byte);
            }
            plain = i + 1;
        }
    }
    out.append(text.substr(plain));
    out += '"';
}

}  // namespace glossator
