# Completes feedctl's command line in bash. Made by `feedctl completions bash`.

_feedctl() {
    local i candidate
    local -a words=()
    for ((i = 0; i < COMP_CWORD; i++)); do
        # bash makes three words of `--format=json`.
        if ((i == 0)) || [[ ${COMP_WORDS[i]} != = ]]; then
            # The words still have their quotes; feedctl wants what they mean.
            words+=("${COMP_WORDS[i]//[\\\"\']/}")
        fi
    done
    COMPREPLY=()
    # Names of files are left to bash, which quotes them.
    case ${words[${#words[@]} - 1]} in
        -C) compopt -o dirnames 2> /dev/null && return ;;
        --file) compopt -o default 2> /dev/null && return ;;
    esac
    # `compgen -W` would run what stands in a candidate.
    while IFS= read -r candidate; do
        if [[ -n $candidate ]]; then
            COMPREPLY+=("$candidate")
        fi
    done <<< "$(
        _CLAP_IFS=$'\n' _CLAP_COMPLETE_INDEX=${#words[@]} COMPLETE=bash \
            command feedctl -- "${words[@]}" "$2" 2> /dev/null
    )"
}

# Before bash 4.4 candidates are always sorted.
complete -o bashdefault -o nosort -F _feedctl feedctl 2> /dev/null ||
    complete -o bashdefault -F _feedctl feedctl
