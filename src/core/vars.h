/* core/vars.h: variables in migration files: ${name} becomes a value just before a statement is sent.
 *
 * Does      put values into one statement, find the names in it, map offsets back, hide secret values
 * Does not  read the configuration (core/config_vars.c); cut text into statements (sql/split.h does, before this)
 * Shape     struct var_rules says how a format writes them; files stay streams: one statement at a time
 * Errors    ERR_VAR_UNKNOWN (with the nearest name), ERR_VAR_MISSING, ERR_VAR_BREAKS; the offset of the reference
 *           is in err->statement_offset
 * See       docs/FILES.md#variables
 *
 * Sums, prefix sums and the history are of the text before values are put in.
 */
#ifndef AFLOAT_CORE_VARS_H
#define AFLOAT_CORE_VARS_H

#include "base/err.h"
#include "base/vec.h"
#include "sql/dialect.h"

struct var {
    str name;
    str value;   /* absent = declared, and no value was given */
    str hint;    /* where a value that is absent would come from; absent = --var */
    bool secret; /* shown nowhere: *** stands for it */
};

struct var_rules;

struct vars {                      /* as declared; names differ */
    const struct var_rules *rules; /* how files write them; NULL = as their format says */
    vec(struct var) list;
};

enum var_flag {
    VAR_NOCASE = 1, /* names are compared without regard to ASCII case */
    VAR_STRICT =
        2, /* an unknown name is an error everywhere, and with no variable declared at all */
    VAR_ESCAPE = 4,    /* "$" before a reference makes it plain text: $${name} gives ${name} */
    VAR_ANY_NAME = 8,  /* all text up to the suffix is a name; else [A-Za-z_][A-Za-z0-9_]* */
    VAR_DOT_NAME = 16, /* Go templates: blanks around the name and one leading dot are left out */
    VAR_KEEP_QUOTED =
        32, /* an unknown name in a dollar-quoted text or a comment is left as it is */
    VAR_SHELL =
        64, /* $NAME and ${NAME:-other} of the environment, in statements that say so (goose) */
};

struct var_rules {
    str prefix, suffix; /* "${" and "}" */
    unsigned flags;     /* enum var_flag */
};

extern const struct var_rules var_rules_native;

/* Adds or replaces; the texts must live as long. */
void vars_set(arena *a, struct vars *v, const struct var *var);
const struct var *vars_find(const struct vars *v, str name, bool nocase); /* NULL = not declared */

/* One place where a value was put in. */
struct var_splice {
    size_t raw, raw_n;   /* the reference in the file's text */
    size_t sent, sent_n; /* its value in the text that is sent */
    bool secret;
};

struct var_text {
    str sent;  /* with the values */
    str shown; /* with *** for the secret ones */
    vec(struct var_splice) splices;
    bool left; /* names_only: a name without a value stands in it still */
};

struct var_use {
    const struct vars *vars; /* NULL = none are declared */
    const struct var_rules *rules;
    const struct dialect *dialect;
    unsigned modes;  /* enum split_mode */
    bool names_only; /* an absent value is no error: the text is only looked at, not run */
};

/* Puts the values into one statement. With nothing to put in, the texts are `raw` itself. */
bool MUST vars_apply(arena *a, const struct var_use *use, str raw, struct var_text *out,
                     struct err *err);

/* How files write these variables; NULL = not at all. */
static inline const struct var_rules *vars_rules_of(const struct vars *v,
                                                    const struct var_rules *of_format)
{
    return v && v->rules ? v->rules : of_format;
}

/* Is there anything for vars_apply to do? */
bool vars_wanted(const struct vars *v, const struct var_rules *rules);

/* The offset in the file's text for one in the text that was sent; inside a value: the reference's begin. */
size_t vars_offset(const struct var_text *t, size_t sent_offset);

/* The secret values, longest first, for ctx->secrets. */
void vars_secrets(arena *a, const struct vars *v, struct str_list *out);

#endif
