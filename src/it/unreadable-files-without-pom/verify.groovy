// SPDX-License-Identifier: Apache-2.0
import io.regshape.maven.testing.BuildLog
import io.regshape.maven.testing.Maven
import io.regshape.testing.Command
import io.regshape.testing.FileTree
import io.regshape.testing.LayoutChecks
import io.regshape.testing.OutsideTools

if (!OutsideTools.areThere(interop, 'setpriv')) {
    return true
}
def image = new File(basedir, 'image')
def before = FileTree.describe(image.toPath())
def maven = new Maven(localRepositoryPath, projectVersion, mavenHome)

// Root without the right to overlook permissions.
def prefix = OutsideTools.root ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : []
def failure = { String goal, String... more ->
    BuildLog.of(maven.prefixed(basedir, prefix, maven.goal(goal), '-Dregshape.path=image', *more).fails()).failures()
}
/** Takes permissions away while something is done. */
def withMode = { String mode, String name, Closure work ->
    def file = new File(basedir, name)
    def usual = file.directory ? '0755' : '0644'
    Command.of('chmod', mode, file).succeeds()
    try {
        return work()
    } finally {
        Command.of('chmod', usual, file).succeeds()
    }
}

assert withMode('0000', 'secret.tar') { failure('add-layer', '-Dregshape.file=secret.tar') } == [
    "standalone-pom: the layer file $basedir/secret.tar cannot be read: permission denied".toString()]
assert withMode('0555', 'image') { failure('add-layer', '-Dregshape.file=layer.tar') }*.replaceAll(/tmp-.*/, 'tmp') == [
    "standalone-pom: cannot read or write the layout at $image: permission denied: $image/.regshape.tmp".toString()]
assert withMode('0000', 'image/index.json') { failure('validate') } == [
    "standalone-pom: cannot read or write the layout at $image: permission denied: $image/index.json".toString()]

assert FileTree.describe(image.toPath()) == before
LayoutChecks.check(image, 'latest', interop, [new File(basedir, 'layer.tar')])
return true
