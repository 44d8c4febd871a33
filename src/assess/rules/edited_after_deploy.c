/* assess/rules/edited_after_deploy.c: a file that was there before the branch does something else now.
 *
 * Does      tell the file, and how it is restored; a note only where comments or the down changed
 * Does not  read versions of a file: who calls assess_file has compared them; mind repeatable files
 * See       assess/rules/edited-after-deploy.sql
 */
#include "assess/rule.h"

void rule_edited_after_deploy(const struct rule_input *in);

static void say_restore(const struct rule_input *in, struct finding *f, const char *then)
{
    say_advice(in, f, "Restore it: git checkout " STR_FMT " -- " STR_FMT "%s",
               STR_ARG(in->file->past_ref), STR_ARG(ask_shell(in, in->file->past_path)), then);
}

void rule_edited_after_deploy(const struct rule_input *in)
{
    const struct assess_file *file = in->file;
    if (file->past != PAST_EDITED && file->past != PAST_NOTED)
        return;
    struct finding *f = say(in);
    f->line = file->past_line;
    if (file->past == PAST_NOTED && !file->past_exact) {
        f->severity = f->severity > SEVERITY_INFO ? SEVERITY_INFO : f->severity;
        say_message(in, f, "comments, spacing or the down of version " STR_FMT " changed",
                    STR_ARG(file->version));
        say_happens(in, f,
                    "What the up does is as it was. Databases that have run it keep the down that "
                    "they stored.");
        say_restore(in, f, " unless that is meant.");
        return;
    }
    say_message(in, f, "version " STR_FMT " is in " STR_FMT " already and was changed",
                STR_ARG(file->version), STR_ARG(file->past_ref));
    say_happens(in, f,
                "Databases that have run it never get the change, and the runner refuses a file "
                "that is not what it ran; new databases get another schema.");
    say_restore(in, f, ", and put the change in a new migration: afloat new NAME.");
}
