#compdef feedctl
# Completes feedctl's command line in zsh. Made by `feedctl completions zsh`.

_feedctl() {
    # Names of files are left to zsh, which knows `~` and its own quotes.
    case $words[CURRENT-1] in
        -C) _files -/; return ;;
        --file) _files; return ;;
    esac
    if compset -P '--file='; then
        _files
        return
    fi
    local -a candidates
    candidates=("${(@f)$(
        _CLAP_IFS=$'\n' _CLAP_COMPLETE_INDEX=$((CURRENT - 1)) COMPLETE=zsh \
            command feedctl -- "${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}" 2> /dev/null
    )}")
    [[ -n $candidates ]] && _describe -V values candidates
}

# As a file in `fpath` this is loaded by the first press of the key, which waits
# for an answer; elsewhere it is read at the start.
if [[ $funcstack[1] == _feedctl ]]; then
    _feedctl "$@"
else
    compdef _feedctl feedctl
fi
