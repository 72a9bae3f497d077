
set edit:completion:arg-completer[feedctl] = { |@words|
    var index = (count $words)
    set index = (- $index 1)

    put (env _CLAP_IFS="\n" _CLAP_COMPLETE_INDEX=(to-string $index) COMPLETE="elvish" feedctl -- $@words 2>/dev/null) | to-lines
}

