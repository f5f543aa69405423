// SPDX-License-Identifier: Apache-2.0
import io.regshape.maven.testing.BuildLog
import io.regshape.testing.LayoutChecks

assert BuildLog.of(basedir).failures() == [
    "two: path: $basedir/image is written by another module of this build, it:one:pom:1 in $basedir/one. " +
        'Give each module a path of its own'].collect { it.toString() }
// What the first module made is whole.
LayoutChecks.check(new File(basedir, 'image'), 'latest', interop, [new File(basedir, 'layer.tar')])
return true
