#include <iostream>

#include "cli/commands.h"
#include "cli/exit_codes.h"

// Scripts by which shells complete command lines of the tool. The formats come from the tool itself.
namespace glossator::cli {

namespace {

constexpr const char* kBash = R"SH(# bash: source <(glossator completion bash)
_glossator()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "convert merge validate stats formats completion --help --version" -- "$word"))
        return
    fi
    case $before in
    --to) COMPREPLY=($(compgen -W "$(glossator formats | awk -F '\t' '$3 == "writes" { print $1 }')" -- "$word")); return ;;
    --from) COMPREPLY=($(compgen -W "$(glossator formats | awk -F '\t' '$2 == "reads" { print $1 }')" -- "$word")); return ;;
    completion) COMPREPLY=($(compgen -W "bash zsh fish" -- "$word")); return ;;
    esac
    if [[ $word == -* ]]; then
        local options=
        case $command in
        convert) options="--to --from --option --from-option -o --loss-report --strict --help" ;;
        merge) options="--from -o --by-file --help" ;;
        validate) options="--from --help" ;;
        stats) options="--from --json --help" ;;
        formats) options="--json --help" ;;
        esac
        COMPREPLY=($(compgen -W "$options" -- "$word"))
        return
    fi
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -f -- "$word"))
}
complete -F _glossator glossator
)SH";

constexpr const char* kFish = R"SH(# fish: glossator completion fish | source
complete -c glossator -n __fish_use_subcommand -f -a 'convert merge validate stats formats completion'
complete -c glossator -n '__fish_seen_subcommand_from convert' -l to -x -a '(glossator formats | string match -r "^[^\t]+(?=\t[^\t]*\twrites)")'
complete -c glossator -n '__fish_seen_subcommand_from convert merge validate stats' -l from -x -a '(glossator formats | string match -r "^[^\t]+(?=\treads)")'
complete -c glossator -n '__fish_seen_subcommand_from convert' -l option -x
complete -c glossator -n '__fish_seen_subcommand_from convert' -l from-option -x
complete -c glossator -n '__fish_seen_subcommand_from convert merge' -s o -r
complete -c glossator -n '__fish_seen_subcommand_from convert' -l loss-report -r
complete -c glossator -n '__fish_seen_subcommand_from convert' -l strict
complete -c glossator -n '__fish_seen_subcommand_from merge' -l by-file
complete -c glossator -n '__fish_seen_subcommand_from stats formats' -l json
complete -c glossator -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish'
)SH";

}  // namespace

int completion(const std::string& shell)
{
    if (shell == "bash")
        std::cout << kBash;
    else if (shell == "zsh")
        std::cout << "autoload -U +X bashcompinit && bashcompinit\n" << kBash;
    else if (shell == "fish")
        std::cout << kFish;
    else {
        std::cerr << "glossator: there is completion for bash, zsh and fish, not for \"" << shell << "\"\n";
        return kWrongUsage;
    }
    return kDone;
}

}  // namespace glossator::cli
