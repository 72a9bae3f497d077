/* Plays cargo, and the Azure CLI, for tests under Wine, where there are none.

   It notes in the file that PLAY_LOG names how it was called and what came on stdin,
   and then does what PLAY says: `store` puts the token where `cargo login` would,
   `refuse` says no, `wait` stays until it is ended, `mint` prints a token as `az` does.
   Asked for a lock file it finds the feed and misses the crate, as cargo does. */
#include <windows.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

static wchar_t *variable(const wchar_t *name, wchar_t *into) {
    if (!GetEnvironmentVariableW(name, into, 1024)) into[0] = 0;
    return into;
}

int wmain(int count, wchar_t **words) {
    static char token[65536];
    wchar_t path[1024], play[1024];
    BOOL login = count > 1 && wcscmp(words[1], L"login") == 0;
    size_t length = login ? fread(token, 1, sizeof token - 1, stdin) : 0;
    FILE *log = _wfopen(variable(L"PLAY_LOG", path), L"ab");
    if (!log) return 91;
    for (int at = 1; at < count; at++) fprintf(log, "%ls%s", words[at], at + 1 < count ? " " : "\n");
    if (login) fprintf(log, "stdin: %s\n", token);
    fclose(log);
    variable(L"PLAY", play);
    if (wcscmp(play, L"wait") == 0) Sleep(60000);
    if (wcscmp(play, L"mint") == 0) {
        printf("{\"accessToken\": \"eyJhbGciOiJub25lIn0.eyJhdWQiOiJ4In0.c2ln\", \"expires_on\": 4102444800}\r\n");
        return 0;
    }
    if (wcscmp(play, L"refuse") == 0) {
        fprintf(stderr, "error: the registry does not support API commands\n");
        return 101;
    }
    if (login) {
        FILE *file = _wfopen(wcscat(variable(L"CARGO_HOME", path), L"\\credentials.toml"), L"wb");
        if (!file) return 92;
        while (length && (token[length - 1] == '\n' || token[length - 1] == '\r')) token[--length] = 0;
        fprintf(file, "[registries.%ls]\ntoken = \"%s\"\n", words[3], token);
        fclose(file);
        return 0;
    }
    if (count > 1 && wcscmp(words[1], L"logout") == 0) {
        fprintf(stderr, "      Logout not currently logged in to `%ls`\n", words[3]);
        return 0;
    }
    /* The index is read: so cargo keeps what the feed says of itself. */
    variable(L"CARGO_HOME", path);
    for (const wchar_t **part = (const wchar_t *[]){L"\\registry", L"\\index", L"\\feed", NULL}; *part; part++)
        CreateDirectoryW(wcscat(path, *part), NULL);
    FILE *served = _wfopen(wcscat(path, L"\\config.json"), L"wb");
    if (!served) return 93;
    fprintf(served, "{\"dl\": \"https://feed.example.com/dl\", \"api\": \"https://feed.example.com\", \"auth-required\": true}");
    fclose(served);
    fprintf(stderr, "error: no matching package named `feedctl-asks-for-no-such-crate` found\nlocation searched: `crates` index\n");
    return 101;
}
