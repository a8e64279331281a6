#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_map>

#include "core/base/utf8.h"
#include "core/io/docbin_parts.h"
#include "core/io/json_writer.h"
#include "core/io/limits.h"
#include "core/io/msgpack.h"
#include "core/io/spacy_strings.h"
#include "core/io/zlib_stream.h"

namespace glossator {

namespace {

using Value = MsgPackReader::Value;
using Type = Value::Type;

tl::unexpected<Error> damaged(const std::string& how)
{
    return fail(ErrorCode::Invalid, "the DocBin is damaged: " + how);
}

uint64_t little_endian(std::string_view bytes, size_t at, size_t size)
{
    uint64_t out = 0;
    for (size_t i = size; i-- > 0;) out = out << 8 | static_cast<unsigned char>(bytes[at + i]);
    return out;
}

uint64_t big_endian(std::string_view bytes, size_t at, size_t size)
{
    uint64_t out = 0;
    for (size_t i = 0; i < size; ++i) out = out << 8 | static_cast<unsigned char>(bytes[at + i]);
    return out;
}

// The columns of a DocBin, as views of its bytes.
struct Columns {
    std::vector<uint64_t> attributes;
    std::string_view tokens, spaces, lengths;
    std::vector<std::string_view> strings;
    std::vector<std::string_view> cats, flags, groups, user_data;  // each a value, by document

    size_t rows() const { return spaces.size(); }
    size_t documents() const { return lengths.size() / 4; }
    uint32_t length(size_t document) const { return static_cast<uint32_t>(little_endian(lengths, 4 * document, 4)); }
    std::optional<size_t> column(TokenAttribute attribute) const
    {
        const auto at = std::find(attributes.begin(), attributes.end(), static_cast<uint64_t>(attribute));
        return at == attributes.end() ? std::nullopt : std::optional<size_t>(at - attributes.begin());
    }
    // 0 where there is no such column.
    uint64_t at(size_t row, std::optional<size_t> column) const
    {
        return column ? little_endian(tokens, 8 * (row * attributes.size() + *column), 8) : 0;
    }
};

Result<std::string_view> read_bytes(MsgPackReader& in, const char* what)
{
    const Result<Value> value = in.next();
    if (!value || !value->is_text()) return damaged(std::string("its ") + what + " aren't bytes");
    return value->bytes;
}

Status read_list(MsgPackReader& in, const char* what, std::vector<std::string_view>& out)
{
    const Result<Value> list = in.next();
    if (!list || list->type != Type::List) return damaged(std::string("its ") + what + " aren't a list");
    for (size_t i = 0; i < list->count; ++i) {
        const Result<std::string_view> item = in.skip();
        if (!item) return damaged(std::string("its ") + what + " end too early");
        out.push_back(*item);
    }
    return {};
}

Status read_member(MsgPackReader& in, std::string_view key, Columns& out)
{
    for (const auto& [name, bytes] :
         {std::pair("tokens", &out.tokens), std::pair("spaces", &out.spaces), std::pair("lengths", &out.lengths)}) {
        if (key != name) continue;
        const Result<std::string_view> read = read_bytes(in, name);
        if (!read) return fail(read.error());
        *bytes = *read;
        return {};
    }
    for (const auto& [name, list] :
         {std::pair("strings", &out.strings), std::pair("cats", &out.cats), std::pair("flags", &out.flags),
          std::pair("span_groups", &out.groups), std::pair("user_data", &out.user_data)})
        if (key == name) return read_list(in, name, *list);
    if (key != "attrs") return in.skip() ? Status() : damaged("it ends too early");
    const Result<Value> list = in.next();
    if (!list || list->type != Type::List) return damaged("its attrs aren't a list");
    for (size_t i = 0; i < list->count; ++i) {
        const Result<Value> attribute = in.next();
        if (!attribute || attribute->type != Type::Integer) return damaged("its attrs aren't numbers");
        out.attributes.push_back(attribute->integer);
    }
    return {};
}

Status check(const Columns& columns)
{
    if (!columns.column(TokenAttribute::Orth)) return damaged("it has no words");
    if (columns.tokens.size() % (8 * columns.attributes.size()) != 0 || columns.lengths.size() % 4 != 0)
        return damaged("its table of tokens isn't whole");
    uint64_t rows = 0;
    for (size_t i = 0; i < columns.documents(); ++i) rows += columns.length(i);
    if (rows != columns.rows() || rows != columns.tokens.size() / 8 / columns.attributes.size())
        return damaged("its documents don't have as many tokens as its table");
    return {};
}

Result<Columns> read_columns(std::string_view bytes)
{
    Columns out;
    MsgPackReader in(bytes);
    const Result<Value> map = in.next();
    if (!map || map->type != Type::Map) return damaged("it isn't a map");
    for (size_t i = 0; i < map->count; ++i) {
        const Result<std::string_view> key = read_bytes(in, "names");
        if (!key) return fail(key.error());
        if (Status sound = read_member(in, *key, out); !sound) return fail(sound.error());
    }
    if (Status sound = check(out); !sound) return fail(sound.error());
    return out;
}

// Each document as a line of Doc JSON.
class Unpacker {
public:
    explicit Unpacker(const Columns& columns)
        : columns_(columns),
          orth_(columns.column(TokenAttribute::Orth)),
          iob_(columns.column(TokenAttribute::EntIob)),
          type_(columns.column(TokenAttribute::EntType)),
          kb_id_(columns.column(TokenAttribute::EntKbId)),
          sent_start_(columns.column(TokenAttribute::SentStart))
    {
        for (const std::string_view packed : columns.strings) {
            const Result<Value> string = MsgPackReader(packed).next();
            if (string && string->is_text()) strings_.emplace(spacy_id(string->bytes), string->bytes);
        }
        strings_.emplace(0, std::string_view());
        constexpr std::pair<TokenAttribute, const char*> kMore[] = {
            {TokenAttribute::Lemma, "lemma"}, {TokenAttribute::Pos, "pos"},   {TokenAttribute::Tag, "tag"},
            {TokenAttribute::Dep, "dep"},     {TokenAttribute::Head, "head"}, {TokenAttribute::Morph, "morph"}};
        for (const auto& [attribute, name] : kMore)
            if (const auto column = columns.column(attribute)) more_.emplace_back(*column, name);
    }

