/* schema/bind_serial.c: columns that count, on PostgreSQL.
 *
 * Does      serial, identity → a sequence that the column owns, NOT NULL, the default; an identity that goes
 *           takes its sequence with it
 * Does not  know sequences' options
 * Errors    none
 * See       schema/bind.h
 */
#include "schema/bind_int.h"

static bool written_serial(const struct change *c)
{
    const struct edit *serial = change_edit(c, ATTR_SERIAL);
    const struct edit *type = change_edit(c, ATTR_TYPE);

    return (serial && serial->value.yes) ||
           (type && type->value.kind == VALUE_TYPE && type->value.type->serial);
}

static struct ref *ref_to(struct binder *b, object_id id)
{
    struct ref *r = arena_new(b->a, struct ref, 1);

    r->path = bind_path(b, id);
    r->id = id;
    return r;
}

/* The sequence of t.c: t_c_seq, owned by the column. */
static object_id imply_sequence(struct binder *b, uint32_t i)
{
    object_id column = change_at(b, i)->object, table = stage_parent(b->s, column);
    uint32_t made = bind_imply(b, i, CHANGE_CREATE, KIND_SEQUENCE);
    struct path p = bind_path(b, table);

    p.name = bind_name_of(b, stage_parent(b->s, table), stage_name(b->s, table),
                          stage_name(b->s, column), "seq");
    change_at(b, made)->path = p;
    bind_edit(b, made, ATTR_OWNED_BY,
              (struct value){ .kind = VALUE_REF, .ref = ref_to(b, column) });
    b->implied = true;
    bind_one(b, made);
    return change_at(b, made)->object;
}

/* nextval('t_c_seq'::regclass), the name as a reference. */
static struct value next_value(struct binder *b, object_id sequence)
{
    struct expr *e = arena_new(b->a, struct expr, 1);
    struct path p = bind_path(b, sequence);
    struct buf name = buf_on(b->a);
    struct ref *r;

    path_print(&name, &p);
    e->text = str_printf(b->a, "nextval('" STR_FMT "'::regclass)", STR_ARG(buf_view(&name)));
    e->printer = PRINTER_AFLOAT;
    e->facts = EXPR_FUNCTION | EXPR_VOLATILE | EXPR_NEXTVAL;
    r = vec_push(b->a, &e->refs);
    r->use = REF_SEQUENCE;
    r->path = p;
    r->id = sequence;
    r->range = (struct range){ (uint32_t)sizeof("nextval('") - 1, (uint32_t)name.n };
    return (struct value){ .kind = VALUE_EXPR, .expr = e };
}

void bind_made_column(struct binder *b, uint32_t i)
{
    const struct change *c = change_at(b, i);
    bool serial = written_serial(c), identity = change_edit(c, ATTR_IDENTITY) != NULL;
    object_id column = c->object, sequence;
    uint32_t made;

    if (!is_postgres(b->s) || !(serial || identity))
        return;
    sequence = imply_sequence(b, i);
    made = bind_imply_on(b, i, CHANGE_ALTER, column);
    bind_edit(b, made, ATTR_NOT_NULL, (struct value){ .kind = VALUE_BOOL, .yes = true });
    if (serial && !identity)
        bind_edit(b, made, ATTR_DEFAULT, next_value(b, sequence));
    bind_one(b, made);
}

static void drop_sequences(struct binder *b, uint32_t i, object_id column)
{
    struct dependent_list users = { 0 };

    bind_users(b, column, &users);
    for (size_t k = 0; k < users.n; k++)
        if (users.v[k].by == ATTR_OWNED_BY) {
            bind_imply_on(b, i, CHANGE_DROP, users.v[k].id);
            bind_drop_tree(b, users.v[k].id);
        }
}

/* ADD GENERATED … AS IDENTITY, DROP IDENTITY. */
void bind_identity(struct binder *b, uint32_t i)
{
    const struct edit *e = change_edit(change_at(b, i), ATTR_IDENTITY);

    if (!e || !is_postgres(b->s))
        return;
    if (e->verb == EDIT_SET && e->was.kind == VALUE_NONE)
        imply_sequence(b, i);
    else if (e->verb == EDIT_RESET && e->was.kind != VALUE_NONE)
        drop_sequences(b, i, change_at(b, i)->object);
}
