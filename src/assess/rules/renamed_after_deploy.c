/* assess/rules/renamed_after_deploy.c: a file that was there before the branch has another name.
 *
 * Does      tell the file whose version changed; a note only where the version is the same and the tool compares
 *           nothing but that
 * Does not  mind repeatable files
 * See       assess/rules/renamed-after-deploy.sql
 */
#include "assess/rule.h"

void rule_renamed_after_deploy(const struct rule_input *in);

static void say_back(const struct rule_input *in, struct finding *f)
{
    say_advice(in, f, "Give it its name again: mv " STR_FMT " " STR_FMT ".",
               STR_ARG(ask_shell(in, in->file->path)), STR_ARG(ask_shell(in, in->file->past_path)));
}

void rule_renamed_after_deploy(const struct rule_input *in)
{
    const struct assess_file *file = in->file;
    if (file->past != PAST_RENAMED)
        return;
    struct finding *f = say(in);
    if (str_eq(file->version, file->past_version)) {
        if (!file->past_exact && f->severity > SEVERITY_INFO)
            f->severity = SEVERITY_INFO;
        say_message(in, f, "version " STR_FMT " was renamed from " STR_FMT, STR_ARG(file->version),
                    STR_ARG(file->past_path));
        say_happens(in, f, "%s",
                    file->past_exact
                        ? "The tool that runs the files compares the name with the "
                          "one it ran, and refuses it."
                        : "Its version is the same: databases that have run it go on.");
    } else {
        say_message(in, f, "version " STR_FMT " is in " STR_FMT " already and became " STR_FMT,
                    STR_ARG(file->past_version), STR_ARG(file->past_ref), STR_ARG(file->version));
        say_happens(in, f,
                    "Databases that have run version " STR_FMT " miss it and run " STR_FMT
                    " as a new one: what it makes is there already.",
                    STR_ARG(file->past_version), STR_ARG(file->version));
    }
    say_back(in, f);
}
