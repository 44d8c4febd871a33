/* engines/mysql/my_static.c: the log-in of MySQL 8 and newer, for the static program.
 *
 * Does      caching_sha2_password: the quick way (the server remembers the account), else the password itself over
 *           TLS or a Unix socket
 * Does not  send a password over a plain connection, also not encrypted by a key that the server names: refused with
 *           the words of the library's own plug-in; exist in the ordinary program, whose library loads its plug-in
 * See       https://dev.mysql.com/doc/dev/mysql-server/latest/page_caching_sha2_authentication_exchanges.html
 */
#include "engines/mysql/my_static.h"

#ifdef AFLOAT_STATIC_MARIADB

#include "base/sha256.h"

#include <mysql.h>
#include <mysql/plugin_auth.h>

/* As in mysql/client_plugin.h, which includes a header that Debian's package does not have. */
struct auth_plugin {
    struct st_mysql_client_plugin head;
    int (*authenticate_user)(MYSQL_PLUGIN_VIO *vio, MYSQL *mysql);
};

enum {
    AUTHENTICATION = 2, /* type of plug-in */
    INTERFACE_VERSION = 0x100,
    NONCE_BYTES = 20,
    SAYS_KNOWN = 3,   /* the scrambled password was right */
    SAYS_UNKNOWN = 4, /* the whole password is asked for */
    AUTH_FAILED = 2061,
};

/* SHA256(password) XOR SHA256(SHA256(SHA256(password)) + nonce) */
static void scramble(const char *password, const unsigned char *nonce,
                     unsigned char out[SHA256_BYTES])
{
    unsigned char twice[SHA256_BYTES + NONCE_BYTES], mask[SHA256_BYTES];

    sha256_bytes_of(str_of(password), out);
    sha256_bytes_of((str){ (const char *)out, SHA256_BYTES }, twice);
    memcpy(twice + SHA256_BYTES, nonce, NONCE_BYTES);
    sha256_bytes_of((str){ (const char *)twice, sizeof(twice) }, mask);
    for (size_t i = 0; i < SHA256_BYTES; i++)
        out[i] ^= mask[i];
}

static int send_password(MYSQL_PLUGIN_VIO *vio, MYSQL *m)
{
    MYSQL_PLUGIN_VIO_INFO info = { 0 };

    vio->info(vio, &info);
    if (!mysql_get_ssl_cipher(m) && info.protocol != MYSQL_VIO_SOCKET) {
        m->net.last_errno = AUTH_FAILED;
        snprintf(m->net.last_error, sizeof(m->net.last_error),
                 "Authentication plugin 'caching_sha2_password' reported error: Authentication "
                 "requires secure connection.");
        return CR_ERROR;
    }
    return vio->write_packet(vio, (const unsigned char *)m->passwd, (int)strlen(m->passwd) + 1)
               ? CR_ERROR
               : CR_OK;
}

static int log_in(MYSQL_PLUGIN_VIO *vio, MYSQL *m)
{
    unsigned char *packet, nonce[NONCE_BYTES], answer[SHA256_BYTES];

    if (vio->read_packet(vio, &packet) < NONCE_BYTES)
        return CR_ERROR;
    memcpy(nonce, packet, NONCE_BYTES);
    if (!m->passwd || !*m->passwd)
        return vio->write_packet(vio, (const unsigned char *)"", 1) ? CR_ERROR : CR_OK;
    scramble(m->passwd, nonce, answer);
    if (vio->write_packet(vio, answer, SHA256_BYTES) || vio->read_packet(vio, &packet) != 1)
        return CR_ERROR;
    if (*packet == SAYS_KNOWN)
        return CR_OK;
    return *packet == SAYS_UNKNOWN ? send_password(vio, m) : CR_ERROR;
}

bool my_static_begin(void)
{
    static const struct auth_plugin plugin = {
        .head = { .type = AUTHENTICATION,
                  .interface_version = INTERFACE_VERSION,
                  .name = "caching_sha2_password",
                  .author = "afloat",
                  .desc = "log-in of MySQL 8 and newer",
                  .version = { 1, 0, 0 },
                  .license = "MIT" },
        .authenticate_user = log_in,
    };
    MYSQL *m = mysql_init(NULL);
    bool ok = m && mysql_client_register_plugin(
                       m, (struct st_mysql_client_plugin *)(uintptr_t)&plugin) != NULL;

    if (m)
        mysql_close(m);
    return ok;
}

#endif