    Result<UnpackedDocs> unpack()
    {
        size_t row = 0;
        for (size_t i = 0; i < columns_.documents(); ++i) {
            if (Status sound = add(i, row, row + columns_.length(i)); !sound) return fail(sound.error());
            row += columns_.length(i);
        }
        return std::move(out_);
    }

private:
    struct Place {  // code points
        uint32_t begin, end;
    };

    // What a number stands for. Also counts what all this comes to, since a short file may say long texts again and
    // again.
    Result<std::string_view> string(uint64_t id)
    {
        const auto found = strings_.find(id);
        if (found == strings_.end()) return damaged("a text that it speaks of is missing");
        constexpr size_t kAround = 64;
        made_ += found->second.size() + kAround;
        if (made_ > kMaxFileBytes)
            return fail(ErrorCode::TooLarge,
                        "the DocBin unpacks to more than the " + std::to_string(kMaxFileBytes >> 20) + " MB that fit");
        return found->second;
    }

    Status add(size_t document, size_t begin, size_t end)
    {
        out_json_ = {};
        out_json_.begin_object();
        if (Status sound = add_text(document, begin, end); !sound) return sound;
        add_tokens(begin, end);
        if (sent_start_) add_sentences(begin, end);
        if (iob_ && type_)
            if (Status sound = add_ents(begin, end); !sound) return sound;
        if (document < columns_.groups.size())
            if (Status sound = add_groups(columns_.groups[document]); !sound) return sound;
        if (document < columns_.cats.size())
            if (Status sound = add_cats(columns_.cats[document]); !sound) return sound;
        if (document < columns_.user_data.size()) add_user_data(columns_.user_data[document]);
        out_.lines += out_json_.end_object().take() + "\n";
        return {};
    }

    bool knows_spaces(size_t document) const
    {
        if (document >= columns_.flags.size()) return true;
        MsgPackReader in(columns_.flags[document]);
        const Result<Value> map = in.next();
        if (!map || map->type != Type::Map) return true;
        for (size_t i = 0; i < map->count; ++i) {
            const Result<Value> key = in.next();
            const Result<std::string_view> value = in.skip();
            if (!key || !value) return true;
            if (key->is_text() && key->bytes == "has_unknown_spaces") return MsgPackReader(*value).next()->integer == 0;
        }
        return true;
    }

