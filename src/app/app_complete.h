/* app/app_complete.h: words that a shell may put in: versions, environments, formats.
 *
 * Does      read names of files and of environments; in silence
 * Does not  connect, read the files themselves, or fail: what cannot be read gives no words
 */
#ifndef AFLOAT_APP_APP_COMPLETE_H
#define AFLOAT_APP_APP_COMPLETE_H

#include "app/app.h"

struct app_word {
    str text, help; /* help may be absent */
};

typedef void app_word_fn(void *data, const struct app_word *word);

struct app_words { /* who gets them */
    app_word_fn *fn;
    void *data;
};

void app_complete_versions(struct ctx *ctx, const struct app_common *common,
                           const struct app_words *out);
void app_complete_environments(struct ctx *ctx, const struct app_common *common,
                               const struct app_words *out);
void app_complete_formats(const struct app_words *out);

#endif
