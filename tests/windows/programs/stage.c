/* Starts a program in the surroundings that a test wants of Windows and that cannot be
   made from outside of Wine: variables, the spelling of the current folder, files that
   another program keeps open, a reader that has gone. For tests only.

       stage.exe PROGRAM ARGUMENTS...

   The variable STAGE says what to do first, one order a line:

       set NAME=VALUE        a variable of the program
       cd FOLDER             its current folder, in just this spelling
       hold LETTERS FILE     keep FILE open; others may read, write, delete it as the
                             letters r, w, d say
       lock FILE             make FILE, and lock all of it
       release MILLISECONDS  let go of those files when the program has run so long
       no-reader             its stdout is a pipe whose reader has gone

   It ends as the program does; with 90 where it could not do what it was told. */
#include <windows.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

static HANDLE held[16];
static int holding;
static DWORD release_after = INFINITE;
static BOOL no_reader;

static void fail(const char *doing, const wchar_t *with) {
    fprintf(stderr, "stage: %s %ls: error %lu\n", doing, with, GetLastError());
    exit(90);
}

static void keep(HANDLE file, const wchar_t *path) {
    if (file == INVALID_HANDLE_VALUE || holding == 16) fail("opening", path);
    held[holding++] = file;
}

static void let_go(void) {
    while (holding > 0) CloseHandle(held[--holding]);
}

/* What follows the word and a blank, where the order is that word. */
static wchar_t *after(wchar_t *order, const wchar_t *word) {
    size_t length = wcslen(word);
    return wcsncmp(order, word, length) == 0 && order[length] == L' ' ? order + length + 1 : NULL;
}

static void obey(wchar_t *order) {
    wchar_t *rest;
    if ((rest = after(order, L"set"))) {
        wchar_t *value = wcschr(rest, L'=');
        if (!value) fail("reading", order);
        *value++ = 0;
        if (!SetEnvironmentVariableW(rest, value)) fail("setting", rest);
    } else if ((rest = after(order, L"cd"))) {
        if (!SetCurrentDirectoryW(rest)) fail("entering", rest);
    } else if ((rest = after(order, L"hold"))) {
        DWORD share = 0;
        for (; *rest && *rest != L' '; rest++)
            share |= *rest == L'r' ? FILE_SHARE_READ : *rest == L'w' ? FILE_SHARE_WRITE : FILE_SHARE_DELETE;
        if (*rest) rest++;
        keep(CreateFileW(rest, GENERIC_READ, share, NULL, OPEN_EXISTING, 0, NULL), rest);
    } else if ((rest = after(order, L"lock"))) {
        OVERLAPPED all = {0};
        keep(CreateFileW(rest, GENERIC_READ | GENERIC_WRITE, 7, NULL, OPEN_ALWAYS, 0, NULL), rest);
        if (!LockFileEx(held[holding - 1], LOCKFILE_EXCLUSIVE_LOCK, 0, MAXDWORD, MAXDWORD, &all)) fail("locking", rest);
    } else if ((rest = after(order, L"release"))) {
        release_after = wcstoul(rest, NULL, 10);
    } else if (wcscmp(order, L"no-reader") == 0) {
        no_reader = TRUE;
    } else {
        fail("understanding", order);
    }
}

/* The command line without its first word, otherwise as it was given. */
static wchar_t *rest_of_line(void) {
    wchar_t *line = GetCommandLineW();
    BOOL quoted = FALSE;
    for (; *line && (quoted || *line != L' '); line++)
        if (*line == L'"') quoted = !quoted;
    while (*line == L' ') line++;
    return line;
}

/* Keys are for the program that was started. */
static BOOL WINAPI deaf(DWORD key) {
    (void)key;
    return TRUE;
}

int wmain(void) {
    static wchar_t orders[32767];
    STARTUPINFOW start = {.cb = sizeof start};
    PROCESS_INFORMATION program;
    DWORD code, begun;
    HANDLE reader, writer;
    SECURITY_ATTRIBUTES inherited = {sizeof inherited, NULL, TRUE};
    wchar_t *line = rest_of_line();

    GetEnvironmentVariableW(L"STAGE", orders, 32767);
    SetEnvironmentVariableW(L"STAGE", NULL);
    for (wchar_t *next, *order = orders; order && *order; order = next) {
        if ((next = wcschr(order, L'\n'))) *next++ = 0;
        obey(order);
    }
    start.dwFlags = STARTF_USESTDHANDLES;
    start.hStdInput = GetStdHandle(STD_INPUT_HANDLE);
    start.hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE);
    start.hStdError = GetStdHandle(STD_ERROR_HANDLE);
    if (no_reader) {
        if (!CreatePipe(&reader, &writer, &inherited, 0)) fail("making", L"a pipe");
        CloseHandle(reader);
        start.hStdOutput = writer;
    }
    SetConsoleCtrlHandler(deaf, TRUE);
    if (!CreateProcessW(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &start, &program)) fail("starting", line);
    begun = GetTickCount();
    while (WaitForSingleObject(program.hProcess, 10) == WAIT_TIMEOUT) {
        if (GetTickCount() - begun >= release_after) let_go();
    }
    if (!GetExitCodeProcess(program.hProcess, &code)) fail("asking for", L"the exit code");
    return (int)code;
}
