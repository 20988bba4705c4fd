# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_wenfeng_global_optspecs
    string join \n lang= color= h/help V/version
end

function __fish_wenfeng_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_wenfeng_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_wenfeng_using_subcommand
    set -l cmd (__fish_wenfeng_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c wenfeng -n "__fish_wenfeng_needs_command" -l lang -d '界面语言：zh 或 en' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c wenfeng -n "__fish_wenfeng_needs_command" -l color -d '颜色：auto、always 或 never' -r -f -a "auto\t'On a terminal that can show it, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c wenfeng -n "__fish_wenfeng_needs_command" -s h -l help -d '显示帮助'
complete -c wenfeng -n "__fish_wenfeng_needs_command" -s V -l version -d '显示版本'
complete -c wenfeng -n "__fish_wenfeng_needs_command" -f -a "check" -d '检查草稿（也可以省去命令：wenfeng 草稿.txt）'
complete -c wenfeng -n "__fish_wenfeng_needs_command" -f -a "rules" -d '列出规则'
complete -c wenfeng -n "__fish_wenfeng_needs_command" -f -a "explain" -d '说明一条规则，附例子'
complete -c wenfeng -n "__fish_wenfeng_needs_command" -f -a "test-rules" -d '用规则自带的例子测试一个规则包'
complete -c wenfeng -n "__fish_wenfeng_needs_command" -f -a "baseline" -d '记下可以先放着的问题，只看新的'
complete -c wenfeng -n "__fish_wenfeng_needs_command" -f -a "init" -d '在这个文件夹里写一份带说明的 wenfeng.toml'
complete -c wenfeng -n "__fish_wenfeng_needs_command" -f -a "config" -d '查看配置'
complete -c wenfeng -n "__fish_wenfeng_needs_command" -f -a "lsp" -d '启动语言服务，供编辑器通过标准输入输出使用'
complete -c wenfeng -n "__fish_wenfeng_needs_command" -f -a "serve" -d '在这台电脑上打开网页看草稿，也给别的程序用（HTTP）'
complete -c wenfeng -n "__fish_wenfeng_needs_command" -f -a "schema" -d '输出 JSON Schema：配置、规则包、JSON 结果、基线的写法'
complete -c wenfeng -n "__fish_wenfeng_needs_command" -f -a "completions" -d '输出命令行补全脚本'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l format -d '输出格式：full、concise、json、jsonl、sarif、rdjson、rdjsonl、github、gitlab、junit 或 checkstyle；可以写几次，也可以写进文件：sarif=结果.sarif' -r -f -a "full\t'Excerpts, reasons and advice, for people'
concise\t'One line for each finding'
json\t'One JSON document'
jsonl\t'One JSON object a line, as the posts come'
sarif\t'SARIF 2.1.0'
rdjson\t'reviewdog, one document'
rdjsonl\t'reviewdog, one diagnostic a line'
github\t'Annotations of GitHub Actions'
gitlab\t'GitLab Code Quality'
junit\t'`JUnit` XML'
checkstyle\t'Checkstyle XML'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l column-unit -d 'concise 里的列按什么数：char（默认）、byte 或 utf16' -r -f -a "char\t'Characters (code points)'
byte\t'UTF-8 bytes, as Vim counts'
utf16\t'UTF-16 code units'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -s o -l output -d '把结果写进文件（UTF-8）' -r -F
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l select -d '只用这些规则：规则名、类别或“类别/*”，用逗号隔开' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l ignore -d '不用这些规则' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l situation -d '情形：日常、政策、突发、个人或回复' -r -f -a "everyday\t''
policy\t''
incident\t''
personal\t''
reply\t''"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l fail-on -d '到哪一级就退出 1：error（默认）、warning、info 或 never' -r -f -a "error\t'Errors only'
warning\t'Warnings and errors'
info\t'Every finding'
never\t'Findings never fail a run'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l max-warnings -d '提醒超过这么多条就退出 1' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l encoding -d '文件编码；不写就自动识别' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l text-field -d '.jsonl、.csv 里正文所在的字段或列' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l stdin-filename -d '标准输入的名称，决定文件类型和配置' -r -F
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l exclude -d '不看符合这个模式的文件' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l changed-since -d '只看从这个 git 版本以来改过的文件，表格只看改过的那几条' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l baseline -d '不报这份基线里已经记下的问题' -r -F
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l config -d '用这份配置文件' -r -F
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l lang -d '界面语言：zh 或 en' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l color -d '颜色：auto、always 或 never' -r -f -a "auto\t'On a terminal that can show it, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -s q -l quiet -d '只显示错误，不要结尾的话'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -s v -l verbose -d '说明每个文件的编码和所用配置（标准错误）'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l statistics -d '加一张按规则统计的表'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l force-exclude -d '不看的文件，点名写出来也不看'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l fix -d '把不会出错的小毛病（如半角标点）直接改在文件里'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l unsafe-fixes -d '连改后要看一眼的也改（和 --fix 或 --diff 一起用）'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l diff -d '只显示会怎么改，不动文件'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l strict-baseline -d '基线里有已经没有的问题，就退出 1'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l watch -d '文件一保存就再查一遍'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -l isolated -d '不用任何配置文件'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand check" -s h -l help -d '显示帮助'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand rules" -l format -d '输出格式：text、json 或 markdown' -r -f -a "text\t'For people'
json\t'For programs'
markdown\t'The reference, in Markdown'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand rules" -l pages -d '把规则说明写成网页，放进这个文件夹' -r -F
complete -c wenfeng -n "__fish_wenfeng_using_subcommand rules" -l select -d '只用这些规则：规则名、类别或“类别/*”，用逗号隔开' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand rules" -l ignore -d '不用这些规则' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand rules" -l config -d '用这份配置文件' -r -F
complete -c wenfeng -n "__fish_wenfeng_using_subcommand rules" -l lang -d '界面语言：zh 或 en' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand rules" -l color -d '颜色：auto、always 或 never' -r -f -a "auto\t'On a terminal that can show it, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand rules" -l isolated -d '不用任何配置文件'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand rules" -s h -l help -d '显示帮助'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand explain" -l config -d '用这份配置文件' -r -F
complete -c wenfeng -n "__fish_wenfeng_using_subcommand explain" -l lang -d '界面语言：zh 或 en' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand explain" -l color -d '颜色：auto、always 或 never' -r -f -a "auto\t'On a terminal that can show it, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand explain" -l isolated -d '不用任何配置文件'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand explain" -s h -l help -d '显示帮助'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand test-rules" -l lang -d '界面语言：zh 或 en' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand test-rules" -l color -d '颜色：auto、always 或 never' -r -f -a "auto\t'On a terminal that can show it, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand test-rules" -s h -l help -d '显示帮助'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and not __fish_seen_subcommand_from write prune check" -l lang -d '界面语言：zh 或 en' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and not __fish_seen_subcommand_from write prune check" -l color -d '颜色：auto、always 或 never' -r -f -a "auto\t'On a terminal that can show it, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and not __fish_seen_subcommand_from write prune check" -s h -l help -d '显示帮助'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and not __fish_seen_subcommand_from write prune check" -f -a "write" -d '把现有的问题都记进基线'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and not __fish_seen_subcommand_from write prune check" -f -a "prune" -d '把已经没有的问题从基线里去掉'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and not __fish_seen_subcommand_from write prune check" -f -a "check" -d '看基线里哪些问题已经没有了；有就退出 1'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from write" -l baseline -d '基线文件；不写就用 wenfeng-baseline.json' -r -F
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from write" -l select -d '只用这些规则：规则名、类别或“类别/*”，用逗号隔开' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from write" -l ignore -d '不用这些规则' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from write" -l situation -d '情形：日常、政策、突发、个人或回复' -r -f -a "everyday\t''
policy\t''
incident\t''
personal\t''
reply\t''"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from write" -l encoding -d '文件编码；不写就自动识别' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from write" -l text-field -d '.jsonl、.csv 里正文所在的字段或列' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from write" -l exclude -d '不看符合这个模式的文件' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from write" -l config -d '用这份配置文件' -r -F
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from write" -l lang -d '界面语言：zh 或 en' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from write" -l color -d '颜色：auto、always 或 never' -r -f -a "auto\t'On a terminal that can show it, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from write" -l isolated -d '不用任何配置文件'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from write" -s h -l help -d '显示帮助'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from prune" -l baseline -d '基线文件；不写就用 wenfeng-baseline.json' -r -F
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from prune" -l select -d '只用这些规则：规则名、类别或“类别/*”，用逗号隔开' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from prune" -l ignore -d '不用这些规则' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from prune" -l situation -d '情形：日常、政策、突发、个人或回复' -r -f -a "everyday\t''
policy\t''
incident\t''
personal\t''
reply\t''"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from prune" -l encoding -d '文件编码；不写就自动识别' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from prune" -l text-field -d '.jsonl、.csv 里正文所在的字段或列' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from prune" -l exclude -d '不看符合这个模式的文件' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from prune" -l config -d '用这份配置文件' -r -F
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from prune" -l lang -d '界面语言：zh 或 en' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from prune" -l color -d '颜色：auto、always 或 never' -r -f -a "auto\t'On a terminal that can show it, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from prune" -l isolated -d '不用任何配置文件'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from prune" -s h -l help -d '显示帮助'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from check" -l baseline -d '基线文件；不写就用 wenfeng-baseline.json' -r -F
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from check" -l select -d '只用这些规则：规则名、类别或“类别/*”，用逗号隔开' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from check" -l ignore -d '不用这些规则' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from check" -l situation -d '情形：日常、政策、突发、个人或回复' -r -f -a "everyday\t''
policy\t''
incident\t''
personal\t''
reply\t''"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from check" -l encoding -d '文件编码；不写就自动识别' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from check" -l text-field -d '.jsonl、.csv 里正文所在的字段或列' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from check" -l exclude -d '不看符合这个模式的文件' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from check" -l config -d '用这份配置文件' -r -F
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from check" -l lang -d '界面语言：zh 或 en' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from check" -l color -d '颜色：auto、always 或 never' -r -f -a "auto\t'On a terminal that can show it, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from check" -l isolated -d '不用任何配置文件'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand baseline; and __fish_seen_subcommand_from check" -s h -l help -d '显示帮助'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand init" -l lang -d '界面语言：zh 或 en' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand init" -l color -d '颜色：auto、always 或 never' -r -f -a "auto\t'On a terminal that can show it, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand init" -s h -l help -d '显示帮助'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand config; and not __fish_seen_subcommand_from show" -l lang -d '界面语言：zh 或 en' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand config; and not __fish_seen_subcommand_from show" -l color -d '颜色：auto、always 或 never' -r -f -a "auto\t'On a terminal that can show it, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand config; and not __fish_seen_subcommand_from show" -s h -l help -d '显示帮助'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand config; and not __fish_seen_subcommand_from show" -f -a "show" -d '显示生效的配置，以及每一项从哪里来'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand config; and __fish_seen_subcommand_from show" -l select -d '只用这些规则：规则名、类别或“类别/*”，用逗号隔开' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand config; and __fish_seen_subcommand_from show" -l ignore -d '不用这些规则' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand config; and __fish_seen_subcommand_from show" -l config -d '用这份配置文件' -r -F
complete -c wenfeng -n "__fish_wenfeng_using_subcommand config; and __fish_seen_subcommand_from show" -l lang -d '界面语言：zh 或 en' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand config; and __fish_seen_subcommand_from show" -l color -d '颜色：auto、always 或 never' -r -f -a "auto\t'On a terminal that can show it, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand config; and __fish_seen_subcommand_from show" -l isolated -d '不用任何配置文件'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d '显示帮助'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand lsp" -l select -d '只用这些规则：规则名、类别或“类别/*”，用逗号隔开' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand lsp" -l ignore -d '不用这些规则' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand lsp" -l config -d '用这份配置文件' -r -F
complete -c wenfeng -n "__fish_wenfeng_using_subcommand lsp" -l lang -d '界面语言：zh 或 en' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand lsp" -l color -d '颜色：auto、always 或 never' -r -f -a "auto\t'On a terminal that can show it, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand lsp" -l stdio -d '有的编辑器总会加上它；没有别的通信方式'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand lsp" -l isolated -d '不用任何配置文件'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand lsp" -s h -l help -d '显示帮助'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand serve" -l port -d '端口；不写就由系统挑一个空着的' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand serve" -l bind -d '在哪个地址上开；别的电脑要用启动时显示的口令' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand serve" -l token-file -d '口令写在这个文件里；不写，别的电脑能打开时就现生成一个' -r -F
complete -c wenfeng -n "__fish_wenfeng_using_subcommand serve" -l host -d '网页还叫什么名称，如代理服务器的域名；可以写几次' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand serve" -l timeout -d '一个请求最多等几秒（30）' -r
complete -c wenfeng -n "__fish_wenfeng_using_subcommand serve" -l config -d '用这份配置文件' -r -F
complete -c wenfeng -n "__fish_wenfeng_using_subcommand serve" -l lang -d '界面语言：zh 或 en' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand serve" -l color -d '颜色：auto、always 或 never' -r -f -a "auto\t'On a terminal that can show it, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand serve" -l no-open -d '不要打开浏览器'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand serve" -l isolated -d '不用任何配置文件'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand serve" -s h -l help -d '显示帮助'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand schema" -l lang -d '界面语言：zh 或 en' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand schema" -l color -d '颜色：auto、always 或 never' -r -f -a "auto\t'On a terminal that can show it, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand schema" -s h -l help -d '显示帮助'
complete -c wenfeng -n "__fish_wenfeng_using_subcommand completions" -l lang -d '界面语言：zh 或 en' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand completions" -l color -d '颜色：auto、always 或 never' -r -f -a "auto\t'On a terminal that can show it, unless the environment says otherwise'
always\t'Always'
never\t'Never'"
complete -c wenfeng -n "__fish_wenfeng_using_subcommand completions" -s h -l help -d '显示帮助'
