#include "core/text/pattern.h"

#include <utility>

#include "core/base/utf8.h"
#include "core/text/regex_parser.h"

namespace glossator {

char32_t fold_for_search(char32_t c)
{
    switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201B: return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F: return '"';
    case 0x2010:
    case 0x2011: return '-';
    case 0xA0:
    case 0x202F:
    case 0x2009:
    case '\t':
    case '\n': return ' ';
    default: return fold_case(c);
    }
}

void append_decomposed(char32_t c, std::vector<char32_t>& out)
{
    char32_t first = 0, second = 0;
    if (!decompose(c, first, second)) {
        out.push_back(c);
        return;
    }
    append_decomposed(first, out);
    if (second != 0) out.push_back(second);
}

// Turns a query into a program.
class PatternCompiler {
public:
    explicit PatternCompiler(Pattern& pattern) : pattern_(pattern) {}

    Status compile(std::string_view query)
    {
        const bool whole = pattern_.options_.whole_words;
        if (whole) border(Pattern::Border::WholeWord);
        if (pattern_.options_.regex) {
            Result<RegexTree> tree = parse_regex(query);
            if (!tree) return fail(tree.error());
            pattern_.sets_ = std::move(tree->sets);
            if (!pattern_.options_.match_case)
                for (CharacterSet& set : pattern_.sets_) set.ignore_case();
            if (!node(*tree, tree->root))
                return fail(ErrorCode::TooLarge, "this expression repeats too much in too many ways");
        } else {
            plain(query);
        }
        if (whole) border(Pattern::Border::WholeWord);
        add({Pattern::Op::Match});
        return {};
    }

private:
    uint32_t add(Pattern::Instruction instruction)
    {
        pattern_.program_.push_back(instruction);
        return next() - 1;
    }
    uint32_t next() const { return static_cast<uint32_t>(pattern_.program_.size()); }
    void border(Pattern::Border which) { add({Pattern::Op::Border, static_cast<uint32_t>(which)}); }
    void jump(uint32_t from, uint32_t to) { pattern_.program_[from].x = pattern_.program_[from].y = to; }

    void plain(std::string_view query)
    {
        std::vector<char32_t> characters;
        for (size_t at = 0; at < query.size();) {
            const Decoded c = decode_utf8(query, at);
            append_decomposed(c.code_point, characters);
            at += c.length;
        }
        for (const char32_t c : characters)
            add({Pattern::Op::Character, pattern_.options_.match_case ? c : fold_for_search(c)});
    }

    // False if there is no room for it.
    bool node(const RegexTree& tree, uint32_t at)
    {
        if (next() > Pattern::kMaxInstructions) return false;
        const RegexNode& n = tree.nodes[at];
        switch (n.kind) {
        case RegexNode::Kind::Sequence:
            for (const uint32_t child : n.children)
                if (!node(tree, child)) return false;
            return true;
        case RegexNode::Kind::Choice: return choice(tree, n);
        case RegexNode::Kind::Repeat: return repeat(tree, n);
        case RegexNode::Kind::Character:
            add({Pattern::Op::Character, pattern_.options_.match_case ? n.value : fold_case(n.value)});
            return true;
        case RegexNode::Kind::Set: add({Pattern::Op::Set, n.value}); return true;
        case RegexNode::Kind::Border: add({Pattern::Op::Border, n.value}); return true;
        }
        return false;
    }

    bool choice(const RegexTree& tree, const RegexNode& n)
    {
        std::vector<uint32_t> ends;
        for (size_t i = 0; i < n.children.size(); ++i) {
            const bool last = i + 1 == n.children.size();
            const uint32_t split = last ? 0 : add({Pattern::Op::Split, next() + 1});
            if (!node(tree, n.children[i])) return false;
            if (last) break;
            ends.push_back(add({Pattern::Op::Split}));
            pattern_.program_[split].y = next();
        }
        for (const uint32_t end : ends) jump(end, next());
        return true;
    }

    bool repeat(const RegexTree& tree, const RegexNode& n)
    {
        for (uint32_t i = 0; i < n.least; ++i)
            if (!node(tree, n.children.front())) return false;
        const bool forever = n.most == RegexNode::kForever;
        std::vector<uint32_t> splits;
        for (uint32_t i = n.least; i < (forever ? n.least + 1 : n.most); ++i) {
            splits.push_back(add({Pattern::Op::Split}));
            if (!node(tree, n.children.front())) return false;
        }
        if (forever) jump(add({Pattern::Op::Split}), splits.front());
        for (const uint32_t split : splits) {
            pattern_.program_[split] = {Pattern::Op::Split, split + 1, next()};
            if (!n.greedy) std::swap(pattern_.program_[split].x, pattern_.program_[split].y);
        }
        return true;
    }

    Pattern& pattern_;
};

Result<Pattern> Pattern::compile(std::string_view query, PatternOptions options)
{
    Pattern pattern;
    pattern.options_ = options;
    if (const Status compiled = PatternCompiler(pattern).compile(query); !compiled) return fail(compiled.error());
    pattern.find_first_bytes();
    return pattern;
}

void Pattern::find_first_bytes()
{
    first_.assign(256, false);
    std::vector<bool> seen(program_.size());
    std::vector<uint32_t> open{0};
    const auto take = [&](auto accepts) {
        for (char32_t c = 0; c < 0x80; ++c)
            if (accepts(c)) first_[c] = true;
        for (size_t byte = 0xC2; byte < 0xF5; ++byte) first_[byte] = true;  // not worth a closer look
    };
    while (!open.empty()) {
        const uint32_t at = open.back();
        open.pop_back();
        if (seen[at]) continue;
        seen[at] = true;
        const Instruction& i = program_[at];
        switch (i.op) {
        case Op::Split:
            open.push_back(i.x);
            open.push_back(i.y);
            break;
        case Op::Border: open.push_back(at + 1); break;
        case Op::Character:
            take([&](char32_t c) {
                if (options_.match_case) return c == i.x;
                return (options_.regex ? fold_case(c) : fold_for_search(c)) == i.x;
            });
            break;
        case Op::Set: take([&](char32_t c) { return sets_[i.x].contains(c); }); break;
        case Op::Match: break;  // an empty match is none
        }
    }
}

}  // namespace glossator