    Status add_text(size_t document, size_t begin, size_t end)
    {
        const bool spaces = knows_spaces(document);
        if (!spaces) ++out_.guessed_spaces;
        places_.clear();
        for (size_t row = begin; row < end; ++row)  // before any of it is made
            if (const Result<std::string_view> word = string(columns_.at(row, orth_)); !word) return fail(word.error());
        std::string text;
        uint32_t at = 0;
        for (size_t row = begin; row < end; ++row) {
            const std::string_view word = strings_.find(columns_.at(row, orth_))->second;
            if (find_invalid_utf8(word)) return damaged("a word isn't UTF-8");
            const auto length = static_cast<uint32_t>(
                std::count_if(word.begin(), word.end(), [](char c) { return (c & 0xC0) != 0x80; }));
            places_.push_back({at, at + length});
            text += word;
            at += length;
            if (spaces ? columns_.spaces[row] == '\0' : row + 1 == end) continue;
            text += ' ';
            ++at;
        }
        out_json_.string("text", text);
        return {};
    }

    void write_place(uint32_t begin, uint32_t end)
    {
        out_json_.number("start", uint64_t{begin}).number("end", uint64_t{end});
    }

    void add_tokens(size_t begin, size_t end)
    {
        out_json_.key("tokens").begin_array();
        for (size_t row = begin; row < end; ++row) {
            out_json_.begin_object().number("id", uint64_t{row - begin});
            write_place(places_[row - begin].begin, places_[row - begin].end);
            for (const auto& [column, name] : more_) {
                const uint64_t value = columns_.at(row, column);
                if (value == 0) continue;
                const auto known = strings_.find(value);
                out_json_.string(name, known == strings_.end() ? std::to_string(value) : std::string(known->second));
            }
            out_json_.end_object();
        }
        out_json_.end_array();
    }

    // SENT_START is 1 where a sentence begins.
    void add_sentences(size_t begin, size_t end)
    {
        std::vector<size_t> starts;
        for (size_t row = begin; row < end; ++row)
            if (columns_.at(row, sent_start_) == 1 || row == begin) starts.push_back(row - begin);
        if (starts.size() < 2) return;
        starts.push_back(end - begin);
        out_json_.key("sents").begin_array();
        for (size_t i = 0; i + 1 < starts.size(); ++i) {
            out_json_.begin_object();
            write_place(places_[starts[i]].begin, places_[starts[i + 1] - 1].end);
            out_json_.end_object();
        }
        out_json_.end_array();
    }

    Status add_mark(uint64_t label, uint64_t kb_id, size_t first, size_t end)
    {
        const Result<std::string_view> label_text = string(label), kb_text = string(kb_id);
        if (!label_text) return fail(label_text.error());
        if (!kb_text) return fail(kb_text.error());
        if (first >= end || end > places_.size()) return damaged("a span lies outside its document");
        write_place(places_[first].begin, places_[end - 1].end);
        out_json_.string("label", *label_text).string("kb_id", *kb_text);
        return {};
    }

    Status add_ents(size_t begin, size_t end)
    {
        out_json_.key("ents").begin_array();
        for (size_t row = begin; row < end;) {
            const size_t first = row++;
            const uint64_t iob = columns_.at(first, iob_), type = columns_.at(first, type_);
            if ((iob != kIobBegin && iob != kIobInside) || type == 0) continue;
            while (row < end && columns_.at(row, iob_) == kIobInside && columns_.at(row, type_) == type) ++row;
            out_json_.begin_object();
            if (Status sound = add_mark(type, columns_.at(first, kb_id_), first - begin, row - begin); !sound)
                return sound;
            out_json_.end_object();
        }
        out_json_.end_array();
        return {};
    }

    Status add_groups(std::string_view packed)
    {
        const Result<Value> bytes = MsgPackReader(packed).next();
        if (!bytes || !bytes->is_text()) return damaged("its span groups aren't bytes");
        if (bytes->bytes.empty()) return {};
        MsgPackReader in(bytes->bytes);
        const Result<Value> map = in.next();
        if (!map) return damaged("its span groups end too early");
        if (map->type != Type::Map) return {};
        out_json_.key("spans").begin_object();
        for (size_t i = 0; i < map->count; ++i) {
            const Result<Value> group = in.next(), keys = in.next();
            if (!group || !group->is_text() || !keys || keys->type != Type::List)
                return damaged("a span group isn't whole");
            for (size_t k = 0; k < keys->count; ++k) {
                const Result<std::string_view> key = read_bytes(in, "span groups");
                if (!key) return fail(key.error());
                out_json_.key(*key);
                if (Status sound = add_group(group->bytes); !sound) return sound;
            }
        }
        out_json_.end_object();
        return {};
    }

