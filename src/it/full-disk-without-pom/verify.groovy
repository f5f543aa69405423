// SPDX-License-Identifier: Apache-2.0
import io.regshape.maven.testing.BuildLog
import io.regshape.maven.testing.Maven
import io.regshape.testing.FileTree
import io.regshape.testing.LayoutChecks
import io.regshape.testing.OutsideTools

if (!OutsideTools.areThere(interop, 'unshare', 'mount')) {
    return true
}

// A disk of 1 MiB that is gone with the process.
def onSmallDisk = [*(OutsideTools.root ? ['unshare', '-m'] : ['unshare', '-rm']), 'sh', '-ec', '''
    mkdir -p disk after
    mount -t tmpfs -o size=1m tmpfs disk
    cp -a image/. disk
    status=0
    "$@" || status=$?
    rm -rf after/..?* after/.[!.]* after/*
    cp -a disk/. after
    exit $status
    ''', 'sh']
def maven = new Maven(localRepositoryPath, projectVersion, mavenHome)
def image = new File(basedir, 'image')
def after = new File(basedir, 'after')

['gzip', 'zstd', 'none'].each { format ->
    def log = BuildLog.of(maven.prefixed(basedir, onSmallDisk, maven.goal('add-layer'),
        '-Dregshape.path=disk', '-Dregshape.file=big.tar', "-Dregshape.compressFormat=$format").fails())
    assert log.failures() == [
        "standalone-pom: cannot read or write the layout at $basedir/disk: No space left on device".toString()]
    assert FileTree.describe(after.toPath()) == FileTree.describe(image.toPath())
}
// An empty mount point becomes a layout too, though nothing can be renamed over it or into it from outside.
def onEmptyDisk = [*onSmallDisk.takeWhile { it != "sh" }, 'sh', '-ec', 'mkdir -p mount; mount -t tmpfs tmpfs mount; "$@"; ls mount', 'sh']
assert maven.prefixed(basedir, onEmptyDisk, maven.goal('init'), '-Dregshape.path=mount').succeeds().contains('oci-layout')

LayoutChecks.check(after, 'latest', interop, [new File(basedir, 'small.tar')])
return true
