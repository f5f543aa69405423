// SPDX-License-Identifier: Apache-2.0
import io.regshape.maven.testing.BuildLog
import io.regshape.maven.testing.Maven
import io.regshape.testing.Command
import io.regshape.testing.LayoutChecks
import java.util.regex.Pattern

// Every command of the page, in its order, and after each what the page says that it prints.
def page = new File(basedir, '../../../../docs/guide.md').text
def blocks = (page =~ /(?s)```shell\n(.*?)```\s*```text\n(.*?)```/).collect { [it[1], it[2].readLines()] }
assert blocks.size() == page.count('```shell') && blocks.size() == 13

def maven = new Maven(localRepositoryPath, projectVersion, mavenHome).commandLine()
blocks.each { commands, promised ->
    def output = Command.of('bash', '-ec', 'maven=("$@")\nmvn() { "${maven[@]}" "$@"; }\n' + commands, 'bash', *maven)
        .in(basedir).succeeds()
    def printed = BuildLog.of(output).lines()
        .findAll { !(it ==~ /\[INFO\] (---.*|-*<.*|Building .*|Scanning .*|BUILD SUCCESS|Total time.*|Finished at.*| *)/) }
        .collect { it.replaceFirst(/^\[(INFO|WARNING)\] /, '') }
        .findAll { it && !it.startsWith('-----') }
    def patterns = promised.collect { it.split(/\.\.\./, -1).collect { Pattern.quote(it) }.join('.+') }
    assert printed.size() == patterns.size() && [printed, patterns].transpose().every { it[0] ==~ it[1] } :
        "$commands printed\n${printed.join('\n')}\nthe page says\n${promised.join('\n')}"
}
assert new File(basedir, 'build/result.json').text == '{"findings":[],"valid":true}'

def image = new File(basedir, 'my-image')
assert Command.of('grep', '-c', '"org.opencontainers.image.ref.name"', "$image/index.json").succeeds().trim() == '2'
LayoutChecks.check(image, 'latest', interop, ['base.tar.gz', 'app.tar'].collect { new File(basedir, it) })
return true
