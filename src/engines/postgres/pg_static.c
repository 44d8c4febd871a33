/* engines/postgres/pg_static.c: what libpq.a asks for and the static program does not have.
 *
 * Does      answer Kerberos (GSSAPI) calls with "unavailable" and LDAP service lookups with "no such server", so
 *           that libpq reports them as failed; only the functions whose answer counts have one of their own
 * Does not  exist in the ordinary program: libpq.so.5 brings both
 * See       tools/static.mk
 */
#ifdef AFLOAT_STATIC_POSTGRES

#include "base/cc.h"

enum { GSS_UNAVAILABLE = 16 << 16, LDAP_DOWN = -1 };

/* The library reads no argument back after a failure; the callers' types are those of its header. */
#define ANSWER(name, type, value)                                                                  \
    type name(void);                                                                               \
    type name(void)                                                                                \
    {                                                                                              \
        return value;                                                                              \
    }

ANSWER(gss_acquire_cred, unsigned, GSS_UNAVAILABLE)
ANSWER(gss_delete_sec_context, unsigned, GSS_UNAVAILABLE)
ANSWER(gss_display_status, unsigned, GSS_UNAVAILABLE)
ANSWER(gss_import_name, unsigned, GSS_UNAVAILABLE)
ANSWER(gss_init_sec_context, unsigned, GSS_UNAVAILABLE)
ANSWER(gss_release_buffer, unsigned, GSS_UNAVAILABLE)
ANSWER(gss_release_cred, unsigned, GSS_UNAVAILABLE)
ANSWER(gss_release_name, unsigned, GSS_UNAVAILABLE)
ANSWER(gss_unwrap, unsigned, GSS_UNAVAILABLE)
ANSWER(gss_wrap, unsigned, GSS_UNAVAILABLE)
ANSWER(gss_wrap_size_limit, unsigned, GSS_UNAVAILABLE)
extern const void *const GSS_C_NT_HOSTBASED_SERVICE;
const void *const GSS_C_NT_HOSTBASED_SERVICE = NULL;

ANSWER(ldap_init, void *, NULL) /* all that follow are not called after this */
ANSWER(ldap_count_entries, int, 0)
ANSWER(ldap_err2string, const char *, "LDAP is not in the static program")
ANSWER(ldap_first_entry, void *, NULL)
ANSWER(ldap_get_values_len, void *, NULL)
ANSWER(ldap_msgfree, int, 0)
ANSWER(ldap_result, int, LDAP_DOWN)
ANSWER(ldap_search_st, int, LDAP_DOWN)
ANSWER(ldap_set_option, int, LDAP_DOWN)
ANSWER(ldap_simple_bind, int, LDAP_DOWN)
ANSWER(ldap_unbind, int, 0)
ANSWER(ldap_value_free_len, int, 0)

#endif

typedef int pg_static_is_not_empty;
