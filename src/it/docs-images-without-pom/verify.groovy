// SPDX-License-Identifier: Apache-2.0
import io.regshape.maven.testing.BuildLog
import io.regshape.maven.testing.Maven
import io.regshape.testing.Command
import io.regshape.testing.LayoutChecks
import io.regshape.validate.LayoutValidator
import java.util.regex.Pattern

def maven = new Maven(localRepositoryPath, projectVersion, mavenHome).commandLine()
def pages = new File(basedir, 'pages')
def blocks = { String page ->
    (new File(basedir, "../../../../docs/$page").text =~ /(?s)```(xml|shell|text)\n(.*?)```/).collect { [it[1], it[2]] }
}

/** Runs the commands of a page, each on the POM that stands before it, and holds what they print to what follows. */
def run = { String page, File folder ->
    def printed = null
    blocks(page).each { kind, text ->
        if (kind == 'xml' && text.startsWith('<plugin>')) {
            new File(folder, 'target').deleteDir()
            new File(folder, 'pom.xml').text = "<project><modelVersion>4.0.0</modelVersion><groupId>it</groupId>" +
                "<artifactId>pages</artifactId><version>1</version><packaging>pom</packaging>" +
                "<build><plugins>$text</plugins></build></project>"
        } else if (kind == 'shell') {
            def output = Command.of('bash', '-ec', 'maven=("$@")\nmvn() { "${maven[@]}" "$@"; }\n' + text, 'bash', *maven)
                .in(folder).succeeds()
            printed = BuildLog.of(output).printed()
        } else if (kind == 'text') {
            def patterns = text.readLines().collect { it.split(/\.\.\./, -1).collect { Pattern.quote(it) }.join('.+') }
            def lines = printed.findAll { line -> patterns.any { line ==~ it } }
            assert [lines, patterns].transpose().every { it[0] ==~ it[1] } && lines.size() == patterns.size() :
                "$page promises\n$text\nprinted was\n${printed.join('\n')}"
        }
    }
}

run('bases.md', pages)
def site = new File(basedir, 'site.tar')
Command.of('sh', '-ec', 'mkdir -p site/srv/www; cp pages/src/main/web/* site/srv/www; ' +
    'tar --owner=0 --group=0 -C site -cf site.tar srv').in(basedir).succeeds()
LayoutChecks.of(new File(pages, 'elsewhere'), 'latest', interop).isValid().isCopiedBySkopeo()
    .unpacksTo([new File(basedir, 'base.tar'), site])
LayoutChecks.of(new File(pages, 'steps'), 'latest', interop).isValid().isCopiedBySkopeo()
    .unpacksTo([new File(basedir, 'base.tar'), new File(pages, 'app.tar')])
new File(pages, 'steps').deleteDir()

run('platforms.md', pages)
['back', 'merged', 'steps'].each { assert LayoutValidator.validate(new File(pages, it).toPath()).empty }
assert new File(pages, 'merged/index.json').text.contains('image.index')

// The snippets are the example's.
def example = new File(basedir, 'example')
def poms = ['base', 'app'].collect { new File(example, "$it/pom.xml").text }
blocks('maven-repositories.md').findAll { it[0] == 'xml' }.each { snippet -> assert poms.any { it.contains(snippet[1]) } }
Command.of('sh', '-ec', 'rm -r */target').in(example).succeeds()
run('maven-repositories.md', example)
LayoutChecks.of(new File(example, 'app/target/oci'), 'latest', interop).isValid().blobsHaveTheirDigest().isCopiedBySkopeo()
return true
