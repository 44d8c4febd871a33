/* assess/rules/version_duplicate.c: two files have one version, or two repeatable ones one name.
 *
 * Does      tell the second file, and the first
 * Does not  compare versions: who lists the files does (core/project.c)
 * See       assess/rules/version-duplicate.sql
 */
#include "assess/rule.h"

void rule_version_duplicate(const struct rule_input *in);

void rule_version_duplicate(const struct rule_input *in)
{
    const struct assess_file *file = in->file;
    if (!file->twin.n)
        return;
    struct finding *f = say(in);
    say_message(in, f, "%s " STR_FMT " is also that of " STR_FMT,
                file->repeatable ? "the name" : "version",
                STR_ARG(file->repeatable ? file->name : file->version), STR_ARG(file->twin));
    say_happens(in, f,
                "No command runs anything: it is not known which of the two is meant. It happens "
                "when two branches each add a file.");
    if (file->repeatable)
        say_advice(in, f, "Give one of them another name.");
    else
        say_advice(in, f,
                   "Give the one that was added last a new version, behind all others: mv " STR_FMT
                   " to a name that afloat new would give.",
                   STR_ARG(ask_shell(in, file->path)));
}
