/* engines/mysql/my_static.h: what the linked client library of the static program lacks. */
#ifndef AFLOAT_ENGINES_MYSQL_MY_STATIC_H
#define AFLOAT_ENGINES_MYSQL_MY_STATIC_H

#include "base/cc.h"

/* After mysql_server_init: gives the library the log-in of MySQL 8. Once. */
bool MUST my_static_begin(void);

#endif
