/* assess/rules/deleted_after_deploy.c: a file that was there before the branch is gone.
 *
 * Does      tell the file, and how it is restored
 * Does not  mind repeatable files; a file that has only another name (renamed-after-deploy)
 * See       assess/rules/deleted-after-deploy.sql
 */
#include "assess/rule.h"

void rule_deleted_after_deploy(const struct rule_input *in);

void rule_deleted_after_deploy(const struct rule_input *in)
{
    const struct assess_file *file = in->file;
    if (file->past != PAST_DELETED)
        return;
    struct finding *f = say(in);
    say_message(in, f, "version " STR_FMT " is in " STR_FMT " and was deleted",
                STR_ARG(file->version), STR_ARG(file->past_ref));
    say_happens(in, f,
                "Databases that have run it keep what it did, new databases never get it: they end "
                "with different schemas. The runner misses the file.");
    say_advice(in, f,
               "Restore it: git checkout " STR_FMT " -- " STR_FMT
               ", and undo what it did in a new migration: afloat new NAME.",
               STR_ARG(file->past_ref), STR_ARG(ask_shell(in, file->past_path)));
}