    Status add_group(std::string_view packed)
    {
        MsgPackReader in(packed);
        const Result<Value> map = in.next();
        if (!map || map->type != Type::Map) return damaged("a span group isn't whole");
        out_json_.begin_array();
        for (size_t i = 0; i < map->count; ++i) {
            const Result<std::string_view> key = read_bytes(in, "span groups");
            if (!key) return fail(key.error());
            if (*key != "spans") {
                if (!in.skip()) return damaged("a span group isn't whole");
                continue;
            }
            const Result<Value> list = in.next();
            if (!list || list->type != Type::List) return damaged("a span group isn't whole");
            for (size_t k = 0; k < list->count; ++k) {
                const Result<std::string_view> span = read_bytes(in, "spans");
                if (!span) return fail(span.error());
                if (Status sound = add_span(*span); !sound) return sound;
            }
        }
        out_json_.end_array();
        return {};
    }

    // As Packer::pack_groups() has it; before spaCy 3.4 without an id.
    Status add_span(std::string_view span)
    {
        constexpr size_t kSize = 40, kWithoutId = 32;
        if (span.size() != kSize && span.size() != kWithoutId) return damaged("a span isn't whole");
        const bool has_id = span.size() == kSize;
        const size_t at = has_id ? 8 : 0;
        out_json_.begin_object();
        if (Status sound = add_mark(big_endian(span, at + 8, 8), big_endian(span, at, 8),
                                    static_cast<size_t>(big_endian(span, at + 16, 4)),
                                    static_cast<size_t>(big_endian(span, at + 20, 4)));
            !sound)
            return sound;
        const Result<std::string_view> id = string(has_id ? big_endian(span, 0, 8) : 0);
        if (!id) return fail(id.error());
        if (!id->empty()) out_json_.string("id", *id);
        out_json_.end_object();
        return {};
    }

    Status add_cats(std::string_view packed)
    {
        MsgPackReader in(packed);
        const Result<Value> map = in.next();
        if (!map || map->type != Type::Map) return damaged("its categories aren't a map");
        out_json_.key("cats").begin_object();
        for (size_t i = 0; i < map->count; ++i) {
            const Result<std::string_view> key = read_bytes(in, "categories");
            const Result<Value> value = in.next();
            if (!key || !value) return damaged("its categories end too early");
            if (value->type == Type::Boolean)
                out_json_.key(*key).boolean(value->integer != 0);
            else if (value->type == Type::Integer)
                out_json_.key(*key).number(static_cast<double>(static_cast<int64_t>(value->integer)));
            else if (value->type == Type::Real && std::isfinite(value->real))
                out_json_.key(*key).number(value->real);
            else
                out_.losses.add("categories without a number", std::string(*key));
        }
        out_json_.end_object();
        return {};
    }

    // The name of something in the user data: a text, or of a custom attribute the list ("._.", name, nil, nil).
    static std::string_view name_in(std::string_view packed)
    {
        MsgPackReader in(packed);
        Result<Value> name = in.next();
        if (name->type == Type::List && name->count == 4) {
            const Result<Value> kind = in.next();
            if (kind->is_text() && kind->bytes == "._.") name = in.next();
        }
        return name->is_text() ? name->bytes : std::string_view();
    }

    void add_user_data(std::string_view packed)
    {
        const Result<Value> bytes = MsgPackReader(packed).next();
        if (!bytes || !bytes->is_text()) return;
        MsgPackReader in(bytes->bytes);
        const Result<Value> map = in.next();
        if (!map || map->type != Type::Map) return;
        out_json_.key("_").begin_object();
        for (size_t i = 0; i < map->count; ++i) {
            const Result<std::string_view> key = in.skip(), value = in.skip();
            if (!key || !value) break;
            const std::string_view name = name_in(*key);
            const Result<Value> text = MsgPackReader(*value).next();
            if (!name.empty() && text->is_text())
                out_json_.string(name, text->bytes);
            else
                out_.losses.add("user data of documents", std::string(name));
        }
        out_json_.end_object();
    }

    const Columns& columns_;
    std::optional<size_t> orth_, iob_, type_, kb_id_, sent_start_;
    std::vector<std::pair<size_t, const char*>> more_;  // columns that are told as they are
    std::unordered_map<uint64_t, std::string_view> strings_;
    std::vector<Place> places_;  // of the tokens of the document at hand
    JsonWriter out_json_;
    size_t made_ = 0;
    UnpackedDocs out_;
};

}  // namespace

Result<UnpackedDocs> unpack_docbin(std::string_view bytes)
{
    const Result<std::string> unpacked = read_zlib(bytes, kMaxFileBytes);
    if (!unpacked) return fail(unpacked.error());
    const Result<Columns> columns = read_columns(*unpacked);
    if (!columns) return fail(columns.error());
    return Unpacker(*columns).unpack();
}

}  // namespace glossator
