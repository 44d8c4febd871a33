/* cli/cmd_completion.c: afloat completion: a script for bash, zsh or fish.
 *
 * The scripts know no command and no option: they ask the program that stands on the command line (afloat
 * __complete), which reads its own tables, so that a script never falls behind the program.
 */
#include "cli/cmd.h"

struct completion_request {
    struct app_common common;
    str shell;
};

static const char bash[] =
    "# bash completion of afloat. Try it: eval \"$(afloat completion bash)\"\n"
    "_afloat()\n"
    "{\n"
    "    local line cur=${COMP_WORDS[COMP_CWORD]}\n"
    "    COMPREPLY=()\n"
    "    while IFS= read -r line; do\n"
    "        case $line in\n"
    "        :files)\n"
    "            compopt -o filenames 2>/dev/null\n"
    "            mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- \"${cur#=}\")\n"
    "            ;;\n"
    "        :folders)\n"
    "            compopt -o filenames 2>/dev/null\n"
    "            mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -d -- \"${cur#=}\")\n"
    "            ;;\n"
    "        *) COMPREPLY+=(\"${line%%$'\\t'*}\") ;;\n"
    "        esac\n"
    "    done < <(\"${COMP_WORDS[0]}\" __complete \"${COMP_WORDS[@]:1:COMP_CWORD}\" 2>/dev/null)\n"
    "}\n"
    "complete -F _afloat afloat\n";

static const char zsh[] =
    "#compdef afloat\n"
    "# zsh completion of afloat: put it as _afloat into a folder of $fpath.\n"
    "_afloat()\n"
    "{\n"
    "    local line value help answer\n"
    "    local -a described\n"
    "    answer=$(\"${words[1]}\" __complete \"${(@)words[2,CURRENT]}\" 2>/dev/null)\n"
    "    for line in \"${(@f)answer}\"; do\n"
    "        case $line in\n"
    "        :files) _files ;;\n"
    "        :folders) _files -/ ;;\n"
    "        ?*)\n"
    "            value=${line%%$'\\t'*} help=\n"
    "            [[ $line == *$'\\t'* ]] && help=:${line#*$'\\t'}\n"
    "            described+=(\"${value//:/\\\\:}$help\")\n"
    "            ;;\n"
    "        esac\n"
    "    done\n"
    "    (( $#described )) && _describe afloat described\n"
    "}\n"
    "if [[ ${funcstack[1]} == _afloat ]]; then _afloat \"$@\"; else compdef _afloat afloat; fi\n";

static const char fish[] =
    "# fish completion of afloat: put it as afloat.fish into ~/.config/fish/completions.\n"
    "function __afloat_complete\n"
    "    set -l words (commandline -opc)\n"
    "    set -l current (commandline -ct)\n"
    "    set -q current[1]; or set current ''\n"
    "    for line in ($words[1] __complete $words[2..-1] $current 2>/dev/null)\n"
    "        switch $line\n"
    "            case :files\n"
    "                __fish_complete_path $current\n"
    "            case :folders\n"
    "                __fish_complete_directories $current\n"
    "            case '*'\n"
    "                echo $line\n"
    "        end\n"
    "    end\n"
    "end\n"
    "complete -c afloat -f -a '(__afloat_complete)'\n";

static const struct {
    const char *name, *script;
} shells[] = {
    { "bash", bash },
    { "zsh", zsh },
    { "fish", fish },
};

static const struct field fields[] = {
    { "shell", "", FIELD_TEXT, 0, "name of the shell" },
    { "script", "", FIELD_TEXT, 0, "the script" },
};

static const struct rectype type = { "completion", RECORD_ONE, fields, COUNT_OF(fields), NULL };

static const struct rectype *const records[] = { &type, NULL };

static void show(struct ctx *ctx, bool json, size_t i)
{
    struct field_value v[] = { field_text(str_of(shells[i].name)),
                               field_text(str_of(shells[i].script)) };

    if (!json)
        fputs(shells[i].script, stdout);
    ctx_record(ctx, &type, v);
}

static bool run(struct ctx *ctx, const void *request, struct app_outcome *out, struct err *err)
{
    const struct completion_request *req = request;

    (void)out;
    for (size_t i = 0; i < COUNT_OF(shells); i++)
        if (str_eq(req->shell, str_of(shells[i].name))) {
            show(ctx, req->common.json, i);
            return true;
        }
    if (req->shell.n)
        err_set(err, ERR_USAGE, "no script for the shell \"" STR_FMT "\"", STR_ARG(req->shell));
    else
        err_set(err, ERR_USAGE, "the name of a shell is needed");
    return err_hint(err, "The shells are: bash, zsh, fish.");
}

static const struct opt opts[] = {
    { "SHELL", 0, OPT_TEXT, NULL, offsetof(struct completion_request, shell), "bash, zsh or fish" },
};

static const char *const examples[] = {
    "afloat completion bash",
    "afloat completion zsh",
    "afloat completion fish",
    NULL,
};

const struct cmd cmd_completion = {
    .name = "completion",
    .summary = "print the completion script of a shell",
    .usage = "bash|zsh|fish",
    .about = "Commands, options, versions, environments and formats are completed; no\n"
             "database is asked. For bash: eval \"$(afloat completion bash)\" in ~/.bashrc.\n"
             "For zsh store the script as _afloat in a folder of $fpath, for fish as\n"
             "~/.config/fish/completions/afloat.fish.\n",
    .group = "Help",
    OPTS(opts),
    .request_size = sizeof(struct completion_request),
    .examples = examples,
    .records = { records },
    .run = run,
};
