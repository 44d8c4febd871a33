/* base/clock.h: time.
 *
 * Does      monotonic time for durations and time-outs; wall time for names and display only
 * Does not  decide anything by the wall clock of this machine
 * Shape     AFLOAT_NOW=2026-01-02T03:04:05Z fixes the wall clock in tests
 */
#ifndef AFLOAT_BASE_CLOCK_H
#define AFLOAT_BASE_CLOCK_H

#include "base/str.h"

int64_t clock_mono_us(void);
int64_t clock_mono_ms(void);
int64_t clock_wall_us(void);     /* microseconds since 1970 UTC */
void clock_sleep_ms(int64_t ms); /* wakes early on a signal */

enum { CLOCK_ISO_BYTES = 20 };

void clock_put_iso(char *to, int64_t wall_us); /* as clock_iso, no NUL; years 0 to 9999 */
str clock_iso(arena *a, int64_t wall_us);      /* 2026-01-02T03:04:05Z */
str clock_stamp14(arena *a, int64_t wall_us);  /* 20260102030405 */
bool clock_parse_iso(str s,
                     int64_t *out_us); /* "2026-01-02[T ]03:04:05[.ffffff][Z|+00]", taken as UTC */

#endif
