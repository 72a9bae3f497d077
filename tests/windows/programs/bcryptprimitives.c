/* Wine 8 has no bcryptprimitives.dll, from which Rust's standard library takes its
   random numbers. This one asks an older place for them. For tests under Wine only:
   every Windows since 7 has its own, and nothing of this is shipped. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE into, SIZE_T length) {
    return RtlGenRandom(into, (ULONG)length);
}
