# Completes feedctl's command line in fish. Made by `feedctl completions fish`.

function __feedctl_candidates
    set --local words (commandline --current-process --tokenize --cut-at-cursor)
    set --local current (commandline --current-token --cut-at-cursor)
    switch $words[-1]
        # Here the word still has its quotes, which fish understands.
        case -C
            __fish_complete_directories "$current" ''
        case --file
            # Of a command that it does not know fish completes the files.
            complete --do-complete "__feedctl_no_command $current"
        case '*'
            # fish says so aloud when a program is missing.
            command --query feedctl
            and COMPLETE=fish command feedctl -- $words "$current" 2>/dev/null
    end
end

complete --command feedctl --keep-order --exclusive --arguments '(__feedctl_candidates)'
