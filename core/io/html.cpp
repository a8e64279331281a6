#include "core/io/html.h"

#include <algorithm>
#include <map>

#include "core/base/sha256.h"
#include "core/base/utf8.h"
#include "core/io/file_name.h"
#include "core/io/html_text.h"
#include "core/io/json.h"
#include "core/io/json_lines.h"
#include "core/io/json_writer.h"
#include "core/io/limits.h"
#include "core/io/project_builder.h"
#include "core/model/dates.h"

namespace glossator {

namespace {

const Format kFormat = {"html",
                        "Web page, HTML",
                        {".html", ".htm", ".xhtml"},
                        true,
                        false,
                        {{"part", "the text of the article, or all that the page shows", {"article", "page"}}}};

std::string on_one_line(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (!html::is_blank(c))
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

// What JSON-LD says at a key: a text, the name of a thing, the texts of a list.
std::string said_in(JsonValue value)
{
    if (value.is_string()) return on_one_line(value.string());
    if (value.is_object())
        for (const char* key : {"name", "@id", "url"})
            if (value[key].is_string()) return on_one_line(value[key].string());
    std::string out;
    if (value.is_array())
        for (const JsonValue each : value.children())
            if (const std::string said = each.is_array() ? "" : said_in(each); !said.empty())
                out += (out.empty() ? "" : ", ") + said;
    return out;
}

bool is_article(JsonValue thing)
{
    const auto is_kind = [](std::string_view type) {
        constexpr std::string_view kEnds[] = {"Article", "Posting", "Report", "Review"};
        return std::any_of(std::begin(kEnds), std::end(kEnds), [&](std::string_view end) {
            return type.size() >= end.size() && type.substr(type.size() - end.size()) == end;
        });
    };
    const JsonValue type = thing["@type"];
    if (type.is_string()) return is_kind(type.string());
    for (const JsonValue each : type.children())
        if (type.is_array() && is_kind(each.string())) return true;
    return false;
}

// The first thing that is an article: `value`, one of a list, or of an object's "@graph". Absent if there is none.
JsonValue article_in(JsonValue value)
{
    if (value.is_object() && is_article(value)) return value;
    const JsonValue list = value.is_object() ? value["@graph"] : value;
    if (list.is_array())
        for (const JsonValue each : list.children())
            if (each.is_object() && is_article(each)) return each;
    return {};
}

// What the file says of its page, by kind; what is said first holds.
class PageDetails {
public:
    explicit PageDetails(std::string_view bytes, Losses& losses) : bytes_(bytes), losses_(losses)
    {
        html::Tokens tokens(bytes);
        std::string element;
        while (const std::optional<html::Token> token = tokens.next()) {
            const std::string_view text = bytes.substr(token->begin, token->end - token->begin);
            if (token->kind == html::Token::Kind::Open) {
                take_tag(*token);
                element = token->name;
                const std::string* type = token->find("type");
                is_linked_data_ = element == "script" && type != nullptr && lower_ascii(*type) == "application/ld+json";
            } else if (token->kind == html::Token::Kind::Raw && is_linked_data_) {
                take_linked_data(text);
            } else if (token->kind == html::Token::Kind::Text && element == "title") {
                add("title", on_one_line(html::with_references_read(text)));
            } else if (token->kind == html::Token::Kind::Close) {
                element.clear();
            }
        }
    }

    // Of the first of these kinds of which something is said.
    std::string first_of(std::initializer_list<const char*> kinds) const
    {
        for (const char* kind : kinds)
            if (const auto found = said_.find(kind); found != said_.end()) return found->second;
        return {};
    }

private:
    void add(const std::string& kind, std::string said)
    {
        if (!said.empty()) said_.emplace(kind, std::move(said));
    }

    void take_tag(const html::Token& tag)
    {
        const auto value = [&](const char* name) {
            const std::string* found = tag.find(name);
            return found != nullptr ? on_one_line(*found) : std::string();
        };
        if (tag.name == "html") add("lang", value("lang"));
        if (tag.name == "link" && lower_ascii(value("rel")) == "canonical") add("canonical", value("href"));
        if (tag.name != "meta") return;
        for (const char* name : {"property", "name", "itemprop"})
            if (const std::string kind = lower_ascii(value(name)); !kind.empty())
                return add("meta " + kind, value("content"));
    }

    void take_linked_data(std::string_view text)
    {
        const Result<JsonDocument> json = JsonDocument::parse(text);
        if (!json) return losses_.add("JSON-LD that isn't JSON", json.error().message);
        const JsonValue article = article_in(json->root());
        if (!article) return;
        for (const char* key :
             {"headline", "publisher", "url", "datePublished", "dateModified", "inLanguage", "author"})
            add(std::string("ld ") + key, said_in(article[key]));
        add("ld url", said_in(article["mainEntityOfPage"]));
    }

    std::string_view bytes_;
    Losses& losses_;
    std::map<std::string, std::string, std::less<>> said_;
    bool is_linked_data_ = false;
};

void describe(Document& document, const PageDetails& page)
{
    const auto keep = [&](const char* key, const std::string& value) {
        if (value.empty()) return;
        std::string json;
        write_json_string(json, value);
        document.meta.emplace_back(key, json);
    };
    document.title = page.first_of({"ld headline", "meta og:title", "title", "meta twitter:title"});
    document.publisher = page.first_of({"ld publisher", "meta og:site_name", "meta publisher", "meta dc.publisher"});
    document.url = page.first_of({"canonical", "meta og:url", "ld url"});
    document.language = page.first_of({"lang", "ld inLanguage", "meta og:locale"});
    std::replace(document.language.begin(), document.language.end(), '_', '-');
    const std::string date = page.first_of({"ld datePublished", "meta article:published_time", "meta datepublished",
                                            "meta date", "meta dc.date", "meta dcterms.date"});
    keep("author", page.first_of({"ld author", "meta author", "meta article:author", "meta dc.creator"}));
    if (is_date(date))
        document.date = date;
    else
        keep("date", date);
    keep("modified", page.first_of({"ld dateModified", "meta article:modified_time"}));
}

// {"file", "sha256", "pieces": [[begin, end, source begin, source end], …]}
std::string map_of(const InputFile& file, const Text& text, const std::vector<html::Piece>& pieces)
{
    JsonWriter out;
    out.begin_object().string("file", without_folders(file.name)).string("sha256", sha256_hex(file.bytes));
    out.key("pieces").begin_array();
    for (const html::Piece& each : pieces) {
        out.begin_array();
        out.number(uint64_t{text.byte_to_code_point(each.begin)}).number(uint64_t{text.byte_to_code_point(each.end)});
        out.number(uint64_t{each.source_begin}).number(uint64_t{each.source_end}).end_array();
    }
    return out.end_array().end_object().take();
}

// The encoding that the file says it has; "" if it says none.
std::string said_encoding(std::string_view bytes)
{
    constexpr size_t kSniffed = 1024;  // where browsers look for it
    const std::string head = lower_ascii(bytes.substr(0, kSniffed));
    size_t begin = head.find("charset=");
    if (begin == std::string::npos) return {};
    begin = head.find_first_not_of("\"' ", begin + 8);
    if (begin == std::string::npos) return {};
    return head.substr(begin, head.find_first_of("\"' ;/>", begin) - begin);
}

ReadResult read(const ReadRequest& request)
{
    const InputFile& file = request.files.front();
    if (const auto bad = find_invalid_utf8(file.bytes)) {
        const std::string encoding = said_encoding(file.bytes);
        const bool is_other = !encoding.empty() && encoding != "utf-8" && encoding != "utf8";
        return refuse(file, *bad,
                      "the file isn't valid UTF-8" + (is_other ? ": it says that it is " + encoding : std::string()));
    }
    if (file.bytes.size() > kMaxTextBytes)
        return refuse(file, 0, "the file is larger than the " + std::to_string(kMaxTextBytes >> 20) + " MB that fit");
    Losses losses;
    const html::Part part = request.option(kFormat, "part") == "page" ? html::Part::Page : html::Part::Article;
    html::PageText page = html::text_of_page(file.bytes, part, losses);
    Result<TextPtr> text = Text::make(std::move(page.text));
    if (!text) return refuse(file, 0, text.error().message);
    ProjectBuilder builder(request);
    builder.add_document(std::string(without_folders(file.name)), std::move(*text));
    describe(builder.document(), PageDetails(file.bytes, losses));
    builder.document().extra.emplace_back("x-html", map_of(file, builder.text(), page.pieces));
    std::vector<std::string> notes;
    if (builder.text().size() == 0) notes.push_back("the page has no text");
    Result<Project> project = builder.take();
    if (!project) return refuse(file, project.error());
    return ReadProject{std::move(*project), std::move(notes), losses.take()};
}

bool fits(std::string_view name, std::string_view bytes)
{
    const size_t begin = std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size());
    const std::string head = lower_ascii(bytes.substr(begin, 14));
    if (head == "<!doctype html" || head.substr(0, 5) == "<html") return true;
    const std::string plain = lower_ascii(name);
    return std::any_of(kFormat.extensions.begin(), kFormat.extensions.end(),
                       [&](const std::string& extension) { return has_extension(plain, extension); });
}

}  // namespace

Codec html_codec()
{
    return {kFormat, fits, nullptr, read, nullptr, nullptr};
}

}  // namespace glossator
